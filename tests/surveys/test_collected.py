"""Chan brings answers of KoboToolbox into the round of her Society: each once, tied to nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import clock
from lms.audit import AuditLine
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session
from lms.errors import RuleBroken
from lms.surveys import personal_data, queries
from lms.surveys.domain.scoring import Rating
from lms.surveys.models import SurveyMark, SurveyPlan, SurveyResponse, SurveyRound
from lms.surveys.services import collected, marks, rounds
from lms.surveys.services.collected import Found
from tests.people import People
from tests.surveys.collecting import Filled, as_csv, as_on_the_page, form_of, kobo_json, kobo_table, person

NOON = datetime(2026, 11, 28, 5, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 1), date(2026, 12, 10)


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


@pytest.fixture
def filled(survey: Survey) -> list[Filled]:
    """Three people who answered on the form."""
    form = form_of(survey)
    return [person(form, seed) for seed in range(3)]


@pytest.fixture
def open_round(survey: Survey, people: People) -> int:
    """The round of the Cambodian Red Cross."""
    with clock.frozen(NOON):
        return rounds.begin_round("khm", survey, FIRST, LAST, actor=people.chan)


def found(survey: Survey, content: bytes, society: str = "khm") -> Found:
    return collected.look_through(collected.read_file(content), society, survey)


def bring_in(survey: Survey, people: People, content: bytes) -> int:
    with clock.frozen(NOON):
        return collected.take_in(found(survey, content).new, "khm", survey, actor=people.chan)


def stored() -> list[SurveyResponse]:
    return list(session.scalars(select(SurveyResponse)))


def test_three_submissions_come_in_twice_and_count_once(
    survey: Survey, people: People, open_round: int, filled: list[Filled]
) -> None:
    csv, json = as_csv(kobo_table(filled)), kobo_json(filled)
    assert bring_in(survey, people, csv) == 3
    assert bring_in(survey, people, csv) == 0
    assert bring_in(survey, people, json) == 0
    with clock.frozen(NOON):
        assert (found(survey, json).new, found(survey, json).known) == ({}, 3)
    assert len(stored()) == 3
    row = session.get_one(SurveyRound, open_round)
    expected = [as_on_the_page(survey, one) for one in filled]
    answers = queries.answers_of_round(row)
    assert all(one in expected for one in answers)
    assert len(answers) == 3


def test_nothing_of_a_submission_is_kept_but_its_answers_and_a_mark(
    survey: Survey, people: People, open_round: int, filled: list[Filled]
) -> None:
    bring_in(survey, people, as_csv(kobo_table(filled)))
    rows, kept = stored(), list(session.scalars(select(SurveyMark)))
    said = repr(
        [{one.name: getattr(row, one.name) for one in row.__table__.columns} for row in (*rows, *kept)]
    )
    for trace in (*(one.uuid for one in filled), "enumerator", "08:15", "2026-11-20"):
        assert trace not in said
    assert {row.answered_on for row in rows} == {date(2026, 11, 28)}
    assert {row.language for row in rows} == {""}
    assert {mark.answered_by for mark in kept} == {date(2026, 11, 30)}
    assert {row.key for row in rows}.isdisjoint({one.uuid for one in filled})
    assert session.scalar(select(func.count()).select_from(SurveyPlan)) == 0


def test_the_audit_says_who_brought_in_how_many(
    survey: Survey, people: People, open_round: int, filled: list[Filled]
) -> None:
    bring_in(survey, people, as_csv(kobo_table(filled)))
    bring_in(survey, people, as_csv(kobo_table(filled)))
    lines = session.scalars(select(AuditLine).where(AuditLine.act == "surveys.take-in")).all()
    assert [(line.actor_id, line.record_id, line.facts) for line in lines] == [
        (people.chan.id, str(open_round), {"society": "khm", "answers": 3})
    ]


def test_many_rows_are_taken_in_parts(
    survey: Survey, people: People, open_round: int, filled: list[Filled]
) -> None:
    with clock.frozen(NOON):
        one = next(iter(found(survey, as_csv(kobo_table(filled))).new.values()))
        many = {marks.submission_mark(str(number), survey): one for number in range(1201)}
        assert collected.take_in(many, "khm", survey, actor=None) == 1201
        assert collected.take_in(many, "khm", survey, actor=None) == 0
        assert marks.known_marks([*many]) == {*many}


def test_the_marks_of_a_file_say_of_nobody_that_they_answered(
    survey: Survey, people: People, open_round: int, filled: list[Filled]
) -> None:
    bring_in(survey, people, as_csv(kobo_table(filled)))
    assert not marks.has_answered(people.sokha, survey)
    assert marks.marks_of([people.sokha.id]) == []


def test_answers_and_marks_of_a_file_go_with_all_others_after_a_year(
    survey: Survey, people: People, open_round: int, filled: list[Filled]
) -> None:
    bring_in(survey, people, as_csv(kobo_table(filled)))
    assert personal_data.drop_old_responses(NOON + timedelta(days=1)) == 3
    assert marks.drop_old_marks(NOON + timedelta(days=40)) == 3
    assert session.scalar(select(func.count()).select_from(SurveyMark)) == 0


def test_without_an_open_round_nothing_comes_in(survey: Survey, people: People, filled: list[Filled]) -> None:
    content = as_csv(kobo_table(filled))
    with clock.frozen(NOON):
        with pytest.raises(RuleBroken, match="survey-no-round"):
            found(survey, content)
        rounds.begin_round("khm", survey, FIRST, LAST, actor=people.chan)
        new = found(survey, content).new
        with pytest.raises(RuleBroken, match="survey-no-round"):
            found(survey, content, "lao")
    with clock.frozen(NOON + timedelta(days=20)), pytest.raises(RuleBroken, match="survey-no-round"):
        collected.take_in(new, "khm", survey, actor=people.chan)
    assert stored() == []


def test_a_survey_that_was_changed_in_the_middle_of_a_round_takes_nothing_in(
    survey: Survey, people: People, open_round: int, filled: list[Filled]
) -> None:
    session.get_one(SurveyRound, open_round).version = 7
    session.flush()
    with clock.frozen(NOON), pytest.raises(RuleBroken, match="survey-round-other") as refused:
        found(survey, as_csv(kobo_table(filled)))
    assert refused.value.values == {"round": 7, "now": 1}
    assert stored() == []


def test_answers_of_the_page_are_none_of_a_file(survey: Survey, people: People) -> None:
    from lms.surveys.domain.given_answers import GivenAnswers
    from lms.surveys.services.answers import send_answers

    given = GivenAnswers({"b1": Rating(5, 2)}, {"society": ["khm"]})
    send_answers(people.sokha, survey, "k", given, language="km", wants_plan=False)
    assert not stored()[0].is_collected
