"""What accounts holds about somebody: shown to them, removed at their wish, dropped when it is old.

Also what every feature that holds something of a person offers (`PersonalData`); lms/privacy/services/holders.py lists
them. `ids` are always those of one person: their own record first, then all that were merged into it. What people
answered, practised and read is shown of the own one alone (decision 18); erasing takes all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import delete, or_, select, text
from sqlalchemy.sql.dml import ReturningDelete

from lms.accounts.models import (
    BrowserSession,
    Card,
    FailedSignIns,
    FormerNumber,
    Merge,
    OidcAccount,
    Passkey,
    Person,
    PersonId,
    Role,
    RoleName,
    Unit,
)
from lms.accounts.queries import sign_in_candidates, unit_tree
from lms.accounts.queries.identifying_text import IdentifyingText
from lms.accounts.services import nameless, sessions, sign_in, sign_in_failures
from lms.data_inventory import Ending, PersonalDataItem, data_item, data_items
from lms.db import session


@dataclass(frozen=True)
class Erasure:
    """One person to erase, and what erasing takes.

    `births` says what stands in the place of each year of birth: another one, which counts in the same age groups.
    `folder` is the instance folder, `secret` the application's key. `looked_up` is what was found of the person before
    the transaction began, for the feature that takes long to look.
    """

    ids: Sequence[PersonId]
    identifying_text: IdentifyingText
    births: Mapping[PersonId, int | None]
    at: datetime
    folder: Path
    secret: str
    looked_up: object = None


@dataclass(frozen=True)
class PersonalData:
    """What one feature holds about people: how it is shown to them, erased, and removed when its time is over.

    `erase` changes rows in the transaction of the caller, and leaves files to `db.after_commit`. Each of `endings`
    removes what was over before an instant, and returns how many rows that was.
    """

    export: Callable[[Sequence[PersonId]], Iterable[PersonalDataItem]]
    erase: Callable[[Erasure], None]
    endings: Mapping[Ending, Callable[[datetime], int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Office:
    """From where somebody acts: the unit's code and the roles held now, without a name."""

    unit: str
    roles: tuple[RoleName, ...]


def office_of(person_id: int) -> Office:
    """The office of a member of staff."""
    person = session.get_one(Person, person_id)
    return Office(person.unit.code, tuple(sorted({role.name for role in person.roles})))


def places_of(ids: Sequence[PersonId]) -> frozenset[str]:
    """The codes of the units of some records, and of all units above them."""
    units = session.scalars(select(Unit).join(Person, Person.unit_id == Unit.id).where(Person.id.in_(ids)))
    return frozenset(above.code for unit in units for above in unit_tree.lineage(unit))


def acts_for(person_id: int, places: Collection[str]) -> bool:
    """Whether a member of staff belongs to one of these units, or holds a role there."""
    person = session.get_one(Person, person_id)
    return any(unit.code in places for unit in (person.unit, *(role.unit for role in person.roles)))


def export(ids: Sequence[PersonId]) -> list[PersonalDataItem]:
    """The rows about a person. Hashes are told, not shown: nobody could read them."""
    people = session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all()
    roles = session.scalars(select(Role).where(Role.person_id.in_(ids)).order_by(Role.id)).all()
    former = session.scalars(
        select(FormerNumber).where(FormerNumber.person_id.in_(ids)).order_by(FormerNumber.id)
    )
    cards = session.scalars(select(Card).where(Card.person_id.in_(ids)).order_by(Card.id))
    passkeys = session.scalars(select(Passkey).where(Passkey.person_id.in_(ids)).order_by(Passkey.id))
    accounts = session.scalars(
        select(OidcAccount).where(OidcAccount.person_id.in_(ids)).order_by(OidcAccount.id)
    )
    browsers = session.scalars(
        select(BrowserSession).where(BrowserSession.person_id.in_(ids)).order_by(BrowserSession.id)
    )
    merges = session.scalars(
        select(Merge).where(or_(Merge.kept_id.in_(ids), Merge.merged_id.in_(ids))).order_by(Merge.id)
    )
    return [
        *data_items(people, "name", "number", "name", "latin_name"),
        *data_items(former, "name", "number", "until"),
        *data_items(people, "contact", "phone", "email"),
        *data_items(people, "sex-and-age", "sex", "birth_year"),
        *data_items(people, "language", "language"),
        *(PersonalDataItem("branch", {"unit": person.unit.code}) for person in people),
        *data_items(people, "account", "created_at", "active"),
        *(PersonalDataItem("pin", {"pin": person.pin_hash is not None}) for person in people),
        *(PersonalDataItem("role", {"role": role.name, "unit": role.unit.code}) for role in roles),
        *data_items(cards, "card", "issued_at", "expires_at", "used_at", "revoked_at"),
        *data_items(passkeys, "passkey", "name", "created_at", "used_at"),
        *data_items(accounts, "openid", "issuer", "subject", "linked_at", "used_at"),
        *data_items(browsers, "session", "signed_in_at", "last_used_at", "confirmed_at", "ends_at"),
        *(data_item(merge, "merge", "merged_at", "reason", "undone_at") for merge in merges),
    ]


def years_of_birth(ids: Sequence[PersonId]) -> dict[PersonId, int | None]:
    """The year of birth of each record, None where nobody said."""
    asked = select(Person.id, Person.birth_year).where(Person.id.in_(ids))
    found: dict[PersonId, int | None] = dict(session.execute(asked).all())
    return found


def erase(erasure: Erasure) -> None:
    """Take away who it was; the rows stay, so that what points to them still counts somebody.

    Sex and branch stay for the figures of the past.
    """
    ids = erasure.ids
    for person in session.scalars(select(Person).where(Person.id.in_(ids)).with_for_update()):
        read = [
            sign_in_candidates.readings(name or "") for name in (person.number, person.phone, person.email)
        ]
        names = {name for one in read for name in one.names()}
        sign_in_failures.forget([sign_in.account_key(person)], names, secret=erasure.secret)
        nameless.leave_without_name(person, born=erasure.births[person.id], at=erasure.at)
    session.flush()
    session.execute(delete(FormerNumber).where(FormerNumber.person_id.in_(ids)))
    sessions.end_sessions(ids)
    session.execute(delete(Card).where(Card.person_id.in_(ids)))
    session.execute(delete(Passkey).where(Passkey.person_id.in_(ids)))
    session.execute(delete(OidcAccount).where(OidcAccount.person_id.in_(ids)))
    session.execute(delete(Role).where(Role.person_id.in_(ids)))
    for merge in session.scalars(
        select(Merge).where(Merge.reason != "")
    ):  # few: also one of namesakes may tell
        if merge.kept_id in ids or merge.merged_id in ids or erasure.identifying_text.within(merge.reason):
            merge.reason = ""
    session.flush()
    session.expire_all()


def forget_old_names() -> None:
    """Take the pieces of names that are gone out of SQLite's index of names (migration 0003).

    From 3.42 on SQLite does it by itself; with an older one the index is written anew, which takes a second for
    100,000 people. That of PostgreSQL follows its column.
    """
    if session.get_bind().dialect.name != "sqlite":
        return
    alone = text("SELECT v FROM person_search_config WHERE k = 'secure-delete' AND v = 1")
    if session.execute(alone).first() is None:
        session.execute(text("INSERT INTO person_search(person_search) VALUES ('optimize')"))


def drop_old_cards(before: datetime) -> int:
    """Forget the cards that expired before an instant. Returns their number."""
    return _dropped(delete(Card).where(Card.expires_at < before).returning(Card.id))


def drop_old_failures(before: datetime) -> int:
    """Forget who typed a wrong PIN last before an instant. Returns the number of rows."""
    old = select(FailedSignIns.subject).where(FailedSignIns.last_at < before)
    # Somebody may be trying one of these just now: that one stays.
    found = session.scalars(old.with_for_update(skip_locked=True)).all()
    return _dropped(
        delete(FailedSignIns).where(FailedSignIns.subject.in_(found)).returning(FailedSignIns.subject)
    )


def _dropped(statement: ReturningDelete[Any]) -> int:
    return len(session.execute(statement).all())


PERSONAL_DATA: Final = PersonalData(
    export,
    erase,
    {
        "old-card": drop_old_cards,
        "old-failures": drop_old_failures,
        "old-session": sessions.drop_ended_sessions,
    },
)
