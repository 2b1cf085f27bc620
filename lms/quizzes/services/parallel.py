"""One try on another question, where a question about people's safety was missed. Reads alone: nothing of it is kept.

A try is no attempt and no practice: it says at once what is right, and nobody learns how it went.
"""

from __future__ import annotations

from collections.abc import Collection
from random import Random

from lms.accounts.services.people import Person
from lms.content import registry
from lms.quizzes.domain import kinds
from lms.quizzes.domain.parallel import parallel_to
from lms.quizzes.queries.missed import met_by
from lms.quizzes.services import overviews
from lms.quizzes.services.attempts import ShownItem, TestForm


def offered(test: TestForm, last: str | None) -> dict[str, int]:
    """The missed safety questions of a test that there is another one for: their numbers, by their ids.

    `last` is the test of the module that was sent last, None while one is open: of no other one, and an open one may
    ask the same. Asks the database nothing.
    """
    if test.marks is None or test.marks.passed or test.uuid != last:
        return {}
    right = test.marks.right
    wrong = [one for one in test.asked if one.question.safety and not right[one.question.id]]
    return {one.question.id: one.number for one in wrong if _chosen(test, one) is not None}


def shown(person: Person, test: TestForm, item: str) -> ShownItem | None:
    """The question to try where `item` was missed, with its parts in an order that stays; None where there is none."""
    number = offered(test, overviews.last_sent(person, test.module.id)).get(item)
    if number is None:
        return None
    missed = next(one for one in test.asked if one.number == number)
    return _chosen(test, missed, seen=met_by(person, test.module.id))


def _chosen(test: TestForm, missed: ShownItem, *, seen: Collection[str] = ()) -> ShownItem | None:
    seed = f"{test.uuid} {missed.question.id}"
    asked = {one.question.id for one in test.asked}
    questions = registry.current().pools[test.module.id].questions
    question = parallel_to(missed.question, questions, asked=asked, seen=seen, seed=seed)
    if question is None:
        return None
    return ShownItem(missed.number, question, kinds.rules_of(question).shuffled(Random(seed)))
