"""What editors see of the answers to questions: on their page, and in `flask content report`."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask

from lms import clock
from lms.db import session
from lms.quizzes.presenters import item_analysis
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.crowd import MARCH, answered, volunteers
from tests.quizzes.pools import multiple, ordering, pool, single, true_false

APRIL = MARCH.replace(month=4)


@pytest.fixture
def answers_against(people: People, shelve: Shelve) -> None:
    """60 people answered two questions; those who are right in the second one are wrong in the first, by "c"."""
    shelve(pool(single("pss-1"), single("pss-2"), lessons={"10-stress-and-distress": 2}))
    for number, person in enumerate(volunteers(people.sokha.unit, 60)):
        knows = number % 2 == 0
        answered(person, {"pss-1": ("c" if knows else "b",), "pss-2": ("b" if knows else "a",)})
    session.commit()


def test_noy_sees_a_question_that_misbehaves_first_with_the_reason(
    client: StrictClient, answers_against: None
) -> None:
    client.sign_in("KH-1300")
    with clock.frozen(APRIL):
        page = unescape(client.get("/en/questions/?module=pss").get_data(as_text=True))
    first = page.partition("<tbody>")[2].partition("</tr>")[0]
    assert "stem pss-1" in first
    assert "People who do well on the rest get this question wrong more often." in first
    assert re.search(r'data-name="Fits the rest"><span>-1.00<', first)
    assert "50 %: text pss-1 c" in first
    assert "<b>60</b> people whose answers count" in page
    assert "Kuder and Richardson" in page


def test_before_the_month_is_over_and_with_few_people_there_is_not_enough_data(
    client: StrictClient, answers_against: None
) -> None:
    client.sign_in("KH-1300")
    with clock.frozen(MARCH):
        page = client.get("/en/questions/?module=pss").get_data(as_text=True)
    assert "<b>0</b> people whose answers count" in page
    assert "<b>not enough data</b> Reliability" in page
    assert 'class="notice warn"' not in page.partition("<tbody>")[2]


def test_every_module_opens_without_answers_and_an_unknown_one_is_not_there(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1300")
    assert client.get("/km/questions/").status_code == 200
    assert client.get("/th/questions/?module=hiv").status_code == 200
    assert client.get("/en/questions/?module=nothing").status_code == 404


def test_the_report_for_reviewers_names_the_question(app: Flask, answers_against: None) -> None:
    with clock.frozen(APRIL):
        said = app.test_cli_runner().invoke(args=["content", "report", "km"])
    assert said.exit_code == 0, said.output
    lines = said.output.splitlines()
    assert [line.partition(".")[0] for line in lines if line.startswith("answers: ")] == [
        "answers: pss-1: People who do well on the rest get this question wrong more often",
        "answers: pss-2: People who do well on the rest get this question wrong more often",
    ]
    assert lines[-1] == "2 questions that people's answers speak against"


def test_noy_reads_the_right_answer_of_every_kind_below_its_question(
    client: StrictClient, people: People, shelve: Shelve
) -> None:
    questions = (single("pss-1"), multiple("pss-2"), true_false("pss-3"), ordering("pss-4", steps="ba"))
    shelve(pool(*questions, lessons={"10-stress-and-distress": 2}))
    client.sign_in("KH-1300")
    page = unescape(client.get("/en/questions/?module=pss").get_data(as_text=True))
    answers = re.findall(r'<p class="meta">Right answer: (.*?)</p>', page)
    assert [re.sub("<.*?>", "", answer).strip() for answer in answers] == [
        "text pss-1 b",
        "text pss-2 a · text pss-2 c",
        "False text pss-3 c",
        "text pss-4 b · text pss-4 a",
    ]


@pytest.mark.parametrize(
    ("share", "said"), [(0.625, "63 %"), (0.125, "13 %"), (5 / 12, "42 %"), (0.285, "29 %"), (1.0, "100 %")]
)
def test_half_of_a_percent_is_rounded_up(app: Flask, share: float, said: str) -> None:
    assert item_analysis.percent(share) == said
