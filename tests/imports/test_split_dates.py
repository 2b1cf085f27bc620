"""A date in columns of its day, month and year: the day is never taken for the year, nor for the whole date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask

from lms import jobs
from lms.accounts.queries import people as people_queries
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.column_names import HEADINGS, LANGUAGES
from lms.imports.domain.headings.fields import Kind
from lms.imports.services import column_matching, imports
from lms.records.services.achievements import LedgerEntry
from lms.table_files import files
from tests.imports.files import brought, text, xlsx
from tests.imports.meanings import settle_for_good
from tests.imports.test_people import problems, rows
from tests.people import People

# The heading over three columns, and what stands below it.
BIRTHDAYS = [
    ("ថ្ងៃខែឆ្នាំកំណើត", "ថ្ងៃ", "ខែ", "ឆ្នាំ"),
    ("วัน เดือน ปีเกิด", "วัน", "เดือน", "ปี"),
    ("วันเกิด", "วันที่", "เดือน", "พ.ศ."),
    ("ວັນເດືອນປີເກີດ", "ວັນ", "ເດືອນ", "ປີ"),
    ("Date of birth", "Day", "Month", "Year"),
    ("Date of birth", "DD", "MM", "YYYY"),
    ("DOB", "Date", "Month", "Year"),
]
TRAININGS = [
    ("ថ្ងៃបណ្ដុះបណ្ដាល", "ថ្ងៃ", "ខែ", "ឆ្នាំ"),
    ("วันที่อบรม", "วัน", "เดือน", "ปี"),
    ("เข้าอบรม", "วัน", "เดือน", "ปี"),
    ("ວັນທີຝຶກອົບຮົມ", "ວັນ", "ເດືອນ", "ປີ"),
    ("Training date", "Day", "Month", "Year"),
    ("Date", "Day", "Month", "Year"),
]
ORDERS = [(0, 1, 2), (2, 1, 0), (1, 0, 2)]
LINE = ("15", "3", "2533")


def fields(header: Sequence[str], kind: Kind, lines: Sequence[Sequence[str]] = ()) -> dict[int, str]:
    return column_choice.matched(header, kind, {}, lines)


def below(heading: Sequence[str], order: Sequence[int], kind: Kind, merged: Sequence[str]) -> dict[int, str]:
    above, *parts = heading
    rows: list[list[Any]] = [
        ["ID", "Name", above, None, None],
        [None, None, *(parts[place] for place in order)],
        ["TH-1", "Mali", *(LINE[place] for place in order)],
        ["TH-2", "Dao", *(("20", "12", "2535")[place] for place in order)],
    ]
    found = table_detection.find(files.read(xlsx(*rows, merged=merged)).sheets[0], kind, {})
    assert [line.number for line in found.lines] == [3, 4]
    return fields(found.header, kind, [line.cells for line in found.lines])


@pytest.mark.parametrize("birthday", BIRTHDAYS)
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("kind", ["people", "trainings"])
@pytest.mark.parametrize("merged", [("C1:E1", "A1:A2", "B1:B2"), ()])
def test_below_a_heading_of_birth_the_year_is_the_year(
    birthday: tuple[str, ...], order: Sequence[int], kind: Kind, merged: Sequence[str]
) -> None:
    found = below(birthday, order, kind, merged)
    assert found == {1: "number", 2: "name", 3 + order.index(2): "birth"}


@pytest.mark.parametrize("training", TRAININGS)
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("merged", [("C1:E1", "A1:A2", "B1:B2"), ()])
def test_the_date_of_a_training_is_put_together(
    training: tuple[str, ...], order: Sequence[int], merged: Sequence[str]
) -> None:
    found = below(training, order, "trainings", merged)
    of_parts = ("on_day", "on_month", "on_year")
    assert found == {1: "number", 2: "name", **{3 + at: of_parts[part] for at, part in enumerate(order)}}


@pytest.mark.parametrize(
    ("header", "kind", "wanted"),
    [
        ("ID | Birth day | Birth month | Birth year", "people", {1: "number", 4: "birth"}),
        ("ID | Year of birth | Month of birth | Day of birth", "people", {1: "number", 2: "birth"}),
        ("ID | Birthday | Name | Birth month | Sex | Birth year", "people", {6: "birth"}),
        ("ID | วันเกิด | เดือนเกิด | ปีเกิด", "people", {1: "number", 4: "birth"}),
        ("ID | วัน | เดือน | ปีเกิด", "people", {1: "number", 4: "birth"}),
        ("ID | วัน | เดือน | ปีเกิด", "trainings", {1: "number", 4: "birth"}),
        ("ID | ថ្ងៃកំណើត | ខែកំណើត | ឆ្នាំកំណើត", "people", {1: "number", 4: "birth"}),
        ("ID | ວັນເກີດ | ເດືອນເກີດ | ປີເກີດ", "people", {1: "number", 4: "birth"}),
        ("ID | Birth month | Birth year", "people", {1: "number", 3: "birth"}),
        ("ID | Day | Month | Year", "trainings", {1: "number", 2: "on_day", 3: "on_month", 4: "on_year"}),
        ("ID | Training day | Training month | Training year", "trainings", {2: "on_day", 4: "on_year"}),
        # Two of them are no date, and a date beside them is one.
        ("ID | Day | Month", "trainings", {}),
        ("ID | Day | Month | Year | Issued on", "trainings", {1: "number", 5: "on"}),
        ("ID | Day | Month | Year", "people", {1: "number"}),
    ],
)
def test_columns_without_a_heading_above_them_are_known_too(
    header: str, kind: Kind, wanted: dict[int, str]
) -> None:
    texts = header.split(" | ")
    lines = [["TH-1", *["15"] * (len(texts) - 1)]]
    found = fields(texts, kind, lines)
    assert found.items() >= wanted.items()
    assert {field for field in found.values() if field == "birth" or field.startswith("on_")} == {
        field for field in found.values() if field in ("birth", *split_dates.FIELDS)
    }
    assert set(found.values()) & {"birth", *split_dates.FIELDS} >= set(wanted.values()) - {"number", "on"}
    if "birth" in wanted.values():
        assert list(found.values()).count("birth") == 1


def test_a_birthday_in_one_column_beside_its_year_is_read_as_before() -> None:
    lines = [["TH-1", "15/3/2533", "3", "2533"]]
    assert fields(["ID", "Birthday", "Month", "Birth year"], "people", lines) == {1: "number", 2: "birth"}


@pytest.mark.parametrize(("day", "year", "wanted"), [("birth", "", 4), ("", "", None), ("birth", None, 4)])
def test_what_was_remembered_by_mistake_is_no_year(day: str, year: str | None, wanted: int | None) -> None:
    header = ["ID", "Date of birth Day", "Date of birth Month", "Date of birth Year"]
    said = {columns.key(header[1]): day, **({} if year is None else {columns.key(header[3]): year})}
    found = column_choice.matched(header, "people", said, [["TH-1", *LINE]])
    assert found == ({1: "number"} if wanted is None else {1: "number", wanted: "birth"})


@pytest.mark.parametrize("place", range(len(LANGUAGES)))
def test_the_parts_are_known_by_their_names_on_the_page(place: int) -> None:
    header = [HEADINGS[field][place] for field in split_dates.FIELDS]
    found = fields(["ID", *header], "trainings", [["TH-1", *LINE]])
    assert found == {1: "number", 2: "on_day", 3: "on_month", 4: "on_year"}


@pytest.mark.parametrize(
    ("parts", "on"),
    [
        (("15", "3", "2569"), "15/3/2569"),
        (("๑๕", "๓", "๒๕๖๙"), "๑๕/๓/๒๕๖๙"),
        (("15", "มี.ค.", "2569"), "15 มี.ค. 2569"),
        (("15", "", "2569"), "15/2569"),
        (("", "", ""), ""),
    ],
)
def test_parts_become_one_date(parts: tuple[str, str, str], on: str) -> None:
    cells = dict(zip(split_dates.FIELDS, parts, strict=True))
    assert split_dates.put_together({"number": "1", **cells}) == {"number": "1", "on": on}


def test_dao_brings_in_birthdays_in_three_columns(app: Flask, people: People) -> None:
    """Also where the Society has said before that years of two digits are Buddhist ones."""
    before = brought(
        text(["ID", "Name", "Year of birth"], ["V-90", "ก", "33"]), "old.csv", "people", people.dao.unit, None
    )
    column_matching.match(before, {1: "number", 2: "name", 3: "birth"}, everywhere={})
    settle_for_good(before, {("birth", "dd/mm/yy"): "buddhist"})
    imports.drop(before, actor=None)
    rows_of: list[list[Any]] = [
        ["รหัส", "ชื่อ-สกุล", "วัน เดือน ปีเกิด", None, None],
        [None, None, "วัน", "เดือน", "ปี"],
        ["V-101", "ขา ขา", 15, 3, 2533],
        ["V-102", "ขี ขี", 20, 12, 2535],
    ]
    content = xlsx(*rows_of, merged=("C1:E1", "A1:A2", "B1:B2"))
    list_import = brought(content, "list.xlsx", "people", people.dao.unit, None)
    assert list_import.matching["columns"] == {"1": "number", "2": "name", "5": "birth"}
    chosen = {int(place): field for place, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, {3: "", 4: "", **chosen}, everywhere={})
    imports.start(list_import)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    found = [people_queries.person_by_number(number) for number in ("V-101", "V-102")]
    assert [person.birth_year for person in found if person is not None] == [1990, 1992]


def test_a_training_in_three_columns_is_recorded_on_its_day(app: Flask, people: People) -> None:
    content = text(
        ["ID", "Name", "Course", "Training date", "", "", "Result"],
        ["", "", "", "Day", "Month", "Year", ""],
        ["TH-1", "ดาว", "pss", "15", "มี.ค.", "2569", "passed"],
        ["TH-1", "ดาว", "hiv", "16", "3", "", "passed"],
    )
    list_import = brought(content, "list.csv", "trainings", people.dao.unit, None)
    chosen = {int(place): field for place, field in list_import.matching["columns"].items()}
    with pytest.raises(RuleBroken) as broken:
        column_matching.match(
            list_import,
            {place: field for place, field in chosen.items() if field != "on_year"},
            everywhere={},
        )
    assert (broken.value.code, broken.value.values["name"]) == ("field-needed", "on_year")
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    first, second = rows(list_import)
    assert (first.given["on"], problems(first)) == ("15 มี.ค. 2569", [])
    assert problems(second) == [("on", "date-incomplete")]
    imports.drop(list_import, actor=None)
    assert session.query(LedgerEntry).count() == 0
