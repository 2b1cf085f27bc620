"""Another question about what a missed safety question asked: one try at once, before the next test. Pure.

Source: issue 11, "a missed safety-critical item: feedback, the lesson, one try on a parallel item at once".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

from lms.content.types.questions import Question


def parallel_to(
    missed: Question,
    questions: Sequence[Question],
    *,
    asked: Collection[str],
    seen: Collection[str],
    seed: str,
) -> Question | None:
    """A question of the same lesson and safety topic; None where there is no other one.

    `asked` are the ids of the test in which it was missed: none of them. `seen` are those of all tests that somebody
    handed in: one that they have never met comes before one that they have. The same seed chooses the same question,
    so that one try stays one, also where the page is opened again.
    """
    others = [
        question
        for question in questions
        if (question.lesson, question.safety) == (missed.lesson, missed.safety) and question.id not in asked
    ]
    new = [question for question in others if question.id not in seen]
    return min(new or others, key=lambda one: sha256(f"{seed} {one.id}".encode()).digest(), default=None)
