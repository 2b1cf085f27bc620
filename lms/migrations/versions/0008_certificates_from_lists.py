"""a certificate says whether its training is known from a test or from a list, and when the paper was made

Certificates that were issued before keep neither: what is printed on them does not change.

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-27 08:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without a default: no row is written, nobody waits.
    op.add_column("certificate", sa.Column("basis", sa.String(length=10), nullable=True))
    op.add_column("certificate", sa.Column("made_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("certificate", "made_on")
    op.drop_column("certificate", "basis")
