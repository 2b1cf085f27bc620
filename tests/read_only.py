"""A GET writes nothing, and the database itself sees to it: whatever statement, by the ORM or not."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import has_request_context, request
from sqlalchemy import Connection, Engine, ExceptionContext, event

from lms.db import SAFE_METHODS

_REFUSALS = ("readonly database", "read-only transaction")


class ReadOnlyRequests:
    """Watches an engine: transactions of reading requests may only read; `refused` lists what tried to write."""

    def __init__(self, engine: Engine) -> None:
        self.refused: list[str] = []
        event.listen(engine, "begin", self._on_begin)
        event.listen(engine, "checkin", self._on_checkin)
        event.listen(engine, "handle_error", self._on_error)

    def _on_begin(self, connection: Connection) -> None:
        if has_request_context() and request.method in SAFE_METHODS:
            is_sqlite = connection.dialect.name == "sqlite"
            connection.exec_driver_sql("PRAGMA query_only = ON" if is_sqlite else "SET TRANSACTION READ ONLY")

    def _on_checkin(self, connection: Any, record: Any) -> None:
        # SQLite's pragma is of the connection, which is used again; PostgreSQL's statement was of the transaction.
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA query_only = OFF")

    def _on_error(self, context: ExceptionContext) -> None:
        if any(refusal in str(context.original_exception) for refusal in _REFUSALS):
            self.refused.append(str(context.statement))

    def take(self) -> list[str]:
        """What was refused since the last time."""
        refused, self.refused = self.refused, []
        return refused


def watch(app: Any) -> None:
    """Make the requests of an application that read unable to write. Call within its context."""
    app.extensions["tests.read_only"] = ReadOnlyRequests(app.extensions["sqlalchemy"].engine)
