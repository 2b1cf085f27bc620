"""A GIFT file -> the text of each question with its line, its category and what its comment says.

Questions are apart by blank lines; where they are not, or where a blank line stands inside of answers, this is noticed.
Knows no answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lms.quizzes.domain.exchange import category_paths
from lms.quizzes.domain.exchange.gift_syntax import CATEGORY, COMMENT, hidden, of_comment
from lms.quizzes.domain.moodle_questions import Remark

_OPENS: Final = "{"
_CLOSES: Final = "}"
_BRACE = re.compile("[{}]")
_BEGINS = re.compile(r"\n\s*(?=\S)")  # the line after the answers: what stands there is another question
_GLUED: Final = "no blank line before this question: read as one of its own"
_NAMED = re.compile(r"\s*::")


@dataclass(frozen=True)
class Paragraph:
    """One question: its text with escaped signs hidden, the line on which that begins, the ID number and tags."""

    text: str
    line: int
    category: tuple[str, ...]
    id: str = ""
    tags: tuple[str, ...] = ()

    def line_at(self, place: int) -> int:
        """The line of a place in the text."""
        return self.line + self.text.count("\n", 0, place)


def paragraphs(text: str) -> Iterator[Paragraph | Remark]:
    """Every question of a file, and what was noticed between them."""
    waiting: Paragraph | None = None
    for found in _apart(text):
        if isinstance(found, Remark):
            yield found
            continue
        if waiting is not None and _goes_on(found.text):
            gap = found.line - waiting.line_at(len(waiting.text))
            yield Remark(found.line, "a blank line inside of the answers: read on after it")
            waiting = replace(waiting, text=waiting.text + "\n" * gap + found.text)
            if _CLOSES in found.text:
                yield from _singly(waiting)
                waiting = None
            continue
        if waiting is not None:
            yield from _singly(waiting)
        waiting = found if _is_open(found.text) else None
        if waiting is None:
            yield from _singly(found)
    if waiting is not None:
        yield from _singly(waiting)


@dataclass
class _Lines:
    """The lines gathered so far; those of comments are empty, so that they are counted."""

    first: int = 1
    lines: list[str] = field(default_factory=list)
    id: str = ""
    tags: tuple[str, ...] = ()
    last_brace: str = ""

    def add(self, line: str, number: int) -> None:
        self.first = self.first if self.lines else number
        self.lines.append(line)
        braces = _BRACE.findall(hidden(line))
        self.last_brace = braces[-1] if braces else self.last_brace

    @property
    def are_closed(self) -> bool:
        """Whether a whole question is among them."""
        return self.last_brace == _CLOSES

    def paragraph(self, category: tuple[str, ...]) -> Iterator[Paragraph]:
        skipped = next((at for at, line in enumerate(self.lines) if line), None)
        if skipped is not None:
            text = hidden("\n".join(self.lines[skipped:]))
            yield Paragraph(text, self.first + skipped, category, self.id, self.tags)


def _apart(text: str) -> Iterator[Paragraph | Remark]:
    category: tuple[str, ...] = ()
    seen = _Lines()
    for number, line in enumerate(text.split("\n"), 1):
        said = line.strip()
        if said.upper().startswith(CATEGORY):
            yield from seen.paragraph(category)
            seen, category = _Lines(), category_paths.path_of(said[len(CATEGORY) :])
        elif not said:
            yield from seen.paragraph(category)
            seen = _Lines()
        elif said.startswith(COMMENT):
            identity, tags = of_comment(said)
            if identity and seen.are_closed:
                yield from seen.paragraph(category)
                yield Remark(number, _GLUED)
                seen = _Lines()
            seen.add("", number)
            seen.id, seen.tags = identity or seen.id, (*seen.tags, *tags)
        else:
            seen.add(line, number)
    yield from seen.paragraph(category)


def _is_open(text: str) -> bool:
    return text.rfind(_OPENS) > text.rfind(_CLOSES)


def _goes_on(text: str) -> bool:
    """Whether a paragraph can go on with answers that were not closed: it closes them before others open, or has more
    of them.
    """
    opens, closes = text.find(_OPENS), text.find(_CLOSES)
    if closes < 0:
        return opens < 0 and text.lstrip().startswith(("=", "~", "#"))
    return (opens < 0 or closes < opens) and not _NAMED.match(text)


def _singly(paragraph: Paragraph) -> Iterator[Paragraph | Remark]:
    """The questions of a paragraph, each by itself: after answers a new line begins the next one if that has answers
    or a name.
    """
    text, start, line = paragraph.text, 0, paragraph.line
    identity, tags = paragraph.id, paragraph.tags
    while (gap := _next_question(text, start)) is not None:
        yield Paragraph(text[start : gap.start()], line, paragraph.category, identity, tags)
        line += text.count("\n", start, gap.end())
        start, identity, tags = gap.end(), "", ()
        yield Remark(line, _GLUED)
    yield Paragraph(text[start:], line, paragraph.category, identity, tags)


def _next_question(text: str, start: int) -> re.Match[str] | None:
    """The white space between the question that begins at a place and the next one."""
    at = text.find(_CLOSES, start)
    # Only at the first line end: if nothing stands behind that one, nothing stands behind the others.
    end = text.find("\n", at) if at >= 0 else -1
    gap = _BEGINS.match(text, end) if end >= 0 else None
    if gap is None or not (text.find(_OPENS, gap.end()) >= 0 or _NAMED.match(text, gap.end())):
        return None
    return gap
