"""Why a slip cannot count, as far as whoever types it may know that: by a table."""

from __future__ import annotations

import pytest

from lms.quizzes.domain.slip_reason import Hindrances, Reason, reason_of


@pytest.mark.parametrize(
    ("misses", "waits", "by_slips", "first", "reads", "reason"),
    [
        (False, False, False, True, False, "none"),
        # HR reads certificates: what is missing, else the wait is left.
        (True, True, True, True, True, "needs"),
        (True, False, False, True, True, "needs"),
        (False, True, False, True, True, "wait"),
        # Where no certificate comes first, a rule that is enforced can be seen.
        (False, True, False, False, False, "wait"),
        # A trainer sees slips, and neither certificates nor tests on a phone.
        (False, True, True, True, False, "wait-of-slips"),
        (True, True, True, True, False, "wait-of-slips"),
        (False, True, False, True, False, "either"),
        (True, False, False, True, False, "either"),
        (True, True, False, True, False, "either"),
    ],
)
def test_which_reason_is_said(
    misses: bool, waits: bool, by_slips: bool, first: bool, reads: bool, reason: Reason
) -> None:
    found = Hindrances(misses, waits, by_slips)
    assert reason_of(found, has_prerequisites=first, reads_records=reads) == reason
