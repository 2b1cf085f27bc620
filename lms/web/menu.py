"""The menu of staff: each feature registers its pages. Knows no feature and no person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from flask import Flask, current_app, request, url_for
from flask_babel import LazyString

_NAME: Final = "sala.menu"


@dataclass(frozen=True)
class Entry:
    """A page in the menu of those who hold `permission`; lower `place`s come first.

    `waiting` counts what waits there for whoever reads the page; `icon` is one of `components/desk.html`; `short` is
    what a narrow tab calls it where the title is too long for that.
    """

    place: int
    permission: str
    endpoint: str
    title: LazyString
    waiting: Callable[[], int] = lambda: 0
    icon: str = "page"
    short: LazyString | None = None


class Shown(NamedTuple):
    """An entry for one reader. `current`: the reader is on this page ("page"), below it ("true") or elsewhere ("")."""

    address: str
    title: LazyString
    waiting: int
    icon: str
    current: str
    short: LazyString


def register(app: Flask, *entries: Entry) -> None:
    """Add pages to the menu."""
    registered: list[Entry] = app.extensions.setdefault(_NAME, [])
    registered.extend(entries)
    registered.sort(key=lambda entry: entry.place)


def of_reader(may: Callable[[str], bool]) -> Sequence[Shown]:
    """The pages that somebody may open, in order."""
    registered: Sequence[Entry] = current_app.extensions.get(_NAME, ())
    opened = [(entry, url_for(entry.endpoint)) for entry in registered if may(entry.permission)]
    here = nearest(request.path, [address for _, address in opened])
    return [
        Shown(
            address,
            entry.title,
            entry.waiting(),
            entry.icon,
            _current(address, here),
            entry.short or entry.title,
        )
        for entry, address in opened
    ]


def nearest(path: str, addresses: Iterable[str]) -> str:
    """The address that a path is, or stands below: of several the longest one; "" where there is none."""
    return max((address for address in addresses if path.startswith(address)), key=len, default="")


def _current(address: str, here: str) -> str:
    if address != here:
        return ""
    return "page" if request.path == address else "true"
