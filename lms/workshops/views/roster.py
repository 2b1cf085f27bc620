"""Pages of the roster: people of the branches by status, numbers that are pasted, taking somebody off."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.accounts.queries import units
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.workshops.forms.roster import read_numbers
from lms.workshops.models import Workshop
from lms.workshops.presenters.branch_people import people_page
from lms.workshops.presenters.comes_first import firsts_of
from lms.workshops.presenters.workshops import title_of
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.workshops import find_workshop, invited_units, trainer_ids
from lms.workshops.services.plans import invite_branch
from lms.workshops.services.roster import add_people, take_off
from lms.workshops.views.plans import reader, workshop_page

bp = web.blueprint("workshop_roster", __name__)


def uninvited_places(workshop: Workshop) -> list[units.Place]:
    """The branches of the reader whose people are not invited."""
    scope = auth.scope()
    invited = invited_units(workshop, scope)
    return [one for one in units.places(scope, current_language()) if one.unit.id not in invited]


@bp.get("/workshops/<uuid>/people/")
@web.access("workshops.run")
def candidates(uuid: str) -> str:
    """People of the branches, by status, ticked in advance; who is on the roster is left out."""
    workshop = find_workshop(uuid, reader())
    invited = invited_units(workshop, auth.scope())
    page = people_page(request.args, invited, workshop.modules, clock.today(), current_language())
    roster = {line.person.number for line in roster_of(workshop)}
    known = roster | {one.person.number for one in workshop.trainers}
    return render_template(
        "workshops/candidates.html",
        workshop=workshop,
        title=title_of(workshop),
        page=page,
        lines=[line for line in page.lines if line.number not in known],
        count=len(roster),
        uninvited=uninvited_places(workshop),
        first=firsts_of(workshop.modules, auth.scope(), signed_in_person()),
    )


@bp.post("/workshops/<uuid>/people/")
@web.access("workshops.run")
def add(uuid: str) -> ResponseReturnValue:
    """Put those on the roster who are ticked."""
    workshop = find_workshop(uuid, reader(), hold=True)
    ticked = read_numbers("\n".join(request.form.getlist("who")), auth.scope())
    try:
        added = add_people(workshop, ticked.records, actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for("workshops.one", uuid=uuid, added=added), 303)


@bp.post("/workshops/<uuid>/numbers/")
@web.access("workshops.run")
def add_numbers(uuid: str) -> ResponseReturnValue:
    """Put those on the roster whose numbers were pasted; whatever is not put there stays in the box, with why."""
    workshop = find_workshop(uuid, reader(), hold=True)
    pasted = read_numbers(request.form.get("numbers", ""), auth.scope(), trainer_ids(workshop))
    try:
        added = add_people(workshop, pasted.records, actor=signed_in_person())
    except RuleBroken as broken:
        typed = request.form.get("numbers", "")
        return workshop_page(workshop, error=web.message_for(broken), numbers=typed), 422
    if pasted.left:
        web.keep_changes()
        return workshop_page(workshop, left=pasted.left, added=added), 422
    return redirect(url_for("workshops.one", uuid=uuid, added=added), 303)


@bp.post("/workshops/<uuid>/branches/")
@web.access("workshops.run")
def invite(uuid: str) -> ResponseReturnValue:
    """Invite people of one more branch of the reader's own; then they are chosen by status like the others."""
    workshop = find_workshop(uuid, reader(), hold=True)
    code = request.form.get("branch", "")
    try:
        invite_branch(workshop, code, auth.scope(), actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for(".candidates", uuid=uuid, branch=code), 303)


@bp.post("/workshops/<uuid>/people/<int:person_id>/off/")
@web.access("workshops.run")
def remove(uuid: str, person_id: int) -> ResponseReturnValue:
    """Take somebody off the roster, as long as nobody's attendance is saved."""
    workshop = find_workshop(uuid, reader(), hold=True)
    try:
        take_off(workshop, person_id, auth.scope(), actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for("workshops.one", uuid=uuid), 303)
