"""Rows of imports. Private to this domain. What was read is kept only until the import is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.service import PersonId, UnitId
from lms.db import Base, Instant

Kind = Literal["people", "trainings"]
State = Literal["matching", "preview", "running", "done", "undone", "dropped"]
Action = Literal["create", "update", "same", "fail", "skip"]


class RosterImport(Base):
    """One file of one Society, from the upload to the last word about it.

    `sheet` and `matching` say what was read as what ({"1": "name", …} by column number from 1); `summary` counts the
    rows by what happened to them.
    """

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36))
    kind: Mapped[Kind] = mapped_column(String(10))
    unit_id: Mapped[UnitId] = mapped_column(ForeignKey("unit.id"), index=True)
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    file_digest: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str] = mapped_column(String(100))
    matching: Mapped[dict[str, Any]] = mapped_column(JSON)
    summary: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[State] = mapped_column(String(10))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("uuid"),
        CheckConstraint("kind IN ('people', 'trainings')", name="kind"),
        CheckConstraint(
            "state IN ('matching', 'preview', 'running', 'done', 'undone', 'dropped')", name="state"
        ),
    )


class RosterRow(Base):
    """One line of the file: what is to be done, or was done, with it. `before` is what an undo puts back."""

    __tablename__ = "roster_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id"))
    line: Mapped[int]
    action: Mapped[Action] = mapped_column(String(10))
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    # As typed in the file, by field; and what is wrong with it: [{"field": …, "word": …, …}].
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    # People whom it may be: [{"id": …, "why": "number"}]; HR says which, or that it is somebody new.
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    done: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("import_id", "line"),
        CheckConstraint("action IN ('create', 'update', 'same', 'fail', 'skip')", name="action"),
    )


class ColumnMatching(Base):
    """What a Society calls a column: remembered, so that the next file is matched already."""

    __tablename__ = "column_matching"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[UnitId] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[Kind] = mapped_column(String(10))
    header: Mapped[str] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(40))

    __table_args__ = (UniqueConstraint("unit_id", "kind", "header"),)
