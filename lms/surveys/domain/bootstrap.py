"""How sure a mean of few answers is: the percentile bootstrap. Pure, and the same for the same numbers.

Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13. The training-needs assessment asks for
it below 30 answers (section 3).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from statistics import fmean
from typing import Final

FEW: Final = 30  # below so many answers a mean is shown with its interval
_RESAMPLES: Final = 2000
_TAIL: Final = 0.025  # of the resamples are below the interval, and as many above


def mean_interval(numbers: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean of some numbers. Raises ValueError where there are none."""
    if not numbers:
        raise ValueError("no numbers")
    draws = random.Random(len(numbers))  # noqa: S311 - nothing secret: who draws again gets the same
    ordered = sorted(numbers)
    means = sorted(fmean(draws.choices(ordered, k=len(ordered))) for _ in range(_RESAMPLES))
    at = round(_TAIL * _RESAMPLES)
    return means[at], means[-at - 1]
