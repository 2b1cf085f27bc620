"""What is held about somebody as lines of text in the reader's language. Reads no rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, assert_never

from flask_babel import gettext as _

from lms import clock
from lms.accounts import places
from lms.content.library import Library
from lms.i18n import current_language, day
from lms.inventory import Fact, Held, Personal, What
from lms.privacy import words
from lms.records import lists, names

# Ids and words of the house, which say nothing to a reader: they are in the file for programmes.
FOR_PROGRAMMES: Final = ("details", "drawn", "uuid")
_DIGESTS: Final = frozenset({("evidence", "file")})


@dataclass(frozen=True)
class Line:
    """One fact: its name, its value as text, and the language of that where it is another one."""

    name: str
    value: str
    language: str


@dataclass(frozen=True)
class Group:
    """All rows of one kind, each as lines; facts that nobody filled in are left out."""

    about: Personal
    rows: tuple[tuple[Line, ...], ...]


def groups(held: Mapping[What, Sequence[Held]], kinds: Sequence[Personal], library: Library) -> list[Group]:
    """What is held, in the order of the inventory; kinds of which nothing is held are left out."""
    return [
        Group(kind, tuple(_lines(one, library) for one in held[kind.what]))
        for kind in kinds
        if held.get(kind.what)
    ]


def _lines(one: Held, library: Library) -> tuple[Line, ...]:
    return tuple(
        _line(name, fact, one.facts, library)
        for name, fact in one.facts.items()
        if name not in FOR_PROGRAMMES and _says_something(name, fact)
    )


def _says_something(name: str, fact: Fact) -> bool:
    """Whether a fact is filled in, or has a word for that it is not ("not said"). The id of a list is no reason."""
    if name == "reason" and lists.uuid_in(str(fact)):
        return False
    return fact not in (None, "", [], {}) or (fact == "" and fact in words.VALUES.get(name, {}))


def _line(name: str, fact: Fact, facts: Mapping[str, Fact], library: Library) -> Line:
    label, language = str(words.FACTS[name]), current_language()
    if name in ("award", "module"):
        award = names.of_award(library, str(fact), language)
        return Line(label, award.text, award.language)
    if name in ("unit", "society"):
        unit = places.name_of(str(fact), language)
        return Line(label, unit.text, unit.language)
    if name == "lesson":
        title = _lesson(str(facts["module"]), str(fact), library)
        return Line(label, *title)
    if name == "language":
        known = {one.code: one.name for one in library.languages}
        return Line(label, known.get(str(fact), str(fact)), str(fact))
    return Line(label, _text(name, fact), language)


def _lesson(module: str, lesson: str, library: Library) -> tuple[str, str]:
    try:
        text = library.lesson(f"{module}/{lesson}")[1].text(current_language())
    except KeyError:  # it is no longer taught
        return lesson, current_language()
    return text.title, text.language


def _text(name: str, fact: Fact) -> str:
    match fact:
        case None:
            return ""
        case bool():
            return str(_("yes")) if fact else str(_("no"))
        case datetime():
            return day(clock.day_of(fact))
        case date():
            return day(fact)
        case str():
            word = words.VALUES.get(name, {}).get(fact)
            return fact if word is None else str(word)
        case int():
            return str(fact)
        case list():
            known = words.VALUES["role"] if name == "roles" else {}
            return ", ".join(str(known.get(one, one)) for one in fact)
        case dict():
            said = {key: value for key, value in fact.items() if (name, key) not in _DIGESTS}
            return "; ".join(f"{_called(key)}: {_plain(value)}" for key, value in said.items())
        case _:
            assert_never(fact)


def _called(key: str) -> str:
    return str(words.FACTS.get(key, key))


def _plain(value: Any) -> str:
    """A value within JSON, for people who want to know exactly."""
    if isinstance(value, dict):
        return ", ".join(f"{_called(key)} {_plain(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    return str(value)
