"""Numbers that somebody pasted, a line each: what of a line may be a number, what stays in the box. Pure."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

MOST_LINES: Final = 200
_LONGEST_LINE: Final = 120
_APART: Final = re.compile("[\n\r,;\t]+")
_DIGITS: Final = 3  # fewer are the place in a list, an age

# Why something stays in the box: nobody has it (of the people whom the reader may see), a second number in its line,
# too many lines, the number of somebody who leads the workshop.
Reason: TypeAlias = Literal["unknown", "second", "later", "leads"]


def lines_of(typed: str) -> tuple[list[str], list[str]]:
    """The lines of a text that are looked at now, and those that are too many at once."""
    lines = [one.strip()[:_LONGEST_LINE] for one in _APART.split(typed) if one.strip()]
    return lines[:MOST_LINES], lines[MOST_LINES:]


def spellings(line: str) -> list[str]:
    """What of a line may be a number, the likeliest first: all of it, words with digits, the first and last one."""
    words = line.split()
    with_digits = [word for word in words if any(letter.isdigit() for letter in word)]
    return list(dict.fromkeys((line, *with_digits, words[0], words[-1])))


def looks_like_a_number(word: str) -> bool:
    """Whether a word beside a number is one as well, rather than a place in a list."""
    return sum(letter.isdigit() for letter in word) >= _DIGITS
