"""A Society chooses a design for its certificates: one that exists, and that is for certificates."""

from __future__ import annotations

import pytest

from lms.content import loader
from tests.content.tree import SOCIETY, Tree

KHM = "curriculum/societies/khm.yaml"
PLAIN = "certificates/plain/design.yaml"


def choose(tree: Tree, design: str) -> None:
    tree.write(KHM, SOCIETY.replace("signatories:", f"certificate_design: {design}\nsignatories:"))


def problems(tree: Tree) -> list[tuple[str, int, str, str]]:
    found = loader.read(tree.root)[1]
    return [(problem.file, problem.line, problem.message, problem.hint) for problem in found]


def test_a_society_that_chooses_no_design_has_the_standard_one(tree: Tree) -> None:
    assert loader.load(tree.root).societies["khm"].certificate_design is None


def test_a_society_chooses_a_design(tree: Tree) -> None:
    choose(tree, "plain")
    assert loader.load(tree.root).societies["khm"].certificate_design == "plain"


def test_a_design_that_does_not_exist_is_named_with_its_line_and_those_that_do(tree: Tree) -> None:
    for name in ("design.yaml", "template.html", "style.css", "sample.yaml"):
        tree.write(f"certificates/upright/{name}", (tree.root / "certificates" / "plain" / name).read_text())
    choose(tree, "golden")
    assert problems(tree) == [
        (
            KHM,
            6,
            "there is no certificate design `golden`",
            "Choose one of those that exist: `plain` or `upright`.",
        )
    ]


def test_a_note_of_attendance_is_no_certificate_that_a_society_may_choose(tree: Tree) -> None:
    tree.replace(PLAIN, "paper: A4", "purpose: attendance-note\npaper: A4")
    choose(tree, "plain")
    assert problems(tree) == [
        (KHM, 6, "there is no certificate design `plain`", "Take the line away."),
    ]


@pytest.mark.parametrize("said", ["orientation: across", "purpose: diploma"])
def test_a_design_that_cannot_be_read_is_named_once(tree: Tree, said: str) -> None:
    tree.replace(PLAIN, "orientation: landscape", said)
    choose(tree, "plain")
    assert {file for file, *_ in problems(tree)} == {PLAIN}
