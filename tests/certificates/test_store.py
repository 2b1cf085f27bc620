"""Kept PDFs are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lms.certificates.rendering import store


def test_what_is_kept_can_be_read(tmp_path: Path) -> None:
    assert store.read(tmp_path, "7KQW3XHMB9T8") is None
    store.keep(tmp_path, "7KQW3XHMB9T8", b"first")
    store.keep(tmp_path, "7KQW3XHMB9T8", b"second")
    assert store.read(tmp_path, "7KQW3XHMB9T8") == b"second"
    assert [path.name for path in (tmp_path / "certificates").iterdir()] == ["7KQW3XHMB9T8.pdf"]


def test_what_cannot_be_kept_leaves_nothing_behind(tmp_path: Path) -> None:
    store.path_of(tmp_path, "7KQW3XHMB9T8").mkdir(parents=True)  # in the way
    with pytest.raises(IsADirectoryError):
        store.keep(tmp_path, "7KQW3XHMB9T8", b"pdf")
    assert [path.name for path in (tmp_path / "certificates").iterdir()] == ["7KQW3XHMB9T8.pdf"]


@pytest.mark.parametrize(
    ("older_than", "left"), [(None, []), (100.0, ["at-100", "at-200"]), (101.0, ["at-200"]), (50.0, None)]
)
def test_files_of_many_certificates_go_when_they_were_written_before_an_instant(
    tmp_path: Path, older_than: float | None, left: list[str] | None
) -> None:
    written = {"at-50": 50, "at-100": 100, "at-200": 200}
    for name, second in written.items():
        store.keep_print(tmp_path, name, b"pdf")
        os.utime(store.print_path(tmp_path, name), (second, second))
    store.remove_prints(tmp_path, older_than)
    there = [name for name in written if store.read_print(tmp_path, name) is not None]
    assert there == (list(written) if left is None else left)
