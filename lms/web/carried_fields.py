"""Fields of a form that a page carries on, hidden, until a PIN was given or the right person is signed in.

The page that carries them is much larger than what was sent: a field of one letter becomes a line. So only what a form
of ours can send is carried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

from flask import current_app
from flask_babel import LazyString
from werkzeug.datastructures import MultiDict

from lms.web.request_input import MOST_FIELDS

LONGEST: Final = 100_000  # letters of all names and values
_CSRF_FIELD: Final = "csrf_token"  # that of another session or page; each has its own

View = TypeVar("View", bound=Callable[..., Any])


class Kept(NamedTuple):
    """What a form that waits is called, and its fields; `values` are the words for values that nobody types.

    `is_private`: its answers are shown to nobody, since another person may be the one who signs in.
    """

    title: LazyString
    labels: Mapping[str, LazyString]
    values: Mapping[Any, LazyString]
    is_private: bool


def kept_as(
    title: LazyString,
    labels: Mapping[str, LazyString] = MappingProxyType({}),
    values: Mapping[Any, LazyString] = MappingProxyType({}),
    *,
    is_private: bool = False,
) -> Callable[[View], View]:
    """Let what is typed into a form wait while somebody signs in; `title` says which form it is that waits.

    For forms that take time to fill in. A button is pressed again instead: nobody should send one unseen. A field
    without a label is shown by its name.
    """

    def mark(view: View) -> View:
        view.kept_as = Kept(title, labels, values, is_private)  # type: ignore[attr-defined]
        return view

    return mark


def kept(endpoint: str | None) -> Kept | None:
    """How a form is kept; None for one that is not."""
    return getattr(current_app.view_functions.get(endpoint or ""), "kept_as", None)


def bounded(form: MultiDict[str, str]) -> list[tuple[str, str]] | None:
    """All fields but the token, in their order; None where no form of ours has so many, or such long ones."""
    fields = [(name, value) for name, value in form.items(multi=True) if name != _CSRF_FIELD]
    letters = sum(len(name) + len(value) for name, value in fields)
    return fields if len(fields) <= MOST_FIELDS and letters <= LONGEST else None
