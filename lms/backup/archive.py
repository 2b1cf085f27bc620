"""The file of a backup: a compressed tar, its manifest first. Written whole or not at all, for this account only."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Final

from lms.backup.manifest import NAME, BackupRefused, Manifest, Member, from_json

_CHUNK: Final = 1024 * 1024  # bytes
_LEVEL: Final = 1  # of zlib: names and dates shrink to a quarter; more takes three times as long for a tenth
_WRITING: Final = ".writing-"
_DAMAGED = "the backup is damaged: {what}"


def digest(path: Path) -> Member:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Member(path.stat().st_size, sha256)


def write(target: Path, manifest: Manifest, members: Mapping[str, Path]) -> None:
    """Write a backup. What an earlier attempt left half done is removed. Raises OSError, then nothing is left."""
    for left in target.parent.glob(f".{target.name}{_WRITING}*"):
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}{_WRITING}")  # 0600
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=_LEVEL) as tar:
                _add(tar, NAME, io.BytesIO(manifest.to_json()), len(manifest.to_json()))
                for member, path in members.items():
                    with path.open("rb") as content:
                        _add(tar, member, content, manifest.members[member].bytes)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, target)  # unlike a rename this never takes the place of another backup
        _sync(target.parent)
    except FileExistsError:
        raise BackupRefused(f"{target} is there already") from None
    finally:
        Path(name).unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, content)


def extract(file: Path, folder: Path) -> Manifest:
    """Unpack a backup below a folder and compare every byte with the manifest. Raises BackupRefused and OSError."""
    try:
        # Not by tarfile's own "r|gz", which does not look at the checksum at the end.
        with gzip.open(file) as content_of_file, tarfile.open(fileobj=content_of_file, mode="r|") as tar:
            entries = iter(tar)
            manifest = _manifest(tar, next(entries, None))
            left = dict(manifest.members)
            for entry in entries:
                expected = left.pop(entry.name, None)
                content = tar.extractfile(entry) if entry.isreg() else None
                if expected is None or content is None or not _is_plain(entry.name):
                    raise BackupRefused(_DAMAGED.format(what=f"{entry.name} does not belong there"))
                _unpack(content, folder / entry.name, expected, entry.name)
            while content_of_file.read(_CHUNK):  # to the checksum
                pass
    except EOFError:
        raise BackupRefused(_DAMAGED.format(what="it ends too early; copy it again")) from None
    except (tarfile.TarError, zlib.error, UnicodeError):
        raise BackupRefused(_DAMAGED.format(what="bytes of it are others; copy it again")) from None
    except OSError as error:
        if error.errno is None:  # gzip says so where the bytes are not its own
            raise BackupRefused(_no_gzip(file)) from None
        raise
    if left:
        raise BackupRefused(_DAMAGED.format(what=f"{min(left)} is missing"))
    return manifest


def _no_gzip(file: Path) -> str:
    with file.open("rb") as content:
        begins = content.read(2) == b"\x1f\x8b"
    return (
        _DAMAGED.format(what="bytes of it are others; copy it again")
        if begins
        else "this is no backup of Sala"
    )


def _manifest(tar: tarfile.TarFile, first: tarfile.TarInfo | None) -> Manifest:
    content = tar.extractfile(first) if first is not None and first.name == NAME else None
    if content is None:
        raise BackupRefused("this is no backup of Sala: it has no manifest")
    return from_json(content.read())


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _unpack(content: IO[bytes], target: Path, expected: Member, name: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sha256, size = hashlib.sha256(), 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := content.read(_CHUNK):
            sha256.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if Member(size, sha256.hexdigest()) != expected:
        raise BackupRefused(_DAMAGED.format(what=f"{name} is not what the manifest says"))


def emptied(folder: Path) -> Path:
    """A folder for what is under way, for this account only; what was left in it is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
