"""Checking a backup without touching the database: every byte, and the copy of the rows by its own engine."""

from __future__ import annotations

import shutil
from pathlib import Path

from lms.backup import archive
from lms.backup.databases import database_of
from lms.backup.leftovers import LOCK, WORK
from lms.backup.manifest import DATABASE, BackupRefused, Manifest
from lms.config import Settings
from lms.db import exclusive


def verify(file: Path, settings: Settings) -> Manifest:
    """Read a backup through. Raises BackupRefused with what is wrong, and OSError."""
    with exclusive.file_locked(settings.instance / LOCK):
        work = archive.emptied(settings.instance / WORK)
        try:
            manifest = archive.extract(file, work)
            rows = database_of(settings, manifest.engine).check(work / DATABASE)
            compare(rows, manifest)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return manifest


def compare(rows: dict[str, int] | None, manifest: Manifest) -> None:
    """Hold the rows by table against the manifest. Raises BackupRefused."""
    if rows is not None and rows != dict(manifest.rows):
        other = {name for name in {*rows, *manifest.rows} if rows.get(name) != manifest.rows.get(name)}
        raise BackupRefused(f"the rows are not those of the manifest: {', '.join(sorted(other))}")
