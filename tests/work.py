"""How much work normalising a text is, counted: never measured by a clock."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

import pytest


@dataclass
class Work:
    """Steps of `unicodedata.normalize`: one a character, and the square of each row of marks, which it sorts."""

    steps: int = 0
    longest_row: int = 0


@contextmanager
def counted_work() -> Iterator[Work]:
    """Count within. Whatever normalises a text comes by here: Sala, the libraries, both forms of both kinds."""
    work, normalize = Work(), unicodedata.normalize

    def counting(form: str, text: str) -> str:
        work.steps += len(text)
        for is_mark, row in groupby(text, key=lambda sign: unicodedata.combining(sign) > 0):
            size = len(list(row)) if is_mark else 0
            work.steps += size * size
            work.longest_row = max(work.longest_row, size)
        return normalize(form, text)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unicodedata, "normalize", counting)
        yield work
