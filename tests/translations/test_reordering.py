"""Choices of a story change places in every language at once, and translations stay as fresh as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import loader
from lms.content.check import check
from lms.content.checks import stories
from lms.translations.domain.reordering import best_moved, reorder
from tests.content.tree import Tree

SOURCE = "curriculum/modules/help/10-look.md"
KHMER = "curriculum/translations/km/modules/help/10-look.md"
ASK, GO = "/// choice | Ask her name\n", "/// choice | Go on quickly\n"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A lesson whose story has two choices in both languages; the first one is best."""
    made = Tree(tmp_path)
    second = "\n\n///\n\n/// choice | {title}\n\n{text}\n\n///\n"
    made.replace(
        SOURCE, "She answers.\n\n///\n", "She answers." + second.format(title="Go on quickly", text="No.")
    )
    made.replace(KHMER, "គាត់ឆ្លើយ។\n\n///\n", "គាត់ឆ្លើយ។" + second.format(title="ទៅមុខទៀត", text="ទេ។"))
    made.replace(SOURCE, "sources: [", "best: [1]\nsources: [")
    made.stamp()
    return made


def text(tree: Tree, name: str) -> str:
    return (tree.root / name).read_text(encoding="utf-8")


def test_the_choices_change_places_in_every_language_and_the_best_one_is_still_named(tree: Tree) -> None:
    assert reorder(tree.root, "help/10-look", [1, 0]) == []
    assert text(tree, SOURCE).index(GO) < text(tree, SOURCE).index(ASK)
    assert text(tree, KHMER).index("ទៅមុខទៀត") < text(tree, KHMER).index("សួរឈ្មោះ")
    assert "best: [2]" in text(tree, SOURCE)
    assert check(tree.root) == ()


def test_a_fresh_translation_of_the_story_stays_fresh(tree: Tree) -> None:
    reorder(tree.root, "help/10-look", [1, 0])
    shown = loader.load(tree.root).module("help").lessons[0].text("km").blocks
    assert [story.mark for story in stories.stories_of(shown)] == [None]


def test_a_stale_translation_of_the_story_stays_stale(tree: Tree) -> None:
    tree.replace(SOURCE, "Sokha waits.", "Sokha waits for the bus.")
    reorder(tree.root, "help/10-look", [1, 0])
    shown = loader.load(tree.root).module("help").lessons[0].text("km").blocks
    assert [story.mark for story in stories.stories_of(shown)] == ["stale"]


def test_an_order_that_does_not_fit_the_story_changes_nothing(tree: Tree) -> None:
    before = text(tree, SOURCE)
    with pytest.raises(ValueError, match="2 choices"):
        reorder(tree.root, "help/10-look", [2, 1, 0])
    assert text(tree, SOURCE) == before


def test_a_story_whose_best_choice_is_the_longest_is_a_problem_with_its_line(tree: Tree) -> None:
    tree.replace(SOURCE, "choice | Ask her name", "choice | Ask her name and wait for her answer")
    found = [problem for problem in check(tree.root) if "longest" in problem.message]
    assert [(problem.file, text(tree, SOURCE).splitlines()[problem.line - 1]) for problem in found] == [
        (SOURCE, "//// scenario | At the bus")
    ]


@pytest.mark.parametrize(
    ("best", "message"),
    [
        ("[3]", "`best` names choice 3; the story has 2"),
        ("[1, 2]", "`best` names 2 choices; the lesson has 1 stories"),
    ],
)
def test_a_best_choice_that_does_not_exist_is_a_problem(tree: Tree, best: str, message: str) -> None:
    tree.replace(SOURCE, "best: [1]", f"best: {best}")
    assert message in [problem.message for problem in check(tree.root)]


def test_a_language_without_the_lesson_gets_none(tree: Tree) -> None:
    (tree.root / KHMER).unlink()
    assert reorder(tree.root, "help/10-look", [1, 0]) == []
    assert text(tree, SOURCE).index(GO) < text(tree, SOURCE).index(ASK)
    assert not (tree.root / KHMER).exists()


def test_a_translation_that_lacks_a_new_choice_is_left_alone_and_stays_withheld(tree: Tree) -> None:
    tree.replace(SOURCE, GO, f"/// choice | Call\n\nNobody comes.\n\n///\n\n{GO}")
    before = text(tree, KHMER)
    assert reorder(tree.root, "help/10-look", [2, 0, 1]) == ["km"]
    assert "best: [2]" in text(tree, SOURCE)
    assert text(tree, KHMER) == before
    shown = loader.load(tree.root).module("help").lessons[0].text("km").blocks
    assert [story.mark for story in stories.stories_of(shown)] == ["withheld"]


@pytest.mark.parametrize(
    ("before", "order", "story", "after"),
    [
        ("best: [1]", [1, 0], 0, "best: [2]"),
        ("best: [1, 3]", [2, 0, 1], 1, "best: [1, 1]"),
        ("best: [2, 3]", [2, 0, 1], 0, "best: [3, 3]"),
        ("title: No story has a best choice", [1, 0], 0, "title: No story has a best choice"),
    ],
)
def test_the_best_choice_of_the_story_follows_and_others_stay(
    before: str, order: list[int], story: int, after: str
) -> None:
    lesson = "---\n{}\nminutes: 2\n---\n"
    assert best_moved(lesson.format(before), order, story) == lesson.format(after)
