"""talks of volunteers with groups: where, about what, how many people

Revision ID: 0030
Revises: 0029
Create Date: 2026-12-02 20:50:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "community_session",
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("languages", sa.String(40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.CheckConstraint("people BETWEEN 1 AND 500", name=op.f("ck_community_session_people")),
        sa.CheckConstraint("languages <> ''", name=op.f("ck_community_session_languages")),
        sa.CheckConstraint('recorded_on >= "on"', name=op.f("ck_community_session_recorded_on")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_community_session_person_id_person")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_community_session_unit_id_unit")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_community_session")),
    )
    op.create_index("ix_community_session_person_id", "community_session", ["person_id"])
    op.create_index("ix_community_session_unit_id_on", "community_session", ["unit_id", "on"])
    op.create_table(
        "community_count",
        sa.Column("session_uuid", sa.String(36), nullable=False),
        sa.Column("sex", sa.String(10), nullable=False),
        sa.Column("ages", sa.String(10), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("sex IN ('female', 'male', 'unsaid')", name=op.f("ck_community_count_sex")),
        sa.CheckConstraint(
            "ages IN ('up-to-24', '25-34', '35-49', '50-up', 'unknown')", name=op.f("ck_community_count_ages")
        ),
        sa.CheckConstraint("people BETWEEN 1 AND 500", name=op.f("ck_community_count_people")),
        sa.ForeignKeyConstraint(
            ["session_uuid"],
            ["community_session.uuid"],
            name=op.f("fk_community_count_session_uuid_community_session"),
        ),
        sa.PrimaryKeyConstraint("session_uuid", "sex", "ages", name=op.f("pk_community_count")),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("community_count")
    op.drop_table("community_session")
