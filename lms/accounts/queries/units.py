"""Units with the names that the files of the Societies give them: region, Society, branch. Reads, never writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select

from lms.accounts.domain.permissions import Scope, below
from lms.accounts.models import Person, Unit
from lms.accounts.queries import unit_tree
from lms.content import registry
from lms.content.types.localized import Name
from lms.content.types.societies import Society
from lms.db import session
from lms.i18n import DEFAULT_LANGUAGE
from lms.text import collation

REGION: Final = "mekong"  # the one unit above all Societies


@dataclass(frozen=True)
class Place:
    """A unit of a scope with its name. `depth` is 0 for the highest one; `below` holds the ids of all under it."""

    unit: Unit
    name: Name
    depth: int
    below: frozenset[int]


def societies() -> Mapping[str, Society]:
    """The Societies of the content, by code."""
    return registry.current().societies


def name_of(code: str, language: str) -> Name:
    """The name of a unit in a language: a branch has one in its country's script and one in Latin letters.

    The region above all Societies stands in no file and has a sentence of ours. A code that no file has is its own
    name.
    """
    if code == REGION:
        with force_locale(language):
            return Name(_("The Mekong region"), language)
    for society in societies().values():
        if society.code == code:
            given = society.name(language)
            return Name(given.text, given.language)
        for branch in society.branches:
            if branch.code == code and language == society.language:
                return Name(branch.native, language)
            if branch.code == code:
                return Name(branch.name, DEFAULT_LANGUAGE)
    return Name(code, DEFAULT_LANGUAGE)


def society_of(unit: Unit) -> Society | None:
    """The Society that a unit belongs to; None above the Societies."""
    return next((societies()[one.code] for one in unit_tree.lineage(unit) if one.code in societies()), None)


def country_of(unit: Unit) -> str | None:
    """The country (ISO 3166-1) of the Society that a unit belongs to; None above the Societies."""
    society = society_of(unit)
    return society.country if society else None


def places(scope: Scope, language: str) -> list[Place]:
    """The units of a scope as a tree: each before those below it, beside each other in the order of their names."""
    units = {unit.id: unit for unit in session.scalars(select(Unit)) if unit.id in scope}
    parents: dict[int, int | None] = {
        unit.id: unit.parent_id if unit.parent_id in units else None for unit in units.values()
    }
    named = [(unit, name_of(unit.code, language)) for unit in units.values()]
    named.sort(key=lambda one: (collation.sort_key(one[1].text, language), one[0].code))
    found: list[Place] = []

    def walk(parent: int | None, depth: int) -> None:
        for unit, name in named:
            if parents[unit.id] == parent:
                found.append(Place(unit, name, depth, below({unit.id}, parents)))
                walk(unit.id, depth + 1)

    walk(None, 0)
    return found


def counts(scope: Scope) -> Mapping[int, int]:
    """How many active people there are in each unit of a scope, those of units below it not counted."""
    asked = (
        select(Person.unit_id, func.count())
        .where(Person.unit_id.in_(scope.units), Person.active, Person.erased_at.is_(None))
        .group_by(Person.unit_id)
    )
    found: dict[int, int] = dict(session.execute(asked).all())
    return found


def missing(scope: Scope) -> dict[str, list[str]]:
    """By Society, the codes of the content's Societies and branches that should be units of a scope and are none."""
    rows = {unit.code: unit for unit in session.scalars(select(Unit))}
    region = rows.get(REGION)
    found: dict[str, list[str]] = {}
    for society in societies().values():
        unit = rows.get(society.code)
        within = unit.id in scope if unit else region is not None and region.id in scope
        codes = [society.code, *(branch.code for branch in society.branches)]
        gaps = [code for code in codes if code not in rows]
        if within and gaps:
            found[society.code] = gaps
    return found


def has_whole_society(scope: Scope) -> bool:
    """Whether a Society of a scope is set up with all its branches; where a scope has none, no branch is missing."""
    rows = {unit.code: unit for unit in session.scalars(select(Unit))}
    own = [one for one in societies().values() if one.code in rows and rows[one.code].id in scope]
    return not missing(scope) or any(all(branch.code in rows for branch in one.branches) for one in own)


def taking_part() -> list[Society]:
    """The Societies that are set up here; all that the content knows while there is none."""
    known = set(session.scalars(select(Unit.code).filter_by(kind="society")))
    return [one for one in societies().values() if one.code in known] or list(societies().values())
