"""How much work normalising a text is, counted: never measured by a clock."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import pytest


@dataclass
class Work:
    """Steps of `unicodedata.normalize`: one a character, and the square of each row of marks, which it sorts."""

    steps: int = 0
    longest_row: int = 0


@lru_cache(maxsize=64)
def _rows_of_marks(text: str) -> tuple[int, ...]:
    """How long each row of marks is. The tests send a few long texts to every field."""
    rows = groupby(text, key=lambda sign: unicodedata.combining(sign) > 0)
    return tuple(len(list(row)) for is_mark, row in rows if is_mark)


@contextmanager
def counted_work() -> Iterator[Work]:
    """Count within. Whatever normalises a text comes by here: Sala, the libraries, both forms of both kinds."""
    work, normalize = Work(), unicodedata.normalize

    def counting(form: str, text: str) -> str:
        rows = () if text.isascii() else _rows_of_marks(text)
        work.steps += len(text) + sum(size * size for size in rows)
        work.longest_row = max((work.longest_row, *rows))
        return normalize(form, text)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unicodedata, "normalize", counting)
        yield work
