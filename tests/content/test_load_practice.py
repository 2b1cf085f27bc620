"""What Noy, the editor, gets from a practice card in order, and what she is told about a broken one."""

from __future__ import annotations

import pytest

from lms import config
from lms.content import loader
from tests.content.tree import Tree

FILE = "curriculum/practice/help.yaml"
MODULE_FILE = "curriculum/modules/help/module.yaml"
SMALL = """\
version: "1"
status: {km: draft}
title: {en: Card, km: កាតសង្កេតការអនុវត្តរបស់អ្នកស្ម័គ្រចិត្ត}
before: {en: Look, km: សូមមើល}
pass_points: 3
points:
  - {id: role, text: {en: Role, km: តួនាទី}}
  - {id: consent, most: 2, least: 1, text: {en: A yes, km: ការយល់ព្រម}}
never: {id: leak, text: {en: A leak, km: ទិន្នន័យលេចធ្លាយ}}
"""


def problems_of(tree: Tree, text: str) -> list[tuple[str, str]]:
    tree.write(FILE, text)
    return [(problem.file, problem.message) for problem in loader.read(tree.root)[1]]


def test_noy_reads_a_card_in_each_language(tree: Tree) -> None:
    tree.write(FILE, SMALL)
    card = loader.load(tree.root).practice["help"]
    assert (card.module, card.pass_points, card.most, card.drafts) == ("help", 3, 3, frozenset({"km"}))
    assert [(one.id, one.most, one.least) for one in card.points] == [("role", 1, 0), ("consent", 2, 1)]
    assert card.never is not None
    assert card.never.wording.text("km").text == "ទិន្នន័យលេចធ្លាយ"
    assert card.title.text("my").language == "en"


def test_a_card_needs_nothing_that_ends_it(tree: Tree) -> None:
    tree.write(FILE, SMALL.partition("never:")[0])
    card = loader.load(tree.root).practice["help"]
    assert card.never is None
    assert card.noted == card.points


def test_content_without_cards_is_whole(tree: Tree) -> None:
    assert loader.load(tree.root).practice == {}


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("before: {en: Look, km: សូមមើល}", "before: {en: Look}", "the text is missing in `km`"),
        ("before: {en: Look,", "before: {th: ดู, en: Look,", "`th` stands here and not in `status`"),
        ("status: {km: draft}", "status: {km: draft, th: draft}", "`th` is not a language to translate to"),
        ("id: leak", "id: role", "the id `role` stands here twice"),
        ("most: 2, least: 1", "most: 2, least: 3", "`consent` asks for 3 points and brings 2 at most"),
        ("pass_points: 3", "pass_points: 4", "`pass_points` are 4, and all points together 3"),
        ("pass_points: 3", "waits_for: [office]\npass_points: 3", "no Society has a service `office`"),
    ],
)
def test_noy_is_told_what_is_wrong_with_a_card(tree: Tree, right: str, wrong: str, message: str) -> None:
    assert right in SMALL
    assert (FILE, message) in problems_of(tree, SMALL.replace(right, wrong, 1))


def test_a_card_that_is_not_translated_is_told(tree: Tree) -> None:
    text = SMALL.replace("km: កាត", "km: " + "An English title " * 10 + "កាត")
    assert any("of the letters are Khmr" in message for _, message in problems_of(tree, text))


def test_nothing_else_stands_beside_the_cards(tree: Tree) -> None:
    tree.write("curriculum/practice/other.yaml", SMALL)
    tree.write("curriculum/practice/help.yml", SMALL)
    found = problems_of(tree, SMALL)
    assert ("curriculum/practice/other.yaml", "there is no module `other`") in found
    assert ("curriculum/practice/help.yml", "nothing reads this file") in found


def test_a_broken_module_is_told_before_what_a_card_says_of_it(tree: Tree) -> None:
    tree.write(MODULE_FILE, "title: [")
    found = problems_of(tree, SMALL.replace("pass_points: 3", "waits_for: [office]\npass_points: 3"))
    assert found
    assert all(file != FILE for file, _ in found)


def test_a_broken_card_is_one_problem(tree: Tree) -> None:
    assert problems_of(tree, SMALL.replace("pass_points: 3\n", "")) != []
    assert loader.read(tree.root)[0].practice == {}


def test_an_award_that_asks_for_practice_needs_a_card(tree: Tree) -> None:
    text = (tree.root / MODULE_FILE).read_text(encoding="utf-8")
    tree.write(MODULE_FILE, text.replace("[post-test]", "[post-test, observed-practice]"))
    messages = [problem.message for problem in loader.read(tree.root)[1]]
    assert messages == ["the award requires observed practice, but there is no card for it"]
    tree.write(FILE, SMALL)
    assert loader.load(tree.root).practice["help"].pass_points == 3


def test_the_cards_of_the_curriculum_are_those_of_its_trainer_material() -> None:
    content = loader.load(config.CHECKOUT)
    pfa, slip = content.practice["pss"], content.practice["hiv"]
    assert (len(pfa.points), pfa.most, pfa.pass_points) == (9, 9, 7)
    assert [number for number, one in enumerate(pfa.points, start=1) if one.least] == [2, 4, 6, 8]
    assert (slip.most, slip.pass_points) == (10, 8)
    assert [one.id for one in slip.points if one.least] == ["consent", "medicine", "follow-up"]
    assert slip.never is not None
    assert slip.waits_for == ("referral-focal-office",)
