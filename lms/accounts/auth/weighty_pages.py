"""Pages that ask for the PIN again before a form is sent to them: what gives rights or takes names out of Sala."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import current_app, request

from lms.accounts import auth
from lms.web import access_of

View = TypeVar("View", bound=Callable[..., Any])

# Sending a form of these pages asks for the PIN again, if it was not given some minutes ago (see `pin_confirmation`).
_WEIGHTY: Final = frozenset(
    {"people.roles", "people.cards", "people.merge", "records.export", "privacy.decide"}
)


def weighty(view: View) -> View:
    """Ask for the PIN again before this view, whatever permission it needs. For what takes names out of Sala."""
    view.weighty = True  # type: ignore[attr-defined]
    return view


def confirmed_anew(when: Callable[..., bool]) -> Callable[[View], View]:
    """Ask for the PIN before this view even if it was just given, where `when` says so of the parts of the address.

    Only of those who have a PIN: a passkey or the account of a Society leaves none with the form.
    """

    def marked(view: View) -> View:
        view.confirmed_anew = when  # type: ignore[attr-defined]
        return view

    return marked


def asks_anew() -> bool:
    """Whether the PIN has to come with this very form."""
    when = getattr(current_app.view_functions.get(request.endpoint or ""), "confirmed_anew", None)
    if when is None or auth.signed_in_person().pin_hash is None:
        return False
    parts = {name: value for name, value in (request.view_args or {}).items() if name != "lang"}
    return bool(when(**parts))


def is_weighty(endpoint: str | None) -> bool:
    """Whether the PIN is asked for again before a form is sent to this page."""
    view = current_app.view_functions.get(endpoint or "")
    return access_of(endpoint) in _WEIGHTY or getattr(view, "weighty", False)
