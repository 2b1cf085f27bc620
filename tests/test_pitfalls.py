"""Faults of libraries that bit somebody before us: each has its test, so that it cannot come back unseen."""

from __future__ import annotations

import ast
import shutil
from datetime import date
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select, text

from lms.accounts.models import Role
from lms.config import CHECKOUT
from lms.db import session
from lms.records.models import LedgerEntry
from lms.records.services import achievements
from tests.people import People

MIGRATION = """
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade():
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("person", recreate=anew) as batch:
        batch.alter_column("latin_name", new_column_name="roman_name")


def downgrade():
    pass
"""


def test_a_change_of_the_table_of_people_deletes_nothing_that_points_to_them(
    app: Flask, people: People, tmp_path: Path
) -> None:
    """SQLite makes the table anew and drops the old one: with keys enforced that would take every child along."""
    evidence: dict[str, str | int] = {
        "attempt": "1",
        "score": 90,
        "language": "km",
        "module_version": "2026.1",
    }
    achievements.record_achievement(
        people.sokha, "pss", "post-test", on=date(2026, 11, 1), evidence=evidence, actor=people.sokha
    )
    session.commit()
    before = [session.scalar(select(func.count()).select_from(table)) for table in (Role, LedgerEntry)]
    session.remove()
    migrations = tmp_path / "migrations"
    shutil.copytree(CHECKOUT / "lms" / "migrations", migrations)
    head = ScriptDirectory(str(migrations)).get_current_head()
    (migrations / "versions" / "9999_trial.py").write_text(MIGRATION.format(head=head))
    upgrade(directory=str(migrations))
    after = [session.scalar(select(func.count()).select_from(table)) for table in (Role, LedgerEntry)]
    assert after == before
    assert session.scalar(text("SELECT count(*) FROM person WHERE roman_name = 'Sokha'")) == 1
    if session.get_bind().dialect.name == "sqlite":
        assert session.scalar(text("PRAGMA foreign_keys")) == 1


def test_no_dataclass_begins_with_a_mapping_that_python_3_11_refuses() -> None:
    """Before 3.12 a mappingproxy had no hash, and a dataclass takes such a default for one that all would share."""
    found = [
        f"{path.relative_to(CHECKOUT)}:{field.lineno}"
        for path in (CHECKOUT / "lms").rglob("*.py")
        for one in ast.walk(ast.parse(path.read_text()))
        if isinstance(one, ast.ClassDef) and one.decorator_list  # a named tuple may have one
        for field in one.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.value, ast.Call)
        if isinstance(field.value.func, ast.Name) and field.value.func.id == "MappingProxyType"
    ]
    assert found == []
