"""Everyday words that lead a search to lessons. Knows no file and no web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple


class Lead(NamedTuple):
    """Where a word leads: `<module>/<lesson id>`, and a heading in it ("" for the top)."""

    lesson: str
    anchor: str


@dataclass(frozen=True)
class Everyday:
    """Words for one thing that happens, by language, and the lessons that help then, the best first. `own` are the
    words that lessons have for it: whoever types one of the others finds the pages of these as well. With neither they
    are the little words, which say nothing about what is looked for (I, my, please).
    """

    leads: tuple[Lead, ...]
    words: Mapping[str, tuple[str, ...]]
    own: Mapping[str, tuple[str, ...]]


def ways(said: str) -> Iterator[tuple[str, ...]]:
    """The words that stand together in what is typed, in any order, for each way to say it: `child / son + lost` is
    a child and lost, or a son and lost.
    """
    parts = ([word.strip() for word in part.split("/")] for part in said.split("+"))
    return product(*parts)
