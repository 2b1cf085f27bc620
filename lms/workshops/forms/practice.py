"""A practice card as it is sent: what the page had shown, and what was tapped. Changes nothing."""

from __future__ import annotations

import re
from typing import Final

from werkzeug.datastructures import MultiDict

from lms.content.types.practice import PracticeCard, PracticePoint
from lms.workshops.domain.practice import Points

_SHOWN: Final = re.compile("([a-z][a-z0-9-]*)=([0-9])")


def shown(card: PracticeCard, noted: Points) -> str:
    """The field that says what a page shows of a card."""
    return " ".join(f"{point.id}={noted.get(point.id, 0)}" for point in card.noted)


def read_practice(card: PracticeCard, typed: MultiDict[str, str]) -> tuple[Points, Points]:
    """By point what the page had shown, and what is tapped now: a box that is empty is not seen yet."""
    seen = {one[1]: int(one[2]) for one in _SHOWN.finditer(typed.get("seen", ""))}
    return seen, {point.id: _value(point, typed.get(f"p-{point.id}", "")) for point in card.noted}


def _value(point: PracticePoint, typed: str) -> int:
    return next((value for value in range(1, point.most + 1) if typed == str(value)), 0)
