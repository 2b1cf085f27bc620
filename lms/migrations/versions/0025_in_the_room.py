"""workshops: walk-ins, codes of the room, check-ins

Revision ID: 0025
Revises: 0024
Create Date: 2026-12-02 14:40:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_walk_ins()
    _make_check_in()


def _make_walk_ins() -> None:
    op.create_table(
        "workshop_walk_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("workshop_uuid", sa.String(36), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("half_day", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        _person("workshop_walk_in", "added_by_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_workshop_walk_in_unit_id_unit")),
        _workshop("workshop_walk_in"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_walk_in")),
        sa.UniqueConstraint("workshop_uuid", "key", name=op.f("uq_workshop_walk_in_workshop_uuid_key")),
    )
    op.create_table(
        "workshop_walk_in_mark",
        sa.Column("walk_in_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('present', 'late', 'left', 'absent')", name=op.f("ck_workshop_walk_in_mark_state")
        ),
        sa.ForeignKeyConstraint(
            ["walk_in_id"],
            ["workshop_walk_in.id"],
            name=op.f("fk_workshop_walk_in_mark_walk_in_id_workshop_walk_in"),
        ),
        _person("workshop_walk_in_mark", "written_by_id"),
        sa.PrimaryKeyConstraint("walk_in_id", "number", name=op.f("pk_workshop_walk_in_mark")),
    )


def _make_check_in() -> None:
    op.create_table(
        "workshop_opening",
        sa.Column("workshop_uuid", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        _person("workshop_opening", "opened_by_id"),
        _workshop("workshop_opening"),
        sa.PrimaryKeyConstraint("workshop_uuid", "number", name=op.f("pk_workshop_opening")),
        sa.UniqueConstraint("code", name=op.f("uq_workshop_opening_code")),
    )
    op.create_table(
        "workshop_check_in",
        sa.Column("workshop_uuid", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _person("workshop_check_in", "person_id"),
        _workshop("workshop_check_in"),
        sa.PrimaryKeyConstraint("workshop_uuid", "number", "person_id", name=op.f("pk_workshop_check_in")),
    )
    op.create_index("ix_workshop_check_in_person_id", "workshop_check_in", ["person_id"])


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"))


def _workshop(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_workshop_uuid_workshop")
    return sa.ForeignKeyConstraint(["workshop_uuid"], ["workshop.uuid"], name=name)


def downgrade() -> None:
    """Forget walk-ins and check-ins."""
    for table in ("workshop_check_in", "workshop_opening", "workshop_walk_in_mark", "workshop_walk_in"):
        op.drop_table(table)
