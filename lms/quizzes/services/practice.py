"""Practising: a question that was wrong in a test is asked again, and the answer says when it comes back.

Nothing here is graded, enters the training ledger or the log, or is kept: only how far one is with a question.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from lms import clock
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.questions import Question
from lms.db import session
from lms.errors import NotFound
from lms.quizzes.domain import kinds, practice
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.practice import Due
from lms.quizzes.models import PracticeItem
from lms.quizzes.queries.missed import has_met
from lms.quizzes.services.attempts import ShownItem
from lms.quizzes.services.missed_questions import rows_of


class NeverAskedError(Exception):
    """A form names an asking of its question that never was."""


@dataclass(frozen=True)
class Outcome:
    """Whether an answer is right, whether it counted, and when the question comes back; None: it need not any more."""

    right: bool
    counted: bool
    due: Due | None


def shown(person: Person, module: str, item: str, due: Due, number: int) -> ShownItem:
    """A question with its parts in the order of this asking: the same each time until it is answered.

    Raises NotFound where it is in no pool any more.
    """
    question = _question(module, item)
    random = Random(f"{person.id} {item} {due.step} {due.on}")
    return ShownItem(number, question, kinds.rules_of(question).shuffled(random))


def answer(person: Person, module: str, item: str, due: Due, given: Answer) -> Outcome:
    """Answer a question as it was asked at this step and for this day. A second time it is marked, and changes nothing.

    Raises NotFound where the person has not met the question in a test that they handed in, and
    NeverAskedError for an asking that never was: it would be marked, and nothing of it would count.
    """
    right = kinds.rules_of(_question(module, item)).is_right(given)
    rows, today = rows_of(person, module, [item]), clock.today()
    if not rows:
        if not has_met(person, module, item):
            raise NotFound(item)
        return Outcome(right, counted=False, due=None)
    now = Due(rows[0].step, rows[0].next_on)
    if now != due and not practice.has_led_to(due, now, rows[0].practised_on):
        raise NeverAskedError
    if now != due or now.on > today:
        return Outcome(right, counted=False, due=now)
    following = practice.after_answer(now.step, right=right, today=today)
    _move(rows[0], following)
    session.flush()
    return Outcome(right, counted=True, due=following)


def _move(row: PracticeItem, due: Due | None) -> None:
    if due is None:
        session.delete(row)
    else:
        row.step, row.next_on, row.practised_on = due.step, due.on, clock.today()


def _question(module: str, item: str) -> Question:
    try:
        return registry.current().pools[module].question(item)
    except KeyError:
        raise NotFound(item) from None
