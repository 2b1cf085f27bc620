"""answers to surveys, and the plans that people asked for

Revision ID: 0016
Revises: 0015
Create Date: 2026-11-28 16:40:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of answers, which names nobody, and that of the plans, which leads a person to theirs."""
    op.create_table(
        "survey_response",
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("survey", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("society", sa.String(10), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.CheckConstraint("scale > 1", name=op.f("ck_survey_response_scale")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_survey_response")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_survey_response_answered_on", "survey_response", ["answered_on"])
    op.create_index(
        "ix_survey_response_survey_version", "survey_response", ["survey", "version", "society"]
    )
    op.create_table(
        "survey_plan",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("survey", sa.String(40), nullable=False),
        sa.Column("response_key", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_survey_plan_person_id_person")),
        sa.ForeignKeyConstraint(
            ["response_key"], ["survey_response.key"], name=op.f("fk_survey_plan_response_key_survey_response")
        ),
        sa.PrimaryKeyConstraint("person_id", "survey", name=op.f("pk_survey_plan")),
        sa.UniqueConstraint("response_key", name=op.f("uq_survey_plan_response_key")),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("survey_plan")
    op.drop_table("survey_response")
