"""Paragraphs with figures that have left their page, or leave it soon: to be looked up again. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from lms.content.lessons.blocks import Block
from lms.content.lessons.last_days import ending
from lms.content.types.curriculum import SOURCE, Content

SOON: Final = 90  # days: time to look a figure up and to have it translated
_SHOWN: Final = 60  # letters of a paragraph


def ending_figures(content: Content, today: date) -> Iterator[str]:
    """A line for each paragraph in the source whose last day is over, or is less than SOON days away."""
    for name, texts in _pages(content):
        for block in ending(texts, today + timedelta(days=SOON)):
            said = block.text if len(block.text) <= _SHOWN else f"{block.text[:_SHOWN]}…"
            state = "left the page after" if block.until and block.until < today else "leaves the page after"
            yield f"{name}:{block.line}: {state} {block.until}: {said}"


def _pages(content: Content) -> Iterator[tuple[str, Sequence[Block]]]:
    for module in content.modules:
        for lesson in module.lessons if module.trainer is None else (*module.lessons, module.trainer):
            yield f"modules/{module.id}/{lesson.id}.md", lesson.text(SOURCE).blocks
    for handout in content.handouts:
        yield f"library/{handout.id}.md", handout.text(SOURCE).blocks
