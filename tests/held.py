"""Whether slow work is done while the database is held: what others would have to wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from lms import db
from lms.db import session


def others_can_write(app: Flask, *tables_and_columns: str, may_read: bool = False) -> bool:
    """Whether this thread holds no transaction, and somebody else may write just now ("person.version" …).

    `may_read`: a transaction that only reads hinders nobody.
    """
    done: list[bool] = []

    def write() -> None:
        with app.app_context(), suppress(OperationalError), db.db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            else:
                connection.execute(text("SET lock_timeout = '100ms'"))
            for one in tables_and_columns:
                table, column = one.split(".")
                connection.execute(text(f"UPDATE {table} SET {column} = {column}"))
            done.append(True)
            connection.rollback()

    if session().in_transaction() and not may_read:
        return False
    other = threading.Thread(target=write)
    other.start()
    other.join()
    return bool(done)


def watching(
    free: list[bool], app: Flask, *tables_and_columns: str, may_read: bool = False
) -> Callable[[Any], Any]:
    """A wrapper for slow work, which notes each time whether others can write meanwhile."""

    def watch(work: Any) -> Any:
        def slow(*args: Any, **kwargs: Any) -> Any:
            free.append(others_can_write(app, *tables_and_columns, may_read=may_read))
            return work(*args, **kwargs)

        return slow

    return watch
