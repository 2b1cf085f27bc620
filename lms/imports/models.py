"""Rows of imports. Private to this domain. What was read is kept only until the import is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.services.people import PersonId, UnitId
from lms.data_inventory import ACTOR, IMPERSONAL, impersonal, personal
from lms.db import Base, Instant

Kind = Literal["people", "trainings"]
State = Literal["matching", "preview", "running", "done", "undone", "dropped"]
Action = Literal["create", "update", "same", "fail", "skip"]

_IMPORT = personal("import", "move-lists", "interest", "closed-import", "self", "hr")


class ListImport(Base):
    """One file of one Society, from the upload to the last word about it.

    `sheet` and `matching` say what was read as what ({"1": "name", …} by column number from 1); `summary` counts the
    rows by what happened to them.
    """

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    uuid: Mapped[str] = mapped_column(String(36), info=IMPERSONAL)
    kind: Mapped[Kind] = mapped_column(String(10), info=IMPERSONAL)
    unit_id: Mapped[UnitId] = mapped_column(ForeignKey("unit.id"), index=True, info=IMPERSONAL)
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), info=ACTOR)
    file_name: Mapped[str] = mapped_column(String(200), info=_IMPORT)
    file_digest: Mapped[str] = mapped_column(String(64), info=IMPERSONAL)
    sheet: Mapped[str] = mapped_column(String(100), info=_IMPORT)
    # What was typed about where the list comes from is in it, too.
    matching: Mapped[dict[str, Any]] = mapped_column(JSON, info=_IMPORT)
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, info=IMPERSONAL)
    state: Mapped[State] = mapped_column(String(10), info=IMPERSONAL)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"), info=IMPERSONAL)
    created_at: Mapped[datetime] = mapped_column(Instant, info=IMPERSONAL)
    finished_at: Mapped[datetime | None] = mapped_column(Instant, info=IMPERSONAL)
    undone_at: Mapped[datetime | None] = mapped_column(Instant, info=IMPERSONAL)

    __table_args__ = (
        UniqueConstraint("uuid"),
        CheckConstraint("kind IN ('people', 'trainings')", name="kind"),
        CheckConstraint(
            "state IN ('matching', 'preview', 'running', 'done', 'undone', 'dropped')", name="state"
        ),
    )


class ListRow(Base):
    """One line of the file: what is to be done, or was done, with it. `before` is what an undo puts back."""

    __tablename__ = "roster_row"

    id: Mapped[int] = mapped_column(primary_key=True, info=IMPERSONAL)
    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id"), info=IMPERSONAL)
    line: Mapped[int] = mapped_column(info=IMPERSONAL)
    action: Mapped[Action] = mapped_column(String(10), info=IMPERSONAL)
    # Somebody whom an import has brought in by mistake can go again: their line is not what keeps them.
    person_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True, info=_IMPORT
    )
    # As typed in the file, by field; and what is wrong with it: [{"field": …, "word": …, …}].
    given: Mapped[dict[str, Any]] = mapped_column(JSON, info=_IMPORT)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info=_IMPORT)
    # People whom it may be: [{"id": …, "why": "number"}]; HR says which, or that it is somebody new.
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info=_IMPORT)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, info=_IMPORT)
    done: Mapped[bool] = mapped_column(default=False, info=IMPERSONAL)

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

    __table_args__ = (
        UniqueConstraint("unit_id", "kind", "header"),
        {"info": impersonal("the headings of a Society's lists, no person")},
    )


class ValueMatching(Base):
    """What a text of lists means: said once, for all lines of a list and of the next ones of its unit and those below.

    `typed` is the text as `fields.key` has it, or what is asked about a whole column: the shape of numbers
    ("KH-0000"), `short_years.SHAPE`, the key of `points`. `value` is a code that a cell of this field may
    hold, or what `cells.EMPTY`, `number_widths`, `short_years` and `points` say; nothing in a unit that has withdrawn
    what one above it says.
    """

    __tablename__ = "value_matching"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[UnitId] = mapped_column(ForeignKey("unit.id"))
    field: Mapped[str] = mapped_column(String(40))
    typed: Mapped[str] = mapped_column(String(200))
    value: Mapped[str] = mapped_column(String(100))

    __table_args__ = (
        UniqueConstraint("unit_id", "field", "typed"),
        {"info": impersonal("what a Society writes for its branches, languages and modules, no person")},
    )
