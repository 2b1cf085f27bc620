"""Inserts that meet a row which is there already: both databases have the clause, SQLAlchemy one class for each."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from lms.db import Base, session


def insert(table: Table | type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT for the database of the session, with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)
