"""The databases of the tests: made once by the migrations, put back to a known state before every test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psycopg


class Database:
    """A migrated database that can be put back in a moment: to empty, or to the people of the tests."""

    def __init__(self, url: str) -> None:
        self.url = url

    def keep(self, settle: Callable[[], object]) -> None:
        """Remember the present, empty state, and the one that `settle` makes of it, as those to come back to."""

    def reset(self, *, with_people: bool) -> None:
        """Come back to one of them."""


class SqliteDatabase(Database):
    def __init__(self, folder: Path) -> None:
        self.file = folder / "sala.sqlite3"
        super().__init__(f"sqlite:///{self.file}")

    def keep(self, settle: Callable[[], object]) -> None:
        shutil.copy(self.file, self._copy(with_people=False))
        settle()
        shutil.copy(self.file, self._copy(with_people=True))

    def reset(self, *, with_people: bool) -> None:
        for left in self.file.parent.glob("sala.sqlite3*"):
            left.unlink()
        shutil.copy(self._copy(with_people=with_people), self.file)

    def _copy(self, *, with_people: bool) -> Path:
        return self.file.with_name("people" if with_people else "empty")


# Keep the rows that are there now in a schema of their own.
_KEEP: Final = """
DO $$
DECLARE
  name text;
BEGIN
  CREATE SCHEMA kept;
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'installation') LOOP
    EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', name);
  END LOOP;
  CREATE TABLE kept_sequence AS SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public';
  ALTER TABLE kept_sequence SET SCHEMA kept;
END $$
"""
# Empty every table that has rows and let ids begin anew; tell how many rows there were.
_EMPTY: Final = """
DO $$
DECLARE
  name text;
  removed bigint;
  total bigint := 0;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'installation') LOOP
    EXECUTE format('DELETE FROM public.%I', name);
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
  END LOOP;
  PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
  PERFORM set_config('sala.removed', total::text, false);
END $$
"""
_FILL: Final = """
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' AND tablename <> 'kept_sequence' LOOP
    EXECUTE format('INSERT INTO public.%1$I SELECT * FROM kept.%1$I', name);
  END LOOP;
  PERFORM setval(format('public.%I', sequencename)::regclass, last_value) FROM kept.kept_sequence
    WHERE last_value IS NOT NULL;
END $$
"""
# What a migration leaves behind: a table, column, trigger or index that is the same has the same id here. What is more
# (the queue of jobs makes tables of its own) is emptied like the others, and no reason to begin anew.
_SCHEMA: Final = """
WITH ours AS (
  SELECT c.oid FROM pg_class c JOIN pg_tables k ON k.schemaname = 'kept' AND k.tablename = c.relname
  WHERE c.relnamespace = 'public'::regnamespace
)
SELECT md5(concat_ws(' ',
  (SELECT string_agg(oid::text, ',' ORDER BY oid) FROM ours),
  (SELECT string_agg(attrelid::text || attname, ',' ORDER BY attrelid, attnum) FROM pg_attribute
     WHERE attrelid IN (SELECT oid FROM ours)),
  (SELECT string_agg(indexrelid::text, ',' ORDER BY indexrelid) FROM pg_index WHERE indrelid IN (SELECT oid FROM ours)),
  (SELECT string_agg(oid::text || tgenabled::text, ',' ORDER BY oid) FROM pg_trigger
     WHERE tgrelid IN (SELECT oid FROM ours)),
  (SELECT string_agg(version_num, ',') FROM alembic_version)
))
"""
# More rows than this leave so much behind (dead rows, statistics) that a fresh copy is better.
_MANY_ROWS: Final = 2000
_OTHERS_OUT: Final = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'sala' AND pid <> pg_backend_pid()
"""


class PostgresqlDatabase(Database):
    def __init__(self, server: str) -> None:
        super().__init__(server.format(database="sala"))
        self.admin = server.format(database="postgres").replace("+psycopg", "")
        self.inside = server.format(database="sala").replace("+psycopg", "")
        self.schema = self.belongings = ""
        self.run("CREATE DATABASE sala")

    def keep(self, settle: Callable[[], object]) -> None:
        settle()
        with psycopg.connect(self.inside, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(_KEEP.encode())
            connection.execute(_EMPTY.encode())
        self.run("CREATE DATABASE sala_empty TEMPLATE sala")
        with psycopg.connect(self.inside, autocommit=True) as connection:
            self.schema, self.belongings = self._schema_of(connection), self._belongings_of(connection)

    def reset(self, *, with_people: bool) -> None:
        """Delete the rows, which takes a fiftieth of a new copy; make the copy where the tables changed too."""
        if not self._emptied():
            self.run("DROP DATABASE IF EXISTS sala WITH (FORCE)", "CREATE DATABASE sala TEMPLATE sala_empty")
        if with_people:
            with psycopg.connect(self.inside, autocommit=True) as connection:
                connection.execute("SET session_replication_role = replica")
                connection.execute(_FILL.encode())

    def _emptied(self) -> bool:
        try:
            with psycopg.connect(self.inside, autocommit=True) as connection:
                connection.execute(_OTHERS_OUT)
                if self._schema_of(connection) != self.schema:
                    return False
                if self._belongings_of(connection) != self.belongings:
                    return False
                connection.execute("SET session_replication_role = replica")
                connection.execute(_EMPTY.encode())
                (removed,) = connection.execute("SELECT current_setting('sala.removed')").fetchone() or ("0",)
                return int(removed) <= _MANY_ROWS
        except psycopg.OperationalError:
            return False  # a test dropped the database itself

    @staticmethod
    def _belongings_of(connection: psycopg.Connection) -> str:
        """The secret key and the folder that the database knows; each migrated one does."""
        said = "SELECT string_agg(site || secret_fingerprint, '') FROM installation"
        (belongings,) = connection.execute(said).fetchone() or ("",)
        return str(belongings)

    @staticmethod
    def _schema_of(connection: psycopg.Connection) -> str:
        (schema,) = connection.execute(_SCHEMA.encode()).fetchone() or ("",)
        return str(schema)

    def run(self, *statements: str) -> None:
        """Do something to the whole database, from outside of it."""
        with psycopg.connect(self.admin, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())
