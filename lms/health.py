"""For operators: is the process alive, and can it do its work?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import Blueprint, Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from lms import connections, web
from lms.db import session

_MIGRATIONS = Path(__file__).parent / "migrations"
AGAIN = {"Retry-After": str(connections.RETRY_SECONDS)}

health = Blueprint("health", __name__)


def init_app(app: Flask) -> None:
    """Open the two addresses."""
    app.register_blueprint(health)


@health.get("/healthz")
@web.access("public")
def alive() -> tuple[str, int, dict[str, str]]:
    """The process answers."""
    return "alive\n", 200, {"Content-Type": "text/plain"}


@health.get("/readyz")
@web.access("public")
def ready() -> tuple[str, int, dict[str, str]]:
    """The database answers and is of this version. The content is loaded, or the process would not run."""
    try:
        stage = _stage(_database_versions())
    except SQLAlchemyError as error:
        if not connections.is_away(error):
            raise
        return "the database does not answer\n", 503, {"Content-Type": "text/plain", **AGAIN}
    answer = "ready" if stage == "ready" else f"not ready: {stage}"
    return f"{answer}\n", 200 if stage == "ready" else 503, {"Content-Type": "text/plain"}


def _database_versions() -> frozenset[str]:
    if not inspect(session.connection()).has_table("alembic_version"):
        return frozenset()
    return frozenset(session.scalars(text("SELECT version_num FROM alembic_version")))


def _stage(found: frozenset[str]) -> str:
    """The word "ready", or what an operator has to do about the database."""
    known, heads = _code_versions()
    if found == heads:
        return "ready"
    if found <= known:
        return "the tables of the database are older than this program; run: flask --app wsgi db upgrade"
    return "the tables of the database are newer than this program; start the newer program"


@cache  # the files do not change under a running program
def _code_versions() -> tuple[frozenset[str], frozenset[str]]:
    """All migrations of this program, and the last one."""
    scripts = ScriptDirectory(str(_MIGRATIONS))
    known = frozenset(script.revision for script in scripts.walk_revisions())
    return known, frozenset(scripts.get_heads())
