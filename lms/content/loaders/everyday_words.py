"""curriculum/everyday.yaml -> everyday words of the search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from lms.content.lessons.blocks import Block
from lms.content.loaders.context import Reading
from lms.content.problems import nearest
from lms.content.schemas.curriculum import Key, LanguageCode, Shape, Text
from lms.content.types.curriculum import SOURCE, Module
from lms.content.types.everyday_words import Everyday, Lead

_NAME = "everyday.yaml"
_Lead = Annotated[
    str, StringConstraints(pattern="^[a-z][a-z0-9-]*/[0-9]{2}-[a-z][a-z0-9-]*(#[a-z][a-z0-9-]*)?$")
]


class EverydayShape(Shape):
    """Words by language, the lessons to which they lead, and the lessons' own words for the same."""

    lessons: list[_Lead]
    words: dict[LanguageCode, list[Text]]
    own: dict[LanguageCode, list[Text]] = Field(default_factory=dict)


class EverydayFile(RootModel[dict[Key, EverydayShape]]):
    """everyday.yaml."""


def read_everyday(reading: Reading, modules: Iterable[Module]) -> tuple[Everyday, ...]:
    """The groups of words, none where there is no file; its problems are noted."""
    path = reading.root / "curriculum" / _NAME
    read = reading.yaml(path, EverydayFile) if path.exists() else None
    if read is None:
        return ()
    # What a broken lesson holds is not known: its own problem is told first.
    places = None if reading.problems else set(_places(modules))
    languages = [language.code for language in reading.languages]
    for name, said in read.shape.root.items():
        for at, lead in enumerate(said.lessons):
            if places is not None and lead not in places:
                line = read.document.line(name, "lessons", at)
                reading.report(
                    read.document.file, line, f"there is no lesson or heading `{lead}`", nearest(lead, places)
                )
        for place, code in [*(("words", code) for code in said.words), *(("own", code) for code in said.own)]:
            if code not in languages:
                line = read.document.line(name, place, code)
                message = f"`{code}` is not in languages.yaml"
                reading.report(read.document.file, line, message, nearest(code, languages))
    return tuple(_everyday(said) for said in read.shape.root.values())


def _everyday(said: EverydayShape) -> Everyday:
    parts = (lead.partition("#") for lead in said.lessons)
    leads = tuple(Lead(lesson, anchor) for lesson, _, anchor in parts)
    return Everyday(leads, _by_language(said.words), _by_language(said.own))


def _by_language(said: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({code: tuple(words) for code, words in said.items()})


def _places(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for lesson in module.lessons:
            name = f"{module.id}/{lesson.id}"
            yield name
            yield from (f"{name}#{anchor}" for anchor in _anchors(lesson.text(SOURCE).blocks))


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.id:
            yield block.id
        yield from _anchors(block.children)
