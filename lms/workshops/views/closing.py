"""Pages of closing: what it will record, doing it, and opening a workshop again."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts.auth import signed_in_person
from lms.accounts.services import people
from lms.errors import NotFound, RuleBroken
from lms.web import carried_fields
from lms.workshops.domain.plan import is_awarding
from lms.workshops.models import Workshop
from lms.workshops.presenters.certified_before import certified_before
from lms.workshops.presenters.wording import MISSING_WORDS, module_title
from lms.workshops.presenters.workshops import enough_of, half_day_in_words, title_of
from lms.workshops.queries.workshops import find_workshop
from lms.workshops.services import closing
from lms.workshops.views.plans import reader, workshop_page

bp = web.blueprint("workshop_closing", __name__)


@bp.get("/workshops/<uuid>/close/")
@web.access("workshops.run")
def preview(uuid: str) -> ResponseReturnValue:
    """Who met what, and what is missing for whom; nothing is recorded yet."""
    workshop = find_workshop(uuid, reader())
    if workshop.closed_at is not None:
        return redirect(url_for("workshops.one", uuid=uuid))
    return _page(workshop)


@bp.post("/workshops/<uuid>/close/")
@web.access("workshops.run")
def close(uuid: str) -> ResponseReturnValue:
    """Record what the page has shown."""
    workshop = find_workshop(uuid, reader(), hold=True)
    if workshop.closed_at is not None:  # the button was pressed twice
        return redirect(url_for("workshops.one", uuid=uuid), 303)
    try:
        closing.close(workshop, request.form.get("seen", ""), actor=signed_in_person())
    except RuleBroken as broken:
        return _page(workshop, error=web.message_for(broken)), 422
    return redirect(url_for("workshops.one", uuid=uuid, saved=1), 303)


@bp.post("/workshops/<uuid>/reopen/")
@web.access("records.write")
@carried_fields.kept_as(_l("Open a workshop again"), carried_fields.labelled({"reason": _l("Reason")}))
def reopen(uuid: str) -> ResponseReturnValue:
    """Open a closed workshop again, for a reason."""
    workshop = find_workshop(uuid, reader(), hold=True)
    if not closing.may_reopen(workshop, signed_in_person(), is_hr=True):
        raise NotFound(uuid)
    try:
        closing.reopen(workshop, request.form.get("reason", ""), actor=signed_in_person())
    except RuleBroken as broken:
        typed = request.form.get("reason", "")
        return workshop_page(workshop, reason_error=web.message_for(broken), reason=typed), 422
    return redirect(url_for("workshops.one", uuid=uuid), 303)


def _page(workshop: Workshop, error: str = "") -> str:
    found = closing.closing_of(workshop)
    scope = people.scope_of(signed_in_person(), "workshops.run")
    lines = [one for one in found.lines if one.line.person.unit_id in scope]
    return render_template(
        "workshops/close.html",
        workshop=workshop,
        title=title_of(workshop),
        enough=enough_of(workshop),
        closing=found,
        lines=lines,
        apart=len(found.lines) - len(lines),
        untaken=[
            (one.number, half_day_in_words(one.plain))
            for one in workshop.half_days
            if one.number in found.untaken
        ],
        modules=[(one, module_title(one)) for one in workshop.modules],
        missing=MISSING_WORDS,
        before=certified_before(workshop, [one.line for one in lines]),
        records=is_awarding(workshop.kind),
        error=error,
    )
