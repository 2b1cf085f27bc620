"""A backup is whole and readable by its owner alone; a restore brings it back whole, or changes nothing."""

from __future__ import annotations

import io
import json
import signal
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from lms import db, installation, secret_keys
from lms.backup import archive, restore, sqlite
from lms.backup.databases import database_of
from lms.backup.manifest import BackupRefused
from lms.backup.restore import Wanted
from lms.config import Settings, settings_of
from lms.db import session
from lms.privacy.services import erasure
from tests.backup.conftest import Type, name_of, rename, somebody_connected, stop
from tests.backup.killed import EARLY, PLACES, in_a_process
from tests.engines import ON_POSTGRESQL, ON_SQLITE
from tests.imports.files import brought
from tests.imports.files import text as listed
from tests.people import SECRET, People


def changed(file: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The same backup with another manifest."""
    with tarfile.open(file) as old, tarfile.open(target, "w:gz") as new:
        for entry in old:
            content = (old.extractfile(entry) or io.BytesIO()).read()
            if entry.name == "manifest.json":
                values = json.loads(content)
                change(values)
                content = json.dumps(values).encode()
                entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return target


def test_a_backup_says_what_it_holds_and_is_readable_by_its_owner_alone(
    type_in: Type, people: People, tmp_path: Path
) -> None:
    said = type_in("backup", tmp_path / "one")
    assert (said.exit_code, "7 people" in said.output) == (0, True), said.output
    assert "The secret key is not in it: keep SALA_SECRET_KEY in another place" in said.output
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    checked = type_in("backup", "verify", tmp_path / "one")
    assert (checked.exit_code, "whole; " in checked.output) == (0, True), checked.output
    assert "The secret key set here belongs to it." in checked.output


def test_the_secret_key_is_nowhere_in_a_backup(app: Flask, backup: Path) -> None:
    with tarfile.open(backup) as tar:
        for entry in tar:
            content = tar.extractfile(entry)
            assert content is not None
            assert SECRET.encode() not in content.read(), entry.name


def test_the_key_of_certificates_is_nowhere_in_a_backup_and_a_restore_without_it_says_so(
    app: Flask, type_in: Type, people: People, tmp_path: Path
) -> None:
    folder = settings_of(app).instance / "certificate_keys"
    before = set(folder.glob("*"))
    assert type_in("certificates", "new-key", "--yes").exit_code == 0
    [key] = set(folder.glob("*")) - before
    private = key.read_bytes()
    assert "key of certificates: the one" in type_in("installation", "status").output
    assert type_in("backup", tmp_path / "one").exit_code == 0
    with tarfile.open(tmp_path / "one") as tar:
        for entry in tar:
            content = tar.extractfile(entry)
            assert content is not None
            found = content.read()
            assert private not in found, entry.name
            assert bytes.fromhex(private.decode()) not in found, entry.name
    assert "key of certificates: the one" in type_in("restore", tmp_path / "one", "--replace").output
    assert type_in("certificates", "new-key", "--yes").exit_code == 0
    said = type_in("restore", tmp_path / "one", "--replace").output
    assert "key of certificates: LOST" in said
    assert "flask certificates new-key" in said


def test_a_backup_never_takes_the_place_of_another_one(type_in: Type, backup: Path) -> None:
    before = backup.read_bytes()
    said = type_in("backup", backup)
    assert (said.exit_code, "is there already" in said.output) == (1, True)
    assert backup.read_bytes() == before


def test_the_file_of_an_open_import_comes_back(
    app: Flask, type_in: Type, people: People, tmp_path: Path
) -> None:
    list_import = brought(
        listed(["Volunteer number", "Name"], ["KH-7", "Dara"]),
        "list.csv",
        "people",
        people.chan.unit,
        people.chan,
    )
    session.commit()
    file = settings_of(app).instance / "imports" / list_import.uuid
    kept = file.read_bytes()
    assert type_in("backup", tmp_path / "one").exit_code == 0
    file.unlink()
    assert type_in("restore", tmp_path / "one", "--replace").exit_code == 0
    assert file.read_bytes() == kept


def test_a_restore_puts_nothing_in_the_place_of_people_unless_told(type_in: Type, backup: Path) -> None:
    said = type_in("restore", backup)
    assert (said.exit_code, "holds 7 people: --replace" in said.output) == (1, True), said.output
    assert name_of("KH-1001") == "changed"
    said = type_in("restore", backup, "--replace")
    assert said.exit_code == 0, said.output
    assert name_of("KH-1001") == "សុខា"


def test_a_backup_comes_back_on_a_new_machine(app: Flask, backup: Path, tmp_path: Path) -> None:
    """An empty database, another folder, the same secret key; the list of erasures was kept elsewhere."""
    kept = tmp_path / "list"
    kept.write_bytes(settings_of(app).erasure_list.read_bytes())
    new = replace(settings_of(app), instance=tmp_path / "other")
    stop()
    with pytest.raises(BackupRefused, match="WOULD COME BACK"):
        restore.restore(backup, new, Wanted(replace=True))
    restored = restore.restore(backup, new, Wanted(replace=True, erasures=kept))
    assert (restored.erased_again, restored.void) == (0, 0)
    assert installation.check(new)
    with pytest.raises(installation.WrongInstallation, match="is not the instance folder"):
        installation.check(settings_of(app))
    assert name_of("KH-1001") == "សុខា"


def test_another_secret_key_is_refused_and_a_lost_one_voids_every_pin(
    app: Flask, backup: Path, people: People
) -> None:
    other = replace(settings_of(app), secret_key="another secret that is long enough for tests")
    stop()
    with pytest.raises(BackupRefused, match="is not the key of this backup"):
        restore.restore(backup, other, Wanted(replace=True))
    restored = restore.restore(backup, other, Wanted(replace=True, new_key=True))
    assert restored.void == 7
    assert installation.check(other)
    assert session.scalar(text("SELECT count(*) FROM person WHERE pin_hash IS NOT NULL")) == 0
    session.remove()


def test_a_key_that_was_made_for_nothing_leaves_nothing_behind(
    app: Flask, backup: Path, tmp_path: Path
) -> None:
    """On a new machine nobody has put the key yet: one is made, the restore refused, then the right one is set."""
    kept, folder = tmp_path / "list", tmp_path / "other"
    kept.write_bytes(settings_of(app).erasure_list.read_bytes())
    stop()

    def started(given: str | None) -> Settings:
        key, source = secret_keys.read(given, folder, may_create=True)
        return replace(settings_of(app), instance=folder, secret_key=key, key_source=source)

    for _ in range(2):
        with pytest.raises(BackupRefused, match="A new secret key is not the key of this backup"):
            restore.restore(backup, started(None), Wanted(replace=True, erasures=kept))
        assert list(folder.glob("secret_key*")) == []
    (folder / "secret_key.new").write_text("left by an earlier Sala, long enough for a key")
    restore.restore(backup, started(SECRET), Wanted(replace=True, erasures=kept))
    assert list(folder.glob("secret_key*")) == []
    assert installation.check(started(SECRET))


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("migration", "9999", "made by a newer Sala"),
        ("format", 2, "update Sala first"),
        ("engine", "mysql", "restore into the same kind"),
        ("rows", {"person": 8}, "the rows are not those of the manifest"),
    ],
)
def test_what_cannot_be_brought_back_is_refused_in_words(
    type_in: Type, backup: Path, tmp_path: Path, key: str, value: object, words: str
) -> None:
    other = changed(backup, tmp_path / "other", lambda values: values.update({key: value}))
    said = type_in("restore", other, "--replace")
    assert (said.exit_code, words in said.output) == (1, True), said.output
    assert name_of("KH-1001") == "changed"


def test_a_backup_of_older_tables_is_brought_up_to_date(
    app: Flask, type_in: Type, people: People, tmp_path: Path
) -> None:
    stop()
    assert type_in("backup", tmp_path / "one").exit_code == 0
    database = database_of(settings_of(app))
    downgrade(revision="0005")
    stop()
    rows, migration = database.dump(tmp_path / "old")
    assert migration == "0005"
    upgrade()
    stop()
    older = repacked(tmp_path / "one", tmp_path / "old", tmp_path / "older", rows, migration)
    said = type_in("restore", older, "--replace", "--without-erasures")
    assert said.exit_code == 0, said.output
    assert name_of("KH-1001") == "សុខា"
    assert installation.check(settings_of(app))


def repacked(file: Path, dumped: Path, target: Path, rows: dict[str, int], migration: str) -> Path:
    """A backup with other rows."""
    manifest = archive.extract(file, dumped.parent / "unpacked")
    members = {"database": archive.digest(dumped)}
    other = replace(manifest, rows=rows, migration=migration, members=members)
    archive.write(target, other, {"database": dumped})
    return target


@pytest.mark.parametrize("damage", ["some bytes", "the end", "no backup"])
def test_a_damaged_backup_is_found_and_changes_nothing(
    app: Flask, type_in: Type, backup: Path, damage: str
) -> None:
    content = bytearray(backup.read_bytes())
    match damage:
        case "some bytes":  # one alone may say the same in another way: where a row of zeros is repeated from
            middle = len(content) // 2
            content[middle : middle + 64] = bytes(255 - byte for byte in content[middle : middle + 64])
        case "the end":
            del content[len(content) // 2 :]
        case _:
            content[:] = b"something else altogether"
    backup.write_bytes(content)
    for words in (["backup", "verify", backup], ["restore", backup, "--replace"]):
        said = type_in(*words)
        assert said.exit_code == 1
        assert said.output.startswith("Error: the backup is damaged") or "no backup of Sala" in said.output
        assert "Traceback" not in said.output
    assert name_of("KH-1001") == "changed"
    assert not (settings_of(app).instance / "backup-work").exists()


def test_a_restore_while_sala_runs_is_refused(app: Flask, type_in: Type, backup: Path) -> None:
    stop()
    with app.app_context(), db.db.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        connection.rollback()
        with pytest.raises(BackupRefused, match="stop Sala first"):
            database_of(settings_of(app)).load(*unpacked(app, backup))
    assert name_of("KH-1001") == "changed"


@ON_POSTGRESQL
def test_the_connections_of_a_sala_that_was_stopped_a_moment_ago_may_end_a_little_later(
    app: Flask, type_in: Type, backup: Path
) -> None:
    stop()
    with ExitStack() as somebody:
        somebody.enter_context(somebody_connected(settings_of(app)))
        leaving = threading.Timer(0.5, somebody.close)
        leaving.start()
        database_of(settings_of(app)).refuse_in_use()
        leaving.join()


def unpacked(app: Flask, file: Path) -> tuple[Path, Path]:
    folder = archive.emptied(settings_of(app).instance / "backup-work")
    archive.extract(file, folder)
    return folder / "database", folder


# --- cut off ----------------------------------------------------------------------------------------------------

OF_BACKUP = ("while the rows are packed", "once the file is written")


@pytest.mark.parametrize("place", OF_BACKUP)
def test_a_backup_that_is_cut_off_leaves_no_file_that_looks_like_one(
    app: Flask, people: People, tmp_path: Path, place: str
) -> None:
    stop()
    file = tmp_path / "one"
    assert in_a_process(app, "backup", file, place).returncode == -signal.SIGKILL
    assert not file.exists()
    done = in_a_process(app, "backup", file, "")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert not (settings_of(app).instance / "backup-work").exists()


@pytest.mark.parametrize("place", [place for place in PLACES if place not in (*OF_BACKUP, EARLY)])
def test_after_a_restore_that_is_cut_off_nothing_starts_until_it_is_whole_or_undone(
    app: Flask, type_in: Type, backup: Path, place: str
) -> None:
    stop()
    imports = settings_of(app).instance / "imports"
    imports.mkdir(exist_ok=True)
    (imports / "of before").write_text("of before")
    killed = in_a_process(app, "restore", backup, place)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with pytest.raises(installation.WrongInstallation, match="restore of this database was cut off"):
        installation.check(settings_of(app))
    stop()
    said = type_in("restore", "--abandon")
    assert "back to what was there before" in said.output
    assert (name_of("KH-1001"), (imports / "of before").exists()) == ("changed", True)
    assert installation.check(settings_of(app))
    stop()
    assert in_a_process(app, "restore", backup, place).returncode == -signal.SIGKILL
    assert type_in("restore", backup, "--replace").exit_code == 0
    assert (name_of("KH-1001"), (imports / "of before").exists()) == ("សុខា", False)
    assert installation.check(settings_of(app))
    stop()
    rename("KH-1001", "later")


def test_a_restore_that_fails_leaves_everything_as_it_was(
    app: Flask, type_in: Type, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(erasure, "erase_again", lambda *given, **more: no_room())
    said = type_in("restore", backup, "--replace")
    assert (said.exit_code, "the disk is full: nothing was changed" in said.output) == (1, True), said.output
    assert name_of("KH-1001") == "changed"
    assert installation.check(settings_of(app))
    session.remove()


@ON_SQLITE
@pytest.mark.parametrize(
    ("code", "words", "says"),
    [
        (sqlite3.SQLITE_FULL, "database or disk is full", "the disk is full: nothing was changed"),
        (sqlite3.SQLITE_IOERR_READ, "disk I/O error", "the database does not answer: disk I/O error"),
        (sqlite3.SQLITE_BUSY_RECOVERY, "database is locked", "stop Sala first"),
    ],
)
def test_only_a_database_that_somebody_uses_is_in_use(
    type_in: Type, backup: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str, says: str
) -> None:
    class OnABadDisk(sqlite3.Connection):
        """What SQLite raises where it puts its log into the file."""

        def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
            if statement == "PRAGMA journal_mode=DELETE":
                error = sqlite3.OperationalError(words)
                error.sqlite_errorcode = code
                raise error
            return super().execute(statement, *given)

    real = sqlite3.connect
    monkeypatch.setattr(
        sqlite, "sqlite3", SimpleNamespace(**{**vars(sqlite3), "connect": partial(real, factory=OnABadDisk)})
    )
    said = type_in("restore", backup, "--replace")
    assert (said.exit_code, says in said.output) == (1, True), said.output
    assert ("is in use" in said.output) == (says == "stop Sala first")
    assert name_of("KH-1001") == "changed"


@ON_SQLITE
def test_a_backup_of_one_person_says_so(app: Flask, type_in: Type, tmp_path: Path) -> None:
    stop()
    assert type_in("people", "admin", "KH-1", "Sok", "--society", "khm").exit_code == 0
    said = type_in("backup", tmp_path / "one")
    assert ", 1 person, " in said.output
    said = type_in("restore", tmp_path / "one")
    assert "holds 1 person: --replace" in said.output


@ON_SQLITE
def test_a_full_disk_leaves_no_half_backup(
    type_in: Type, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_add", no_room)
    said = type_in("backup", tmp_path / "one")
    assert (said.exit_code, "the disk is full" in said.output) == (1, True), said.output
    assert list(tmp_path.iterdir()) == []


def test_of_two_restores_at_once_both_end_whole(app: Flask, people: People, backup: Path) -> None:
    stop()
    results: list[int] = []

    def run() -> None:
        results.append(in_a_process(app, "restore", backup, "").returncode)

    both = [threading.Thread(target=run) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert results == [0, 0]
    assert name_of("KH-1001") == "សុខា"
