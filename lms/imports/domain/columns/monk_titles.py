"""What a monk is called, in a column of titles: it goes into the name, as where both stand in one cell. Pure.

Titles are not kept, and their column is left out; that of a monk or a novice is part of his name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from lms.errors import RuleBroken
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.headings import column_names
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.values.cell_text import clean, said
from lms.imports.domain.values.person_names import whole_name
from lms.text.normalise import for_comparing
from lms.text.titles import is_title, ordained_title, stored_name
from lms.text.writing_systems import KHMER, LAO, THAI

_SAMPLE: Final = 200  # cells by which a column of titles is known
_PARTS: Final = ("name", "family_name", "given_name")
_SCRIPTS: Final = tuple(re.compile(f"[{writing.block}]") for writing in (KHMER, LAO, THAI))

Given = list[tuple[int, dict[str, str]]]


def with_titles(given: Given, table: Table, fields: Mapping[str, str]) -> Given:
    """The lines with what monks are called in their names; `fields` are those of the columns that are read."""
    place = next(_places(table, fields), None)
    if place is None:
        return given
    titles = (ordained_title(said(line.cells[place])) for line in table.lines)
    return [
        (number, {**cells, **_named(cells, title)} if title else cells)
        for (number, cells), title in zip(given, titles, strict=True)
    ]


def mostly_titles(column: Iterable[str]) -> bool:
    """Whether most cells of a column are titles."""
    cells = list(islice(filter(None, map(said, column)), _SAMPLE))
    return 2 * sum(map(is_title, cells)) > len(cells)


def _places(table: Table, fields: Mapping[str, str]) -> Iterator[int]:
    for place, heading in enumerate(table.header):
        if str(place + 1) not in fields:
            is_known = columns.key(heading) in columns.keys(column_names.TITLES)
            if is_known or mostly_titles(line.cells[place] for line in table.lines):
                yield place


def _named(cells: Mapping[str, str], title: str) -> dict[str, str]:
    """The parts of a name that it begins with, each behind the title; none where it is in another script, or there."""
    parts = {part: clean(cells.get(part, "")) for part in _PARTS}
    try:
        name = whole_name(*parts.values(), family_first=False)
    except RuleBroken:
        return {}
    if not any(script.search(title) and script.search(name) for script in _SCRIPTS):
        return {}
    if ordained_title(name):
        return {}
    return {part: f"{title} {text}" for part, text in parts.items() if text and _begins(name, text)}


def _begins(name: str, part: str) -> bool:
    whole, own = (for_comparing(text).split() for text in (name, stored_name(part)))
    return whole[: len(own)] == own
