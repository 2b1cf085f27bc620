"""Views that answer a form with a file, as far as the page that asks for the PIN has to know them.

A browser stays where it is when it saves a file: without this, on the page that asks, which looks as if it had failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from flask import current_app, request

View = TypeVar("View", bound=Callable[..., Any])
Form: TypeAlias = Mapping[str, str]


def export(view: View) -> View:
    """Mark a view that can be asked for its file again: after the PIN a page of its own offers it."""
    view.export = True  # type: ignore[attr-defined]
    return view


def saves_file(when: Callable[[Form], bool]) -> Callable[[View], View]:
    """Mark a view that does something and answers with a file, where `when` says so of the form.

    The page that asks for the PIN then says that it stays open.
    """

    def marked(view: View) -> View:
        view.saves_file = when  # type: ignore[attr-defined]
        return view

    return marked


def is_export() -> bool:
    """Whether the view that the form is sent to is an export."""
    return getattr(_present_view(), "export", False)


def is_file() -> bool:
    """Whether the view that the form is sent to does something and answers with a file."""
    when = getattr(_present_view(), "saves_file", None)
    return when is not None and bool(when(request.form))


def _present_view() -> Callable[..., Any] | None:
    return current_app.view_functions.get(request.endpoint or "")
