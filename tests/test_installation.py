"""A database knows its secret key and its instance folder: another one is refused, in words that help."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from lms import installation
from lms.accounts.domain import pins
from lms.accounts.models import Person
from lms.app import create_app
from lms.audit import AuditLine
from lms.config import CHECKOUT, from_environment, settings_of
from lms.db import db, session
from lms.secret_keys import MARKER
from tests.backup.conftest import somebody_connected
from tests.people import PIN, People

OTHER_KEY = "another secret that is long enough for tests"


@pytest.fixture
def second(app: Flask, tmp_path: Path) -> Flask:
    """A second machine with a key and a folder of its own, on the same database."""
    return create_app(replace(settings_of(app), secret_key=OTHER_KEY, instance=tmp_path / "second"))


def test_the_database_keeps_no_secret_key(app: Flask) -> None:
    known = installation.row()
    assert known is not None
    assert known.secret_fingerprint == installation.fingerprint(settings_of(app).secret_key)
    assert settings_of(app).secret_key not in known.secret_fingerprint
    session.rollback()


def test_a_machine_with_another_key_does_not_start(second: Flask) -> None:
    with pytest.raises(installation.WrongInstallation, match="no PIN would fit"):
        installation.starts(second)


def test_a_machine_with_another_folder_does_not_start(app: Flask, tmp_path: Path) -> None:
    other = create_app(replace(settings_of(app), instance=tmp_path / "second"))
    with pytest.raises(installation.WrongInstallation, match="All machines share one folder"):
        installation.starts(other)


def test_a_machine_that_shares_key_and_folder_starts(app: Flask) -> None:
    installation.starts(create_app(settings_of(app)))


def test_pages_and_jobs_of_a_machine_with_another_key_do_nothing(second: Flask, people: People) -> None:
    """Also where its database was away at the start, and the key was looked at later."""
    answer = second.test_client().get("/km/sign-in/")
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
    assert 'lang="km"' in answer.get_data(as_text=True)
    assert second.test_client().get("/healthz").status_code == 200
    assert not second.extensions["sala.jobs"]._may_work()


@pytest.mark.parametrize(
    "words",
    [["people", "card", "KH-1001"], ["jobs", "run", "--once"], ["demo", "seed"], ["privacy", "retention"]],
)
def test_a_command_with_another_key_is_refused(second: Flask, people: People, words: list[str]) -> None:
    session.remove()
    with second.app_context():
        said = second.test_cli_runner().invoke(args=words)
        session.remove()
        db.engine.dispose()
    assert (said.exit_code, "flask installation new-key" in said.output) == (1, True), said.output


def test_a_new_key_is_taken_on_purpose_and_says_what_becomes_void(
    app: Flask, second: Flask, people: People, tmp_path: Path
) -> None:
    session.remove()
    db.engine.dispose()
    changed = create_app(replace(settings_of(app), secret_key=OTHER_KEY))
    with changed.app_context():
        operator = changed.test_cli_runner()
        assert "secret key: ANOTHER ONE" in operator.invoke(args=["installation", "status"]).output
        refused = operator.invoke(args=["installation", "new-key"], input="n\n")
        assert (refused.exit_code, "7 people then need a new card" in refused.output) == (1, True)
        said = operator.invoke(args=["installation", "new-key", "--yes"])
        assert (said.exit_code, "7 people need a new card" in said.output) == (0, True), said.output
        assert "secret key: the one" in operator.invoke(args=["installation", "status"]).output
        assert session.scalars(select(Person.pin_hash)).all() == [None] * 7
        (line,) = session.scalars(select(AuditLine).filter_by(act="installation.new-key"))
        assert line.facts == {"people": 7}
        assert (
            operator.invoke(args=["people", "card", "KH-1001", "--output", str(tmp_path / "card")]).exit_code
            == 0
        )
        again = operator.invoke(args=["installation", "new-key", "--yes"])
        assert (again.exit_code, "already" in again.output) == (1, True)
        session.remove()
        db.engine.dispose()
    with pytest.raises(installation.WrongInstallation):
        installation.starts(create_app(settings_of(app)))
    assert not pins.fits(pins.hashed(PIN, settings_of(app).secret_key), PIN, OTHER_KEY)


def test_a_new_folder_is_taken_on_purpose(app: Flask, people: People, tmp_path: Path) -> None:
    session.remove()
    db.engine.dispose()
    moved = create_app(replace(settings_of(app), instance=tmp_path / "moved"))
    with moved.app_context():
        operator = moved.test_cli_runner()
        assert operator.invoke(args=["installation", "new-folder"], input="n\n").exit_code == 1
        assert operator.invoke(args=["installation", "new-folder", "--yes"]).exit_code == 0
        session.remove()
        db.engine.dispose()
    installation.starts(moved)
    with pytest.raises(installation.WrongInstallation):
        installation.starts(create_app(settings_of(app)))


def test_a_server_with_another_key_ends_with_a_sentence(app: Flask, tmp_path: Path) -> None:
    session.remove()
    db.engine.dispose()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SALA_")},
        "SALA_DATABASE_URL": settings_of(app).database_url,
        "SALA_INSTANCE": str(settings_of(app).instance),
        "SALA_SECRET_KEY": OTHER_KEY,
    }
    environment.pop("FLASK_RUN_FROM_CLI", None)
    command = [sys.executable, "-c", "import wsgi"]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Sala does not start.\nSALA_SECRET_KEY is not the key of this database" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["new-key", "new-folder"])
def test_nothing_new_is_taken_while_sala_runs(app: Flask, second: Flask, people: People, verb: str) -> None:
    """A server that goes on would seal PINs with the old key, and put certificates into the old folder."""
    session.remove()
    db.engine.dispose()
    with second.app_context(), somebody_connected(settings_of(app)):
        said = second.test_cli_runner().invoke(args=["installation", verb, "--yes"])
        assert (said.exit_code, "stop Sala first" in said.output) == (1, True), said.output
        session.remove()
        db.engine.dispose()
    installation.starts(create_app(settings_of(app)))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"secret_key": OTHER_KEY}, ("secret key: ANOTHER ONE", "flask installation new-key")),
        ({"instance": Path("/nowhere")}, (": ANOTHER ONE", "flask installation new-folder")),
    ],
)
def test_the_status_says_what_to_do_and_fails(
    app: Flask, wrong: dict[str, Any], words: tuple[str, ...]
) -> None:
    other = create_app(replace(settings_of(app), **wrong))
    with other.app_context():
        said = other.test_cli_runner().invoke(args=["installation", "status"])
        session.remove()
        db.engine.dispose()
    assert said.exit_code == 1
    assert all(one in said.output for one in words), said.output


@pytest.mark.parametrize("words", [["status"], ["new-key", "--yes"], ["new-folder", "--yes"]])
def test_after_a_restore_that_was_cut_off_no_command_says_that_all_is_well(
    app: Flask, second: Flask, words: list[str]
) -> None:
    session.execute(text(f"CREATE TABLE {installation.UNFINISHED} (id integer)"))
    session.commit()
    session.remove()
    db.engine.dispose()
    with second.app_context():
        said = second.test_cli_runner().invoke(args=["installation", *words])
        session.remove()
        db.engine.dispose()
    session.execute(text(f"DROP TABLE {installation.UNFINISHED}"))
    session.commit()
    assert (said.exit_code, "was cut off" in said.output) == (1, True), said.output


def test_where_the_key_is_lost_no_command_makes_one_before_somebody_decides_so(
    app: Flask, people: People, tmp_path: Path
) -> None:
    session.remove()
    db.engine.dispose()
    shutil.copy(settings_of(app).instance / MARKER, tmp_path)
    file = tmp_path / "secret_key"
    environment = {"SALA_DATABASE_URL": settings_of(app).database_url, "SALA_INSTANCE": str(tmp_path)}
    lost = create_app(from_environment(environment))
    with lost.app_context():
        operator = lost.test_cli_runner()
        said = operator.invoke(args=["installation", "status"])
        assert (said.exit_code, "secret key: LOST" in said.output) == (1, True), said.output
        assert not file.exists()
        backup = operator.invoke(args=["backup", str(tmp_path / "one")])
        assert (backup.exit_code, "--without-key" in backup.output) == (1, True), backup.output
        made = operator.invoke(args=["backup", "--without-key", str(tmp_path / "one")])
        assert made.exit_code == 0, made.output
        with tarfile.open(tmp_path / "one") as tar:
            manifest = json.load(tar.extractfile("manifest.json") or io.BytesIO())
        assert manifest["secret_fingerprint"] == installation.fingerprint(settings_of(app).secret_key)
        assert not file.exists()
        said = operator.invoke(args=["installation", "new-key", "--yes"])
        assert said.exit_code == 0, said.output
        session.remove()
        db.engine.dispose()
    assert file.stat().st_mode & 0o077 == 0
    installation.starts(create_app(from_environment(environment)))


def test_an_empty_database_gets_a_key_also_where_the_folder_had_another_one_before(
    app: Flask, tmp_path: Path
) -> None:
    """Somebody begins anew with an empty database, and has removed the old key from the folder."""
    shutil.copy(settings_of(app).instance / MARKER, tmp_path)
    session.execute(delete(installation.Installation))
    session.commit()
    session.remove()
    db.engine.dispose()
    environment = {"SALA_DATABASE_URL": settings_of(app).database_url, "SALA_INSTANCE": str(tmp_path)}
    for _ in range(2):
        installation.starts(create_app(from_environment(environment)))
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
