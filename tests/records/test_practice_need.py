"""What somebody still needs of observed practice, as a table of examples."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lms.records.domain.award_rules import NEVER, OBSERVED, AwardRules, Entry, Standing
from lms.records.domain.practice_need import PracticeNeed, practice_need

BEFORE = AwardRules(24, frozenset({"post-test"}), 90, 90)
RULES = AwardRules(24, frozenset({"post-test", OBSERVED}), 90, 90, earlier=((date(2027, 6, 30), BEFORE),))
HELD = Standing("valid", date(2026, 12, 1), date(2028, 12, 1))


def entry(number: int, requirement: str, on: date) -> Entry:
    return Entry(number, "achieved", on, datetime(on.year, on.month, on.day, tzinfo=UTC), requirement)


TEST = entry(1, "post-test", date(2027, 8, 1))
PRACTICE = entry(2, OBSERVED, date(2027, 9, 1))
BACK = Entry(3, "corrected", date(2027, 9, 2), datetime(2027, 9, 2, tzinfo=UTC), corrects=2)


@pytest.mark.parametrize(
    ("entries", "held", "today", "need"),
    [
        ([], NEVER, date(2027, 6, 30), ""),  # on the last day of the earlier rule the test is enough
        ([], NEVER, date(2027, 7, 1), "too"),
        ([TEST], NEVER, date(2027, 8, 2), "only"),
        ([TEST, PRACTICE], NEVER, date(2027, 9, 1), ""),
        ([TEST, PRACTICE, BACK], NEVER, date(2027, 9, 3), "only"),
        ([PRACTICE], NEVER, date(2029, 9, 1), ""),
        ([PRACTICE], NEVER, date(2029, 9, 2), "too"),  # too long ago
        ([TEST], NEVER, date(2029, 8, 2), "too"),  # so is the test
        (
            [entry(1, "post-test", date(2026, 12, 1))],
            HELD,
            date(2027, 7, 1),
            "too",
        ),  # it has brought its certificate
        ([TEST], HELD, date(2028, 11, 1), "only"),  # passed to renew
    ],
)
def test_what_is_still_needed(entries: list[Entry], held: Standing, today: date, need: PracticeNeed) -> None:
    assert practice_need(entries, RULES, held, today) == need
