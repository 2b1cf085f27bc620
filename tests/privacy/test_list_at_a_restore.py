"""A list of erasures that is not whole, or not all that is known, lets nobody come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import Person
from lms.backup import restore
from lms.backup.restore import Wanted
from lms.config import settings_of
from lms.db import session
from lms.privacy.services import erasure_list
from tests.backup.conftest import Type, stop, type_in
from tests.privacy import lives
from tests.privacy.lives import Life
from tests.privacy.test_erasure import erase

__all__ = ["type_in"]


@pytest.fixture
def backup(app: Flask, type_in: Type, life: Life, tmp_path: Path) -> Path:
    """A backup; the person is erased after it."""
    file = tmp_path / "sala.backup"
    assert type_in("backup", file).exit_code == 0
    erase(app, life)
    stop()
    return file


def is_there(number: str) -> bool:
    try:
        return session.scalar(select(Person.id).filter_by(number=number)) is not None
    finally:
        session.remove()


@pytest.mark.parametrize("whose", ["the copy", "our own"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_list_that_is_cut_in_the_middle_of_an_entry_is_refused(
    app: Flask, type_in: Type, backup: Path, tmp_path: Path, whose: str, kept: float
) -> None:
    own, copy = settings_of(app).erasure_list, tmp_path / "copy"
    whole = own.read_text()
    start = whole.index("erased ")
    torn = whole[: start + max(1, int((len(whole) - start) * kept))]
    assert not torn.endswith("\n")
    (copy if whose == "the copy" else own).write_text(torn)
    if whose == "the copy":
        own.unlink()
    given = ["--erasures", copy] if whose == "the copy" else []
    said = type_in("restore", backup, "--replace", *given)
    assert (said.exit_code, "ends in the middle of a line" in said.output) == (1, True), said.output
    assert not is_there(lives.NUMBER)


def test_a_whole_copy_takes_the_place_of_our_own_list_that_is_cut(
    app: Flask, type_in: Type, backup: Path, tmp_path: Path
) -> None:
    own, copy = settings_of(app).erasure_list, tmp_path / "copy"
    copy.write_bytes(own.read_bytes())
    own.write_bytes(own.read_bytes()[:-9])
    said = type_in("restore", backup, "--replace", "--erasures", copy)
    assert said.exit_code == 0, said.output
    assert "erased once more: 2" in said.output
    assert not is_there(lives.NUMBER)
    assert type_in("restore", backup, "--replace").exit_code == 0


def test_who_is_erased_in_the_database_that_is_replaced_does_not_come_back(
    app: Flask, backup: Path, tmp_path: Path
) -> None:
    """The server has its list elsewhere (SALA_ERASURES); this shell has an older one."""
    older = tmp_path / "older"
    text = settings_of(app).erasure_list.read_text()
    older.write_text(text[: text.index("erased ")])
    done = restore.restore(backup, replace(settings_of(app), erasures=older), Wanted(replace=True))
    assert done.erased_again == 2
    assert not is_there(lives.NUMBER)
    listed = {one for entry in erasure_list.read(older).entries for one, _ in entry.records}
    assert len(listed) == 2


def test_a_restore_says_which_erasures_it_has_read(type_in: Type, backup: Path) -> None:
    said = type_in("restore", backup, "--replace")
    assert "list of erasures: 1 entry, the last of 2026-02-05" in said.output, said.output
