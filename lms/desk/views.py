"""Where staff arrive: the home of a role, and what the frame of their pages says of the reader."""

from __future__ import annotations

from flask import Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import web
from lms.accounts import auth
from lms.accounts.auth import next_page
from lms.accounts.services.people import Person
from lms.content import registry
from lms.desk.presenters import home as home_presenter
from lms.desk.presenters.community_home import talks_tiles
from lms.desk.presenters.people_home import people_home
from lms.desk.presenters.records_home import records_home
from lms.desk.presenters.texts_home import texts_home
from lms.desk.presenters.workshops_home import workshops_home
from lms.i18n import current_language
from lms.records.queries.branch_standings import BEST
from lms.reports.presenters.branch_standings import STANDING_WORDS
from lms.web import menu
from lms.web.menu import Entry

bp = web.blueprint("desk", __name__)


def init_app(app: Flask) -> None:
    """Open the page, put it first in the menu, and let whoever holds a role arrive there."""
    app.register_blueprint(bp)
    menu.register(app, Entry(0, "desk.read", "desk.home", _l("Home"), icon="home"))
    app.jinja_env.globals["desk_reader"] = lambda: home_presenter.reader_of(auth.signed_in_person())
    next_page.start_page.connect(_start_page)


def _start_page(person: Person) -> str:
    return url_for("desk.home") if person.roles else url_for("courses.me")


@bp.get("/start/")
@web.access("signed-in")
def start() -> ResponseReturnValue:
    """Lead to the start page of the reader: pages that are the same for everybody cannot say which it is."""
    return redirect(next_page.start_page(auth.signed_in_person()))


@bp.get("/staff/")
@web.access("desk.read")
def home() -> str:
    """What waits for the reader, by what they may do."""
    person = auth.signed_in_person()
    is_hr = auth.may("records.read")
    return render_template(
        "desk/home.html",
        person=person,
        language=current_language(),
        records=records_home(person) if is_hr else None,
        people=people_home(person) if auth.may("people.read") else None,
        workshops=workshops_home(person) if auth.may("workshops.run") and not is_hr else None,
        talks=talks_tiles(person) if auth.may("community.read") and auth.may("people.read") else [],
        texts=texts_home() if auth.may("translations.read") else (),
        modules=[module for module in registry.current().modules if module.trainer is not None],
        standings=BEST,
        standing_words=STANDING_WORDS,
    )
