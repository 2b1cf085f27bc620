"""Lesson text -> a tree of blocks, by one cheap pass over its lines. Finds fences and the kinds of prose;
draws nothing.

The tree is the only reading of the fence syntax: the rules check it, the renderer draws it, translations are
compared by it. So what a check accepts is what a reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal, TypeAlias

from lms.content.problems import Problem, nearest


@dataclass(frozen=True)
class Kind:
    """A fenced block: whether it has a title, where it may stand (empty: not inside another), what it may
    hold.
    """

    titled: bool
    inside: str = ""
    holds: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "key": Kind(titled=False),
        "safety": Kind(titled=False),
        "scenario": Kind(titled=True, holds=("choice",)),
        "choice": Kind(titled=True, inside="scenario"),
        "steps": Kind(titled=True),
        "compare": Kind(titled=True, holds=("do", "dont")),
        "do": Kind(titled=True, inside="compare"),
        "dont": Kind(titled=True, inside="compare"),
        "activity": Kind(titled=True),
        "check": Kind(titled=True, holds=("answer",)),
        "answer": Kind(titled=False, inside="check"),
        "local": Kind(titled=True),
        "trainer": Kind(titled=False),
        "picture": Kind(titled=True),
    }
)
Mark: TypeAlias = Literal["stale", "withheld", "untranslated"]

PROSE = ("heading", "paragraph", "bullets", "numbers", "table", "quote")


@dataclass(frozen=True)
class Block:
    """A piece of a lesson: a fenced block (`kind` of KINDS) or prose (`kind` of PROSE).

    `id` is a heading's; `text` is the source between the fences, or the prose itself; `line` is where it
    starts in its file; `language` is the one it is written in. Top-level blocks are the units of
    translation and freshness: `mark` says that one is an old translation (`stale`), or the English text
    because an old translation may not be shown (`withheld`) or because there is none (`untranslated`).
    `until` is the last day on which a paragraph with figures is shown: the source says it, for all languages.
    """

    kind: str
    text: str
    line: int
    language: str
    id: str | None = None
    title: str = ""
    children: tuple[Block, ...] = ()
    mark: Mark | None = None
    until: date | None = None

    @property
    def safety(self) -> bool:
        """Whether somebody's safety depends on these words, so that an old translation may not be shown."""
        return self.kind == "safety" or any(child.safety for child in self.children)


_FENCE = re.compile(r"(/{3,})[ \t]*(?:([^\s/|]+)[ \t]*(?:\|[ \t]*(.*?))?)?[ \t]*")
_LOOKS_LIKE_FENCE = re.compile(r"[ \t]*/{3,}")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_HEADING_ID = re.compile(r"\{#([a-z][a-z0-9-]*)\}[ \t]*$")
_UNTIL = re.compile(r"[ \t]*\{until=([^}]*)\}[ \t]*$")
_BULLET = re.compile(r"[-*+][ \t]+\S")
_NUMBER = re.compile(r"\d+\.[ \t]+\S")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-*:?[ \t]*)+$")
_ONE_LEVEL = "A block that holds others opens and closes with four slashes, those inside it with three."


@dataclass
class _Open:
    """A fence that has not been closed yet."""

    kind: str
    title: str
    slashes: int
    line: int
    children: list[Block] = field(default_factory=list)


class _Scanner:
    def __init__(self, file: str, text: str, first_line: int, language: str) -> None:
        self._file = file
        self._lines = text.split("\n")
        self._first = first_line
        self._language = language
        self._open: list[_Open] = []
        self._run: list[str] = []
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []

    def scan(self) -> None:
        for number, line in enumerate(self._lines, self._first):
            if not _LOOKS_LIKE_FENCE.match(line):
                self._run.append(line)
                continue
            self._flush(number)
            self._fence(number, line)
        end = self._first + len(self._lines)
        self._flush(end)
        while self._open:
            unclosed = self._open[-1]
            slashes = "/" * unclosed.slashes
            self._report(
                unclosed.line, f"`{unclosed.kind}` is never closed", f"Add a line `{slashes}` at its end."
            )
            self._close(end)

    def _fence(self, number: int, line: str) -> None:
        match = _FENCE.fullmatch(line)
        if match is None:
            hint = "Write `/// kind | title` at the very start of the line, or three slashes alone to close."
            self._report(number, f"`{line.strip()}` is not a fence", hint)
        elif match[2] is None:
            self._closing(number, len(match[1]))
        else:
            self._opening(number, len(match[1]), match[2], match[3] or "")

    def _opening(self, number: int, slashes: int, kind: str, title: str) -> None:
        around = self._open[-1] if self._open else None
        self._check_place(number, slashes, kind, around)
        if kind in KINDS and KINDS[kind].titled and not title:
            self._report(number, f"`{kind}` has no title", f"Write `{'/' * slashes} {kind} | The title`.")
        if kind in KINDS and not KINDS[kind].titled and title:
            self._report(number, f"`{kind}` takes no title", "Move the words into the block.")
        self._open.append(_Open(kind, title, slashes, number))

    def _check_place(self, number: int, slashes: int, kind: str, around: _Open | None) -> None:
        if kind not in KINDS:
            self._report(number, f"`{kind}` is not a kind of block", nearest(kind, KINDS))
            return
        expected = KINDS[kind].inside
        if around is None:
            if expected:
                self._report(number, f"`{kind}` stands alone; it belongs inside `{expected}`", _ONE_LEVEL)
        elif around.kind in KINDS and kind not in KINDS[around.kind].holds:
            hint = f"Is the `{around.kind}` of line {around.line} closed?"
            self._report(number, f"`{kind}` cannot stand inside `{around.kind}`", hint)
        elif slashes >= around.slashes:
            what = f"`{kind}` has as many slashes as the `{around.kind}` around it (line {around.line})"
            self._report(number, what, _ONE_LEVEL)

    def _closing(self, number: int, slashes: int) -> None:
        if not self._open:
            self._report(number, "this closes a block, but none is open", "Take the line away.")
            return
        innermost = self._open[-1]
        if slashes == innermost.slashes:
            self._close(number)
            return
        what = f"{slashes} slashes close nothing: `{innermost.kind}` opened with {innermost.slashes}"
        self._report(number, what, f"It opened on line {innermost.line}.")
        if any(frame.slashes == slashes for frame in self._open):  # the inner one was forgotten
            while self._open[-1].slashes != slashes:
                self._close(number)
            self._close(number)

    def _close(self, end: int) -> None:
        done = self._open.pop()
        text = "\n".join(self._lines[done.line - self._first + 1 : end - self._first]).strip("\n")
        block = Block(done.kind, text, done.line, self._language, None, done.title, tuple(done.children))
        self._add(block)

    def _add(self, block: Block) -> None:
        (self._open[-1].children if self._open else self.blocks).append(block)

    def _flush(self, end: int) -> None:
        for block in _prose(self._run, end - len(self._run), self._language):
            self._add(self._with_last_day(block))
        self._run = []

    def _with_last_day(self, block: Block) -> Block:
        """A block without the mark of its last day, which stands at its end."""
        match = _UNTIL.search(block.text)
        if match is None:
            return block
        try:
            until = date.fromisoformat(match[1])
        except ValueError:
            until = None
        if until is None or block.kind != "paragraph" or self._open:
            self._report(
                block.line,
                f"`{match[0].strip()}` is not the last day of a paragraph",
                "Write `{until=2027-07-31}` at the end of a paragraph that stands in no block.",
            )
        return replace(block, text=block.text[: match.start()], until=until)

    def _report(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(self._file, line, message, hint))


def parse(file: str, text: str, first_line: int, language: str) -> tuple[tuple[Block, ...], list[Problem]]:
    """The blocks of a lesson's text, which starts on `first_line` of `file`, and what is wrong with its
    fences.
    """
    scanner = _Scanner(file, text, first_line, language)
    scanner.scan()
    return tuple(scanner.blocks), scanner.problems


def _prose(lines: list[str], first_line: int, language: str) -> list[Block]:
    """Prose between fences, cut at blank lines and around headings; a list with air in it stays one block."""
    blocks: list[Block] = []
    for chunk, line in _chunks(lines, first_line):
        kind = _prose_kind(chunk)
        last = blocks[-1] if blocks else None
        goes_on = chunk[0].startswith((" ", "\t")) or (last is not None and kind == last.kind)
        if last is not None and last.kind in ("bullets", "numbers") and goes_on:
            air = "\n" * (line - last.line - last.text.count("\n"))
            blocks[-1] = Block(last.kind, last.text + air + "\n".join(chunk), last.line, language)
            continue
        heading_id = _HEADING_ID.search(chunk[0]) if kind == "heading" else None
        blocks.append(Block(kind, "\n".join(chunk), line, language, heading_id and heading_id[1]))
    return blocks


def _chunks(lines: list[str], first_line: int) -> list[tuple[list[str], int]]:
    chunks: list[tuple[list[str], int]] = []
    fresh = True
    for number, line in enumerate(lines, first_line):
        heading = _HEADING.match(line) is not None
        if not line.strip():
            fresh = True
            continue
        if fresh or heading:
            chunks.append(([], number))
        chunks[-1][0].append(line.rstrip())
        fresh = heading
    return chunks


def _prose_kind(chunk: list[str]) -> str:
    first = chunk[0]
    if _HEADING.match(first):
        return "heading"
    if _BULLET.match(first):
        return "bullets"
    if _NUMBER.match(first):
        return "numbers"
    if first.startswith(">"):
        return "quote"
    if len(chunk) > 1 and _TABLE_RULE.match(chunk[1]):
        return "table"
    return "paragraph"


def list_items(block: Block) -> list[str]:
    """The first lines of the top items of a list, without their marks."""
    marks = [
        match for line in block.text.split("\n") if (match := re.match(r"(?:[-*+]|\d+\.)[ \t]+(.*)", line))
    ]
    return [match[1] for match in marks]
