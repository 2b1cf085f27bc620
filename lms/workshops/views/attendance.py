"""The page of a half-day: everybody is there, who is not is tapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.errors import RuleBroken
from lms.web import carried_fields
from lms.workshops.forms.attendance import (
    NOTHING_SENT,
    Attendance,
    read_attendance,
    shown,
    shown_walk_ins,
)
from lms.workshops.forms.walk_ins import empty_walk_in, read_walk_in
from lms.workshops.models import Workshop
from lms.workshops.presenters.arrivals import arrivals_of
from lms.workshops.presenters.wording import STATE_SIGNS, STATE_WORDS
from lms.workshops.presenters.workshops import enough_of, half_day_in_words, title_of
from lms.workshops.queries.roster import roster_of, visible
from lms.workshops.queries.walk_ins import confirmed, walk_ins_of, walk_ins_shown
from lms.workshops.queries.workshops import find_workshop
from lms.workshops.services.attendance import Overwritten, half_day_of, save_attendance
from lms.workshops.services.walk_ins import Typed, add_walk_in
from lms.workshops.views.plans import reader

bp = web.blueprint("workshop_attendance", __name__)


@bp.get("/workshops/<uuid>/attendance/<int:half_day>/")
@web.access("workshops.run")
def half_day(uuid: str, half_day: int) -> str:
    """Who is there in a half-day."""
    return _page(find_workshop(uuid, reader()), half_day)


@bp.post("/workshops/<uuid>/attendance/<int:half_day>/")
@web.access("workshops.run")
@carried_fields.kept_as(_l("Who was there"), is_private=True)
def save(uuid: str, half_day: int) -> ResponseReturnValue:
    """Keep what was tapped, with somebody who stands below and is on no list; or add them only, and bring what was
    tapped back as it was.
    """
    workshop = find_workshop(uuid, reader(), hold=True)
    sent, typed, actor = read_attendance(request.form), read_walk_in(request.form), signed_in_person()
    is_adding = request.form.get("do") == "walk_in"
    try:
        if is_adding or typed.name or typed.phone:
            added = add_walk_in(workshop, half_day, typed, auth.scope(), actor=actor)
        if is_adding:
            return _page(workshop, half_day, sent=sent, added=added.name)
        overwritten = save_attendance(
            *(workshop, half_day, sent.seen, sent.changed, auth.scope()),
            actor=actor,
            walk_ins=sent.changed_walk_ins,
        )
    except RuleBroken as broken:
        return _page(workshop, half_day, sent=sent, typed=typed, **_said_of(broken)), 422
    if overwritten:
        return _page(workshop, half_day, overwritten=overwritten)
    return redirect(url_for(".half_day", uuid=uuid, half_day=half_day, saved=1), 303)


@dataclass(frozen=True)
class WrongWalkIn:
    """Why somebody was not added; `is_asked`: somebody like them is there, so it is asked whether it is another."""

    sentence: str
    is_asked: bool


def _said_of(broken: RuleBroken) -> dict[str, Any]:
    """What was refused, where it stands on the page."""
    sentence, is_asked = web.message_for(broken), broken.code == "walk-in-again"
    if is_asked or broken.field == "walk_in":
        return {"wrong": WrongWalkIn(sentence, is_asked)}
    return {"error": sentence}


def _page(
    workshop: Workshop,
    number: int,
    *,
    error: str = "",
    overwritten: Sequence[Overwritten] = (),
    sent: Attendance | None = None,
    typed: Typed | None = None,
    wrong: WrongWalkIn | None = None,
    added: str = "",
) -> str:
    half_day = half_day_of(workshop, number)
    everybody, others = roster_of(workshop), walk_ins_of(workshop)
    lines = visible(everybody, auth.scope())
    known = walk_ins_shown(workshop, others, signed_in_person(), auth.scope())
    walk_ins = confirmed(known)
    sent = sent or NOTHING_SENT
    is_open = workshop.closed_at is None and half_day.on <= clock.today()
    return render_template(
        "workshops/attendance.html",
        workshop=workshop,
        title=title_of(workshop),
        enough=enough_of(workshop),
        half_day=half_day,
        when=half_day_in_words(half_day.plain),
        others=[
            (one.number, half_day_in_words(one.plain)) for one in workshop.half_days if one.number != number
        ],
        lines=lines,
        apart=len(everybody) - len(lines),
        apart_unsaid=sum(half_day.taken_at is None or number in line.unsaid for line in everybody)
        - sum(half_day.taken_at is None or number in line.unsaid for line in lines),
        walk_ins=walk_ins,
        walk_ins_apart=len(others) - len(known),
        tapped=sent.tapped,
        tapped_walk_ins=sent.tapped_walk_ins,
        seen=shown(lines, number, sent.seen),
        seen_walk_ins=shown_walk_ins(walk_ins, number, sent.seen_walk_ins),
        is_unsaved=bool(sent.changed or sent.changed_walk_ins),
        arrivals=arrivals_of(workshop, half_day, everybody, auth.scope()),
        can_check_in=is_open and half_day.on == clock.today(),
        waiting=sum(not line.is_confirmed for line in known) if is_open else 0,
        words=STATE_WORDS,
        signs=STATE_SIGNS,
        is_open=is_open,
        saved="saved" in request.args or bool(overwritten),
        overwritten=overwritten,
        error=error,
        typed=typed or empty_walk_in(),
        wrong=wrong,
        added=added,
    )
