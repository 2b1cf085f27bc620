"""The names of two people in one line: «นายอนันต์ / นางอนงค์ สุขใจ» would become one person. Pure; refuses, never parts.

What tells them apart is a second title, or two whole names, in one cell or over the columns of a name. One person has
one cell as well for a name in two scripts, a former name, a nickname, or a title to choose from («นาย/นาง สมชาย ใจดี»).
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
    r"\s*(?P<stroke>[/;])\s*|\s*(?P<comma>,)\s*|\s*[&+]\s*|\s+and\s+|\s*(?:และ|กับ|ແລະ|ກັບ|(?:ហើយ)?និង)\s*",
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
    return any(_are_two(first.text, second) for first, second in pairwise(pieces)) or any(
        _are_titled_names(piece.text) for piece in pieces
    )


def are_several_in_columns(family: str, given: str) -> bool:
    """Whether the columns of one name hold those of two people: «កែវ / យឹម» beside «សុខា / ចន្ថា»."""
    if not family or not given:
        return False
    if are_several(f"{family} {given}") or are_several(f"{given} {family}"):
        return True
    families, others = ([piece for piece in _pieces(cell) if piece.text] for cell in (family, given))
    return (
        len(families) == len(others) > 1
        and all(piece.before != "comma" for piece in (*families, *others))
        and all(_are_other_words(*pair) for cell in (families, others) for pair in pairwise(cell))
    )


def _are_other_words(first: _Piece, second: _Piece) -> bool:
    """Whether two pieces of a part of a name are neither titles nor one word in two spellings or scripts."""
    return (
        not is_only_title(first.text)
        and not is_only_title(second.text)
        and _script(first.text) == _script(second.text)
        and not spellings(first.text) & spellings(second.text)
    )


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
    if second.before == "comma" and not _script(first):
        return False  # "de la Cruz, Maria Clara": the family name first
    return _are_whole_names(first, second)


def _are_titled_names(text: str) -> bool:
    """Whether two whole names, each with its title, stand behind each other with nothing between them."""
    words = text.split(" ")
    for place in range(_WORDS_OF_NAME, len(words) - 1):
        names = " ".join(words[:place]), " ".join(words[place:])
        untitled = [without_title(name) for name in names]
        if all(
            one != name and len(one.split()) == _WORDS_OF_NAME
            for one, name in zip(untitled, names, strict=True)
        ):
            return not spellings(untitled[0]) & spellings(untitled[1])
    return False


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
