"""Where a site may have its folder and its database, before anything is made there."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from lms.files import paths


def test_a_folder_may_be_where_nothing_above_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert paths.may_be_folder(tmp_path)
    assert paths.may_be_folder(tmp_path / "new" / "newer")
    assert not paths.may_be_folder(tmp_path / "file")
    assert not paths.may_be_folder(tmp_path / "file" / "below")


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, ""), (b"", ""), (b"SQLite format 3\0 and so on", ""), (b"number,name", "is another file")],
)
def test_a_file_is_a_database_where_it_begins_as_one(tmp_path: Path, content: bytes | None, why: str) -> None:
    file = tmp_path / "sala.sqlite3"
    if content is not None:
        file.write_bytes(content)
    assert paths.no_database(file) == why


def test_what_is_no_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert paths.no_database(tmp_path) == "is a folder"
    assert paths.no_database(tmp_path / "file" / "sala.sqlite3") == "is below a file"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        assert paths.no_database(tmp_path / "s").startswith("cannot be read: ")


def test_trying_leaves_nothing_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "new" / "sala.sqlite3"
    paths.try_file(file)
    assert list(file.parent.iterdir()) == []
    file.write_bytes(b"rows")
    paths.try_file(file)
    assert file.read_bytes() == b"rows"
