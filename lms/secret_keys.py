"""The secret key: in the setting, or in a file of the instance folder, which a new site gets by itself.

A key that was made stays in a file of its own (`secret_key.new`) until a database knows it (lms.installation): where
people live already it fits no PIN, and goes again.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from lms.errors import BadSetting
from lms.files import paths

# "new": made for a site that had none. "lost": a database was used with the folder, and no key is there any more.
# "none": there is none, and whoever asks may not make one.
Source = Literal["setting", "file", "new", "lost", "none"]

KEY_FILE: Final = "secret_key"  # in the instance folder
MARKER: Final = "installation"  # there too: a database was used with this folder (lms.installation)
_NEW: Final = "secret_key.new"
_SHORTEST: Final = 32  # characters: 128 bits even when somebody types hexadecimal
_FEWEST_DIFFERENT: Final = 8  # characters: 32 random hexadecimal ones have more


def read(given: str | None, instance: Path, *, may_create: bool) -> tuple[str, Source]:
    """The key and where it comes from; made where there is none and one may be made. Raises BadSetting."""
    if given:
        _refuse_weak(given)
        return given, "setting"
    file = instance / KEY_FILE
    if file.exists():
        return file.read_text().strip(), "file"
    # A database was used with this folder, and so with a key: another one fits no PIN, and is kept only on purpose.
    if (instance / MARKER).exists():
        return secrets.token_hex(32), "lost"
    new = instance / _NEW
    if not new.exists():
        if not may_create:
            return "", "none"
        paths.make_instance(instance)
        with suppress(FileExistsError):  # another worker was faster by a moment: use its key
            _write(secrets.token_hex(32), new)
        if file.exists():  # it was faster by more than that: its key is known already
            new.unlink(missing_ok=True)
            return file.read_text().strip(), "file"
    try:
        return new.read_text().strip(), "new"
    except FileNotFoundError:  # another process has let a database know it a moment ago
        return file.read_text().strip(), "file"


def _refuse_weak(given: str) -> None:
    if len(given.strip()) < _SHORTEST:
        raise BadSetting("SALA_SECRET_KEY", f"expected at least {_SHORTEST} random characters")
    if len(set(given)) < _FEWEST_DIFFERENT:
        raise BadSetting(
            "SALA_SECRET_KEY",
            f"expected random characters, at least {_FEWEST_DIFFERENT} different ones: it has {len(set(given))}",
        )


def in_file(instance: Path) -> str | None:
    """The key in the file, also where the setting goes before it; None without one."""
    try:
        return (instance / KEY_FILE).read_text().strip()
    except FileNotFoundError:
        return None


def keep(key: str, instance: Path) -> None:
    """Let a key that was made be the one of the folder. Raises FileExistsError where there is another one."""
    try:
        _write(key, instance / KEY_FILE)
    except FileExistsError:
        if in_file(instance) != key:
            raise
    forget_new(instance)


def forget_new(instance: Path) -> None:
    """Remove a key that was made and that no database knows."""
    (instance / _NEW).unlink(missing_ok=True)


def _write(key: str, file: Path) -> None:
    """Write a key for this account only: whole or not at all. Raises FileExistsError."""
    draft = file.with_name(f".{file.name}-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(key)
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(draft, file)
    finally:
        draft.unlink()
