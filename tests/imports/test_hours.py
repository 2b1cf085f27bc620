"""Hours under "Start" and "End" are no days: a sheet that has them is the sheet of a trainer, and nobody's test."""

from __future__ import annotations

from datetime import time

import pytest

from lms.imports.domain.columns import column_choice, observed_practice
from lms.imports.domain.columns.attendance import dates_beside, day_headings
from lms.imports.domain.headings import fields
from lms.imports.domain.values import hours
from lms.imports.services import column_matching
from lms.imports.services.upload.file_layout import Column
from tests.imports.files import brought, text, xlsx
from tests.imports.test_observed_practice import OLD, SHEETS, places
from tests.imports.test_people import problems, rows
from tests.people import People

HOURS = [
    *("8:30", "08:30:00", "8.30", "16.30", "8h30", "8h", "8 h 30", "8am", "8:30 a.m.", "9 p.m.", "24:00", "5.12"),
    *("08:00-16:30", "8.30 – 16.30", "8:00 to 16:30", "8-16 hrs", "0.354166666666667", "12 noon"),
    *("๘.๓๐ น.", "8.30-16.30 น.", "08.30 ถึง 16.30", "เวลา 9.00 น.", "9 โมงเช้า", "8 นาฬิกา 30 นาที"),
    *("៨:៣០", "ម៉ោង ៨", "ម៉ោង 8:00 ដល់ 16:30", "៨ ព្រឹក"),
    *("໘:໓໐", "8 ໂມງ", "8ໂມງ 30 ນາທີ", "ເວລາ 8:00 ຫາ 16:30", "8 ໂມງເຊົ້າ"),
]  # fmt: skip
NO_HOURS = [
    *("", "-", "✓", "8", "830", "12-14", "25:00", "8:75", "1.6.25", "01.06.25", "1/6/2025", "2026-03-12", "12.3.2026"),
    *("5 March", "5 มีนาคม 2568", "5 ພ.ຈ. 25", "៥ មីនា", "2026-03-12 08:30:00", "45728", "0.9", "passed", "8:30 Sokha"),
]  # fmt: skip


@pytest.mark.parametrize("cell", HOURS)
def test_hours(cell: str) -> None:
    assert hours.is_hour(cell)
    assert not day_headings.are_dates([cell])


@pytest.mark.parametrize("cell", NO_HOURS)
def test_what_is_no_hour(cell: str) -> None:
    assert not hours.is_hour(cell)


def test_a_column_of_hours_has_nothing_else_and_is_not_empty() -> None:
    assert hours.are_hours(["8:30", "", "-", "8h"])
    assert not hours.are_hours(["8:30", "12/3/2026"])
    assert not hours.are_hours(["", "-"])


def columns_of(header: list[str], *lines: list[str], remembered: dict[str, str] | None = None) -> list[str]:
    known = {**(remembered or {}), **observed_practice.not_guessed(header, lines)}
    found = column_choice.matched(header, "trainings", known, lines)
    return [found.get(place + 1, "") for place in range(len(header))]


@pytest.mark.parametrize("language", SHEETS)
@pytest.mark.parametrize(
    "times",
    [("8:30", "16:30"), ("8.30", "16.30"), ("8h30", "16h30"), ("08:00-12:00", "13:00-16:30"), ("", "")],
)
def test_an_old_sheet_with_its_hours_gives_nobody_a_day_or_a_result(
    language: str, times: tuple[str, str]
) -> None:
    header = [*SHEETS[language][:6]]
    header[1] = fields.heading("number", language)
    line = ["Sokha", "KH-1001", *times, SHEETS[language][6], "S"]
    assert columns_of(header, line) == ["name", "number", "", "", "", ""]
    header[4], passed = OLD[language]
    line[4] = passed
    assert places(header, line) == [4]
    assert columns_of(header, line) == ["name", "number", "", "", "", ""]
    for day in (
        ("on", "on_first") if all(times) else ()
    ):  # as a list may have been remembered whose hours were taken for days
        old = {fields.key(header[2]): day, fields.key(header[3]): "on", fields.key(header[4]): "result"}
        assert columns_of(header, line, remembered=old) == ["name", "number", "", "", "", ""]


def test_hours_beside_the_day_of_a_training_are_no_other_dates() -> None:
    def column(number: int, header: str, *samples: str) -> Column:
        return Column(number, header, samples, "")

    columns = [
        column(1, "Day A", "1/3/2025"),
        column(2, "From", "8:30", "8.30"),
        column(3, "Day B", "2/3/2025"),
    ]
    assert dates_beside.of(columns, {1: "on"}) == frozenset()
    assert dates_beside.of(columns, {2: "on"}) == {1, 3}


def test_one_day_among_the_hours_makes_no_list_of_days_of_a_sheet() -> None:
    header = ["Name", "Start", "End", "Result", "Signature"]
    lines = [["Sokha", "8:30", "16:30", "passed", ""], ["Dara", "8:30", "12/3/2026", "passed", ""]]
    assert places(header, *lines, ["Vanna", "8:30", "16:30", "passed", ""]) == [3]
    assert places(header, ["Sokha", "11/3/2026", "12/3/2026", "passed", ""]) == []


def test_nobody_is_certified_by_a_sheet_with_times_of_a_workbook(people: People) -> None:
    content = xlsx(
        ["Name", "Volunteer number", "Start", "End", "Result", "Signature"],
        ["Sokha", "KH-1001", time(8, 30), time(16, 30), "passed", None],
    )
    list_import = brought(content, "sheet.xlsx", "trainings", people.chan.unit, people.chan)
    assert list_import.matching["columns"] == {"1": "name", "2": "number"}


def test_a_sheet_of_observed_practice_with_hours_is_refused_for_no_day_of_its_own(people: People) -> None:
    content = text(
        ["Name", "Volunteer number", "Start", "End", "Observed practice", "Signature"],
        ["Sokha", "KH-1001", "8:30", "16:30", "seen", "S"],
    )
    list_import = brought(content, "sheet.csv", "trainings", people.chan.unit, people.chan)
    proposed = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(
        list_import, proposed, everywhere={"award": "pss", "on": "1/3/2025"}, source="sheet"
    )
    assert [problems(line) for line in rows(list_import)] == [[]]
