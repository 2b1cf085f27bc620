"""How Noy is told what is wrong."""

from __future__ import annotations

import pytest

from lms.content.problems import ContentBroken, Problem, listed, nearest


def test_a_problem_is_a_line_that_an_editor_can_jump_to() -> None:
    assert str(Problem("a.md", 3, "it is wrong", "Do this.")) == "a.md:3: it is wrong\n    Do this."
    assert str(Problem("a.md", 3, "it is wrong")) == "a.md:3: it is wrong"


def test_all_problems_are_said_once_and_in_order() -> None:
    late, early = Problem("a.md", 10, "late"), Problem("a.md", 9, "early")
    broken = ContentBroken([late, early, late])
    assert broken.problems == (early, late)
    assert str(broken) == "2 problems in the content:\na.md:9: early\na.md:10: late"
    assert str(ContentBroken([late])).startswith("1 problem in")


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("minuts", ["minutes", "title"], "Did you mean `minutes`?"),
        ("Safty", ["safety"], "Did you mean `safety`?"),
        ("xyz", ["minutes", "title"], "Known here: minutes and title."),
        ("xyz", [], "Nothing is known here: take it away."),
    ],
)
def test_a_wrong_word_gets_its_nearest_known_one(word: str, known: list[str], hint: str) -> None:
    assert nearest(word, known) == hint


def test_a_list_reads_like_a_sentence() -> None:
    assert [listed(words, "or") for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a or b",
        "a, b or c",
    ]
