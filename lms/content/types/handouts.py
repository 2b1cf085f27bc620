"""The printable pieces of curriculum/library/: checklists, pocket cards, the practice slip. Knows no paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lms.content.lessons.blocks import Block
from lms.content.types.societies import Status

Format: TypeAlias = Literal["A5", "A6"]

# The blocks that print well on a small paper and need no tap to be read.
KINDS = ("key", "safety", "compare", "do", "dont", "steps", "local")


@dataclass(frozen=True)
class HandoutText:
    """A piece in one language. `language` is the one that it is really in."""

    title: str
    summary: str
    blocks: tuple[Block, ...]
    language: str
    status: Status


@dataclass(frozen=True, eq=False)
class Handout:
    """A piece. `id` is the file name without ending, `slug` its address; `sources` are "module/key".

    `paper` is its size when cut; `module` the one that it belongs to, if any; a piece that is `together` is
    printed in every language one after another, because its two readers may not share one. The lists of one that is
    `ticked` are to tick off.
    """

    id: str
    slug: str
    order: int
    paper: Format
    sources: tuple[str, ...]
    module: str | None
    together: bool
    texts: Mapping[str, HandoutText]
    ticked: bool = False

    def text(self, language: str) -> HandoutText:
        """The piece in a language, or in English where there is no translation."""
        return self.texts.get(language, self.texts["en"])
