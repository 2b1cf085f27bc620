"""tests: who let somebody try again before the wait was over

Revision ID: 0028
Revises: 0027
Create Date: 2026-12-02 15:20:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "test_unlock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('trainer', 'hr')", name=op.f("ck_test_unlock_role")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_test_unlock_reason")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_test_unlock_person_id_person")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_test_unlock_actor_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_unlock")),
    )
    op.create_index("ix_test_unlock_actor_id", "test_unlock", ["actor_id"])
    op.create_index("ix_test_unlock_person_id_module", "test_unlock", ["person_id", "module"])


def downgrade() -> None:
    """Forget it: waits end with their hours alone again."""
    op.drop_table("test_unlock")
