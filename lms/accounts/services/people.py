"""Verbs of people and units: settle and find. The door of this domain for all others.

Changing somebody is in `people`, roles in `roles`, two records of one person in `merging`, signing in in
`signing_in`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts.domain import contact as particulars
from lms.accounts.domain import phones
from lms.accounts.domain import volunteer_numbers as numbers
from lms.accounts.domain.permissions import Scope
from lms.accounts.domain.volunteer_numbers import key_of as number_key
from lms.accounts.models import Person, PersonId, RoleName, Sex, Unit, UnitId, UnitKind
from lms.accounts.services import email_keys as emails
from lms.accounts.services.roles import give_role, may, scope_of
from lms.accounts.services.signals import on_merged, on_moved
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.text import collation, normalise
from lms.text import font_coverage as drawable

__all__ = [
    "Person",
    "PersonId",
    "RoleName",
    "Scope",
    "Sex",
    "Unit",
    "UnitId",
    "UnitKind",
    "give_role",
    "may",
    "number_key",
    "on_merged",
    "on_moved",
    "scope_of",
]

LONGEST_NAME: Final = 120
LONGEST_NUMBER: Final = numbers.LONGEST
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

    Raises RuleBroken: "number-missing", "number-taken" (within the Society of the unit), "name-missing", "too-long",
    "name-cannot-be-drawn", "phone-unreadable", "email-unreadable".
    """
    person = Person(
        number=tidy_number(number),
        language=language,
        unit=unit,
        phone=phones.e164(phone, country) if phone else None,
        email=particulars.email(email or ""),
        sex=sex,
        birth_year=birth_year,
        created_at=clock.now(),
    )
    set_name(person, name, latin_name)
    _add(person)
    audit.note(actor.id if actor else None, "accounts.create", "person", person.id, unit=unit.code)
    return person


def tidy_number(typed: str) -> str:
    """A volunteer number as it is stored. Raises RuleBroken "number-missing" or "too-long", on its field."""
    number = numbers.tidy(typed)
    if not number_key(number):
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
        raise taken(error, person.number) from None


def taken(error: IntegrityError, number: str) -> Exception:
    """What a broken promise of the table means: "number-taken", "email-taken", or a program's fault."""
    # The two engines name the column, or the constraint that is named after it.
    if any(place in str(error.orig) for place in ("person.number", "uq_person_number")):
        return RuleBroken("number-taken", field="number", number=number)
    if emails.is_taken(error):
        return RuleBroken("email-taken", field="email")
    return error


def set_name(person: Person, name: str, latin_name: str) -> None:
    """Store both names as they will be drawn, found and sorted. Raises as `name_values`."""
    for column, value in name_values(name, latin_name, person.language).items():
        setattr(person, column, value)


def name_values(name: str, latin_name: str, language: str) -> dict[str, Any]:
    """What both names become in the columns of a person who speaks a language.

    A name in Latin letters that is not known, or the same as the name, stays empty: nothing is
    printed twice. Raises RuleBroken "name-missing", "too-long" or "name-cannot-be-drawn", on its field.
    """
    name = _drawable(name, "name")
    latin_name = _drawable(latin_name, "latin_name", needed=False)
    if normalise.for_comparing(latin_name) == normalise.for_comparing(name):
        latin_name = ""
    return {
        "name": name,
        "latin_name": latin_name,
        "name_key": normalise.for_comparing(f"{name} {latin_name}")[:_KEY_LETTERS],
        "name_order": collation.sort_key(name, language)[:_ORDER_BYTES],
    }


def _drawable(name: str, field: str, *, needed: bool = True) -> str:
    if len(name) > LONGEST_NAME:
        raise RuleBroken("too-long", field=field, most=LONGEST_NAME)
    name = normalise.for_name(name)
    if needed and not name:
        raise RuleBroken("name-missing", field=field)
    for problem in drawable.problems_of(name):
        raise RuleBroken("name-cannot-be-drawn", field=field, piece=problem.piece)
    return name


def person_by_id(person_id: int) -> Person | None:
    """The person, if there is one."""
    return session.get(Person, person_id)


def people_by_number(typed: str, units: Scope | None = None) -> list[Person]:
    """Whose number this is, however it is spelled, of the people of some units: one at most in each Society.

    `typed` may name the Society ("tha:000123", see numbers). A number of a record that was merged into another one
    finds the person who is kept, where nobody has the number now. Without units everybody is asked about: whoever
    shows the answer keeps to the actor's units, for nobody may learn that another Society has a number.
    """
    society, number = numbers.read_reference(typed)
    return _holders(number, society, units)


def _holders(number: str, society: str, units: Scope | None) -> list[Person]:
    key = number_key(number)
    if not key:
        return []
    of_society = [Person.society == society] if society else []
    statement = select(Person).where(Person.number_key == key, *of_society).order_by(Person.id)
    records = session.scalars(statement).all()
    people = {person.id: person for person in map(speaker_of, records)}
    within = [person for person in people.values() if units is None or person.unit_id in units]
    return [person for person in within if person in records] or within


def person_by_number(typed: str, units: Scope | None = None) -> Person | None:
    """The person with this volunteer number (see `people_by_number`).

    None where nobody has it, and where several people of these units have it: then it has to name the Society.
    """
    people = people_by_number(typed, units)
    return people[0] if len(people) == 1 else None


def has_number(typed: str) -> list[ColumnElement[bool]]:
    """The conditions that somebody's own number is the typed one, which may name the Society."""
    society, number = numbers.read_reference(typed)
    of_society = [Person.society == society] if society else []
    return [Person.number_key == number_key(number), *of_society]


def reference_within(number: str, unit_id: int, units: Collection[int]) -> str:
    """What names somebody of a unit among the people of some units: the number, with the Society if need be."""
    statement = select(Person.id).where(Person.number_key == number_key(number), Person.unit_id.in_(units))
    if len(session.scalars(statement.limit(2)).all()) < 2:
        return number
    return numbers.reference(session.get_one(Unit, unit_id).society, number)


def speaker_of(person: Person) -> Person:
    """The one who speaks for this record: itself, or the one that it was merged into."""
    while person.merged_into_id is not None:
        person = session.get_one(Person, person.merged_into_id)
    return person


def anybody() -> bool:
    """Whether somebody lives here yet."""
    return session.scalar(select(Person.id).limit(1)) is not None


def society_code_of(person: Person) -> str:
    """The code of the Society above the person's unit ("khm"); empty for people of the region."""
    unit: Unit | None = person.unit
    while unit is not None and unit.kind != "society":
        unit = unit.parent
    return unit.code if unit else ""


def among_records_of(person: Person) -> Select[PersonId]:
    """The same as `records_of`, as a part of another question to the database."""
    return select(Person.id).where(or_(Person.id == person.id, Person.merged_into_id == person.id))


def records_of(person: Person) -> tuple[PersonId, ...]:
    """Whose records are this person's: the person's own id, then of all who were found to be the same."""
    found = [person.id]
    newest = found
    while newest:
        rows = session.scalars(select(Person.id).where(Person.merged_into_id.in_(newest)).order_by(Person.id))
        newest = [one for one in rows if one not in found]
        found.extend(newest)
    return tuple(found)
