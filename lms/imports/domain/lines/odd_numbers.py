"""Numbers of people that look like no other of their list, and may be labels: without a digit, or a sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lms.imports.domain.lines.line_values import Read

_LONGEST_SERIES: Final = 4  # letters of a word beside the digits of a number


def lines_of(lines: Iterable[tuple[int, Read]]) -> frozenset[int]:
    """The lines with such a number; none where as many numbers above the last other one are like them."""
    numbers = [(line, str(read.values["number"])) for line, read in lines if "number" in read.values]
    odd = [_is_odd(number) for _, number in numbers]
    end = max((place + 1 for place, is_odd in enumerate(odd) if not is_odd), default=0)
    within = sum(odd[:end])
    if within >= end - within:
        return frozenset()
    return frozenset(line for (line, _), is_odd in zip(numbers, odd, strict=True) if is_odd)


def _is_odd(number: str) -> bool:
    if not any(map(str.isdecimal, number)):
        return True
    return any(len(word) > _LONGEST_SERIES and not any(map(str.isdecimal, word)) for word in number.split())
