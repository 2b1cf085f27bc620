"""Where drawn papers are kept: one file a paper and digest of its content. Knows no layout."""

from __future__ import annotations

from pathlib import Path

from lms.files import atomic


def read(folder: Path, name: str, digest: str) -> bytes | None:
    """The kept paper, or None if it was not drawn with this content."""
    try:
        return _path(folder, name, digest).read_bytes()
    except FileNotFoundError:
        return None


def keep(folder: Path, name: str, digest: str, pdf: bytes) -> None:
    """Keep a paper in the place of what it was before. Whoever reads meanwhile gets a whole file."""
    path = _path(folder, name, digest)
    atomic.write(path, pdf)
    for older in path.parent.glob(f"{name}.*.pdf"):
        if older != path:
            older.unlink(missing_ok=True)


def _path(folder: Path, name: str, digest: str) -> Path:
    return folder / "handouts" / f"{name}.{digest}.pdf"
