"""The branches that a text may mean: those with a name like it first, then all others as in the reader's dictionary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

_ENOUGH: Final = 0.5  # of what two texts have, in common


def in_order(
    key: str, names: Mapping[str, Collection[str]], dictionary: Mapping[str, bytes]
) -> tuple[str, ...]:
    """The codes of branches for a text: `names` and the text by `fields.key`, and the place of each code."""
    likeness = {code: max((_alike(key, name) for name in own), default=0.0) for code, own in names.items()}

    def place(code: str) -> tuple[float, bytes, str]:
        alike = likeness[code] if likeness[code] >= _ENOUGH else 0.0
        return -alike, dictionary.get(code, b""), code

    return tuple(sorted(names, key=place))


@lru_cache(maxsize=16_384)  # the same page is looked at again
def _alike(text: str, name: str) -> float:
    return SequenceMatcher(None, text, name, autojunk=False).ratio()
