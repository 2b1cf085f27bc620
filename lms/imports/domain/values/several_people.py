"""The names of two people in one cell: «นายอนันต์ / นางอนงค์ สุขใจ» would become one person. Pure; refuses, never parts.

What tells them apart is a second title, or two whole names. One person has one cell as well for a name in two scripts,
a former name, a nickname, or a title to choose from («นาย/นาง สมชาย ใจดี»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from lms.imports.domain.name_similarity import romanisations, spellings
from lms.imports.domain.values.cell_text import LINE_END, clean
from lms.text.titles import is_only_title, ordained_title, without_title
from lms.text.writing_systems import KHMER, LAO, THAI

_IN_BRACKETS: Final = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]?")
_BETWEEN: Final = re.compile(
    r"\s*(?P<stroke>[/;])\s*|\s*(?P<comma>,)\s*|\s*[&+]\s*|\s+and\s+|\s*(?:และ|กับ|ແລະ|ກັບ|និង)\s*",
    re.IGNORECASE,
)
_WORDS_OF_NAME: Final = 2  # a whole name: a given name and that of the family
_OF_PLACE: Final = "ณ"  # «สมชาย ณ อยุธยา»: a name of three words, also over two lines


class _Piece(NamedTuple):
    """A piece of a cell, and what stands before it: "line", "stroke", "comma", or anything else."""

    before: str
    text: str


def are_several(cell: str) -> bool:
    """Whether a cell of a name holds those of two people or more."""
    pieces = [piece for piece in _pieces(cell) if piece.text]
    return any(_are_two(first.text, second) for first, second in pairwise(pieces))


def on_one_line(cell: str) -> str:
    """A cell of a name as it is kept: what a line break between two people says is still there."""
    return LINE_END.sub(" / ", cell.strip()) if are_several(cell) else cell


def _pieces(cell: str) -> Iterator[_Piece]:
    for line in LINE_END.split(cell):
        text, kind, last = _IN_BRACKETS.sub(" ", clean(line)).strip(), "line", 0
        for found in _BETWEEN.finditer(text):
            yield _Piece(kind, text[last : found.start()])
            kind, last = found.lastgroup or "word", found.end()
        yield _Piece(kind, text[last:])


def _are_two(first: str, second: _Piece) -> bool:
    """Whether two pieces that stand one behind the other are the names of two people."""
    other = second.text
    if is_only_title(first) or is_only_title(other) or _script(first) != _script(other):
        return False
    if spellings(first) & spellings(other) or romanisations(first) & romanisations(other):
        return False
    if without_title(other) != other:
        # "Jaidee, Mr. Somchai" is one person, the family name first.
        family_first = second.before == "comma" and " " not in first and without_title(first) == first
        return not family_first
    return second.before in ("line", "stroke") and _are_whole_names(first, second)


def _are_whole_names(first: str, second: _Piece) -> bool:
    """Whether both are whole names, and of two people: one with a former name keeps the given name."""
    words, others = first.split(), second.text.split()
    script = _script(first)
    whole = len(words) == len(others) == _WORDS_OF_NAME and _OF_PLACE not in words
    given = -1 if script == KHMER.language else 0
    wrapped = second.before == "line" and not script  # Latin names of four words are usual
    return whole and not wrapped and words[given] != others[given] and not ordained_title(first)


def _script(text: str) -> str:
    """The language of the script of a text; "" of Latin letters."""
    found = (writing for writing in (KHMER, LAO, THAI) if re.search(f"[{writing.block}]", text))
    return next((writing.language for writing in found), "")
