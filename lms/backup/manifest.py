"""What a backup says about itself. Pure: values to JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from lms.errors import SalaError

FORMAT: Final = 1
NAME: Final = "manifest.json"
DATABASE: Final = "database"  # the name of its copy within the backup
_LARGEST: Final = 64 * 1024 * 1024  # bytes of a manifest

Engine = Literal["sqlite", "postgresql"]


class BackupRefused(SalaError):
    """A backup, a restore or a check cannot be done; the message says why and what to do."""


@dataclass(frozen=True)
class Member:
    """A file within the backup: its size in bytes and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`migration` is the revision of the tables, `rows` counts them by table, `erasures` how many were known then.

    `secret_fingerprint` tells whether a key is the one that PINs were sealed with; the key itself is in no backup.
    """

    sala: str
    engine: Engine
    engine_version: int
    migration: str
    made_at: str
    site: str
    secret_fingerprint: str
    erasures: int
    rows: Mapping[str, int]
    members: Mapping[str, Member]
    format: int = FORMAT

    def to_json(self) -> bytes:
        """As it is written."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def from_json(content: bytes) -> Manifest:
    """Read a manifest. Raises BackupRefused for what is none, and for one of a later format."""
    try:
        values: dict[str, Any] = json.loads(content[:_LARGEST])
        written = values["format"]
        if written == FORMAT:
            values["members"] = {name: Member(**one) for name, one in values["members"].items()}
            return Manifest(**values)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BackupRefused("this is no backup of Sala: its manifest cannot be read") from None
    raise BackupRefused(f"this backup has format {written}, this Sala knows {FORMAT}: update Sala first")
