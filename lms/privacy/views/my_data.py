"""Pages of privacy: the notice for everybody, "my data" for each person, consent, and asking to be erased."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth
from lms.accounts.auth import next_page, weighty_pages
from lms.accounts.queries import units
from lms.accounts.services import people, signals
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.societies import Society
from lms.errors import NotFound, RuleBroken
from lms.i18n import current_language, in_current_language
from lms.privacy.presenters import my_data, wording
from lms.privacy.services import answering, export, requests, retention
from lms.privacy.services.notice import NOTICE_VERSION, SECTIONS
from lms.privacy.views import erasure
from lms.records.services import reminders
from lms.web import menu, page_cache
from lms.web.menu import Entry

bp = web.blueprint("privacy", __name__)

WORDS = {
    "no-email": _l(
        "There is no e-mail address of yours here. Please ask HR of your Society to add it first."
    ),
    "already-decided": _l("This request was answered already."),
    "not-sure": _l("Please tick the box first: this cannot be undone."),
    "joined-meanwhile": _l(
        "Records were merged, or a merge was undone, since you opened this page. Please look again at whose "
        "records are erased."
    ),
    "own-last-admin-asks": _l(
        "You cannot answer your own request, and there is no other administrator. Make somebody else an administrator "
        "first: they can answer it."
    ),
    "last-admin-asks": _l(
        "Only another administrator could erase this person, and there is none. This person has to make somebody else "
        "an administrator first."
    ),
    "own-request": _l("You cannot answer your own request. Please ask a colleague."),
    "list-running": _l("A list that names this person is being brought in just now. Please try again later."),
    "names-somebody": _l(
        "Please write this without the person's name, number or address: it stays for good, also when the person is "
        "erased."
    ),
    "is-erased": _l("The data of this person were erased. Nothing can be changed any more."),
}


def init_app(app: Flask) -> None:
    """Open the pages, and lead everybody to the notice once after they have signed in."""
    app.register_blueprint(bp)
    app.register_blueprint(erasure.bp)
    web.register_messages(WORDS)
    signals.asks_erasure.connect(lambda person: requests.open_request_of(person) is not None)
    menu.register(
        app, Entry(60, "privacy.decide", "erasures.queue", _l("Privacy"), _waiting_requests, icon="shield")
    )
    app.jinja_env.globals["notice_waits"] = lambda: requests.needs_notice(auth.signed_in_person())
    app.jinja_env.globals["own_request"] = lambda: requests.open_request_of(auth.signed_in_person())
    next_page.after_entering(_by_way_of_the_notice)
    reminders.agreed.connect(_agrees_to_reminders)
    retention.every_day()


def _waiting_requests() -> int:
    """How many people wait for an answer of whoever reads the page, who may decide."""
    person = auth.signed_in_person()
    return answering.count_for(person, people.scope_of(person, "privacy.decide"))


def _agrees_to_reminders(person: Person) -> bool:
    return requests.consented(person, "reminders-email")


def _by_way_of_the_notice(person: Person, address: str) -> str:
    return url_for("privacy.read", next=address) if requests.needs_notice(person) else address


# --- the notice ---------------------------------------------------------------------------------------------


@bp.get("/privacy/")
@web.access("public")
def notice() -> Response:
    """The notice with all that Sala holds, what for and how long. The same for everybody."""
    societies = list(registry.current().societies.values())
    return page_cache.ready(lambda: render_template("privacy/notice.html", **_notice(societies)))


@bp.get("/me/privacy/")
@web.access("signed-in")
def read() -> str:
    """The same notice after signing in, with the button that leads on and the Societies that take part here."""
    return render_template("privacy/read.html", onward=_onward(), **_notice(units.taking_part()))


@bp.post("/me/privacy/")
@web.access("signed-in")
def seen() -> ResponseReturnValue:
    """Remember that the notice was read, and go on."""
    requests.see_notice(auth.signed_in_person(), current_language())
    return redirect(_onward(), 303)


def _onward() -> str:
    wanted = request.values.get("next", "")
    return in_current_language(wanted) if next_page.is_local(wanted) else url_for("courses.me")


def _notice(societies: Sequence[Society]) -> dict[str, Any]:
    return {
        "version": NOTICE_VERSION,
        "sections": SECTIONS,
        "kinds": export.inventory(),
        "words": wording,
        "societies": [society.name(current_language()) for society in societies],
    }


# --- my data ------------------------------------------------------------------------------------------------


@bp.get("/me/data/")
@web.access("signed-in")
def data() -> str:
    """All that is held about me."""
    return _data_page("")


@bp.get("/me/data/my-data.json")
@web.access("signed-in")
@web.expensive
def as_json() -> Response:
    """The same as a file for programmes."""
    held = export.as_json(auth.signed_in_person())
    body = json.dumps(held, ensure_ascii=False, indent=1)
    return _download(body, "json", "application/json; charset=utf-8")


@bp.get("/me/data/my-data.html")
@web.access("signed-in")
@web.expensive
def as_html() -> Response:
    """The same as a file that opens without Sala."""
    page = render_template(
        "privacy/my_data.html", groups=_groups(), words=wording, made_on=clock.today(), is_joined=_is_joined()
    )
    return _download(page, "html", "text/html; charset=utf-8")


@bp.post("/me/data/consent/<purpose>/")
@web.access("signed-in")
def consent(purpose: str) -> ResponseReturnValue:
    """Agree to a purpose, or take it back."""
    if purpose != "reminders-email":
        raise NotFound(purpose)
    person = auth.signed_in_person()
    try:
        if request.form.get("agree"):
            requests.give_consent(person, "reminders-email")
        else:
            requests.take_consent_back(person, "reminders-email")
    except RuleBroken as broken:
        return _data_page(web.message_for(broken)), 422
    return redirect(url_for(".data"), 303)


@bp.post("/me/data/erasure/")
@web.access("signed-in")
@weighty_pages.weighty
@weighty_pages.confirmed_anew(lambda: True)
def ask() -> ResponseReturnValue:
    """Ask to be erased. With the PIN each time: on a shared phone somebody else may hold it."""
    person = auth.signed_in_person()
    requests.ask_erasure(person, actor=person)
    return redirect(url_for(".data"), 303)


@bp.post("/me/data/erasure/back/")
@web.access("signed-in")
def take_back() -> ResponseReturnValue:
    """Take the request back, which harms nobody."""
    requests.withdraw_erasure(auth.signed_in_person())
    return redirect(url_for(".data", back="1", _anchor="erase"), 303)


def _data_page(problem: str) -> str:
    person = auth.signed_in_person()
    return render_template(
        "privacy/data.html",
        groups=_groups(),
        is_joined=_is_joined(),
        words=wording,
        has_email=person.email is not None,
        reminders=requests.consented(person, "reminders-email"),
        waiting=requests.open_request_of(person),
        taken_back=bool(request.args.get("back")),
        refused=requests.last_answer_to(person),
        problem=problem,
    )


def _groups() -> list[my_data.Group]:
    held = export.data_about(auth.signed_in_person())
    return my_data.groups(held, export.inventory(), registry.current())


def _is_joined() -> bool:
    return export.is_joined(auth.signed_in_person())


def _download(body: str, ending: str, content_type: str) -> Response:
    response = Response(body, content_type=content_type)
    # The name of the file names nobody: it may lie on a shared phone.
    response.headers.set("Content-Disposition", "attachment", filename=f"sala-my-data.{ending}")
    return response
