"""What goes to the database, and by which way it finds the answer: counted and read in tests, never timed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, text

from lms.db import db, session


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """The statements that go to the database, with their values."""
    seen: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, values: Any, *rest: object) -> None:
        seen.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def plan(statement: str, values: Any, *, off: Collection[str] = ()) -> str:
    """The way that the database takes for a statement, a step a line.

    `off`: ways that PostgreSQL is not to take, where they are the faster ones for the few rows of a test only.
    """
    explain = "EXPLAIN QUERY PLAN"
    if db.engine.dialect.name == "postgresql":
        explain = "EXPLAIN"
        for way in off:
            session.execute(text(f"SET LOCAL enable_{way} = off"))
    rows = session.connection().exec_driver_sql(f"{explain} {statement}", values)
    return "\n".join(str(row[-1]) for row in rows)
