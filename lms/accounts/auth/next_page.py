"""Where somebody goes who has just signed in: the page that was asked for, or the start page of their role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

from flask import url_for

from lms.accounts.models import Person
from lms.signals import Hook

View = TypeVar("View", bound=Callable[..., Any])
Leader: TypeAlias = Callable[[Person, str], str]
_leaders: list[Leader] = []

# Where somebody arrives who signs in and asked for no page: a feature above may know of a better one.
start_page: Final = Hook[[Person], str](lambda person: url_for("courses.me"))


def after_entering(leader: Leader) -> None:
    """Let `leader(person, address)` say where somebody goes first after signing in, on the way to an address."""
    if leader not in _leaders:
        _leaders.append(leader)


def onward(person: Person, address: str) -> str:
    """Where somebody goes who has just signed in and wants to go to an address."""
    for leader in _leaders:
        address = leader(person, address)
    return address


def kept_through_sign_in(view: View) -> View:
    """Let the address of a form lead through sign-in: a leader (`after_entering`) does what was asked for.

    For a form whose address says everything: what was typed into it would be lost.
    """
    view.kept_through_sign_in = True  # type: ignore[attr-defined]
    return view


def is_local(address: str) -> bool:
    """Whether an address leads to a page of this site, in the eyes of every browser.

    Browsers read "\\" as "/" and leave out tabs and line ends, so "/\\elsewhere" would lead elsewhere.
    """
    read = address.replace("\\", "/")
    return read.isprintable() and read.startswith("/") and not read.startswith("//")
