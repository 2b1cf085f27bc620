"""What two texts of a list have in common, remembered while a list is read: each cell is asked about several times."""

from __future__ import annotations

from functools import lru_cache

from lms.text import normalise


@lru_cache(maxsize=4096)
def for_comparing(text: str) -> str:
    """The key under which two texts are the same word: see `normalise.for_comparing`."""
    return normalise.for_comparing(text)
