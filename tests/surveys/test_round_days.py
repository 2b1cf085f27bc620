"""When Chan may begin a round and end it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lms.surveys.domain.rounds import LONGEST, OLDEST, Span, earliest_begin, problems

TODAY = date(2026, 11, 28)
DAY = timedelta(days=1)
OVER = Span(date(2026, 9, 1), date(2026, 9, 30), published=True)
FEW = Span(date(2026, 10, 5), date(2026, 10, 31))  # too few answered: their answers may count again

CASES = [
    (Span(TODAY, TODAY), {}),
    (Span(TODAY - OLDEST, TODAY + LONGEST), {}),
    (Span(TODAY - OLDEST - DAY, TODAY), {"begins_on": "begins-early"}),
    (Span(TODAY + DAY, TODAY + 2 * DAY), {"begins_on": "begins-late"}),
    (Span(TODAY, TODAY - DAY), {"ends_on": "ended-before"}),
    (Span(TODAY, TODAY + LONGEST + DAY), {"ends_on": "ends-late"}),
    (Span(TODAY + DAY, TODAY - DAY), {"begins_on": "begins-late", "ends_on": "ended-before"}),
]


@pytest.mark.parametrize(("wanted", "found"), CASES)
def test_days_of_a_first_round(wanted: Span, found: dict[str, str]) -> None:
    assert problems(wanted, (), TODAY) == found


@pytest.mark.parametrize(
    ("first", "found"),
    [
        (date(2026, 9, 30), {"begins_on": "overlaps"}),
        (date(2026, 10, 1), {}),
        (date(2026, 10, 5), {}),
    ],
)
def test_no_answer_counts_in_two_rounds_that_are_shown(first: date, found: dict[str, str]) -> None:
    assert problems(Span(first, TODAY), (OVER, FEW), TODAY) == found
    assert earliest_begin((OVER, FEW), TODAY) == date(2026, 10, 1)


def test_a_round_is_open_until_the_end_of_its_last_day() -> None:
    assert OVER.is_open(OVER.ends_on)
    assert not OVER.is_open(OVER.ends_on + DAY)
