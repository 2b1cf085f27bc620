"""The migrations and the models tell the same story, on both engines."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from lms.db import Base, db, session

# On PostgreSQL the queue keeps tables of its own, which are not ours to migrate; the index of names is a table on
# SQLite and an index on PostgreSQL.
OPTIONS = {
    "compare_type": True,
    "include_name": lambda name, kind, parents: not str(name).startswith(("huey_", "person_search")),
}


def test_the_migrations_make_exactly_the_tables_of_the_models(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_go_down_to_nothing_and_up_again(app: Flask) -> None:
    session.remove()
    downgrade(revision="base")
    left = {name for name in inspect(db.engine).get_table_names() if not name.startswith("huey_")}
    assert left <= {"alembic_version"}
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, Base.metadata) == []
