"""What every test can ask for: the real application on both databases, people, a strict client."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade

from lms import config, db
from lms.app import create_app
from lms.config import Settings
from tests import people as folk
from tests.client import StrictClient
from tests.postgres import private_server


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


class _Postgresql(_Database):
    def __init__(self, server: str) -> None:
        super().__init__(server.format(database="sala"))
        self.admin = server.format(database="postgres").replace("+psycopg", "")
        self._do("CREATE DATABASE sala")

    def keep(self) -> None:
        self._do("CREATE DATABASE sala_empty TEMPLATE sala")

    def reset(self) -> None:
        self._do("DROP DATABASE IF EXISTS sala WITH (FORCE)", "CREATE DATABASE sala TEMPLATE sala_empty")

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
