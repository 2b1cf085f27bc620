"""Rows between the lines of a list that name a module or a branch: «หลักสูตร CEA», «จังหวัดตราด». Pure.

They are about nobody, but the lines below such a row are not of the module that was chosen for all lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from lms.imports.domain.columns import module_headings
from lms.imports.domain.columns.table_detection import Table, text_of
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines.line_values import LocaleContext

# Stands in a matching: the number and the text of each such row, and the numbers of the lines below it.
SECTIONS: Final = "sections"
_LONGEST: Final = 200  # characters
_MOST: Final = 100  # rows that are shown

Given = list[tuple[int, dict[str, str]]]


class Section(NamedTuple):
    """A row that names something else than what holds for all lines, and the numbers of the lines below it."""

    line: int
    text: str
    lines: tuple[int, ...]


def of(table: Table, matching: Mapping[str, Any], usual: LocaleContext, kind: Kind) -> list[Section]:
    """The rows that name another module than the one of all lines; in a list of people, another branch."""
    fields = matching["columns"].values()
    if kind == "people":
        return [] if "branch" in fields else list(_sections(table, lambda text: _branch(text, usual)))
    award = usual.awards.get(columns.key(matching.get("everywhere", {}).get("award", "")), "")
    if not award or "award" in fields:
        return []

    def is_other(text: str) -> bool | None:
        found = module_headings.named(text, usual.awards)
        return award not in found if found else None

    return list(_sections(table, is_other))


def _branch(text: str, usual: LocaleContext) -> bool | None:
    key = columns.key(text)
    code = usual.branches.get(key) or usual.elsewhere.get(key)
    return code != usual.unit if code else None


def _sections(table: Table, is_other: Callable[[str], bool | None]) -> Iterator[Section]:
    """`is_other` says of a text whether it names something else; None where it names nothing."""
    aside = {line.number for line in table.asides}
    found: list[tuple[int, str, list[int]]] = []
    within = False
    for line in sorted((*table.asides, *table.lines), key=lambda line: line.number):
        text = text_of(line)[:_LONGEST] if line.number in aside or _is_alone(line.cells) else ""
        other = is_other(text) if text else None
        if other is not None:
            within = other
            if other:
                found.append((line.number, text, []))
        elif within and line.number not in aside:
            found[-1][2].append(line.number)
    return (Section(number, text, tuple(lines)) for number, text, lines in found if lines)


def _is_alone(cells: Sequence[str]) -> bool:
    return sum(bool(cell.strip()) for cell in cells) == 1


def with_modules(given: Given, sections: Sequence[Section]) -> Given:
    """What each line says, with the text of its section as its module: that is read, or asked about, as a cell is."""
    of_line = {line: section.text for section in sections for line in section.lines}
    return [
        (number, {**typed, "award": of_line[number]} if number in of_line else typed)
        for number, typed in given
    ]


def kept(sections: Sequence[Section]) -> list[list[Any]]:
    """What is kept of them with a matching."""
    return [[one.line, one.text, list(one.lines)] for one in sections[:_MOST]]
