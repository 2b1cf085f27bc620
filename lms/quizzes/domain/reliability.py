"""How far the marks of a test would be the same with other questions of its pool. Pure: sums in, a number out.

**Which coefficient.** KR-20 and Cronbach's alpha are those of one form that everybody answered: they need a table of
people by questions without gaps. Here each person has a paper of their own, drawn from the pool, so there is no such
table, and alpha over the gaps would be of no form that anybody took. Questions are nested in people, and what stands
for alpha then is the coefficient of the one-way analysis of variance, (MSb - MSw) / MSb: ICC(1, k) of Shrout and
Fleiss, Intraclass correlations, Psychological Bulletin 86, 1979; the design i:p of Brennan, Generalizability Theory,
2001, where it is the coefficient for relative and for absolute decisions alike, since a hard paper is bad luck. For
marks of 0 and 1 it is Kuder and Richardson's formula 21 (Psychometrika 2, 1937) but for n - 1 in place of n, and so
never above the KR-20 of a fixed form with the same questions. As the blueprint gives each paper its lessons and
levels, papers are more alike than this supposes: it errs to the safe side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Papers. At 50 papers of 12 questions the standard error is about 0.06 where the coefficient is 0.7.
LEAST_PAPERS: Final = 50


@dataclass
class PaperSums:
    """What is kept of papers of one length: their number, and sums over them."""

    length: int
    papers: int = 0
    points: int = 0
    points_squared: int = 0  # of whole papers
    item_points_squared: int = 0  # of single questions

    def add(self, points: Sequence[int]) -> None:
        """One paper, with the points of each of its questions. Raises ValueError for one of another length."""
        if len(points) != self.length:
            raise ValueError("a paper of another length")
        self.papers += 1
        self.points += sum(points)
        self.points_squared += sum(points) ** 2
        self.item_points_squared += sum(one * one for one in points)


def reliability(sums: PaperSums) -> float | None:
    """The one-way coefficient (see above), at most 1; below 0 where chance alone would explain the marks.

    Needs LEAST_PAPERS papers of at least two questions; None also where all papers have the same points.
    """
    if sums.papers < LEAST_PAPERS:
        return None
    return one_way(sums)


def one_way(sums: PaperSums) -> float | None:
    """The coefficient whatever the number of papers, of which it needs two. For tests; pages ask `reliability`."""
    n, k = sums.papers, sums.length
    if n < 2 or k < 2:
        return None
    between = (sums.points_squared - sums.points**2 / n) / (k * (n - 1))
    within = (sums.item_points_squared - sums.points_squared / k) / (n * (k - 1))
    return (between - within) / between if between > 0 else None
