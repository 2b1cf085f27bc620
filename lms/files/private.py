"""Files and folders with data of people: whatever the umask is, only the account can read them that Sala runs as."""

from __future__ import annotations

import os
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for our own account alone (0700). What is there stays as it is."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def make_file(file: Path) -> None:
    """Make an empty file for our own account alone (0600), where there is none.

    For databases: SQLite gives the files that it puts beside one (its log, the index of that) the same mode. A file
    that is there keeps its mode, which an operator may have chosen. Where it cannot be made, whoever opens it tells.
    """
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        return
