"""Rows of feedback. Private to this feature.

What somebody says of a lesson stands under a mark that is made of them, the lesson and the secret key of the site, so
that they count once and can say otherwise. No row has a person or a day, and none leads to another one of theirs.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.data_inventory import IMPERSONAL, impersonal, personal
from lms.db import Base

_SAID = personal("feedback", "mend-lessons", "interest", "old-feedback", "self")


class LessonFeedback(Base):
    """What one person says of a lesson in a language, and in which month."""

    __tablename__ = "lesson_feedback"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True, info=IMPERSONAL)
    module: Mapped[str] = mapped_column(String(40), info=_SAID)
    lesson: Mapped[str] = mapped_column(String(80), info=_SAID)
    language: Mapped[str] = mapped_column(String(10), info=_SAID)
    # of the words that were read
    version: Mapped[str] = mapped_column(String(16), info=IMPERSONAL)
    clear: Mapped[bool] = mapped_column(info=_SAID)
    why: Mapped[str] = mapped_column(String(20), info=_SAID)
    card: Mapped[int] = mapped_column(info=_SAID)
    # whether the numbers of editors hold it as it is now
    counted: Mapped[bool] = mapped_column(info=IMPERSONAL)
    # the last day of the month in which they said it
    answered_by: Mapped[date] = mapped_column(Date, info=_SAID)

    __table_args__ = (
        Index("ix_lesson_feedback_lesson", "module", "lesson", "language", "version"),
        CheckConstraint("card >= 0", name="card"),
        CheckConstraint("NOT clear OR (why = '' AND card = 0)", name="clear"),
        # In the order of their marks, not of their coming.
        {"sqlite_with_rowid": False},
    )


class LessonFigures(Base):
    """What was counted of a lesson in a language the last time that five people or more had said something new."""

    __tablename__ = "lesson_figures"

    module: Mapped[str] = mapped_column(String(40), primary_key=True)
    lesson: Mapped[str] = mapped_column(String(80), primary_key=True)
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    version: Mapped[str] = mapped_column(String(16))
    # {"clear": 5, "whys": {"words": 3, "": 2}, "cards": {"": 4, "2": 1}}
    tally: Mapped[dict[str, Any]] = mapped_column(JSON)
    counted_by: Mapped[date] = mapped_column(Date)

    __table_args__ = ({"info": impersonal("figures of groups of five people and more")},)
