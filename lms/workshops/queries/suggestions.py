"""Who a walk-in may be, of the people whom a reader may see: by number, phone, and name in any script. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from lms.accounts.queries import name_search, people_list
from lms.accounts.queries.people import people_by_number
from lms.accounts.services.people import Person, PersonId, Scope
from lms.workshops.models import WorkshopWalkIn

# What speaks for it, the strongest first.
Why: TypeAlias = Literal["number", "phone", "name", "like"]

MOST: Final = 4


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may be a walk-in, and why."""

    person: Person
    why: Why


def suggestions_of(
    row: WorkshopWalkIn, scope: Scope, countries: tuple[str, ...], leading: Iterable[PersonId]
) -> Sequence[Suggestion]:
    """A few people of a scope, the likeliest first; who leads the workshop is none of them. `countries`: of phones."""
    if not row.name and not row.phone and not row.number:
        return ()
    found: dict[PersonId, Suggestion] = {}
    numbered = people_by_number(row.number, scope) if row.number else []
    _add(found, numbered, "number")
    same = people_list.likely_same(
        name=row.name, latin_name=row.name, phone=row.phone, regions=countries, scope=scope
    )
    _add(found, [one for one in same if row.phone and one.phone == row.phone], "phone")
    _add(found, same, "name")
    if len(found) < MOST:
        _add(found, name_search.find(scope, row.name, MOST).people, "like")
    left_out = set(leading)
    shown = [one for one in found.values() if one.person.id not in left_out and one.person.erased_at is None]
    return shown[:MOST]


def people_like(scope: Scope, text: str) -> Sequence[Person]:
    """People of a scope by any part of a name or number, as somebody looks for them."""
    return name_search.find(scope, text, 20).people


def _add(found: dict[PersonId, Suggestion], people: Iterable[Person], why: Why) -> None:
    for person in people:
        found.setdefault(person.id, Suggestion(person, why))
