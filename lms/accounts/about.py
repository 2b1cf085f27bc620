"""What this domain holds about somebody: shown to them, removed at their wish, dropped when it is old.

`ids` are always those of one person: their own record and all that were merged into it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, or_, select, update
from sqlalchemy.sql.dml import ReturningDelete

from lms.accounts import failures
from lms.accounts.failures import Subjects
from lms.accounts.models import Card, FailedSignIns, Merge, Passkey, Person, PersonId, Role, RoleName
from lms.accounts.service import number_key
from lms.db import session
from lms.inventory import Held, all_held, held
from lms.scripts import normalise
from lms.scripts.digits import ascii_digits

_PHONE_END: Final = 8  # digits; without code and leading zero, numbers of our countries have at least so many


@dataclass(frozen=True)
class Office:
    """From where somebody acts: the unit's code and the roles held now, without a name."""

    unit: str
    roles: tuple[RoleName, ...]


def office_of(person_id: int) -> Office:
    """The office of a member of staff."""
    person = session.get_one(Person, person_id)
    return Office(person.unit.code, tuple(sorted({role.name for role in person.roles})))


def held_about(ids: Sequence[PersonId]) -> list[Held]:
    """The rows about a person. Hashes are told, not shown: nobody could read them."""
    people = session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all()
    roles = session.scalars(select(Role).where(Role.person_id.in_(ids)).order_by(Role.id)).all()
    cards = session.scalars(select(Card).where(Card.person_id.in_(ids)).order_by(Card.id))
    passkeys = session.scalars(select(Passkey).where(Passkey.person_id.in_(ids)).order_by(Passkey.id))
    merges = session.scalars(
        select(Merge).where(or_(Merge.kept_id.in_(ids), Merge.merged_id.in_(ids))).order_by(Merge.id)
    )
    return [
        *all_held(people, "name", "number", "name", "latin_name"),
        *all_held(people, "contact", "phone", "email"),
        *all_held(people, "sex-and-age", "sex", "birth_year"),
        *all_held(people, "language", "language"),
        *(Held("branch", {"unit": person.unit.code}) for person in people),
        *all_held(people, "account", "created_at", "active"),
        *(Held("pin", {"pin": person.pin_hash is not None}) for person in people),
        *(Held("role", {"role": role.name, "unit": role.unit.code}) for role in roles),
        *all_held(cards, "card", "issued_at", "expires_at", "used_at", "revoked_at"),
        *all_held(passkeys, "passkey", "name", "created_at", "used_at"),
        *(held(merge, "merge", "merged_at", "reason", "undone_at") for merge in merges),
    ]


@dataclass(frozen=True)
class Traces:
    """By what a person can be recognised in what others typed: their names, numbers and addresses, as keys.

    `phones` holds the ends of phone numbers: they are the same with and without the code of a country.
    """

    words: frozenset[str]
    phones: frozenset[str]

    def match(self, text: str) -> bool:
        """Whether a text is one of them, however it was typed."""
        return _key(text) in self.words or _phone_end(text) in self.phones

    def within(self, text: str) -> bool:
        """Whether a text holds one of them: whole words where a script has spaces between them."""
        key, spaced = _key(text), _spaced(text)
        return any(_spaced(word) in spaced if word.isascii() else word in key for word in self.words)


def traces_of(ids: Sequence[PersonId]) -> Traces:
    """The traces of a person, as long as their name is known."""
    words: set[str] = set()
    ends: set[str] = set()
    for person in session.scalars(select(Person).where(Person.id.in_(ids))):
        known = (person.number, person.name, person.latin_name, person.email or "")
        words |= {_key(text) for text in known} | {_spaced(text).strip() for text in known}
        ends.add(_phone_end(person.phone or ""))
    return Traces(frozenset(words - {""}), frozenset(ends - {""}))


def _spaced(text: str) -> str:
    """The words of a text in Latin letters, each between spaces: whatever else stands between them."""
    return f" {' '.join(re.findall('[0-9a-z]+', normalise.for_comparing(text)))} "


def _key(text: str) -> str:
    return normalise.for_comparing(text).replace(" ", "")


def _phone_end(text: str) -> str:
    digits = re.sub("[^0-9]", "", ascii_digits(text))
    return digits[-_PHONE_END:] if len(digits) >= _PHONE_END else ""


def erase(ids: Sequence[PersonId], *, at: datetime, secret: str) -> None:
    """Take away who it was; the rows stay, so that what points to them still counts somebody.

    Sex and branch stay for the figures of the past, the year of birth goes: together with the days of trainings
    it could tell who it was.
    """
    for person in session.scalars(select(Person).where(Person.id.in_(ids)).with_for_update()):
        for typed in (f"person {person.id}", person.number, number_key(person.email or "")):
            failures.forget_account(Subjects.of(typed, "", secret))
        person.number = f"ERASED-{person.id}"
        person.name = person.latin_name = person.name_key = ""
        person.name_order = b""
        person.phone = person.email = person.email_key = person.birth_year = person.pin_hash = None
        person.session_epoch += 1
        person.version += 1
        person.active = False
        person.erased_at = at
    session.flush()
    session.execute(delete(Card).where(Card.person_id.in_(ids)))
    session.execute(delete(Passkey).where(Passkey.person_id.in_(ids)))
    session.execute(delete(Role).where(Role.person_id.in_(ids)))
    told = or_(Merge.kept_id.in_(ids), Merge.merged_id.in_(ids))
    session.execute(update(Merge).where(told).values(reason=""))
    session.expire_all()


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
