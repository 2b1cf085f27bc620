"""Everyday words that lead a search to lessons. Knows no file and no web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Lead(NamedTuple):
    """Where a word leads: `<module>/<lesson id>`, and a heading in it ("" for the top)."""

    lesson: str
    anchor: str


@dataclass(frozen=True)
class Everyday:
    """Words for one thing that happens, by language, and the lessons that help then, the best first."""

    leads: tuple[Lead, ...]
    words: Mapping[str, tuple[str, ...]]
