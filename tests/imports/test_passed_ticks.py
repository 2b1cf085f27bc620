"""A tick under a heading that says "passed" is a pass, whatever else the heading says; HR may say it of any column."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lms.db import session
from lms.imports.domain.columns import result_columns, result_ticks, table_detection
from lms.imports.domain.headings import fields
from lms.imports.models import ListImport
from lms.imports.presenters import columns_page, import_page, rejects
from lms.imports.services import column_matching, imports
from lms.imports.services.column_matching import match
from lms.records.services.achievements import LedgerEntry
from lms.table_files.files import Sheet
from tests.imports.files import brought, text
from tests.imports.meanings import settle_for_good
from tests.imports.test_people import carry_out, problems, rows
from tests.imports.test_recorded_results import trainings_of
from tests.people import People

PASSED = [
    *("HIV / ຜ່ານ", "HIV ຜ່ານ", "ຜ່ານ HIV", "HIVຜ່ານ", "ຜ່ານ", "ການເຄື່ອນຍ້າຍ ແລະ ການພັດຖິ່ນ ຜ່ານ", "ຜ່ານ 2025"),
    *("PSS: passed", "Passed PSS", "HIV – pass", "HIV\nPassed", "Passed (2025)"),
    *("HIV ជាប់", "ប្រឡងជាប់ HIV", "HIV / ប្រលងជាប់", "HIVជាប់"),
    *("HIV ผ่าน", "ผ่านHIV", "สอบผ่าน PSS", "ผ่านเกณฑ์ (PSS)"),
]
OTHERS = {
    "failed": ["HIV ບໍ່ຜ່ານ", "Not passed PSS", "PSS: did not pass", "HIV ไม่ผ่าน", "HIV ធ្លាក់", "HIV not passed"],
    "attended": ["HIV ເຂົ້າຮ່ວມ", "ຜ່ານການຝຶກອົບຮົມ HIV", "HIV มา", "Attended PSS", "HIV ចូលរួម"],
    "": ["HIV", "Pass/Fail HIV", "HIV ຜ່ານ/ບໍ່ຜ່ານ", "Pass mark", "Not all passed", "Result PSS", "ผล HIV", ""],
}


@pytest.mark.parametrize("heading", PASSED)
def test_a_tick_is_a_pass_below_a_heading_that_says_so(heading: str) -> None:
    column = result_columns.of(heading, ["✓", ""])
    assert column.ticked == "passed"
    assert result_columns.result_of("✓", column, None) == "passed"


@pytest.mark.parametrize("result", OTHERS)
def test_other_headings_make_no_pass_of_a_tick(result: str) -> None:
    for heading in OTHERS[result]:
        assert result_ticks.said_within(heading) == result
        assert result_columns.of(heading, ["✓"]).ticked != "passed"


@pytest.mark.parametrize("heading", ["Attendance HIV, passed", "ການເຂົ້າຮ່ວມ HIV ຜ່ານ", "การเข้าอบรม HIV / ผ่าน"])
def test_under_attendance_a_tick_says_that_somebody_was_there(heading: str) -> None:
    assert result_columns.of(heading, ["✓"]).ticked == "attended"


@pytest.mark.parametrize("passed", ["ຜ່ານ", "ผ่าน", "ជាប់", "Passed"])
@pytest.mark.parametrize("merged", [(), ((0, 2, 0, 3),)])
def test_a_word_for_passed_may_stand_below_the_module(
    passed: str, merged: tuple[tuple[int, int, int, int], ...]
) -> None:
    sheet = [["ID", "Name", "HIV", "", "PSS", ""], ["", "", passed, "Date", passed, "Date"]]
    lines = [["KH-1", "Sokha", "✓", "1/2/2025", "", ""], ["KH-2", "Dara", "✓", "1/2/2025", "✓", "3/4/2025"]]
    table = table_detection.find(Sheet("", [*sheet, *lines], merged), "trainings", {})
    assert [line.cells[0] for line in table.lines] == ["KH-1", "KH-2"]
    assert result_ticks.said_within(table.header[2]) == "passed"


def ticked(people: People) -> ListImport:
    content = text(["ID", "Certificate seen by HR"], ["KH-1001", "✓"], ["KH-1002", ""])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    match(list_import, {1: "number", 2: "passed_ticked"}, everywhere=EVERYWHERE, source="list")
    return list_import


EVERYWHERE = {"award": "pss", "on": "5/3/2025"}


def test_hr_says_of_a_column_that_a_tick_is_a_pass(app: Flask, people: People) -> None:
    list_import = ticked(people)
    assert problems(rows(list_import)[1]) == [("result", "result-unsaid")]
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "all", "0")
        assert [[cell.stored for cell in line.cells if cell.field == "result"] for line in page["lines"]] == [
            ["Passed"],
            [""],
        ]
        header = rejects.failed_header(list_import, "lo")
    assert fields.heading("passed_ticked", "lo") in header
    column_matching.back_to_matching(list_import)
    with app.test_request_context("/en/"):
        assert columns_page.columns_page(list_import, {})["chosen"] == {1: "number", 2: "passed_ticked"}
    match(list_import, {1: "number", 2: "passed_ticked"}, everywhere=EVERYWHERE, source="list")
    carry_out(app, list_import)
    assert "post-test" in {*session.scalars(select(LedgerEntry.requirement))}
    again = brought(
        text(header, ["KH-1002", "pss", "5/3/2025", "✓", "", ""]),
        "l.csv",
        "trainings",
        people.chan.unit,
        people.chan,
    )
    assert "passed_ticked" in again.matching["columns"].values()
    imports.drop(again, actor=None)
    other = brought(
        text(["ID", "Certificate seen by HR"], ["KH-1002", "✓"]),
        "l.csv",
        "trainings",
        people.chan.unit,
        people.chan,
    )
    assert other.matching["columns"] == {"1": "number", "2": "passed_ticked"}
    match(other, {1: "number", 2: "result"}, everywhere=EVERYWHERE, source="list")
    with app.test_request_context("/en/"):
        (line,) = import_page.preview(other, "all", "0")["lines"]
    assert [cell.stored for cell in line.cells if cell.field == "result"] == ["Attended"]
    imports.drop(other, actor=None)


@pytest.mark.parametrize(
    ("language", "trained"),
    [("en", "Trained"), ("lo", "ໄດ້ຮັບການຝຶກອົບຮົມ"), ("km", "បានទទួលការបណ្ដុះបណ្ដាល"), ("th", "ได้รับการอบรม")],
)
def test_what_is_recorded_of_lines_without_a_result_is_shown(
    app: Flask, people: People, language: str, trained: str
) -> None:
    list_import = trainings_of(people, "ผล", "attended", "-", "")
    settle_for_good(list_import, {("result", list_import.matching["groups"][0]["key"]): "trained"})
    with app.test_request_context(f"/{language}/"):
        page = import_page.preview(list_import, "all", "0")
        assert [cell.stored for line in page["lines"] for cell in line.cells if cell.field == "result"][
            1:
        ] == [
            trained,
            trained,
        ]
    session.commit()
    imports.drop(list_import, actor=None)
