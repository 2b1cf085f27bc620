"""Parts of migrations that keep nobody waiting: outside of a transaction, index by index. For PostgreSQL.

What is done here is committed at once, and with it all that the migration did before. A migration that uses it must be
able to begin anew after it was cut off: IF NOT EXISTS, and rows that are written twice to the same effect. On SQLite
readers are never blocked (WAL): nothing of this is needed there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op


def on_postgresql() -> bool:
    """Whether this migration runs on PostgreSQL."""
    return op.get_bind().dialect.name == "postgresql"


@contextmanager
def each_by_itself() -> Iterator[sa.Connection]:
    """Within it each statement is a transaction of its own and holds its locks no longer than itself."""
    with op.get_context().autocommit_block():
        yield op.get_bind()


def create_index(name: str, definition: str, *, unique: bool = False) -> None:
    """Make an index while others read and write; `definition` is what follows its name: `ON person (email_key)`.

    It waits for transactions that began before: nobody waits behind it.
    """
    kind = "UNIQUE INDEX" if unique else "INDEX"
    invalid = "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(%s) AND NOT indisvalid"
    with each_by_itself() as connection:
        (waiting,) = connection.exec_driver_sql("SHOW lock_timeout").one()
        connection.exec_driver_sql("SET lock_timeout = 0")
        try:
            if connection.exec_driver_sql(invalid, (name,)).first():  # one that was cut off
                connection.exec_driver_sql(f"DROP INDEX CONCURRENTLY {name}")
            connection.exec_driver_sql(f"CREATE {kind} CONCURRENTLY IF NOT EXISTS {name} {definition}")
        finally:
            connection.exec_driver_sql(f"SET lock_timeout = '{waiting}'")
