"""A bare number as a result is not taken for percent where it may be out of fewer points: HR says so once."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from flask import Flask
from openpyxl import Workbook

from lms.db import session
from lms.errors import NotFound
from lms.imports.domain.lines import column_facts, line_reader
from lms.imports.domain.values import results
from lms.imports.domain.values.marks import SCALES, Points, points_of
from lms.imports.models import ListImport
from lms.imports.presenters import import_page
from lms.imports.services import column_matching as matching
from lms.imports.services import imports, list_locale, value_choices
from tests.imports.files import brought, text
from tests.imports.meanings import settle_for_good
from tests.imports.test_cells import KHM
from tests.imports.test_people import problems, rows
from tests.people import People


@pytest.mark.parametrize(
    ("column", "points"),
    [
        (["12", "18", "20"], Points("0-20", "20, 18, 12", 3)),
        (["១២", "๑๘", "18/20", "90%", "ผ่าน"], Points("0-20", "๑๘, ១២", 2)),
        (["9", "7,5", "0", "1"], Points("0-10", "9, 7,5, 1", 4)),
        (["45", "12"], Points("0-50", "45, 12", 2)),
        (["38", "12"], Points("0-40", "38, 12", 2)),
        (["14"], Points("0-15", "14", 1)),
        (["12", "85"], None),
        (["18/20", "90 %"], None),
        (["1", "0", "1"], None),
        (["1.0", "0"], None),
        (["0.9", "0,85", "1", "ผ่าน"], Points("0-1", "1, 0.9, 0,85", 3)),
        (["Passed", "✓", ""], None),
    ],
)
def test_a_column_is_asked_about_where_its_scale_is_not_plain(
    column: list[str], points: Points | None
) -> None:
    assert points_of(column) == points


@pytest.mark.parametrize(
    ("typed", "scale", "mark", "passed"),
    [
        ("18", "20", 90, True),
        ("12", "20", 60, False),
        ("1", "20", 5, False),
        ("0", "20", 0, False),
        ("12", "100", 12, False),
        ("18/20", "30", 90, True),
        ("90%", "20", 90, True),
        ("ជាប់", "20", None, True),
        ("0.9", "1", 90, True),
        ("0.29", "1", 29, False),
        ("1", "1", 100, True),
        ("0,855", "1", 85, True),
    ],
)
def test_a_result_is_out_of_what_hr_has_said(typed: str, scale: str, mark: int | None, passed: bool) -> None:
    customs = replace(KHM, points=Points("0-20", "18", 1, scale))
    given = {"number": "1", "award": "pss", "on": "5/3/2024", "result": typed}
    read = line_reader.read(given, "trainings", customs)
    assert (read.problems, read.mark, read.passed) == ((), mark, passed)


def test_more_points_than_there_are_is_no_result() -> None:
    customs = replace(KHM, points=Points("0-20", "18", 1, "10"))
    given = {"number": "1", "award": "pss", "on": "5/3/2024", "result": "18"}
    assert [one.word for one in line_reader.read(given, "trainings", customs).problems] == ["points-too-many"]


def trainings_of(people: People, *results: str) -> ListImport:
    # Two months apart: of days close by it is asked whether they are one training.
    lines = (
        ["KH-1001", "Sokha", "pss", f"5/{1 + 2 * turn}/2025", result] for turn, result in enumerate(results)
    )
    content = text(["ID", "Name", "Course", "Date", "Result"], *lines)
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, None)
    fields = {1: "number", 2: "name", 3: "award", 4: "on", 5: "result"}
    matching.match(list_import, fields, everywhere={}, source="list")
    return list_import


def test_who_has_passed_with_points_is_not_left_out(app: Flask, people: People) -> None:
    list_import = trainings_of(people, "18", "12", "17/20")
    assert [problems(row) for row in rows(list_import)] == [[("result", "points-unknown")]] * 2 + [[]]
    key = ("result", "0-20||result")
    with app.test_request_context("/en/"):
        (group,) = import_page.preview(list_import, "all", "1")["groups"]
    assert (group.text, group.lines, group.means) == ("18, 12: out of how many points?", 2, "")
    assert [value for value, _ in group.choices] == ["10", "15", "20", "25", "30", "40", "50", "100"]
    assert group.choices[2][1] == "Out of 20 points"
    value_choices.settle(list_import, {key: "20"})
    assert [row.action for row in rows(list_import)] == ["create", "skip", "create"]
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "all", "1")
    results = [cell.stored for line in page["lines"] for cell in line.cells if cell.field == "result"]
    assert results == ["90 %", "60 %", "85 %"]
    with pytest.raises(NotFound):
        value_choices.settle(list_import, {key: "passed"})
    session.commit()
    imports.drop(list_import, actor=None)


def test_what_was_said_of_one_scale_is_not_said_of_a_smaller_one(people: People) -> None:
    list_import = trainings_of(people, "18")
    settle_for_good(list_import, {("result", "0-20||result"): "20"})
    session.commit()
    imports.drop(list_import, actor=None)
    again = trainings_of(people, "16", "19")
    assert [problems(row) for row in rows(again)] == [[], []]
    imports.drop(again, actor=None)
    smaller = trainings_of(people, "9")
    assert [problems(row) for row in rows(smaller)] == [[("result", "points-unknown")]]


def test_beside_marks_1_and_0_say_who_was_there_and_are_no_points(people: People) -> None:
    content = text(
        ["ID", "Name", "Course", "Date", "วัดผล", "คะแนน"],
        ["KH-1001", "Sokha", "pss", "1/3/2025", "1", "18"],
        ["KH-1002", "រតនា", "pss", "1/3/2025", "๐", "2"],
        ["KH-1100", "បុប្ផា", "pss", "1/3/2025", "ผ่าน", "17"],
    )
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    fields = {1: "number", 2: "name", 3: "award", 4: "on", 5: "result", 6: "mark"}
    matching.match(list_import, fields, everywhere={}, source="list")
    value_choices.settle(list_import, {("result", "0-20||คะแนน"): "20"})
    read = [
        line_reader.read(row.given, "trainings", list_locale.customs_of(list_import))
        for row in rows(list_import)
    ]
    assert [(one.passed, one.result, one.mark) for one in read] == [
        (True, "attended", 90),
        (False, "", 10),
        (True, "passed", 85),
    ]
    imports.drop(list_import, actor=None)


def test_a_list_that_was_carried_out_keeps_what_was_said_of_its_points_and_none_of_its_cells() -> None:
    matching = {
        "points": list(Points("0-20", "12, 18", 2, "20", "Mark")),
        "groups": [1],
        "columns": {"1": "result"},
    }
    assert column_facts.without_texts(matching) == {
        "points": ["0-20", "", 2, "20", "Mark"],
        "columns": {"1": "result"},
        "short_years": {},
        "mixed_orders": {},
    }


def test_shares_are_asked_about_and_1_is_all_of_it(app: Flask, people: People) -> None:
    list_import = trainings_of(people, "0.9", "0.855", "1")
    assert [problems(row) for row in rows(list_import)] == [[("result", "points-unknown")]] * 3
    with app.test_request_context("/en/"):
        (group,) = import_page.preview(list_import, "all", "1")["groups"]
    assert group.choices[0] == ("1", "Out of 1: 0.9 is 90 %")
    assert [value for value, _ in group.choices[1:]] == list(SCALES)
    value_choices.settle(list_import, {("result", "0-1||result"): "1"})
    read = [
        line_reader.read(row.given, "trainings", list_locale.customs_of(list_import))
        for row in rows(list_import)
    ]
    assert [(one.result, one.mark) for one in read] == [("passed", 90), ("passed", 85), ("passed", 100)]
    imports.drop(list_import, actor=None)


def test_percent_in_a_workbook_are_marks_without_a_question(app: Flask, people: People) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["ID", "Name", "Course", "Date", "Result"])
    for day, share in enumerate((0.9, 1, 0.4), 1):
        sheet.append(["KH-1001", "Sokha", "pss", f"{day}/3/2025", share])
        sheet.cell(day + 1, 5).number_format = "0%"
    file = io.BytesIO()
    book.save(file)
    list_import = brought(file.getvalue(), "list.xlsx", "trainings", people.chan.unit, None)
    fields = {1: "number", 2: "name", 3: "award", 4: "on", 5: "result"}
    matching.match(list_import, fields, everywhere={}, source="list")
    read = [
        line_reader.read(row.given, "trainings", list_locale.customs_of(list_import))
        for row in rows(list_import)
    ]
    assert [(one.result, one.mark) for one in read] == [("passed", 90), ("passed", 100), ("", 40)]
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "all", "1")
    shown = [cell.text for line in page["lines"] for cell in line.cells if cell.field == "result"]
    assert (shown, page["groups"]) == (["90%", "100%", "40%"], ())
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    ("share", "others"), [("0.9", ["85", "70"]), ("0,9", ["85", "70"]), ("๐.๙", ["๘๕", "70"])]
)
def test_a_share_beside_marks_is_asked_about(people: People, share: str, others: list[str]) -> None:
    list_import = trainings_of(people, *others, share)
    assert [problems(row) for row in rows(list_import)][-1] == [("result", "result-unknown")]
    (group,) = list_import.matching["groups"]
    assert group["text"] == share
    value_choices.settle(list_import, {("result", group["key"]): "passed"})
    assert problems(rows(list_import)[-1]) == []
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("mark", ["0", "1", "0.9%", "1.5", "85.5"])
def test_what_is_no_share_is_a_mark(mark: str) -> None:
    assert results.mark_of(mark, None) == int(float(mark.strip("%")))


def test_numbers_of_lists_that_were_read_before_headings_counted_are_known_by_their_shape() -> None:
    """What was kept of an import that is carried out already has no heading."""
    assert Points("0-20", "18", 1).key == "0-20"
    assert Points("0-20", "18", 1, heading="คะแนน").key != "0-20"
