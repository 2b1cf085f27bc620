"""Answers between which nobody can choose, and questions that nobody can answer, are named before anybody is asked."""

from __future__ import annotations

from typing import Any

import pytest

from lms.content import check
from lms.content.checks.answers import faults, faults_of_translation
from tests.content.tree import Tree

POOL = "quizzes/help.yaml"
POOL_KM = "curriculum/translations/km/quizzes/help.yaml"


def options(*texts: str, right: str = "a", kind: str = "single") -> dict[str, Any]:
    parts = [
        {"id": letter, "text": text, **({"right": "true"} if letter in right else {})}
        for letter, text in zip("abcdefg", texts, strict=False)
    ]
    return {"kind": kind, "options": parts}


NONE = (0, "0 of the options are right")


def pairs(*sides: str) -> dict[str, Any]:
    """A matching question: "a-c" is the side a, which fits c."""
    read = [side.partition("-") for side in sides]
    shapes = [
        {"id": name, "text": f"text {name}", **({"fits": fits} if fits else {})} for name, _, fits in read
    ]
    return {"kind": "match", "pairs": shapes}


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (options("Look", "Run", "Shout"), []),
        (options("Look", "Run", "run."), ["b says c", "c says b"]),
        (options("Look", "Run  away", "run\u200b away", "RUN AWAY."), ["b says c d", "c says b d", "d says b c"]),
        (options("៧២ ម៉ោង", "72 ម៉ោង។", "24 ម៉ោង"), ["a says b", "b says a"]),
        (options("", "", "Shout"), []),  # that a text is empty is said by its shape
        (options("Look", "Run", "Shout", right=""), ["0 of the options are right"]),
        (options("Look", "Run", "Shout", right="", kind="multiple"), ["0 of the 3 options are right"]),
        (options("Look", "Run", "Shout", right="ab", kind="multiple"), []),
        (options("Look", "Run", "Shout", right="", kind="guess"), []),  # which kind it is has to be said first
        (options("Run", "Run", "Shout", right=""), ["0 of the options are right", "a says b", "b says a"]),
        ({"kind": "single", "options": [{"text": "Look", "right": "yes"}]}, []),
        ({"kind": "order", "steps": [{"id": "a", "text": "Look"}, {"id": "a", "text": "Look"}]},
         ["two steps have the id `a`", "a says a", "a says a"]),
        ({"kind": "order", "steps": [{"text": "Look"}, {"text": ["Look"]}]}, []),
        ({"kind": "true-false", "reasons": [{"id": "a", "text": "x", "right": "false"}]},
         ["0 of the reasons are right"]),
        (pairs("a-c", "b-d", "c", "d", "e"), []),
        (pairs("a-c", "b-c", "c", "d"), []),
        (pairs("a-c", "c", "d", "e"), ["1 of the pairs has `fits`"]),
        (pairs("a", "b", "c", "d"), ["0 of the pairs have `fits`"]),
        (pairs("a-d", "b-d", "c-d", "d"), ["there is 1 answer to choose from"]),
        (pairs("a-b", "b-a"), ["there are 0 answers to choose from", "the pair `a` fits `b`, which is no answer",
                               "the pair `b` fits `a`, which is no answer"]),
        (pairs("a-x", "b-d", "c", "d"), ["the pair `a` fits `x`, which is no answer"]),
        ({"kind": "match", "pairs": [{"text": "Look", "fits": "b"}, {"id": "b", "text": "look."}]},
         ["1 says b", "b says 1", "1 of the pairs has `fits`", "there is 1 answer to choose from"]),
        ({"kind": "single", "options": ["Look"]}, []),
        ({"kind": "single", "options": "Look"}, []),
        ("Look", []),
    ],
)  # fmt: skip
def test_noy_is_told_each_answer_that_another_one_says_too(item: object, said: list[str]) -> None:
    assert [short(fault.message) for fault in faults(item)] == said


@pytest.mark.parametrize(
    ("said_of", "messages"),
    [
        ("", []),
        ("bc", []),
        ("b", ["the option `c` does not say when it would be right"]),
        ("abc", ["the option `a` is right, and says when it would be"]),
    ],
)
def test_an_author_who_says_when_one_wrong_answer_is_right_says_it_of_each(
    said_of: str, messages: list[str]
) -> None:
    item = options("Look", "Run", "Shout")
    for part in item["options"]:
        if part["id"] in said_of:
            part["right_when"] = "it burns"
    assert [fault.message for fault in faults(item)] == messages


def short(message: str) -> str:
    """“the option `b` says the same as `c` and `d`” as “b says c d”."""
    if "says the same as" not in message:
        return message
    name, *others = message.split("`")[1::2]
    return f"{name} says {' '.join(others)}"


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"stem": "?", "options": {"a": {"text": "រត់"}, "b": {"text": "រត់។"}}}, ["a says b", "b says a"]),
        ({"stem": "?", "options": {"a": {"text": "រត់"}, "b": "រត់"}}, []),
        ({"stem": "?", "steps": {"a": {"text": "វិ"}, "b": {"text": "រត់"}}}, []),
        ({"stem": "?", "options": []}, []),
        (None, []),
    ],
)
def test_the_same_holds_for_a_translation(item: object, said: list[str]) -> None:
    assert [short(fault.message) for fault in faults_of_translation(item)] == said


def problems(tree: Tree) -> list[str]:
    return [f"{one.file}:{one.line}: {one.message}" for one in check.check(tree.root)]


def test_the_check_names_both_answers_with_file_line_and_id(tree: Tree) -> None:
    tree.replace(POOL, "text: Shout", "text: run.")
    assert problems(tree) == [
        f"{POOL}:17: help-001: the option `b` says the same as `c`",
        f"{POOL}:18: help-001: the option `c` says the same as `b`",
    ]


def test_the_check_looks_at_translations_as_well(tree: Tree) -> None:
    tree.replace(POOL_KM, "text: ស្រែក", "text: រត់")
    assert problems(tree) == [
        f"{POOL_KM}:7: help-001: the option `b` says the same as `c`",
        f"{POOL_KM}:8: help-001: the option `c` says the same as `b`",
    ]


def test_all_that_is_wrong_with_a_question_is_said_at_once(tree: Tree) -> None:
    tree.replace(POOL, "Look, right: true, why: It shows the danger.", "Look")
    tree.replace(POOL, "Water, right: true,", "Water,")
    assert problems(tree) == [
        f"{POOL}:9: help-001: 0 of the options are right",
        f"{POOL}:16: `why` is missing",
        f"{POOL}:19: help-002: 1 of the 3 options are right",
    ]


def test_a_question_without_an_id_is_told_of_by_its_line(tree: Tree) -> None:
    tree.replace(POOL, "id: help-001\n    lesson", "lesson")
    tree.replace(POOL, "Look, right: true,", "Look,")
    assert problems(tree) == [f"{POOL}:9: ?: 0 of the options are right", f"{POOL}:9: `id` is missing"]
