"""workshops: a link instead of a place

Revision ID: 0032
Revises: 0031
Create Date: 2026-12-03 16:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns with a constant: no row is written anew."""
    op.add_column("workshop", sa.Column("link", sa.String(500), nullable=False, server_default=""))


def downgrade() -> None:
    """A workshop that is held online has no place then."""
    op.drop_column("workshop", "link")
