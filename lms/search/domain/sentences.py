"""Where sentences begin in a text of any of our languages. Pure.

A dot is no end behind an abbreviation (พ.ศ. 2555, Dr.) nor behind the number of an item (1. Ask). Thai ends no
sentence with a dot, so there it is always an abbreviation; Lao and English do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.?!។][”»\")]?\s+")
_THAI = re.compile(r"[\u0e01-\u0e4e]$")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof", "st", "vs", "approx"})
_BEFORE_A_NUMBER = frozenset({"no", "nos", "art", "fig", "p", "pp", "vol", "ch"})
_OPENING = "([{“‘«\"'"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]")


def sentence_starts(text: str, until: int | None = None) -> Iterator[int]:
    """The characters at which a sentence begins, up to `until`; the first is 0."""
    start = 0
    yield start
    for end in _END.finditer(text, 0, len(text) if until is None else until):
        if text[end.start()] != "." or not _is_abbreviated(text, start, end):
            start = end.end()
            yield start


def _is_abbreviated(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether the dot belongs to what stands before it in the sentence that began at `start`."""
    before = text[start : end.start()]
    word = (before.split() or [""])[-1].lstrip(_OPENING)
    if _THAI.search(word):
        return True
    if word.isdecimal():
        return not before[: -len(word)].strip() or bool(_UNSPACED.search(before[-len(word) - 2 :]))
    last = word.rpartition(".")[2]
    if len(last) == 1:
        return word != "I"
    if word.casefold() in _BEFORE_A_NUMBER:
        return text[end.end() : end.end() + 1].isdecimal()
    return word.casefold() in _TITLES
