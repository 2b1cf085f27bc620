"""What somebody can say of a lesson: clear or not, why, on which card. Fixed words: nothing is typed. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from lms.content.types.curriculum import LessonText

# "" where somebody does not say why.
Why: TypeAlias = Literal["", "words", "long", "example", "disagree", "translation", "other"]
WHYS: Final[tuple[Why, ...]] = get_args(Why)


@dataclass(frozen=True)
class Place:
    """A lesson in a language as it reads now: an answer about other words says nothing of these."""

    module: str
    lesson: str
    language: str
    version: str


@dataclass(frozen=True)
class Opinion:
    """What one person says. `card` counts from 1, 0: none is named. Raises ValueError on what nobody can say."""

    is_clear: bool
    why: Why = ""
    card: int = 0

    def __post_init__(self) -> None:
        if self.why not in WHYS or self.card < 0 or (self.is_clear and (self.why or self.card)):
            raise ValueError(self)


def version_of(text: LessonText) -> str:
    """A word for what stands in a lesson in one language: another one as soon as a letter is changed."""
    read = (text.language, text.title, *text.objectives, *(f"{one.title}\1{one.text}" for one in text.blocks))
    return hashlib.sha256("\0".join(read).encode()).hexdigest()[:16]
