"""Whether a certificate counts, by example."""

from __future__ import annotations

from datetime import date

import pytest

from lms.certificates.domain.status import State, state

EXPIRY = date(2028, 11, 24)


@pytest.mark.parametrize(
    ("replaced", "revoked", "expires_on", "on", "expected"),
    [
        (False, False, EXPIRY, date(2026, 11, 24), "valid"),
        (False, False, EXPIRY, EXPIRY, "valid"),
        (False, False, EXPIRY, date(2028, 11, 25), "expired"),
        (False, False, None, date(2100, 1, 1), "valid"),
        (True, False, EXPIRY, date(2026, 11, 24), "replaced"),
        (True, False, EXPIRY, date(2030, 1, 1), "replaced"),
        (False, True, EXPIRY, date(2026, 11, 24), "revoked"),
        (True, True, None, date(2026, 11, 24), "revoked"),
    ],
)
def test_the_state_of_a_certificate(
    replaced: bool, revoked: bool, expires_on: date | None, on: date, expected: State
) -> None:
    assert state(replaced=replaced, revoked=revoked, expires_on=expires_on, on=on) == expected


def test_a_paper_that_was_never_due_is_withdrawn_whatever_else_is_true_of_it() -> None:
    for replaced in (True, False):
        for revoked in (True, False):
            found = state(
                replaced=replaced, revoked=revoked, expires_on=EXPIRY, on=date(2030, 1, 1), withdrawn=True
            )
            assert found == "withdrawn"


@pytest.mark.parametrize(
    ("withdrawn", "revoked", "replaced", "expected"),
    [
        (True, False, False, "withdrawn"),
        (False, True, False, "revoked"),
        (True, True, True, "withdrawn"),
        (False, False, True, "removed"),
        (False, False, False, "removed"),
    ],
)
def test_what_did_not_count_before_its_holder_was_removed_still_says_so(
    withdrawn: bool, revoked: bool, replaced: bool, expected: State
) -> None:
    for on in (EXPIRY, date(2030, 1, 1)):
        found = state(
            replaced=replaced, revoked=revoked, expires_on=EXPIRY, on=on, withdrawn=withdrawn, removed=True
        )
        assert found == expected
