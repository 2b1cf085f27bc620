"""One word for all that something was made of: what is kept under it is never read for anything else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_SKIPPED: Final = frozenset({"__pycache__", "fonts", "migrations"})  # nothing that is kept is made of these


def version_of(folders: Iterable[Path], more: Iterable[str]) -> str:
    """One word for all files of some folders and a few words more: another one where anything differs."""
    digest = hashlib.sha256()
    for word in more:
        digest.update(f"{len(word)} {word}".encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not _SKIPPED.intersection(path.relative_to(folder).parts):
                content = path.read_bytes()
                digest.update(f"{path.relative_to(folder)} {len(content)} ".encode())
                digest.update(content)
    return digest.hexdigest()[:32]
