"""The edge: languages in addresses, who may see a page, one commit a request, safe headers, errors in words.

Knows no feature. A feature's `views` makes a Blueprint here and decorates each view with `@access`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar, cast

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    make_response,
    request,
)
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import Forbidden
from werkzeug.routing import BaseConverter

from lms import db
from lms.config import current_settings, settings_of
from lms.db import SAFE_METHODS
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.web import critical_css, error_pages
from lms.web.addresses import access_of, opens
from lms.work_limits import ExpensiveWork

__all__ = [
    "Blueprint",
    "access",
    "access_of",
    "blueprint",
    "expensive",
    "expensive_work",
    "init_app",
    "keep_changes",
    "opens",
    "same_site",
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
    error_pages.init_app(app)
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


def forbid() -> None:
    """Answer 403. For the check of access."""
    raise Forbidden


register_messages(
    {
        "too-long": _l("This is longer than %(most)s characters. Please shorten it."),
        "not-chosen": _l("Please choose one from the list."),
    }
)
