"""Whether the tables of the database are those of this program, older, newer, or not there yet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from lms.db import session

NO_KEY = "the database does not know its secret key yet; run: flask --app wsgi db upgrade"
MIGRATIONS = Path(__file__).parent.parent / "migrations"


def versions() -> frozenset[str]:
    """The migrations at which the database is; none where it has no tables."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return frozenset()
    return frozenset(session.scalars(text("SELECT version_num FROM alembic_version")))


def problem_with(found: frozenset[str]) -> str:
    """What an operator has to do about the tables, in words; empty where they are of this program."""
    known, heads = _of_the_program()
    if found == heads:
        return ""
    if not found:
        return "the database has no tables yet; run: flask --app wsgi db upgrade"
    if found <= known:
        return (
            "the tables of the database are older than this program; keep a copy first (README, A new version: "
            "cp -a of the instance folder, with PostgreSQL pg_dump too), then run: flask --app wsgi db upgrade"
        )
    return "the tables of the database are newer than this program; start the newer program"


def problem_after_failure() -> str:
    """`problem_with` the tables, after a statement failed. Ends the transaction; empty where it cannot be known."""
    session.rollback()
    try:
        return problem_with(versions())
    except SQLAlchemyError:
        return ""
    finally:
        session.rollback()


@cache  # the files do not change under a running program
def _of_the_program() -> tuple[frozenset[str], frozenset[str]]:
    """All migrations of this program, and the last one."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    known = frozenset(script.revision for script in scripts.walk_revisions())
    return known, frozenset(scripts.get_heads())
