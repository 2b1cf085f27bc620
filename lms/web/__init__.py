"""The edge: languages in addresses, who may see a page, one commit a request, safe headers, errors in words.

Knows no feature. A feature's `views` makes a Blueprint here and decorates each view with `@access`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final, TypeVar, cast

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
)
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import Forbidden, HTTPException
from werkzeug.routing import BaseConverter

from lms import db
from lms.config import current_settings, settings_of
from lms.db import SAFE_METHODS, connections, schema_state
from lms.errors import NotFound, RuleBroken, disk_is_full
from lms.i18n import current_language, preferred_language
from lms.signals import Hook
from lms.web import critical_css
from lms.work_limits import BusyError, ExpensiveWork

__all__ = [
    "Blueprint",
    "access",
    "blueprint",
    "expensive",
    "expensive_work",
    "init_app",
    "keep_changes",
    "opens",
    "register_words",
    "same_site",
    "sentence",
    "watched",
]

_log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., Any])
csrf = CSRFProtect()

# The word of a RuleBroken -> the sentence people read. Each domain adds its own (register_words).
_MESSAGES: dict[str, Any] = {}


def blueprint(name: str, import_name: str) -> Blueprint:
    """A blueprint whose addresses start with the language: "/<lang>/…"."""
    return Blueprint(name, import_name, url_prefix="/<lang:lang>")


def access(permission: str) -> Callable[[View], View]:
    """Say who may see a page: "public", "signed-in", or a permission of lms.accounts.domain.permissions.

    It is read before each page (lms.accounts.auth); a test names every page without one.
    """

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return mark


def access_of(endpoint: str | None) -> str | None:
    """The permission that a page asks for; None for an address that leads nowhere."""
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "access", None)


def register_messages(messages: Mapping[str, Any]) -> None:
    """Add the sentences (lazy strings with %(name)s places) for the codes that a feature raises.

    Raises ValueError for a code that means another sentence already: its places would be filled with other values.
    """
    for code, sentence in messages.items():
        if str(_MESSAGES.setdefault(code, sentence)) != str(sentence):
            raise ValueError(f"two sentences for the code {code}")


def message_for(broken: RuleBroken) -> str:
    """The broken rule as a sentence in the reader's language. Raises KeyError on a code nobody registered."""
    return str(_MESSAGES[broken.code]) % broken.values


def keep_changes() -> None:
    """Commit although the answer is an error: a failed sign-in must be counted."""
    g.keep_changes = True


def watched(page: str, *, going_on: bool) -> Response:
    """A page about some work. While that is going on it looks again every three seconds, also without scripts."""
    response = make_response(page)
    if going_on:
        response.headers["Refresh"] = "3"
    return response


@contextmanager
def expensive_work() -> Iterator[None]:
    """Within it something is made that takes seconds (see lms.work_limits). Nothing may have been written before.

    Raises BusyError, which is answered with 503 and the time to come again.
    """
    # Who is signed in was read from the database, which lets one write at a time: nobody waits for a turn while
    # others wait for that.
    # A public page reads nothing of the session: it is the same for everybody.
    is_public = access_of(request.endpoint) == "public"
    person: Any = None if is_public else getattr(current_user, "person", None)
    person_id = None if person is None else int(person.id)
    db.session.rollback()
    bounds: ExpensiveWork = current_app.extensions["sala.expensive-work"]
    with bounds.turn(person_id):
        yield


def expensive(view: View) -> View:
    """The whole view is expensive work. Stands below `access`: who may not see a page takes no turn."""

    @wraps(view)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        with expensive_work():
            return view(*args, **kwargs)

    return cast(View, bounded)


def is_from_this_site() -> bool:
    """Whether a page of this site started the request, as far as the browser says."""
    origin = request.headers.get("Origin")
    started_by = request.headers.get("Sec-Fetch-Site")
    ours = {request.host_url.rstrip("/"), current_settings().base_url}
    return started_by == "same-origin" or (started_by is None and origin in ours)


def same_site(view: View) -> View:
    """Refuse a POST that another site started. For forms on public pages, which hold no token.

    Every browser of the last years says so in Sec-Fetch-Site; older ones send Origin.
    """

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        if is_from_this_site():
            return view(*args, **kwargs)
        raise CSRFError("the form was not sent from this site")

    return cast(View, checked)


def opens(path: str) -> bool:
    """Whether an address, without its query, can be opened as a page."""
    return bool(current_app.url_map.bind("").test(path, "GET"))


def _answers_a_form() -> bool:
    """Whether the page is what a form was answered with, at an address that can be opened without the form."""
    return request.method not in SAFE_METHODS and opens(request.path)


def _language_converter(languages: tuple[str, ...]) -> type[BaseConverter]:
    # Languages are data: the converter is made from them, so an unknown one is simply no address.
    return type("LanguageConverter", (BaseConverter,), {"regex": "|".join(languages), "part_isolating": True})


def init_app(app: Flask, languages: tuple[str, ...]) -> None:
    """Prepare the edge. Call before blueprints are registered."""
    app.url_map.converters["lang"] = _language_converter(languages)
    csrf.init_app(app)
    app.jinja_env.globals["answers_a_form"] = _answers_a_form
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.after_request(_finish)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(NotFound, lambda error: _error_page(404))
    app.register_error_handler(BusyError, _busy)
    app.register_error_handler(500, _crash)
    app.register_error_handler(SQLAlchemyError, _database_error)
    settings = settings_of(app)
    app.extensions["sala.expensive-work"] = ExpensiveWork(settings.instance / "locks")


def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "lang" in values:
        g.language = values.pop("lang")


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language()


def _finish(response: Response) -> Response:
    _commit_once(response)
    _set_headers(response)
    return response


def _commit_once(response: Response) -> None:
    if request.method in SAFE_METHODS:
        return
    if response.status_code < 400 or g.get("keep_changes"):
        db.session.commit()
    else:
        db.session.rollback()


def _set_headers(response: Response) -> None:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", critical_css.CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    # Whatever is not marked public on purpose is personal: a shared phone keeps nothing of it.
    headers.setdefault("Cache-Control", "no-store")


# What an error page says: what happened, and what to do next.
_ERRORS: Mapping[int, tuple[Any, Any]] = {
    400: (
        _l("This page was open for too long"),
        _l("Please go back, load the page again and repeat the last step."),
    ),
    403: (
        _l("This page is not for you"),
        _l("Your role does not open it. If it should, ask the HR of your Society."),
    ),
    404: (
        _l("There is no such page"),
        _l("The address may be old or mistyped. The lessons are all in one place."),
    ),
    405: (_l("This address needs a form"), _l("Please go back and use the button on the page.")),
    413: (_l("This is too large"), _l("Please send less at once.")),
    500: (
        _l("Something broke on our side"),
        _l("Nothing of yours was changed. Please try again in a minute."),
    ),
    503: (
        _l("Sala cannot answer just now"),
        _l(
            "Our database is away for a moment, and nothing of yours was changed. Please try again in a minute."
        ),
    ),
    507: (
        _l("There is no room left on our side"),
        _l(
            "The disk of the server is full, and nothing was changed. Please tell whoever looks after the server."
        ),
    ),
}


def _refuse_signed_out() -> Any:
    raise Forbidden


# What is answered to a form that nobody sends any more, since the session has ended: a feature above says it.
signed_out_form: Final = Hook[[], Any](_refuse_signed_out)


def _stale_form(error: CSRFError) -> Any:
    """A form whose token belongs to another session: on a shared phone somebody else may have signed in since.

    It names only who is there now: whose the other session was is not known, and it may have been theirs.
    """
    public = access_of(request.endpoint) in (None, "public")
    person: Any = None if public else getattr(current_user, "person", None)
    if person is None and not public:
        return signed_out_form()
    if person is None or not request.form.get("csrf_token"):
        return _http_error(error)
    page = render_template(
        "error.html",
        heading=_l("%(name)s is signed in here now", name=person.name),
        advice=_l(
            "Nothing was done. The page that you sent was opened by somebody else, or before this sign-in."
        ),
        to_me=True,
    )
    return page, 400


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error  # a redirect
    if error.code == 503:
        return _unavailable()
    return (_in_own_language() if error.code == 404 else None) or _error_page(error.code)


def _in_own_language() -> Response | None:
    """Whoever is signed in and leaves the language out of an address is led to the page in theirs."""
    if request.method not in SAFE_METHODS or not opens(f"/{current_language()}{request.path}"):
        return None
    person: Any = getattr(current_user, "person", None)
    if person is None:
        return None
    query = request.query_string.decode("ascii", "replace")
    address = f"/{preferred_language(person.language)}{request.path}"
    return cast(Response, redirect(f"{address}?{query}" if query else address))


def _error_page(code: int) -> tuple[str, int]:
    heading, advice = _ERRORS.get(code, _ERRORS[400 if code < 500 else 500])
    # Only who was asked for already: an error page asks no database that may be away.
    reader: Any = getattr(g.get("_login_user"), "person", None) if code in (403, 404) else None
    is_staff = bool(reader and reader.roles)
    return render_template("error.html", heading=heading, advice=advice, to_desk=is_staff), code


def _busy(error: BusyError) -> tuple[str, int, dict[str, str]]:
    page = render_template(
        "error.html",
        heading=_l("The server is busy just now"),
        advice=_l(
            "Large files and figures are made a few at a time, so that lessons stay quick for everybody. Nothing was "
            "changed. Please wait a moment, then go back and try again."
        ),
    )
    return page, 503, {"Retry-After": str(error.seconds)}


def _crash(error: Exception) -> Any:
    db.session.rollback()
    cause = getattr(error, "original_exception", error)
    if connections.is_away(cause):  # also by the commit after the page
        return _unavailable()
    return _error_page(507 if disk_is_full(cause) else 500)


def _database_error(error: SQLAlchemyError) -> Any:
    """A database that is away is no fault of the page: 503, one line in the log. Anything else is a crash."""
    if not connections.is_away(error):
        # Between the new program and the upgrade of the database: `/readyz` says the same.
        problem = schema_state.problem_after_failure()
        if not problem:
            raise error
        _log.critical("%s", problem)
        return _unavailable()
    db.session.rollback()
    db.session.remove()
    _log.warning("the database is away: %s", type(error).__name__)
    return _unavailable()


def _unavailable() -> tuple[str, int, dict[str, str]]:
    return (*_error_page(503), {"Retry-After": str(connections.RETRY_SECONDS)})


def forbid() -> None:
    """Answer 403. For the check of access."""
    raise Forbidden


register_messages(
    {
        "too-long": _l("This is longer than %(most)s characters. Please shorten it."),
        "not-chosen": _l("Please choose one from the list."),
    }
)
