"""The people of a trainer's branches, with what they need for teaching: name, number, where they stand."""

from __future__ import annotations

from flask import render_template, request

from lms import clock, web
from lms.accounts import auth
from lms.content import registry
from lms.i18n import current_language
from lms.workshops.presenters.branch_people import GLANCES, STATUSES, people_page

bp = web.blueprint("workshop_people", __name__)


@bp.get("/workshops/branch/")
@web.access("workshops.run")
def branch() -> str:
    """People by status, for the numbers of the home."""
    modules = [module.id for module in registry.current().modules]
    page = people_page(
        request.args, auth.scope().units, modules, clock.today(), current_language(), {**GLANCES, **STATUSES}
    )
    return render_template("workshops/branch.html", page=page)
