"""Asking for the PIN again before roles, cards, merges, exports and erasures: whoever sits there may be another one.

The page holds what was typed as hidden fields and sends it on with the PIN, so nothing is lost and nothing of it is
kept anywhere. A passkey or the account of a Society serves instead. Which pages ask is said where they are registered.

A browser that saves a file stays where it is: an export is offered on a page of its own after the PIN, never saved
from the page that asks.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from lms import web
from lms.accounts import auth
from lms.accounts.auth import file_answers, next_page, weighty_pages
from lms.accounts.queries import units
from lms.accounts.queries.people import society_code_of
from lms.accounts.services import oidc, passkeys, sessions, sign_in
from lms.accounts.services.people import Person
from lms.accounts.views import oidc_state, passkey_state
from lms.db import SAFE_METHODS, session
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.web import carried_fields

PIN_FIELD: Final = "confirm-pin"
PASSKEY_FIELD: Final = "passkey"
BACK_FIELD: Final = "confirm-back"
_OURS: Final = frozenset({PIN_FIELD, PASSKEY_FIELD, BACK_FIELD})


def init_app(app: Flask) -> None:
    """Stand before the pages that ask. Call after the edge was prepared: a form of another site confirms nothing."""
    app.before_request(_ask)


def _ask() -> ResponseReturnValue | None:
    if request.method in SAFE_METHODS or not weighty_pages.is_weighty(request.endpoint):
        return None
    row = auth.present_session()
    if sessions.is_confirmed(row) and not weighty_pages.asks_anew():
        return None
    session_id = row.id
    if PIN_FIELD not in request.form:
        return _page(""), 403
    try:
        _confirm(auth.signed_in_person())
    except RuleBroken as broken:
        web.keep_changes()
        seconds = broken.values.get("seconds")
        headers = {} if seconds is None else {"Retry-After": str(seconds)}
        return _page(web.message_for(broken)), 422 if seconds is None else 429, headers
    sessions.confirm(session_id)
    # Stored now: the page may refuse what was typed, or begin with a transaction that only reads.
    session.commit()
    return _offer() if file_answers.is_export() else None


def _offer() -> str:
    """The page with the file that was asked for. It is sent for once more, from a page that may stay open."""
    return render_template(
        "accounts/confirmed_file.html", typed=_typed(), back_field=BACK_FIELD, back=_back()
    )


def _typed() -> list[tuple[str, str]]:
    carried = carried_fields.bounded(request.form)
    if carried is None:
        raise RequestEntityTooLarge
    return [(name, value) for name, value in carried if name not in _OURS]


def _confirm(person: Person) -> None:
    answer = request.form.get(PASSKEY_FIELD, "")
    address, secret = request.remote_addr or "", auth.secret()
    if answer:
        challenge, site = passkey_state.take(), passkey_state.site()
        found = passkeys.sign_in(answer, challenge=challenge, site=site, address=address, secret=secret)
        if found.id != person.id:
            raise RuleBroken("passkey-refused", field="passkey")
    else:
        pin = request.form.get(PIN_FIELD, "")
        sign_in.confirm_pin(person, pin, address=address, secret=secret, device=auth.session_device())


def _page(problem: str) -> str:
    person, site = auth.signed_in_person(), passkey_state.site()
    options, society = "", society_code_of(person)
    if site is not None and passkeys.passkeys_of(person):
        options = passkeys.options_to_sign_in(passkey_state.give(), site)
    connected = society in oidc_state.services() and oidc.account_of(person) is not None
    return render_template(
        "accounts/confirm.html",
        problem=problem,
        anew=weighty_pages.asks_anew(),
        typed=_typed(),
        saves_file=file_answers.is_file(),
        pin_field=PIN_FIELD,
        has_pin=person.pin_hash is not None,
        options=options,
        society=society if connected else "",
        society_name=units.name_of(society, current_language()) if connected else None,
        back_field=BACK_FIELD,
        back=_back(),
    )


def _back() -> str:
    """The page with the form, where the browser says which one it was; after a wrong PIN, what was said before."""
    kept = request.form.get(BACK_FIELD, "")
    if next_page.is_local(kept):
        return kept
    came_from = urlsplit(request.referrer or "")
    ours = came_from.netloc == request.host and next_page.is_local(came_from.path)
    # The form may be sent to its own address, which then opens as a page as well.
    if ours and (came_from.path != request.path or web.opens(request.path)):
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return url_for("courses.me")
