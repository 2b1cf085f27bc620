"""What a cell says of a result: a mark in percent, or a word or sign for passed, attended, failed. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from lms.errors import RuleBroken
from lms.rosters import columns, points, wordlists
from lms.rosters.points import Points
from lms.scripts.digits import ascii_digits

_SCORE: Final = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|(?:/|of|out of|จาก|ຈາກ|លើ|ក្នុងចំណោម)\s*(\d{1,3}))?")


def result_of(cell: str, of_column: Points | None) -> int | str:
    """A score in percent; "passed", "attended" or "failed" for a word or a sign.

    Raises RuleBroken: "result-unknown", "points-unknown" (nobody has said yet out of how many points it is).
    """
    bare = points.is_bare(cell)
    word = columns.key(cell) or cell
    for result, words in _results().items():
        if word in words and not (bare and of_column):
            return result
    score = _SCORE.fullmatch(ascii_digits(cell))
    most = points.most_of(cell, of_column) if bare else int((score and score[2]) or 100)
    reached = 100 * float(score[1].replace(",", ".")) / most if score and most else 101.0
    if reached > 100:
        raise RuleBroken("result-unknown", typed=cell)
    return int(reached)


@cache
def _results() -> Mapping[str, frozenset[str]]:
    lists = {
        "passed": wordlists.PASSED,
        "attended": wordlists.ATTENDED,
        "failed": wordlists.NOT_PASSED,
    }
    return {
        result: frozenset(columns.key(word) or word for word in words.split())
        for result, words in lists.items()
    }
