"""who opened the key of a test on paper; answers to a survey that count in no round

Revision ID: 0020
Revises: 0018
Create Date: 2026-11-28 23:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the column."""
    op.create_table(
        "paper_key_opening",
        sa.Column("form_code", sa.String(10), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_paper_key_opening_actor_id_person")),
        sa.ForeignKeyConstraint(
            ["form_code"], ["paper_form.code"], name=op.f("fk_paper_key_opening_form_code_paper_form")
        ),
        sa.PrimaryKeyConstraint("form_code", "actor_id", name=op.f("pk_paper_key_opening")),
    )
    op.create_index("ix_paper_key_opening_actor_id", "paper_key_opening", ["actor_id"])
    op.add_column(
        "survey_response", sa.Column("counts", sa.Boolean(), server_default=sa.true(), nullable=False)
    )


def downgrade() -> None:
    """Forget who opened keys, and the answers that count in no round: an older Sala would count them."""
    op.execute(
        "DELETE FROM survey_plan WHERE response_key IN (SELECT key FROM survey_response WHERE NOT counts)"
    )
    op.execute("DELETE FROM survey_response WHERE NOT counts")
    op.drop_column("survey_response", "counts")
    op.drop_table("paper_key_opening")
