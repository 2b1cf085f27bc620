"""The filter of the roll as it was typed, an error on each field that means nothing; words for statuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms.content.library import Library
from lms.records.roll import Filter, Unit
from lms.records.rules import STATUSES, Status

LONGEST_SEARCH: Final = 100  # characters

STATUS_WORDS: Final[Mapping[Status, LazyString]] = {
    "valid": _l("Valid"),
    "expiring": _l("Expires within 90 days"),
    "in-grace": _l("Expired, can still be renewed"),
    "expired": _l("Expired"),
    "revoked": _l("Revoked"),
    "never": _l("Not certified"),
}

REQUIREMENT_WORDS: Final[Mapping[str, LazyString]] = {"post-test": _l("Post-test passed")}

Typed: TypeAlias = "MultiDict[str, str]"


@dataclass(frozen=True)
class FilterForm:
    """What was typed, an error by field, and the filter it means: None as long as there are errors."""

    q: str
    branch: str
    status: str
    module: str
    errors: Mapping[str, str]
    wanted: Filter | None

    @property
    def fields(self) -> dict[str, str]:
        """The fields that are filled in, for an address or a form that goes on with the same filter."""
        typed = {"q": self.q, "branch": self.branch, "status": self.status, "module": self.module}
        return {name: value for name, value in typed.items() if value}


def read_filter(typed: Typed, units: Mapping[str, Unit], library: Library) -> FilterForm:
    """The filter from an address or a form. `units` are those of the reader's scope: others do not exist."""
    q, branch, status, module = (typed.get(name, "").strip() for name in ("q", "branch", "status", "module"))
    modules = tuple(one.id for one in library.modules)
    known = next((one for one in STATUSES if one == status), None)
    errors = {}
    if len(q) > LONGEST_SEARCH:
        errors["q"] = _("Please search for %(most)s characters at most.", most=LONGEST_SEARCH)
    if branch and branch not in units:
        errors["branch"] = _("You have no branch with this code. Please choose one from the list.")
    if status and known is None:
        errors["status"] = _("There is no such status. Please choose one from the list.")
    if module and module not in modules:
        errors["module"] = _("There is no such module. Please choose one from the list.")
    if errors:
        return FilterForm(q, branch, status, module, errors, None)
    within = units[branch].below if branch else frozenset(unit.id for unit in units.values())
    wanted = Filter(units=within, awards=(module,) if module else modules, status=known, text=q)
    return FilterForm(q, branch, status, module, errors, wanted)
