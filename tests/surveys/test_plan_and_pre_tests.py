"""What a pre-test changes in Sokha's plan: the rows of the method's table that look at P, from the test to the page."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from lms.accounts.services.merging import merges
from lms.content import registry
from lms.db import session
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.services import attempts, pre_tests
from lms.records.services.achievements import record_achievement
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.recommendations import Plan
from lms.surveys.domain.scoring import Rating
from lms.surveys.services import answers
from tests.client import StrictClient
from tests.people import People
from tests.surveys.test_recommendations import rated, said
from tests.surveys.test_survey_pages import filled

START, PLAN = "/en/surveys/needs/", "/en/surveys/needs/plan/"
KNOWS, LITTLE, SOME, MUCH = Rating(3, 5), Rating(3, 4), Rating(3, 3), Rating(3, 2)  # scores of 0, 15, 30, 45


@pytest.fixture
def sokha(client: StrictClient, people: People) -> StrictClient:
    """Sokha's phone, signed in; Sokha holds the certificate of PGI."""
    certify(people, "pgi")
    client.sign_in(people.sokha.number)
    return client


def certify(people: People, module: str) -> None:
    day = date(2026, 11, 1)
    uuid = str(uuid4())
    record_achievement(
        people.sokha, module, "post-test", on=day, evidence={"attempt": uuid}, actor=people.sokha
    )


def answer_survey(people: People, **modules: Rating) -> None:
    given = GivenAnswers(rated(**modules), {"society": ["khm"], "role": ["volunteer"]})
    survey = registry.current().surveys["needs"]
    answers.send_answers(people.sokha, survey, str(uuid4()), given, language="en", wants_plan=True)


def take(people: People, module: str, right: int) -> None:
    """Answer so many of the ten questions rightly; wrong are those of the lessons that come first."""
    uuid = pre_tests.open_pre_test(people.sokha, module, "en")
    assert uuid is not None
    asked = sorted(attempts.paper(people.sokha, uuid).asked, key=lambda one: one.question.lesson)
    known = {one.question.id: rules_of(one.question).key for one in asked[10 - right :]}
    pre_tests.hand_in_pre_test(people.sokha, uuid, known, language="en")


def the_plan(people: People) -> Plan:
    made = answers.plan_of(people.sokha, registry.current().surveys["needs"])
    assert made is not None
    return made[1]


@pytest.mark.parametrize(
    ("rating", "right", "extent", "reason"),
    [
        (KNOWS, 5, "module", "overconfident"),  # S of 4 or more, P below 60
        (SOME, 5, "module", "weak-test"),  # P below 60
        (SOME, 6, "refresher", "some-need"),  # M 20 to 39, P 60 to 79
        (SOME, 7, "refresher", "some-need"),
        (SOME, 8, None, None),
        (LITTLE, 7, None, None),
        (LITTLE, 8, "test", "known"),  # M below 20, P of 80 or more
        (MUCH, 7, "module", "need"),  # M of 40 or more
        (MUCH, 10, "test", "underconfident"),  # S of 2 or less, P of 80 or more: what a test showed weighs more
    ],
)  # fmt: skip
@pytest.mark.usefixtures("sokha")
def test_the_plan_follows_the_table(
    people: People, rating: Rating, right: int, extent: str | None, reason: str | None
) -> None:
    answer_survey(people, cea=rating)
    take(people, "cea", right)
    made = the_plan(people)
    assert said(made) == ([] if extent is None else [("cea", extent)])
    assert [each.reasons[0] for each in made.recommendations] == ([] if reason is None else [reason])


@pytest.mark.parametrize(("rating", "trains"), [(LITTLE, True), (Rating(1, 3), False)])
@pytest.mark.usefixtures("sokha")
def test_who_knows_it_and_says_so_may_train_others(people: People, rating: Rating, trains: bool) -> None:
    answer_survey(people, cea=rating)
    take(people, "cea", 9)
    (known,) = the_plan(people).recommendations
    assert known.may_train is trains


@pytest.mark.usefixtures("sokha")
def test_who_knows_more_than_they_think_is_encouraged(people: People) -> None:
    answer_survey(people, cea=Rating(1, 2))
    take(people, "cea", 8)
    assert the_plan(people).encouraged == ("cea",)


def test_the_refresher_names_the_lessons_of_what_was_not_right(sokha: StrictClient, people: People) -> None:
    answer_survey(people, cea=SOME)
    take(people, "cea", 7)
    (refresher,) = the_plan(people).recommendations
    first = registry.current().module("cea").lessons[0]
    assert f"cea/{first.id}" in refresher.lessons
    session.commit()
    assert first.text("en").title in sokha.get(PLAN).get_data(as_text=True)


def test_a_test_that_comes_after_another_one_is_not_offered_at_once(
    app: Flask, client: StrictClient, people: People
) -> None:
    """Sokha has no certificate of PGI: the gate stands, also for who knows everything."""
    answer_survey(people, hiv=Rating(1, 4))
    take(people, "hiv", 10)
    client.sign_in(people.sokha.number)
    page = client.get(PLAN).get_data(as_text=True)
    assert "You can take the test without reading it all. First learn these:" in page
    assert 'href="/en/quizzes/hiv/"' not in page
    certify(people, "pgi")
    session.commit()
    page = client.get(PLAN).get_data(as_text=True)
    assert "You can take the test at once." in page
    assert 'href="/en/quizzes/hiv/"' in page


def test_what_everyone_reads_before_outreach_comes_before_the_test(
    sokha: StrictClient, people: People
) -> None:
    answer_survey(people, migration=LITTLE)
    take(people, "migration", 10)
    session.commit()
    page = sokha.get(PLAN).get_data(as_text=True)
    assert "/en/modules/migration/who-is-a-migrant/" in page
    assert 'href="/en/quizzes/migration/"' not in page


def test_the_plan_offers_what_was_not_taken_yet(sokha: StrictClient, people: People) -> None:
    answer_survey(people)
    take(people, "cea", 8)
    session.commit()
    page = sokha.get(PLAN).get_data(as_text=True)
    assert "/en/quizzes/hiv/before/" in page
    assert "/en/quizzes/cea/before/" not in page  # taken
    assert "/en/quizzes/pgi/before/" not in page  # certified


@pytest.mark.usefixtures("sokha")
def test_what_another_record_showed_is_no_part_of_the_plan(people: People) -> None:
    """Whoever may join two records must not read what somebody knew."""
    answer_survey(people, cea=SOME)
    uuid = pre_tests.open_pre_test(people.ratana, "cea", "en")
    assert uuid is not None
    pre_tests.hand_in_pre_test(people.ratana, uuid, {}, language="en")
    merges.merge(people.sokha, people.ratana, reason="two accounts", actor=people.chan)
    assert pre_tests.pre_tests_of(people.sokha) == {}
    assert said(the_plan(people)) == []


@pytest.mark.parametrize(
    ("importance", "tells"),
    [("3", "there is nothing that you need to learn now"), ("skip", "you told us too little for a plan")],
)
def test_who_says_nothing_of_her_tasks_is_not_told_that_she_needs_nothing(
    sokha: StrictClient, importance: str, tells: str
) -> None:
    given = filled(registry.current().surveys["needs"], plan="1")
    sokha.send(
        START, {name: importance if name.endswith("-importance") else each for name, each in given.items()}
    )
    page = sokha.get(PLAN).get_data(as_text=True)
    assert tells in page
    assert ("nothing that you need" in page) == (importance == "3")
