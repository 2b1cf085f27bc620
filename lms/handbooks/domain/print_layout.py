"""What paper asks of a lesson: nothing folded, answers at the end, ids that are unique in a whole book, sheets.

Pure: blocks and HTML in, blocks and HTML out. Knows no layout, no words of the interface and no modules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lms.content.lessons.block_rules import walk
from lms.content.lessons.blocks import Block

_HEADING_MARK = re.compile(r"^#+[ \t]+|[ \t]*\{#[a-z0-9-]+\}[ \t]*$")
_ID = re.compile(r'(<h[2-4] id="|<a href="#)')
_RANGE = re.compile(r"\d+–\d+")
_SECTION = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CELL = re.compile(r"(?<!\\)\|")
_RUBRIC = "rubric"  # the id of the heading above a table of points


@dataclass(frozen=True)
class Answer:
    """What stands behind a self-check, with the title of its question."""

    title: str
    language: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Sheet:
    """A form that a trainer copies: the heading above it, the last paragraph before it, the table itself, and the
    paragraph directly below: there stands how the marks are read, and what decides.
    """

    title: str
    language: str
    before: tuple[Block, ...]
    table: Block
    after: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of a chapter as the contents list it. `title` is HTML without tags."""

    id: str
    title: str


def opened(html: str) -> str:
    """The HTML of a lesson with nothing folded: paper has no taps."""
    html = html.replace("<details", "<section").replace("</details>", "</section>")
    return html.replace("<summary>", '<p class="summary">').replace("</summary>", "</p>")


def unbroken(html: str) -> str:
    """The HTML with ranges of numbers such as 65–140 kept on one line: a plan has narrow columns."""
    return _RANGE.sub(r'<span class="range">\g<0></span>', html)


def within(html: str, chapter: str) -> str:
    """The HTML of a lesson with its heading ids, and the links to them, made those of one chapter of a book."""
    return _ID.sub(rf"\g<1>{chapter}-", html)


def sections(html: str) -> tuple[Section, ...]:
    """The sections of a chapter, in order."""
    return tuple(Section(match[1], _TAG.sub("", match[2])) for match in _SECTION.finditer(html))


def questions_and_answers(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Answer, ...]]:
    """The lesson without the answers to its self-checks, and these: one thinks before one turns the page."""
    answers = tuple(
        Answer(block.title, block.language, child.children)
        for block in blocks
        for child in block.children
        if child.kind == "answer"
    )
    return tuple(_without_answer(block) for block in blocks), answers


def _without_answer(block: Block) -> Block:
    return replace(block, children=tuple(child for child in block.children if child.kind != "answer"))


def sheets(blocks: Sequence[Block], given: str) -> tuple[Sheet, ...]:
    """The tables of a trainer's guide that are filled in: those with an empty column, and rubrics.

    A rubric (the table below the heading `{#rubric}`) gets an empty column headed `given`.
    """
    found: list[Sheet] = []
    heading: Block | None = None
    before: tuple[Block, ...] = ()
    below_sheet = False
    for block in walk(blocks):
        if block.kind == "heading":
            heading, before = block, ()
        elif block.kind == "paragraph":
            before = (block,)
            if below_sheet:
                found[-1] = replace(found[-1], after=before)
        below_sheet = False
        if block.kind == "table":
            table = _to_fill_in(block, given, rubric=heading is not None and heading.id == _RUBRIC)
            if table is not None:
                found.append(Sheet(_words(heading), block.language, before, table))
                below_sheet = True
    return tuple(found)


def _to_fill_in(table: Block, given: str, *, rubric: bool) -> Block | None:
    head, rule, *rows = table.text.split("\n")
    columns = list(zip(*(_cells(row) for row in rows), strict=False))
    if any(not any(column) for column in columns):
        return table
    if not rubric:
        return None
    lines = [f"{head} {given} |", f"{rule}---|", *(f"{row} |" for row in rows)]
    return replace(table, text="\n".join(lines))


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELL.split(row.strip().removeprefix("|").removesuffix("|"))]


def _words(heading: Block | None) -> str:
    return "" if heading is None else _HEADING_MARK.sub("", heading.text).replace("*", "")
