"""What only drawing a lesson can show: marks that a reader would see."""

from __future__ import annotations

import pytest

from lms.content import checks
from tests.content.tree import Tree

LINK = "curriculum/modules/help/20-link.md"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Bring **people to services.", "`**` would be shown to the reader"),
        ("Bring ** people ** to services.", "`**` would be shown to the reader"),
        ("/// key\n\nBring **people.\n\n///", "`**` would be shown to the reader"),
        ("See [services](https://x.org.", "`](` would be shown to the reader"),
        ("| a |\n|---|---|\n| c |", "the table is not drawn as a table"),
    ],
)
def test_noy_sees_the_marks_before_sokha_does(tree: Tree, text: str, message: str) -> None:
    tree.replace(LINK, "Bring people to services.", text)
    assert [(problem.file, problem.message) for problem in checks.check(tree.root)] == [(LINK, message)]


def test_a_lesson_with_problems_of_its_own_is_not_drawn(tree: Tree) -> None:
    tree.replace(LINK, "Bring people to services.", "/// kex\n\nBring **people.\n\n///")
    assert [problem.message for problem in checks.check(tree.root)] == ["`kex` is not a kind of block"]
