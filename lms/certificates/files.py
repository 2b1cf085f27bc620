"""Where drawn certificates are kept: one file a code, whole or not at all. Knows no rows and no layout."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
    target = path_of(folder, code)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".drawing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
