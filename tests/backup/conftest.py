"""A stopped Sala with people, and what an operator types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import create_engine, select, text

from lms import db
from lms.accounts.models import Person
from lms.config import Settings
from lms.db import session
from tests.people import People
from tests.privacy.conftest import EVERYBODY_OUT

Type = Callable[..., Result]


def stop() -> None:
    """Nothing is connected to the database any more, the queue of jobs neither."""
    session.remove()
    if db.db.engine.dialect.name == "postgresql":
        with db.db.engine.connect() as connection:
            connection.execute(text(f"{EVERYBODY_OUT} AND pid <> pg_backend_pid()"))
    db.db.engine.dispose()


def name_of(number: str) -> str:
    """The name that the database has now for a number."""
    try:
        return session.scalar(select(Person.name).filter_by(number=number)) or ""
    finally:
        session.remove()


def rename(number: str, name: str) -> None:
    """Let somebody have another name."""
    session.scalars(select(Person).filter_by(number=number)).one().name = name
    session.commit()


@contextmanager
def somebody_connected(settings: Settings) -> Iterator[None]:
    """A server of Sala has a connection open, and does nothing just now."""
    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA journal_mode=WAL"))
        connection.execute(text("SELECT count(*) FROM person"))
        connection.rollback()
        yield
    engine.dispose()


@pytest.fixture
def type_in(app: Flask) -> Type:
    """An operator at the command line of a stopped Sala."""

    def typed(*words: str | Path) -> Result:
        stop()
        said = app.test_cli_runner().invoke(args=[str(word) for word in words])
        stop()
        return said

    return typed


@pytest.fixture
def backup(type_in: Type, people: People, tmp_path: Path) -> Path:
    """A backup in which Sokha is called Sokha; since then she has another name."""
    file = tmp_path / "sala.backup"
    said = type_in("backup", file)
    assert said.exit_code == 0, said.output
    rename("KH-1001", "changed")
    return file
