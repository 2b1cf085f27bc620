"""What every test can ask for: the real application on both databases, people, a strict client."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade

from lms import config, db, jobs
from lms.accounts.domain import pins
from lms.app import create_app
from lms.config import Settings, settings_of
from tests import people as folk
from tests import read_only, real_content
from tests.client import StrictClient
from tests.databases import Database, PostgresqlDatabase, SqliteDatabase
from tests.engines import engines_of
from tests.postgres import private_server


@pytest.fixture(scope="session", autouse=True)
def _cheap_pins() -> Iterator[None]:
    """PINs cost a hundredth of the time: how dear they really are is the business of tests/accounts/test_pins.py."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "_hasher", cheap)
        patch.setattr(pins, "NOBODY", cheap.hash("nobody"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _real_content_read_once() -> Iterator[None]:
    with real_content.read_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_pauses() -> Iterator[None]:
    """A handler of jobs lets others write for a moment after each batch: here nobody waits for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "PAUSE_SECONDS", 0)
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


@dataclass
class Installation:
    """An application and its database."""

    database: Database
    app: Flask


@pytest.fixture(scope="session")
def installations() -> dict[str, Installation]:
    """Those that were made so far, by engine: in a random order of tests they are asked for again and again."""
    return {}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Say which databases a test runs on, unless it says so itself (tests.engines)."""
    names = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    marked = {one for name in names for one in (name.split(",") if isinstance(name, str) else name)}
    if "installation" in metafunc.fixturenames and "installation" not in marked:
        engines = engines_of(metafunc.definition.path)
        metafunc.parametrize("installation", engines, indirect=True, scope="session")


@pytest.fixture(scope="session")
def installation(
    request: pytest.FixtureRequest,
    installations: dict[str, Installation],
    tmp_path_factory: pytest.TempPathFactory,
) -> Installation:
    """The application with a database of one engine, made by the migrations."""
    engine: str = request.param
    if engine not in installations:
        database: Database = (
            SqliteDatabase(tmp_path_factory.mktemp("sqlite"))
            if engine == "sqlite"
            else PostgresqlDatabase(request.getfixturevalue("postgres"))
        )
        installations[engine] = Installation(
            database, _application(database, tmp_path_factory.mktemp("instance"))
        )
        gc.freeze()  # as on a server (wsgi.py): nobody looks through all of Sala for garbage again and again
    return installations[engine]


def _application(database: Database, instance: Path) -> Flask:
    app = create_app(settings_for(database.url, instance))
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)

    def settle() -> None:
        with app.app_context():
            folk.settle()
            _let_go()

    with app.app_context():
        upgrade()
        read_only.watch(app)
        _let_go()
        engine = db.db.engine
    database.keep(engine, settle)
    return app


@pytest.fixture(scope="session")
def database(installation: Installation) -> Database:
    """The database of the present engine."""
    return installation.database


@pytest.fixture(scope="session")
def house(installation: Installation) -> Flask:
    """The application, put together once per engine."""
    return installation.app


def _let_go() -> None:
    db.session.remove()
    db.db.engine.dispose()


@pytest.fixture
def app(house: Flask, database: Database, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application with a database that is empty, but for the people where a test asks for them."""
    with house.app_context():
        database.reset(with_people="people" in request.fixturenames)
        settings_of(house).erasure_list.unlink(missing_ok=True)
        house.extensions["sala.pages"].__init__()
        yield house
        db.session.remove()


@pytest.fixture
def people(app: Flask) -> folk.People:
    """Everybody, settled in their branches."""
    return folk.load()


@pytest.fixture
def client(app: Flask) -> StrictClient:
    """A browser that insists: valid HTML, nothing written by reading."""
    return StrictClient(app, app.response_class)
