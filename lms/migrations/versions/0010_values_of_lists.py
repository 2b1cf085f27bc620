"""what the texts in a Society's lists mean

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-27 08:00:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "value_matching",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("typed", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_value_matching_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_matching")),
        sa.UniqueConstraint("unit_id", "field", "typed", name=op.f("uq_value_matching_unit_id_field_typed")),
    )


def downgrade() -> None:
    op.drop_table("value_matching")
