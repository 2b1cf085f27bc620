"""What groups said of the lessons of a module, as rows of a page in the reader's language. Reads no rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from lms.content.types.curriculum import Language, Lesson, Module
from lms.courses.presenters import lesson_cards
from lms.feedback.domain.hiding import CLEAR, UNCLEAR, Numbers, Shown, shown
from lms.feedback.domain.opinions import version_of
from lms.feedback.presenters.wording import WHY
from lms.feedback.queries import Counted


class Part(NamedTuple):
    """A reason or a card, and how many named it, in words; `language` is that of its name, "" for the reader's."""

    name: str
    people: str
    language: str = ""


class Cell(NamedTuple):
    """What was said of a lesson in one language; None where fewer than five people said anything of these words."""

    language: Language
    people: int
    clear: str
    unclear: str
    whys: list[Part]
    cards: list[Part]


def rows(
    module: Module, languages: tuple[Language, ...], counted: Mapping[tuple[str, str], Counted]
) -> Iterator[tuple[Lesson, list[tuple[Language, Cell | None]]]]:
    """Each lesson of a module with what was said of it in each language."""
    for lesson in module.lessons:
        found = ((language, counted.get((lesson.id, language.code))) for language in languages)
        yield lesson, [(language, _cell(lesson, language, one)) for language, one in found]


def _cell(lesson: Lesson, language: Language, counted: Counted | None) -> Cell | None:
    is_current = counted is not None and counted.version == version_of(lesson.text(language.code))
    seen = shown(counted.tally) if counted and is_current else None
    if seen is None:
        return None
    return Cell(
        language=language,
        people=seen.people,
        clear=_number(seen.opinions, CLEAR, seen),
        unclear=_number(seen.opinions, UNCLEAR, seen),
        whys=[Part(str(WHY[why]), _count(count)) for why, count in seen.whys.items()],
        cards=_cards(lesson, language, seen),
    )


def _cards(lesson: Lesson, language: Language, seen: Shown) -> list[Part]:
    titles = lesson_cards.titles(lesson, language.code)
    read_in = lesson.text(language.code).language
    named = [(int(card), count) for card, count in seen.cards.items() if int(card) <= len(titles)]
    return [Part(f"{card}/{len(titles)} {titles[card - 1]}", _count(count), read_in) for card, count in named]


def _number(numbers: Numbers, name: str, seen: Shown) -> str:
    """How many; where the whole is too small for either, nothing is said."""
    if name in numbers:
        return _count(numbers[name])
    return _("fewer than 5") if seen.opinions else ""


def _count(count: int | None) -> str:
    return _("5 or more") if count is None else str(count)
