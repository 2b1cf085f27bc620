"""What a person has read. Visible to that person alone: others see whether a module was completed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, Instant


class LessonRead(Base):
    """Person × lesson × the content they read (a digest: a lesson that changed can be offered again)."""

    __tablename__ = "lesson_read"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module: Mapped[str] = mapped_column(String(40))
    lesson: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    read_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("person_id", "module", "lesson", "digest"),)
