"""The databases of the tests: made once by the migrations, put back to a known state before every test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import compress
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError


class Database:
    """A migrated database that can be put back in a moment: to empty, or to the people of the tests."""

    def __init__(self, url: str) -> None:
        self.url = url

    def keep(self, engine: Engine, settle: Callable[[], object]) -> None:
        """Remember the present, empty state, and the one that `settle` makes of it, as those to come back to.

        `engine` is that of the application. Nothing is checked out of it, then and at each reset.
        """

    def reset(self, *, with_people: bool) -> None:
        """Come back to one of them."""


class SqliteDatabase(Database):
    def __init__(self, folder: Path) -> None:
        self.file = folder / "sala.sqlite3"
        super().__init__(f"sqlite:///{self.file}")

    def keep(self, engine: Engine, settle: Callable[[], object]) -> None:
        self.engine = engine
        shutil.copy(self.file, self._copy(with_people=False))
        settle()
        shutil.copy(self.file, self._copy(with_people=True))

    def reset(self, *, with_people: bool) -> None:
        self.engine.dispose()
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
_TABLES: Final = """
SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'installation')
"""
_BEGIN_IDS: Final = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
_GO_ON_WITH_IDS: Final = """
SELECT setval(format('public.%I', sequencename)::regclass, last_value) FROM kept.kept_sequence
WHERE last_value IS NOT NULL
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
        self.schema = self.belongings = ""
        self.kept: tuple[str, ...] = ()
        self.run("CREATE DATABASE sala")

    def keep(self, engine: Engine, settle: Callable[[], object]) -> None:
        self.engine = engine
        settle()
        with self._inside() as cursor:
            cursor.execute(_KEEP)
            self.kept = self._with_rows(cursor)
            self._empty(cursor)
        engine.dispose()
        self.run("CREATE DATABASE sala_empty TEMPLATE sala")
        with self._inside() as cursor:
            self.schema, self.belongings = self._schema_of(cursor), self._belongings_of(cursor)

    def reset(self, *, with_people: bool) -> None:
        """Delete the rows, which takes a fiftieth of a new copy; make the copy where the tables changed too."""
        if self.engine.pool.checkedin() > 1:  # type: ignore[attr-defined]
            self.engine.dispose()
        if not self._put_back(with_people=with_people):
            self.engine.dispose()
            self.run("DROP DATABASE IF EXISTS sala WITH (FORCE)", "CREATE DATABASE sala TEMPLATE sala_empty")
            self._put_back(with_people=with_people)

    @contextmanager
    def _inside(self) -> Iterator[psycopg.Cursor]:
        """One transaction, no trigger and no foreign key, in the connection of the application.

        That connection stays open from test to test: a new one costs ten times what is done here, because its process
        reads anew what the database knows of a hundred tables. What a test closed or broke is found out and replaced.
        """
        connection = self.engine.raw_connection()
        try:
            cursor: Any = connection.cursor()
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield cursor
            connection.commit()
        finally:
            connection.close()

    def _put_back(self, *, with_people: bool) -> bool:
        try:
            with self._inside() as cursor:
                cursor.execute(_OTHERS_OUT)
                if self._schema_of(cursor) != self.schema or self._belongings_of(cursor) != self.belongings:
                    return False
                if self._empty(cursor) > _MANY_ROWS:
                    return False
                if with_people:
                    for name in self.kept:
                        cursor.execute(f'INSERT INTO public."{name}" SELECT * FROM kept."{name}"')
                    cursor.execute(_GO_ON_WITH_IDS)
                return True
        except (OperationalError, psycopg.OperationalError):
            return False  # a test dropped the database itself

    @classmethod
    def _empty(cls, cursor: psycopg.Cursor) -> int:
        """Delete what there is and let ids begin anew; how many rows there were."""
        removed = 0
        for name in cls._with_rows(cursor):
            cursor.execute(f'DELETE FROM public."{name}"'.encode())
            removed += cursor.rowcount
        cursor.execute(_BEGIN_IDS)
        return removed

    @staticmethod
    def _with_rows(cursor: psycopg.Cursor) -> tuple[str, ...]:
        """The tables that are not empty: asked in one sentence, which stays prepared."""
        cursor.execute(_TABLES)
        names = sorted(name for (name,) in cursor.fetchall())
        asked = ", ".join(f'EXISTS (SELECT FROM public."{name}")' for name in names)
        found = cursor.execute(f"SELECT {asked}".encode(), prepare=True).fetchone() or ()
        return tuple(compress(names, found))

    @staticmethod
    def _belongings_of(cursor: psycopg.Cursor) -> str:
        """The secret key and the folder that the database knows; each migrated one does."""
        said = "SELECT string_agg(site || secret_fingerprint, '') FROM installation"
        (belongings,) = cursor.execute(said).fetchone() or ("",)
        return str(belongings)

    @staticmethod
    def _schema_of(cursor: psycopg.Cursor) -> str:
        (schema,) = cursor.execute(_SCHEMA.encode()).fetchone() or ("",)
        return str(schema)

    def run(self, *statements: str) -> None:
        """Do something to the whole database, from outside of it."""
        with psycopg.connect(self.admin, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())
