"""names of one script stand together in lists, whatever language somebody reads

Revision ID: 0013
Revises: 0012
Create Date: 2026-11-28 03:00:00
"""

import sqlalchemy as sa
from alembic import op

from lms.migrations import online
from lms.text import collation

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_BATCH = 1000  # rows
_BYTES = 800


def upgrade() -> None:
    """Make the keys of names in our scripts anew.

    Row by row on PostgreSQL, where each is written by itself and nobody waits.
    """
    if online.on_postgresql():
        with online.each_by_itself() as connection:
            _make_anew(connection)
    else:
        _make_anew(op.get_bind())


def _make_anew(connection: sa.Connection) -> None:
    person = sa.table("person", *(sa.column(name) for name in ("id", "name", "language", "name_order")))
    columns = (person.c.id, person.c.name, person.c.language, person.c.name_order)
    change = person.update().where(person.c.id == sa.bindparam("one"), person.c.name == sa.bindparam("known"))
    change = change.values(name_order=sa.bindparam("key", type_=sa.LargeBinary()))
    last = 0
    while True:
        query = sa.select(*columns).where(person.c.id > last, person.c.name != "").order_by(person.c.id)
        rows = connection.execute(query.limit(_BATCH)).all()
        if not rows:
            return
        keys = [
            {"one": row.id, "known": row.name, "key": key}
            for row in rows
            if (key := collation.sort_key_of_name(row.name, row.language)[:_BYTES]) != bytes(row.name_order)
        ]
        if keys:
            connection.execute(change, keys)
        last = rows[-1].id


def downgrade() -> None:
    """Lists of people are in order either way."""
