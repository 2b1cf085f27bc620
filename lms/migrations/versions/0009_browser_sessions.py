"""sessions are rows that can be ended

Everybody is signed out once: a cookie of before names no row. The counter that stood for it goes.

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-27 07:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "browser_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("signed_in_at", lms.db.Instant(), nullable=False),
        sa.Column("last_used_at", lms.db.Instant(), nullable=False),
        sa.Column("confirmed_at", lms.db.Instant(), nullable=False),
        sa.Column("ends_at", lms.db.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_browser_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_browser_session_token_hash")),
    )
    op.create_index(op.f("ix_browser_session_person_id"), "browser_session", ["person_id"])
    op.create_index(op.f("ix_browser_session_ends_at"), "browser_session", ["ends_at"])
    # Not in a batch, which would make the table of people anew and drop the triggers of 0003.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE person DROP COLUMN session_epoch")
    else:
        op.drop_column("person", "session_epoch")


def downgrade() -> None:
    op.add_column("person", sa.Column("session_epoch", sa.Integer(), nullable=False, server_default="0"))
    op.drop_table("browser_session")
