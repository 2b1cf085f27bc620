"""The figures of an English text and of its translation: none may be lost, none may be new. Pure.

A dose, an hour or an age that somebody mistyped looks like any other one. So 72 has to stand where the English has
72: in the digits of any script, as a word of the language, a year also as a Buddhist one. Which figure belongs to
which word is not known here: two that changed places are for a reader to find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lms.text.digits import ascii_digits
from lms.text.numerals import knows_numerals, numerals_in

_NO_WORDS = re.compile(
    r"\]\([^()\s]*\)|\{#[^}]*\}|^[ \t]*\d{1,2}\.[ \t]", re.MULTILINE
)  # links, ids, list numbers
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_BUDDHIST = 543
_YEARS = range(1800, 2200)
_SPELLED = 10  # the largest number that is often a word, in a language of which we know no such words


def figure_differences(source: str, said: str, language: str) -> Iterator[str]:
    """What the translation `said` has lost of the figures of the source, and what it has that is not there."""
    theirs, ours = _figures(source), _figures(said)
    words, english = numerals_in(said, language), numerals_in(source, "en")
    for figure in sorted((theirs - _with_years(ours, theirs)).elements()):
        if not _is_word(figure, words, language):
            yield f"the figure {figure} of the English text is missing"
    for figure in sorted(set(ours) - set(theirs)):
        if not (_gregorian(figure) in theirs or (figure.isdigit() and int(figure) in english)):
            yield f"the figure {figure} is not in the English text"


def _figures(text: str) -> Counter[str]:
    bare = _NO_WORDS.sub(" ", ascii_digits(text))
    return Counter(_normal(number) for number in _NUMBER.findall(bare))


def _normal(number: str) -> str:
    if _THOUSANDS.fullmatch(number):
        return re.sub("[.,]", "", number)
    plain = number.replace(",", ".")
    return plain if "." in plain else str(int(plain))


def _gregorian(figure: str) -> str:
    """The year that a Buddhist one is; empty where the figure is none."""
    year = int(figure) - _BUDDHIST if figure.isdigit() and len(figure) == 4 else 0
    return str(year) if year in _YEARS else ""


def _with_years(ours: Counter[str], theirs: Counter[str]) -> Counter[str]:
    """Our figures, and each Buddhist year also as the year of the source, which it may stand for or beside."""
    years = Counter({figure: count for figure, count in ours.items() if _gregorian(figure) in theirs})
    return ours + Counter({_gregorian(figure): count for figure, count in years.items()})


def _is_word(figure: str, words: frozenset[int], language: str) -> bool:
    if not figure.isdigit():
        return False
    return int(figure) in words or (not knows_numerals(language) and int(figure) <= _SPELLED)
