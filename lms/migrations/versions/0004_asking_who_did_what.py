"""what was done to a record is found without reading the whole audit

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-26 16:20:00
"""

from alembic import op

from lms.migrations import online

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if online.on_postgresql():  # every change writes into the audit
        online.create_index("ix_audit_record", "ON audit (record, record_id)")
    else:
        op.create_index("ix_audit_record", "audit", ["record", "record_id"])


def downgrade() -> None:
    op.drop_index("ix_audit_record", "audit")
