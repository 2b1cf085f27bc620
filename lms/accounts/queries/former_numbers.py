"""Who had a volunteer number before it was corrected. Reads, never writes; whoever was erased has none."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, func, select

from lms.accounts.domain.volunteer_numbers import key_of as number_key
from lms.accounts.models import FormerNumber, Person, PersonId
from lms.accounts.queries.people import canonical_person, read_reference
from lms.db import session


def former_holders(typed: str, units: Collection[int]) -> list[Person]:
    """Whose number this was, however it is spelled, of the people of some units; `typed` may name the Society.

    A record that was merged into another one is spoken for by that one.
    """
    society, number = read_reference(typed)
    if not number_key(number):
        return []
    of_society = [Person.society == society] if society else []
    statement = select(Person).join(FormerNumber, FormerNumber.person_id == Person.id)
    records = session.scalars(statement.where(_is(number), *of_society).order_by(Person.id)).all()
    people = {person.id: person for person in map(canonical_person, records)}
    return [one for one in people.values() if one.unit_id in units and one.erased_at is None]


def with_former_number(text: str, units: Collection[int] | None = None) -> list[PersonId]:
    """The ids of the records of some units (None: of all) that had the number which is typed; none without a digit."""
    if not any(sign.isdecimal() for sign in text) or not number_key(text):
        return []
    statement = select(FormerNumber.person_id).where(_is(text)).distinct()
    if units is not None:
        statement = statement.join(Person, Person.id == FormerNumber.person_id).where(
            Person.unit_id.in_(units)
        )
    return list(session.scalars(statement))


def former_numbers_named(text: str, units: Collection[int]) -> Mapping[tuple[str, int], FormerNumber]:
    """The former numbers of people of some units that are typed, by the number that they have now and their unit."""
    ids = with_former_number(text, units)
    statement = (
        select(Person.number, Person.unit_id, FormerNumber)
        .join(FormerNumber, FormerNumber.person_id == Person.id)
        .where(Person.id.in_(ids), _is(text))
        .order_by(FormerNumber.id)
    )
    return (
        {(number, unit_id): former for number, unit_id, former in session.execute(statement)} if ids else {}
    )


def _is(number: str) -> ColumnElement[bool]:
    """Whether a former number is this one: stored as it was shown, compared as `number_key` does."""
    stored = func.replace(func.replace(FormerNumber.number, "-", ""), " ", "")
    return stored == number_key(number)
