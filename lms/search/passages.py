"""The blocks of a lesson as the plain texts that a reader sees, each with the heading above it. Pure.

Goes by the blocks, not by their HTML: a page is drawn differently for labels, notes and terms, its words stay.
What a reader does not see in a lesson is not searched: trainer notes, addresses of links, words for pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import TypeAlias

from lms.content.blockrules import service_keys
from lms.content.blocks import Block


@dataclass(frozen=True)
class Passage:
    """One text: a heading, a paragraph, an item of a list. `anchor` is the id of the nearest heading above it,
    empty before the first; `language` the one that it is really in.
    """

    text: str
    language: str
    anchor: str = ""


Services: TypeAlias = Callable[[tuple[str, ...]], Iterable[tuple[str, str]]]

_HEADING_END = re.compile(r"[ \t]*\{#[^}]*\}[ \t]*$")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+", re.MULTILINE)
_TABLE_RULE = re.compile(r"[ \t|:-]+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"<(https://[^>\s]*)>")
_EMPHASIS = re.compile(r"(?<!\\)[*`]+|(?<![\\\w])_+|(?<!\\)_+(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def passages(blocks: Iterable[Block], services: Services) -> list[Passage]:
    """Every text of a lesson in its order. `services` gives the names, with their languages, of the services
    that a `local` block lists by their keys.
    """
    reader = _Reader(services)
    for block in blocks:
        reader.read(block)
    return reader.found


def plain(text: str) -> str:
    """Prose without its marks: emphasis, links, escapes."""
    text = _LINK.sub(r"\1", _ADDRESS.sub(r"\1", text))
    return unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)))


class _Reader:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._anchor = ""
        self.found: list[Passage] = []

    def read(self, block: Block) -> None:
        if block.kind == "trainer":
            return
        self._add(block.title, block.language)
        if block.kind == "local":
            for name, language in self._services(service_keys(block)):
                self._add(name, language)
        elif block.kind != "picture":
            self._anchor = block.id or self._anchor
            for text in _texts(block):
                self._add(plain(text), block.language)
            for child in block.children:
                self.read(child)

    def _add(self, text: str, language: str) -> None:
        if text.strip():
            self.found.append(Passage(text, language, self._anchor))


def _texts(block: Block) -> Iterator[str]:
    if block.kind == "heading":
        yield _HEADING_END.sub("", block.text.lstrip("#"))
    elif block.kind in ("bullets", "numbers"):
        yield from _ITEM.split(block.text)
    elif block.kind == "table":
        yield from (_row(line) for line in block.text.split("\n") if not _TABLE_RULE.fullmatch(line))
    elif block.kind == "quote":
        yield re.sub(r"^>[ \t]?", "", block.text, flags=re.MULTILINE)
    elif block.kind == "paragraph":
        yield block.text


def _row(line: str) -> str:
    return " · ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
