"""The tree of units: region, Societies, branches, with the people in each."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import web
from lms.accounts import auth
from lms.accounts.queries import units
from lms.accounts.services import roles
from lms.accounts.services import units as units_service
from lms.i18n import current_language

bp = web.blueprint("people_units", __name__)


@bp.get("/people/units/")
@web.access("people.read")
def tree() -> ResponseReturnValue:
    """The units of the scope, and what the Societies' files name that is not set up yet."""
    scope = auth.scope()
    around, counts = units.places(scope, current_language()), units.counts(scope)
    may_set_up = roles.scope_of(auth.signed_in_person(), "people.write")
    return render_template(
        "accounts/people_units.html",
        places=around,
        total={one.unit.id: sum(counts.get(unit, 0) for unit in one.below) for one in around},
        missing=[units.name_of(code, current_language()) for code in units.missing(may_set_up)],
    )


@bp.post("/people/units/")
@web.access("people.write")
def set_up() -> ResponseReturnValue:
    """Make what is missing."""
    units_service.settle_within(auth.signed_in_person())
    return redirect(url_for(".tree"), 303)
