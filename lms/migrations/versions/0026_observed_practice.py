"""observed practice: the points that a trainer notes on a card, until the workshop is closed; how often a plan was changed

Revision ID: 0026
Revises: 0025
Create Date: 2026-12-02 15:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and count changes of plans from now on."""
    op.add_column("workshop", sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "workshop_point",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(60), nullable=False),
        sa.Column("point", sa.String(60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 9", name=op.f("ck_workshop_point_value")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["workshop_participant.id"],
            name=op.f("fk_workshop_point_participant_id_workshop_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_workshop_point_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("participant_id", "module", "point", name=op.f("pk_workshop_point")),
    )


def downgrade() -> None:
    """Drop the table and the number."""
    op.drop_table("workshop_point")
    op.drop_column("workshop", "sequence")
