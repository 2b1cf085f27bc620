"""How many people stand behind each number of the figures: five trainings may be one person's.

Asked for readers who may not see names; see `suppression`. What is read by the rules (people who were found to be
one, awards that ask for several things) is not added to what the database counts: one person may be in both, and
too low a number hides too much rather than too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Select, String, case, cast, func, literal, select, union_all

from lms.accounts.service import PersonId
from lms.db import session
from lms.reports import trainings
from lms.reports.figures import EVERYTHING, Behind, Cell, Group, Places, key_of
from lms.reports.suppression import LEAST
from lms.reports.trainings import Asked

_COLUMNS: Final[Mapping[Group, str]] = {
    "age": "ages",
    "module": "award",
    "language": "language",
    "mode": "mode",
    "turn": "turn",
}


def behind(asked: Asked, places: Places, groups: Sequence[Group]) -> Behind:
    """The people behind each number of these breakdowns and behind the totals; from LEAST on it may be fewer."""
    groups = (EVERYTHING, *groups)
    plain, together = trainings.plain_of(asked), trainings.together_now()
    found: dict[Cell, int] = {}
    if plain and asked.units:
        each = trainings.facts(asked, plain, together).cte("each_training")
        for group, key, sex, people in session.execute(
            union_all(*(_part(each, one, places) for one in groups))
        ):
            found[group, key, sex] = people
    some: defaultdict[Cell, set[PersonId]] = defaultdict(set)
    ways = [(group, key_of(group, places)) for group in groups]
    for person_id, key in trainings.read_by_rules(asked, plain, together):
        for group, way in ways:
            people = some[group, way(key), key.sex]
            if len(people) < LEAST:
                people.add(person_id)
    return found | {cell: max(len(people), found.get(cell, 0)) for cell, people in some.items()}


def _part(each: CTE, group: Group, places: Places) -> Select[*tuple[Any, ...]]:
    key = _key(each, group, places)
    people = func.count(each.c.person_id.distinct())
    # By place in the list: a key that is a bound value may not be repeated to group by it.
    return select(literal(group), key.label("key"), each.c.sex, people).group_by(key, each.c.sex)


def _key(each: CTE, group: Group, places: Places) -> ColumnElement[str]:
    """`figures.key_of` for the database; a test holds the two against each other."""
    if group in _COLUMNS:
        column: ColumnElement[str] = each.c[_COLUMNS[group]]
        return column
    if group == "quarter":
        return cast(each.c.year, String) + "-Q" + cast(each.c.quarter, String)
    if group == EVERYTHING:
        return func.substr(each.c.sex, 1, 0)
    codes = places.societies if group == "society" else places.branches
    units: defaultdict[str, list[int]] = defaultdict(list)
    for unit_id, code in codes.items():
        units[code].append(unit_id)
    return case(*((each.c.unit_id.in_(ids), code) for code, ids in units.items()), else_="")
