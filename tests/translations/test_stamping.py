"""Saying that a translation was made from the present English: all of it, or a part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lms.content import loader
from lms.content.freshness import State, digest
from lms.translations.domain.stamping import Stamped, files_of, stamp
from tests.content.tree import Tree

LOOK = "curriculum/modules/help/10-look.md"
LOOK_KM = "curriculum/translations/km/modules/help/10-look.md"
NAME = "modules/help/10-look.md"
LOCK = "curriculum/translations/km/source.lock"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


def states(tree: Tree, state: State) -> set[str]:
    units = loader.load(tree.root).translated["km"][NAME].units
    return {unit.key for unit in units if unit.state == state}


def locked(tree: Tree) -> dict[str, list[str]]:
    entry: dict[str, list[str]] = json.loads((tree.root / LOCK).read_text(encoding="utf-8"))[NAME]
    return entry


def test_noy_stamps_a_tree_that_was_never_stamped(tree: Tree) -> None:
    tree.forget()
    done = stamp(tree.root, "km")
    assert (done.language, done.files) == ("km", 4)
    assert done.units == done.renewed > 20
    assert states(tree, "stale") == set()
    assert stamp(tree.root, "km") == Stamped("km", 4, done.units, 0)


def test_noy_stamps_one_unit_and_the_other_one_stays_stale(tree: Tree) -> None:
    tree.replace(LOOK, "Be calm.", "Be calm. Breathe.")
    tree.replace(LOOK, "Stay with the person.", "Stay.")
    tree.replace(LOOK, "title: Look and listen", "title: Look, listen")
    stale = states(tree, "stale")
    assert len(stale) == 3
    assert stamp(tree.root, "km", files=[NAME], units=["title"]) == Stamped("km", 1, 1, 1)
    assert states(tree, "stale") == stale - {"title"}
    [first, _] = sorted(stale - {"title"})
    stamp(tree.root, "km", files=[NAME], units=[first])
    assert states(tree, "stale") == stale - {"title", first}
    old = {unit.key: unit.old for unit in loader.load(tree.root).translated["km"][NAME].units}
    assert all(old[key] for key in stale - {"title", first})


def test_one_unit_of_a_file_that_was_never_stamped_leaves_the_others_unknown(tree: Tree) -> None:
    tree.forget()
    stamp(tree.root, "km", files=[NAME], units=["blocks/2"])
    assert states(tree, "fresh") == {"blocks/2"}
    assert [bool(name) for name in locked(tree)["blocks"]][:3] == [False, True, False]


def test_other_files_keep_what_the_lock_said_of_them(tree: Tree) -> None:
    tree.replace(LOOK, "Be calm.", "Be calm. Breathe.")
    stamp(tree.root, "km", files=["quizzes/help.yaml"])
    assert len(states(tree, "stale")) == 1


def test_what_is_missing_stays_missing_after_a_stamp(tree: Tree) -> None:
    tree.replace(LOOK, "/// activity", "A new thought.\n\n/// activity")
    tree.replace(LOOK, "Be calm.", "Be calm. Breathe.")
    before = len(locked(tree)["blocks"])
    assert (len(states(tree, "missing")), len(states(tree, "stale"))) == (1, 1)
    stamp(tree.root, "km")
    assert (len(states(tree, "missing")), len(states(tree, "stale"))) == (1, 0)
    assert len(locked(tree)["blocks"]) == before


def test_a_block_that_does_not_fit_its_english_is_not_stamped(tree: Tree) -> None:
    tree.replace(LOOK, "- A quiet place\n", "- A quiet place\n- A chair\n")
    stamp(tree.root, "km")
    assert len(states(tree, "stale")) == 1


def test_a_file_that_is_gone_leaves_the_lock(tree: Tree) -> None:
    tree.remove(LOOK_KM)
    stamp(tree.root, "km")
    assert NAME not in json.loads((tree.root / LOCK).read_text(encoding="utf-8"))


def test_the_texts_behind_a_lock_are_kept_once_for_all_languages(tree: Tree) -> None:
    texts = json.loads((tree.root / "curriculum/translations/source.texts").read_text(encoding="utf-8"))
    assert texts[digest("Look and listen")] == "Look and listen"
    assert all(digest(text) == name for name, text in texts.items())


def test_the_files_of_a_module_are_its_texts_lessons_guide_and_questions(tree: Tree) -> None:
    library = loader.load(tree.root)
    assert sorted(files_of(library, "km", "help")) == [
        *("modules/help/10-look.md", "modules/help/20-link.md"),
        *("modules/help/module.yaml", "modules/help/trainer.md", "quizzes/help.yaml"),
    ]
    assert files_of(library, "vi", "help") == []


def test_only_what_exists_can_be_stamped(tree: Tree) -> None:
    with pytest.raises(KeyError):
        stamp(tree.root, "vi")
    with pytest.raises(KeyError):
        stamp(tree.root, "km", files=["modules/help/none.md"])
