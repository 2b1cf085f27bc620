"""A key of the instance folder: made once, known once, never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms import secret_keys

THEIRS = "the key that another process has made"


def test_a_key_that_another_process_made_and_registered_meanwhile_is_the_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = secret_keys._write

    def be_late(key: str, file: Path) -> None:
        (tmp_path / secret_keys.KEY_FILE).write_text(THEIRS)
        write(key, file)

    monkeypatch.setattr(secret_keys, "_write", be_late)
    assert secret_keys.read(None, tmp_path, may_create=True) == (THEIRS, "file")
    assert [path.name for path in tmp_path.iterdir()] == [secret_keys.KEY_FILE]


def test_a_key_that_becomes_the_known_one_while_it_is_read_is_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "secret_key.new"
    new.write_text(THEIRS)
    read_text = Path.read_text

    def be_late(path: Path) -> str:
        if path == new:
            new.rename(tmp_path / secret_keys.KEY_FILE)
        return read_text(path)

    monkeypatch.setattr(Path, "read_text", be_late)
    assert secret_keys.read(None, tmp_path, may_create=False) == (THEIRS, "file")


def test_a_key_is_kept_twice_and_never_written_over(tmp_path: Path) -> None:
    for _ in range(2):
        secret_keys.keep(THEIRS, tmp_path)
    with pytest.raises(FileExistsError):
        secret_keys.keep("another one", tmp_path)
    assert secret_keys.in_file(tmp_path) == THEIRS
