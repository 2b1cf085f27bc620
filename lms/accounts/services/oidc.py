"""Verbs of the accounts that staff has with a Society: connect one, remove it, sign in with it.

What the Society's service says was asked for and checked before (`openid_client`), outside of any transaction. Whom
it lets in is `openid_rules`'s to say. Flushes, never commits; the application's secret key is a parameter.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts.domain import contact, oidc_policy
from lms.accounts.domain.oidc_policy import Bound, Claims, Holder
from lms.accounts.models import OidcAccount, Person
from lms.accounts.queries.people import merged_ids, society_code_of
from lms.accounts.services import sessions, sign_in_failures
from lms.accounts.services import sign_in as sign_in_service
from lms.db import session
from lms.errors import NotFound, RuleBroken


def account_of(person: Person) -> OidcAccount | None:
    """The account elsewhere that somebody has connected, if there is one."""
    return session.scalar(select(OidcAccount).filter_by(person_id=person.id))


def refuse_haste(address: str, secret: str) -> None:
    """Raise RuleBroken "must-wait" or "must-wait-a-minute" where too much has failed from a network address."""
    sign_in_failures.refuse_haste(sign_in_failures.try_from(address, secret=secret))


def count_failure(address: str, secret: str) -> None:
    """Count an answer that came from no service. The caller has to keep it."""
    attempt = sign_in_failures.try_from(address, secret=secret)
    sign_in_failures.count(attempt)
    sign_in_failures.refused(attempt, "answer that was not asked for")


# --- connecting -----------------------------------------------------------------------------------------------


def check(person: Person, claims: Claims) -> None:
    """Raise RuleBroken, one of `openid_rules.Obstacle`, where an account may not become a person's."""
    obstacle = oidc_policy.why_not_connect(
        _holder(person),
        claims.society,
        _bound(person, _account(claims)),
        email_key=contact.email_key(claims.email),
        verified=claims.email_verified,
    )
    if obstacle is not None:
        raise RuleBroken(obstacle)


def connect(
    person: Person,
    claims: Claims | None,
    *,
    pin: str,
    address: str,
    secret: str,
    device: str | None = None,
) -> OidcAccount:
    """Let an account open Sala for whoever is signed in and knows the PIN; an earlier one of theirs ends here.

    `claims` is who has signed in over there a moment ago, None for nobody. Raises RuleBroken "openid-not-finished",
    as `check`, and "not-your-pin" and "must-wait" (see `sign_in.confirm_pin`).
    """
    if claims is None:
        raise RuleBroken("openid-not-finished")
    check(person, claims)
    sign_in_service.confirm_pin(person, pin, address=address, secret=secret, device=device)
    # Of another record of the same person, too: that one is closed while it is merged.
    found = _account(claims)
    theirs = [person.id] if found is None else [person.id, found.person_id]
    session.execute(delete(OidcAccount).where(OidcAccount.person_id.in_(theirs)))
    account = OidcAccount(
        person_id=person.id, issuer=claims.issuer, subject=claims.subject, linked_at=clock.now()
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:  # somebody was faster by a moment, or a second tap
        raise RuleBroken("openid-taken") from None
    audit.note(person.id, "accounts.openid", "person", person.id, account=account.id, society=claims.society)
    return account


def remove(person: Person, linked_at: str) -> None:
    """Take the account elsewhere away that was connected at this instant: it opens nothing any more.

    Raises NotFound where there is none, or only one that was connected since.
    """
    account = account_of(person)
    # Not by its id: SQLite gives that of a deleted row to the next one.
    if account is None or account.linked_at.isoformat() != linked_at:
        raise NotFound("account")
    account_id = account.id
    session.delete(account)
    session.flush()
    audit.note(person.id, "accounts.openid-removed", "person", person.id, account=account_id)


# --- signing in -----------------------------------------------------------------------------------------------


def sign_in(claims: Claims, *, address: str, secret: str) -> Person:
    """The person whose account this is.

    Raises RuleBroken "openid-refused", whatever the reason, and "must-wait" or "must-wait-a-minute" (seconds=…)
    after too many refusals. The caller has to keep what was counted and noted.
    """
    key = f"openid {claims.issuer} {claims.subject}"
    attempt = sign_in_failures.try_of(key, address=address, secret=secret)
    sign_in_failures.count(attempt)
    account = _account(claims)
    holder = None if account is None else _holder(account.person)
    refusal = oidc_policy.why_not_enter(holder, claims.society)
    if account is None or refusal is not None:
        sign_in_failures.refused(attempt, "account of a Society")
        record, which = ("society", claims.society) if account is None else ("person", str(account.person_id))
        audit.note(None, "accounts.openid-refused", record, which, reason=refusal)
        raise RuleBroken("openid-refused")
    sign_in_failures.succeeded(attempt, key)
    account.used_at = clock.now()
    audit.note(account.person_id, "accounts.openid-used", "person", account.person_id, account=account.id)
    return account.person


def is_recent(claims: Claims) -> bool:
    """Whether whoever has signed in over there has proved who they are just now, and not hours ago."""
    return oidc_policy.is_recent(claims, clock.now().timestamp(), sessions.CONFIRMED_FOR.total_seconds())


def _account(claims: Claims) -> OidcAccount | None:
    return session.scalar(select(OidcAccount).filter_by(issuer=claims.issuer, subject=claims.subject))


def _bound(person: Person, account: OidcAccount | None) -> Bound:
    if account is None:
        return "nobody"
    return "self" if account.person_id in merged_ids(person) else "somebody"


def _holder(person: Person) -> Holder:
    alone = person.merged_into_id is None and person.erased_at is None
    return Holder(
        active=person.active and alone,
        staff=bool(person.roles),
        society=society_code_of(person),
        email_key=person.email_key,
    )
