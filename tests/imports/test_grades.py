"""A grade that does not say whether somebody has passed is asked about, and gives nobody a certificate unasked."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.imports.domain.columns import column_choice
from lms.imports.domain.lines import line_reader
from lms.imports.domain.values import results
from lms.imports.presenters import import_page
from lms.imports.services import imports, value_choices
from tests.imports.test_cells import KHM
from tests.imports.test_people import problems, rows
from tests.imports.test_recorded_results import trainings_of
from tests.people import People

GRADES = [
    "មធ្យម",
    "ល្អបង្គួរ",
    "ខ្សោយ",
    "ปานกลาง",
    "พอใช้",
    "ປານກາງ",
    "ພໍໃຊ້",
    "Average",
    "Fair",
    "fairly good",
    "weak",
]


@pytest.mark.parametrize("grade", GRADES)
def test_a_grade_in_the_middle_says_no_result(grade: str) -> None:
    given = {"number": "1", "award": "pss", "on": "5/3/2024", "result": grade}
    read = line_reader.read(given, "trainings", KHM)
    assert (read.result, [problem.word for problem in read.problems]) == ("", ["result-unknown"])


@pytest.mark.parametrize("grade", ["ល្អ", "ดี", "ดีมาก", "ດີ", "Good", "Excellent", "ជាប់"])
def test_a_grade_that_is_a_pass_is_one(grade: str) -> None:
    assert results.word_of(grade) == "passed"


@pytest.mark.parametrize("grade", GRADES)
def test_beside_results_a_grade_belongs_to_the_column(grade: str) -> None:
    cells = (["KH-1", "passed"], ["KH-2", grade], ["KH-3", grade])
    assert column_choice.matched(["ID", "Outcome of the day"], "trainings", {}, cells) == {
        1: "number",
        2: "result",
    }
    assert column_choice.matched(["ID", "Lunch"], "trainings", {}, (["KH-1", grade],)) == {1: "number"}


@pytest.mark.parametrize("grade", ["មធ្យម", "ปานกลาง", "ປານກາງ", "Average"])
def test_a_grade_is_asked_about_once_for_the_list(app: Flask, people: People, grade: str) -> None:
    list_import = trainings_of(people, "Result", grade, "good", grade)
    assert [row.action for row in rows(list_import)] == ["fail", "create", "fail"]
    assert problems(rows(list_import)[0]) == [("result", "result-unknown")]
    with app.test_request_context("/en/"):
        (group,) = import_page.preview(list_import, "all", "1")["groups"]
    assert (group.text, group.lines) == (grade, 2)
    value_choices.settle(list_import, {("result", group.key): "attended"})
    assert [row.action for row in rows(list_import)] == ["create"] * 3
    imports.drop(list_import, actor=None)
