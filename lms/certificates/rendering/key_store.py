"""Where the private keys of certificates are kept: one file a key in the instance folder, for this account alone.

They are in no row and in no backup: whoever reads those must not be able to make certificates.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lms.files import atomic

FOLDER: Final = "certificate_keys"


def keep(folder: Path, public: str, private: bytes) -> None:
    """Keep the private key that belongs to a public one (hexadecimal)."""
    atomic.write(_path(folder, public), private.hex().encode())


def read(folder: Path, public: str) -> bytes | None:
    """The private key of a public one; None where it is not there, or is none."""
    try:
        return bytes.fromhex(_path(folder, public).read_text().strip())
    except (FileNotFoundError, ValueError):
        return None


def remove(folder: Path, public: str) -> None:
    """Forget a private key."""
    _path(folder, public).unlink(missing_ok=True)


def _path(folder: Path, public: str) -> Path:
    return folder / FOLDER / public[:16]
