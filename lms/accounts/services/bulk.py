"""Verbs for many people at once: settle a list of them, change them, take back whom a list has settled by mistake.

The rules are those of `people.create_person` and of `people`; only the way to the database is shorter. Flushes,
never commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Final, cast

from sqlalchemy import Column, delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from lms import audit, clock
from lms.accounts.models import Person, PersonId, Unit
from lms.accounts.queries import people as people_queries
from lms.accounts.services import nameless, person_changes, roles
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Particulars, stored_values
from lms.audit import AuditLine
from lms.data_inventory import ACTOR
from lms.db import Base, among, session
from lms.errors import NotFound, RuleBroken
from lms.text import search_key

# Why somebody stays who was to be taken back; otherwise the name of a table that holds something of theirs.
NOT_YOURS: Final = "not-yours"
CHANGED: Final = "changed"
SIGNED_IN: Final = "signed-in"
OTHER: Final = "other"
# Tables whose rows stay when all that they say was taken back: they keep nobody's name.
_OF_RECORDS: Final = frozenset({"ledger_entry", "certification", "certificate"})


@dataclass(frozen=True)
class NewPerson:
    """Somebody to be added to a unit."""

    given: Particulars
    unit: Unit

    @cached_property
    def values(self) -> dict[str, Any]:
        """The columns of the person. Worked out once, and best before a transaction begins.

        Raises RuleBroken as `people.create_person`, but for "number-taken".
        """
        number = people_queries.tidy_number(self.given.number)
        values = {"number": number, **stored_values(self.given)}
        return {**values, "search_key": search_key.haystack(number, values["name"], values["latin_name"])}


def create_people(rows: Sequence[NewPerson], *, actor: Person | None) -> list[PersonId | RuleBroken]:
    """Settle people; for each the id, or the rule that one broke (see `people.create_person`), in their order.

    Raises NotFound for a unit outside those where the actor may change people.
    """
    if actor is not None:
        scope = roles.scope_of(actor, "people.write")
        for row in rows:
            if row.unit.id not in scope:
                raise NotFound(row.unit.code)
    return _settled(rows, actor)


def _settled(rows: Sequence[NewPerson], actor: Person | None) -> list[PersonId | RuleBroken]:
    """All at once; where that breaks a rule, one half and the other, down to whoever breaks it."""
    if len(rows) < 2:
        return [_alone(row, actor) for row in rows]
    try:
        with session.begin_nested():
            return [*_all_at_once(rows, actor)]
    except (IntegrityError, RuleBroken):
        middle = len(rows) // 2
        return [*_settled(rows[:middle], actor), *_settled(rows[middle:], actor)]


def _all_at_once(rows: Sequence[NewPerson], actor: Person | None) -> list[PersonId]:
    now, last = clock.now(), session.scalar(select(func.max(Person.id))) or 0
    session.execute(
        insert(Person),
        [
            {**row.values, "society": row.unit.society, "unit_id": row.unit.id, "created_at": now}
            for row in rows
        ],
    )
    # SQLite says the ids of many new rows in no order that could be relied on. They are higher than all before.
    asked = select(Person.number_key, Person.society, Person.id).where(Person.id > last)
    ids = {(key, society): person_id for key, society, person_id in session.execute(asked)}
    made = [ids[people_service.number_key(row.given.number), row.unit.society] for row in rows]
    units = ({"unit": row.unit.code} for row in rows)
    _note("accounts.create", zip(made, units, strict=True), actor)
    return made


def _alone(row: NewPerson, actor: Person | None) -> PersonId | RuleBroken:
    try:
        return people_service.create_person(row.given, row.unit, actor=actor).id
    except RuleBroken as broken:
        return broken


# --- changing ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """What is to be different about somebody: fields of `people.Particulars` as they are typed, and another branch."""

    person: Person
    values: Mapping[str, Any]
    unit: Unit | None = None

    @property
    def given(self) -> Particulars:
        """All that is known of the person from then on."""
        return replace(person_changes.particulars_of(self.person), **self.values)


def held(ids: Iterable[PersonId]) -> dict[PersonId, Person]:
    """People as they are now, whom nobody else changes until the end of the transaction."""
    asked = select(Person).where(Person.id.in_(set(ids))).order_by(Person.id)
    with_roles = asked.options(selectinload(Person.roles)).with_for_update(of=Person, key_share=True)
    found = session.scalars(with_roles, execution_options={"populate_existing": True})
    return {person.id: person for person in found}


def change_people(changes: Sequence[Change], *, actor: Person | None) -> list[RuleBroken | NotFound | None]:
    """Change people who are `held`; for each what hindered it (`person_changes.edit_person`, `move_person`) or None."""
    if len(changes) < 2:
        return [_change_alone(one, actor) for one in changes]
    try:
        with session.begin_nested():
            _change_all(changes, actor)
    except (IntegrityError, RuleBroken, NotFound):
        middle = len(changes) // 2
        return [*change_people(changes[:middle], actor=actor), *change_people(changes[middle:], actor=actor)]
    return [None] * len(changes)


def _change_all(changes: Sequence[Change], actor: Person | None) -> None:
    scope = None if actor is None else roles.scope_of(actor, "people.write")
    noted = []
    for change in changes:
        person = change.person
        if person.erased_at is not None or (scope is not None and person.unit_id not in scope):
            raise NotFound(person.number)
        roles.refuse_change(actor, person)
        values = stored_values(change.given, known=person)
        changed = person_changes.changed_fields(person, values)
        if changed:
            person_changes.set_values(person, values)
            noted.append((person.id, {"version": person.version, "changed": sorted(changed)}))
    session.flush()
    _note("accounts.edit", noted, actor)
    for change in changes:
        if change.unit is not None:
            person_changes.move_person(change.person, change.unit, actor=actor)


def _change_alone(change: Change, actor: Person | None) -> RuleBroken | NotFound | None:
    try:
        with session.begin_nested():
            person_changes.edit_person(change.person, change.given, actor=actor)
            if change.unit is not None:
                person_changes.move_person(change.person, change.unit, actor=actor)
    except (RuleBroken, NotFound) as hindered:
        return hindered
    return None


# --- taking back -----------------------------------------------------------------------------------------------


def take_back(people: Sequence[Person], *, actor: Person | None) -> dict[PersonId, tuple[str, ...]]:
    """Remove people who were settled by mistake and on whom nobody has built; the others stay as they are.

    For each why they stay, nothing for whoever is gone: NOT_YOURS (outside the actor's units by now), CHANGED (edited,
    moved or closed since), SIGNED_IN, or the names of the tables that hold something of theirs. Of whom the ledger
    says nothing any more, as all of it was taken back, the row stays without a name.
    """
    now = held(person.id for person in people)  # nobody builds on them from here on
    stay = _staying(now, actor)
    gone = [one for number, one in now.items() if number not in stay]
    return dict.fromkeys(now, ()) | stay | _removed(gone, actor)


def staying(people: Sequence[Person], *, actor: Person | None) -> dict[PersonId, tuple[str, ...]]:
    """Who of these would stay now if they were taken back, and why: as `take_back`, which it does not do."""
    return _staying({person.id: person for person in people}, actor)


def _staying(now: Mapping[PersonId, Person], actor: Person | None) -> dict[PersonId, tuple[str, ...]]:
    scope = None if actor is None else roles.scope_of(actor, "people.write")
    outside = {number for number, one in now.items() if scope is not None and one.unit_id not in scope}
    why = {number: _touched(one) for number, one in now.items()}
    for number, table in _built_upon(now):
        why[number].append(table)
    recorded = {number for number, reasons in why.items() if reasons and _OF_RECORDS.issuperset(reasons)}
    why |= {number: [] for number in nameless.with_nothing_recorded(recorded)}
    return {
        number: (NOT_YOURS,) if number in outside else tuple(dict.fromkeys(reasons))
        for number, reasons in why.items()
        if reasons or number in outside
    }


def _touched(person: Person) -> list[str]:
    """What the row itself says: a new one has no PIN, and nobody has saved it again."""
    reasons = [CHANGED] if person.version or person.merged_into_id or not person.active else []
    return [*reasons, SIGNED_IN] if person.pin_hash is not None else reasons


def _built_upon(ids: Iterable[PersonId]) -> Iterator[tuple[PersonId, str]]:
    """Each table that holds something of one of these people. What they did themselves is not asked: who can do
    anything has signed in.
    """
    for column in _references():
        asked = select(column).where(among(cast(Any, column), ids)).distinct()
        yield from ((number, column.table.name) for number in session.scalars(asked))


@cache
def _references() -> tuple[Column[Any], ...]:
    """The columns that hold whose a row is. That a page was opened, or a list has them, is nothing to keep them for."""
    return tuple(
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if table.name not in ("lookup", "person")
        and any(key.column.table is Person.__table__ and key.ondelete is None for key in column.foreign_keys)
        and column.info is not ACTOR
    )


def _removed(people: Sequence[Person], actor: Person | None) -> dict[PersonId, tuple[str, ...]]:
    """All at once, or one half and the other, as in settling them; for each why they stay after all."""
    if not people:
        return {}
    gone = {one.id: one.unit.code for one in people}
    births = nameless.with_nothing_recorded(gone)
    try:
        with session.begin_nested():
            session.execute(delete(audit.Lookup).where(audit.Lookup.person_id.in_(gone)))
            _leave_without_name([one for one in people if one.id in births], births)
            session.execute(delete(Person).where(Person.id.in_(gone.keys() - births.keys())))
    except IntegrityError:
        if len(people) == 1:
            return {people[0].id: (OTHER,)}
        middle = len(people) // 2
        return _removed(people[:middle], actor) | _removed(people[middle:], actor)
    _note("accounts.remove", ((one, {"unit": unit}) for one, unit in gone.items()), actor)
    return {}


def _leave_without_name(people: Sequence[Person], births: nameless.Births) -> None:
    for one in people:
        nameless.leave_without_name(one, born=births[one.id], at=clock.now())
    if people:
        session.flush()
        nameless.on_nameless.send([one.id for one in people])


# --- the audit -------------------------------------------------------------------------------------------------


def _note(act: str, lines: Iterable[tuple[PersonId, dict[str, Any]]], actor: Person | None) -> None:
    """A line for each of many people, with its facts."""
    common = {
        "at": clock.now(),
        "actor_id": None if actor is None else actor.id,
        "act": act,
        "record": "person",
    }
    rows = [{**common, "record_id": str(person), "facts": facts} for person, facts in lines]
    if rows:
        session.execute(insert(AuditLine), rows)
