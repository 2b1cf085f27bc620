"""The blocks of a lesson as the plain texts that a reader sees, each with the heading above it. Pure.

Goes by the blocks, not by their HTML: a page is drawn differently for labels, notes and terms, its words stay.
What a reader does not see in a lesson is not searched: trainer notes, addresses of links, words for pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from lms.content.lessons.block_rules import service_keys
from lms.content.lessons.blocks import Block
from lms.search.domain.sentences import sentence_starts


class Piece(NamedTuple):
    """Words as an excerpt shows them, with what turns them round before them: “Not safe:”, the head of a column."""

    lead: str
    text: str


@dataclass(frozen=True)
class Passage:
    """One text: a heading, a paragraph, an item of a list, a row of a table. `anchor` is the id of the nearest
    heading above it, empty before the first; `language` the one that it is really in.

    `pieces` is how an excerpt shows it, where its words alone could be taken for their contrary; what is not `shown`
    is found and never an excerpt: the one after it is shown instead. What is `aside` says
    nothing of what to do: a story, an exercise, the name of a service.
    """

    text: str
    language: str
    anchor: str = ""
    pieces: tuple[Piece, ...] = ()
    shown: bool = True
    aside: bool = False


Services: TypeAlias = Callable[[tuple[str, ...]], Iterable[tuple[str, str]]]

_HEADING_END = re.compile(r"[ \t]*\{#[^}]*\}[ \t]*$")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+", re.MULTILINE)
_TABLE_RULE = re.compile(r"[ \t|:-]+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"<(https://[^>\s]*)>")
_EMPHASIS = re.compile(r"(?<!\\)[*`]+|(?<![\\\w])_+|(?<!\\)_+(?!\w)")
_QUOTED = re.compile(r"^>[ \t]?", re.MULTILINE)
_BETWEEN = " · "
_KHMER_COLON = "៖"
_COLONS = (":", _KHMER_COLON)
_JUDGED = {"do": "✓", "dont": "✕"}  # as its list is marked on the page: “Papers first” may be a wrong way
_ASIDE = ("scenario", "check", "activity")
_INTRODUCED = ("bullets", "numbers", "quote")
_LEAD = 120  # characters: a longer sentence introduces less than the heading does
_LEAD_WITHOUT_COLON = 50
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def passages(blocks: Iterable[Block], services: Services, best: Sequence[int] = ()) -> list[Passage]:
    """Every text of a lesson in its order. `services` gives the names, with their languages, of the services
    that a `local` block lists by their keys; `best` says of each story which choice is best, from 1.
    """
    reader = _Reader(services, best)
    reader.read_all(blocks, _Around())
    return reader.found


def plain(text: str) -> str:
    """Prose without its marks: emphasis, links, escapes."""
    text = _LINK.sub(r"\1", _ADDRESS.sub(r"\1", text))
    return unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)))


class _Around(NamedTuple):
    """What stands around a block: the nearest title, and whether it says how to take every text (Not safe)."""

    title: str = ""
    judged: bool = False

    def within(self, block: Block) -> _Around:
        """The same for what the block holds. A choice is no title of what comes of it."""
        if block.kind in _JUDGED:
            title = _BETWEEN.join(filter(None, (self.title, plain(block.title))))
            return _Around(f"{_JUDGED[block.kind]} {title}", judged=True)
        if block.kind == "choice":
            return _Around(self.title, judged=True)
        return _Around(plain(block.title) or self.title, self.judged)


class _Reader:
    def __init__(self, services: Services, best: Sequence[int]) -> None:
        self._services = services
        self._best = iter(best)
        self._anchor = ""
        self._heading = ""
        self._aside = False
        self.found: list[Passage] = []

    def read_all(self, blocks: Iterable[Block], around: _Around, best: int = 0) -> None:
        choices = 0
        introduction = ""
        blocks = tuple(blocks)
        for block, after in zip_longest(blocks, blocks[1:]):
            choices += block.kind == "choice"
            told = _introduction(block, after)
            alone = block.kind != "choice" or choices == best
            self._read(block, around, introduction, shown=alone and told != plain(block.text))
            introduction = told

    def _read(self, block: Block, around: _Around, introduction: str, *, shown: bool) -> None:
        # A paragraph with a last day holds figures that leave the page: an index knows no day.
        if block.kind == "trainer" or block.until is not None:
            return
        outside, self._aside = self._aside, self._aside or block.kind in _ASIDE
        self._add(Passage(block.title, block.language, shown=shown))
        if block.kind == "local":
            for name, language in self._services(service_keys(block)):
                self._add(Passage(name, language, aside=True))
        elif block.kind != "picture":
            self._anchor = block.id or self._anchor
            for passage in self._texts(block, around, introduction):
                self._add(passage if shown else replace(passage, shown=False))
            best = next(self._best, 0) if block.kind == "scenario" else 0
            self.read_all(block.children, around.within(block), best)
        self._aside = outside

    def _texts(self, block: Block, around: _Around, introduction: str) -> Iterator[Passage]:
        if block.kind == "heading":
            self._heading = plain(_HEADING_END.sub("", block.text.lstrip("#"))).strip()
            yield Passage(self._heading, block.language)
        elif block.kind == "table":
            yield from _rows(block)
        elif block.kind in ("bullets", "numbers"):
            lead = introduction or around.title or self._heading
            yield from (_told(lead, plain(text), block.language) for text in _ITEM.split(block.text))
        elif block.kind in ("quote", "paragraph"):
            lead = introduction or (around.title if around.judged else "")
            yield _told(lead, plain(_QUOTED.sub("", block.text)), block.language)

    def _add(self, passage: Passage) -> None:
        if passage.text.strip():
            self.found.append(replace(passage, anchor=self._anchor, aside=self._aside or passage.aside))


def _told(lead: str, text: str, language: str) -> Passage:
    return Passage(text, language, pieces=(Piece(_lead(lead, language), text),) if lead else ())


def _rows(table: Block) -> Iterator[Passage]:
    """Each row with the heads of its columns. The row of heads says nothing by itself."""
    lines = [line for line in table.text.split("\n") if not _TABLE_RULE.fullmatch(line)]
    heads, *rows = ([plain(cell.strip()) for cell in line.strip().strip("|").split("|")] for line in lines)
    yield Passage(_BETWEEN.join(heads), table.language, shown=not rows)
    for cells in rows:
        told = zip_longest(heads, cells, fillvalue="")
        pieces = tuple(Piece(_lead(head, table.language), cell) for head, cell in told if cell)
        yield Passage(_BETWEEN.join(cells), table.language, pieces=pieces)


def _introduction(block: Block, after: Block | None) -> str:
    """The sentence that introduces the list after it: one that ends in a colon, or stands alone (Thai has none)."""
    if block.kind != "paragraph" or after is None or after.kind not in _INTRODUCED:
        return ""
    text = plain(block.text).strip()
    if text.endswith(_COLONS):
        *_, last = sentence_starts(text)
        return next((each for each in (text, text[last:]) if len(each) <= _LEAD), "")
    return text if len(text) <= _LEAD_WITHOUT_COLON else ""


def _lead(text: str, language: str) -> str:
    ended = not text or text.endswith((*_COLONS, *".?!។"))
    return text if ended else text + (_KHMER_COLON if language == "km" else ":")
