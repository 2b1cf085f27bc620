"""The tree of units: region, Societies, branches, with the people in each."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
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
    language = current_language()
    gaps = units.missing(roles.scope_of(auth.signed_in_person(), "people.write"))
    done = request.args.get("done", "")
    is_whole = done in {one.unit.code for one in around} & units.societies().keys() - gaps.keys()
    return render_template(
        "accounts/people_units.html",
        places=around,
        total={one.unit.id: sum(counts.get(unit, 0) for unit in one.below) for one in around},
        missing=[
            (code, units.name_of(code, language), [units.name_of(one, language) for one in codes])
            for code, codes in gaps.items()
        ],
        done=units.name_of(done, language) if is_whole else None,
    )


@bp.post("/people/units/")
@web.access("people.write")
def set_up() -> ResponseReturnValue:
    """Make what is missing of one Society."""
    code = request.form.get("society", "")
    units_service.settle_within(auth.signed_in_person(), code)
    return redirect(url_for(".tree", done=code), 303)
