"""The hours of PEP and of emergency contraception are never read in an old translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import check, loader
from lms.content.checks import time_limits
from lms.content.types.curriculum import Content
from tests.content.tree import Tree

ROOT = Path(__file__).parent.parent.parent
PARAGRAPH = "After violence: **PEP** within 72 hours."


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("**PEP** against HIV: best within 24 hours, not after 72.", True),
        ("Emergency contraception: as soon as possible, within 120 hours (5 days).", True),
        ("One medicine can prevent HIV, within 72 hours; another a pregnancy, within 120.", True),
        ("PEP: medicine after contact, for 28 days.", False),
        ("A condom broke four days ago, 96 hours. No PEP.", False),
        ("Report it within 24 hours.", False),
        ("PEPFAR wrote 72 pages.", False),
    ],
)
def test_hours_of_pep_are_known_by_their_words(words: str, tells: bool) -> None:
    assert time_limits.tells_hours(words) == tells


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (PARAGRAPH, True),
        (f"/// key\n\n{PARAGRAPH}\n\n///", True),
        (f"/// safety\n\n{PARAGRAPH}\n\n///", False),
    ],
)
def test_the_check_wants_them_in_a_safety_block(tmp_path: Path, words: str, refused: bool) -> None:
    tree = Tree(tmp_path / "content")
    lesson = "curriculum/modules/help/20-link.md"
    tree.write(lesson, f"{(tree.root / lesson).read_text(encoding='utf-8')}\n{words}\n")
    told = [str(problem) for problem in check.check(tree.root)]
    assert (
        any("20-link.md" in problem and "outside a `safety` block" in problem for problem in told) == refused
    )


def hours_outside(library: Content, language: str) -> list[str]:
    """Where in the lessons of a language 72 or 120 stands, in any digits, and an old translation may be shown."""
    return [
        f"{lesson.id}: {block.text}"
        for module in library.modules
        for lesson in module.lessons
        for block in lesson.text(language).blocks
        if not block.safety and {"72", "120"} & numbers(f"{block.title} {block.text}")
    ]


def numbers(words: str) -> set[str]:
    only_digits = "".join(sign if sign.isdecimal() else " " for sign in words)
    return {str(int(number)) for number in only_digits.split()}


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_no_lesson_of_the_curriculum_has_them_elsewhere(language: str) -> None:
    assert hours_outside(loader.load(ROOT), language) == []
