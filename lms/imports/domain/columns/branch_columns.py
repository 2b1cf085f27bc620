"""Which column of a list of people is the branch, where the headings alone do not say it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Final

from lms.imports.domain.columns.candidate_columns import Column
from lms.imports.domain.headings.fields import key

_FEWEST: Final = 2  # cells that say something: a name of a place alone may be that of a person
_MOSTLY: Final = 0.8  # of them are names of branches


def settle(found: Sequence[Column], said: Mapping[str, str], branches: Set[str]) -> None:
    """Of several columns for the branch take one that names branches; where there is none, a column that nobody knows.

    What HR has said of a heading goes before. `branches` are the `fields.key` of their names.
    """
    known = [column for column in found if column.field == "branch"]
    if any(key(column.header) in said for column in known):
        return
    asked = known or [column for column in found if column.field is None and key(column.header) not in said]
    telling = next((column for column in asked if _names_branches(column, branches)), None)
    if telling is not None:
        for column in known:
            column.field = None
        telling.field = "branch"


def _names_branches(column: Column, branches: Set[str]) -> bool:
    named = [name for name in map(key, column.cells) if name]
    return len(named) >= _FEWEST and sum(name in branches for name in named) >= _MOSTLY * len(named)
