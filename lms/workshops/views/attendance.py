"""The page of a half-day: everybody is there, who is not is tapped."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.errors import RuleBroken
from lms.web import carried_fields
from lms.workshops.forms.attendance import read_attendance, shown
from lms.workshops.models import Workshop
from lms.workshops.presenters.wording import STATE_SIGNS, STATE_WORDS
from lms.workshops.presenters.workshops import enough_of, half_day_in_words, title_of
from lms.workshops.queries.roster import roster_of, visible
from lms.workshops.queries.workshops import find_workshop
from lms.workshops.services.attendance import Overwritten, half_day_of, save_attendance
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
    """Keep what was tapped."""
    workshop = find_workshop(uuid, reader(), hold=True)
    seen, changed = read_attendance(request.form)
    try:
        overwritten = save_attendance(
            workshop, half_day, seen, changed, auth.scope(), actor=signed_in_person()
        )
    except RuleBroken as broken:
        return _page(workshop, half_day, error=web.message_for(broken)), 422
    if overwritten:
        return _page(workshop, half_day, overwritten=overwritten)
    return redirect(url_for(".half_day", uuid=uuid, half_day=half_day, saved=1), 303)


def _page(
    workshop: Workshop, number: int, *, error: str = "", overwritten: Sequence[Overwritten] = ()
) -> str:
    half_day = half_day_of(workshop, number)
    everybody = roster_of(workshop)
    lines = visible(everybody, auth.scope())
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
        seen=shown(lines, number),
        words=STATE_WORDS,
        signs=STATE_SIGNS,
        is_open=workshop.closed_at is None and half_day.on <= clock.today(),
        saved="saved" in request.args or bool(overwritten),
        overwritten=overwritten,
        error=error,
    )
