"""Rounds of a survey: a Society begins one, moves its end; when it is over its results are made once and kept.

Flushes, never commits. What a round says is figures of groups; the answers behind it end a year after they were given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import delete, select

from lms import audit, clock, jobs
from lms.accounts.queries import people_list, unit_tree
from lms.accounts.queries.people_list import Filter
from lms.accounts.services.people import Person
from lms.config import Settings
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session, upserts
from lms.errors import NotFound, RuleBroken
from lms.jobs import Job
from lms.surveys import queries
from lms.surveys.domain import group_results, rounds
from lms.surveys.domain.channel_results import ChannelResults, channel_results
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.group_results import GroupResults
from lms.surveys.domain.rounds import DayProblem, Span
from lms.surveys.models import SurveyRound

KIND: Final = "surveys.close"
_KEPT: Final = timedelta(days=5 * 365)  # results, after the last day of their round


class DaysRefused(RuleBroken):
    """The days of a round do not fit; `problems` says what is wrong with each."""

    def __init__(self, problems: dict[str, DayProblem]) -> None:
        super().__init__("round-days")
        self.problems = problems


def begin_round(society: str, survey: Survey, begins_on: date, ends_on: date, *, actor: Person | None) -> int:
    """Begin a round of a Society; returns its id. It may begin in the past, and takes the answers since then.

    Raises DaysRefused, and RuleBroken("round-open") while another one is open.
    """
    _check(Span(begins_on, ends_on), society, survey)
    row = {
        "society": society,
        "survey": survey.id,
        "version": survey.version,
        "begins_on": begins_on,
        "ends_on": ends_on,
    }
    keep = upserts.insert(SurveyRound).values(row).on_conflict_do_nothing()
    round_id: int | None = session.scalar(keep.returning(SurveyRound.id))
    if round_id is None:
        raise RuleBroken("round-open")
    audit.note(actor.id if actor else None, "surveys.begin", "survey_round", round_id, society=society)
    return round_id


def move_end(society: str, survey: Survey, ends_on: date, *, actor: Person) -> None:
    """Move the last day of the open round. Raises NotFound where none is open, and DaysRefused."""
    row = session.scalar(
        select(SurveyRound)
        .where(SurveyRound.society == society, SurveyRound.survey == survey.id, SurveyRound.results.is_(None))
        .with_for_update()
    )
    if row is None or row.ends_on < clock.today():
        raise NotFound(society)
    wanted = Span(row.begins_on, ends_on)
    problems = {
        field: problem
        for field, problem in rounds.problems(wanted, (), clock.today()).items()
        if field == "ends_on"
    }
    if problems:
        raise DaysRefused(problems)
    row.ends_on = ends_on
    audit.note(actor.id, "surveys.move-end", "survey_round", row.id, society=society)


def note_export(actor: Person, society: str, round_id: int) -> None:
    """Note that somebody takes the results of a round out of Sala."""
    audit.note(actor.id, "surveys.export", "survey_round", round_id, society=society)


def close_round(row: SurveyRound) -> None:
    """Make the results of a round that is over."""
    survey = registry.current().surveys.get(row.survey)
    made: GroupResults | ChannelResults = group_results.NOTHING
    if survey is not None and survey.version == row.version:
        made = _results(survey, queries.answers_of_round(row))
    row.invited = people_list.count(Filter(units=_units_of(row.society)))
    row.results = queries.RESULTS.dump_python(made, mode="json")
    audit.note(None, "surveys.close", "survey_round", row.id, society=row.society)


@jobs.handler(KIND)
def _in_background(_job: Job, _settings: Settings) -> Iterator[None]:
    yield from close_rounds()


def close_rounds() -> Iterator[None]:
    """Close every round whose last day is over, a unit each, and forget results that are old enough."""
    due = select(SurveyRound).where(SurveyRound.results.is_(None), SurveyRound.ends_on < clock.today())
    for row in session.scalars(due).all():
        close_round(row)
        yield
    session.execute(delete(SurveyRound).where(SurveyRound.ends_on < clock.today() - _KEPT))
    yield


jobs.every_day(KIND)


def _check(wanted: Span, society: str, survey: Survey) -> None:
    earlier = [each.span for each in queries.rounds_of(society, survey.id)]
    if problems := rounds.problems(wanted, earlier, clock.today()):
        raise DaysRefused(problems)


def _results(survey: Survey, answers: Sequence[GivenAnswers]) -> GroupResults | ChannelResults:
    if survey.channels is not None:
        return channel_results(survey, survey.channels, answers)
    languages = frozenset(language.code for language in registry.current().languages)
    return group_results.group_results(survey, answers, languages)


def _units_of(society: str) -> frozenset[int]:
    return frozenset(unit for unit, code in unit_tree.societies().items() if code == society)
