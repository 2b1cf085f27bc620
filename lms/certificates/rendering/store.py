"""Where drawn certificates are kept: one file a code, whole or not at all. Knows no rows and no layout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lms.files import atomic

_PRINTS: Final = "prints"


def path_of(folder: Path, code: str) -> Path:
    """The file of a certificate below the instance folder."""
    return folder / "certificates" / f"{code}.pdf"


def read(folder: Path, code: str) -> bytes | None:
    """The kept PDF, or None if it was not drawn yet."""
    try:
        return path_of(folder, code).read_bytes()
    except FileNotFoundError:
        return None


def keep(folder: Path, code: str, pdf: bytes) -> None:
    """Keep a PDF. Whoever reads meanwhile gets the old file or the new one, never half of one."""
    atomic.write(path_of(folder, code), pdf)


def print_path(folder: Path, name: str) -> Path:
    """The file of many certificates that an officer has ordered."""
    return folder / "certificates" / _PRINTS / f"{name}.pdf"


def read_print(folder: Path, name: str) -> bytes | None:
    """Many certificates in one file, or None if it is not drawn yet, or gone."""
    try:
        return print_path(folder, name).read_bytes()
    except FileNotFoundError:
        return None


def keep_print(folder: Path, name: str, pdf: bytes) -> None:
    """Keep many certificates in one file."""
    atomic.write(print_path(folder, name), pdf)


def remove_prints(folder: Path, older_than: float | None = None) -> None:
    """Remove the files of many certificates: all, or those last written before an instant (in seconds of the epoch)."""
    for path in (folder / "certificates" / _PRINTS).glob("*.pdf"):
        if older_than is None or path.stat().st_mtime < older_than:
            path.unlink(missing_ok=True)


def remove(folder: Path, code: str) -> bool:
    """Remove a kept PDF; whether there was one."""
    path = path_of(folder, code)
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
