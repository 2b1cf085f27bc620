"""The menu of staff: each feature registers its pages. Knows no feature and no person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from flask import Flask, current_app
from flask_babel import LazyString

_NAME: Final = "sala.menu"


@dataclass(frozen=True)
class Entry:
    """A page in the menu of those who hold `permission`; lower `place`s come first.

    `waiting` counts what waits there for whoever reads the page.
    """

    place: int
    permission: str
    endpoint: str
    title: LazyString
    waiting: Callable[[], int] = lambda: 0


class Shown(NamedTuple):
    """An entry for one reader."""

    endpoint: str
    title: LazyString
    waiting: int


def register(app: Flask, *entries: Entry) -> None:
    """Add pages to the menu."""
    registered: list[Entry] = app.extensions.setdefault(_NAME, [])
    registered.extend(entries)
    registered.sort(key=lambda entry: entry.place)


def of_reader(may: Callable[[str], bool]) -> Sequence[Shown]:
    """The pages that somebody may open, in order."""
    registered: Sequence[Entry] = current_app.extensions.get(_NAME, ())
    return [
        Shown(entry.endpoint, entry.title, entry.waiting()) for entry in registered if may(entry.permission)
    ]
