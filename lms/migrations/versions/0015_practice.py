"""questions that were wrong in a test come back until they sit

Revision ID: 0015
Revises: 0014
Create Date: 2026-11-28 17:00:00
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_REGION = timedelta(hours=7)
_STREAM = 1000


def upgrade() -> None:
    """Make the table, and fill it from the tests that were handed in: whoever failed last week practises, too."""
    table = op.create_table(
        "practice_item",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(60), nullable=False),
        sa.Column("item", sa.String(100), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("practised_on", sa.Date(), nullable=True),
        sa.CheckConstraint("step BETWEEN 0 AND 3", name=op.f("ck_practice_item_step")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_practice_item_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "module", "item", name=op.f("pk_practice_item")),
    )
    attempt = sa.table(
        "attempt",
        *(sa.column("person_id"), sa.column("module"), sa.column("result", sa.JSON)),
        sa.column("submitted_at", sa.DateTime),
    )
    handed_in = sa.select(attempt).where(attempt.c.submitted_at.is_not(None))
    ordered = handed_in.order_by(attempt.c.person_id, attempt.c.submitted_at)
    connection = op.get_bind()
    papers = connection.execute(ordered.execution_options(yield_per=_STREAM))
    waiting: list[dict[str, Any]] = []
    # All papers first: the two databases differ in what becomes of an open answer when rows are written beside it.
    for person_id, theirs in groupby(papers, key=lambda paper: paper.person_id):
        waiting.extend(_wrong(person_id, theirs))
    for start in range(0, len(waiting), _STREAM):
        connection.execute(sa.insert(table), waiting[start : start + _STREAM])


def _wrong(person_id: int, papers: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """What one person answered wrong in the newest paper that asked it."""
    newest: dict[tuple[str, str], tuple[bool, date]] = {}
    for paper in papers:
        for item, right in paper.result.get("right", {}).items():
            newest[paper.module, item] = (right, (paper.submitted_at + _REGION).date())
    for (module, item), (right, day) in newest.items():
        if not right:
            row = {"person_id": person_id, "module": module, "item": item}
            yield row | {"step": 0, "next_on": day, "practised_on": None}


def downgrade() -> None:
    """Forget what waits to be practised."""
    op.drop_table("practice_item")
