"""Papers of a workshop: the sign-in sheet, the poster, the form for feedback, and all of it in one file."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from lms import db, web
from lms.accounts import auth
from lms.accounts.auth import signed_in_person
from lms.config import current_settings
from lms.content import registry
from lms.i18n import current_language
from lms.web.downloads import as_file
from lms.workshops.models import Workshop
from lms.workshops.presenters.sheets import feedback_texts, poster_texts, printed_workshop
from lms.workshops.presenters.workshops import place_of, title_of
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.workshops import find_workshop
from lms.workshops.rendering import sheets
from lms.workshops.services import pack
from lms.workshops.views.plans import reader

bp = web.blueprint("workshop_papers", __name__)


@bp.get("/workshops/<uuid>/papers/")
@web.access("workshops.run")
def papers(uuid: str) -> Response:
    """What can be printed; while trainer packs are made, the page looks again."""
    workshop = find_workshop(uuid, reader())
    plan = pack.plan_of(workshop, current_settings(), actor=signed_in_person())
    page = render_template(
        "workshops/papers.html",
        workshop=workshop,
        title=title_of(workshop),
        plan=plan,
        spoken=[one for one in registry.current().languages if one.code in workshop.languages],
        language=current_language(),
    )
    return web.watched(page, going_on=any(one.stage == "making" for one in plan.books))


@bp.post("/workshops/<uuid>/papers/books/")
@web.access("workshops.run")
def order(uuid: str) -> ResponseReturnValue:
    """Have the trainer packs made."""
    pack.order_books(find_workshop(uuid, reader()), current_settings(), actor=signed_in_person())
    return redirect(url_for(".papers", uuid=uuid), 303)


@bp.post("/workshops/<uuid>/papers/sign-in.zip")
@web.access("workshops.run")
def sign_in(uuid: str) -> Response:
    """The sign-in sheet in each language. A button, since names are taken out."""
    with web.expensive_work(), db.reading():
        workshop = find_workshop(uuid, reader())
        content = pack.packed(_sheets(workshop))
    pack.note_taken(find_workshop(uuid, reader()), "sign-in", actor=signed_in_person())
    return _zip(content, "sign-in")


@bp.post("/workshops/<uuid>/papers/poster.pdf")
@web.access("workshops.run")
def poster(uuid: str) -> Response:
    """The poster, without names."""
    with web.expensive_work(), db.reading():
        content = _poster(find_workshop(uuid, reader()))
    return as_file(Response(content, content_type="application/pdf"), "poster.pdf")


@bp.post("/workshops/<uuid>/papers/feedback.pdf")
@web.access("workshops.run")
def feedback(uuid: str) -> Response:
    """The form for feedback in the languages of the group, without names."""
    with web.expensive_work(), db.reading():
        content = sheets.feedback(feedback_texts(find_workshop(uuid, reader())))
    return as_file(Response(content, content_type="application/pdf"), "feedback.pdf")


@bp.post("/workshops/<uuid>/papers/pack.zip")
@web.access("workshops.run")
def everything(uuid: str) -> Response:
    """All papers in one file; the keys of tests only where that was ticked."""
    settings, with_key = current_settings(), request.form.get("key") == "yes"
    with web.expensive_work(), db.reading():
        workshop = find_workshop(uuid, reader())
        plan = pack.plan_of(workshop, settings, actor=signed_in_person())
        tests = [one for one in plan.tests if one.code in request.form.getlist("test")]
        content = pack.packed(
            {
                **pack.ready_books(plan, settings),
                **_sheets(workshop),
                **_rosters(workshop),
                **pack.test_papers(tests, workshop.languages, with_key=with_key),
                "poster.pdf": _poster(workshop),
                "feedback.pdf": sheets.feedback(feedback_texts(workshop)),
            }
        )
    opened = tests if with_key else ()
    pack.note_taken(find_workshop(uuid, reader()), "pack", opened, actor=signed_in_person())
    return _zip(content, "session-pack")


def _sheets(workshop: Workshop) -> dict[str, bytes]:
    lines = roster_of(workshop)
    return {
        f"sign-in-{language}.pdf": sheets.sign_in_sheet(
            printed_workshop(workshop, lines, auth.scope(), language)
        )
        for language in workshop.languages
    }


def _rosters(workshop: Workshop) -> dict[str, bytes]:
    lines = roster_of(workshop)
    return {
        f"list-{language}.pdf": sheets.roster(printed_workshop(workshop, lines, auth.scope(), language))
        for language in workshop.languages
    }


def _poster(workshop: Workshop) -> bytes:
    language = workshop.languages[0]
    address = f"{current_settings().base_url}{url_for('workshop_room.ask')}"
    with force_locale(language):
        title, place = title_of(workshop, language), place_of(workshop)
    return sheets.poster(title, place, address, poster_texts(), language)


def _zip(content: bytes, name: str) -> Response:
    return as_file(Response(content, content_type="application/zip"), f"{name}.zip")
