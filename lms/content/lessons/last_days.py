"""Paragraphs with figures that have a last day: after it they leave the page by themselves. Pure.

Source: second edition of the curriculum, A5: a figure is printed with its year, and leaves after 24 months unless
somebody has looked it up again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lms.content.lessons.blocks import Block


def shown_on(blocks: Sequence[Block], today: date) -> list[Block]:
    """The blocks without the paragraphs whose last day is over."""
    return [block for block in blocks if block.until is None or today <= block.until]


def ending(blocks: Sequence[Block], before: date) -> list[Block]:
    """The paragraphs whose last day is before a day."""
    return [block for block in blocks if block.until is not None and block.until < before]
