"""The right (or wrong) answers to a paper, for a test that plays somebody who knows them.

Read from the server's database and the question files: the page itself must not give them away.
"""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from pathlib import Path

from lms.config import CHECKOUT
from lms.content import check
from lms.content.types.questions import (
    MatchingPairs,
    MultipleChoice,
    Numeric,
    Ordering,
    Pool,
    Question,
    SingleChoice,
    TrueFalse,
)
from lms.quizzes.domain.kinds.matching import MatchingRules


@cache
def _pool() -> Pool:
    return check.load(CHECKOUT).pools["pss"]


def drawn(database: Path, uuid: str) -> list[tuple[Question, list[str]]]:
    """The questions of a paper with their parts in the order shown."""
    with sqlite3.connect(database) as connection:
        (stored,) = connection.execute("SELECT drawn FROM attempt WHERE uuid = ?", (uuid,)).fetchone()
    pool = _pool()
    return [(pool.question(one["item"]), one["parts"]) for one in json.loads(stored)]


def fields(database: Path, uuid: str, *, right: bool = True) -> list[tuple[str, str]]:
    """The form fields of a complete paper, all right or all wrong."""
    filled: list[tuple[str, str]] = []
    for number, (question, parts) in enumerate(drawn(database, uuid), start=1):
        filled += _fields(f"q{number}", question, parts, right)
    return filled


def _fields(name: str, question: Question, parts: list[str], right: bool) -> list[tuple[str, str]]:
    def place(part: str) -> str:
        return str(parts.index(part) + 1)

    match question:
        case SingleChoice():
            chosen = question.right if right else next(part for part in parts if part != question.right)
            return [(name, place(chosen))]
        case MultipleChoice():
            wrong = [part for part in parts if part not in question.right]
            chosen_parts = list(question.right) if right else [*wrong, *question.right][: len(question.right)]
            return [(name, place(part)) for part in chosen_parts]
        case TrueFalse():
            truth = question.answer if right else not question.answer
            return [(name, "true" if truth else "false"), (f"{name}-reason", place(question.right_reason))]
        case Ordering():
            order = list(question.steps) if right else list(reversed(question.steps))
            return [(f"{name}-step{place(part)}", str(at)) for at, part in enumerate(order, start=1)]
        case Numeric(answer=answer, tolerance=tolerance):
            return [(name, str(answer if right else answer + tolerance + 1))]
        case MatchingPairs():
            offered = [part for part in parts if part in question.answers]
            key = MatchingRules(question).key
            pairs = key if right else [next(one for one in offered if one != fit) for fit in key]
            return [
                (f"{name}-pair{at}", str(offered.index(one) + 1)) for at, one in enumerate(pairs, start=1)
            ]
