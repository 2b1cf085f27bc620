"""answers are saved with every tap, before a test is handed in

Revision ID: 0014
Revises: 0013
Create Date: 2026-11-28 10:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of saved answers; what browsers keep of open tests stays there until it is sent."""
    op.create_table(
        "saved_answer",
        sa.Column("attempt_uuid", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_uuid"], ["attempt.uuid"], name=op.f("fk_saved_answer_attempt_uuid_attempt")
        ),
        sa.PrimaryKeyConstraint("attempt_uuid", "number", name=op.f("pk_saved_answer")),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("saved_answer")
