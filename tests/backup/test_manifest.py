"""What a backup says about itself comes back as it was written; what is no manifest is refused in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lms.backup.manifest import BackupRefused, Manifest, Member, from_json

MANIFEST = Manifest(
    sala="2026.11",
    engine="sqlite",
    engine_version=3,
    migration="0042",
    made_at="2026-11-25T05:00:00+00:00",
    site="http://localhost",
    secret_fingerprint="ab12",
    erasures=2,
    rows={"person": 7},
    members={"database": Member(3, "cd34")},
)


def without(key: str) -> bytes:
    values = json.loads(MANIFEST.to_json())
    del values[key]
    return json.dumps(values).encode()


def test_a_manifest_comes_back_as_it_was_written() -> None:
    assert from_json(MANIFEST.to_json()) == MANIFEST


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not JSON",
        b"\xff\xfe\x00",  # no text
        b"[]",
        b"7",
        without("format"),
        without("members"),
        without("migration"),
        MANIFEST.to_json().replace(b'"sha256"', b'"md5"'),
        MANIFEST.to_json().replace(b'"erasures"', b'"erased"'),
        b'{"format": 1, "members": []}',
    ],
    ids=range(11),
)
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(BackupRefused, match="this is no backup of Sala: its manifest cannot be read"):
        from_json(content)


def test_a_manifest_of_a_later_format_asks_for_an_update() -> None:
    with pytest.raises(BackupRefused, match="has format 2, this Sala knows 1: update Sala first"):
        from_json(replace(MANIFEST, format=2).to_json())
