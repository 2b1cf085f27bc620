"""Which words of an English text changed, so that a translator sees them at once. Pure; knows no HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words of a text, and whether the other text has it too."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Compared:
    """An old and a new text, each cut into what both have and what only it has."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def compared(old: str, new: str) -> Compared:
    """The two texts word by word. All white space counts as one space; line breaks are kept for reading."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, _keys(before), _keys(after), autojunk=False)
    olds, news = [], []
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        olds.append(Piece("".join(before[old_from:old_to]), kind != "equal"))
        news.append(Piece("".join(after[new_from:new_to]), kind != "equal"))
    return Compared(_seen(olds), _seen(news))


def _keys(words: Sequence[str]) -> list[str]:
    return [" " if word.isspace() else word for word in words]


def _seen(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    kept = (piece for piece in pieces if piece.text)
    # A change of nothing but space is no change to a reader.
    return tuple(Piece(piece.text, piece.changed and not piece.text.isspace()) for piece in kept)
