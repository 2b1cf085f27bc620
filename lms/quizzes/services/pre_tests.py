"""Verbs of pre-tests: begin one, hand it in, say what it showed. For the person alone: no ledger, no audit, no marks.

The rows are those of attempts (`form` "pre"), so that saving, going on elsewhere and a shared phone work as in a test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.curriculum import Lesson, Module
from lms.db import session
from lms.errors import NotFound
from lms.quizzes.domain import marking, pre_test, selection
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.pre_test import Closed, PreTestResult
from lms.quizzes.models import Attempt
from lms.quizzes.services import attempt_rows, saved_answers
from lms.quizzes.services.attempt_rows import drawn_of, every_attempt_of, is_open, is_open_to, own_attempt
from lms.quizzes.services.attempts import as_stored, test_for
from lms.records.domain.award_rules import Standing
from lms.records.services.achievements import standings_of
from lms.signals import Hook


def _nobody_knows(person: Person, module: Module) -> tuple[Lesson, ...]:
    raise LookupError("nobody is connected who knows what was read")


# The lessons of a module that everyone reads before the first outreach, and that the person has not read. Courses stand
# beside: `app` connects them.
unread_before_outreach: Final = Hook(_nobody_knows)


@dataclass(frozen=True)
class PreTestOverview:
    """Where a person stands with the pre-test of a module: the open one, why none can be begun, the one taken last."""

    module: Module
    length: int
    open_uuid: str | None
    closed: Closed
    taken_uuid: str | None
    again_on: date | None


def pre_test_overview(person: Person, module: str) -> PreTestOverview:
    """The pre-test of a module for a person. Raises NotFound when the module has no test."""
    test_for(person, module)
    return _overview(person, module, standings_of(person, clock.today())[module])


def open_pre_test(person: Person, module: str, language: str) -> str | None:
    """The uuid of the person's open pre-test of a module; draws one where there is none. None where it is closed.

    It never holds a question of their open test. Raises NotFound when the module has no test.
    """
    about, pool = test_for(person, module)
    rows = every_attempt_of(person, module)
    for row in (row for row in rows if row.form == "pre" and is_open_to(person, row)):
        if selection.still_there(pool, drawn_of(row)):
            return row.uuid
        attempt_rows.withdraw(row)
    if pre_test_overview(person, module).closed:
        return None
    chosen = attempt_rows.new_seed()
    held = {one.item for row in rows if row.form != "pre" and is_open(row) for one in drawn_of(row)}
    seen = {one.item for row in rows for one in drawn_of(row)}
    drawn = selection.draw(pre_test.pool_for_pre_test(pool, held), seed=chosen, seen=seen, whole=False)
    uuid = attempt_rows.add_attempt(person, about, pool, "pre", drawn, language=language, seed=chosen)
    # The other of two taps was faster: its pre-test is the one.
    return pre_test_overview(person, module).open_uuid if uuid is None else uuid


def hand_in_pre_test(person: Person, uuid: str, answers: Mapping[str, Answer], *, language: str) -> None:
    """Hand in a pre-test: keep how many were right, and of which lessons some were not. Twice changes nothing.

    What was left out is not known yet. A pre-test whose questions were changed is withdrawn instead. Raises NotFound.
    """
    row = own_attempt(person, uuid, lock=True)
    if row.form != "pre":
        raise NotFound(uuid)
    if not is_open(row):
        return
    about, pool = test_for(person, row.module)
    if not selection.still_there(pool, drawn_of(row)):
        attempt_rows.withdraw(row)
        return
    questions = [pool.question(one.item) for one in drawn_of(row)]
    marks = marking.mark(questions, answers, pass_mark=about.award.post_test.pass_mark)
    result = pre_test.result_of(questions, marks)
    row.submitted_at = clock.now()
    row.language, row.quiz_digest, row.module_version = language, pool.digest, about.version
    row.answers, row.score = as_stored(answers, marks), result.percent
    row.result = {"count": result.right, "wrong": dict(result.wrong), "reread": list(result.safety)}
    saved_answers.forget(uuid)
    session.flush()


def pre_test_result(person: Person, uuid: str) -> PreTestResult | None:
    """What a pre-test of this person's own record showed; None before it is handed in. Raises NotFound."""
    row = own_attempt(person, uuid)
    if row.form != "pre":
        raise NotFound(uuid)
    return _result(row) if row.submitted_at else None


def pre_tests_of(person: Person) -> dict[str, tuple[int, tuple[str, ...]]]:
    """What the newest pre-test of each module showed: percent right, and the lessons ("module/lesson") of what was not.

    Of the person's own record alone: whoever joins two records must not read what another person knew.
    """
    asked = select(Attempt).where(Attempt.person_id == person.id, Attempt.form == "pre")
    handed_in = asked.where(Attempt.submitted_at.is_not(None)).order_by(Attempt.submitted_at)
    newest = {row.module: _result(row) for row in session.scalars(handed_in)}
    return {
        module.id: (result.percent, _weak_lessons(module, result))
        for module in registry.current().modules
        if (result := newest.get(module.id))
    }


def modules_to_pre_test(person: Person) -> tuple[Module, ...]:
    """The modules of which a person can find out now what they know already, in the catalogue's order."""
    content, standings = registry.current(), standings_of(person, clock.today())
    return tuple(
        module
        for module in content.modules
        if module.id in content.pools and not _overview(person, module.id, standings[module.id]).closed
    )


def _overview(person: Person, module: str, standing: Standing) -> PreTestOverview:
    about, pool = test_for(person, module)
    rows = every_attempt_of(person, module)
    taken = _newest_taken(person, rows)
    taken_on = clock.day_of(taken.submitted_at) if taken and taken.submitted_at else None
    open_uuid = next((row.uuid for row in rows if row.form == "pre" and is_open_to(person, row)), None)
    return PreTestOverview(
        module=about,
        length=pool.blueprint.pre_test_length,
        open_uuid=open_uuid,
        closed=pre_test.closed_by(
            standing, passed=any(row.passed for row in rows), taken_on=taken_on, today=clock.today()
        ),
        taken_uuid=taken.uuid if taken else None,
        again_on=pre_test.again_on(taken_on) if taken_on else None,
    )


def _weak_lessons(module: Module, result: PreTestResult) -> tuple[str, ...]:
    return tuple(f"{module.id}/{lesson.id}" for lesson in module.lessons if result.wrong.get(lesson.id))


def _result(row: Attempt) -> PreTestResult:
    return PreTestResult(
        row.result["count"], len(row.drawn), row.result["wrong"], tuple(row.result["reread"])
    )


def _newest_taken(person: Person, rows: Sequence[Attempt]) -> Attempt | None:
    """The pre-test that was handed in last, of the person's own record."""
    taken = [row for row in rows if row.form == "pre" and row.person_id == person.id and row.submitted_at]
    return max(taken, key=lambda row: row.submitted_at or row.started_at, default=None)
