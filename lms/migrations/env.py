"""How Alembic reaches the database: Flask-Migrate's application, one history for SQLite and PostgreSQL."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from lms.db import Base

config = context.config


def ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave out the tables of huey, which makes and keeps its own on PostgreSQL, and the index of names.

    What is called person_search is a table on SQLite and an index on PostgreSQL: only migrations know it.
    """
    return not (name or "").startswith(("huey_", "person_search"))


def run(connection: Connection) -> None:
    """Run the migrations on a connection."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # Making a table anew drops the old one: with keys enforced that would delete every row that points to it.
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    options = current_app.extensions["migrate"].configure_args
    context.configure(connection=connection, target_metadata=Base.metadata, include_name=ours, **options)
    with context.begin_transaction():
        context.run_migrations()
    if sqlite:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration left rows that point nowhere: {broken[:5]}")
        connection.commit()
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.exec_driver_sql("BEGIN")


with current_app.extensions["migrate"].db.engine.connect() as connection:
    run(connection)
    connection.commit()
