"""certificates as badges: what is hashed together with the volunteer number

Revision ID: 0031
Revises: 0030
Create Date: 2026-12-03 12:40:00
"""

import sqlalchemy as sa
from alembic import op

from lms.migrations import online

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_BATCH = 5000  # certificates of one statement
# 122 and 128 random bits, from where the database takes those of its own keys.
_POSTGRESQL = "replace(gen_random_uuid()::text, '-', '')"
_SQLITE = "lower(hex(randomblob(16)))"


def upgrade() -> None:
    """A column, and random digits for what was issued already; none for what is nobody's any more."""
    column = sa.Column("badge_salt", sa.String(32), nullable=True)
    if online.on_postgresql():
        op.add_column("certificate", column, if_not_exists=True)
        with online.each_by_itself() as connection:
            _fill(connection, _POSTGRESQL)
    else:
        op.add_column("certificate", column)
        _fill(op.get_bind(), _SQLITE)


def _fill(connection: sa.Connection, random: str) -> None:
    last = connection.scalar(sa.text("SELECT max(id) FROM certificate")) or 0
    statement = sa.text(
        f"UPDATE certificate SET badge_salt = {random} "
        "WHERE id > :first AND id <= :first + :batch AND name <> '' AND badge_salt IS NULL"
    )
    for first in range(0, last, _BATCH):
        connection.execute(statement, {"first": first, "batch": _BATCH})


def downgrade() -> None:
    """Badges can be made no more."""
    op.drop_column("certificate", "badge_salt")
