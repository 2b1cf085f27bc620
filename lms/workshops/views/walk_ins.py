"""Pages of walk-ins: who somebody is who came without being on a list."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.accounts.queries import units
from lms.accounts.services import people
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.workshops.forms.new_person import WalkInPersonForm, first_form
from lms.workshops.forms.roster import read_numbers
from lms.workshops.models import Workshop
from lms.workshops.presenters.walk_ins import choice_of, shown_walk_ins
from lms.workshops.presenters.workshops import half_day_in_words, title_of
from lms.workshops.queries.suggestions import people_like
from lms.workshops.queries.walk_ins import WalkInLine, walk_in_of, walk_ins_of, walk_ins_shown
from lms.workshops.queries.workshops import find_workshop, trainer_ids
from lms.workshops.services.matching import make_person, match_walk_in
from lms.workshops.services.walk_ins import confirm_walk_in, take_off_unconfirmed, take_off_walk_in
from lms.workshops.views.plans import reader, workshop_page

bp = web.blueprint("workshop_walk_ins", __name__)


@bp.get("/workshops/<uuid>/walk-ins/<int:walk_in>/")
@web.access("workshops.run")
def walk_in(uuid: str, walk_in: int) -> str:
    """Who a walk-in may be, and looking for others."""
    workshop = find_workshop(uuid, reader())
    return _page(workshop, walk_in)


@bp.post("/workshops/<uuid>/walk-ins/<int:walk_in>/")
@web.access("workshops.run")
def match(uuid: str, walk_in: int) -> ResponseReturnValue:
    """Say who it is."""
    workshop, actor = find_workshop(uuid, reader(), hold=True), signed_in_person()
    if all(line.row.id != walk_in for line in walk_ins_of(workshop)):  # the button was pressed twice
        return redirect(url_for("workshops.one", uuid=uuid) + "#walk-ins", 303)
    chosen = read_numbers(request.form.get("who", ""), auth.scope())
    if len(chosen.records) != 1:
        return _page(workshop, walk_in, error=_("Please choose somebody.")), 422
    is_hr = people.may(actor, "records.write")
    try:
        match_walk_in(workshop, walk_in, chosen.records[0], auth.scope(), actor=actor, is_hr=is_hr)
    except RuleBroken as broken:
        return _page(workshop, walk_in, error=web.message_for(broken)), 422
    return redirect(url_for("workshops.one", uuid=uuid, matched=1) + "#matched", 303)


@bp.post("/workshops/<uuid>/walk-ins/<int:walk_in>/person/")
@web.access("people.write")
def make(uuid: str, walk_in: int) -> ResponseReturnValue:
    """Make a person of Sala of them."""
    workshop, actor = find_workshop(uuid, reader(), hold=True), signed_in_person()
    if all(line.row.id != walk_in for line in walk_ins_of(workshop)):  # the button was pressed twice
        return redirect(url_for("workshops.one", uuid=uuid) + "#walk-ins", 303)
    form = WalkInPersonForm(units.places(auth.scope(), current_language()))
    unit = form.chosen_unit if form.is_right() else None
    if unit is None:
        return _page(workshop, walk_in, form=form), 422
    country = units.country_of(unit)
    try:
        make_person(workshop, walk_in, form.given, unit, auth.scope(), actor=actor, country=country)
    except RuleBroken as broken:
        form.blame(broken)
        return _page(workshop, walk_in, form=form), 422
    left = ",".join(form.left) or None
    return redirect(url_for("workshops.one", uuid=uuid, matched=1, left=left) + "#matched", 303)


@bp.post("/workshops/<uuid>/walk-ins/<int:walk_in>/confirm/")
@web.access("workshops.run")
def confirm(uuid: str, walk_in: int) -> ResponseReturnValue:
    """Say that somebody who has announced themselves is there."""
    workshop = find_workshop(uuid, reader(), hold=True)
    try:
        confirm_walk_in(workshop, walk_in, auth.scope(), actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for("workshops.one", uuid=uuid) + "#walk-ins", 303)


@bp.post("/workshops/<uuid>/walk-ins/off/")
@web.access("workshops.run")
def remove_unconfirmed(uuid: str) -> ResponseReturnValue:
    """Take everybody off who has typed their name and is not confirmed."""
    workshop = find_workshop(uuid, reader(), hold=True)
    try:
        take_off_unconfirmed(workshop, auth.scope(), actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for("workshops.one", uuid=uuid) + "#walk-ins", 303)


@bp.post("/workshops/<uuid>/walk-ins/<int:walk_in>/off/")
@web.access("workshops.run")
def remove(uuid: str, walk_in: int) -> ResponseReturnValue:
    """Take somebody off who was added by mistake."""
    workshop = find_workshop(uuid, reader(), hold=True)
    try:
        take_off_walk_in(workshop, walk_in, auth.scope(), actor=signed_in_person())
    except RuleBroken as broken:
        return workshop_page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for("workshops.one", uuid=uuid) + "#walk-ins", 303)


def _line(workshop: Workshop, walk_in: int) -> WalkInLine:
    lines = walk_ins_shown(workshop, walk_ins_of(workshop), signed_in_person(), auth.scope())
    return walk_in_of(lines, walk_in)


def _page(workshop: Workshop, walk_in: int, *, error: str = "", form: WalkInPersonForm | None = None) -> str:
    line, scope = _line(workshop, walk_in), auth.scope()
    [shown] = shown_walk_ins(workshop, [line], scope)
    looked_for = request.args.get("q", "")[:120]
    leading = trainer_ids(workshop)
    found = [one for one in people_like(scope, looked_for) if one.id not in leading]
    return render_template(
        "workshops/walk_in.html",
        workshop=workshop,
        title=title_of(workshop),
        shown=shown,
        came=[
            half_day_in_words(one.plain)
            for one in workshop.half_days
            if (
                one.taken_at is not None and line.state(one.number) != "absent"
                if line.is_confirmed
                else one.number == line.row.half_day
            )
        ],
        looked_for=looked_for,
        found=[choice_of(one) for one in found],
        may_match=workshop.closed_at is None or people.may(signed_in_person(), "records.write"),
        form=(form or _form(line)) if auth.may("people.write") else None,
        error=error,
    )


def _form(line: WalkInLine) -> WalkInPersonForm:
    writing = people.scope_of(signed_in_person(), "people.write")
    return first_form(line.row, units.places(writing, current_language()))
