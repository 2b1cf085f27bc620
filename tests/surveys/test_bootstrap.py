"""How sure a mean of few answers is."""

from __future__ import annotations

from math import sqrt
from statistics import fmean, stdev

import pytest

from lms.surveys.domain.bootstrap import mean_interval

# Efron and Tibshirani 1993, table 2.1: the seven mice that were treated; their mean is 86.86.
MICE = [94, 197, 16, 38, 99, 141, 23]


def test_the_interval_of_seven_mice_is_about_two_standard_errors_on_each_side() -> None:
    low, high = mean_interval(MICE)
    mean, error = fmean(MICE), stdev(MICE) / sqrt(len(MICE)) * sqrt(6 / 7)
    assert mean == pytest.approx(86.857, abs=1e-3)
    assert error == pytest.approx(23.36, abs=0.01)
    assert low == pytest.approx(mean - 1.96 * error, abs=8)
    assert high == pytest.approx(mean + 1.96 * error, abs=8)


def test_the_same_numbers_in_another_order_have_the_same_interval() -> None:
    assert mean_interval(MICE) == mean_interval(sorted(MICE))


def test_where_all_say_the_same_there_is_no_doubt() -> None:
    assert mean_interval([4, 4, 4]) == (4, 4)


def test_no_numbers_have_no_mean() -> None:
    with pytest.raises(ValueError, match="no numbers"):
        mean_interval([])
