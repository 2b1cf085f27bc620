"""What every test can ask for: the real application on both databases, people, a strict client."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade

from lms import config, db
from lms.accounts import pins
from lms.app import create_app
from lms.config import Settings
from tests import people as folk
from tests.client import StrictClient
from tests.postgres import private_server


@pytest.fixture(scope="session", autouse=True)
def _cheap_pins() -> Iterator[None]:
    """PINs cost a hundredth of the time: how dear they really are is the business of tests/accounts/test_pins.py."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "_hasher", cheap)
        patch.setattr(pins, "NOBODY", cheap.hash("nobody"))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a private PostgreSQL, with `{database}` for the name."""
    with private_server() as url:
        yield url


def settings_for(database_url: str, instance: Path) -> Settings:
    """Settings of a test application: the real content, no background threads."""
    return Settings(
        database_url=database_url,
        secret_key=folk.SECRET,
        base_url="http://localhost",
        content=config.CHECKOUT,
        instance=instance,
        demo=False,
        jobs_embedded=False,
    )


class _Database:
    """A migrated, empty database that can be put back to empty in a moment."""

    def __init__(self, url: str) -> None:
        self.url = url

    def keep(self) -> None:
        """Remember the present state as the one to come back to."""

    def reset(self) -> None:
        """Come back to the kept state."""


class _Sqlite(_Database):
    def __init__(self, folder: Path) -> None:
        self.file = folder / "sala.sqlite3"
        super().__init__(f"sqlite:///{self.file}")

    def keep(self) -> None:
        shutil.copy(self.file, self.file.with_suffix(".empty"))

    def reset(self) -> None:
        for left in self.file.parent.glob("sala.sqlite3*"):
            left.unlink()
        shutil.copy(self.file.with_suffix(".empty"), self.file)


# Empty every table that has rows and let ids begin anew; tell how many rows there were.
_EMPTY: Final = """
DO $$
DECLARE
  name text;
  removed bigint;
  total bigint := 0;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM public.%I', name);
    GET DIAGNOSTICS removed = ROW_COUNT;
    total := total + removed;
  END LOOP;
  PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
  PERFORM set_config('sala.removed', total::text, false);
END $$
"""
# What a migration or an ANALYZE leaves behind; a table that is the same has the same ids here.
_SCHEMA: Final = """
SELECT md5(
  (SELECT string_agg(oid::text || relname, ',' ORDER BY oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace)
  || coalesce((SELECT string_agg(oid::text || tgenabled::text, ',' ORDER BY oid) FROM pg_trigger), '')
  || (SELECT count(*) FROM pg_attribute)::text || (SELECT count(*) FROM pg_statistic)::text
  || (SELECT string_agg(version_num, ',') FROM alembic_version)
)
"""
# More rows than this leave so much behind (dead rows, statistics) that a fresh copy is the better neighbour.
_MANY_ROWS: Final = 2000
_OTHERS_OUT: Final = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'sala' AND pid <> pg_backend_pid()"


class _Postgresql(_Database):
    def __init__(self, server: str) -> None:
        super().__init__(server.format(database="sala"))
        self.admin = server.format(database="postgres").replace("+psycopg", "")
        self.inside = server.format(database="sala").replace("+psycopg", "")
        self.schema = ""
        self._do("CREATE DATABASE sala")

    def keep(self) -> None:
        self._do("CREATE DATABASE sala_empty TEMPLATE sala")
        with psycopg.connect(self.inside, autocommit=True) as connection:
            self.schema = self._schema_of(connection)

    def reset(self) -> None:
        """Delete the rows, which takes a fiftieth of a new copy; make the copy where the tables changed too."""
        if not self._emptied():
            self._do("DROP DATABASE IF EXISTS sala WITH (FORCE)", "CREATE DATABASE sala TEMPLATE sala_empty")

    def _emptied(self) -> bool:
        try:
            with psycopg.connect(self.inside, autocommit=True) as connection:
                connection.execute(_OTHERS_OUT)
                if self._schema_of(connection) != self.schema:
                    return False
                connection.execute("SET session_replication_role = replica")
                connection.execute(_EMPTY.encode())
                (removed,) = connection.execute("SELECT current_setting('sala.removed')").fetchone() or ("0",)
                return int(removed) <= _MANY_ROWS
        except psycopg.OperationalError:
            return False  # a test dropped the database itself

    @staticmethod
    def _schema_of(connection: psycopg.Connection) -> str:
        (schema,) = connection.execute(_SCHEMA.encode()).fetchone() or ("",)
        return str(schema)

    def _do(self, *statements: str) -> None:
        with psycopg.connect(self.admin, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> _Database:
    """One database of each engine, made by the migrations."""
    if request.param == "sqlite":
        return _Sqlite(tmp_path_factory.mktemp("sqlite"))
    return _Postgresql(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def house(database: _Database, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, put together once per engine."""
    app = create_app(settings_for(database.url, tmp_path_factory.mktemp("instance")))
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    with app.app_context():
        upgrade()
        db.session.remove()
        db.db.engine.dispose()
    database.keep()
    return app


@pytest.fixture
def app(house: Flask, database: _Database) -> Iterator[Flask]:
    """The application with an empty database and a context for calling services."""
    with house.app_context():
        db.db.engine.dispose()
        database.reset()
        house.extensions["sala.pages"].__init__()
        yield house
        db.session.remove()
        db.db.engine.dispose()


@pytest.fixture
def people(app: Flask) -> folk.People:
    """Everybody, settled in their branches."""
    return folk.settle()


@pytest.fixture
def client(app: Flask) -> StrictClient:
    """A browser that insists: valid HTML, nothing written by reading."""
    return StrictClient(app, app.response_class)
