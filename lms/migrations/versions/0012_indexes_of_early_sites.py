"""indexes by which lists and figures are read, where a site made its tables before they were written into 0002

Revision ID: 0012
Revises: 0011
Create Date: 2026-11-27 16:40:00
"""

import sqlalchemy as sa
from alembic import op

from lms.migrations import online

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_CURRENT = "ix_certification_current"
_CURRENT_ON = "ON certification (unit_id, award, expires_on, revoked_on, grace_until, person_id)"
_REPLACED = "ix_ledger_entry_person_id_award"


def upgrade() -> None:
    known = {
        index["name"]: index["column_names"]
        for table in ("certification", "ledger_entry", "person")
        for index in sa.inspect(op.get_bind()).get_indexes(table)
    }
    if "person_id" not in known.get(_CURRENT, ()):
        _drop(_CURRENT)
        _create(_CURRENT, _CURRENT_ON)
    for name, definition in _definitions().items():
        if name not in known:
            _create(name, definition)
    if _REPLACED in known:
        _drop(_REPLACED)


def _definitions() -> dict[str, str]:
    active = "NOT active" if online.on_postgresql() else "active = 0"
    certification = "ON certification (unit_id, "
    return {
        "ix_certification_revoked": f"{certification}award, expires_on, grace_until, revoked_on) "
        "WHERE revoked_on IS NOT NULL",
        "ix_certification_ending": f"{certification}expires_on, person_id) WHERE revoked_on IS NULL",
        "ix_ledger_entry_achieved": "ON ledger_entry (unit_id, effective_on) WHERE kind = 'achieved'",
        "ix_ledger_entry_person": "ON ledger_entry (person_id, award, kind, effective_on, requirement)",
        "ix_person_inactive": f"ON person (unit_id) WHERE {active}",
    }


def _create(name: str, definition: str) -> None:
    if online.on_postgresql():
        online.create_index(name, definition)
    else:
        op.execute(f"CREATE INDEX IF NOT EXISTS {name} {definition}")


def _drop(name: str) -> None:
    if online.on_postgresql():
        with online.each_by_itself() as connection:
            connection.exec_driver_sql(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    else:
        op.execute(f"DROP INDEX IF EXISTS {name}")


def downgrade() -> None:
    """What 0002 makes today stays."""
