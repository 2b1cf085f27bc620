"""What Noy, the editor, gets from a list of everyday words in order, and what she is told about a broken one."""

from __future__ import annotations

import pytest

from lms.content import loader
from lms.content.types.everyday_words import Lead, ways
from tests.content.tree import Tree

FILE = "curriculum/everyday.yaml"
WORDS = """\
fire:
  lessons: [help/10-look, help/20-link]
  words:
    en: [fire, burns]
    km: [ភ្លើង]
  own:
    km: [អគ្គិភ័យ]
"""


def test_noy_reads_the_words_and_where_they_lead(tree: Tree) -> None:
    tree.write(FILE, WORDS)
    (fire,) = loader.load(tree.root).everyday
    assert fire.leads == (Lead("help/10-look", ""), Lead("help/20-link", ""))
    assert fire.words == {"en": ("fire", "burns"), "km": ("ភ្លើង",)}
    assert fire.own == {"km": ("អគ្គិភ័យ",)}


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("missing person", [("missing person",)]),
        ("child + lost", [("child", "lost")]),
        ("child / son + lost", [("child", "lost"), ("son", "lost")]),
        ("ตม / ตำรวจ + จับ", [("ตม", "จับ"), ("ตำรวจ", "จับ")]),
    ],
)
def test_noy_writes_words_that_are_typed_together_in_any_order(
    said: str, typed: list[tuple[str, ...]]
) -> None:
    assert list(ways(said)) == typed


def test_a_curriculum_without_them_is_whole(tree: Tree) -> None:
    assert loader.load(tree.root).everyday == ()


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message"),
    [
        ("help/20-link", "help/20-lnk", 2, "there is no lesson or heading `help/20-lnk`"),
        ("help/20-link", '"help/20-link#nowhere"', 2, "there is no lesson or heading `help/20-link#nowhere`"),
        ("km: [ភ", "xx: [ភ", 5, "`xx` is not in languages.yaml"),
        ("km: [អ", "xx: [អ", 7, "`xx` is not in languages.yaml"),
    ],
)
def test_noy_is_told_what_leads_nowhere(tree: Tree, right: str, wrong: str, line: int, message: str) -> None:
    tree.write(FILE, WORDS.replace(right, wrong))
    _, problems = loader.read(tree.root)
    assert [(problem.file, problem.line, problem.message) for problem in problems] == [(FILE, line, message)]
