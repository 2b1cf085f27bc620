"""tests on paper: the forms that were printed, and the rows of letters that were typed

Revision ID: 0018
Revises: 0017
Create Date: 2026-11-28 20:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "paper_form",
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("module", sa.String(60), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_paper_form_actor_id_person")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_paper_form")),
    )
    op.create_index("ix_paper_form_actor_id", "paper_form", ["actor_id"])
    op.create_table(
        "paper_result",
        sa.Column("attempt_uuid", sa.String(36), nullable=False),
        sa.Column("form_code", sa.String(10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("letters", sa.String(200), nullable=False),
        sa.Column("typed_at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_paper_result_actor_id_person")),
        sa.ForeignKeyConstraint(
            ["attempt_uuid"], ["attempt.uuid"], name=op.f("fk_paper_result_attempt_uuid_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["form_code"], ["paper_form.code"], name=op.f("fk_paper_result_form_code_paper_form")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_paper_result_person_id_person")),
        sa.PrimaryKeyConstraint("attempt_uuid", name=op.f("pk_paper_result")),
        sa.UniqueConstraint("form_code", "person_id", name=op.f("uq_paper_result_form_code_person_id")),
    )
    op.create_index("ix_paper_result_person_id", "paper_result", ["person_id"])


def downgrade() -> None:
    """Forget them; the attempts and what stands in the ledger stay."""
    op.drop_table("paper_result")
    op.drop_table("paper_form")
