"""Whether a translation is built like its source: the same blocks, heading ids and list lengths in the
same order.

Freshness, fallback and links count on it. Knows nothing of the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from lms.content.lessons.block_rules import service_keys
from lms.content.lessons.blocks import KINDS, Block, list_items


def first_difference(source: Sequence[Block], translation: Sequence[Block]) -> tuple[int | None, str] | None:
    """The line of the translation (None: at its end) where it first leaves its source, and how. None when
    alike.
    """
    for theirs, ours in zip_longest(source, translation):
        if ours is None:
            return None, f"{_named(theirs)} of line {theirs.line} of the source is missing"
        if theirs is None:
            return ours.line, f"{_named(ours)} is not in the source"
        if _label(theirs) != _label(ours):
            return (
                ours.line,
                f"{_named(ours)} stands where the source has {_named(theirs)} (line {theirs.line})",
            )
        if ours.kind in KINDS:
            inner = first_difference(_fixed(theirs), _fixed(ours))
            if inner is not None:
                return inner[0] or ours.line, inner[1]
    return None


def _fixed(block: Block) -> list[Block]:
    # Inside a block translators may cut paragraphs as their language wants; lists and blocks are content.
    return [child for child in block.children if child.kind != "paragraph"]


def _label(block: Block) -> tuple[object, ...]:
    count = len(list_items(block)) if block.kind in ("bullets", "numbers") else 0
    keys = service_keys(block) if block.kind == "local" else ()
    return block.kind, block.id, count, keys


def _named(block: Block) -> str:
    if block.kind == "heading":
        return f"the heading `{block.id}`"
    if block.kind in ("bullets", "numbers"):
        return f"a list of {len(list_items(block))}"
    if block.kind == "local":
        return f"a `local` block of {', '.join(service_keys(block))}"
    return f"a `{block.kind}` block" if block.kind in KINDS else f"a {block.kind}"
