"""people and ledger

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-25 04:02:33.988329
"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PARTIAL = (
    (
        "certification",
        "ix_certification_revoked",
        ["unit_id", "award", "expires_on", "grace_until", "revoked_on"],
        sa.text("revoked_on IS NOT NULL"),
    ),
    (
        "certification",
        "ix_certification_ending",
        ["unit_id", "expires_on", "person_id"],
        sa.text("revoked_on IS NULL"),
    ),
    (
        "ledger_entry",
        "ix_ledger_entry_achieved",
        ["unit_id", "effective_on"],
        sa.text("kind = 'achieved'"),
    ),
)


def upgrade() -> None:
    op.create_table(
        "column_matching",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("header", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_column_matching_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_matching")),
        sa.UniqueConstraint("unit_id", "kind", "header", name=op.f("uq_column_matching_unit_id_kind_header")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("given_at", lms.db.Instant(), nullable=False),
        sa.Column("withdrawn_at", lms.db.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(
            "uq_consent_given",
            ["person_id", "purpose"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "erasure_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", lms.db.Instant(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("decided_at", lms.db.Instant(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "outcome <> 'refused' OR reason <> ''", name=op.f("ck_erasure_request_reason_of_refusal")
        ),
        sa.CheckConstraint(
            "outcome IN ('erased', 'refused', 'withdrawn')", name=op.f("ck_erasure_request_outcome")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL)", name=op.f("ck_erasure_request_outcome_when_decided")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_erasure_request_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_erasure_request_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_request")),
    )
    with op.batch_alter_table("erasure_request", schema=None) as batch_op:
        batch_op.create_index(
            "uq_erasure_request_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )

    op.create_table(
        "lookup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_lookup_actor_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lookup_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lookup")),
        sa.UniqueConstraint(
            "person_id", "actor_id", "on", "page", name=op.f("uq_lookup_person_id_actor_id_on_page")
        ),
    )
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("merged_at", lms.db.Instant(), nullable=False),
        sa.Column("undone_at", lms.db.Instant(), nullable=True),
        sa.CheckConstraint("kept_id <> merged_id", name=op.f("ck_merge_two_people")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_merge_actor_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_merge_kept_id")),
        sa.ForeignKeyConstraint(["merged_id"], ["person.id"], name=op.f("fk_merge_merged_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_kept_id"), ["kept_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_merged_id"), ["merged_id"], unique=False)

    op.create_table(
        "notice_seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("seen_at", lms.db.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_seen_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_seen")),
        sa.UniqueConstraint("person_id", "version", name=op.f("uq_notice_seen_person_id_version")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("award", sa.String(length=60), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("sent_at", lms.db.Instant(), nullable=False),
        sa.CheckConstraint("channel IN ('email', 'message')", name=op.f("ck_reminder_channel")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "person_id",
            "award",
            "expires_on",
            "days",
            name=op.f("uq_reminder_person_id_award_expires_on_days"),
        ),
    )
    op.create_table(
        "reported_total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("award", sa.String(length=60), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("female", sa.Integer(), nullable=False),
        sa.Column("male", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", lms.db.Instant(), nullable=False),
        sa.Column("withdrawn_at", lms.db.Instant(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("female + male + unknown > 0", name=op.f("ck_reported_total_somebody")),
        sa.CheckConstraint(
            "female >= 0 AND male >= 0 AND unknown >= 0", name=op.f("ck_reported_total_counts")
        ),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_reported_total_period")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_reported_total_actor_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_reported_total_unit_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["person.id"], name=op.f("fk_reported_total_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_total")),
    )
    with op.batch_alter_table("reported_total", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reported_total_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "roster_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.String(length=100), nullable=False),
        sa.Column("matching", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("created_at", lms.db.Instant(), nullable=False),
        sa.Column("finished_at", lms.db.Instant(), nullable=True),
        sa.Column("undone_at", lms.db.Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('people', 'trainings')", name=op.f("ck_roster_import_kind")),
        sa.CheckConstraint(
            "state IN ('matching', 'preview', 'running', 'done', 'undone', 'dropped')",
            name=op.f("ck_roster_import_state"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_roster_import_actor_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_roster_import_job_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_roster_import_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
        sa.UniqueConstraint("uuid", name=op.f("uq_roster_import_uuid")),
    )
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_import_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "roster_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "action IN ('create', 'update', 'same', 'fail', 'skip')", name=op.f("ck_roster_row_action")
        ),
        sa.ForeignKeyConstraint(["import_id"], ["roster_import.id"], name=op.f("fk_roster_row_import_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_roster_row_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_row")),
        sa.UniqueConstraint("import_id", "line", name=op.f("uq_roster_row_import_id_line")),
    )
    with op.batch_alter_table("roster_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_row_person_id"), ["person_id"], unique=False)

    _ledger(
        {
            "kind": "kind IN ('achieved', 'certified', 'extended', 'revoked', 'reinstated', 'corrected')",
            "requirement_of_achieved": "kind <> 'achieved' OR requirement <> ''",
            "reason_of_decision": "kind IN ('achieved', 'certified') OR reason <> ''",
            "corrected_entry": "(kind = 'corrected') = (corrects_id IS NOT NULL)",
            "end_of_extended": "kind <> 'extended' OR expires_on IS NOT NULL",
        },
        {"kind", "reason_of_revoked"},
        _add_corrects,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("erased_at", lms.db.Instant(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_person_merged_into_id"),
            ["merged_into_id"],
            unique=False,
            sqlite_where=sa.text("merged_into_id IS NOT NULL"),
            postgresql_where=sa.text("merged_into_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_person_merged_into_id"), "person", ["merged_into_id"], ["id"]
        )
        _keep_person_check(batch_op)
    # An id is never given again: what the audit says of somebody whose import was undone is said of nobody else.
    never_again = {"sqlite_autoincrement": True}
    with op.batch_alter_table("person", schema=None, table_kwargs=never_again) as batch_op:
        batch_op.alter_column("version", server_default=None)
        _keep_person_check(batch_op)
    _index_for_lists()


def _index_for_lists() -> None:
    """Indexes by which lists and figures of a million people are read, see the models."""
    op.drop_index("ix_certification_current", "certification")
    current = ["unit_id", "award", "expires_on", "revoked_on", "grace_until", "person_id"]
    op.create_index("ix_certification_current", "certification", current)
    op.drop_index("ix_ledger_entry_person_id_award", "ledger_entry")
    columns = ["person_id", "award", "kind", "effective_on", "requirement"]
    op.create_index("ix_ledger_entry_person", "ledger_entry", columns)
    for table, name, columns, where in _PARTIAL:
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
    sqlite = op.get_bind().dialect.name == "sqlite"
    inactive = sa.text("active = 0" if sqlite else "NOT active")
    op.create_index(
        "ix_person_inactive", "person", ["unit_id"], sqlite_where=inactive, postgresql_where=inactive
    )


def _no_index_for_lists() -> None:
    op.drop_index("ix_person_inactive", "person")
    for table, name, *_ in _PARTIAL:
        op.drop_index(name, table)
    op.drop_index("ix_ledger_entry_person", "ledger_entry")
    op.create_index("ix_ledger_entry_person_id_award", "ledger_entry", ["person_id", "award"])
    op.drop_index("ix_certification_current", "certification")
    current = ["unit_id", "award", "expires_on", "revoked_on", "grace_until"]
    op.create_index("ix_certification_current", "certification", current)


def _keep_person_check(batch_op: object) -> None:
    # SQLite makes the table anew, and its checks are not read back from the old one.
    if op.get_bind().dialect.name == "sqlite":
        batch_op.create_check_constraint(
            batch_op.f("ck_person_birth_year"), "birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100"
        )


def _ledger(checks: dict[str, str], replaced: set[str], change: object) -> None:
    """Change the ledger, whose rows may not be changed: on SQLite its triggers go with the old table."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        # First: on PostgreSQL a check goes with its column.
        for name in sorted(replaced):
            batch_op.drop_constraint(batch_op.f(f"ck_ledger_entry_{name}"), type_="check")
        change(batch_op)
        for name, rule in checks.items():
            if sqlite or name != "requirement_of_achieved":
                batch_op.create_check_constraint(batch_op.f(f"ck_ledger_entry_{name}"), rule)
    if sqlite:
        for statement in lms.db.append_only_statements("ledger_entry", "sqlite"):
            op.execute(statement)


def _add_corrects(batch_op: object) -> None:
    batch_op.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
    batch_op.create_index(
        "uq_ledger_entry_corrects_id",
        ["corrects_id"],
        unique=True,
        sqlite_where=sa.text("corrects_id IS NOT NULL"),
        postgresql_where=sa.text("corrects_id IS NOT NULL"),
    )
    batch_op.create_foreign_key(
        batch_op.f("fk_ledger_entry_corrects_id"), "ledger_entry", ["corrects_id"], ["id"]
    )


def _drop_corrects(batch_op: object) -> None:
    batch_op.drop_constraint(batch_op.f("fk_ledger_entry_corrects_id"), type_="foreignkey")
    batch_op.drop_index("uq_ledger_entry_corrects_id")
    batch_op.drop_column("corrects_id")


def downgrade() -> None:
    _no_index_for_lists()
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_person_merged_into_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_person_merged_into_id"))
        batch_op.drop_column("erased_at")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("version")
        _keep_person_check(batch_op)

    _ledger(
        {
            "kind": "kind IN ('achieved', 'certified', 'revoked', 'reinstated')",
            "requirement_of_achieved": "kind <> 'achieved' OR requirement <> ''",
            "reason_of_revoked": "kind NOT IN ('revoked', 'reinstated') OR reason <> ''",
        },
        {"kind", "reason_of_decision", "corrected_entry", "end_of_extended"},
        _drop_corrects,
    )
    with op.batch_alter_table("roster_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_row_person_id"))

    op.drop_table("roster_row")
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_import_unit_id"))

    op.drop_table("roster_import")
    with op.batch_alter_table("reported_total", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reported_total_unit_id"))

    op.drop_table("reported_total")
    op.drop_table("reminder")
    op.drop_table("notice_seen")
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_merged_id"))
        batch_op.drop_index(batch_op.f("ix_merge_kept_id"))

    op.drop_table("merge")
    op.drop_table("lookup")
    with op.batch_alter_table("erasure_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_erasure_request_open",
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )

    op.drop_table("erasure_request")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consent_given",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.drop_table("consent")
    op.drop_table("column_matching")
