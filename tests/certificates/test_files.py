"""Kept PDFs are whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.certificates import files


def test_what_is_kept_can_be_read(tmp_path: Path) -> None:
    assert files.read(tmp_path, "7KQW3XHMB9T8") is None
    files.keep(tmp_path, "7KQW3XHMB9T8", b"first")
    files.keep(tmp_path, "7KQW3XHMB9T8", b"second")
    assert files.read(tmp_path, "7KQW3XHMB9T8") == b"second"
    assert [path.name for path in (tmp_path / "certificates").iterdir()] == ["7KQW3XHMB9T8.pdf"]


def test_what_cannot_be_kept_leaves_nothing_behind(tmp_path: Path) -> None:
    files.path_of(tmp_path, "7KQW3XHMB9T8").mkdir(parents=True)  # in the way
    with pytest.raises(IsADirectoryError):
        files.keep(tmp_path, "7KQW3XHMB9T8", b"pdf")
    assert [path.name for path in (tmp_path / "certificates").iterdir()] == ["7KQW3XHMB9T8.pdf"]
