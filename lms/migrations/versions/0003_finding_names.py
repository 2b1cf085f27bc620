"""people are found by any part of their names

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-25 04:50:12.401873
"""

import sqlalchemy as sa
from alembic import op

from lms.migrations import online
from lms.text import search_key as finding

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BATCH = 1000  # rows

# An index of all pieces of three letters, kept by triggers: names are found in it without any verb's help. A later
# migration that makes the table of people anew (batch mode with a copy) drops the triggers: run these again.
# One or two letters are looked for in all keys of the units, which an ordinary index has beside each other.
_SQLITE = (
    "CREATE INDEX person_search_keys ON person (unit_id, search_key, name_order)",
    "CREATE VIRTUAL TABLE person_search USING fts5("
    "search_key, content='person', content_rowid='id', tokenize='trigram case_sensitive 1')",
    "CREATE TRIGGER person_search_insert AFTER INSERT ON person BEGIN "
    "INSERT INTO person_search(rowid, search_key) VALUES (new.id, new.search_key); END",
    "CREATE TRIGGER person_search_delete AFTER DELETE ON person BEGIN "
    "INSERT INTO person_search(person_search, rowid, search_key) VALUES ('delete', old.id, old.search_key); END",
    "CREATE TRIGGER person_search_update AFTER UPDATE OF search_key ON person BEGIN "
    "INSERT INTO person_search(person_search, rowid, search_key) VALUES ('delete', old.id, old.search_key); "
    "INSERT INTO person_search(rowid, search_key) VALUES (new.id, new.search_key); END",
    "INSERT INTO person_search(person_search) VALUES ('rebuild')",
)
# Without this a removed name leaves its pieces in the index until it is tidied; SQLite has it from 3.42 on.
_SECURE_DELETE = "INSERT INTO person_search(person_search, rank) VALUES ('secure-delete', 1)"

# The same for PostgreSQL, of what every server has: pg_trgm may not be there, finds nothing by one or two letters,
# and nothing at all of our scripts in a database of the locale C. At each place of the key stand three letters, of
# which a shorter word is a beginning. The cost makes the planner compare texts before it would compute this, and as
# the function is not said to be safe for it, no query starts workers, which takes longer than the answer.
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION person_search_pieces(key text) RETURNS tsvector "
    "LANGUAGE sql IMMUTABLE STRICT COST 5000 AS $$ SELECT array_to_tsvector("
    "ARRAY(SELECT substr(key, place, 3) FROM generate_series(1, length(key)) AS place)) $$",
)


def upgrade() -> None:
    column = sa.Column("search_key", sa.String(length=2000), nullable=False, server_default="")
    if online.on_postgresql():
        # The column is there in a moment; what takes long is done once that is committed, and holds up nobody.
        op.add_column("person", column, if_not_exists=True)
        with online.each_by_itself() as connection:
            _fill(connection)
            for statement in _POSTGRESQL:
                connection.exec_driver_sql(statement)
        online.create_index("person_search", "ON person USING gin (person_search_pieces(search_key))")
        with online.each_by_itself() as connection:
            connection.exec_driver_sql("ANALYZE person")
        return
    op.add_column("person", column)
    connection = op.get_bind()
    _fill(connection)
    for statement in _SQLITE:
        connection.exec_driver_sql(statement)
    if connection.dialect.server_version_info >= (3, 42):
        connection.exec_driver_sql(_SECURE_DELETE)


def _fill(connection: sa.Connection) -> None:
    person = sa.table(
        "person",
        *(sa.column(name) for name in ("id", "number", "name", "latin_name", "search_key")),
    )
    columns = (person.c.id, person.c.number, person.c.name, person.c.latin_name)
    change = person.update().where(person.c.id == sa.bindparam("one")).values(search_key=sa.bindparam("key"))
    last = 0
    while True:
        query = sa.select(*columns).where(person.c.id > last).order_by(person.c.id).limit(_BATCH)
        rows = connection.execute(query).all()
        if not rows:
            return
        keys = [{"one": row.id, "key": finding.haystack(row.number, row.name, row.latin_name)} for row in rows]
        connection.execute(change, keys)
        last = rows[-1].id


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER person_search_{trigger}")
        op.execute("DROP TABLE person_search")
        op.execute("DROP INDEX person_search_keys")
        op.execute("ALTER TABLE person DROP COLUMN search_key")
        return
    op.execute("DROP INDEX person_search")
    op.execute("DROP FUNCTION person_search_pieces(text)")
    op.drop_column("person", "search_key")
