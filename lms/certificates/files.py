"""Where drawn certificates are kept: one file a code, whole or not at all. Knows no rows and no layout."""

from __future__ import annotations

from pathlib import Path

from lms import kept


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
    kept.write(path_of(folder, code), pdf)


def remove(folder: Path, code: str) -> bool:
    """Remove a kept PDF; whether there was one."""
    path = path_of(folder, code)
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
