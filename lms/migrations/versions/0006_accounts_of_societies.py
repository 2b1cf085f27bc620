"""accounts that staff has with a Society (OpenID Connect)

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-26 19:20:00.000000
"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "oidc_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("linked_at", lms.db.Instant(), nullable=False),
        sa.Column("used_at", lms.db.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_oidc_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oidc_account")),
        sa.UniqueConstraint("person_id", name=op.f("uq_oidc_account_person_id")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_oidc_account_issuer_subject")),
    )


def downgrade() -> None:
    op.drop_table("oidc_account")
