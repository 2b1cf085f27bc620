"""rounds of a survey with the results of groups, and marks that somebody has answered

Revision ID: 0017
Revises: 0016
Create Date: 2026-11-28 19:50:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of rounds, and that of marks, in which no row follows another one."""
    op.create_table(
        "survey_mark",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("survey", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answered_by", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_survey_mark")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("society", sa.String(10), nullable=False),
        sa.Column("survey", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("results", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("begins_on <= ends_on", name=op.f("ck_survey_round_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_round")),
    )
    op.create_index("ix_survey_round_society_survey", "survey_round", ["society", "survey"])
    op.create_index(
        "uq_survey_round_open",
        "survey_round",
        ["society", "survey"],
        unique=True,
        sqlite_where=sa.text("results IS NULL"),
        postgresql_where=sa.text("results IS NULL"),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("survey_round")
    op.drop_table("survey_mark")
