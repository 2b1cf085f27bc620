"""A start opens what the last one read, and never anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lms import clock
from lms.content import check, content_cache
from lms.content.problems import ContentBroken
from lms.content.types.curriculum import Content
from tests.content.tree import Tree

SECRET = "a secret that is long enough for tests"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "root")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder in an instance that is there."""
    (tmp_path / "instance").mkdir()
    return tmp_path / "instance" / "content"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The roots that were really read."""
    roots: list[Path] = []
    really = check.load

    def load(root: Path) -> Content:
        roots.append(root)
        return really(root)

    monkeypatch.setattr(check, "load", load)
    return roots


def plain(value: Any) -> Any:
    """The values alone: some of our types are equal only to themselves."""
    if is_dataclass(value):
        return [type(value), *(plain(getattr(value, field.name)) for field in fields(value))]
    if isinstance(value, Mapping):
        return {key: plain(held) for key, held in value.items()}
    return [plain(held) for held in value] if isinstance(value, tuple) else value


def test_a_second_start_reads_no_file_of_the_content(tree: Tree, kept: Path, read: list[Path]) -> None:
    first = content_cache.load(tree.root, kept, SECRET)
    again = content_cache.load(tree.root, kept, SECRET)
    assert read == [tree.root]
    assert again is not first
    assert plain(again) == plain(first)
    assert (kept / content_cache.FILE).stat().st_mode & 0o077 == 0


def test_a_changed_lesson_is_read_and_a_broken_one_is_refused(
    tree: Tree, kept: Path, read: list[Path]
) -> None:
    content_cache.load(tree.root, kept, SECRET)
    lesson = next(tree.root.glob("curriculum/modules/*/*.md"))
    lesson.write_text(lesson.read_text() + "\nOne more sentence.\n")
    content_cache.load(tree.root, kept, SECRET)
    assert len(read) == 2
    lesson.write_text(lesson.read_text() + "\n<b>A tag.</b>\n")
    for _ in range(2):
        with pytest.raises(ContentBroken):
            content_cache.load(tree.root, kept, SECRET)


def test_an_approval_that_ends_is_looked_at_each_day(tree: Tree, kept: Path, read: list[Path]) -> None:
    content_cache.load(tree.root, kept, SECRET)
    with clock.frozen(clock.now() + timedelta(days=1)):
        content_cache.load(tree.root, kept, SECRET)
    assert len(read) == 2


@pytest.mark.parametrize("spoil", ["other key", "one byte", "half", "nothing", "no file"])
def test_what_was_not_kept_by_this_site_is_not_opened(
    tree: Tree, kept: Path, read: list[Path], spoil: str
) -> None:
    content_cache.load(tree.root, kept, SECRET if spoil != "other key" else f"{SECRET} of somebody else")
    file = kept / content_cache.FILE
    said = file.read_bytes()
    match spoil:
        case "one byte":
            file.write_bytes(said[:-1] + bytes([said[-1] ^ 1]))
        case "half":
            file.write_bytes(said[: len(said) // 2])
        case "nothing":
            file.write_bytes(b"")
        case "no file":
            file.unlink()
            file.mkdir()
    for _ in range(2):
        assert content_cache.load(tree.root, kept, SECRET).modules
    assert len(read) == (3 if spoil == "no file" else 2)


def test_nothing_is_kept_without_a_key_or_where_no_instance_is(
    tree: Tree, kept: Path, read: list[Path], tmp_path: Path
) -> None:
    content_cache.load(tree.root, kept, "")
    assert not kept.exists()
    content_cache.load(tree.root, tmp_path / "none" / "content", SECRET)
    assert not (tmp_path / "none").exists()
    assert len(read) == 2


def test_what_was_changed_while_it_was_read_is_not_kept(
    tree: Tree, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = check.load

    def load(root: Path) -> Content:
        library = really(root)
        lesson = next(root.glob("curriculum/modules/*/*.md"))
        lesson.write_text(lesson.read_text() + "\nA sentence too late.\n")
        return library

    monkeypatch.setattr(check, "load", load)
    content_cache.load(tree.root, kept, SECRET)
    assert not kept.exists()
