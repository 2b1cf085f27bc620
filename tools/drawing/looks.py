"""What makes a drawn person this person: face, hair, clothes. Nothing here says anything about a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.drawing.shapes import INK, NIGHT, SKY

Mood = Literal["glad", "smile", "calm", "worried", "hurt", "rest"]
Legs = Literal["trousers", "shorts", "skirt", "sinh", "apron"]


@dataclass(frozen=True)
class Look:
    """A person. Face sizes are those of a portrait: half a width, half a height, how square the jaw is."""

    skin: str = "c"
    hair: str = "short"
    hair_colour: str = INK
    width: float = 18
    height: float = 20.5
    jaw: float = 9
    brow: float = 1.8
    lids: str = "round"
    nose: str = "side"
    mouth: float = 5.5
    extras: frozenset[str] = frozenset()
    top: str = SKY
    long_sleeves: bool = False
    neck: str = "round"
    vest: bool = False
    legs: Legs = "trousers"
    cloth: str = NIGHT
    shoe: str = INK
    shoulders: float = 12.5
    waist: float = 11
    size: float = 1
    ground: str = "#dcecef"


def extras(words: str) -> frozenset[str]:
    """What somebody wears or has besides: `extras("glasses lines")`."""
    return frozenset(words.split())
