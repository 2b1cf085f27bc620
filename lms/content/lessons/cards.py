"""Blocks of a lesson -> its cards, each about one screen. Pure: knows no page.

A card begins at a heading of the second level and at what is a screen of its own: a comparison, a story, a question,
the key message. Neighbours are joined, the shortest first, until no more than MOST remain.
Source: the look of Sala, section 8, "Cards without a script".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from lms.content.lessons.blocks import Block

MOST: Final = 6  # cards of a lesson: what one sits through, and what the line of progress can show
LessonCard: TypeAlias = tuple[Block, ...]

_OPENERS: Final = frozenset({"compare", "scenario", "check", "key"})
_LEVEL = "## "
# What a card takes besides its words, in letters: picture, title and objectives; the answers of a story.
_ABOVE: Final = 400
_STORY: Final = 500


def cut(blocks: Sequence[Block], weighed: Sequence[Block] | None = None) -> tuple[LessonCard, ...]:
    """The cards of a lesson, in order; no block is lost.

    `weighed` are the same blocks in the language by whose length neighbours are joined: by the English, so that the
    address of a card leads to the same words in every language.
    """
    measured = blocks if weighed is None or len(weighed) != len(blocks) else weighed
    starts = list(_starts(measured))
    lengths = [sum(map(_length, measured[start:end])) for start, end in _spans(starts, len(blocks))]
    if lengths:
        lengths[0] += _ABOVE
    while len(starts) > MOST:
        at = min(range(len(lengths) - 1), key=lambda place: lengths[place] + lengths[place + 1])
        lengths[at] += lengths.pop(at + 1)
        del starts[at + 1]
    return tuple(tuple(blocks[start:end]) for start, end in _spans(starts, len(blocks)))


def title_of(card: LessonCard) -> str:
    """What a card is called: by its heading or the title of its first block that has one; "" where nothing is."""
    for block in card:
        if block.kind == "heading":
            return block.text.lstrip("#").partition("{#")[0].replace("*", "").strip()
        if block.title:
            return block.title
    return ""


def _length(block: Block) -> int:
    return len(block.text) + (_STORY if block.kind == "scenario" else 0)


def _starts(blocks: Sequence[Block]) -> Iterator[int]:
    for place, block in enumerate(blocks):
        # A heading stays with what it stands above.
        below_heading = place > 0 and blocks[place - 1].kind == "heading"
        opens = block.kind in _OPENERS or (block.kind == "heading" and block.text.startswith(_LEVEL))
        if place == 0 or (opens and not below_heading):
            yield place


def _spans(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], end], strict=True)) if starts else []
