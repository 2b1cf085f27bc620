"""«ជាប់ (៤៥)»: a word for a result with its mark in brackets is both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from lms.db import session
from lms.imports.domain.columns.result_columns import ResultColumn
from lms.imports.domain.lines import left_out, line_reader
from lms.imports.domain.values import marked_words
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports, list_locale, value_choices
from tests.imports.files import brought, text
from tests.imports.test_cells import KHM
from tests.imports.test_people import problems, rows
from tests.imports.test_trainings import work
from tests.people import People

MARKED = [
    ("ជាប់ (៤៥)", ("ជាប់", "៤៥")),
    ("ผ่าน (45)", ("ผ่าน", "45")),
    ("ຜ່ານ (45)", ("ຜ່ານ", "45")),
    ("ผ่าน(๔๕)", ("ผ่าน", "๔๕")),
    ("passed [18/20]", ("passed", "18/20")),
    ("Passed （90%）", ("Passed", "90%")),
    ("ไม่ผ่าน (12.5)", ("ไม่ผ่าน", "12.5")),
]
OTHERS = [
    *("ผ่าน", "45", "(passed)", "ผ่าน?", "passed (Dara)", "45 (passed)", "ผ่าน (45) ป่วย", "ผ่าน (45", ""),
    *("ลาป่วย (45)", "ปานกลาง (45)", "มา (45)", "ผ่าน (45 คน)", "ผ่าน ()"),
]


@pytest.mark.parametrize(("cell", "both"), MARKED)
def test_a_word_and_its_mark_are_told_apart(cell: str, both: tuple[str, str]) -> None:
    assert marked_words.of(cell) == both
    assert marked_words.number_in(cell) == both[1]


@pytest.mark.parametrize("cell", OTHERS)
def test_anything_else_is_left_as_it_is(cell: str) -> None:
    assert marked_words.of(cell) is None
    assert marked_words.number_in(cell) == cell


def line(result: str, **more: str) -> dict[str, str]:
    return {"number": "1", "award": "pss", "on": "5/3/2025", "result": result, **more}


def test_where_another_column_has_the_mark_or_the_heading_is_of_attendance_nobody_guesses() -> None:
    read = line_reader.read(line("ผ่าน (95)"), "trainings", KHM)
    assert (read.result, read.mark, read.problems) == ("passed", 95, ())
    read = line_reader.read(line("ผ่าน (95)", mark="90"), "trainings", KHM)
    assert [(one.field, one.word) for one in read.problems] == [("result", "result-unknown")]
    attendance = replace(KHM, result_column=ResultColumn("เข้าอบรม", attendance=True))
    assert line_reader.read(line("ผ่าน (95)"), "trainings", attendance).problems[0].field == "result"
    said = replace(KHM, settled={("result", "ผ่าน(95)"): "attended"})
    assert line_reader.read(line("ผ่าน (95)"), "trainings", said).result == "attended"


def test_what_is_kept_of_it_is_read_the_same() -> None:
    cells, _ = left_out.kept(line("ชาติ (45)"), "trainings", KHM)
    assert cells["result"] == left_out.UNREAD
    cells, _ = left_out.kept(line("ผ่าน (95)"), "trainings", KHM)
    assert line_reader.read(cells, "trainings", KHM).mark == 95


def test_chan_is_asked_out_of_how_many_points_the_marks_in_brackets_are(app: Flask, people: People) -> None:
    content = text(
        ["ID", "Name", "Module", "Date", "Result"],
        ["KH-1001", "សុខា", "pss", "5/3/2025", "ជាប់ (៤៥)"],
        ["KH-1002", "រតនា", "pss", "5/3/2025", "ធ្លាក់ (២០)"],
    )
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    columns = {1: "number", 2: "name", 3: "award", 4: "on", 5: "result"}
    column_matching.match(list_import, columns, everywhere={}, source="list")
    assert [problems(row) for row in rows(list_import)] == [[("result", "points-unknown")]] * 2
    (group,) = list_import.matching["groups"]
    value_choices.settle(list_import, {("result", group["key"]): "50"})
    assert [problems(row) for row in rows(list_import)] == [[], [("result", "mark-too-low")]]
    usual = list_locale.customs_of(list_import)
    read = [line_reader.read(row.given, "trainings", usual) for row in rows(list_import)]
    assert [(one.passed, one.mark) for one in read] == [(True, 90), (False, 40)]
    with app.test_request_context("/en/"):
        lines = import_page.preview(list_import, "all", "1")["lines"]
    shown = [(cell.text, cell.stored) for one in lines for cell in one.cells if cell.field == "result"]
    assert shown == [("ជាប់ (៤៥)", "90 %"), ("ធ្លាក់ (២០)", "40 %")]
    imports.start(list_import, actor=people.chan)
    session.commit()
    work(app)
    assert [row.given["result"] for row in rows(list_import)] == ["ជាប់ (៤៥)", "ធ្លាក់ (២០)"]
    assert rows(list_import)[0].action == "create"
