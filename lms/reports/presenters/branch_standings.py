"""How branches stand today, for readers who may see every name in them: bars of standings, and a heat map.

Nothing here may be shown to others: a number of today beside one of tomorrow tells who was trained in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.queries import units as units_queries
from lms.content import award_names
from lms.content.types.curriculum import Content
from lms.content.types.localized import Name
from lms.i18n import current_language
from lms.records.forms import STATUS_WORDS
from lms.records.queries import branch_standings
from lms.records.queries.branch_standings import BEST, Best
from lms.records.queries.certification_list import Unit
from lms.reports.domain import chart_geometry
from lms.reports.domain.chart_geometry import Segment

STANDING_WORDS: Final[Mapping[Best, LazyString]] = {
    "valid": STATUS_WORDS["valid"],
    "expiring": STATUS_WORDS["expiring"],
    "in-grace": STATUS_WORDS["in-grace"],
    "expired": STATUS_WORDS["expired"],
    "none": _l("None yet"),
}


@dataclass(frozen=True)
class BranchBar:
    """How the people of a branch stand, in the order of BEST; `percent` of them are certified, None for too few."""

    unit_id: int
    name: Name
    address: str
    numbers: tuple[int, ...]
    segments: Sequence[Segment]
    percent: int | None

    @property
    def people(self) -> int:
        """How many they are."""
        return sum(self.numbers)


@dataclass(frozen=True)
class HeatCell:
    """The share of a branch that holds a module; `percent` None for a branch of too few people."""

    percent: int | None
    step: int


@dataclass(frozen=True)
class HeatMap:
    """Branches × modules. `title` says what is to be seen."""

    title: str
    modules: tuple[Name, ...]
    rows: tuple[tuple[Name, tuple[HeatCell, ...]], ...]


def branch_bars(
    units: Mapping[str, Unit], within: frozenset[int], awards: Sequence[str], today: date
) -> list[BranchBar]:
    """A bar for each unit with active people, in the order of `units`; `within`: those that are asked for."""
    found = branch_standings.people_by_best(within, awards, today)
    bars = []
    for code, unit in units.items():
        if unit.id in found:
            numbers = tuple(found[unit.id][standing] for standing in BEST)
            bars.append(
                BranchBar(
                    unit.id,
                    units_queries.name_of(code, current_language()),
                    url_for("records.people", branch=code),
                    numbers,
                    chart_geometry.share_bar(numbers),
                    chart_geometry.share(numbers[0] + numbers[1], sum(numbers)),
                )
            )
    return bars


def title_of(bars: Sequence[BranchBar]) -> str:
    """What the bars say together."""
    people, certified = sum(bar.people for bar in bars), sum(sum(bar.numbers[:2]) for bar in bars)
    percent = chart_geometry.share(certified, people)
    if percent is None:
        return _("How the branches stand today")
    return _("%(percent)s %% of %(people)s people are certified today", percent=percent, people=people)


def heat_map(
    bars: Sequence[BranchBar],
    within: frozenset[int],
    awards: Sequence[str],
    content: Content,
    today: date,
) -> HeatMap:
    """Which share of the people of each branch is certified in each module."""
    held = branch_standings.certified_by_award(within, awards, today)
    names = [award_names.of_award(content, award, current_language()) for award in awards]
    rows, shares = [], []
    for bar in bars:
        cells = [_cell(held.get((bar.unit_id, award), 0), bar.people) for award in awards]
        rows.append((bar.name, tuple(cells)))
        shares += [
            (cell.percent, name, bar.name)
            for name, cell in zip(names, cells, strict=True)
            if cell.percent is not None
        ]
    return HeatMap(_heat_title(shares), tuple(names), tuple(rows))


def _heat_title(shares: Sequence[tuple[int, Name, Name]]) -> str:
    """Where fewest are certified; of several that are equal none is named."""
    if not shares:
        return _("Certified people by branch and module")
    percent = min(share for share, _module, _branch in shares)
    lowest = [(module, branch) for share, module, branch in shares if share == percent]
    if len(lowest) > 1:
        return _(
            "Fewest are certified in %(num)s of the %(all)s fields: %(percent)s %% in each",
            num=len(lowest),
            all=len(shares),
            percent=percent,
        )
    ((module, branch),) = lowest
    return _(
        "Fewest are certified in “%(module)s” in %(branch)s: %(percent)s %%",
        module=module.text,
        branch=branch.text,
        percent=percent,
    )


def _cell(holders: int, people: int) -> HeatCell:
    percent = chart_geometry.share(holders, people)
    return HeatCell(percent, 0 if percent is None else chart_geometry.heat_step(percent))
