"""Reads of feedback: what was counted of the lessons of a module. Never writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from lms.content.lessons.cards import MOST
from lms.db import session
from lms.feedback.domain.hiding import Tally
from lms.feedback.domain.opinions import WHYS
from lms.feedback.models import LessonFigures


@dataclass(frozen=True)
class Counted:
    """What was counted, and the version of the lesson that it is about."""

    version: str
    tally: Tally


def counted_in(module: str) -> Mapping[tuple[str, str], Counted]:
    """What was counted in a module, by lesson and language."""
    rows = session.scalars(select(LessonFigures).where(LessonFigures.module == module))
    return {(row.lesson, row.language): Counted(row.version, _tally(row)) for row in rows}


def _tally(row: LessonFigures) -> Tally:
    said = row.tally
    cards = ("", *(str(card) for card in range(1, MOST + 1)))
    return Tally(
        clear=said["clear"],
        whys={why: said["whys"].get(why, 0) for why in WHYS},
        cards={card: said["cards"].get(card, 0) for card in cards},
    )
