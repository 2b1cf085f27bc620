"""A life is lived once for each engine, which takes long; every test gets a copy of what it left."""

from __future__ import annotations

import logging
import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask

from lms import db
from lms.accounts.queries.people import person_by_number
from lms.certificates.rendering import key_store
from lms.config import settings_of
from tests import people as folk
from tests.databases import Database, PostgresqlDatabase, SqliteDatabase
from tests.people import People
from tests.privacy import lives
from tests.privacy.lives import Life

FOLDERS = ("certificates", key_store.FOLDER, "imports")  # what a life leaves in the instance folder
# The queue of jobs holds a connection of its own, and opens another one when it finds it closed.
EVERYBODY_OUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'sala'"


class _Copy:
    """The database and the files as they are after a life."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.codes: tuple[str, ...] = ()
        self.numbers: tuple[str, ...] = ()
        self.log: tuple[str, ...] = ()

    def keep(self, database: Database, instance: Path) -> None:
        """Remember both."""
        self._let_go()
        match database:
            case SqliteDatabase():
                shutil.copy(database.file, self.folder / "lived")
            case PostgresqlDatabase():
                database.run(EVERYBODY_OUT, "CREATE DATABASE sala_lived TEMPLATE sala")
        for name in FOLDERS:
            shutil.copytree(instance / name, self.folder / name)

    def put_back(self, database: Database, instance: Path) -> None:
        """Come back to both."""
        self._let_go()
        match database:
            case SqliteDatabase():
                for left in database.file.parent.glob("sala.sqlite3*"):
                    left.unlink()
                shutil.copy(self.folder / "lived", database.file)
            case PostgresqlDatabase():
                database.run("DROP DATABASE sala WITH (FORCE)", "CREATE DATABASE sala TEMPLATE sala_lived")
        for name in FOLDERS:
            shutil.rmtree(instance / name, ignore_errors=True)
            shutil.copytree(self.folder / name, instance / name)

    def _let_go(self) -> None:
        db.session.remove()
        db.db.engine.dispose()


@pytest.fixture(scope="session")
def copies() -> dict[str, _Copy]:
    """The copies that were made so far, by the address of their database."""
    return {}


@pytest.fixture
def copy(database: Database, copies: dict[str, _Copy], tmp_path_factory: pytest.TempPathFactory) -> _Copy:
    """The copy of the present engine."""
    if database.url not in copies:
        copies[database.url] = _Copy(tmp_path_factory.mktemp("lived"))
    return copies[database.url]


@pytest.fixture
def life(
    app: Flask,
    database: Database,
    copy: _Copy,
    caplog: pytest.LogCaptureFixture,
) -> Life:
    """Somebody has used everything that there is."""
    caplog.set_level(logging.DEBUG)
    instance = settings_of(app).instance
    if not copy.codes:
        for name in FOLDERS:  # what other tests drew is not of this person
            shutil.rmtree(instance / name, ignore_errors=True)
        everyone = folk.settle()
        copy.numbers = tuple(getattr(everyone, one.name).number for one in fields(People))
        copy.codes = lives.live(app, everyone).codes
        copy.log = written(caplog)
        copy.keep(database, instance)
    copy.put_back(database, instance)
    person = person_by_number(lives.NUMBER)
    assert person is not None
    return Life(person, copy.codes, _people(copy.numbers), copy.log)


def written(caplog: pytest.LogCaptureFixture) -> tuple[str, ...]:
    """What stands in the log, with the traces of errors."""
    return tuple(caplog.handler.format(record) for record in caplog.records)


def _people(numbers: tuple[str, ...]) -> People:
    found = [person_by_number(number) for number in numbers]
    return People(*(one for one in found if one is not None))
