"""public keys that certificates are signed with

Revision ID: 0027
Revises: 0026
Create Date: 2026-12-02 14:50:00
"""

import sqlalchemy as sa
from alembic import op

from lms.db import Instant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. The first key is made when a certificate is drawn."""
    op.create_table(
        "certificate_key",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public", sa.String(64), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_certificate_key")),
        sa.UniqueConstraint("public", name=op.f("uq_certificate_key_public")),
    )


def downgrade() -> None:
    """Forget them: what was signed can be checked online only."""
    op.drop_table("certificate_key")
