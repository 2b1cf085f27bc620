"""What a home is made of: numbers that lead to their lists, things that wait, first steps."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString


@dataclass(frozen=True)
class Tile:
    """A number and the list behind it, which counts the same. `sort`: a status, whose sign stands before the words;
    `unit`: what is counted, where the words do not say it.
    """

    address: str
    number: int
    words: LazyString | str
    sort: str = ""
    unit: LazyString | str = ""


@dataclass(frozen=True)
class Task:
    """Something that waits for the reader: one sentence, what it is about, one button."""

    icon: str
    title: str
    detail: str
    address: str
    button: LazyString | str


@dataclass(frozen=True)
class Step:
    """A first step on an empty site. `left`: what is not there, though the step is done: it may be meant so."""

    title: LazyString | str
    address: str
    button: LazyString | str
    is_done: bool
    left: str = ""
