"""what somebody knows already (a pre-test), and tests of who renews, stand beside the post-tests

Revision ID: 0022
Revises: 0018
Create Date: 2026-11-28 23:00:00
"""

from typing import Final

import sqlalchemy as sa
from alembic import op

import lms.db
from lms.migrations import online

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_OPEN: Final = "submitted_at IS NULL AND withdrawn_at IS NULL"
# name of the constraint: what it says now, what it said before
_NEW: Final = {
    "form": "form IN ('pre', 'post', 'refresher')",
    "passed_when_submitted": "(submitted_at IS NULL OR form = 'pre') = (passed IS NULL)",
}
_OLD: Final = {
    "form": "form IN ('post')",
    "passed_when_submitted": "(submitted_at IS NULL) = (passed IS NULL)",
}
_NEW_INDEXES: Final = {
    "uq_attempt_open_test": f"{_OPEN} AND form <> 'pre'",
    "uq_attempt_open_pre": f"{_OPEN} AND form = 'pre'",
}
_OLD_INDEXES: Final = {"uq_attempt_open": _OPEN}


def upgrade() -> None:
    """Let an attempt be a pre-test or a refresher; a pre-test may be open beside a test, and is not passed."""
    _change(_NEW, _OLD_INDEXES, _NEW_INDEXES)


def downgrade() -> None:
    """Forget the pre-tests, and call the tests of who renewed what they were called before."""
    of_pre_tests = "SELECT uuid FROM attempt WHERE form = 'pre'"
    op.execute(f"DELETE FROM saved_answer WHERE attempt_uuid IN ({of_pre_tests})")  # noqa: S608
    op.execute("DELETE FROM attempt WHERE form = 'pre'")
    op.execute("UPDATE attempt SET form = 'post' WHERE form = 'refresher'")
    _change(_OLD, _NEW_INDEXES, _OLD_INDEXES)


def _change(checks: dict[str, str], gone: dict[str, str], new: dict[str, str]) -> None:
    if online.on_postgresql():
        _on_postgresql(checks, gone, new)
        return
    for name in gone:
        op.drop_index(name, "attempt")
    op.drop_index("ix_attempt_person_id_module", "attempt")
    with op.batch_alter_table("attempt", copy_from=_table(checks), recreate="always"):
        pass
    op.create_index("ix_attempt_person_id_module", "attempt", ["person_id", "module"])
    for name, where in new.items():
        op.create_index(name, "attempt", ["person_id", "module"], unique=True, sqlite_where=sa.text(where))


def _on_postgresql(checks: dict[str, str], gone: dict[str, str], new: dict[str, str]) -> None:
    for name, check in checks.items():
        constraint = f"ck_attempt_{name}"
        with online.each_by_itself() as connection:
            connection.exec_driver_sql(
                f"ALTER TABLE attempt DROP CONSTRAINT IF EXISTS {constraint},"
                f" ADD CONSTRAINT {constraint} CHECK ({check}) NOT VALID"
            )
            connection.exec_driver_sql(f"ALTER TABLE attempt VALIDATE CONSTRAINT {constraint}")
    for name, where in new.items():
        online.create_index(name, f"ON attempt (person_id, module) WHERE {where}", unique=True)
    for name in gone:
        op.execute(f"DROP INDEX IF EXISTS {name}")


def _table(checks: dict[str, str]) -> sa.Table:
    """The table as it is to be on SQLite, which makes it anew for another check."""
    return sa.Table(
        "attempt",
        sa.MetaData(),
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(60), nullable=False),
        sa.Column("form", sa.String(10), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("quiz_digest", sa.String(64), nullable=False),
        sa.Column("module_version", sa.String(40), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("started_at", lms.db.Instant(), nullable=False),
        sa.Column("submitted_at", lms.db.Instant(), nullable=True),
        sa.Column("withdrawn_at", lms.db.Instant(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        *(sa.CheckConstraint(check, name=op.f(f"ck_attempt_{name}")) for name, check in checks.items()),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (score IS NULL)", name=op.f("ck_attempt_score_when_submitted")
        ),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_attempt_score")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attempt_person_id")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_attempt")),
    )
