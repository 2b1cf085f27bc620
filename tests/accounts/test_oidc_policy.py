"""Whom the account of a Society lets in, by examples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.accounts.domain.oidc_policy import Bound, Holder, Obstacle, Refusal, why_not_connect, why_not_enter

CHAN = Holder(active=True, staff=True, society="khm", email_key="chan@example.org")


@pytest.mark.parametrize(
    ("holder", "refusal"),
    [
        (CHAN, None),
        (replace(CHAN, email_key=None), None),  # an address counts only when the two are connected
        (replace(CHAN, email_key="somebody@example.org"), None),
        (None, "not-connected"),
        (replace(CHAN, active=False), "closed"),  # the account ended, was merged or erased
        (replace(CHAN, staff=False), "no-role"),
        (replace(CHAN, active=False, staff=False), "closed"),
        (replace(CHAN, society="tha"), "another-society"),  # moved, or the service of somebody else
        (replace(CHAN, society=""), "another-society"),  # people of the region belong to no Society
    ],
)
def test_who_comes_in(holder: Holder | None, refusal: Refusal | None) -> None:
    assert why_not_enter(holder, "khm") == refusal


@pytest.mark.parametrize(
    ("holder", "email_key", "verified", "bound", "obstacle"),
    [
        (CHAN, "chan@example.org", True, "nobody", None),
        (CHAN, "chan@example.org", True, "self", None),  # once more, or from a record that was merged
        (CHAN, "chan@example.org", True, "somebody", "openid-taken"),
        # Dao is still signed in over there on the computer that they share.
        (CHAN, "dao@example.org", True, "nobody", "openid-other-email"),
        (CHAN, "dao@example.org", True, "somebody", "openid-other-email"),
        # Whoever may type any address over there gains nothing.
        (CHAN, "chan@example.org", False, "nobody", "openid-unverified"),
        (CHAN, "", True, "nobody", "openid-unverified"),
        (CHAN, "", False, "nobody", "openid-unverified"),
        # Sala has no address of theirs, or none that opens their account.
        (replace(CHAN, email_key=None), "chan@example.org", True, "nobody", "openid-other-email"),
        (replace(CHAN, email_key=None), "", True, "nobody", "openid-unverified"),
        (replace(CHAN, email_key=""), "", True, "nobody", "openid-unverified"),
        (replace(CHAN, staff=False), "chan@example.org", True, "nobody", "openid-for-staff"),
        (replace(CHAN, active=False), "chan@example.org", True, "nobody", "openid-for-staff"),
        (replace(CHAN, society="tha"), "chan@example.org", True, "nobody", "openid-for-staff"),
        (replace(CHAN, society=""), "chan@example.org", True, "nobody", "openid-for-staff"),
    ],
)
def test_whom_an_account_is_connected_with(
    holder: Holder, email_key: str, verified: bool, bound: Bound, obstacle: Obstacle | None
) -> None:
    assert why_not_connect(holder, "khm", bound, email_key=email_key, verified=verified) == obstacle
