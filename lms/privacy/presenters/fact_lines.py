"""One fact about somebody as a line, and the titles of what it names. Reads no rows."""

from __future__ import annotations

from dataclasses import dataclass

from lms.content.types.curriculum import Content
from lms.i18n import current_language


@dataclass(frozen=True)
class Line:
    """One fact: its name, its value as text, and the language of that where it is another one."""

    name: str
    value: str
    language: str


def of_lesson(name: str, module: str, lesson: str, content: Content) -> Line:
    """The lesson by its title, or by its id where it is no longer taught."""
    try:
        text = content.lesson(f"{module}/{lesson}")[1].text(current_language())
    except KeyError:
        return Line(name, lesson, current_language())
    return Line(name, text.title, text.language)


def of_question(name: str, module: str, item: str, content: Content) -> Line:
    """The question as it is asked, or its id where it is asked no more."""
    try:
        text = content.pools[module].question(item).text(current_language())
    except KeyError:
        return Line(name, item, current_language())
    return Line(name, text.stem, text.language)


def of_language(name: str, code: str, content: Content) -> Line:
    """The language by its own name."""
    known = {one.code: one.name for one in content.languages}
    return Line(name, known.get(code, code), code)
