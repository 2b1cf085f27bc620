"""A PostgreSQL database: dumped and loaded by PostgreSQL's own programs, the tables of before set aside meanwhile."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from lms.backup.manifest import BackupRefused, Engine
from lms.config import Settings
from lms.db import connections, exclusive
from lms.installation import UNFINISHED

_ASIDE: Final = "sala_replaced"  # a schema: the tables of before, while a restore is under way
_DEBIAN: Final = Path("/usr/lib/postgresql")  # one folder a version
# huey makes its own tables, which stay: what they hold is found again by the sweeper.
_MOVE: Final = """
DO $$
DECLARE thing record;
BEGIN
  FOR thing IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = '{source}' AND c.relkind IN ('r', 'p') AND left(c.relname, 5) <> 'huey_' LOOP
    EXECUTE format('ALTER TABLE %s SET SCHEMA {target}', thing.name);
  END LOOP;
  FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = '{source}'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('ALTER FUNCTION %s SET SCHEMA {target}', thing.name);
  END LOOP;
END $$;
"""
_DROP: Final = """
DO $$
DECLARE thing record;
BEGIN
  FOR thing IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND left(c.relname, 5) <> 'huey_' LOOP
    EXECUTE format('DROP TABLE %s CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', thing.name);
  END LOOP;
END $$;
"""
_SET_ASIDE: Final = f"""
SET lock_timeout = '10s';
CREATE SCHEMA {_ASIDE};
{_MOVE.format(source="public", target=_ASIDE)}
CREATE TABLE public.{UNFINISHED} (id integer);
"""
_TAKE_BACK: Final = f"""
{_DROP}
{_MOVE.format(source=_ASIDE, target="public")}
DROP SCHEMA {_ASIDE};
"""
_FINISH: Final = f"DROP TABLE public.{UNFINISHED}; DROP SCHEMA {_ASIDE} CASCADE;"
_TABLES: Final = f"""
SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND left(tablename, 5) <> 'huey_'
AND tablename <> '{UNFINISHED}' ORDER BY tablename
"""
_OTHER_SCHEMAS: Final = """
SELECT nspname FROM pg_namespace WHERE left(nspname, 3) <> 'pg_' AND nspname NOT IN ('public', 'information_schema')
"""
# Seconds. The connections of a Sala that was stopped or killed a moment ago end a little after it.
_PATIENCE: Final = 3.0
_PAUSE: Final = 0.1
_OTHERS: Final = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
AND backend_type = 'client backend' AND application_name <> %s
"""


@dataclass(frozen=True)
class PostgresqlDatabase:
    """The database of some settings."""

    settings: Settings
    engine: Engine = "postgresql"

    def _connect(self) -> psycopg.Connection[Any]:
        return connections.connect(self.settings)

    def version(self) -> int:
        """The major version of the server."""
        with self._connect() as connection:
            return connection.info.server_version // 10_000

    def dump(self, target: Path) -> tuple[dict[str, int], str]:
        """Dump the database as it is at one moment; returns the rows by table and the migration."""
        with self._connect() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            # Whatever else the operator keeps in this database is not ours; `--schema` would also make the schema.
            others = [f'--exclude-schema="{name}"' for (name,) in connection.execute(_OTHER_SCHEMAS.encode())]
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            self._run(
                "pg_dump",
                connection.info.server_version // 10_000,
                *(
                    "--format=custom",
                    "--compress=0",
                    "--no-owner",
                    "--no-privileges",
                    f"--snapshot={snapshot}",
                ),
                *(
                    "--exclude-table=public.huey_*",
                    f"--exclude-table=public.{UNFINISHED}",
                    f"--file={target}",
                ),
                *others,
            )
            return _rows(connection), _migration(connection)

    def check(self, dumped: Path) -> dict[str, int] | None:
        """Whether pg_restore can read a dump through to its end; the rows are counted when it is loaded."""
        self._run("pg_restore", 0, "--file=/dev/null", str(dumped), connected=False)
        return None

    def people(self) -> int:
        """How many people the present database has."""
        with self._connect() as connection:
            if "person" not in _tables(connection):
                return 0
            (number,) = connection.execute("SELECT count(*) FROM person").fetchone() or (0,)
            return int(number)

    def refuse_in_use(self) -> None:
        """Raises BackupRefused while somebody else is connected, and does not go away within `_PATIENCE` seconds."""
        until = time.monotonic() + _PATIENCE
        while (others := self._others()) and time.monotonic() < until:
            time.sleep(_PAUSE)
        if others:
            raise BackupRefused(
                f"the database is in use by {others} connections: stop Sala first (the server, `flask jobs run`)"
            )

    def _others(self) -> int:
        with self._connect() as connection:
            (others,) = connection.execute(_OTHERS, (exclusive.APPLICATION,)).fetchone() or (0,)
            return int(others)

    def load(self, dumped: Path, folder: Path) -> dict[str, int]:
        """Load a dump in one transaction, marked as unfinished; returns its rows. Raises BackupRefused."""
        self.refuse_in_use()
        major = self.version()
        script, before = folder / "database.sql", folder / "before.sql"
        before.write_text(_SET_ASIDE)
        options = ("--no-owner", "--no-privileges", "--no-comments")
        self._run("pg_restore", 0, *options, f"--file={script}", str(dumped), connected=False)
        quiet = (
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--single-transaction",
            "--output=/dev/null",
        )
        self._run("psql", major, *quiet, f"--file={before}", f"--file={script}")
        script.unlink()
        with self._connect() as connection:
            return _rows(connection)

    def finish(self) -> None:
        """From here on what was restored counts; what was there before goes."""
        with self._connect() as connection:
            connection.execute(_FINISH.encode())
        with self._connect() as connection:
            connection.autocommit = True
            connection.execute("ANALYZE")

    def undo(self) -> None:
        """Go back to what was there before."""
        with self._connect() as connection:
            connection.execute(_TAKE_BACK.encode())

    def is_unfinished(self) -> bool:
        """Whether a restore was cut off after its rows were loaded."""
        with self._connect() as connection:
            return bool(
                connection.execute("SELECT to_regclass(%s)", (f"public.{UNFINISHED}",)).fetchone() != (None,)
            )

    def recover(self) -> bool:
        """Go back where a restore was cut off; whether that was so."""
        unfinished = self.is_unfinished()
        if unfinished:
            self.undo()
        return unfinished

    def of_no_use(self) -> list[Path]:
        """No file: what is loaded is in one transaction."""
        return []

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        return (psycopg.Error,)

    def _run(self, name: str, least: int, *arguments: str, connected: bool = True) -> None:
        """Run a program of PostgreSQL of at least a version. Raises BackupRefused with its last words."""
        given = connections.parameters(self.settings)
        password = given.pop("password", None)
        target = ["--dbname", make_conninfo(**given)] if connected else []
        command = [str(program(name, least)), *target, *arguments]
        # Not among the arguments, where everybody on the machine could read it.
        environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if not line.startswith(("DETAIL", "CONTEXT"))]
            last = " ".join(said[-2:])
            if connections.tells_password(last, self.settings):
                last = ""
            raise BackupRefused(f"{name} failed: {last or done.returncode}")


def program(name: str, least: int) -> Path:
    """A client program of PostgreSQL, at least of the server's major version. Raises BackupRefused."""
    on_path = shutil.which(name)
    places = [Path(on_path)] if on_path else []
    places += sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: path.parts[-3], reverse=True)
    newest = 0
    for path in places:
        major = _major(path)
        if major >= least:
            return path
        newest = max(newest, major)
    if newest:
        raise BackupRefused(
            f"{name} is of version {newest}, the server of {least}: install postgresql-client-{least} or newer"
        )
    raise BackupRefused(f"{name} is missing: install postgresql-client, at least of the server's version")


def _major(path: Path) -> int:
    done = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"\) (\d+)", done.stdout)
    return int(found[1]) if found else 0


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    return [str(name) for (name,) in connection.execute(_TABLES.encode())]


def _rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    counted = sql.SQL("SELECT count(*) FROM public.{}")
    return {
        name: int(cast("tuple[int]", connection.execute(counted.format(sql.Identifier(name))).fetchone())[0])
        for name in _tables(connection)
    }


def _migration(connection: psycopg.Connection[Any]) -> str:
    if "alembic_version" not in _tables(connection):
        return ""
    row = connection.execute("SELECT version_num FROM public.alembic_version").fetchone()
    return str(row[0]) if row else ""
