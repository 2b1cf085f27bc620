"""What a paper asks, and what the letters mean that Chan types from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import loader
from lms.content.types.surveys import Survey
from lms.surveys.domain.paper_form import CodeProblem, is_on_paper, paper_form, read_codes
from lms.surveys.domain.versions import for_paper


@pytest.fixture(scope="module")
def surveys() -> dict[str, Survey]:
    return dict(loader.load(Path(__file__).parent.parent.parent).surveys)


@pytest.fixture
def needs(surveys: dict[str, Survey]) -> Survey:
    return for_paper(surveys["needs"], "khm")


def dashes(survey: Survey, **other: str) -> dict[str, str]:
    """A paper on which nothing is said but what the test says."""
    form = paper_form(survey)
    names = [*(each.question.id for each in form.questions), *(each.task.id for each in form.tasks)]
    return dict.fromkeys(names, "-") | {name.replace("_", "-"): code for name, code in other.items()}


def test_only_the_survey_that_asks_everybody_the_same_is_on_paper(surveys: dict[str, Survey]) -> None:
    assert {name for name, survey in surveys.items() if is_on_paper(survey)} == {"needs"}


def test_questions_are_numbered_as_they_stand_and_the_society_is_no_question(needs: Survey) -> None:
    form = paper_form(needs)
    numbers = [each.number for part in (form.about, form.tasks, form.care, form.preferences) for each in part]
    assert numbers == list(range(1, len(numbers) + 1))
    asked = [each.question.id for each in form.questions]
    assert "society" not in asked
    assert len(asked) + len(form.tasks) + 1 == len([*needs.questions, *needs.tasks])


def test_a_letter_is_the_place_of_an_answer_in_the_survey(needs: Survey) -> None:
    role = paper_form(needs).about[0]
    assert [choice.id for choice in role.answers.values()] == [choice.id for choice in role.question.choices]
    assert "".join(role.answers) == "abcde"


def test_a_paper_of_dashes_is_whole_and_says_nothing(needs: Survey) -> None:
    read = read_codes(needs, dashes(needs))
    assert read.problems == {}
    assert {value for _name, value in read.values} == {"skip"}


@pytest.mark.parametrize(
    ("name", "code", "fields"),
    [
        ("b6", "42", [("b6-importance", "4"), ("b6-skill", "2")]),
        ("b6", " 4, 2 ", [("b6-importance", "4"), ("b6-skill", "2")]),
        ("b6", "៤២", [("b6-importance", "4"), ("b6-skill", "2")]),
        ("b6", "๕๑", [("b6-importance", "5"), ("b6-skill", "1")]),
        ("b6", "4–", [("b6-importance", "4"), ("b6-skill", "skip")]),
        ("b6", "0", [("b6-importance", "not")]),
        ("b6", "03", [("b6-importance", "not")]),
        ("b6", "—", [("b6-importance", "skip")]),
        ("role", "A", [("role", "volunteer")]),
        ("role", "aa", [("role", "volunteer")]),
        ("reads", "da", [("reads", "th"), ("reads", "en")]),
        ("reads", "-", []),
        ("format", "fb", [("format-1", "audio"), ("format-2", "group")]),
        ("format", "--", []),
    ],
)  # fmt: skip
def test_what_a_code_means(needs: Survey, name: str, code: str, fields: list[tuple[str, str]]) -> None:
    read = read_codes(needs, dashes(needs) | {name: code})
    assert read.problems == {}
    assert [pair for pair in read.values if pair[0].startswith(name)] == fields


@pytest.mark.parametrize(
    ("name", "code", "problem"),
    [
        ("b6", "", "missing"),
        ("b6", "4", "missing"),
        ("b6", "6", "unknown"),
        ("b6", "46", "unknown"),
        ("b6", "432", "unknown"),
        ("role", "", "missing"),
        ("role", "z", "unknown"),
        ("role", "a-", "unknown"),
        ("role", "ab", "more"),
        ("reads", "", "missing"),
        ("format", "aba", "twice"),
        ("format", "abcd", "more"),
    ],
)
def test_what_is_wrong_with_a_code(needs: Survey, name: str, code: str, problem: CodeProblem) -> None:
    assert read_codes(needs, dashes(needs) | {name: code}).problems == {name: problem}


def test_what_volunteers_alone_are_asked_may_stay_empty_for_others(needs: Survey) -> None:
    care = {each.question.id: "" for each in paper_form(needs).care}
    assert read_codes(needs, dashes(needs, role="b") | care).problems == {}
    volunteer = read_codes(needs, dashes(needs, role="a") | care)
    assert volunteer.problems == dict.fromkeys(care, "missing")
