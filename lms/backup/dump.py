"""Making a backup: rows, files of open imports, certificates that nobody could draw again. Never the secret key.

What can be made again is left out: drawn certificates, handbooks, the queue of jobs.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from lms import audit, clock, installation
from lms.backup import archive
from lms.backup.databases import database_of
from lms.backup.leftovers import LOCK, WORK
from lms.backup.manifest import DATABASE, BackupRefused, Manifest
from lms.certificates.rendering import store
from lms.certificates.services import drawing
from lms.config import Settings, program_version
from lms.db import db, exclusive, schema_state, session
from lms.imports.services.upload import upload_store
from lms.privacy.services import erasure_list

IMPORTS: Final = "imports"
CERTIFICATES: Final = "certificates"


def dump(target: Path, settings: Settings) -> Manifest:
    """Write a backup to a new file; people go on working meanwhile. Raises BackupRefused and OSError."""
    if target.exists():
        raise BackupRefused(f"{target} is there already")
    if not target.parent.is_dir():
        raise BackupRefused(f"there is no folder {target.parent}")
    with exclusive.file_locked(settings.instance / LOCK):
        work = archive.emptied(settings.instance / WORK)
        try:
            manifest, members = _collect(work, settings)
            archive.write(target, manifest, members)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    audit.note(None, "backup.made", "installation", 1)
    session.commit()
    return manifest


def _collect(work: Path, settings: Settings) -> tuple[Manifest, dict[str, Path]]:
    database = database_of(settings)
    erasure_list.complete(settings)
    session.rollback()
    # Twice: of what was open when the rows were copied, nothing is missing that was opened or closed beside it.
    _copy_imports(work, settings)
    rows, migration = database.dump(work / DATABASE)
    known = installation.row()
    if known is None or not migration:
        raise BackupRefused(schema_state.problem_with(schema_state.versions()) or schema_state.NO_KEY)
    _copy_imports(work, settings)
    _copy_certificates(work, settings)
    members = {str(path.relative_to(work)): path for path in sorted(work.rglob("*")) if path.is_file()}
    # Counted after the rows were copied: an erasure in between is on the list and not yet in the copy.
    erasures = erasure_list.read(settings.erasure_list).written
    manifest = Manifest(
        sala=program_version(),
        engine=database.engine,
        engine_version=database.version(),
        migration=migration,
        made_at=clock.now().isoformat(timespec="seconds"),
        site=known.site,
        secret_fingerprint=known.secret_fingerprint,
        erasures=erasures,
        rows=rows,
        members={name: archive.digest(path) for name, path in members.items()},
    )
    session.rollback()
    db.engine.dispose()
    return manifest, members


def _copy_imports(work: Path, settings: Settings) -> None:
    names = upload_store.open_files()
    session.rollback()
    _copy([settings.instance / IMPORTS / name for name in names], work / IMPORTS)


def _copy_certificates(work: Path, settings: Settings) -> None:
    codes = drawing.codes_that_cannot_be_redrawn()
    session.rollback()
    _copy([store.path_of(settings.instance, code) for code in codes], work / CERTIFICATES)


def _copy(paths: Sequence[Path], folder: Path) -> None:
    for path in paths:
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # closed meanwhile, or never drawn
            continue
        folder.mkdir(exist_ok=True, mode=0o700)
        (folder / path.name).write_bytes(content)
