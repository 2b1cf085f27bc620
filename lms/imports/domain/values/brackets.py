"""What stands in brackets in a name: «สมศรี (ตุ๊ก) ใจงาม» has a nickname, "Ros Sam (resigned)" a remark. Pure.

A remark about somebody, and about their health above all, is no part of a name and never stays in it. Of anything else
HR says once for a list whether it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from lms.errors import RuleBroken
from lms.imports.domain import value_names
from lms.text.normalise import for_comparing

SHAPE: Final = "( )"  # what the question is known by; no key of a text has these signs
KEEP: Final = "keep"
DROP: Final = "drop"
MEANINGS: Final = (DROP, KEEP)
_BRACKETS: Final = re.compile(r"\s*(?:[(（][^()（）]*[)）]?|\[[^\[\]]*\]?)\s*")
_LONGEST_SHOWN: Final = 60


class Bracketed(NamedTuple):
    """A name with something in brackets, and how many names of a list have it."""

    like: str
    lines: int


def without(name: str, means: str) -> str:
    """A name without what is in brackets, or with it, as HR has said.

    Raises RuleBroken("name-bracketed") where they have not said yet and it is no remark.
    """
    if means == KEEP:
        return _without_remarks(name)
    if not means and is_asked(name):
        raise RuleBroken("name-bracketed")
    return _BRACKETS.sub(" ", name).strip()


def is_asked(name: str) -> bool:
    """Whether something stands in brackets in a name that is no remark."""
    return bool(_BRACKETS.search(_without_remarks(name)))


def veiled(name: str) -> str:
    """A name of which nobody has said whether its brackets stay: they do, without what is in them, and are asked about
    again.
    """
    return _BRACKETS.sub(" (?) ", _without_remarks(name)).strip()


def holds_word_of_remark(text: str) -> bool:
    """Whether a text has a word of a remark in it: that somebody left, is ill or pregnant, or has an illness."""
    return bool(_any_of(value_names.REMARKS).search(for_comparing(text)))


def says_that_left(name: str) -> bool:
    """Whether a remark in brackets in a name says that somebody has left or died."""
    words = _any_of(value_names.LEFT)
    return any(words.search(for_comparing(found[0])) for found in _BRACKETS.finditer(name))


def says_remark(name: str) -> bool:
    """Whether a remark stands in brackets in a name."""
    return _without_remarks(name) != name


def of(names: Iterable[str]) -> Bracketed | None:
    """The names of a list that have something in brackets that is asked about; None where there are none."""
    asked = [name for name in names if is_asked(name)]
    return Bracketed(asked[0][:_LONGEST_SHOWN], len(asked)) if asked else None


def _without_remarks(name: str) -> str:
    return _BRACKETS.sub(lambda found: " " if holds_word_of_remark(found[0]) else found[0], name).strip()


@cache
def _any_of(remarks: str) -> re.Pattern[str]:
    """Any of some words; one in Latin letters stands by itself, in the other scripts there is no space between."""
    words = sorted((for_comparing(word) for word in remarks.split("|")), key=len, reverse=True)
    latin = "|".join(re.escape(word.strip()) for word in words if word.isascii())
    other = "|".join(re.escape(word.strip()) for word in words if not word.isascii())
    return re.compile(rf"\b(?:{latin})\b|{other}")
