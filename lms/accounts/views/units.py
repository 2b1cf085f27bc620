"""The tree of units: region, Societies, branches, with the people in each."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import web
from lms.accounts import auth as gate
from lms.accounts.queries import units as unit_queries
from lms.accounts.services import roles
from lms.accounts.services import units as places
from lms.i18n import current_language

bp = web.blueprint("people_units", __name__)


@bp.get("/people/units/")
@web.access("people.read")
def tree() -> ResponseReturnValue:
    """The units of the scope, and what the Societies' files name that is not set up yet."""
    scope = gate.scope()
    around, counts = unit_queries.places(scope, current_language()), unit_queries.counts(scope)
    may_set_up = roles.scope_of(gate.signed_in_person(), "people.write")
    return render_template(
        "accounts/people_units.html",
        places=around,
        total={one.unit.id: sum(counts.get(unit, 0) for unit in one.below) for one in around},
        missing=[unit_queries.name_of(code, current_language()) for code in unit_queries.missing(may_set_up)],
    )


@bp.post("/people/units/")
@web.access("people.write")
def set_up() -> ResponseReturnValue:
    """Make what is missing."""
    places.settle_within(gate.signed_in_person())
    return redirect(url_for(".tree"), 303)
