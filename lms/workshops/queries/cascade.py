"""Who trained whom, from what is stored: closed workshops, who led them, what the ledger says. Reads, never writes.

The ledger and the trainers of a workshop stay when its roster goes, so the tree does too. It holds ids; names are asked
for within a scope.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from lms.accounts.services.people import Person, PersonId, Scope
from lms.db import among, session
from lms.records.queries.as_of import speakers
from lms.records.queries.workshop_trainings import workshop_trainings
from lms.workshops.domain.cascade import HeldOn, Tree, tree_of
from lms.workshops.models import Workshop, WorkshopParticipant, WorkshopTrainer


@dataclass(frozen=True)
class Cascade:
    """The tree of a module; the unit of everybody in it, and who passed the test at their workshop, or soon after."""

    tree: Tree
    units: Mapping[int, int]
    passed: frozenset[int]

    def within(self, scope: Scope) -> frozenset[int]:
        """Those of the tree who are of some units."""
        return frozenset(one for one, unit in self.units.items() if unit in scope)


@dataclass(frozen=True)
class NamedPerson:
    """Somebody of the tree as a reader of their unit sees them."""

    id: PersonId
    number: str
    society: str
    name: str
    latin_name: str
    language: str
    unit_id: int


def cascade_of(module: str, test_days: int) -> Cascade:
    """The tree of a module. `test_days`: how long after a workshop a passed test still belongs to it.

    An entry of a workshop that HR has opened again stands until it is closed anew, here as well.
    """
    facts = workshop_trainings(module)
    kept: dict[int, int] = dict(speakers().items())
    held, first_days = _workshops({uuid for _, uuid in facts.trained})
    tree = tree_of(held, facts.trained, kept)
    asked = select(Person.id, Person.unit_id).where(among(Person.id, tree.depths))
    units: dict[int, int] = dict(session.execute(asked).all())
    passed = {
        kept.get(record, record)
        for record, days in facts.passes.items()
        if (workshop := tree.first.get(kept.get(record, record)))
        and any(first_days[workshop.uuid] <= day <= workshop.on + timedelta(days=test_days) for day in days)
    }
    return Cascade(tree, units, frozenset(passed & {*tree.above}))


def people_named(scope: Scope, ids: Collection[int]) -> Mapping[int, NamedPerson]:
    """Those of some people whose names may be read: of units of the scope, not erased."""
    asked = select(
        *(Person.id, Person.number, Person.society, Person.name, Person.latin_name, Person.language),
        Person.unit_id,
    ).where(among(Person.id, ids), Person.erased_at.is_(None))
    return {row.id: NamedPerson(*row) for row in session.execute(asked) if row.unit_id in scope}


def erased_among(scope: Scope, ids: Collection[int]) -> frozenset[int]:
    """Whose name, number and contact were removed, of units of the scope: of others nobody learns it."""
    asked = select(Person.id, Person.unit_id).where(among(Person.id, ids), Person.erased_at.is_not(None))
    return frozenset(row.id for row in session.execute(asked) if row.unit_id in scope)


def still_on_rosters(led_by: Collection[int]) -> frozenset[int]:
    """Who is on the rosters of closed workshops that some records led, with any of their records, as long as these
    rosters are kept.
    """
    line = WorkshopParticipant
    asked = (
        select(line.person_id)
        .join(Workshop, Workshop.uuid == line.workshop_uuid)
        .join(WorkshopTrainer, WorkshopTrainer.workshop_uuid == Workshop.uuid)
        .where(WorkshopTrainer.person_id.in_(led_by), Workshop.closed_at.is_not(None))
    )
    kept = speakers()
    return frozenset(kept.get(one, one) for one in session.scalars(asked.distinct()))


def _workshops(uuids: Collection[str]) -> tuple[Iterable[HeldOn], Mapping[str, date]]:
    """Some workshops with their trainers, and the first day of each."""
    trainers: dict[str, list[int]] = {}
    asked = select(WorkshopTrainer.workshop_uuid, WorkshopTrainer.person_id)
    for uuid, person_id in session.execute(asked.order_by(WorkshopTrainer.place, WorkshopTrainer.person_id)):
        trainers.setdefault(uuid, []).append(person_id)
    rows = session.execute(select(Workshop.uuid, Workshop.first_on, Workshop.last_on)).all()
    found = [row for row in rows if row.uuid in uuids]
    return (
        [HeldOn(row.last_on, row.uuid, tuple(trainers.get(row.uuid, ()))) for row in found],
        {row.uuid: row.first_on for row in found},
    )
