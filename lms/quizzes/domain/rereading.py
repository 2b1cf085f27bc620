"""Which lessons to read again after a test. Pure: counts of wrong answers in, lessons in order out.

Knows no texts and no rows. Source: issue 10, "failing is kind and leads on": two lessons are a way on, eight are none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_FIRST: Final = 2


@dataclass(frozen=True)
class Rereading:
    """Ids of lessons, each once and in teaching order: of wrong safety questions, the two that help most, the rest."""

    safety: tuple[str, ...]
    helps: tuple[str, ...]
    rest: tuple[str, ...]


def lessons_to_reread(lessons: Sequence[str], wrong: Mapping[str, int], safety: Collection[str]) -> Rereading:
    """What helps with the questions that were wrong.

    `lessons` are those of the module in teaching order, `wrong` counts wrong questions by lesson, `safety` are the
    lessons of wrong safety questions. Lessons that are no longer part of the module are left out.
    """
    others = [lesson for lesson in lessons if wrong.get(lesson, 0) and lesson not in safety]
    most = sorted(others, key=lambda lesson: -wrong[lesson])[
        :_FIRST
    ]  # stable: of equals the one taught first
    return Rereading(
        safety=tuple(lesson for lesson in lessons if lesson in safety),
        helps=tuple(lesson for lesson in others if lesson in most),
        rest=tuple(lesson for lesson in others if lesson not in most),
    )
