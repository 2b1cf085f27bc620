"""Error pages: what happened, and what to do next, in the language of the address.

An error page writes nothing, and asks no database that may be away.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final, cast

from flask import Flask, Response, g, redirect, render_template, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import Forbidden, HTTPException

from lms import db
from lms.db import SAFE_METHODS, connections, schema_state
from lms.errors import NotFound, disk_is_full
from lms.i18n import current_language, preferred_language
from lms.signals import Hook
from lms.web.addresses import access_of, opens
from lms.work_limits import BusyError

_log = logging.getLogger(__name__)

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


def init_app(app: Flask) -> None:
    """Answer each kind of error with its page."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(NotFound, lambda error: _error_page(404))
    app.register_error_handler(BusyError, _busy)
    app.register_error_handler(500, _crash)
    app.register_error_handler(SQLAlchemyError, _database_error)


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
