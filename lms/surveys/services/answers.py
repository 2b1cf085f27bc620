"""Verbs of surveys: send answers, make the plan of who asked for one, withdraw.

Nothing of it is written into the audit: a line with a person and an hour would say whose the anonymous answers are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import delete, select

from lms import clock
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.curriculum import Lesson, Module
from lms.content.types.surveys import Survey
from lms.db import session, upserts
from lms.records.domain.award_rules import missing
from lms.records.services import achievements
from lms.signals import Hook
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.recommendations import Answers, Plan, plan
from lms.surveys.models import SurveyPlan, SurveyResponse
from lms.surveys.queries import OwnResponse, find_open_round, find_own_response
from lms.surveys.services.marks import has_answered, joined_has_answered, leave_mark, remove_marks


def _none_taken(person: Person) -> Mapping[str, tuple[int, tuple[str, ...]]]:
    return {}


def _none_to_take(person: Person) -> tuple[Module, ...]:
    return ()


def _nothing_unread(person: Person, module: Module) -> tuple[Lesson, ...]:
    return ()


# What pre-tests showed, by module: percent right, and the lessons of what was not. Tests stand beside this feature, and
# so does what somebody has read: `app` connects them.
pre_tests_of: Final = Hook(_none_taken)
modules_to_pre_test: Final = Hook(_none_to_take)
unread_before_outreach: Final = Hook(_nothing_unread)

INVITED_TO: Final = "needs"  # the survey to which everybody is invited
_IN_FORCE: Final = ("valid", "expiring")  # what a certificate is worth while nothing has to be done first

Sent: TypeAlias = Literal["sent", "again", "answered"]


def send_answers(
    person: Person, survey: Survey, key: str, answers: GivenAnswers, *, language: str, wants_plan: bool
) -> Sent:
    """Keep the answers under a random `key` that the form was given.

    "again": these are here already, or others with a plan, which count until they are withdrawn. "answered": the person
    has answered before, and one person counts once. Where a record that was joined with theirs has answered, these are
    kept for the plan alone, and nothing tells so. Only with `wants_plan` a row leads from the person to the answers.
    What arrives twice is kept once, also where two windows race.
    """
    if find_own_response(person, survey.id) is not None:
        return "again"
    row = response_row(survey, key, answers, language)
    row["counts"] = not joined_has_answered(person, survey)
    keep = upserts.insert(SurveyResponse).values(row).on_conflict_do_nothing()
    if session.scalar(keep.returning(SurveyResponse.key)) is None:
        return "again"
    if has_answered(person, survey) or not leave_mark(person, survey):
        session.execute(delete(SurveyResponse).where(SurveyResponse.key == key))
        return "answered"
    if not wants_plan:
        return "sent"
    session.add(SurveyPlan(person_id=person.id, survey=survey.id, response_key=key))
    session.flush()
    return "sent"


def response_row(survey: Survey, key: str, answers: GivenAnswers, language: str) -> dict[str, Any]:
    """Answers of today as they are stored."""
    return {
        "key": key,
        "survey": survey.id,
        "version": survey.version,
        "scale": survey.scale,
        "language": language,
        "society": answers.society,
        "role": answers.role,
        "ratings": {task: [rating.importance, rating.skill] for task, rating in answers.ratings.items()},
        "choices": answers.further_choices,
        "answered_on": clock.today(),
        "is_collected": answers.is_collected,
    }


def plan_of(person: Person, survey: Survey) -> tuple[OwnResponse, Plan] | None:
    """The plan of a person who asked for one, by their answers and the certificates of today."""
    own = find_own_response(person, survey.id)
    if own is None or survey.rules is None:
        return None
    known = pre_tests_of(person)
    answers = Answers(
        own.answers.ratings,
        choices=own.answers.choices,
        certified=certified_modules(person),
        tests={module: percent for module, (percent, _lessons) in known.items()},
        weak_lessons={module: lessons for module, (_percent, lessons) in known.items()},
    )
    return own, plan(survey, answers)


def comes_before_test(person: Person, module: Module) -> tuple[tuple[Module, ...], tuple[Lesson, ...]]:
    """What stands before the test of a module even for who knows it well: other modules, and lessons of this one."""
    first = missing(module.award.prerequisites, achievements.standings_of(person, clock.today()))
    return tuple(map(registry.current().module, first)), unread_before_outreach(person, module)


def certified_modules(person: Person) -> frozenset[str]:
    """The modules of which a person holds a certificate that is valid today."""
    standings = achievements.standings_of(person, clock.today())
    return frozenset(award for award, standing in standings.items() if standing.status in _IN_FORCE)


def invitation_of(person: Person) -> tuple[Survey, bool, date | None] | None:
    """The survey that one's own page invites to, whether the person has a plan from it, and until when it is asked.

    The day is the last one of a round of their Society that is open and that they have not answered: for the reminder
    on their own page. It stands on their own mark alone, which is kept anyhow; nothing is written. None without a
    survey, and for who has answered it without asking for a plan.
    """
    survey = registry.current().surveys.get(INVITED_TO)
    if survey is None:
        return None
    if find_own_response(person, survey.id) is not None:
        return survey, True, None
    if has_answered(person, survey):
        return None
    current = find_open_round(person.society, survey)
    return survey, False, current.ends_on if current else None


def withdraw_answers(person: Person, survey: Survey) -> bool:
    """Delete the answers of a person, and what leads to them, at once; whether there were any to be found.

    They may answer anew: the mark that they have answered goes, too.
    """
    theirs = SurveyPlan.person_id == person.id, SurveyPlan.survey == survey.id
    keys = session.scalars(select(SurveyPlan.response_key).where(*theirs)).all()
    session.execute(delete(SurveyPlan).where(*theirs))
    session.execute(delete(SurveyResponse).where(SurveyResponse.key.in_(keys)))
    if keys:
        remove_marks([person.id], survey.id)
    return bool(keys)
