"""which answers to a survey came in a file of KoboToolbox or ODK

Revision ID: 0021
Revises: 0018
Create Date: 2026-11-28 23:20:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All answers so far were given on the page."""
    op.add_column(
        "survey_response",
        sa.Column("is_collected", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Forget it. Not in a batch, which would make the table anew, with a row id."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE survey_response DROP COLUMN is_collected")
    else:
        op.drop_column("survey_response", "is_collected")
