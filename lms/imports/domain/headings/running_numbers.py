"""Columns that count the lines of a list, 1, 2, 3 …: their numbers are nobody's. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final

from lms.imports.domain.headings import column_names, fields
from lms.text.digits import ascii_digits

_PARTS: Final = re.compile(r"[|\n(){}\[\]:–—]+|\s[-/]\s")
_PLAIN: Final = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_MOST_LEFT_OUT: Final = 0.2  # of the lines: somebody has taken some out


@lru_cache(maxsize=4096)
def is_heading(heading: str) -> bool:
    """Whether a heading says nothing but that lines are numbered."""
    running = fields.keys(column_names.RUNNING) - {""}
    parts = set(map(fields.key, _PARTS.split(heading))) - {""}
    return fields.key(heading) in running or (bool(parts) and parts <= running)


def are_running(heading: str, cells: Iterable[str]) -> bool:
    """Whether the numbers of a column only count its lines: 1, 2, 3 …; below such a heading also 51, 52, 53 …

    Numbers with zeros before them were given to people: 0001, 0002.
    """
    texts = [ascii_digits(cell).removesuffix(".") for cell in cells]
    if not texts or not all(_PLAIN.fullmatch(text) for text in texts):
        return False
    numbers = [int(text) for text in texts]
    rising = all(one < other for one, other in pairwise(numbers))
    dense = numbers[-1] - numbers[0] < len(numbers) * (1 + _MOST_LEFT_OUT) + 1
    counts = is_heading(heading) or (numbers[0] == 1 and len(numbers) > 1)
    return rising and dense and counts
