"""lessons: whether they were clear, under a mark, and what was counted of it

Revision ID: 0019
Revises: 0018
Create Date: 2026-11-28 23:10:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "lesson_feedback",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("module", sa.String(40), nullable=False),
        sa.Column("lesson", sa.String(80), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("clear", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("card", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("answered_by", sa.Date(), nullable=False),
        sa.CheckConstraint("card >= 0", name=op.f("ck_lesson_feedback_card")),
        sa.CheckConstraint("NOT clear OR (why = '' AND card = 0)", name=op.f("ck_lesson_feedback_clear")),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_lesson_feedback")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_lesson_feedback_lesson", "lesson_feedback", ["module", "lesson", "language", "version"]
    )
    op.create_table(
        "lesson_figures",
        sa.Column("module", sa.String(40), nullable=False),
        sa.Column("lesson", sa.String(80), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.Column("counted_by", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("module", "lesson", "language", name=op.f("pk_lesson_figures")),
    )


def downgrade() -> None:
    """Forget what was said of lessons."""
    op.drop_table("lesson_figures")
    op.drop_table("lesson_feedback")
