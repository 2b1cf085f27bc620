"""People of some branches with what they hold, by status: for a roster, and as the list of a trainer's branches."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms.accounts.domain.volunteer_numbers import reference
from lms.accounts.queries import units as units_queries
from lms.accounts.services.people import Scope
from lms.content import registry
from lms.content.types.localized import Name
from lms.errors import RuleBroken
from lms.records.forms import STATUS_WORDS
from lms.records.presenters import standing_chip
from lms.records.presenters.standing_chip import Chip
from lms.records.queries import certification_list
from lms.records.queries.certification_list import Filter, Line

DUE_DAYS: Final = 60
# In the order in which a trainer asks: who has to renew, who was never certified.
STATUSES: Final[Mapping[str, LazyString]] = {
    "expiring": STATUS_WORDS["expiring"],
    "in-grace": STATUS_WORDS["in-grace"],
    "expired": STATUS_WORDS["expired"],
    "never": _l("Not certified yet"),
    "valid": STATUS_WORDS["valid"],
}
# What the home of a trainer counts, each a list of people.
GLANCES: Final[Mapping[str, LazyString]] = {
    "certified": _l("Certified"),
    "due": _l("Expires within 60 days"),
    "outside": _l("Not signed in yet"),
}


@dataclass(frozen=True)
class BranchPerson:
    """Somebody with the chips of the modules. `reference`: the number as the form sends it."""

    number: str
    reference: str
    name: str
    latin_name: str
    language: str
    place: Name
    chips: Sequence[tuple[str, str, Chip]]


@dataclass(frozen=True)
class PeoplePage:
    """Some people; `after`: where the next page begins, None on the last one."""

    lines: Sequence[BranchPerson]
    status: str
    branch: str
    places: Sequence[units_queries.Place]
    after: str | None
    statuses: Mapping[str, LazyString]


def people_page(
    typed: MultiDict[str, str],
    units: Collection[int],
    modules: Sequence[str],
    today: date,
    language: str,
    statuses: Mapping[str, LazyString] = STATUSES,
) -> PeoplePage:
    """The people of some units by what is chosen in the address: a status, a branch, where to go on."""
    places = units_queries.places(Scope(frozenset(units)), language)
    by_code = {place.unit.code: place for place in places}
    branch = typed.get("branch", "") if typed.get("branch", "") in by_code else ""
    known = statuses if modules else {}
    status = typed.get("status", "") if typed.get("status", "") in known else ""
    wanted = filter_of(status, by_code[branch].below if branch else frozenset(units), modules, today)
    try:
        page = certification_list.page(wanted, today, typed.get("after", ""))
    except RuleBroken:  # the person of that page has moved
        page = certification_list.page(wanted, today)
    at = {int(place.unit.id): place for place in places}
    lines = [_person(line, at[line.unit_id], modules, today, language) for line in page.lines]
    return PeoplePage(lines, status, branch, places, page.after, known)


def filter_of(status: str, units: frozenset[int], modules: Sequence[str], today: date) -> Filter:
    """The people with an active account that a status, or a number of the home, means."""
    wanted = Filter(units, tuple(modules), account="active")
    if status in ("certified", "due"):
        ends_by = today + timedelta(days=DUE_DAYS) if status == "due" else None
        return replace(wanted, is_held=True, ends_by=ends_by)
    if status == "outside":
        return replace(wanted, is_outside=True)
    return replace(wanted, status=next((one for one in STATUS_WORDS if one == status), None))


def count_of(status: str, units: frozenset[int], modules: Sequence[str], today: date) -> int:
    """How many people the page shows for it."""
    return certification_list.count_people(filter_of(status, units, modules, today), today)


def _person(
    line: Line, place: units_queries.Place, modules: Sequence[str], today: date, language: str
) -> BranchPerson:
    chips = partial(standing_chip.chip, on=today, names=STATUS_WORDS)
    titles = {one.id: one.text(language).title for one in registry.current().modules}
    shown = [
        (titles.get(held.award, held.award), held.status, chips(held.status, held.expires_on))
        for held in line.held
    ]
    return BranchPerson(
        line.number,
        reference(place.unit.society, line.number),
        line.name,
        line.latin_name,
        line.language,
        place.name,
        shown,
    )
