"""A Society's stamp on a module in a language, and what becomes of it when a word changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lms import clock
from lms.content import approvals, check, loader
from lms.content.approvals import module_of
from tests.content.tree import SOCIETY, Tree

KHM = "curriculum/societies/khm.yaml"
LOOK_KM = "curriculum/translations/km/modules/help/10-look.md"
LINE = SOCIETY.count("\n") + 2
DAY = datetime(2026, 11, 25, 5, tzinfo=UTC)


def digest(tree: Tree, language: str = "km") -> str:
    library, _ = loader.read(tree.root)
    return approvals.digest_of(library.module("help"), library.pools.get("help"), language)


def approve(
    tree: Tree, *entries: str, module: str = "help", language: str = "km", on: str = "2026-11-20"
) -> None:
    digests = entries or (digest(tree),)
    lines = [
        f'  - {{module: {module}, language: {language}, digest: "{each}", on: "{on}", by: Head of Training}}'
        for each in digests
    ]
    tree.write(KHM, SOCIETY + "approvals:\n" + "\n".join(lines) + "\n")


def current(tree: Tree, language: str = "km") -> list[bool]:
    library = loader.load(tree.root)
    return [one.current for one in approvals.approvals_of(library, library.module("help"), language)]


def problems(tree: Tree) -> list[tuple[str, int, str]]:
    with clock.frozen(DAY):
        return [(problem.file, problem.line, problem.message) for problem in check.check(tree.root)]


def test_nobody_has_approved_a_new_module(tree: Tree) -> None:
    assert current(tree) == []


def test_an_approval_of_the_present_words_is_current_in_its_language_alone(tree: Tree) -> None:
    approve(tree)
    assert problems(tree) == []
    assert (current(tree), current(tree, "en")) == ([True], [])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LOOK_KM, "ទឹក", "ទឹកស្អាត"),
        ("curriculum/translations/km/modules/help/module.yaml", "title: ", "title: ការ"),
        ("curriculum/translations/km/quizzes/help.yaml", "រត់", "រត់ទៅ"),
        # Without a translation of the trainer's guide, its readers see the English.
        ("curriculum/modules/help/trainer.md", "Bring paper.", "Bring pens."),
        # A stale safety block is shown in English: other words than those that were approved.
        ("curriculum/modules/help/10-look.md", "Stay with the person.", "Stay there."),
    ],
)
def test_any_word_that_changes_is_a_change_since_the_approval(
    tree: Tree, file: str, old: str, new: str
) -> None:
    approve(tree)
    tree.replace(file, old, new)
    assert current(tree) == [False]


def test_white_space_and_a_stamp_change_nothing(tree: Tree) -> None:
    approve(tree)
    tree.replace(LOOK_KM, "\n\n", "\n\n\n")
    tree.stamp()
    assert current(tree) == [True]


def test_a_module_without_questions_and_guide_can_be_approved(tree: Tree) -> None:
    library = loader.load(tree.root)
    whole = approvals.digest_of(library.module("help"), library.pools["help"], "km")
    assert approvals.digest_of(library.module("help"), None, "km") != whole
    tree.remove("curriculum/modules/help/trainer.md")
    assert digest(tree) != whole


def test_who_approved_the_present_words_comes_first(tree: Tree) -> None:
    approve(tree, "0123456789abcdef")
    tree.write("curriculum/societies/lao.yaml", SOCIETY.replace("KH", "LA"))
    now = digest(tree)
    tree.write(
        "curriculum/societies/lao.yaml",
        SOCIETY.replace("KH", "LA")
        + f'approvals:\n  - {{module: help, language: km, digest: "{now}", on: "2026-11-21", by: Director}}\n',
    )
    library = loader.load(tree.root)
    found = approvals.approvals_of(library, library.module("help"), "km")
    assert [(one.society.code, one.current) for one in found] == [("lao", True), ("khm", False)]


def test_noy_is_told_what_is_wrong_with_an_approval(tree: Tree) -> None:
    approve(tree, module="halp")
    assert problems(tree) == [(KHM, LINE, "there is no module `halp`")]
    approve(tree, "0123456789abcdef", language="vi")
    assert problems(tree) == [(KHM, LINE, "`vi` is not in languages.yaml")]
    approve(tree, "0123456789abcdef", on="2026-11-26")
    assert problems(tree) == [(KHM, LINE, "the day 2026-11-26 has not come yet")]
    approve(tree, "0123456789abcdef", "fedcba9876543210", "fedcba9876543210")
    assert problems(tree) == [(KHM, LINE + 1, "help in `km` is approved twice")]
    approve(tree, "ABC")
    assert problems(tree) == [
        (
            KHM,
            LINE,
            "`digest` should be the digest that `translations status` shows: 16 digits and letters `a` to `f`",
        )
    ]


def test_a_broken_module_does_not_make_its_approval_wrong(tree: Tree) -> None:
    approve(tree)
    tree.replace("curriculum/modules/help/module.yaml", "order: 1", "order: first")
    assert {file for file, _, _ in problems(tree)} == {"curriculum/modules/help/module.yaml"}


def test_a_file_is_not_approved_because_it_says_so(tree: Tree) -> None:
    tree.replace(LOOK_KM, "status: draft", "status: approved")
    message = "`status: approved`, but no Society has approved this module in this language"
    assert problems(tree) == [(LOOK_KM, 3, message)]
    approve(tree)
    assert problems(tree) == []


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("modules/pss/10-a.md", "pss"),
        ("quizzes/pss.yaml", "pss"),
        ("societies/khm.yaml", None),
        ("glossary.yaml", None),
        ("library/10-before-you-go.md", None),
    ],
)
def test_a_file_belongs_to_one_module_or_to_none(name: str, module: str | None) -> None:
    assert module_of(name) == module
