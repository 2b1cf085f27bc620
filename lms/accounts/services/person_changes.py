"""Verbs that change somebody: correct what is known of them, move them, end an account and open it again.

Two editors never overwrite each other unseen: each change raises the person's `version`, a form carries the one
that it showed, and who comes second is told which fields the first has changed. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, Literal, get_args

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts.models import FormerNumber, Person, PersonId, Unit
from lms.accounts.queries import people
from lms.accounts.services import email_keys, known_pins, open_cards, roles, sessions, signals
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Particulars, stored_values
from lms.db import session
from lms.errors import NotFound, RuleBroken

# Why an account ended: a choice, not a text, so that nobody's health or family gets into the audit.
Leaving = Literal["left", "paused", "mistake"]
LEAVINGS: Final[tuple[Leaving, ...]] = get_args(Leaving)

_ACTS: Final = ("accounts.edit", "accounts.move", "accounts.deactivate", "accounts.reactivate")


def particulars_of(person: Person) -> Particulars:
    """What is stored now, for a form or to change a part of it (dataclasses.replace)."""
    values = {one.name: getattr(person, one.name) for one in fields(Particulars)}
    return Particulars(**{**values, "phone": person.phone or "", "email": person.email or ""})


def edit_person(
    person: Person,
    given: Particulars,
    *,
    actor: Person | None,
    version: int | None = None,
    country: str | None = None,
) -> tuple[str, ...]:
    """Correct what is known of somebody; returns the names of the fields that are different now.

    `version` is the one that the editor saw; None overwrites whatever is there (an import). `country` (ISO 3166-1)
    is that of a phone without country code. Raises NotFound for somebody outside the actor's units and RuleBroken:
    "changed-meanwhile" (changed=names of fields), "holds-more" (see roles), "number-taken", "number-colon",
    "name-missing", "too-long", "name-lost", "name-without-letters", "name-cannot-be-drawn", "phone-unreadable",
    "phone-length",
    "phone-length-abroad", "phone-abroad", "phone-of-laos", "email-unreadable", "email-taken" (somebody else
    signs in with it).
    """
    roles.refuse_outside(actor, person, "people.write")
    hold(person, version)
    roles.refuse_change(actor, person)
    values = stored_values(given, country=country, known=person)
    changed = changed_fields(person, values)
    if changed:
        before = person.number
        _store(person, values)
        keep_former_number(person, before)
        _note(person, actor, "accounts.edit", changed=sorted(changed))
    return changed


def changed_fields(person: Person, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Which of the fields that people see are different in some values for the columns of a person."""
    shown = {one.name for one in fields(Particulars)}
    return tuple(name for name, value in values.items() if name in shown and getattr(person, name) != value)


def move_person(
    person: Person,
    unit: Unit,
    *,
    actor: Person | None,
    version: int | None = None,
    number: str = "",
) -> None:
    """Give somebody another branch. The ledger counts each day for the branch of that day; roles stay.

    `number` is the one that they have from now on, "" for the same: in another Society theirs may be somebody
    else's. In another Society a card that is still open ends: staff of the former one made it; so does the PIN of
    staff, where it was chosen with such a card (see `roles.end_pin_of_staff`). Raises NotFound where the person or
    the unit is outside the actor's units, RuleBroken: "changed-meanwhile", "holds-more" (see roles), "number-taken",
    "number-colon", "too-long".
    """
    roles.refuse_outside(actor, person, "people.write")
    if actor is not None and unit.id not in roles.scope_of(actor, "people.write"):
        raise NotFound(unit.code)
    hold(person, version)
    roles.refuse_change(actor, person)
    if person.unit_id == unit.id:
        return
    before, old_number, old_society = person.unit.code, person.number, person.society
    _store(person, {"unit": unit, "number": people.tidy_number(number) if number.strip() else old_number})
    if person.society != old_society:
        open_cards.end(person, actor=actor)
        roles.end_pin_of_staff(person, actor=actor)
    changed = ["number", "unit"] if keep_former_number(person, old_number) else ["unit"]
    _note(person, actor, "accounts.move", changed=changed, before=before, unit=unit.code)
    signals.on_moved.send(person)


def deactivate(person: Person, *, reason: Leaving, actor: Person | None, version: int | None = None) -> None:
    """End an account: no sign-in, no open session, no card. The training record stays. Twice changes nothing.

    Raises NotFound, RuleBroken: "changed-meanwhile", "not-yourself", "holds-more" (see roles), "last-admin".
    """
    roles.refuse_outside(actor, person, "people.write")
    if actor is not None and actor.id == person.id:
        raise RuleBroken("not-yourself")
    roles.refuse_higher(actor, person)
    roles.keep_an_admin(person)
    hold(person, version)
    if person.active:
        close(person)
        _note(person, actor, "accounts.deactivate", changed=["active"], reason=reason)


def reactivate(person: Person, *, actor: Person | None, version: int | None = None) -> None:
    """Open an account again; a new card lets the person in. Twice changes nothing.

    Raises NotFound, RuleBroken: "changed-meanwhile", "holds-more", "is-merged" (undo the merge instead),
    "email-taken".
    """
    roles.refuse_outside(actor, person, "people.write")
    roles.refuse_higher(actor, person)
    hold(person, version)
    if person.merged_into_id is not None:
        raise RuleBroken("is-merged")
    if not person.active:
        known_pins.drop_other_keys(person)  # with the PIN they may have lain in a drawer for years
        _store(person, {"active": True, "pin_hash": None})
        _note(person, actor, "accounts.reactivate", changed=["active"])


@dataclass(frozen=True)
class Ended:
    """When and why somebody ended an account."""

    on: datetime
    reason: Leaving


def ended(person: Person) -> Ended | None:
    """How the account of a person was ended; None where it is open, or was closed by a merge or with an undone list."""
    lines = audit.lines_of("person", person.id, ["accounts.deactivate", "accounts.reactivate"])
    if person.active or person.merged_into_id is not None or not lines or "reason" not in lines[-1].facts:
        return None
    return Ended(lines[-1].at, lines[-1].facts["reason"])


# --- shared with merging ------------------------------------------------------------------------------------


def hold(person: Person, version: int | None) -> None:
    """Let nobody else change the person until the end of the transaction, and read the row as it is now.

    Raises RuleBroken "changed-meanwhile" (changed=…) when it is newer than the version that somebody saw, and
    "is-erased" for whoever is nobody any more.
    """
    roles.hold(person)
    if person.erased_at is not None:
        raise RuleBroken("is-erased")
    if version is not None and person.version != version:
        raise RuleBroken("changed-meanwhile", changed=_changed_since(person, version))


def close(person: Person) -> None:
    """End sign-in, sessions and cards of an account."""
    person.active = False
    sessions.end_sessions([person.id])
    email_keys.settle(person)
    open_cards.revoke(person)
    person.version += 1
    session.flush()


def _changed_since(person: Person, version: int) -> tuple[str, ...]:
    lines = audit.lines_of("person", person.id, _ACTS)
    found = (line.facts["changed"] for line in lines if line.facts["version"] > version)
    return tuple(dict.fromkeys(name for names in found for name in names))


def _store(person: Person, values: Mapping[str, Any]) -> None:
    # The database decides who was first with a number or an address; autoflush would ask outside of the savepoint.
    try:
        with session.begin_nested():
            set_values(person, values)
            session.flush()
    except IntegrityError as error:
        raise people_service.taken(error, str(values.get("number", person.number))) from None


def set_values(person: Person, values: Mapping[str, Any]) -> None:
    """Set columns of somebody who is held, and what follows from them. What breaks a promise breaks at the flush."""
    for name, value in values.items():
        setattr(person, name, value)
    email_keys.settle(person)
    person.version += 1


def clear(person: Person, names: Collection[str], *, actor: Person | None) -> None:
    """Empty fields of somebody who is held: a phone or an address that turned out to be another person's."""
    if names:
        set_values(person, dict.fromkeys(names))
        session.flush()
        _note(person, actor, "accounts.edit", changed=sorted(names))


def keep_former_number(person: Person, before: str) -> bool:
    """Keep the number that somebody had until now, if it is another one."""
    if person.number == before:
        return False
    session.add(FormerNumber(person_id=person.id, number=before, until=clock.now()))
    session.flush()
    return True


def former_numbers(ids: Collection[PersonId]) -> list[FormerNumber]:
    """The numbers that some records had once, the last first."""
    statement = select(FormerNumber).where(FormerNumber.person_id.in_(ids))
    return list(session.scalars(statement.order_by(FormerNumber.id.desc())))


def corrected_numbers(society: str) -> list[tuple[PersonId, str]]:
    """The former numbers in a Society, each with the person who speaks for the record that had it: few."""
    statement = (
        select(func.coalesce(Person.merged_into_id, Person.id), FormerNumber.number)
        .join(FormerNumber, FormerNumber.person_id == Person.id)
        .where(Person.society == society)
    )
    return [(person, number) for person, number in session.execute(statement)]


def _note(person: Person, actor: Person | None, act: str, **facts: Any) -> None:
    audit.note(actor.id if actor else None, act, "person", person.id, version=person.version, **facts)
