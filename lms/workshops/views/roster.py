"""Pages of the roster: people of the branches by status, numbers that are pasted, taking somebody off."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from lms import clock, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.accounts.domain.volunteer_numbers import reference
from lms.accounts.queries import units
from lms.accounts.queries.people import canonical_person
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.workshops.forms.roster import read_numbers, read_references
from lms.workshops.models import Workshop
from lms.workshops.presenters.branch_people import people_page
from lms.workshops.presenters.comes_first import firsts_of
from lms.workshops.presenters.workshops import title_of
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.waiting import waiting_of
from lms.workshops.queries.workshops import find_workshop, invited_units, trainer_ids
from lms.workshops.services.plans import invite_branch
from lms.workshops.services.roster import take_off
from lms.workshops.services.waiting import Chosen, choose_people, let_in, take_off_waiting
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
    return _candidates_page(find_workshop(uuid, reader()), request.args)


def _candidates_page(workshop: Workshop, chosen: MultiDict[str, str], sent: Sequence[str] = ()) -> str:
    """The same; `sent`: who was ticked on the page before. Whom the page does not show stays ticked beside it."""
    invited = invited_units(workshop, auth.scope())
    page = people_page(chosen, invited, workshop.modules, clock.today(), current_language())
    roster = {line.person.number for line in roster_of(workshop)}
    waiting = {one.number for one in waiting_of(workshop)}
    known = roster | waiting | {one.person.number for one in workshop.trainers}
    lines = [line for line in page.lines if line.number not in known]
    shown = {line.reference for line in lines}
    kept = [one for one in read_references(sent, auth.scope()) if one.number not in known]
    return render_template(
        "workshops/candidates.html",
        workshop=workshop,
        title=title_of(workshop),
        page=page,
        lines=lines,
        ticked=shown if page.status and (not kept or "after" in chosen) else shown & {*sent},
        kept=[one for one in kept if reference(one.society, one.number) not in shown],
        reference=reference,
        is_later="after" in chosen,
        count=len(roster),
        uninvited=uninvited_places(workshop),
        first=firsts_of(workshop.modules, auth.scope(), signed_in_person()),
    )


@bp.post("/workshops/<uuid>/people/")
@web.access("workshops.run")
def add(uuid: str) -> ResponseReturnValue:
    """Put those on the roster who are ticked; or show other people, with those still ticked."""
    workshop, form = find_workshop(uuid, reader(), hold=True), request.form
    if "show" in form or "after" in form:
        chosen = {"status": form.get("show", form.get("now", "")), "branch": form.get("of", "")}
        later = {"after": form["after"]} if "after" in form else {}
        return _candidates_page(workshop, MultiDict({**chosen, **later}), form.getlist("who"))
    try:
        ticked = read_references(form.getlist("who"), auth.scope())
        put = choose_people(workshop, ticked, actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return _answer(uuid, put)


@bp.post("/workshops/<uuid>/numbers/")
@web.access("workshops.run")
def add_numbers(uuid: str) -> ResponseReturnValue:
    """Put those on the roster whose numbers were pasted; whatever is not put there stays in the box, with why."""
    workshop = find_workshop(uuid, reader(), hold=True)
    own = canonical_person(signed_in_person()).id
    pasted = read_numbers(request.form.get("numbers", ""), auth.scope(), trainer_ids(workshop), own)
    try:
        put = choose_people(workshop, pasted.records, actor=signed_in_person())
    except RuleBroken as broken:
        typed = request.form.get("numbers", "")
        return workshop_page(workshop, error=web.message_for(broken), numbers=typed), 422
    if pasted.left:
        web.keep_changes()
        return workshop_page(workshop, left=pasted.left, added=put.added, waits=put.waiting), 422
    return _answer(uuid, put)


def _answer(uuid: str, put: Chosen) -> ResponseReturnValue:
    return redirect(url_for("workshops.one", uuid=uuid, added=put.added, waits=put.waiting or None), 303)


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
    if ticked := request.form.getlist("who"):  # they stay ticked
        return _candidates_page(workshop, MultiDict({"branch": code}), ticked)
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


@bp.post("/workshops/<uuid>/waiting/<int:person_id>/in/")
@web.access("workshops.run")
def let_somebody_in(uuid: str, person_id: int) -> ResponseReturnValue:
    """Put somebody who waits on the roster."""
    workshop = find_workshop(uuid, reader(), hold=True)
    try:
        let_in(workshop, person_id, auth.scope(), actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for("workshops.one", uuid=uuid, added=1), 303)


@bp.post("/workshops/<uuid>/waiting/<int:person_id>/off/")
@web.access("workshops.run")
def stop_waiting(uuid: str, person_id: int) -> ResponseReturnValue:
    """Let somebody wait no more."""
    workshop = find_workshop(uuid, reader(), hold=True)
    try:
        take_off_waiting(workshop, person_id, auth.scope(), actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for("workshops.one", uuid=uuid), 303)
