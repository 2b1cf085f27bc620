"""People by their ids and numbers, and the records that are one person's. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Select, or_, select

from lms.accounts.domain import volunteer_numbers
from lms.accounts.domain.permissions import Scope
from lms.accounts.domain.volunteer_numbers import key_of as number_key
from lms.accounts.models import Person, PersonId, Unit
from lms.accounts.queries import unit_tree
from lms.db import session
from lms.errors import NotFound

LONGEST_NAME: Final = 120


LONGEST_NUMBER: Final = volunteer_numbers.LONGEST


def unit_by_code(code: str) -> Unit:
    """The unit with this code. Raises NotFound."""
    unit = session.scalar(select(Unit).filter_by(code=code))
    if unit is None:
        raise NotFound(code)
    return unit


def find_unit(code: str) -> Unit | None:
    """The unit with this code, None where there is none."""
    return session.scalar(select(Unit).filter_by(code=code))


def tidy_number(typed: str) -> str:
    """A volunteer number as it is stored. Raises RuleBroken as `volunteer_numbers.checked`."""
    return volunteer_numbers.checked(volunteer_numbers.tidy(typed))


def read_reference(typed: str) -> volunteer_numbers.Reference:
    """The Society and the number of what somebody typed or an address holds (see volunteer_numbers)."""
    named = volunteer_numbers.names_society(typed)
    return volunteer_numbers.read_reference(typed, unit_tree.society_codes() if named else ())


def person_by_id(person_id: int) -> Person | None:
    """The person, if there is one."""
    return session.get(Person, person_id)


def people_by_number(typed: str, units: Scope | None = None) -> list[Person]:
    """Whose number this is, however it is spelled, of the people of some units: one at most in each Society.

    `typed` may name the Society ("tha:000123", see numbers). A number of a record that was merged into another one
    finds the person who is kept, where nobody has the number now. Without units everybody is asked about: whoever
    shows the answer keeps to the actor's units, for nobody may learn that another Society has a number.
    """
    society, number = read_reference(typed)
    return _holders(number, society, units)


def _holders(number: str, society: str, units: Scope | None) -> list[Person]:
    key = number_key(number)
    if not key:
        return []
    of_society = [Person.society == society] if society else []
    statement = select(Person).where(Person.number_key == key, *of_society).order_by(Person.id)
    records = session.scalars(statement).all()
    people = {person.id: person for person in map(canonical_person, records)}
    within = [person for person in people.values() if units is None or person.unit_id in units]
    return [person for person in within if person in records] or within


def record_with_number(person: Person, typed: str) -> Person:
    """Which of a person's records has the number that was typed: a joined one, else the person's own."""
    society, number = read_reference(typed)
    if number_key(number) in ("", person.number_key):
        return person
    of_society = [Person.society == society] if society else []
    with_number = select(Person).where(Person.number_key == number_key(number), *of_society)
    records = session.scalars(with_number.where(Person.id.in_(merged_ids(person))).order_by(Person.id))
    return next(iter(records), person)


def person_by_number(typed: str, units: Scope | None = None) -> Person | None:
    """The person with this volunteer number (see `people_by_number`).

    None where nobody has it, and where several people of these units have it: then it has to name the Society.
    """
    people = people_by_number(typed, units)
    return people[0] if len(people) == 1 else None


def has_number(typed: str) -> list[ColumnElement[bool]]:
    """The conditions that somebody's own number is the typed one, which may name the Society."""
    society, number = read_reference(typed)
    of_society = [Person.society == society] if society else []
    return [Person.number_key == number_key(number), *of_society]


def reference_within(number: str, unit_id: int, units: Collection[int]) -> str:
    """What names somebody of a unit among the people of some units: the number, with the Society if need be."""
    statement = select(Person.id).where(Person.number_key == number_key(number), Person.unit_id.in_(units))
    if len(session.scalars(statement.limit(2)).all()) < 2:
        return volunteer_numbers.whole(number)
    return volunteer_numbers.reference(session.get_one(Unit, unit_id).society, number)


def canonical_person(person: Person) -> Person:
    """The one who speaks for this record: itself, or the one that it was merged into."""
    while person.merged_into_id is not None:
        person = session.get_one(Person, person.merged_into_id)
    return person


def anybody() -> bool:
    """Whether somebody lives here yet."""
    return session.scalar(select(Person.id).limit(1)) is not None


def society_code_of(person: Person) -> str:
    """The code of the Society above the person's unit ("khm"); empty for people of the region."""
    society = unit_tree.society_unit(person.unit)
    return society.code if society else ""


def among_merged_ids(person: Person) -> Select[PersonId]:
    """The same as `merged_ids`, as a part of another question to the database."""
    return select(Person.id).where(or_(Person.id == person.id, Person.merged_into_id == person.id))


def merged_ids(person: Person) -> tuple[PersonId, ...]:
    """Whose records are this person's: the person's own id, then of all who were found to be the same."""
    found = [person.id]
    newest = found
    while newest:
        rows = session.scalars(select(Person.id).where(Person.merged_into_id.in_(newest)).order_by(Person.id))
        newest = [one for one in rows if one not in found]
        found.extend(newest)
    return tuple(found)
