"""What a reader asks about talks with groups, and the figures that answer it.

Who may see the names of everybody in their scope chooses a year and a branch, and sees every number as it is now. Who
may not chooses a year and nothing else; its quarters that are over count, with what was written down so long ago that
nobody can correct it any more. So the numbers move once a month, by all that came in that month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from lms.accounts.domain.permissions import Scope
from lms.accounts.queries.units import name_of
from lms.community.domain.talks import CHANGES, REFERRAL
from lms.community.queries import reached
from lms.content.types.curriculum import Content
from lms.i18n import current_language
from lms.records.forms import Typed
from lms.records.queries.certification_list import Unit
from lms.reports.domain.community_figures import (
    BREAKDOWNS,
    Breakdown,
    CommunityFigures,
    community_figures,
)
from lms.reports.queries.report import (
    has_several_societies,
    last_full_month,
    last_full_quarter,
    places_of,
)
from lms.text import collation
from lms.text.digits import ascii_digits

FIRST_YEAR: Final = 2025  # no talk can be older


@dataclass(frozen=True)
class CommunityQuery:
    """What was typed, an error by field, and what it means. `last` is the last day that counts, `recorded_by` None for
    all that is written down now. `units`: those that are asked about.
    """

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    hide: bool
    years: Sequence[int]
    first: date
    last: date
    recorded_by: date | None
    units: frozenset[int]


def read(typed: Typed, units: Mapping[str, Unit], today: date, *, hide: bool) -> CommunityQuery:
    """The question of an address or a form. `units` are those of the reader's scope: others do not exist."""
    newest = last_full_quarter(today) if hide else today
    years = range(newest.year, FIRST_YEAR - 1, -1)
    values = {"year": ascii_digits(typed.get("year", "").strip()) or str(newest.year)}
    errors: dict[str, str] = {}
    if values["year"] not in map(str, years):
        errors["year"] = _("There is no such choice. Please choose one from the list.")
    wanted = frozenset(unit.id for unit in units.values())
    if not hide:
        values["branch"] = typed.get("branch", "").strip()
        if values["branch"] in units:
            wanted = units[values["branch"]].below
        elif values["branch"]:
            errors["branch"] = _("You have no branch with this code. Please choose one from the list.")
    year = newest.year if errors else int(values["year"])
    return CommunityQuery(
        values,
        errors,
        hide,
        years,
        date(year, 1, 1),
        min(date(year, 12, 31), newest),
        last_full_month(today - CHANGES) if hide else None,
        wanted,
    )


def answer(
    query: CommunityQuery, scope: Scope, units: Mapping[str, Unit], content: Content
) -> CommunityFigures:
    """The figures of a question."""
    places = places_of(units, content)
    several = has_several_societies(places)
    if query.hide:  # one level of places only, see `community_figures`
        breakdowns = [name for name in BREAKDOWNS if name != ("branch" if several else "society")]
    else:
        breakdowns = [name for name in BREAKDOWNS if several or name != "society"]
    return community_figures(
        reached(scope, query.first, query.last, recorded_by=query.recorded_by, within=query.units),
        places,
        breakdowns=breakdowns,
        hide=query.hide,
        orders=_orders(places.societies.values(), places.branches.values(), content),
    )


def _orders(
    societies: Iterable[str], branches: Iterable[str], content: Content
) -> Mapping[Breakdown, Sequence[str]]:
    language = current_language()

    def by_name(codes: Iterable[str]) -> list[str]:
        return sorted(set(codes), key=lambda code: collation.sort_key(name_of(code, language).text, language))

    return {
        "society": by_name(societies),
        "branch": by_name(branches),
        "topic": [*(module.id for module in content.modules), REFERRAL],
    }
