"""how many people somebody asked in a round of a survey

Revision ID: 0023
Revises: 0022
Create Date: 2026-11-29 02:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "survey_interviewer",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entered", sa.Integer(), nullable=False),
        sa.CheckConstraint("entered > 0", name=op.f("ck_survey_interviewer_entered")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_survey_interviewer_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_survey_interviewer_round_id_survey_round")
        ),
        sa.PrimaryKeyConstraint("person_id", "round_id", name=op.f("pk_survey_interviewer")),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("survey_interviewer")
