"""What a person has read. Visible to that person alone: others see whether a module was completed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.data_inventory import IMPERSONAL, personal
from lms.db import Base, Instant

_READING = personal("reading", "learn", "interest", "until-erased", "self")


class LessonRead(Base):
    """Person × lesson × the content they read (a digest: a lesson that changed can be offered again)."""

    __tablename__ = "lesson_read"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), info=_READING)
    module: Mapped[str] = mapped_column(String(40), info=_READING)
    lesson: Mapped[str] = mapped_column(String(80), info=_READING)
    digest: Mapped[str] = mapped_column(String(64), info=_READING)
    read_at: Mapped[datetime] = mapped_column(Instant, info=_READING)

    __table_args__ = (UniqueConstraint("person_id", "module", "lesson", "digest"),)
