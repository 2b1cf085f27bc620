"""What a line says of a training as a whole: its word, the mark beside it, and what HR has said. Pure."""

from __future__ import annotations

from typing import NamedTuple

from lms.imports.domain.lines.result_answers import OUT
from lms.records.domain.past_results import RESULTS, PastResult


class Outcome(NamedTuple):
    """Whether there is something to record, and what the list says of it: see `cells.Read`.

    `wrong` is the word of what hinders it, `left` the word of why there is nothing to record.
    """

    passed: bool
    result: PastResult = ""
    mark: int | None = None
    needed: int | None = None
    wrong: str = ""
    left: str = ""


def outcome_of(result: int | str, mark: int | None, needed: int | None) -> Outcome:
    """A word says more than the mark beside it; where they contradict each other nobody guesses.

    Of a module that nobody knows yet nobody knows the pass mark.
    """
    if result == OUT:
        return Outcome(False, left="result-left-out")
    if isinstance(result, int) or not result:
        mark, result = mark if result == "" else int(result), ""
    word: PastResult = next((known for known in RESULTS if known == result), "")
    if mark is None or needed is None:
        return Outcome(result != "failed", word, mark)
    enough = mark >= needed
    if (result == "failed" and enough) or (result == "passed" and not enough):
        return Outcome(result == "passed", word, mark, needed, wrong=f"mark-of-{result}")
    if enough:
        return Outcome(True, word or "passed", mark)
    return Outcome(result == "attended", word, mark, needed)
