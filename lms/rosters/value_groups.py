"""Cells that say the same and are not understood: one question for all of their lines. Pure.

"กทม." on 275 lines is one question. What HR has answered before is counted, too: so that it can be seen and changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from lms.rosters import columns, number_widths, short_years
from lms.rosters.cells import Customs, Read, number_of, said

# What a cell has to say is asked once for each different text; the word of the problem -> its field.
ASKED: Final[Mapping[str, str]] = {
    "branch-unknown": "branch",
    "language-unknown": "language",
    "sex-unknown": "sex",
    "award-unknown": "award",
    "result-unknown": "result",
}
MOST_GROUPS: Final = 60  # shown; those of the most lines
_LONGEST_TEXT: Final = 60  # characters of a cell that are shown


@dataclass
class Group:
    """A text of a field, how many lines say it, and what HR has said it means; remembered by its `key`."""

    field: str
    key: str
    text: str
    lines: int = 0
    means: str = ""


def groups_of(
    given: Iterable[tuple[int, Mapping[str, str]]], reads: Mapping[int, Read], customs: Customs
) -> list[dict[str, Any]]:
    """The groups of a list as plain values, those with the most lines first."""
    found: dict[tuple[str, str], Group] = {}
    for line, cells in given:
        fields = {ASKED[problem.word] for problem in reads[line].problems if problem.word in ASKED}
        for field in ASKED.values():
            text = said(cells.get(field, ""))
            key = (field, columns.key(text))
            if text and (field in fields or key in customs.settled):
                group = found.setdefault(key, Group(*key, text[:_LONGEST_TEXT]))
                group.lines, group.means = group.lines + 1, customs.settled.get(key, "")
        number = number_of(said(cells.get("number", "")))
        if number_widths.is_short(number, customs.widths):
            before, _ = number_widths.parts_of(number)
            width = customs.widths[before]
            key = ("number", number_widths.shape_of(before, width))
            group = found.setdefault(key, Group(*key, f"{number} ({width.like})", means=width.said))
            group.lines += 1
    for field, short in customs.short_years.items():
        found[field, short_years.SHAPE] = Group(field, short_years.SHAPE, short.like, short.lines, short.era)
    if points := customs.points:
        found["result", points.shape] = Group("result", points.shape, points.like, points.lines, points.scale)
    ordered = sorted(found.values(), key=lambda group: -group.lines)
    return [asdict(group) for group in ordered[:MOST_GROUPS]]
