"""Chan begins a round, moves its end; when it is over its results are made, and stay as they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from lms import clock
from lms.audit import AuditLine
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.surveys import queries
from lms.surveys.domain.group_results import GroupResults
from lms.surveys.models import SurveyResponse, SurveyRound
from lms.surveys.services import rounds
from lms.surveys.services.rounds import DaysRefused
from tests.people import People
from tests.surveys.answering import a_crowd, respond

NOON = datetime(2026, 11, 28, 5, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
OVER = NOON + timedelta(days=3)  # 1 December


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


def begin(people: People, survey: Survey, first: date = FIRST, last: date = LAST, at: datetime = NOON) -> int:
    """Chan begins a round in Cambodia."""
    with clock.frozen(at):
        return rounds.begin_round("khm", survey, first, last, actor=people.chan)


def the_day_passes(at: datetime) -> None:
    """The job of the day runs."""
    with clock.frozen(at):
        list(rounds.close_rounds())
    session.flush()


def known() -> list[queries.Round]:
    return queries.rounds_of("khm", "needs")


def test_nothing_is_made_before_the_last_day_is_over(people: People, survey: Survey) -> None:
    begin(people, survey)
    a_crowd()
    the_day_passes(NOON + timedelta(days=2))
    assert known()[0].results is None
    the_day_passes(OVER)
    (over,) = known()
    assert isinstance(over.results, GroupResults)
    assert over.results.people == 19
    assert over.results.roles == {"volunteer": 12}
    assert over.invited == 5, "the people of the Cambodian Red Cross with an account"


def test_answers_of_other_days_societies_and_versions_do_not_count(people: People, survey: Survey) -> None:
    begin(people, survey)
    respond(5, {"b1": (5, 1)}, phone=["own"])
    respond(1, {"b1": (5, 2)}, on=FIRST)
    respond(1, {"b1": (5, 2)}, on=LAST)
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1)):
        respond(7, {"b1": (1, 1)}, on=day)
    respond(7, {"b1": (1, 1)}, society="tha")
    respond(7, {"b1": (1, 1)}, version=2)
    the_day_passes(OVER)
    results = known()[0].results
    assert isinstance(results, GroupResults)
    (task,) = results.tasks
    assert task.people == 7
    assert task.mean == pytest.approx((5 * 20 + 2 * 15) / 7)


def test_results_stay_as_they_are_whoever_withdraws_later(people: People, survey: Survey) -> None:
    begin(people, survey)
    a_crowd()
    the_day_passes(OVER)
    before = known()
    session.execute(delete(SurveyResponse))
    the_day_passes(OVER + timedelta(days=1))
    assert known() == before


def test_a_round_of_four_says_nothing_and_its_answers_count_in_the_next(
    people: People, survey: Survey
) -> None:
    begin(people, survey)
    respond(4, {"b1": (5, 1)})
    the_day_passes(OVER)
    (first,) = known()
    assert first.results is not None
    assert first.results.people == 0
    begin(people, survey, FIRST, LAST + timedelta(days=7), at=OVER)
    respond(3, {"b1": (4, 2)}, on=LAST + timedelta(days=2))
    the_day_passes(OVER + timedelta(days=8))
    newest = known()[0].results
    assert newest is not None
    assert newest.people == 7


def test_one_round_at_a_time(people: People, survey: Survey) -> None:
    begin(people, survey)
    with pytest.raises(RuleBroken, match="round-open"):
        begin(people, survey, FIRST + timedelta(days=1))
    with clock.frozen(NOON):
        assert rounds.begin_round("tha", survey, FIRST, LAST, actor=people.dao)


def test_days_that_do_not_fit_are_refused_each_with_its_reason(people: People, survey: Survey) -> None:
    with pytest.raises(DaysRefused) as refused:
        begin(people, survey, date(2027, 1, 1), date(2026, 1, 1))
    assert refused.value.problems == {"begins_on": "begins-late", "ends_on": "ended-before"}
    assert known() == []


def test_chan_moves_the_last_day_of_an_open_round(people: People, survey: Survey) -> None:
    begin(people, survey)
    with clock.frozen(NOON):
        rounds.move_end("khm", survey, date(2026, 12, 24), actor=people.chan)
        with pytest.raises(DaysRefused):
            rounds.move_end("khm", survey, date(2026, 11, 27), actor=people.chan)
    assert known()[0].ends_on == date(2026, 12, 24)


def test_a_round_that_is_over_or_was_never_begun_has_no_last_day_to_move(
    people: People, survey: Survey
) -> None:
    with clock.frozen(OVER), pytest.raises(NotFound):
        rounds.move_end("khm", survey, date(2026, 12, 24), actor=people.chan)
    begin(people, survey)
    with clock.frozen(OVER), pytest.raises(NotFound):
        rounds.move_end("khm", survey, date(2026, 12, 24), actor=people.chan)


def test_a_survey_that_changed_in_the_middle_of_a_round_mixes_nothing(people: People, survey: Survey) -> None:
    begin(people, survey)
    a_crowd()
    session.scalars(select(SurveyRound)).one().version = 99
    the_day_passes(OVER)
    results = known()[0].results
    assert results is not None
    assert results.people == 0


def test_results_go_after_five_years(people: People, survey: Survey) -> None:
    begin(people, survey)
    a_crowd()
    the_day_passes(OVER)
    the_day_passes(OVER + timedelta(days=5 * 365 - 1))
    assert len(known()) == 1
    the_day_passes(OVER + timedelta(days=5 * 365 + 1))
    assert known() == []


def test_who_began_and_moved_a_round_is_noted(people: People, survey: Survey) -> None:
    begin(people, survey)
    with clock.frozen(NOON):
        rounds.move_end("khm", survey, LAST, actor=people.chan)
    the_day_passes(OVER)
    acts = session.execute(
        select(AuditLine.act, AuditLine.actor_id)
        .where(AuditLine.record == "survey_round")
        .order_by(AuditLine.id)
    ).all()
    assert [tuple(act) for act in acts] == [
        ("surveys.begin", people.chan.id),
        ("surveys.move-end", people.chan.id),
        ("surveys.close", None),
    ]
