"""The filter of the list of people, from an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms.accounts.forms.person_words import ACTIVE_WORDS, CHOOSE
from lms.accounts.queries.people_list import Active, Filter
from lms.accounts.queries.units import Place
from lms.accounts.services.roles import ROLES

LONGEST_SEARCH: Final = 100  # characters


@dataclass(frozen=True)
class FilterForm:
    """The filter of the list as it was typed, an error by field, and what it means: None with errors."""

    q: str
    branch: str
    role: str
    active: str
    errors: Mapping[str, str]
    wanted: Filter | None

    @property
    def fields(self) -> dict[str, str]:
        """The fields that are filled in, for an address that goes on with the same filter."""
        typed = {"q": self.q, "branch": self.branch, "role": self.role, "active": self.active}
        return {name: value for name, value in typed.items() if value}


def wider(form: FilterForm, places: list[Place]) -> tuple[tuple[dict[str, str], Filter], ...]:
    """Filters for the same text that may find somebody where this one finds nobody, each with its fields of an address:
    closed accounts instead of active ones, then everybody of the reader's scope.
    """
    if form.wanted is None or not form.q:
        return ()
    everywhere = replace(form.wanted, units=frozenset(one.unit.id for one in places), role=None, active="all")
    found = [({"q": form.q, "active": "all"}, everywhere)] if everywhere != form.wanted else []
    if form.wanted.active == "active":
        fields = {**form.fields, "active": "inactive"}
        found.insert(0, (fields, replace(form.wanted, active="inactive")))
    return tuple(found)


def read_filter(typed: MultiDict[str, str], places: list[Place], known: frozenset[int]) -> FilterForm:
    """The filter from an address. `places` are those of the reader's scope: others do not exist. In `known` the
    reader knows roles and phones, too.
    """
    q, branch, role, active = (typed.get(name, "").strip() for name in ("q", "branch", "role", "active"))
    place = next((one for one in places if one.unit.code == branch), None)
    known_role = next((one for one in ROLES if one == role), None)
    state: Active | None = next((one for one in ACTIVE_WORDS if one == (active or "active")), None)
    errors = {}
    if len(q) > LONGEST_SEARCH:
        errors["q"] = _("Please search for %(most)s characters at most.", most=LONGEST_SEARCH)
    if branch and place is None:
        errors["branch"] = _("You have no branch with this code. Please choose one from the list.")
    if role and known_role is None:
        errors["role"] = str(CHOOSE)
    if state is None:
        errors["active"] = str(CHOOSE)
    if errors or state is None:
        return FilterForm(q, branch, role, active, errors, None)
    units = place.below if place else frozenset(one.unit.id for one in places)
    return FilterForm(q, branch, role, active, errors, Filter(units, q, known_role, state, known))
