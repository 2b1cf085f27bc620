"""Fields of a form that a page carries on, hidden, until a PIN was given or the right person is signed in.

The page that carries them is much larger than what was sent: a field of one letter becomes a line. So only what a form
of ours can send is carried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from flask import current_app
from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms.i18n import day
from lms.text.calendars import read_date
from lms.web.request_input import MOST_FIELDS

LONGEST: Final = 100_000  # letters of all names and values
_CSRF_FIELD: Final = "csrf_token"  # that of another session or page; each has its own

View = TypeVar("View", bound=Callable[..., Any])


# A field as a page says it: its name, its value and whom the form is about (None for nobody) -> what it is called and
# what was chosen; None for what holds nothing that anybody typed.
Words: TypeAlias = Callable[[str, str, Any], tuple[str, str] | None]
# Whether what is at an address is within a scope: the parts of the address, the scope.
IsOpen: TypeAlias = Callable[[Mapping[str, Any], Any], bool]


def as_typed(name: str, value: str, subject: Any) -> tuple[str, str]:
    """A field by its name, with its value as it was sent."""
    return name, value


def labelled(
    labels: Mapping[str, LazyString], values: Mapping[str, Callable[[str], str]] = MappingProxyType({})
) -> Words:
    """The words of a form by the labels of its fields; `values`: for fields that hold codes, what a code says."""

    def words(name: str, value: str, subject: Any) -> tuple[str, str]:
        said = values[name](value) if value and name in values else value
        return str(labels.get(name, name)), said

    return words


def as_day(value: str) -> str:
    """A day of a form in words; what is none as it was typed."""
    try:
        return day(read_date(value))
    except ValueError:
        return value


def as_yes(value: str) -> str:
    """What a box says that was ticked."""
    return str(_("Yes"))


class Kept(NamedTuple):
    """What a form that waits is called, and its fields in words.

    `is_private`: its answers are shown to nobody, since another person may be the one who signs in. `is_open`: whether
    somebody may see what the address is about; whoever may not is shown nothing of what was typed.
    """

    title: LazyString
    words: Words
    is_private: bool
    is_open: IsOpen


def kept_as(
    title: LazyString,
    words: Words = as_typed,
    *,
    is_private: bool = False,
    is_open: IsOpen = lambda parts, scope: True,
) -> Callable[[View], View]:
    """Let what is typed into a form wait while somebody signs in; `title` says which form it is that waits.

    For forms that take time to fill in. A button is pressed again instead: nobody should send one unseen. `words` say
    the fields as the form does.
    """

    def mark(view: View) -> View:
        view.kept_as = Kept(title, words, is_private, is_open)  # type: ignore[attr-defined]
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
