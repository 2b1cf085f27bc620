"""workshops: how many places there are, and who waits for one

Revision ID: 0033
Revises: 0032
Create Date: 2026-12-03 23:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column without a value, and an empty table: no row is written anew."""
    op.add_column("workshop", sa.Column("places", sa.Integer(), nullable=True))
    op.create_table(
        "workshop_waiting",
        sa.Column("workshop_uuid", sa.String(36), sa.ForeignKey("workshop.uuid"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("waits_since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_uuid", "person_id"),
    )
    op.create_index("ix_workshop_waiting_person_id", "workshop_waiting", ["person_id"])


def downgrade() -> None:
    """Nobody waits then."""
    op.drop_table("workshop_waiting")
    op.drop_column("workshop", "places")
