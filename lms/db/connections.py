"""Connections to the database: how many, how long to wait, what they are made with, and whether it is away.

What is said here holds for pages, for jobs (huey) and for the programs of PostgreSQL alike.
"""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, ExceptionContext, event, make_url
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from lms.config import Settings
from lms.errors import BadSetting

if TYPE_CHECKING:
    import psycopg

RETRY_SECONDS: Final = 10  # what an answer says while the database is away
_TELLING: Final = 3  # characters of a password: shorter ones stand in every sentence
_BESIDE: Final = 2  # connections beyond the pool: somebody who holds one may need a second for a moment

# SQLSTATE: connection lost (08), too many connections, the server ends or starts, a standby that takes no writes.
_AWAY: Final = ("08", "53300", "57P01", "57P02", "57P03", "57P04", "57P05", "25006")
_SQLITE_AWAY: Final = ("unable to open database file", "database is locked", "disk I/O error")


def engine_options(settings: Settings) -> dict[str, Any]:
    """Options of SQLAlchemy's engine. Each process has a pool of its own.

    A connection is tried before it is used: one that the server has closed meanwhile costs no request.
    """
    options: dict[str, Any] = {
        # An error message of the database must not carry names and numbers into a log.
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_size": settings.database_pool,
        "max_overflow": _BESIDE,
        "pool_timeout": settings.database_timeout,
    }
    if not settings.database_url.startswith("sqlite"):
        options["connect_args"] = _manners(settings)
    return options


def parameters(settings: Settings) -> dict[str, Any]:
    """What psycopg, and libpq below it, connects with; several hosts as libpq lists them. For PostgreSQL only."""
    dialect: Any = PGDialect_psycopg
    _, given = dialect().create_connect_args(make_url(settings.database_url))
    given.pop("context", None)
    return {**_manners(settings), **given}


def connect(settings: Settings, **more: str) -> psycopg.Connection[Any]:
    """A connection of its own, outside of every pool. Raises psycopg.OperationalError."""
    import psycopg  # an extra: who uses SQLite need not have it

    return psycopg.connect(**{**parameters(settings), **more})


def named(settings: Settings) -> str:
    """Which database some settings mean, for an operator: its file, or its servers and its name there."""
    url = make_url(settings.database_url)
    if url.drivername.startswith("sqlite"):
        return f"the file {url.database}"
    given = url.query.get("host", ())
    several = [given] if isinstance(given, str) else list(given)
    server = f"{url.host}:{url.port}" if url.port else url.host
    hosts = ", ".join(several) or server or "of this machine"
    return f"the server {hosts}, the database {url.database or url.username or ''}"


def tells_password(said: str, settings: Settings) -> bool:
    """Whether a sentence of the driver holds the password of the address, or a part of it."""
    parts = re.split(r"[@:/?#\s]", str(make_url(settings.database_url).password or ""))
    return any(len(part) >= _TELLING and part in said for part in parts)


def refuse_encoding(settings: Settings) -> None:
    """Refuse a database of PostgreSQL that cannot hold our scripts. Raises BadSetting; asked before any migration."""
    if settings.database_url.startswith("sqlite"):
        return
    with connect(settings) as connection:
        encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise BadSetting(
            "SALA_DATABASE_URL",
            f"the database is in {encoding}, and Sala needs the encoding UTF8: createdb -E UTF8",
        )


def _manners(settings: Settings) -> dict[str, Any]:
    """What the address may say otherwise: a server that does not answer at all is given up after a while."""
    given = make_url(settings.database_url).query
    ours: dict[str, Any] = {
        "connect_timeout": max(2, settings.database_timeout),  # libpq takes no less
        "tcp_user_timeout": 15_000,  # milliseconds that sent data may stay without an answer
        "keepalives_idle": 60,
        "application_name": "sala",
    }
    return {name: value for name, value in ours.items() if name not in given}


def is_away(error: BaseException | None) -> bool:
    """Whether something failed because the database cannot be reached just now, or is too busy to answer."""
    while error is not None:
        if isinstance(error, PoolTimeout):
            return True
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return True
        if _says_so(error):
            return True
        error = error.orig if isinstance(error, DBAPIError) else error.__cause__
    return False


def _says_so(error: BaseException) -> bool:
    """Whether an error of a driver says that the database is away."""
    if isinstance(error, sqlite3.OperationalError):
        return str(error).startswith(_SQLITE_AWAY)
    if not type(error).__module__.startswith("psycopg"):
        return False
    state: str | None = getattr(error, "sqlstate", None)
    if state is not None:
        return state.startswith(_AWAY)
    # Without a state it comes from the client: no connection, or one that broke.
    return type(error).__name__ in ("OperationalError", "InterfaceError", "ConnectionTimeout")


def watch(engine: Engine) -> None:
    """Let go of connections to a server that has become a standby: the next ones find the new primary."""

    @event.listens_for(engine, "handle_error")
    def _on_error(context: ExceptionContext) -> None:
        if getattr(context.original_exception, "sqlstate", None) == "25006":
            context.is_disconnect = True
