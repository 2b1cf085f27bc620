"""The files that the machine writes: read again as they were, and refused when somebody broke them."""

from __future__ import annotations

import json

import pytest

from lms.content import loader
from lms.content.freshness import digest
from lms.content.loaders.source_locks import write_locks
from tests.content.tree import Tree

LOCK = "curriculum/translations/km/source.lock"
TEXTS = "curriculum/translations/source.texts"


def test_what_was_written_is_read_again_and_writing_it_once_more_changes_no_byte(tree: Tree) -> None:
    before = [(tree.root / name).read_bytes() for name in (LOCK, TEXTS)]
    library = loader.load(tree.root)
    assert set(library.locks.entry("km", "modules/help/10-look.md")) == {"title", "objectives", "blocks"}
    write_locks(tree.root, library.locks)
    assert [(tree.root / name).read_bytes() for name in (LOCK, TEXTS)] == before
    assert list((tree.root / "curriculum/translations").rglob(".*")) == []


def test_a_changed_block_is_one_changed_line_in_the_lock(tree: Tree) -> None:
    before = (tree.root / LOCK).read_text(encoding="utf-8").split("\n")
    tree.replace("curriculum/modules/help/10-look.md", "Be calm.", "Be calm and kind.")
    tree.stamp()
    after = (tree.root / LOCK).read_text(encoding="utf-8").split("\n")
    assert len(before) == len(after)
    assert sum(was != is_ for was, is_ in zip(before, after, strict=True)) == 1


def test_texts_that_no_lock_names_any_more_are_thrown_away(tree: Tree) -> None:
    old = digest("/// key\n\nBe calm.")
    assert old in json.loads((tree.root / TEXTS).read_text(encoding="utf-8"))
    tree.replace("curriculum/modules/help/10-look.md", "Be calm.", "Be calm and kind.")
    tree.stamp()
    assert old not in json.loads((tree.root / TEXTS).read_text(encoding="utf-8"))


def test_a_tree_without_translations_gets_no_locks(tree: Tree) -> None:
    tree.forget()
    for path in sorted((tree.root / "curriculum/translations").rglob("*.*")):
        path.unlink()
    tree.stamp()
    assert list((tree.root / "curriculum/translations").rglob("source.*")) == []


@pytest.mark.parametrize(
    ("file", "text", "line", "message"),
    [
        (LOCK, '{\n "a": {\n', 3, "this is not JSON"),
        (LOCK, "[]", 1, "this does not start with `{`"),
        (LOCK, '{\n "quizzes/help.yaml": "x"}', 2, "the entry of `quizzes/help.yaml` is broken"),
        (LOCK, '{"a": {},\n "b": {"title": "XYZ"}}', 2, "the entry of `b` is broken"),
        (LOCK, '{"b": {"blocks": ["0123456789abcdef", 1]}}', 1, "the entry of `b` is broken"),
        (LOCK, b"{\xff}", 1, "the file is not UTF-8"),
        (TEXTS, '{"0123456789abcdef": "Be calm."}', 1, "the entry of `0123456789abcdef` is broken"),
        (TEXTS, '{"0123456789abcdef": []}', 1, "the entry of `0123456789abcdef` is broken"),
    ],
)
def test_noy_is_told_how_to_mend_a_broken_lock(
    tree: Tree, file: str, text: str | bytes, line: int, message: str
) -> None:
    tree.write(file, text)
    _, problems = loader.read(tree.root)
    [problem] = [problem for problem in problems if problem.file == file]
    assert (problem.line, problem.message) == (line, message)
    assert problem.hint
