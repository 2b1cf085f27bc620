"""Classical statistics of one question: how hard it is, whether it tells who knows, which wrong answers are chosen.

Pure: sums in, numbers out; None is "not enough data". Sums instead of answers, so that memory does not grow with the
people. Sources: Crocker and Algina, Introduction to Classical and Modern Test Theory, 1986, chapter 14; Haladyna and
Downing, How many options is enough for a multiple-choice test item?, Educational and Psychological Measurement 53,
1993 (a distractor works if one person in twenty takes it).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import sqrt
from typing import Final

# People who were asked. At 30 a share of one half has a standard error of 9 points; at 50 a correlation of zero has
# one of 0.14, 1 / sqrt(n - 1). Below that a number would say more about chance than about the question.
LEAST_FOR_SHARE: Final = 30
LEAST_FOR_CORRELATION: Final = 50
WORKING: Final = 0.05  # share of people that takes a distractor which works


@dataclass
class ItemSums:
    """What is kept of the answers to one question: counts, and sums of the share of the rest that was right."""

    asked: int = 0
    right: int = 0
    rest: float = 0.0
    rest_squared: float = 0.0
    rest_of_right: float = 0.0
    chosen: Counter[str] = field(default_factory=Counter)

    def add(self, *, right: bool, rest: float, distractors: tuple[str, ...] = ()) -> None:
        """One person's answer. `rest`: the share of the other questions of the same paper that was right."""
        self.asked += 1
        self.right += right
        self.rest += rest
        self.rest_squared += rest * rest
        self.rest_of_right += rest * right
        self.chosen.update(distractors)


def difficulty(sums: ItemSums) -> float | None:
    """The share of the people who were right: the higher the easier. Needs LEAST_FOR_SHARE people."""
    return sums.right / sums.asked if sums.asked >= LEAST_FOR_SHARE else None


def item_rest_correlation(sums: ItemSums) -> float | None:
    """The corrected point-biserial: the correlation of this question with the rest of the paper it stood in.

    Corrected, because a question correlates with a total that holds it (Henrysson, Correction of item-total
    correlations in item analysis, Psychometrika 28, 1963). The rest is a share, since papers are drawn from a pool and
    were not always of one length; that rests differ a little in difficulty makes the number smaller, never larger in
    the long run. Needs LEAST_FOR_CORRELATION people; None also where all were right, all wrong, or all rests equal.
    """
    if sums.asked < LEAST_FOR_CORRELATION:
        return None
    n, right = sums.asked, sums.right
    spread = n * sums.rest_squared - sums.rest**2
    if right in (0, n) or spread <= 1e-9 * n * n:  # what rounding leaves of no spread at all
        return None
    return (n * sums.rest_of_right - right * sums.rest) / sqrt(right * (n - right) * spread)


def distractor_shares(sums: ItemSums, distractors: tuple[str, ...]) -> dict[str, float] | None:
    """The share of the people who took each wrong option, nobody's included. Needs LEAST_FOR_SHARE people."""
    if sums.asked < LEAST_FOR_SHARE:
        return None
    return {one: sums.chosen[one] / sums.asked for one in distractors}
