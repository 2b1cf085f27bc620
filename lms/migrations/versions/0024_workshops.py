"""workshops: plan, half-days, trainers, branches, roster, attendance, what was decided

Revision ID: 0024
Revises: 0023
Create Date: 2026-11-29 09:20:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_PLAN = ("workshop_half_day", "workshop_trainer", "workshop_branch")


def upgrade() -> None:
    """Make the tables."""
    _make_plan()
    _make_roster()


def _make_plan() -> None:
    op.create_table(
        "workshop",
        sa.Column("uuid", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("modules", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("figures", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('facilitated', 'refresher', 'orientation')", name=op.f("ck_workshop_kind")
        ),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_workshop_days")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (figures IS NULL)", name=op.f("ck_workshop_figures_when_closed")
        ),
        _person("workshop", "made_by_id"),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_workshop")),
    )
    op.create_index("ix_workshop_last_on", "workshop", ["last_on"])
    op.create_table(
        "workshop_half_day",
        sa.Column("workshop_uuid", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("half", sa.String(2), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("half IN ('am', 'pm')", name=op.f("ck_workshop_half_day_half")),
        _workshop("workshop_half_day"),
        sa.PrimaryKeyConstraint("workshop_uuid", "number", name=op.f("pk_workshop_half_day")),
    )
    op.create_table(
        "workshop_trainer",
        sa.Column("workshop_uuid", sa.String(36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        _person("workshop_trainer", "person_id"),
        _workshop("workshop_trainer"),
        sa.PrimaryKeyConstraint("workshop_uuid", "person_id", name=op.f("pk_workshop_trainer")),
    )
    op.create_index("ix_workshop_trainer_person_id", "workshop_trainer", ["person_id"])
    op.create_table(
        "workshop_branch",
        sa.Column("workshop_uuid", sa.String(36), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_workshop_branch_unit_id_unit")),
        _workshop("workshop_branch"),
        sa.PrimaryKeyConstraint("workshop_uuid", "unit_id", name=op.f("pk_workshop_branch")),
    )
    op.create_index("ix_workshop_branch_unit_id", "workshop_branch", ["unit_id"])


def _make_roster() -> None:
    op.create_table(
        "workshop_participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_uuid", sa.String(36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("outcomes", sa.JSON(none_as_null=True), nullable=True),
        _person("workshop_participant", "person_id"),
        _workshop("workshop_participant"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_participant")),
        sa.UniqueConstraint(
            "workshop_uuid", "person_id", name=op.f("uq_workshop_participant_workshop_uuid_person_id")
        ),
    )
    op.create_index("ix_workshop_participant_person_id", "workshop_participant", ["person_id"])
    op.create_table(
        "workshop_mark",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('present', 'late', 'left', 'absent')", name=op.f("ck_workshop_mark_state")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["workshop_participant.id"],
            name=op.f("fk_workshop_mark_participant_id_workshop_participant"),
        ),
        _person("workshop_mark", "written_by_id"),
        sa.PrimaryKeyConstraint("participant_id", "number", name=op.f("pk_workshop_mark")),
    )
    op.create_table(
        "workshop_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_uuid", sa.String(36), nullable=False),
        sa.Column("act", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("figures", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("act IN ('closed', 'reopened')", name=op.f("ck_workshop_decision_act")),
        sa.CheckConstraint("(act = 'reopened') = (reason <> '')", name=op.f("ck_workshop_decision_reason")),
        _person("workshop_decision", "actor_id"),
        _workshop("workshop_decision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_decision")),
    )
    op.create_index("ix_workshop_decision_workshop_uuid", "workshop_decision", ["workshop_uuid"])


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"))


def _workshop(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_workshop_uuid_workshop")
    return sa.ForeignKeyConstraint(["workshop_uuid"], ["workshop.uuid"], name=name)


def downgrade() -> None:
    """Forget workshops; what they wrote into the ledger stays."""
    for table in ("workshop_decision", "workshop_mark", "workshop_participant", *_PLAN, "workshop"):
        op.drop_table(table)
