"""A closed workshop as plain values, for a report about it. Reads, never writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lms.accounts.services.people import Person, PersonId
from lms.clock import day_of
from lms.errors import NotFound
from lms.workshops.domain.attendance import State
from lms.workshops.domain.plan import HalfDay, Kind, is_awarding
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.workshops import Reader, find_workshop


@dataclass(frozen=True)
class Participant:
    """Somebody of the roster: a state for each half-day, and by module what closing said of them."""

    person: Person
    ids: tuple[PersonId, ...]
    states: tuple[State, ...]
    outcomes: Mapping[str, Any]


@dataclass(frozen=True)
class HeldWorkshop:
    """A workshop that was closed. `participants` is empty once its roster has gone; `figures` stay.

    `is_awarding`: it is a training in its modules.
    """

    uuid: str
    kind: Kind
    modules: tuple[str, ...]
    place: str
    is_online: bool
    languages: tuple[str, ...]
    half_days: tuple[HalfDay, ...]
    closed_on: date
    figures: Mapping[str, Any]
    participants: Sequence[Participant]
    is_awarding: bool


def held_workshop(uuid: str, reader: Reader) -> HeldWorkshop:
    """A closed workshop that somebody may open. Raises NotFound for any other."""
    found = find_workshop(uuid, reader)
    if found.closed_at is None or found.figures is None:
        raise NotFound(uuid)
    return HeldWorkshop(
        *(found.uuid, found.kind, tuple(found.modules), found.place, found.is_online),
        languages=tuple(found.languages),
        half_days=tuple(one.plain for one in found.half_days),
        closed_on=day_of(found.closed_at),
        figures=found.figures,
        participants=[
            Participant(line.person, line.ids, line.states, line.outcomes) for line in roster_of(found)
        ],
        is_awarding=is_awarding(found.kind),
    )
