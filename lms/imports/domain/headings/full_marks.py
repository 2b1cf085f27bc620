"""The full mark that a heading says: 30 in «คะแนน (30)», "Score /30", «ពិន្ទុពេញ ៣០», «ຄະແນນເຕັມ 30». Pure.

A number that may say something else (the second test, a year, the pass mark) is none: then HR is asked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lms.imports.domain import value_names
from lms.imports.domain.text_comparison import for_comparing
from lms.text.digits import ascii_digits

# What may stand in brackets without a word beside it, and be no year (68), no test of several (2).
_ALONE: Final = frozenset({5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100})
_FEWEST: Final = 2


def _one_of(texts: str) -> str:
    """A pattern for one of some words, the longest first; Latin ones are whole."""
    words = sorted((word.strip() for word in texts.split("|")), key=len, reverse=True)
    return "|".join(
        rf"(?<![a-z]){re.escape(one)}(?![a-z])" if one.isascii() else re.escape(one) for one in words
    )


_FULL: Final = _one_of(value_names.FULL)
_FULL_AROUND: Final = re.compile(rf"^(?:{_FULL})\s*|\s*(?:{_FULL})$")
_OF: Final = _one_of(value_names.OUT_OF)
_POINTS: Final = _one_of(value_names.POINTS)
_NUMBER: Final = r"(?P<full>\d{1,3})(?![\d.,])"
_SIGNS: Final = r"[\s:=.]*+"
_IN_BRACKETS: Final = re.compile(
    rf"[(\[（]\s*+(?P<of>(?:(?:{_POINTS}|{_OF}|/){_SIGNS})*){_NUMBER}\s*+(?P<points>{_POINTS})?\s*+(?:%\s*+)?[)\]）]"
)
_AT_THE_END: Final = re.compile(
    rf"(?:(?P<before>(?:{_POINTS})?)\s*+(?P<of>{_OF}){_SIGNS}(?P<name>(?:{_POINTS})?){_SIGNS}{_NUMBER}\s*+(?:{_POINTS})?"
    rf"|(?<![\d/])\s*+/\s*+(?P<slash>\d{{1,3}})\s*+(?:{_POINTS})?|\s(?P<bare>\d{{1,3}})\s*+(?:{_POINTS}))\s*+$"
)


def _said(heading: str) -> str:
    return " ".join(ascii_digits(heading).lower().split())


@lru_cache(maxsize=4096)
def of(heading: str) -> int:
    """Out of how many points the marks below a heading are; 0 where it does not say so, or says two numbers."""
    text = _said(heading)
    found = {_in_brackets(match) for match in _IN_BRACKETS.finditer(text)} - {0}
    end = _AT_THE_END.search(text)
    if end:
        found.add(int(end["full"] or end["slash"] or end["bare"]))
    number = found.pop() if len(found) == 1 else 0
    return number if number >= _FEWEST else 0


def _in_brackets(match: re.Match[str]) -> int:
    number = int(match["full"])
    if "%" in match[0]:
        return number if number == 100 else 0  # 80 % may be the pass mark
    return number if match["of"] or match["points"] or number in _ALONE else 0


@lru_cache(maxsize=4096)
def name_of(heading: str) -> str:
    """A heading without the full mark that it says: «คะแนน» of «คะแนนเต็ม 30», "marks" of "Full marks 30"."""
    if not of(heading):
        return heading
    text = _IN_BRACKETS.sub(" ", _said(heading))
    end = _AT_THE_END.search(text)
    if end:
        text = f"{text[: end.start()]} {end['before'] or ''} {end['name'] or ''}"
    return " ".join(_FULL_AROUND.sub(" ", text.strip()).split())


def names_full_mark(heading: str) -> bool:
    """Whether a heading may stand above the full mark itself, 30 in each line: «คะแนนเต็ม 30», no "Score /30"."""
    text = for_comparing(heading)
    return bool(of(heading)) and any(
        for_comparing(word).strip() in text for word in value_names.FULL.split("|")
    )
