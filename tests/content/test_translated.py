"""What Sokha reads when the English has changed since her text was translated."""

from __future__ import annotations

import re

import pytest

from lms.content import check, loader
from lms.content.freshness import Unit
from lms.content.lessons.blocks import Block
from lms.content.types.curriculum import LessonText
from lms.content.types.questions import QuestionText
from tests.content.tree import Break, Tree, remove, replace

LOOK = "curriculum/modules/help/10-look.md"
LOOK_KM = "curriculum/translations/km/modules/help/10-look.md"
POOL = "quizzes/help.yaml"
POOL_KM = "curriculum/translations/km/quizzes/help.yaml"
MODULE = "curriculum/modules/help/module.yaml"
SOCIETY = "curriculum/societies/khm.yaml"


def lesson(tree: Tree) -> LessonText:
    assert check.check(tree.root) == ()
    return loader.load(tree.root).module("help").lesson("look").text("km")


def marked(tree: Tree) -> list[tuple[str, str, str | None]]:
    """Kind, language and mark of every block that is not simply its fresh translation."""
    return [(b.kind, b.language, b.mark) for b in lesson(tree).blocks if b.mark or b.language != "km"]


def block(tree: Tree, kind: str) -> Block:
    return next(block for block in lesson(tree).blocks if block.kind == kind)


def units(tree: Tree, file: str) -> dict[str, Unit]:
    return {unit.key: unit for unit in loader.load(tree.root).translated["km"][file].units}


def test_in_a_stamped_tree_nothing_is_marked(tree: Tree) -> None:
    assert marked(tree) == []
    assert {unit.state for unit in units(tree, "modules/help/10-look.md").values()} == {"fresh"}


def test_one_changed_english_sentence_makes_exactly_its_block_stale(tree: Tree) -> None:
    tree.replace(LOOK, "Be calm.", "Be calm. Breathe out.")
    assert marked(tree) == [("key", "km", "stale")]
    [stale] = [unit for unit in units(tree, "modules/help/10-look.md").values() if unit.state != "fresh"]
    assert (stale.old, stale.english) == ("/// key\n\nBe calm.", "/// key\n\nBe calm. Breathe out.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sokha waits.", "Sokha  waits."),
        ("Be calm.\n", "Be\ncalm.\n\n"),
        ("| Sign | Means |", "| Sign  | Means |"),
        ("title: Look and listen", "title:   Look and listen"),
    ],
)
def test_a_change_of_white_space_is_no_change(tree: Tree, old: str, new: str) -> None:
    tree.replace(LOOK, old, new)
    assert marked(tree) == []


def test_a_change_deep_inside_a_block_makes_the_whole_block_stale(tree: Tree) -> None:
    tree.replace(LOOK, "She answers.", "She answers at once.")
    assert marked(tree) == [("scenario", "km", "stale")]


def test_a_stale_safety_block_is_the_english_one(tree: Tree) -> None:
    tree.replace(LOOK, "Stay with the person.", "Stay with the person until help comes.")
    assert marked(tree) == [("safety", "en", "withheld")]
    assert block(tree, "safety").text == "Stay with the person until help comes."


def test_a_new_english_block_is_shown_in_english_until_it_is_translated(tree: Tree) -> None:
    tree.replace(LOOK, "/// activity", "A new thought.\n\n/// activity")
    assert marked(tree) == [("paragraph", "en", "untranslated")]
    tree.replace(LOOK_KM, "/// activity", "គំនិតថ្មី។\n\n/// activity")
    assert marked(tree) == [("paragraph", "km", "stale")]
    tree.stamp()
    assert marked(tree) == []


def test_a_block_that_is_built_otherwise_now_is_english_until_it_is_translated_again(tree: Tree) -> None:
    tree.replace(LOOK, "- A quiet place\n", "- A quiet place\n- A chair\n")
    assert marked(tree) == [("bullets", "en", "withheld")]
    assert "A chair" in block(tree, "bullets").text


def test_what_is_no_longer_in_english_is_left_out_and_noted(tree: Tree) -> None:
    tree.replace(LOOK, "> A quote.\n", "")
    assert marked(tree) == []
    assert "quote" not in {shown.kind for shown in lesson(tree).blocks}
    [gone] = loader.load(tree.root).translated["km"]["modules/help/10-look.md"].gone
    assert gone.startswith(">")


def test_a_file_that_is_not_in_the_lock_is_stale_and_its_safety_english(tree: Tree) -> None:
    tree.forget()
    found = {shown.kind: (shown.language, shown.mark) for shown in lesson(tree).blocks}
    assert found.pop("safety") == ("en", "withheld")
    assert set(found.values()) == {("km", "stale")}
    assert {unit.state for unit in units(tree, "modules/help/10-look.md").values()} == {"stale"}
    assert {unit.old for unit in units(tree, "modules/help/10-look.md").values()} == {None}
    tree.stamp()
    assert marked(tree) == []


def test_a_translation_that_is_built_otherwise_than_its_source_is_still_a_problem(tree: Tree) -> None:
    tree.replace(LOOK_KM, "/// activity", "គំនិតថ្មី។\n\n/// activity")
    [problem] = check.check(tree.root)
    assert (problem.file, problem.hint) == (LOOK_KM, f"Compare it with {LOOK}.")


def test_titles_and_objectives_say_that_they_are_stale(tree: Tree) -> None:
    tree.replace(LOOK, "title: Look and listen", "title: Look, then listen")
    tree.replace(LOOK, "Name two things", "Name three things")
    text = lesson(tree)
    assert (text.title_stale, text.objective_marks) == (True, ("stale", None))


def test_an_objective_that_is_new_is_shown_in_english(tree: Tree) -> None:
    tree.replace(LOOK, "  - Show how to listen", "  - Sit still\n  - Show how to listen")
    text = lesson(tree)
    assert text.objective_marks == (None, "untranslated", None)
    assert text.objectives[1] == "Sit still"


def test_a_lesson_without_translation_counts_as_missing(tree: Tree) -> None:
    found = units(tree, "modules/help/20-link.md")
    assert {key: (unit.state, unit.english) for key, unit in found.items()} == {
        "title": ("missing", "Link"),
        "objectives/1": ("missing", "Choose a link"),
        "blocks/1": ("missing", "Bring people to services."),
    }


def question(tree: Tree, number: str) -> QuestionText:
    assert check.check(tree.root) == ()
    return loader.load(tree.root).pools["help"].question(f"help-{number}").text("km")


@pytest.mark.parametrize(
    ("number", "language", "mark"), [("001", "en", "withheld"), ("003", "km", "stale"), ("004", "km", None)]
)
def test_a_stale_question_is_marked_and_one_of_safety_is_english(
    tree: Tree, number: str, language: str, mark: str | None
) -> None:
    text = (tree.root / POOL).read_text(encoding="utf-8")
    for changed in ("001", "003"):
        text = re.sub(rf"(id: help-{changed}\n(?:.*\n)*?\s+stem: )", r"\1Now: ", text, count=1)
    tree.write(POOL, text.replace("stem: Now: ", "stem: Now, "))
    found = question(tree, number)
    assert (found.language, found.mark) == (language, mark)


def test_a_question_with_other_parts_than_its_translation_is_english(tree: Tree) -> None:
    text = (tree.root / POOL).read_text(encoding="utf-8")
    start = text.index("id: help-003")
    reason = re.search(r"\n( +- \{id: b, .*\})\n", text[start:])
    assert reason is not None
    added = re.sub(r"text: ([^,}]*)", r"text: \1 at all", reason[1].replace("id: b", "id: c"), count=1)
    tree.write(POOL, text[:start] + text[start:].replace(reason[1], f"{reason[1]}\n{added}", 1))
    found = question(tree, "003")
    assert (found.language, found.mark, "c" in found.parts) == ("en", "withheld", True)


def test_in_a_question_every_word_counts(tree: Tree) -> None:
    words = question(tree, "001").words
    assert words.count("\n") == 3
    assert "(a) សង្កេត — " in words
    assert question(tree, "004").words.endswith("គេសង្កេតមុនធ្វើ។")


@pytest.mark.parametrize(
    ("change", "file", "key"),
    [
        (replace(MODULE, "summary: How", "summary: So"), "modules/help/module.yaml", "summary"),
        (replace(SOCIETY, "name: Cambodian", "name: The Cambodian"), "societies/khm.yaml", "name"),
        (replace(SOCIETY, "title: Police", "title: The police"), "societies/khm.yaml", "services/police"),
        (
            replace(SOCIETY, "role: Secretary General", "role: President"),
            "societies/khm.yaml",
            "signatories/secretary-general",
        ),
    ],
)
def test_texts_of_modules_and_societies_are_watched_too(
    tree: Tree, change: Break, file: str, key: str
) -> None:
    change(tree)
    assert [unit.key for unit in units(tree, file).values() if unit.state == "stale"] == [key]
    assert loader.load(tree.root).module("help").text("km").stale == (file == "modules/help/module.yaml")


def test_what_a_society_has_not_translated_is_missing(tree: Tree) -> None:
    states = {key: unit.state for key, unit in units(tree, "societies/khm.yaml").items()}
    assert states["services/police"] == "fresh"
    assert states["services/child-helpline"] == "missing"


@pytest.mark.parametrize(
    "name", ["modules/help/module.yaml", "modules/help/10-look.md", "quizzes/help.yaml", "societies/khm.yaml"]
)
def test_a_file_that_is_gone_is_missing_in_all_its_parts(tree: Tree, name: str) -> None:
    remove(f"curriculum/translations/km/{name}")(tree)
    file = loader.load(tree.root).translated["km"][name]
    assert file.status is None
    assert {unit.state for unit in file.units} == {"missing"}
