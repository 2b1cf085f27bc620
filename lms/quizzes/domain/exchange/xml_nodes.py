"""An XML text -> nodes with their lines, or as many of its questions as can be read. Knows no questions.

A document type is refused before anything of it is read: with one, a file of some lines fills the memory, or asks for
files of the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from lms.quizzes.domain.moodle_questions import Remark

_DEEPEST: Final = 50  # Moodle's own files need 6
_BOUND = re.compile(r"<question\b|</question[ \t\n]{0,9}>")
# At the start alone, as XML has it: looked for at every place, many spaces would take the square of their number.
_DECLARATION = re.compile(r"\A\s*+<\?xml.*?\?>", re.DOTALL)  # the text is decoded already
_UNCLOSED: Final = "this question is not closed (`</question>`)"
_DOCTYPE: Final = (
    "the file has a document type (`<!DOCTYPE`), which a question file does not need: take it away"
)


@dataclass
class Node:
    """An element: its attributes, its own text, the elements in it, and the line on which it begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def first(self, *path: str) -> Node | None:
        """The first element on a path of tags below this one."""
        node: Node | None = self
        for tag in path:
            node = next((child for child in node.children if child.tag == tag), None) if node else None
        return node

    def all(self, tag: str) -> list[Node]:
        """The elements with a tag directly below this one."""
        return [child for child in self.children if child.tag == tag]

    def said(self, *path: str) -> str:
        """The text at the end of a path, without white space around it; empty where there is none."""
        found = self.first(*path)
        return found.text.strip() if found else ""


class _RefusedError(Exception):
    """A file of which nothing is read."""


class _DeepError(Exception):
    """An element of which nothing is read; `line` is where it becomes too deep."""

    def __init__(self, line: int) -> None:
        super().__init__(f"elements are nested more than {_DEEPEST} deep")
        self.line = line


def questions_of(text: str) -> Iterator[Node | Remark]:
    """Every `question` of a file. Where the whole is broken each is read by itself, and the broken ones are named."""
    text = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    try:
        root = _parsed(text, 1)
    except _RefusedError as refused:
        yield Remark(1, str(refused), lost=True)
    except ExpatError as error:
        yield Remark(error.lineno, "the XML is broken here: each question was read by itself")
        yield from _one_by_one(text)
    except _DeepError as deep:
        yield Remark(deep.line, f"{deep}: each question was read by itself")
        yield from _one_by_one(text)
    else:
        if root.tag != "quiz":
            yield Remark(
                root.line, f"this is no file of Moodle: it begins with <{root.tag}>, not <quiz>", lost=True
            )
            return
        if stray := " ".join(root.text.split()):
            yield Remark(root.line, f"“{stray[:60]}” stands between the questions and is left out", lost=True)
        for child in root.children:
            known = child.tag == "question"
            yield child if known else Remark(child.line, f"<{child.tag}> is no question and is left out")


def _one_by_one(text: str) -> Iterator[Node | Remark]:
    opened: tuple[int, int] | None = None  # its place and line
    place, line = 0, 1
    for bound in _BOUND.finditer(text):
        line += text.count("\n", place, bound.start())
        place = bound.start()
        if bound[0].startswith("</"):
            if opened is not None:
                yield _alone(text[opened[0] : bound.end()], opened[1])
            opened = None
            continue
        if opened is not None:
            yield Remark(opened[1], _UNCLOSED, lost=True)
        opened = (place, line)
    if opened is not None:
        yield Remark(opened[1], _UNCLOSED, lost=True)


def _alone(text: str, line: int) -> Node | Remark:
    try:
        return _parsed(text, line)
    except _DeepError as deep:
        return Remark(deep.line, str(deep), lost=True)
    except ExpatError as error:
        return Remark(line + error.lineno - 1, "the XML of this question is broken", lost=True)


def _parsed(text: str, first_line: int) -> Node:
    parser = ParserCreate("utf-8")
    outside = Node("", {}, first_line)
    above = [outside]
    pieces: list[list[str]] = [[]]

    def start(tag: str, attributes: dict[str, str]) -> None:
        line = parser.CurrentLineNumber + first_line - 1
        if len(above) > _DEEPEST:
            raise _DeepError(line)
        node = Node(tag, attributes, line)
        above[-1].children.append(node)
        above.append(node)
        pieces.append([])

    def end(_tag: str) -> None:
        above.pop().text = "".join(pieces.pop())

    def refuse(*_: object) -> None:
        raise _RefusedError(_DOCTYPE)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda said: pieces[-1].append(said)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.Parse(text.encode("utf-8", "replace"), True)
    return outside.children[0]
