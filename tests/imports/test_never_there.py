"""Who came on no day of a training was not trained, whatever is said of the lines that have no result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from lms.db import session
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.lines import column_facts, left_out
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import import_page, rejects
from lms.imports.services import column_matching, imports, list_locale
from lms.records.services.achievements import LedgerEntry
from tests.imports.files import brought, text
from tests.imports.meanings import settle_for_good
from tests.imports.test_people import carry_out, problems, rows
from tests.people import People

HEADINGS = [
    ("Day 1", "Day 2", "Before", "After", "Signature", "absent"),
    ("10/3/69", "11/3/69", "ກ່ອນຝຶກ", "ຫຼັງຝຶກ", "ລາຍເຊັນ", "ບໍ່ມາ"),
    ("ថ្ងៃទី ១", "ថ្ងៃទី ២", "មុនវគ្គ", "ក្រោយវគ្គ", "ហត្ថលេខា", "អវត្តមាន"),
    ("วันที่ 1", "วันที่ 2", "ก่อนอบรม", "หลังอบรม", "ลายเซ็น", "ไม่มา"),
]


def sheet(people: People, headings: Sequence[str]) -> ListImport:
    """Sokha and Noy have a mark, Ratana came and has none, Bopha never came."""
    *header, absent = headings
    content = text(
        ["ID", *header],
        ["KH-1001", "✓", "✓", "9", "18/20", "S"],
        ["KH-1002", "✓", "✓", "", "", "R"],
        ["KH-1100", "", "", "", "", absent],
        ["KH-1300", "✓", "✓", "10", "17/20", "N"],
    )
    list_import = brought(content, "sheet.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    assert chosen == {1: "number", 5: "result"}
    everywhere = {"award": "pss", "on": "5/3/2025"}
    column_matching.match(list_import, chosen, everywhere=everywhere, source="The sheet of March")
    return list_import


def settled_as_trained(list_import: ListImport) -> Mapping[tuple[str, str], str]:
    (group,) = list_import.matching["groups"]
    assert group["lines"] == 1
    return {("result", group["key"]): "trained"}


@pytest.mark.parametrize("headings", HEADINGS)
def test_who_never_came_stays_out_when_hr_says_that_the_others_were_trained(
    app: Flask, people: People, headings: Sequence[str]
) -> None:
    list_import = sheet(people, headings)
    assert list_import.matching[column_facts.NOT_THERE] == [f"{headings[0]} – {headings[1]}", 1]
    assert list_import.matching[column_facts.UNREAD_RESULTS] == []
    settle_for_good(list_import, settled_as_trained(list_import))
    assert list_import.matching[column_facts.UNREAD_RESULTS] == [headings[4]]
    assert [row.action for row in rows(list_import)] == ["create", "create", "skip", "create"]
    assert problems(rows(list_import)[2]) == [("result", "not-there")]
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "all", "0")
        assert [cell.stored for cell in page["lines"][2].cells if cell.field == "result"] == ["Not there"]
        assert [*rejects.failed_lines(list_import)] == []
    carry_out(app, list_import)
    recorded = {*session.scalars(select(LedgerEntry.person_id))}
    assert recorded == {people.sokha.id, people.ratana.id, people.noy.id}
    session.refresh(list_import)
    kept, _ = left_out.kept(rows(list_import)[2].given, "trainings", list_locale.customs_of(list_import))
    assert kept[attendance_days.FIELD] == "0/2"


def test_the_answer_is_asked_for_in_the_next_list_again(people: People) -> None:
    first = sheet(people, HEADINGS[0])
    said = settled_as_trained(first)
    settle_for_good(first, said)
    imports.drop(first, actor=None)
    ((field, key),) = said
    session.add(ValueMatching(unit_id=people.chan.unit.id, field=field, typed=key, value="trained"))
    session.commit()  # as an older version has remembered it
    again = sheet(people, HEADINGS[0])
    assert [row.action for row in rows(again)] == ["create", "skip", "skip", "create"]
    imports.drop(again, actor=None)


RESULT = {"1": "number", "4": "result"}


@pytest.mark.parametrize(
    ("line", "fields", "share"),
    [
        (["1", "", "", ""], RESULT, "0/2"),
        (["1", "A", "-", "-"], RESULT, "0/2"),
        (["1", "ขาด", "0", ""], RESULT, "0/2"),
        (["1", "✓", "", ""], RESULT, ""),
        (["1", "x", "", ""], RESULT, ""),
        (["1", "", "", "17"], RESULT, "0/2"),
        (["1", "", "", "failed"], RESULT, ""),
        (["1", "", "", ""], {"1": "number"}, ""),
        (["1", "", "", ""], {"1": "number", "2": "attended_day", "3": "attended_day"}, ""),
        (["1", "", "", ""], {"1": "number", "2": "on", "4": "mark"}, "0/1"),
    ],
)
def test_no_tick_on_any_day_beside_a_result_that_does_not_say_failed(
    line: Sequence[str], fields: Mapping[str, str], share: str
) -> None:
    header = ["ID", "Day 1", "Day 2", "After"]
    lines = [line, ["2", "✓", "✓", "18"]]
    assert attendance_days.absences(header, lines, fields)[1] == [share, ""]


def test_days_that_nobody_filled_in_say_of_nobody_that_they_were_not_there() -> None:
    header = ["ID", "Day 1", "Day 2", "After"]
    assert attendance_days.absences(header, [["1", "", "", ""], ["2", "", "", "18"]], RESULT) == (
        "",
        ["", ""],
    )
