"""A cross that may say "absent", and a result with a question mark, are asked about and recorded by nobody unasked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from lms.imports.domain.columns import result_columns
from lms.imports.domain.lines import line_reader
from lms.imports.domain.values import results
from lms.imports.presenters import import_page
from lms.imports.services import imports, value_choices
from tests.imports.meanings import settle_for_good
from tests.imports.test_cells import KHM
from tests.imports.test_people import problems, rows
from tests.imports.test_recorded_results import trainings_of
from tests.people import People


@pytest.mark.parametrize(
    "cell",
    ["ผ่าน?", "ผ่าน ?", "?ผ่าน", "(ผ่าน)", "ผ่าน*", "ຜ່ານ?", "ຜ່ານ*", "(ຜ່ານ)", "[ຜ່ານ]", "ជាប់?", "(ជាប់)", "ជាប់*", "ជាប់？",
     "passed?", "(passed)", "Passed *", "✓?", "(✓)", "✓*", "yes?", "ไม่ผ่าน?", "(ขาด)", "មក?"],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Result", "Passed", "ผล", "Attendance", "Failed"])
def test_what_is_said_with_doubt_is_asked_about(cell: str, heading: str) -> None:
    customs = replace(KHM, result_column=result_columns.of(heading, [cell]))
    given = {"number": "1", "award": "pss", "on": "5/3/2024", "result": cell}
    read = line_reader.read(given, "trainings", customs)
    assert read.result == ""
    assert [problem.word for problem in read.problems] in (["result-unknown"], ["attendance-unknown"])
    failed = line_reader.read({**given, "result": "", "failed_ticked": cell}, "trainings", customs)
    assert [problem.word for problem in failed.problems] == ["tick-unknown"]


@pytest.mark.parametrize("cell", ["ผ่าน", "ຜ່ານ.", "passed", "✓", "*", "✓ ", "n/a"])
def test_what_is_said_plainly_is_not_doubtful(cell: str) -> None:
    assert not results.is_doubtful(cell)


def test_a_column_with_doubtful_words_is_one_of_results_still() -> None:
    assert results.tells_results(["ผ่าน?", "(ผ่าน)", "ไม่ผ่าน"])
    assert results.names_results(["ไม่ผ่าน?"])


def test_one_word_of_hr_on_a_doubtful_result_is_not_said_of_the_plain_one(people: People) -> None:
    list_import = trainings_of(people, "ผล", "ผ่าน?", "ผ่าน", "ผ่าน?")
    assert [row.action for row in rows(list_import)] == ["fail", "create", "fail"]
    assert problems(rows(list_import)[0]) == [("result", "result-unknown")]
    (group,) = list_import.matching["groups"]
    assert (group["text"], group["lines"]) == ("ผ่าน?", 2)
    settle_for_good(list_import, {("result", group["key"]): "failed"})
    assert [row.action for row in rows(list_import)] == ["skip", "create", "skip"]
    imports.drop(list_import, actor=None)
    again = trainings_of(people, "ผลสอบ", "(ผ่าน)", "ผ่าน?")
    assert [row.action for row in rows(again)] == ["fail", "skip"]
    imports.drop(again, actor=None)


@pytest.mark.parametrize(
    "heading", ["มา/ขาด", "ມາ/ຂາດ", "មក/អវត្តមាន", "Present/Absent", "វត្តមាន", "Attendance"]
)
def test_a_cross_for_absent_is_recorded_for_nobody_unasked(app: Flask, people: People, heading: str) -> None:
    list_import = trainings_of(people, heading, "", "x", "")
    assert [row.action for row in rows(list_import)] == ["skip", "fail", "skip"]
    with app.test_request_context("/en/"):
        (group,) = [one for one in import_page.preview(list_import, "all", "1")["groups"] if one.text == "x"]
    assert group.choices[:2] == (("attended", "Attended"), ("failed", "Not there"))
    value_choices.settle(list_import, {("result", group.key): "failed"})
    assert [row.action for row in rows(list_import)] == ["skip"] * 3
    imports.drop(list_import, actor=None)
