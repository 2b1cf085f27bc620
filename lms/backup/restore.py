"""Bringing a backup back: whole or not at all, and nobody who was erased since comes back with it.

The present rows and files are set aside, the copy is put in place with a mark, brought up to the newest tables, checked
and rid of who was erased. Only then the mark goes, and with it what was set aside. With the mark there nothing starts;
the next restore first goes back to what was before.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy.exc import SQLAlchemyError

from lms import audit, installation, secret_keys
from lms.accounts.services import key_rotation
from lms.backup import archive, verify
from lms.backup.databases import Database, database_of
from lms.backup.dump import CERTIFICATES, IMPORTS
from lms.backup.leftovers import LOCK, SET_ASIDE, WORK
from lms.backup.manifest import DATABASE, BackupRefused, Manifest
from lms.config import Settings
from lms.db import connections, db, exclusive, session
from lms.privacy.services import erasure, erasure_list, retention
from lms.privacy.services.erasure_list import Entry, ErasureList, ListDamaged

_FOLDERS: Final = (IMPORTS, CERTIFICATES)


@dataclass(frozen=True)
class Wanted:
    """What an operator says on purpose. `erasures` is a copy of the list from elsewhere."""

    replace: bool = False
    new_key: bool = False
    erasures: Path | None = None
    without_erasures: bool = False


@dataclass(frozen=True)
class Restored:
    """What was done: which erasures were known, how many were erased once more, how many PINs and passkeys are void."""

    manifest: Manifest
    entries: Sequence[Entry]
    erased_again: int
    void: int


def restore(file: Path, settings: Settings, wanted: Wanted) -> Restored:
    """Bring a backup back. Raises BackupRefused and OSError; then everything is as it was before."""
    database = database_of(settings)
    _let_go()
    with exclusive.file_locked(settings.instance / LOCK), exclusive.one_at_a_time(settings):
        _recover(database, settings)
        database.refuse_in_use()
        work = archive.emptied(settings.instance / WORK)
        try:
            manifest = archive.extract(file, work)
            _refuse(manifest, database, settings, wanted)
            entries = _erasures(manifest, settings, wanted)
            rows = database.load(work / DATABASE, work)
            try:
                verify.compare(rows, manifest)
                restored = _complete(manifest, entries, work, settings, wanted)
            except BaseException:
                _undo(database, settings)
                raise
            _let_go()
            database.finish()
        finally:
            shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(settings.instance / SET_ASIDE, ignore_errors=True)
        if settings.key_source in ("setting", "file"):  # the database knows that one, and so no other
            secret_keys.forget_new(settings.instance)
    return restored


def abandon(settings: Settings) -> bool:
    """Go back to what was there before a restore that was cut off; whether there was one."""
    database = database_of(settings)
    _let_go()
    with exclusive.file_locked(settings.instance / LOCK), exclusive.one_at_a_time(settings):
        back = _recover(database, settings)
        shutil.rmtree(settings.instance / WORK, ignore_errors=True)
        return back


def refuse_in_use(settings: Settings) -> None:
    """Raise BackupRefused while somebody else is connected to the database. Closes our own connections."""
    _let_go()
    database_of(settings).refuse_in_use()


def _let_go() -> None:
    """Close our own connections: the database is changed under them."""
    session.remove()
    db.engine.dispose()


def _undo(database: Database, settings: Settings) -> None:
    _let_go()
    _files_back(settings.instance)
    database.undo()


def _recover(database: Database, settings: Settings) -> bool:
    # The files first: while the mark is there this can be done again.
    if database.is_unfinished():
        _files_back(settings.instance)
    else:
        shutil.rmtree(settings.instance / SET_ASIDE, ignore_errors=True)
    return database.recover()


# --- before anything is changed ---------------------------------------------------------------------------------


def _refuse(manifest: Manifest, database: Database, settings: Settings, wanted: Wanted) -> None:
    if manifest.engine != database.engine:
        raise BackupRefused(
            f"the backup is of {manifest.engine}, SALA_DATABASE_URL names {database.engine}: restore into the same kind"
        )
    if database.engine == "postgresql" and database.version() < manifest.engine_version:
        raise BackupRefused(
            f"the backup is of PostgreSQL {manifest.engine_version}, this server is older ({database.version()})"
        )
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    if manifest.migration not in {script.revision for script in scripts.walk_revisions()}:
        raise BackupRefused(
            f"the backup was made by a newer Sala ({manifest.sala}, migration {manifest.migration}): update Sala first"
        )
    if manifest.secret_fingerprint != installation.fingerprint(settings.secret_key) and not wanted.new_key:
        place = settings.key_place if settings.key_source in ("setting", "file") else "A new secret key"
        if settings.key_source == "new":  # made by this start, or by one before it: no database knows it
            secret_keys.forget_new(settings.instance)
        raise BackupRefused(
            f"{place} is not the key of this backup: no PIN would fit. Set the key that belongs to it. If it is "
            "lost, --new-key restores everything else; everybody then gets a new card"
        )
    people = database.people()
    if people and not wanted.replace:
        held = "1 person: --replace puts the backup in that place"
        if people > 1:
            held = f"{people} people: --replace puts the backup in their place"
        raise BackupRefused(f"the database holds {held}")


@dataclass(frozen=True)
class _Listed:
    """A list of erasures: its file's text, and what that says."""

    text: str
    known: ErasureList


def _erasures(manifest: Manifest, settings: Settings, wanted: Wanted) -> tuple[Entry, ...]:
    """Everybody who was erased, from all lists that there are. Raises BackupRefused where that may not be all."""
    lists = _lists(settings, wanted)
    covering = [listed.known for listed in lists if manifest.site in listed.known.sites]
    most = max((known.written for known in covering), default=-1)
    if most < manifest.erasures and not wanted.without_erasures:
        what = (
            f"holds {most} erasures, the backup knew of {manifest.erasures}"
            if covering
            else "is missing, or belongs to another installation"
        )
        raise BackupRefused(
            f"the list of erasures ({settings.erasure_list}) {what}. WHOEVER WAS ERASED AFTER THE BACKUP WOULD COME "
            "BACK. Give a copy of the list with --erasures FILE. If there is none any more: --without-erasures, and "
            "look up by other means who asked to be erased since then"
        )
    entries = {entry.key: entry for listed in lists for entry in listed.known.entries}
    # A server with another setting (SALA_ERASURES) has erased people of whom none of these lists knows.
    living = _erased_in_the_present_database(tuple(entries.values()))
    return (*entries.values(), *living)


def _erased_in_the_present_database(listed: Sequence[Entry]) -> Sequence[Entry]:
    try:
        return erasure_list.unlisted(listed) if installation.row() is not None else ()
    except SQLAlchemyError as error:
        if connections.is_away(error):
            raise
        return ()  # damaged, which may be why a backup is brought back: the lists alone have to do
    finally:
        _let_go()


def _lists(settings: Settings, wanted: Wanted) -> list[_Listed]:
    """Our own list and the one that was given. Raises BackupRefused for half a one."""
    paths = [settings.erasure_list, *([wanted.erasures] if wanted.erasures else [])]
    found = {path: listed for path in paths if (listed := _list(path)) is not None}
    whole = [listed.text for listed in found.values() if not listed.known.torn]
    for path, listed in found.items():
        rest = any(text.startswith(listed.text) for text in whole)
        if listed.known.torn and not rest and not wanted.without_erasures:
            raise BackupRefused(
                f"the list of erasures ({path}) ends in the middle of a line: only a part of it is there. WHOEVER "
                "STANDS IN THE REST WOULD COME BACK. Copy it again, or give a whole copy with --erasures FILE. If "
                "the power went off while Sala wrote it: flask privacy retention completes it from the database. If "
                "there is no whole list any more: --without-erasures, and look up by other means who was erased"
            )
    return list(found.values())


def _list(path: Path) -> _Listed | None:
    try:
        text = erasure_list.text_of(path)
        return _Listed(text, erasure_list.parse(text))
    except FileNotFoundError:
        return None
    except ListDamaged as damaged:
        raise BackupRefused(
            f"the list of erasures ({path}) is damaged: {damaged}. Copy it again, or put a whole copy in its place"
        ) from None


# --- once the copy is in place ----------------------------------------------------------------------------------


def _complete(
    manifest: Manifest, entries: Sequence[Entry], work: Path, settings: Settings, wanted: Wanted
) -> Restored:
    current_app.extensions["sala.restoring"] = True
    try:
        upgrade()
    except SystemExit:
        raise BackupRefused("the tables of the backup could not be brought up to date; see above") from None
    finally:
        current_app.extensions["sala.restoring"] = False
    _files_in(work, settings.instance)
    known = installation.register(settings)
    installation.take_folder(known, settings)
    void = 0
    if not installation.is_key_of(known, settings):
        void = key_rotation.forget_sealed()
        installation.take_key(known, settings)
    audit.note(None, "backup.restored", "installation", 1, made_at=manifest.made_at)
    session.commit()
    _merge_lists(manifest, entries, settings, wanted)
    again = erasure.erase_again(entries, folder=settings.instance, secret=settings.secret_key)
    retention.tidy(settings)
    return Restored(manifest, entries, again, void)


def _merge_lists(manifest: Manifest, entries: Sequence[Entry], settings: Settings, wanted: Wanted) -> None:
    """Let our own list hold all that is known, and say whose erasures those are; also for a later restore."""
    own, given = _list(settings.erasure_list), _list(wanted.erasures) if wanted.erasures else None
    listed = set() if own is None else {entry.key for entry in own.known.entries}
    lines = [entry.line() for entry in entries if entry.key not in listed]
    if given is not None:
        lines += [f"site {site}" for site in sorted(given.known.sites)]
    known = installation.row()
    if known is not None:
        erasure_list.append(settings.erasure_list, known.site, lines)
    session.rollback()


def _files_in(work: Path, instance: Path) -> None:
    """Put the files of the backup in place; those of before are set aside, also where there are none."""
    aside = archive.emptied(instance / SET_ASIDE)
    for name in _FOLDERS:
        if (instance / name).exists():
            (instance / name).rename(aside / name)
        else:
            (aside / name).mkdir(mode=0o700)
        if (work / name).exists():
            (work / name).rename(instance / name)


def _files_back(instance: Path) -> None:
    aside = instance / SET_ASIDE
    for name in _FOLDERS:
        if (aside / name).exists():
            shutil.rmtree(instance / name, ignore_errors=True)
            (aside / name).rename(instance / name)
    shutil.rmtree(aside, ignore_errors=True)
