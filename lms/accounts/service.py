"""Verbs of people and units: settle, find, give a role. Signing in has its own room, `signing_in`."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts import permissions, phones
from lms.accounts.models import Person, PersonId, Role, RoleName, Sex, Unit, UnitId, UnitKind
from lms.accounts.permissions import Scope
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.scripts import collation, drawable, normalise
from lms.scripts.digits import ascii_digits

__all__ = ["Person", "PersonId", "RoleName", "Scope", "Unit", "UnitId"]

LONGEST_NAME: Final = 120
LONGEST_NUMBER: Final = 40
# The columns' sizes. Both are cut, never refused: a search or an order by so many signs is exact enough.
_KEY_LETTERS: Final = 400
_ORDER_BYTES: Final = 800


def ensure_unit(kind: UnitKind, code: str, parent: Unit | None) -> Unit:
    """The unit with this code; made below `parent` where it does not exist yet."""
    unit = session.scalar(select(Unit).filter_by(code=code))
    if unit is None:
        unit = Unit(kind=kind, code=code, parent=parent)
        session.add(unit)
        session.flush()
    return unit


def unit_by_code(code: str) -> Unit:
    """The unit with this code. Raises NotFound."""
    unit = session.scalar(select(Unit).filter_by(code=code))
    if unit is None:
        raise NotFound(code)
    return unit


def create_person(
    *,
    number: str,
    name: str,
    latin_name: str,
    language: str,
    unit: Unit,
    actor: Person | None,
    phone: str | None = None,
    country: str | None = None,
    email: str | None = None,
    sex: Sex = "",
    birth_year: int | None = None,
) -> Person:
    """Settle somebody in a unit. `country` (ISO 3166-1 alpha-2) is that of a phone without country code.

    Raises RuleBroken: "number-missing", "number-taken", "name-missing", "too-long", "name-cannot-be-drawn",
    "phone-unreadable", "phone-taken".
    """
    person = Person(
        number=_number(number),
        language=language,
        unit=unit,
        phone=phones.e164(phone, country) if phone else None,
        email=email,
        sex=sex,
        birth_year=birth_year,
        created_at=clock.now(),
    )
    set_name(person, name, latin_name)
    _add(person)
    audit.note(actor.id if actor else None, "accounts.create", "person", person.id, unit=unit.code)
    return person


def _number(typed: str) -> str:
    number = number_key(typed)
    if not number:
        raise RuleBroken("number-missing", field="number")
    if len(number) > LONGEST_NUMBER:
        raise RuleBroken("too-long", field="number", most=LONGEST_NUMBER)
    return number


def _add(person: Person) -> None:
    # The database decides who was first: asking before would leave a gap between the question and the answer.
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:
        # The two engines name the column, or the constraint that is named after it.
        if any(place in str(error.orig) for place in ("person.phone", "uq_person_phone")):
            raise RuleBroken("phone-taken", field="phone") from None
        if any(place in str(error.orig) for place in ("person.number", "uq_person_number")):
            raise RuleBroken("number-taken", field="number", number=person.number) from None
        raise


def set_name(person: Person, name: str, latin_name: str) -> None:
    """Store both names as they will be drawn, found and sorted.

    Raises RuleBroken "name-missing", "too-long" or "name-cannot-be-drawn", on its field.
    """
    person.name = _drawable(name, "name")
    person.latin_name = _drawable(latin_name, "latin_name")
    person.name_key = normalise.for_comparing(f"{person.name} {person.latin_name}")[:_KEY_LETTERS]
    person.name_order = collation.sort_key(person.name, person.language)[:_ORDER_BYTES]


def _drawable(name: str, field: str) -> str:
    if len(name) > LONGEST_NAME:
        raise RuleBroken("too-long", field=field, most=LONGEST_NAME)
    name = normalise.for_name(name)
    if not name:
        raise RuleBroken("name-missing", field=field)
    for problem in drawable.problems_of(name):
        raise RuleBroken("name-cannot-be-drawn", field=field, piece=problem.piece)
    return name


def give_role(person: Person, name: RoleName, unit: Unit, *, actor: Person | None) -> None:
    """Let somebody act as `name` in a unit and below. Doing it twice changes nothing."""
    if session.scalar(select(Role).filter_by(person_id=person.id, name=name, unit_id=unit.id)) is None:
        session.add(Role(person=person, name=name, unit=unit))
        session.flush()
        actor_id = actor.id if actor else None
        audit.note(actor_id, "accounts.role", "person", person.id, role=name, unit=unit.code)


def person_by_id(person_id: int) -> Person | None:
    """The person, if there is one."""
    return session.get(Person, person_id)


def number_key(typed: str) -> str:
    """The one spelling of a volunteer number: ASCII digits, capital letters, nothing invisible."""
    return ascii_digits(normalise.for_name(typed)).upper()


def person_by_number(number: str) -> Person | None:
    """The person with this volunteer number, written in any digits and letters' case."""
    return session.scalar(select(Person).filter_by(number=number_key(number)))


def anybody() -> bool:
    """Whether somebody lives here yet."""
    return session.scalar(select(Person.id).limit(1)) is not None


def may(person: Person, permission: str) -> bool:
    """Whether one of the person's roles grants the permission, somewhere."""
    return permissions.may([role.name for role in person.roles], permission)


def scope_of(person: Person, permission: str) -> Scope:
    """The units in which the person holds a role that grants the permission, and all below them."""
    roots = {role.unit_id for role in person.roles if permissions.may([role.name], permission)}
    if not roots:
        return Scope(frozenset())
    tree = session.execute(select(Unit.id, Unit.parent_id))
    parents: dict[int, int | None] = dict(tree.all())
    return Scope(permissions.below(roots, parents))


def society_code_of(person: Person) -> str:
    """The code of the Society above the person's unit ("khm"); empty for people of the region."""
    unit: Unit | None = person.unit
    while unit is not None and unit.kind != "society":
        unit = unit.parent
    return unit.code if unit else ""


def records_of(person: Person) -> tuple[PersonId, ...]:
    """Whose records are this person's: the person's own id, then of all who were found to be the same."""
    found = [person.id]
    newest = found
    while newest:
        rows = session.scalars(select(Person.id).where(Person.merged_into_id.in_(newest)).order_by(Person.id))
        newest = [one for one in rows if one not in found]
        found.extend(newest)
    return tuple(found)
