"""Gates: what Noy, the editor, may ask to come first, and what she is told when a gate leads nowhere."""

from __future__ import annotations

import pytest

from lms.content import check, loader
from tests.content.tree import Break, Tree, replace

MODULE = "curriculum/modules/help/module.yaml"
LINK = "curriculum/modules/help/20-link.md"


def both(*breaks: Break) -> Break:
    def apply(tree: Tree) -> None:
        for one in breaks:
            one(tree)

    return apply


def outreach(lessons: str) -> Break:
    return replace(MODULE, "award:\n", f"before_outreach: [{lessons}]\naward:\n")


def prerequisites(modules: str) -> Break:
    return replace(MODULE, "  requires:", f"  prerequisites: [{modules}]\n  requires:")


def after(lesson: str) -> Break:
    return replace(LINK, "minutes: ", f"after: [{lesson}]\nminutes: ")


def test_noy_names_what_is_read_before_outreach_and_before_a_lesson(tree: Tree) -> None:
    both(outreach("10-look"), after("help/10-look"))(tree)
    library = loader.load(tree.root)
    module = library.module("help")
    assert library.before_outreach == ((module, module.lesson("look")),)
    assert library.lesson(module.lesson("link").after[0]) == (module, module.lesson("look"))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (outreach("10-loook"), f"{MODULE}:8: there is no lesson `10-loook`"),
        (after("help/10-loook"), f"{LINK}:3: there is no lesson `help/10-loook`"),
        (after("help/20-link"), f"{LINK}:3: a lesson cannot come after itself"),
        (prerequisites("halp"), f"{MODULE}:10: there is no module `halp`"),
        (prerequisites("help"), f"{MODULE}:10: nobody could ever begin: help → help"),
    ],
)
def test_noy_is_told_of_a_gate_that_leads_nowhere(tree: Tree, broken: Break, message: str) -> None:
    broken(tree)
    assert [str(problem).split("\n")[0] for problem in check.check(tree.root)] == [message]


def test_a_module_that_is_broken_in_itself_is_not_told_of_its_gates(tree: Tree) -> None:
    both(prerequisites("halp"), replace(MODULE, "colour: violet", "colour: pink"))(tree)
    assert not [problem for problem in check.check(tree.root) if "halp" in str(problem)]
