"""The drill: somebody is erased after a backup, the backup is brought back, and they are nowhere. On both engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select, text, update

from lms import db
from lms.accounts.models import Person
from lms.certificates.rendering import store
from lms.config import settings_of
from lms.db import session
from lms.privacy.services import erasure_list
from tests.privacy import everywhere, lives
from tests.privacy.conftest import EVERYBODY_OUT
from tests.privacy.lives import Life
from tests.privacy.test_erasure import erase


@pytest.fixture
def operator(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def stop() -> None:
    """Sala is stopped: nothing is connected to the database, the queue of jobs neither."""
    session.remove()
    if db.db.engine.dialect.name == "postgresql":
        with db.db.engine.connect() as connection:
            connection.execute(text(f"{EVERYBODY_OUT} AND pid <> pg_backend_pid()"))
    db.db.engine.dispose()


@pytest.fixture
def backup(operator: FlaskCliRunner, life: Life, tmp_path: Path) -> Path:
    """A backup of the whole life, in the middle of which two lists are open."""
    stop()
    said = operator.invoke(args=["backup", str(tmp_path / "sala.backup")])
    assert said.exit_code == 0, said.output
    return tmp_path / "sala.backup"


def found(app: Flask) -> list[tuple[str, str]]:
    """Where a trace of the person is left: in each cell and in each file."""
    here = (*everywhere.database_texts(), *everywhere.file_texts(settings_of(app).instance))
    return everywhere.hits(iter(here), lives.TRACES)


def test_who_was_erased_after_the_backup_does_not_come_back(
    app: Flask, operator: FlaskCliRunner, life: Life, backup: Path
) -> None:
    others = session.scalars(select(Person.number).where(Person.erased_at.is_(None))).all()
    erase(app, life)
    stop()
    said = operator.invoke(args=["restore", str(backup), "--replace"])
    assert said.exit_code == 0, said.output
    assert "erased once more: 2" in said.output  # the person, and the record that was merged into theirs
    assert found(app) == []
    left = session.scalars(select(Person.number).where(Person.erased_at.is_(None))).all()
    assert set(others) - set(left) == {lives.NUMBER, lives.OTHER_NUMBER}
    session.remove()


def test_without_an_erasure_everybody_comes_back_as_they_were(
    app: Flask, operator: FlaskCliRunner, life: Life, backup: Path
) -> None:
    before = sorted(everywhere.database_texts())
    for code in life.codes:
        store.remove(settings_of(app).instance, code)
    session.execute(update(Person).values(name="nobody"))
    session.commit()
    stop()
    said = operator.invoke(args=["restore", str(backup), "--replace"])
    assert said.exit_code == 0, said.output
    after = sorted(everywhere.database_texts())
    # What the restore itself wrote down, and that a backup was made.
    new = [line for line in after if line not in before]
    assert {place.split(".")[0] for place, _ in new} <= {"audit", "job"}
    assert [line for line in before if line not in after and not line[0].startswith("audit.")] == []


@pytest.mark.parametrize("lost", ["no list", "another list", "an old list"])
def test_a_restore_without_the_list_of_erasures_is_refused_unless_told(
    app: Flask, operator: FlaskCliRunner, life: Life, tmp_path: Path, lost: str
) -> None:
    erased = settings_of(app).erasure_list
    erase(app, life)
    stop()
    file = tmp_path / "later.backup"
    assert operator.invoke(args=["backup", str(file)]).exit_code == 0
    kept = tmp_path / "kept"
    kept.write_bytes(erased.read_bytes())
    erased.unlink()
    if lost == "another list":
        erasure_list.append(erased, "0" * 32, [])
    if lost == "an old list":
        erased.write_text("".join(kept.read_text().splitlines(keepends=True)[:2]))
    stop()
    said = operator.invoke(args=["restore", str(file), "--replace"])
    assert said.exit_code == 1
    assert "WHOEVER WAS ERASED AFTER THE BACKUP WOULD COME BACK" in said.output
    told = operator.invoke(args=["restore", str(file), "--replace", "--without-erasures"])
    assert told.exit_code == 0, told.output
    assert "IS BACK" in told.output
    erased.unlink(missing_ok=True)
    stop()
    given = operator.invoke(args=["restore", str(file), "--replace", "--erasures", str(kept)])
    assert given.exit_code == 0, given.output
    assert {one.key for one in erasure_list.read(kept).entries} <= {
        one.key for one in erasure_list.read(erased).entries
    }


def test_an_erasure_that_is_rolled_back_is_taken_from_the_list(app: Flask, life: Life) -> None:
    path = settings_of(app).erasure_list
    erasure_list.complete(settings_of(app))
    session.rollback()
    before = erasure_list.read(path)
    erasure_list.note([life.person.id])
    session.rollback()
    assert erasure_list.read(path) == before


def test_the_list_holds_ids_and_no_name(app: Flask, life: Life) -> None:
    erase(app, life)
    path = settings_of(app).erasure_list
    assert path.stat().st_mode & 0o077 == 0
    assert everywhere.hits(iter([("list", path.read_text())]), lives.TRACES) == []
    listed = {number for entry in erasure_list.read(path).entries for number, _ in entry.records}
    assert life.person.id in listed


def test_who_gets_the_id_of_somebody_erased_in_another_time_is_not_erased(
    app: Flask, operator: FlaskCliRunner, life: Life, backup: Path
) -> None:
    line = f"erased 2026-02-05T00:00:00Z 00aa {life.person.id}:{'0' * 32}"
    erasure_list.append(settings_of(app).erasure_list, "", [line])
    stop()
    said = operator.invoke(args=["restore", str(backup), "--replace"])
    assert "erased once more: 0" in said.output, said.output
