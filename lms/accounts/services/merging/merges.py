"""Two records of one person: from a merge on one of them speaks for both. No row moves, so it can be undone.

`Merge` rows say what was decided; `Person.merged_into_id` follows from those that are not undone and always points
to the one who speaks at last, however many records there are. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms import audit, clock
from lms.accounts.models import Merge, Person, PersonId
from lms.accounts.queries.people import canonical_person, merged_ids
from lms.accounts.services import email_keys, person_changes, roles, signals
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.text import normalise

LONGEST_REASON: Final = 500  # characters


@dataclass(frozen=True)
class Merged:
    """One record that somebody speaks for: `id` is that of the decision.

    `kept`: the number of the record with which it was joined. `taken`: the fields of that one that were taken from this
    record and still say the same.
    """

    id: int
    number: str
    name: str
    reason: str
    merged_at: datetime
    kept: str
    taken: tuple[str, ...]


# What differs between two records and can be taken from the one that is closed.
TAKEN: Final = ("name", "latin_name", "language", "phone", "email", "sex", "birth_year")
# By these somebody is reached and signs in: they go back with their owner when the two are parted.
GIVEN_BACK: Final = ("phone", "email")


def differing(one: Person, other: Person) -> tuple[str, ...]:
    """The fields in which two records differ."""
    return tuple(field for field in TAKEN if (getattr(one, field) or "") != (getattr(other, field) or ""))


def merge(
    kept: Person, merged: Person, *, reason: str, actor: Person | None, taken: Collection[str] = ()
) -> None:
    """Let `kept` speak for both records: trainings, tests and certificates of both count for one person.

    `merged` is closed; its number and phone lead to `kept`. Fields that are `taken` (of TAKEN) are corrected in `kept`
    to what `merged` says, and stay so when the merge is undone. Raises NotFound where either is outside the actor's
    units, and RuleBroken: "same-record", "already-merged", "reason-missing", "too-long", "not-yourself" (nobody
    closes their own account), "own-record" (nor makes trainings of another record their own), "holds-more" (see roles),
    "last-admin".
    """
    for person in (kept, merged):
        roles.refuse_outside(actor, person, "people.merge")
    _refuse(kept, merged, actor)
    reason = _written(reason)
    # Always in the same order: two officers who merge the same two do not wait for each other for ever.
    for person in sorted((kept, merged), key=lambda one: one.id):
        person_changes.hold(person, None)
    if kept.merged_into_id is not None or merged.merged_into_id is not None:
        raise RuleBroken("already-merged", field="other")
    row = Merge(
        kept_id=kept.id,
        merged_id=merged.id,
        actor_id=actor.id if actor else None,
        reason=reason,
        merged_at=clock.now(),
    )
    session.add(row)
    chosen = _chosen(kept, merged, taken)
    facts = {"was_active": merged.active, **({"taken": [*chosen]} if chosen else {})}
    person_changes.close(merged)
    _note("accounts.merge", row, actor, **facts)
    _settle(kept, merged)
    signals.on_merged.send(kept, merged)
    if chosen:
        person_changes.edit_person(kept, replace(person_changes.particulars_of(kept), **chosen), actor=actor)


def _chosen(kept: Person, merged: Person, taken: Collection[str]) -> dict[str, Any]:
    """What the record that stays takes from the other one, by field."""
    values = person_changes.particulars_of(merged)
    return {field: getattr(values, field) for field in differing(kept, merged) if field in taken}


def undo_merge(merge_id: int, *, actor: Person | None, alone: Collection[int] = ()) -> Person:
    """Let two records stand for themselves again; returns the one that was merged. Twice changes nothing.

    Its account is as open as it was before. `alone`: the revocations, by id, that were made while the two were one and
    hold for the record of their training alone; every other one holds for both. Raises NotFound, and
    RuleBroken("holds-more") (see roles).
    """
    row = session.get(Merge, merge_id, with_for_update=True)
    if row is None:
        raise NotFound(str(merge_id))
    kept, merged = session.get_one(Person, row.kept_id), session.get_one(Person, row.merged_id)
    for person in (kept, merged):
        roles.refuse_outside(actor, person, "people.merge")
    if row.undone_at is not None:
        return merged
    for person in (kept, merged):
        roles.refuse_higher(actor, person)
    for person in sorted((kept, merged), key=lambda one: one.id):
        person_changes.hold(person, None)
    row.undone_at = clock.now()
    noted = audit.lines_of("person", merged.id, ["accounts.merge"])[-1]
    given_back = set(_still_taken(kept, merged, noted.facts.get("taken", ()))).intersection(GIVEN_BACK)
    person_changes.clear(kept, given_back, actor=actor)  # before the address opens the other account again
    merged.active = bool(noted.facts["was_active"])
    merged.version += 1
    email_keys.settle_if_free(merged)
    session.flush()
    _note("accounts.merge-undone", row, actor)
    _settle(kept, merged)
    signals.on_parted.send(kept, merged, row.merged_at, frozenset(alone))
    return merged


def merged_into(kept: Person) -> list[Merged]:
    """The records that somebody speaks for, as they were merged; those merged into these are among them."""
    ids = merged_ids(kept)
    merged, other = aliased(Person), aliased(Person)
    asked = (
        select(Merge, merged, other)
        .join(merged, merged.id == Merge.merged_id)
        .join(other, other.id == Merge.kept_id)
        .where(Merge.kept_id.in_(ids), Merge.undone_at.is_(None))
        .order_by(Merge.id)
    )
    noted = audit.lines_of_many("person", ids, ["accounts.merge"])
    taken = {line.facts["merge"]: line.facts.get("taken", ()) for line in noted}
    return [
        Merged(
            *(row.id, one.number, one.name, row.reason, row.merged_at, kept.number),
            _still_taken(kept, one, taken.get(row.id, ())),
        )
        for row, one, kept in session.execute(asked)
    ]


def _still_taken(kept: Person, merged: Person, taken: Collection[str]) -> tuple[str, ...]:
    """Of the fields that a record has taken from another one, those in which nothing else was written since."""
    return tuple(
        field
        for field in TAKEN
        if field in taken and getattr(kept, field) and getattr(kept, field) == getattr(merged, field)
    )


def forecast(merge_id: int) -> signals.Parting:
    """What goes with the other record when a merge is undone. Writes nothing."""
    row = session.get_one(Merge, merge_id)
    kept, merged = session.get_one(Person, row.kept_id), session.get_one(Person, row.merged_id)
    speaker = canonical_person(kept)
    family = {speaker.id, *merged_ids(speaker)}
    above = {one: other for one, other in _decided(family).items() if one != merged.id}
    side = {one: _speaker(one, above) or one for one in family}
    return signals.parting(kept, merged, row.merged_at, side)


def _refuse(kept: Person, merged: Person, actor: Person | None) -> None:
    if kept.id == merged.id:
        raise RuleBroken("same-record", field="other")
    if actor is not None and kept.id == actor.id:  # the trainings of the other record would become their own
        raise RuleBroken("own-record", field="other")
    if actor is not None and actor.id == merged.id:
        raise RuleBroken("not-yourself", field="other")
    for person in (kept, merged):  # the number of the other opens the account that is kept
        roles.refuse_higher(actor, person)
    roles.keep_an_admin(merged)


def _written(reason: str) -> str:
    reason = normalise.for_storing(reason, LONGEST_REASON).strip()
    if not normalise.for_name(reason):
        raise RuleBroken("reason-missing", field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("too-long", field="reason", most=LONGEST_REASON)
    return reason


def _settle(kept: Person, merged: Person) -> None:
    """Point every record of the family to the one who speaks for it now."""
    family = {*merged_ids(kept), *merged_ids(merged), kept.id, merged.id}
    above = _decided(family)
    for person in session.scalars(select(Person).where(Person.id.in_(family))):
        person.merged_into_id = _speaker(person.id, above)
    session.flush()


def _decided(family: set[PersonId]) -> Mapping[PersonId, PersonId]:
    asked = select(Merge.merged_id, Merge.kept_id).where(
        Merge.merged_id.in_(family), Merge.undone_at.is_(None)
    )
    found: Sequence[tuple[PersonId, PersonId]] = session.execute(asked).all()
    return dict(found)


def _speaker(person_id: PersonId, above: Mapping[PersonId, PersonId]) -> PersonId | None:
    canonical = above.get(person_id)
    while canonical is not None and canonical in above:
        canonical = above[canonical]
    return canonical


def _note(act: str, row: Merge, actor: Person | None, **facts: Any) -> None:
    session.flush()
    actor_id = actor.id if actor else None
    audit.note(actor_id, act, "person", row.merged_id, kept=row.kept_id, merge=row.id, **facts)
