"""Before every page: who is signed in, and may they open it?"""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, Response, after_this_request, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response as BaseResponse

from lms import audit, db, i18n, web
from lms.accounts.auth import form_owner, handover, leaving, person_reference
from lms.accounts.domain import known_devices, reader_mark
from lms.accounts.domain.known_devices import Device
from lms.accounts.domain.permissions import Scope
from lms.accounts.models import BrowserSession, Person
from lms.accounts.queries import people as people_queries
from lms.accounts.queries.former_numbers import former_holders
from lms.accounts.services import people as people_service
from lms.accounts.services import sessions, sign_in
from lms.config import current_settings
from lms.db import SAFE_METHODS
from lms.errors import NotFound

_COOKIE_KEY: Final = "_user_id"  # where Flask-Login keeps it in the cookie


class _Manager(LoginManager):
    """Flask-Login without its own remember-me cookie: a permanent session is ours.

    Its hook would read the session after every answer, and a lesson page is the same for everybody.
    """

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


_manager = _Manager()


class SignedOut(Unauthorized):
    """A form was sent, and nobody is signed in any more."""


class Visitor:
    """A signed-in person as Flask-Login needs one: known by the token of a session."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, person: Person, token: str, row: BrowserSession | None = None) -> None:
        self.person = person
        self.token = token
        self.row = row

    def get_id(self) -> str:
        """What the cookie remembers."""
        return self.token


def init_app(app: Flask) -> None:
    """Stand before every page."""
    _manager.init_app(app, add_context_processor=False)
    _manager.session_protection = None  # phones change their network address all day
    app.config["PERMANENT_SESSION_LIFETIME"] = sessions.KEPT_FOR
    # Sent again with every answer, the cookie would also go out with lesson pages, which set none.
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.before_request(_open_or_refuse)
    app.jinja_env.globals["is_instead_of_another"] = handover.is_due
    app.jinja_env.globals["mark_of_reader"] = _mark_of_reader


@_manager.user_loader
def _load(token: str) -> Visitor | None:
    row = sessions.find_session(token)
    if row is None or leaving.is_wished(mark_of(row.person)):
        return None
    return Visitor(row.person, token, row)


def _open_or_refuse() -> BaseResponse | None:
    needed = web.access_of(request.endpoint)
    if needed == "public" or request.endpoint in (None, "static"):
        return None  # nothing of the session is read: these pages are the same for everybody
    if needed is None:
        raise Forbidden  # a page that does not say who may see it is for nobody
    _take_in_the_form()
    if not current_user.is_authenticated:
        # Only an address that can be opened again leads back: the answer to a form cannot, unless it says so.
        kept = hasattr(current_app.view_functions[request.endpoint or ""], "kept_through_sign_in")
        if request.method in SAFE_METHODS or kept:
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
        raise SignedOut
    if needed != "signed-in" and not may(needed):
        raise Forbidden
    take_as_personal()
    if request.method not in SAFE_METHODS:
        sessions.touch(present_session())
    return None


def _take_in_the_form() -> None:
    """Read all that is sent before the database is asked who sends it: it lets one write at a time.

    Whoever sends slowly makes nobody wait. Not a file, which only somebody who may bring one in can send: see there.
    """
    most = current_app.config["MAX_CONTENT_LENGTH"]
    if request.method not in SAFE_METHODS and request.max_content_length == most:
        request.get_data(parse_form_data=True)


def signed_in_person() -> Person:
    """Who is there. For views behind "signed-in" or a permission."""
    visitor: Any = current_user._get_current_object()
    person: Person = visitor.person
    return person


def language_of_account() -> str | None:
    """What whoever is signed in speaks, None where nobody is or the database is away. Only for an answer that nobody
    keeps: it is asked on a public address, too.
    """
    if _COOKIE_KEY not in cookie:
        return None
    try:
        return signed_in_person().language if current_user.is_authenticated else None
    except SQLAlchemyError:
        db.session.rollback()
        return None


def present_session() -> BrowserSession:
    """The session of this request. For views behind "signed-in" or a permission."""
    visitor: Any = current_user._get_current_object()
    row: BrowserSession = visitor.row
    return row


def session_device() -> str:
    """What stands for this session where tries of a PIN are counted: those of others do not count against it."""
    return f"session {present_session().id}"


def may(permission: str) -> bool:
    """Whether the visitor holds a permission somewhere. Public pages must not ask: they are for everybody."""
    if web.access_of(request.endpoint) in (None, "public"):
        return False
    return bool(current_user.is_authenticated) and people_service.may(signed_in_person(), permission)


def is_personal() -> bool:
    """Whether the page being made is for whoever is signed in, and for nobody else."""
    return bool(
        g.get("is_personal")
    )  # asking who is there again would fail on the page that says the database is away


def mark_of(person: Person) -> str:
    """What stands for a person on the pages that they have opened."""
    return reader_mark.mark_of(person.id, secret())


def is_another(mark: str, person: Person) -> bool:
    """Whether a page with this mark is somebody else's; without a mark nobody knows."""
    return reader_mark.is_another(mark, person.id, secret())


def _mark_of_reader() -> str:
    mark: str = g.mark_of_reader  # kept: the page may be the one that says the database is away
    return mark


def take_as_personal() -> None:
    """The page being made is for whoever is signed in, though everybody may come to its address."""
    g.is_personal = True
    g.mark_of_reader = mark_of(signed_in_person())


def scope() -> Scope:
    """The units in which the visitor holds the permission of the present page."""
    needed = web.access_of(request.endpoint)
    return people_service.scope_of(signed_in_person(), needed or "")


def person_in_scope(number: str, page: str = "people.person") -> Person:
    """The person with this number, within the scope of the present page.

    Where several Societies of the reader's have the number, the answer is the question whom it is about; an address
    with the number that somebody had before leads to the same page under the present one. Raises NotFound for everybody
    else: whoever is outside the reader's scope, or was erased, does not exist. That the page was opened is remembered
    for the person (see audit.looked).
    """
    people = [one for one in people_queries.people_by_number(number, scope()) if one.erased_at is None]
    if not people:
        person_reference.lead_on(former_holders(number, scope().units))
        raise NotFound(number)
    if len(people) > 1:
        person_reference.ask_which(people)
    found = people[0]
    audit.looked(found.id, signed_in_person().id, page)
    return found


def enter(person: Person, *, keep: bool) -> None:
    """Start a session: until the browser closes, or for a month on a phone that is theirs alone (see `sessions`)."""
    before = getattr(current_user, "person", None)
    _end_present()  # whoever used this phone before leaves nothing behind
    if before is not None and before.id != person.id:
        handover.begin()
    login_user(Visitor(person, sessions.start_session(person, keep=keep)))
    form_owner.begin(mark_of(person))
    leaving.done()
    cookie.pop("_id", None)  # a hash of the network address, which nobody asks for
    if keep:
        cookie.permanent = True
    _remember_device(sign_in.account_key(person))
    if request.cookies.get(i18n.CHOICE) != i18n.current_language():
        after_this_request(i18n.forget_choice)


def _end_present() -> None:
    token = cookie.get(_COOKIE_KEY)
    if isinstance(token, str):
        sessions.end_session(token)
    cookie.clear()


def device() -> Device | None:
    """What this browser says of earlier sign-ins."""
    return known_devices.read_device(request.cookies.get(_device_cookie()), secret())


def _device_cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _remember_device(account: str) -> None:
    value = (device() or known_devices.new_device(secret())).with_account(account).signed()
    settings = current_settings()

    @after_this_request
    def remember(response: Response) -> Response:
        if response.status_code < 400:
            response.set_cookie(
                _device_cookie(),
                value,
                max_age=known_devices.KEPT_FOR,
                secure=settings.secure,
                httponly=True,
                samesite="Lax",
            )
        return response


def leave() -> None:
    """End the session of this browser; a copy of its cookie opens nothing any more."""
    _end_present()
    logout_user()
    leaving.done()
    after_this_request(i18n.forget_choice)


def secret() -> str:
    """The application's secret key, for sealing PINs."""
    return str(current_app.config["SECRET_KEY"])
