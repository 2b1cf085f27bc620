"""Where files are to be: what stands in the way is known before anything is made."""

from __future__ import annotations

import os
from pathlib import Path

from lms.errors import BadSetting
from lms.files import private

_SQLITE = b"SQLite format 3\0"


def may_be_folder(path: Path) -> bool:
    """Whether there is a folder, or could be one: nothing above it is a file."""
    # os.path: what we may not look into counts as not there.
    return next(one for one in (path, *path.parents) if os.path.exists(one)).is_dir()  # noqa: PTH110


def make_instance(instance: Path) -> None:
    """Make the instance folder. Raises BadSetting."""
    try:
        private.make_folder(instance)
    except OSError as error:
        raise BadSetting("SALA_INSTANCE", f"the folder {instance} cannot be made: {error.strerror}") from None


def no_database(file: Path) -> str:
    """Why a file cannot be, or become, a database of SQLite; empty where nothing speaks against it."""
    if file.is_dir():
        return "is a folder"
    if not may_be_folder(file.parent):
        return "is below a file"
    if not file.exists():
        return ""
    try:
        with file.open("rb") as opened:
            start = opened.read(len(_SQLITE))
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return "" if start in (b"", _SQLITE) else "is another file"


def try_file(file: Path) -> None:
    """Make the folders above a file, and see whether it could be made. Raises OSError."""
    private.make_folder(file.parent)
    if not file.exists():
        trial = file.with_name(f".{file.name}-trial")
        trial.touch(mode=0o600)
        trial.unlink(missing_ok=True)
