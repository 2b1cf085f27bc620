"""Whom the account of a Society lets in, and to whom it may be connected. Pure: what is known in, a reason out.

An account is known by its issuer and the subject there, for ever: addresses and names change hands. An address
counts once, when the two are connected, and never instead of the PIN: it is HR who writes the addresses in Sala, and
whoever may write one could otherwise sign in as somebody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

# Why a sign-in is refused: for the audit. Whoever tries is told the same each time.
Refusal: TypeAlias = Literal["not-connected", "closed", "no-role", "another-society"]
# Why an account is not connected: words for whoever is signed in, about themselves.
Obstacle: TypeAlias = Literal["openid-for-staff", "openid-unverified", "openid-other-email", "openid-taken"]
# Whose the account is in Sala: nobody's, the person's own (or of a record merged into theirs), or somebody else's.
Bound: TypeAlias = Literal["nobody", "self", "somebody"]


@dataclass(frozen=True)
class Claims:
    """What the service of a Society says about whoever has signed in there. Nothing more is read."""

    society: str
    issuer: str
    subject: str
    email: str  # "" where it does not say
    email_verified: bool
    # When the person last proved it there, in seconds since 1970; 0 where the service does not say.
    proved_at: float = 0


@dataclass(frozen=True)
class Holder:
    """What counts about a person of Sala. `society` is the code of the one above their unit, "" above them all."""

    active: bool  # and neither erased nor merged into another record
    staff: bool  # holds a role
    society: str
    email_key: str | None  # the address that opens their account, in small letters


@dataclass(frozen=True)
class Secrets:
    """What a way there and back is known by: `state` comes back, `nonce` is signed, `verifier` proves who asks."""

    state: str
    nonce: str
    verifier: str


def why_not_enter(holder: Holder | None, society: str) -> Refusal | None:
    """Why whoever is connected with an account of a Society does not come in with it; None if they do."""
    if holder is None:
        return "not-connected"
    if not holder.active:
        return "closed"
    if not holder.staff:
        return "no-role"
    return None if holder.society == society else "another-society"


def why_not_connect(
    holder: Holder, society: str, bound: Bound, *, email_key: str, verified: bool
) -> Obstacle | None:
    """Why an account of a Society is not connected with the person who is signed in; None if it may be.

    `email_key` is the address that the service says, in small letters. The person's PIN is asked for besides. The
    address keeps apart two people who share a computer on which one is still signed in over there.
    """
    if why_not_enter(holder, society) is not None:
        return "openid-for-staff"
    if not verified or not email_key:
        return "openid-unverified"
    if email_key != holder.email_key:
        return "openid-other-email"
    return "openid-taken" if bound == "somebody" else None


def is_recent(claims: Claims, now: float, within: float) -> bool:
    """Whether the person proved at most `within` seconds ago, there, who they are. `now` in seconds since 1970.

    OpenID Connect Core 1.0, section 3.1.2.1: a service that is asked to make sure anew (`max_age`) says when it did.
    The two clocks may differ by a minute.
    """
    return -60 <= now - claims.proved_at < within
