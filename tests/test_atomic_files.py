"""Kept files are whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.files import atomic


def test_what_is_written_replaces_what_was_there_and_makes_its_folder(tmp_path: Path) -> None:
    target = tmp_path / "certificates" / "one.pdf"
    atomic.write(target, b"first")
    atomic.write(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(target.parent.iterdir()) == [target]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "one.pdf"
    target.mkdir()  # in the way
    with pytest.raises(IsADirectoryError):
        atomic.write(target, b"content")
    assert list(tmp_path.iterdir()) == [target]
