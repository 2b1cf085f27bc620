"""The baseline page: enter past totals as they were reported, without names, and take back a mistaken one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts import auth
from lms.accounts.queries import units as units_queries
from lms.content import award_names, registry
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.records.forms import branch_name, module_name, read_day
from lms.records.queries import certification_list
from lms.records.queries.certification_list import Unit
from lms.records.services import baseline
from lms.text.digits import whole_number
from lms.web import carried_fields

bp = web.blueprint("baseline", __name__)

WORDS = {
    "ends-before-it-begins": _l("The last day lies before the first one."),
    "nobody-reported": _l("Please write how many people were trained, at least one."),
    "too-many-reported": _l("This is more than %(most)s people. Please check the number."),
}
_FIELDS: Final = ("branch", "module", "first_on", "last_on", "female", "male", "unknown", "source")
_LABELS: Final = {
    "branch": _l("Branch"),
    "module": _l("Module"),
    "first_on": _l("First day"),
    "last_on": _l("Last day"),
    "female": _l("Female"),
    "male": _l("Male"),
    "unknown": _l("Not said"),
    "source": _l("Where it is written down"),
}
_VALUES: Final = {
    "branch": branch_name,
    "module": module_name,
    "first_on": carried_fields.as_day,
    "last_on": carried_fields.as_day,
}
_COUNTS: Final = ("female", "male", "unknown")


@bp.get("/reports/baseline/")
@web.access("records.write")
def page() -> ResponseReturnValue:
    """The totals of the scope, and a form for another one."""
    return _page({}, {})


@bp.post("/reports/baseline/")
@web.access("records.write")
@carried_fields.kept_as(_l("Reported totals"), carried_fields.labelled(_LABELS, _VALUES))
def enter() -> ResponseReturnValue:
    """Enter a total."""
    typed = {name: request.form.get(name, "").strip() for name in _FIELDS}
    errors: dict[str, str] = {}
    units = certification_list.units_of(auth.scope(), current_language())
    days = {name: _day(name, typed, errors) for name in ("first_on", "last_on")}
    counts = {name: _number(name, typed, errors) for name in _COUNTS}
    unit = units.get(typed["branch"])
    if unit is None:
        errors["branch"] = _("You have no branch with this code. Please choose one from the list.")
    if typed["module"] and typed["module"] not in [module.id for module in registry.current().modules]:
        errors["module"] = _("There is no such module. Please choose one from the list.")
    first, last = days["first_on"], days["last_on"]
    if errors or unit is None or first is None or last is None:
        return _page(typed, errors), 422
    try:
        baseline.report(
            unit.id,
            typed["module"],
            first,
            last,
            female=counts["female"],
            male=counts["male"],
            unknown=counts["unknown"],
            source=typed["source"],
            actor=auth.signed_in_person(),
        )
    except RuleBroken as broken:
        return _page(typed, {broken.field or "source": web.message_for(broken)}), 422
    return redirect(url_for(".page"), 303)


@bp.post("/reports/baseline/<int:total_id>/withdraw/")
@web.access("records.write")
def withdraw(total_id: int) -> ResponseReturnValue:
    """Take a total back."""
    baseline.withdraw(total_id, auth.scope(), actor=auth.signed_in_person())
    return redirect(url_for(".page"), 303)


def _day(name: str, typed: Mapping[str, str], errors: dict[str, str]) -> date | None:
    if not typed[name]:
        errors[name] = _("Please write the day as year-month-day, such as 2026-11-24.")
    return read_day(typed[name], partial(errors.__setitem__, name))


def _number(name: str, typed: Mapping[str, str], errors: dict[str, str]) -> int:
    number = whole_number(typed[name] or "0")
    if number is None:
        errors[name] = _("Please write a whole number.")
        return 0
    return number


def _page(typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    content, language = registry.current(), current_language()
    units: Mapping[str, Unit] = certification_list.units_of(auth.scope(), current_language())
    codes = {unit.id: code for code, unit in units.items()}
    totals = baseline.totals(list(codes))
    return render_template(
        "reports/baseline.html",
        typed={name: typed.get(name, "") for name in _FIELDS},
        errors=errors,
        totals=totals,
        unit_name=lambda unit_id: units_queries.name_of(codes[unit_id], language),
        award_name=lambda award: award_names.of_award(content, award, language) if award else None,
        units=[(code, units_queries.name_of(code, language)) for code in units],
        awards=[(one.id, award_names.of_award(content, one.id, language)) for one in content.modules],
        longest=baseline.LONGEST_SOURCE,
    )
