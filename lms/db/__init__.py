"""The database: one typed Base, one session, SQLite and PostgreSQL under the same rules.

Requests that may write take the write lock at their first statement (BEGIN IMMEDIATE on SQLite), so that
read-then-write never loses an update; reading requests share. The edge commits, once (see lms.web).
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from flask import Flask, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ExceptionContext,
    Integer,
    MetaData,
    Table,
    bindparam,
    event,
    insert,
)
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session
from sqlalchemy.types import TypeDecorator

from lms.config import settings_of
from lms.db import connections
from lms.files import private

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# Named constraints: SQLite can only alter what has a name, and a broken one is mapped back to a RuleBroken by it.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The typed base of every table."""

    metadata = MetaData(naming_convention=_NAMES)


class Instant(TypeDecorator[datetime]):
    """An instant: aware UTC in Python, naive UTC in the database (SQLite knows no zones)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


db = SQLAlchemy()
session = db.session

_log = logging.getLogger(__name__)


def append_only(model: type[Base]) -> None:
    """Let the database itself refuse UPDATE and DELETE on a table, on both engines.

    The same statements stand in the migration (`append_only_statements`), so that a database made from the
    models and one made by migrations are the same.
    """

    def refuse(table: object, connection: Connection, **_: object) -> None:
        for statement in append_only_statements(model.__tablename__, connection.dialect.name):
            connection.exec_driver_sql(statement)

    event.listen(model.__table__, "after_create", refuse)


def append_only_statements(table: str, dialect: str) -> list[str]:
    """The statements that make a table append-only in `dialect` ("sqlite" or "postgresql")."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]


@contextmanager
def reading() -> Iterator[None]:
    """Within it a request that may write reads only, in a transaction of its own: nobody waits for a long export.

    For a view whose answer takes long and is noted at the end. Nothing may have been written before.
    """
    session.rollback()
    g.only_reads = True
    try:
        yield
    finally:
        session.rollback()
        g.only_reads = False


@contextmanager
def without_transaction() -> Iterator[None]:
    """Store what was written so far, and hold neither a transaction nor a lock within: for slow work amid a request.

    Rows that were read before are read anew when they are touched, so the work gets plain values.
    """
    session.commit()
    yield


def insert_all(model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many finished rows in one go, all with the same columns; for rows that nobody holds as objects."""
    if rows:
        session.execute(insert(cast(Table, model.__table__)), rows)


def among(column: InstrumentedAttribute[Any], ids: Iterable[int]) -> ColumnElement[bool]:
    """Whether an id is one of many. They stand in the statement itself: to bind them takes longer than the answer."""
    numbers = bindparam(None, [int(one) for one in ids], Integer(), expanding=True, literal_execute=True)
    return column.in_(numbers)


def after_commit(work: Callable[[], object]) -> None:
    """Do something once the present transaction is safely stored; forget it when it is rolled back.

    Within a savepoint it waits for the transaction around it: what is released is not stored yet. It is forgotten at
    the rollback of its own savepoint, or of one around that, and of no other.
    What is stored is stored: a file that cannot be removed now is noted in the log, and nobody is told that their
    request failed. Whoever calls this sees to it that a later job finds what was left.
    """
    session.connection()  # a transaction that has not begun would not tell of its end
    current = session()
    current.info.setdefault(_AFTER_COMMIT, []).append((_savepoints(current), work))


_AFTER_COMMIT = "after_commit"  # the key of (number of savepoints around it, work) in Session.info


def _savepoints(current: Session) -> int:
    """How many savepoints are open, 0 in the transaction itself."""
    transaction, count = current.get_nested_transaction(), 0
    while transaction is not None:
        count += transaction.nested
        transaction = transaction.parent
    return count


@event.listens_for(Session, "after_commit")
def _run_after_commit(committed: Session) -> None:
    # SQLAlchemy tells of a savepoint's release by the same event; the savepoint is still the present one then.
    depth, waiting = _savepoints(committed), committed.info.pop(_AFTER_COMMIT, [])
    if depth:
        committed.info[_AFTER_COMMIT] = [(min(at, depth - 1), work) for at, work in waiting]
        return
    for _, work in waiting:
        try:
            work()
        except OSError:
            _log.exception("what was to follow a commit could not be done")


@event.listens_for(Session, "after_rollback")
def _forget_after_commit(rolled_back: Session) -> None:
    depth, waiting = _savepoints(rolled_back), rolled_back.info.pop(_AFTER_COMMIT, [])
    kept = [(at, work) for at, work in waiting if at < depth]
    if kept:
        rolled_back.info[_AFTER_COMMIT] = kept


def forget_old_pages() -> None:
    """Write back SQLite's log, which still holds pages as they were before rows were deleted, and empty it.

    Somebody who reads just now hinders it; the next time will do. Call it outside of a transaction. PostgreSQL does
    the same by itself (autovacuum).
    """
    if db.engine.dialect.name != "sqlite":
        return
    raw = db.engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def init_app(app: Flask) -> None:
    """Connect Flask-SQLAlchemy and prepare the engine for its dialect."""
    url: str = app.config["SQLALCHEMY_DATABASE_URI"]
    may_create: bool = settings_of(app).may_create
    if url.startswith("sqlite") and may_create:
        private.make_folder(Path(url.removeprefix("sqlite:///")).parent)
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine, may_create)
        else:
            _prepare_postgresql(db.engine)


def _prepare_postgresql(engine: Engine) -> None:
    connections.watch(engine)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, record: Any) -> None:
        # Compiling a question of many branches takes seconds where the answer takes a tenth of one.
        connection.execute("SET jit = off")
        connection.commit()

    @event.listens_for(engine, "handle_error")
    def _without_values(context: ExceptionContext) -> None:
        # "DETAIL: Key (phone)=(+855…) already exists": what stands in a row must not stand in a log.
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None:
                error.args = tuple(str(part).split("\nDETAIL:")[0] for part in error.args)


def _prepare_sqlite(engine: Engine, may_create: bool) -> None:
    @event.listens_for(engine, "do_connect")
    def _before_connect(dialect: object, record: object, arguments: Any, options: object) -> None:
        # SQLite would make a new file as the umask is: for everybody on the machine to read.
        file = Path(str(engine.url.database))
        if may_create:
            private.make_file(file)
        elif not file.exists():
            raise sqlite3.OperationalError(
                f"unable to open database file: there is no {file}; flask db upgrade makes a new one"
            )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, record: Any) -> None:
        # The driver must not begin transactions by itself: it would use the deferred kind that loses updates.
        connection.isolation_level = None
        # What is deleted is overwritten: the name of somebody who was erased is in no free page of the file.
        for pragma in (
            *("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"),
            # Without it REPLACE deletes rows behind the back of the triggers that refuse a DELETE.
            "recursive_triggers=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        reading = has_request_context() and (request.method in SAFE_METHODS or g.get("only_reads", False))
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
