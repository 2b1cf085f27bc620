"""The younger kinds of question as files have them: what is read, and what Noy is told about a broken one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lms.content import check, loader
from lms.content.types.questions import MatchingPairs, Numeric
from tests.content import tree as files
from tests.content.tree import Tree

POOL = "quizzes/help.yaml"
POOL_KM = "curriculum/translations/km/quizzes/help.yaml"
HEAD = "  - id: help-005\n    lesson: 20-link\n    level: apply\n"
MATCH = f"""{HEAD}    kind: match
    stem: What helps?
    why: Water is for thirst.
    pairs:
      - {{id: d, text: Noise}}
      - {{id: f, text: Rest}}
      - {{id: e, text: Water}}
      - {{id: b, text: Thirst, fits: e}}
      - {{id: a, text: Heat, fits: e}}
      - {{id: c, text: Fatigue, fits: f}}
"""
MATCH_KM = """  help-005:
    stem: អ្វីជួយ?
    why: ទឹកសម្រាប់ស្រេក។
    pairs:
      a: {text: ក្ដៅ}
      b: {text: ស្រេក}
      c: {text: ហត់}
      d: {text: សំឡេង}
      e: {text: ទឹក}
      f: {text: សម្រាក}
"""


def put(tree: Tree, english: str, khmer: str = "") -> None:
    """A fifth question at the end of the pool, with its translation."""
    tree.write(POOL, files.POOL + english)
    tree.write(POOL_KM, files.POOL_KM + khmer)


def messages(tree: Tree) -> list[str]:
    return [problem.message for problem in check.check(tree.root)]


def test_pairs_are_read_whatever_their_order_in_the_file(tree: Tree) -> None:
    put(tree, MATCH, MATCH_KM)
    tree.stamp()
    assert messages(tree) == []
    question = loader.load(tree.root).pools["help"].question("help-005")
    assert isinstance(question, MatchingPairs)
    assert (question.stems, question.answers) == (("b", "a", "c"), ("e", "f", "d"))
    assert dict(question.fits) == {"b": "e", "a": "e", "c": "f"}
    said = question.text("km")
    assert (said.language, said.parts["e"].text, said.parts["e"].why) == ("km", "ទឹក", None)


def test_a_pair_that_fits_nothing_is_named_with_the_others(tree: Tree) -> None:
    put(tree, MATCH.replace("fits: f", "fits: x").replace("Heat", "Thirst"))
    assert messages(tree) == [
        "help-005: the pair `b` says the same as `a`",
        "help-005: the pair `a` says the same as `b`",
        "help-005: the pair `c` fits `x`, which is no answer",
    ]


def test_a_translation_has_the_same_pairs(tree: Tree) -> None:
    put(
        tree,
        MATCH,
        MATCH_KM.replace("      f: {text: សម្រាក}\n", "").replace("e: {text: ទឹក}", "e: {text: ហត់}"),
    )
    assert messages(tree) == [
        "help-005: pairs: `f` is missing",
        "help-005: the pair `c` says the same as `e`",
        "help-005: the pair `e` says the same as `c`",
    ]


NUMBER = f"""{HEAD}    kind: number
    stem: How long?
    why: It is so.
    answer: 2.5
    tolerance: 0.5
    unit:
      - {{id: a, text: hours}}
"""
NUMBER_KM = """  help-005:
    stem: ប៉ុន្មានម៉ោង?
    why: ដូច្នេះ។
    unit:
      a: {text: ម៉ោង}
"""


def test_a_number_is_read_with_its_tolerance_and_its_unit(tree: Tree) -> None:
    put(tree, NUMBER, NUMBER_KM)
    assert messages(tree) == []
    tree.stamp()
    question = loader.load(tree.root).pools["help"].question("help-005")
    assert isinstance(question, Numeric)
    assert (question.answer, question.tolerance, question.unit) == (Decimal("2.5"), Decimal("0.5"), ("a",))
    assert question.text("km").parts["a"].text == "ម៉ោង"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("answer: 2.5", "answer: many", "`answer` should be a number such as 12 or 2.5, not 'many'"),
        ("answer: 2.5", "answer: 1000000", "`answer` should be a number such as 12 or 2.5, not '1000000'"),
        ("tolerance: 0.5", "tolerance: -1", "`tolerance` should be 0 or more, not '-1'"),
    ],
)
def test_a_number_that_nobody_can_type_is_named(tree: Tree, old: str, new: str, said: str) -> None:
    put(tree, NUMBER.replace(old, new))
    assert any(said in message for message in messages(tree)), messages(tree)


def test_a_number_without_tolerance_and_unit_is_exact(tree: Tree) -> None:
    put(tree, NUMBER.replace("    tolerance: 0.5\n    unit:\n      - {id: a, text: hours}\n", ""))
    question = loader.load(tree.root).pools["help"].question("help-005")
    assert isinstance(question, Numeric)
    assert (question.tolerance, question.parts) == (Decimal(0), ())
