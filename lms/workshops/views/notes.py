"""Notes of attendance: of those who took part in a workshop, and one's own."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from lms import db, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.certificates.services.drawing import draw_notes
from lms.config import current_settings
from lms.errors import NotFound, RuleBroken
from lms.web.downloads import as_file
from lms.workshops.presenters.notes import attendance_note
from lms.workshops.presenters.wording import KIND_WORDS, OWN_REFUSALS
from lms.workshops.presenters.workshops import days_of, title_of
from lms.workshops.queries.roster import roster_of, visible
from lms.workshops.queries.workshops import closed_workshop_of, find_workshop
from lms.workshops.services import notes, pack
from lms.workshops.views.plans import reader, workshop_page

bp = web.blueprint("workshop_notes", __name__)


@bp.post("/workshops/<uuid>/notes.pdf")
@web.access("workshops.run")
def of_workshop(uuid: str) -> ResponseReturnValue:
    """The notes of all who may have one and whose names the reader sees, or of one. A button: names are taken out."""
    try:
        with web.expensive_work(), db.reading():
            content = _drawn(uuid, _chosen())
    except RuleBroken as broken:
        return workshop_page(find_workshop(uuid, reader()), error=web.message_for(broken)), 422
    pack.note_taken(find_workshop(uuid, reader()), "notes", actor=signed_in_person())
    return _file(content, "attendance-notes")


@bp.get("/me/workshops/")
@web.access("signed-in")
def mine() -> str:
    """The closed workshops on whose list the reader was, and whether they may have a note of each."""
    return render_template(
        "workshops/own.html",
        attended=[
            (one, title_of(one.workshop), KIND_WORDS[one.workshop.kind], days_of(one.workshop))
            for one in notes.own_attendance(signed_in_person())
        ],
        refusals=OWN_REFUSALS,
    )


@bp.get("/me/workshops/<uuid>/note.pdf")
@web.access("signed-in")
def own(uuid: str) -> ResponseReturnValue:
    """One's own note; what is refused is said on the page before, so here it is not there."""
    person = signed_in_person()
    try:
        with web.expensive_work(), db.reading():
            workshop = closed_workshop_of(uuid, person)
            line = notes.own_line(workshop, person)
            content = draw_notes([attendance_note(workshop, line, sample=current_settings().demo)])
    except RuleBroken as broken:
        raise NotFound(uuid) from broken
    return _file(content, "attendance-note")


def _chosen() -> int | None:
    """Whom the button is about; None: everybody. What is no number is nobody's."""
    typed = request.form.get("person")
    if typed is None:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0


def _drawn(uuid: str, person_id: int | None) -> bytes:
    workshop = find_workshop(uuid, reader())
    lines = notes.lines_to_note(workshop, visible(roster_of(workshop), auth.scope()), person_id)
    demo = current_settings().demo
    return draw_notes([attendance_note(workshop, line, sample=demo) for line in lines])


def _file(content: bytes, name: str) -> Response:
    return as_file(Response(content, content_type="application/pdf"), f"{name}.pdf")
