"""While Sala runs nothing is replaced; and of what was cut off no copy of the data stays behind."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from lms.backup.leftovers import LOCK, SET_ASIDE, WORK, remove
from lms.config import settings_of
from lms.db import exclusive
from tests import processes
from tests.backup.conftest import Type, name_of, somebody_connected, stop
from tests.backup.killed import EARLY, in_a_process
from tests.engines import ON_SQLITE
from tests.people import SECRET


def copies_in_clear(app: Flask) -> list[str]:
    """What a backup or a restore has left on the disk, beside the database and in the instance folder."""
    settings = settings_of(app)
    folders = {settings.instance}
    if settings.database_url.startswith("sqlite:///"):
        folders.add(Path(settings.database_url.removeprefix("sqlite:///")).parent)
    left = ("*.restoring", "*.before-restore", WORK, "replaced-files")
    return sorted(path.name for folder in folders for kind in left for path in folder.glob(kind))


def test_a_restore_while_sala_runs_is_refused_before_anything_is_unpacked(
    app: Flask, type_in: Type, backup: Path, tmp_path: Path
) -> None:
    """So it is said first, also of a file that is no backup."""
    other = tmp_path / "other"
    other.write_text("no backup")
    for file in (backup, other):
        stop()
        with somebody_connected(settings_of(app)):
            said = app.test_cli_runner().invoke(args=["restore", str(file), "--replace"])
        assert (said.exit_code, "stop Sala first" in said.output) == (1, True), said.output
        assert copies_in_clear(app) == []
    assert name_of("KH-1001") == "changed"


def start(app: Flask, type_in: Type) -> None:
    settings = settings_of(app)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SALA_")}
    environment.pop("FLASK_RUN_FROM_CLI", None)
    environment |= {
        "SALA_DATABASE_URL": settings.database_url,
        "SALA_INSTANCE": str(settings.instance),
        "SALA_SECRET_KEY": SECRET,
    }
    done = processes.run("wsgi", env=environment)
    assert done.returncode == 0, done.stderr


def abandon(app: Flask, type_in: Type) -> None:
    assert "no restore was cut off" in type_in("restore", "--abandon").output


def retain(app: Flask, type_in: Type) -> None:
    assert type_in("privacy", "retention").exit_code == 0


AFTERWARDS = pytest.mark.parametrize("afterwards", [start, abandon, retain])
Afterwards = Callable[[Flask, Type], None]


@AFTERWARDS
def test_what_a_restore_that_died_early_has_unpacked_is_removed(
    app: Flask, type_in: Type, backup: Path, afterwards: Afterwards
) -> None:
    stop()
    assert in_a_process(app, "restore", backup, EARLY).returncode == -signal.SIGKILL
    assert copies_in_clear(app) == [WORK]
    afterwards(app, type_in)
    assert copies_in_clear(app) == []
    assert name_of("KH-1001") == "changed"


@ON_SQLITE
@AFTERWARDS
def test_a_copy_that_lay_ready_beside_the_database_is_removed(
    app: Flask, type_in: Type, backup: Path, afterwards: Afterwards
) -> None:
    stop()
    assert in_a_process(app, "restore", backup, "once the file is written").returncode == -signal.SIGKILL
    assert [name.endswith(".restoring") for name in copies_in_clear(app)] == [False, True]
    afterwards(app, type_in)
    assert copies_in_clear(app) == []
    assert name_of("KH-1001") == "changed"


def test_going_back_after_a_cut_removes_what_was_unpacked(app: Flask, type_in: Type, backup: Path) -> None:
    stop()
    assert in_a_process(app, "restore", backup, "once the rows are in place").returncode == -signal.SIGKILL
    assert "back to what was there before" in type_in("restore", "--abandon").output
    assert copies_in_clear(app) == []
    assert name_of("KH-1001") == "changed"


def test_what_somebody_works_with_stays(app: Flask, type_in: Type, backup: Path) -> None:
    folder = settings_of(app).instance / WORK
    folder.mkdir()
    with exclusive.file_locked(settings_of(app).instance / LOCK):
        retain(app, type_in)
        start(app, type_in)
        assert folder.is_dir()
    shutil.rmtree(folder)


def test_what_was_before_a_restore_that_was_cut_off_stays_until_somebody_decides(
    app: Flask, type_in: Type, backup: Path
) -> None:
    """A server that is started meanwhile refuses to, and takes away no more than what was unpacked."""
    stop()
    assert in_a_process(app, "restore", backup, "once the files are in place").returncode == -signal.SIGKILL
    with pytest.raises(AssertionError, match="was cut off"):
        start(app, type_in)
    assert "replaced-files" in copies_in_clear(app)
    assert WORK not in copies_in_clear(app)
    assert "back to what was there before" in type_in("restore", "--abandon").output
    assert copies_in_clear(app) == []
    assert name_of("KH-1001") == "changed"


def test_where_nothing_was_left_nothing_is_made(app: Flask, tmp_path: Path) -> None:
    settings = replace(settings_of(app), instance=tmp_path)
    with app.app_context():
        remove(settings)
    assert not (settings.instance / LOCK).exists()


def test_files_that_a_finished_restore_has_set_aside_are_removed(app: Flask, tmp_path: Path) -> None:
    settings = replace(settings_of(app), instance=tmp_path)
    aside = settings.instance / SET_ASIDE / "certificates"
    aside.mkdir(parents=True)
    with app.app_context():
        remove(settings)
    assert not (settings.instance / SET_ASIDE).exists()


def test_what_cannot_be_removed_stops_nobody_and_is_logged(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = replace(settings_of(app), instance=tmp_path)
    (settings.instance / WORK).mkdir()
    (settings.instance / LOCK).mkdir()  # no file can be locked there
    with app.app_context():
        remove(settings)
    assert "could not be removed: IsADirectoryError" in caplog.text
