"""Who teaches in a Society. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from lms.accounts.models import Person, Role, Unit
from lms.accounts.queries import unit_tree
from lms.db import session


def trainers_beside(unit: Unit) -> Sequence[Person]:
    """The trainers of the Society that a unit belongs to, by name; those of the unit alone above all Societies."""
    society = unit_tree.society_unit(unit) or unit
    units = unit_tree.ids_below({society.id})
    teaching = select(Role.person_id).where(Role.name == "trainer", Role.unit_id.in_(units))
    asked = select(Person).where(
        Person.id.in_(teaching), Person.active, Person.merged_into_id.is_(None), Person.erased_at.is_(None)
    )
    return session.scalars(asked.order_by(Person.name_order, Person.id)).all()
