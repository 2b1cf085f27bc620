"""A document made ready for being searched, and where words of a query stand in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lms.search.domain.documents import Cue, Document
from lms.search.domain.matching import Match, Searchable, Word, matches, row, searchable
from lms.search.domain.passages import Passage

Said: TypeAlias = tuple[str, ...]  # the rows of everyday words that are typed together


@dataclass(frozen=True)
class Entry:
    """A document made ready. `haystack` is that of all its texts."""

    document: Document
    title: Searchable
    also: tuple[Searchable, ...]
    texts: tuple[Searchable, ...]
    haystack: str
    cues: tuple[tuple[Said, Cue], ...]


@dataclass(frozen=True)
class Places:
    """Where one word of the query stands in a document: in its title, in its other names, in each of its texts."""

    title: list[Match]
    names: list[list[Match]]
    texts: list[list[Match]]


def made_ready(document: Document) -> Entry:
    """The document with all its texts ready for being searched."""
    title = _ready(document.title)
    also = tuple(_ready(name) for name in document.also)
    texts = tuple(_ready(passage) for passage in document.passages)
    haystack = "".join(text.haystack for text in (title, *also, *texts))
    cues = tuple((tuple(map(row, way)), cue) for cue in document.cues for way in cue.words)
    return Entry(document, title, also, texts, haystack, cues)


def _ready(passage: Passage) -> Searchable:
    return searchable(passage.text, passage.language)


def all_places(entry: Entry, wanted: Sequence[Word]) -> list[Places]:
    """Where each of the words stands."""
    return [places_of(entry, word) for word in wanted]


def places_of(entry: Entry, word: Word) -> Places:
    """Where one word stands."""
    title = matches(entry.title, word)
    names = [title, *(matches(name, word) for name in entry.also)]
    return Places(title, names, [matches(text, word) for text in entry.texts])
