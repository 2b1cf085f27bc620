"""Numbers of people without a digit in a list whose other numbers have some: what stands there may be a label. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from lms.imports.domain.lines.line_values import Read


def lines_of(lines: Iterable[tuple[int, Read]]) -> frozenset[int]:
    """The lines with such a number; none where as many numbers above the last one with a digit have none."""
    numbers = [(line, str(read.values["number"])) for line, read in lines if "number" in read.values]
    bare = [not any(map(str.isdecimal, number)) for _, number in numbers]
    end = max((place + 1 for place, is_bare in enumerate(bare) if not is_bare), default=0)
    within = sum(bare[:end])
    if within >= end - within:
        return frozenset()
    return frozenset(line for (line, _), is_bare in zip(numbers, bare, strict=True) if is_bare)
