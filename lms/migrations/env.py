"""How Alembic reaches the database: Flask-Migrate's application, one history for SQLite and PostgreSQL.

One `db upgrade` at a time. On PostgreSQL each migration is a transaction of its own and waits for a lock for less than
a second: whoever reads would wait behind it. Readers of SQLite (WAL) are never kept waiting.
"""

from __future__ import annotations

import time

import click
from alembic import context
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from lms import installation
from lms.config import settings_of
from lms.db import Base, exclusive, session

config = context.config
LOCK_TIMEOUT = "800ms"
TRIES = 60  # about two minutes, as a whole


def ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave out the tables of huey, which makes and keeps its own on PostgreSQL, and the index of names.

    What is called person_search is a table on SQLite and an index on PostgreSQL: only migrations know it.
    """
    return not (name or "").startswith(("huey_", "person_search", installation.UNFINISHED))


def run(connection: Connection) -> None:
    """Run the migrations on a connection."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # Making a table anew drops the old one: with keys enforced that would delete every row that points to it.
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
        connection.commit()
    options = current_app.extensions["migrate"].configure_args
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=ours,
        transaction_per_migration=not sqlite,
        **options,
    )
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


def patiently() -> None:
    """Run the migrations, again where somebody held what they need: what is done is not done twice."""
    engine = current_app.extensions["migrate"].db.engine
    for turn in range(1, TRIES + 1):
        try:
            with engine.connect() as connection:
                run(connection)
                connection.commit()
                if connection.dialect.name != "sqlite":
                    connection.exec_driver_sql("RESET lock_timeout")
                    connection.commit()
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != "55P03" or turn == TRIES:
                raise
            click.echo("a table is in use; trying again", err=True)
            time.sleep(min(2.0, 0.1 * turn))
        else:
            return


def refuse_other() -> None:
    """Refuse another key or folder before anything is changed; let a new database know its own afterwards."""
    if current_app.extensions.get("sala.restoring"):
        return
    try:
        installation.require()
    except installation.WrongInstallation as wrong:
        raise CommandError(str(wrong)) from None


settings = settings_of(current_app)
session.remove()  # a transaction of ours would wait for itself
with exclusive.one_at_a_time(
    settings, waiting=lambda: click.echo("waiting for another upgrade to end", err=True)
):
    refuse_other()
    session.remove()
    patiently()
    refuse_other()
    session.remove()
