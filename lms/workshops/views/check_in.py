"""Checking in: the code of the room on the trainer's page, and the pages of those who scan it.

What is public is the same for everybody and says nothing of a code: only a form that is sent is answered, and counted.
"""

from __future__ import annotations

from uuid import uuid4

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import web
from lms.accounts import auth
from lms.accounts.auth import next_page, signed_in_person
from lms.accounts.queries.people import LONGEST_NAME
from lms.config import current_settings
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.text.checked_codes import grouped, read_code
from lms.text.normalise import for_name
from lms.workshops.domain.check_in import CODE_GROUP, CODE_LENGTH, is_running
from lms.workshops.domain.walk_ins import LONGEST_PHONE
from lms.workshops.models import Workshop
from lms.workshops.presenters.workshops import half_day_in_words, place_of, title_of
from lms.workshops.queries.check_ins import check_ins_of, local_now, opening_of
from lms.workshops.queries.workshops import find_workshop
from lms.workshops.services.attendance import half_day_of
from lms.workshops.services.check_in import announce_with_code, check_in, open_check_in, take_in
from lms.workshops.services.walk_ins import Typed
from lms.workshops.views.plans import reader

bp = web.blueprint("workshop_check_in", __name__)
# Printed on paper and shown on a wall, for people of whom nobody knows the language: this address has none.
short = Blueprint("workshop_room", __name__, url_prefix="/check-in")


@bp.get("/workshops/<uuid>/attendance/<int:half_day>/check-in/")
@web.access("workshops.run")
def room(uuid: str, half_day: int) -> str:
    """The code of a half-day, large, for those who are in the room."""
    return _room_page(find_workshop(uuid, reader()), half_day)


@bp.post("/workshops/<uuid>/attendance/<int:half_day>/check-in/")
@web.access("workshops.run")
def open_room(uuid: str, half_day: int) -> ResponseReturnValue:
    """Open it, or make another code."""
    workshop = find_workshop(uuid, reader(), hold=True)
    anew = request.form.get("do") == "anew"
    try:
        open_check_in(workshop, half_day, anew=anew, actor=signed_in_person())
    except RuleBroken as broken:
        return _room_page(workshop, half_day, error=web.message_for(broken)), 422
    return redirect(url_for(".room", uuid=uuid, half_day=half_day), 303)


@bp.post("/workshops/<uuid>/attendance/<int:half_day>/people/<int:person_id>/")
@web.access("workshops.run")
def accept(uuid: str, half_day: int, person_id: int) -> ResponseReturnValue:
    """Put somebody on the list who has checked in and was not on it."""
    workshop = find_workshop(uuid, reader(), hold=True)
    try:
        take_in(workshop, half_day, person_id, auth.scope(), actor=signed_in_person())
    except RuleBroken as broken:
        return _room_page(workshop, half_day, error=web.message_for(broken)), 422
    return redirect(url_for("workshop_attendance.half_day", uuid=uuid, half_day=half_day), 303)


def _room_page(workshop: Workshop, number: int, error: str = "") -> str:
    half_day = half_day_of(workshop, number)
    opening = opening_of(workshop, number)
    address = (
        f"{current_settings().base_url}{url_for('workshop_room.scan', room_code=opening.code)}"
        if opening
        else ""
    )
    return render_template(
        "workshops/room.html",
        workshop=workshop,
        title=title_of(workshop),
        half_day=half_day,
        when=half_day_in_words(half_day.plain),
        code=grouped(opening.code, CODE_GROUP) if opening else "",
        qr=segno.make(address, error="m", micro=False).svg_data_uri(border=2, scale=8) if opening else "",
        address=f"{current_settings().base_url}{url_for('workshop_room.ask')}",
        scanned=address,
        count=len(check_ins_of(workshop, number)),
        may_open=workshop.closed_at is None and is_running(half_day.plain, local_now()),
        error=error,
    )


@short.get("/")
@web.access("public")
def ask() -> ResponseReturnValue:
    """To the page for a code, in the reader's language."""
    return redirect(url_for("workshop_check_in.enter", lang=current_language()))


@short.get("/<room_code>")
@web.access("public")
def scan(room_code: str) -> ResponseReturnValue:
    """The same with a code that was scanned."""
    return redirect(url_for("workshop_check_in.with_code", lang=current_language(), room_code=room_code))


@bp.get("/check-in/")
@web.access("public")
def enter() -> ResponseReturnValue:
    """The form for the code that is shown in the room."""
    typed = request.args.get("code")
    if typed is None:
        return _code_page()
    code = read_code(typed, CODE_LENGTH)
    if code is None:
        return _code_page(typed), 422
    return redirect(url_for(".with_code", room_code=code), 303)


@bp.get("/check-in/<room_code>/")
@web.access("public")
def with_code(room_code: str) -> ResponseReturnValue:
    """Two ways to say that one is there. Whether the code counts is not said here."""
    known = read_code(room_code, CODE_LENGTH)
    return _ways_page(known) if known else (_code_page(room_code[:40]), 422)


@bp.post("/check-in/<room_code>/")
@web.csrf.exempt
@web.same_site
@web.access("public")
def announce(room_code: str) -> ResponseReturnValue:
    """Without signing in: name, and number or phone. The answer is the same whoever is on the list."""
    contact = for_name(request.form.get("contact", ""), LONGEST_PHONE)[:LONGEST_PHONE]
    name = for_name(request.form.get("name", ""), LONGEST_NAME)
    is_number = any(letter.isalpha() for letter in contact)
    typed = Typed(str(uuid4()), name, "" if is_number else contact, contact if is_number else "")
    try:
        announce_with_code(room_code, typed, address=request.remote_addr or "", secret=auth.secret())
    except RuleBroken as broken:
        web.keep_changes()  # a wrong code is counted
        known = read_code(room_code, CODE_LENGTH)
        if known is None:
            return _code_page(room_code[:40]), 422
        return _ways_page(known, web.message_for(broken), name, contact), 422
    return redirect(url_for(".done"), 303)


@bp.get("/check-in/done/")
@web.access("public")
def done() -> str:
    """Thanks, the same for everybody."""
    return render_template("workshops/check_in_done.html")


@bp.get("/me/check-in/<room_code>/")
@web.access("signed-in")
def own(room_code: str) -> ResponseReturnValue:
    """One button, for somebody who had to sign in first."""
    known = read_code(room_code, CODE_LENGTH)
    return render_template("workshops/check_in_own.html", code=known or "", checked=None, error="")


@bp.post("/me/check-in/<room_code>/")
@web.csrf.exempt
@web.same_site
@next_page.kept_through_sign_in
@web.access("signed-in")
def say_so(room_code: str) -> ResponseReturnValue:
    """Check in. The button stands on a page that is the same for everybody and so holds no token."""
    person = signed_in_person()
    try:
        checked = check_in(room_code, person, address=request.remote_addr or "", secret=auth.secret())
    except RuleBroken as broken:
        web.keep_changes()
        known = read_code(room_code, CODE_LENGTH) or ""
        page = render_template(
            "workshops/check_in_own.html", code=known, checked=None, error=web.message_for(broken)
        )
        return page, 422
    return render_template(
        "workshops/check_in_own.html",
        code="",
        checked=checked,
        title=title_of(checked.workshop),
        when=half_day_in_words(checked.half_day.plain),
        place=place_of(checked.workshop),
        error="",
    )


def _code_page(typed: str | None = None) -> str:
    error = "" if typed is None else _("This is not a code of a workshop. It has six letters and digits.")
    return render_template("workshops/check_in.html", typed=typed or "", error=error)


def _ways_page(code: str, error: str = "", name: str = "", contact: str = "") -> str:
    return render_template(
        "workshops/check_in_ways.html",
        code=code,
        shown=grouped(code, CODE_GROUP),
        error=error,
        name=name,
        contact=contact,
    )
