"""Whoever was absent is never recorded as trained unasked: days absent, hours that are missing, in four languages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from lms.db import session
from lms.imports.domain.columns import column_choice, result_columns
from lms.imports.domain.columns.attendance import counted_absences, hours_of_days
from lms.imports.domain.headings import absent_days
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.lines import column_facts
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import rejects
from lms.imports.services import column_matching, imports, value_choices
from lms.records.services.achievements import LedgerEntry
from tests.client import StrictClient
from tests.imports.files import brought, xlsx
from tests.imports.test_people import carry_out, problems, rows
from tests.imports.test_recorded_results import page_text
from tests.people import People

HEADINGS = [
    *("วันขาด", "ขาด (วัน)", "ขาด(ครั้ง)", "จำนวนวันที่ขาด", "ขาด/ลา (วัน)", "(วัน) ขาด", "ชั่วโมงที่ขาด", "จำนวนวันที่ไม่มา"),
    *("ຈຳນວນມື້ຂາດ", "ຂາດ (ມື້)", "ມື້ຂາດ", "ຈຳນວນຄັ້ງທີ່ຂາດ", "ບໍ່ມາ (ມື້)"),
    *("អវត្តមាន (ថ្ងៃ)", "ចំនួនថ្ងៃអវត្តមាន", "ថ្ងៃអវត្តមាន", "(ថ្ងៃ) អវត្តមាន", "ចំនួនដងអវត្តមាន", "មិនមក (ថ្ងៃ)"),
    *("Days absent", "Absent (days)", "Absences", "No. of absences", "Number of days absent", "Hours missed"),
]  # fmt: skip
OTHERS = [
    *("ขาด", "วันที่", "วันที่อบรม", "วันเข้าอบรม", "มา/ขาด", "วันลาออก", "วันที่ 1", "จำนวนวัน"),
    *("ຂາດ", "ວັນທີ", "ມາ/ຂາດ", "ຈຳນວນມື້", "អវត្តមាន", "វត្តមាន (ថ្ងៃ)", "ថ្ងៃទី", "ចំនួនថ្ងៃ"),
    *("Absent", "Days attended", "Passed or absent", "Absent reason", "Missing documents", "Number", "Days", ""),
]  # fmt: skip
EVERYWHERE = {"award": "pss", "on": "5/3/2025"}
NUMBERS = ("KH-1001", "KH-1002", "KH-1100", "KH-1300")


def sheet(people: People, *lines: Sequence[str | None], chosen: dict[int, str] | None = None) -> ListImport:
    """A list of those who were at a training, with the columns that are proposed, or those that are chosen."""
    list_import = brought(xlsx(*lines), "sheet.xlsx", "trainings", people.chan.unit, people.chan)
    proposed = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(
        list_import, proposed if chosen is None else chosen, everywhere=EVERYWHERE, source="The sheet"
    )
    session.commit()
    return list_import


def actions(list_import: ListImport) -> list[tuple[str, list[str]]]:
    return [(row.action, [word for _, word in problems(row)]) for row in rows(list_import)]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_that_counts_absences_is_no_date_and_no_module(heading: str) -> None:
    assert absent_days.is_heading(heading)
    assert result_columns.is_attendance(heading)
    for kind in ("people", "trainings"):
        assert columns.field_of(heading, kind, {}) == ""
        assert columns.field_of(heading, kind, {columns.key(heading): "on"}) == ""


@pytest.mark.parametrize("heading", OTHERS)
def test_other_headings_count_no_absences(heading: str) -> None:
    assert not absent_days.is_heading(heading)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *(("0", 0), ("3", 3), ("๒", 2), ("2.0", 2), ("1 วัน", 1), ("២ ថ្ងៃ", 2), ("2 days", 2), ("0/3", 0)),
        *(("1 / 3 ມື້", 1), ("", None), ("-", None), ("ขาด", None), ("2 ครั้ง (ป่วย)", None), ("1.5", None)),
    ],
)
def test_how_many_absences_a_cell_counts(cell: str, number: int | None) -> None:
    assert counted_absences.number_of(cell) == number


def test_a_word_for_absence_counts_where_its_numbers_do() -> None:
    assert counted_absences.are_counted("ขาด", ["0", "1", "3"])
    assert not counted_absences.are_counted("ขาด", ["0", "1", "/"])
    assert not counted_absences.are_counted("Remarks", ["0", "1", "3"])


@pytest.mark.parametrize("heading", [*HEADINGS, "ขาด", "ຂາດ", "អវត្តមាន", "Absent"])
def test_who_was_absent_is_asked_about_in_four_languages(people: People, heading: str) -> None:
    list_import = sheet(
        people,
        ["ID", heading, "Remarks"],
        *([number, count, ""] for number, count in zip(NUMBERS, ["0", "1", "3", "2"], strict=True)),
    )
    assert list_import.matching["columns"]["2"] == "result"
    assert actions(list_import) == [("create", []), *[("fail", ["absences-unknown"])] * 3]
    assert rows(list_import)[0].given["result"] == "0"
    imports.drop(list_import, actor=None)


def test_hours_in_two_rows_of_headings_and_two_days_absent_train_nobody(app: Flask, people: People) -> None:
    """No hours at all and two days absent was recorded as trained, without a word."""
    list_import = sheet(
        people,
        ["ID", "วันที่ 1", None, "วันที่ 2", None, "วันขาด"],
        [None, "เข้า", "ออก", "เข้า", "ออก", None],
        ["KH-1001", "8:30", "16:00", "8:30", "16:00", "0"],
        ["KH-1002", "8.30", "16.00", None, None, "1"],
        ["KH-1100", None, None, None, None, "2"],
        ["KH-1300", "8:30", "12:00", "13.00 น.", "16.00 น.", "-"],
    )
    asked = ("fail", ["absences-unknown"])
    assert actions(list_import) == [("create", []), asked, asked, ("skip", ["result-unsaid"])]
    said = {
        ("result", group["key"]): "attended"
        for group in list_import.matching["groups"]
        if group["text"] == "1"
    }
    value_choices.settle(list_import, said)
    assert actions(list_import)[1:3] == [("create", []), asked]
    carry_out(app, list_import)
    assert {*session.scalars(select(LedgerEntry.person_id))} == {people.sokha.id, people.ratana.id}
    # Of another training, of other days, nothing is said by it.
    assert [*session.scalars(select(ValueMatching))] == []


@pytest.mark.parametrize(
    ("come", "left"), [("เวลามา", "เวลากลับ"), ("ម៉ោងចូល", "ម៉ោងចេញ"), ("ໂມງເຂົ້າ", "ໂມງອອກ"), ("Start", "End")]
)
def test_who_has_no_hours_where_others_have_was_not_there(people: People, come: str, left: str) -> None:
    list_import = sheet(
        people,
        ["ID", come, left, "Signature"],
        ["KH-1001", "8.30", "16.30", "S"],
        ["KH-1002", "8.30", "", "R"],
        ["KH-1100", "", "", ""],
        ["KH-1300", "8.30", "16.00", "N"],
    )
    assert actions(list_import) == [
        ("create", []),
        ("fail", ["attendance-unknown"]),
        ("skip", ["not-there"]),
        ("create", []),
    ]
    assert list_import.matching[column_facts.NOT_THERE] == [f"{come} – {left}", 1]
    imports.drop(list_import, actor=None)


def test_hours_that_everybody_has_say_of_nobody_whether_they_were_there(people: People) -> None:
    header = ["ID", "Start", "End"]
    assert column_choice.matched(
        header, "trainings", {}, [["1", "8:30", "16:30"], ["2", "8:30", "16:30"]]
    ) == {1: "number"}
    half = [["1", "8:30", "16:30"], ["2", "", ""], ["3", "", ""]]
    assert hours_of_days.places(half, {}) == []
    assert hours_of_days.places([], {}) == []


def test_who_has_neither_hours_nor_a_result_was_not_there(people: People) -> None:
    list_import = sheet(
        people,
        ["ID", "Start", "Result"],
        ["KH-1001", "8:30", "passed"],
        ["KH-1002", "8:30", ""],
        ["KH-1100", "", ""],
    )
    assert actions(list_import) == [("create", []), ("skip", ["result-unsaid"]), ("skip", ["not-there"])]
    imports.drop(list_import, actor=None)


def test_columns_of_absences_and_of_hours_are_pointed_at_where_they_are_left_out(people: People) -> None:
    lines = [["KH-1001", "8:30", "0"], ["KH-1002", "8:30", "1"], ["KH-1100", "", "2"]]
    list_import = sheet(people, ["ID", "Start", "Days absent"], *lines, chosen={1: "number"})
    assert list_import.matching[column_facts.UNREAD_RESULTS] == ["Start", "Days absent"]
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    ("fields", "trained", "places"),
    [
        ({"1": "number"}, False, {3}),
        ({"1": "number", "2": "result"}, False, set()),
        ({"1": "number", "2": "result"}, True, {3}),
        ({"1": "number", "2": "mark"}, True, set()),
        ({"1": "number", "4": "result"}, True, set()),
    ],
)
def test_absences_beside_a_result_matter_where_it_says_nothing(
    fields: dict[str, str], trained: bool, places: set[int]
) -> None:
    header = ["ID", "Result", "Remarks", "ขาด (วัน)"]
    lines = [["1", "passed", "", "1"], ["2", "", "", "2"], ["3", "", "", "0"]]
    assert counted_absences.left_out(header, lines, fields, trained=trained) == places


def test_a_tick_or_a_no_below_days_absent_says_nothing_and_a_word_says_what_it_says(
    app: Flask, people: People
) -> None:
    list_import = sheet(
        people,
        ["ID", "Days absent"],
        *([number, cell] for number, cell in zip(NUMBERS, ["✓", "no", "absent", "attended"], strict=True)),
    )
    asked = ("fail", ["absences-unknown"])
    assert actions(list_import) == [asked, asked, ("skip", ["not-there"]), ("create", [])]
    with app.test_request_context("/en/"):
        assert "Days absent" in rejects.failed_header(list_import, "en")
    imports.drop(list_import, actor=None)


def test_beside_days_and_beside_a_result_absences_say_nothing_more() -> None:
    days = ["ID", "7 ต.ค. 69", "8 ต.ค. 69", "ขาด (ครั้ง)"]
    lines = [["1", "✓", "✓", "0"], ["2", "✓", "", "1"], ["3", "", "", "2"]]
    found = column_choice.matched(days, "trainings", {}, lines)
    assert found == {1: "number", 2: "attended_day", 3: "attended_day"}
    words = [["1", "ผ่าน", "0"], ["2", "ไม่ผ่าน", "1"]]
    assert column_choice.matched(["ID", "ผล", "วันขาด"], "trainings", {}, words) == {1: "number", 2: "result"}


def test_what_hr_has_left_out_before_is_not_proposed_again() -> None:
    lines = [["1", "8:30", "0"], ["2", "8:30", "1"], ["3", "", "2"]]
    said = {columns.key(heading): "" for heading in ("Days absent", "Start")}
    assert column_choice.matched(["ID", "Start", "Days absent"], "trainings", said, lines) == {1: "number"}


def test_chan_is_asked_whether_three_days_absent_count_as_attended(
    client: StrictClient, people: People
) -> None:
    list_import = sheet(people, ["ID", "Days absent"], ["KH-1001", "0"], ["KH-1002", "3"])
    client.sign_in("KH-1200")
    shown = page_text(client, list_import)
    assert "“3” says for how much of the training somebody was absent." in shown
    assert "Not there" in shown
    imports.drop(list_import, actor=None)
