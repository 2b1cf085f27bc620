"""A column of a list while it is found out which field it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lms.imports.domain.name_similarity import is_latin


@dataclass
class Column:
    """A column that says something: its number from 1, its heading, its cells, the field that it is taken for."""

    number: int
    header: str
    cells: Sequence[str]
    field: str | None
    filled: bool
    repeats: bool = False  # the heading of the column on its left

    @property
    def is_latin(self) -> bool:
        return bool(self.cells) and all(map(is_latin, self.cells))


def have(found: Sequence[Column], field: str) -> bool:
    """Whether some column is taken for a field."""
    return any(column.field == field for column in found)
