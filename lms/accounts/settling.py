"""Verbs for many people at once: settle a list of them, take back somebody whom a list has settled by mistake.

The rules are those of `service.create_person`; only the way to the database is shorter. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts import people, roles, service
from lms.accounts.models import Person, PersonId, Sex, Unit
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken


@dataclass(frozen=True)
class NewPerson:
    """Somebody to be settled. `phone` is in E.164."""

    number: str
    name: str
    latin_name: str
    language: str
    unit: Unit
    phone: str | None = None
    email: str | None = None
    sex: Sex = ""
    birth_year: int | None = None


def create_people(rows: Sequence[NewPerson], *, actor: Person | None) -> list[PersonId | RuleBroken]:
    """Settle people; for each the id, or the rule that one broke (see `service.create_person`), in their order.

    Raises NotFound for a unit outside those where the actor may change people.
    """
    if actor is not None:
        scope = roles.scope_of(actor, "people.write")
        for row in rows:
            if row.unit.id not in scope:
                raise NotFound(row.unit.code)
    try:
        with session.begin_nested():
            return list(_all_at_once(rows, actor))
    except (IntegrityError, RuleBroken):
        return [_alone(row, actor) for row in rows]


def _all_at_once(rows: Sequence[NewPerson], actor: Person | None) -> list[PersonId]:
    now = clock.now()
    made = [
        Person(
            number=row.number,
            language=row.language,
            unit=row.unit,
            phone=row.phone,
            email=row.email,
            sex=row.sex,
            birth_year=row.birth_year,
            created_at=now,
            **service.name_values(row.name, row.latin_name, row.language),
        )
        for row in rows
    ]
    session.add_all(made)
    session.flush()
    actor_id = None if actor is None else actor.id
    session.add_all(
        AuditLine(
            at=now,
            actor_id=actor_id,
            act="accounts.create",
            record="person",
            record_id=str(person.id),
            facts={"unit": row.unit.code},
        )
        for person, row in zip(made, rows, strict=True)
    )
    session.flush()
    return [person.id for person in made]


def _alone(row: NewPerson, actor: Person | None) -> PersonId | RuleBroken:
    try:
        return service.create_person(
            number=row.number,
            name=row.name,
            latin_name=row.latin_name,
            language=row.language,
            unit=row.unit,
            actor=actor,
            phone=row.phone,
            email=row.email,
            sex=row.sex,
            birth_year=row.birth_year,
        ).id
    except RuleBroken as broken:
        return broken


def take_back(person: Person, *, actor: Person | None) -> Literal["removed", "deactivated", "kept"]:
    """Remove somebody who was settled by mistake. Where anything hangs on them by now, the account ends instead.

    "kept": neither is this actor's to do (see `people.deactivate`). Raises NotFound for somebody outside the
    actor's units.
    """
    roles.refuse_outside(actor, person, "people.write")
    number, unit = person.id, person.unit.code
    try:
        with session.begin_nested():
            session.delete(person)
    except (IntegrityError, AssertionError):
        return _end(person, actor)
    audit.note(None if actor is None else actor.id, "accounts.remove", "person", number, unit=unit)
    return "removed"


def _end(person: Person, actor: Person | None) -> Literal["deactivated", "kept"]:
    session.refresh(person)
    try:
        people.deactivate(person, reason="mistake", actor=actor)
    except RuleBroken:
        return "kept"
    return "deactivated"
