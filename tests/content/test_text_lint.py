"""Texts that look right and are not: what search would never find."""

from __future__ import annotations

from typing import get_args

import pytest

from lms.content.checks.text_lint import SCRIPTS, script_problem, text_problems
from lms.content.schemas import curriculum


def test_every_script_of_languages_yaml_can_be_counted() -> None:
    assert set(SCRIPTS) == set(get_args(curriculum.Script))


@pytest.mark.parametrize(
    "text", ["plain", "ខ្មែរ ស្ដាប់", "ແຮງງານເຄື່ອນຍ້າຍ", "น้ำใจ", "a\tb", "“quoted” – dash", "ကျ\u200cမ"]
)
def test_ordinary_text_is_in_order(text: str) -> None:
    assert text_problems("f", [(text, 1)]) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("one\nសុខ\u200bភាព", 6, "an invisible character, U+200B, stands after “សុខ”"),
        ("\ufeffa", 5, "an invisible character, U+FEFF, stands at the start"),
        ("a\u00adb", 5, "an invisible character, U+00AD, stands after “a”"),
        ("a\ue000", 5, "an invisible character, U+E000, stands after “a”"),
        ("a\x07", 5, "an invisible character, U+0007, stands after “a”"),
        ("cafe\u0301", 5, "signs are not in their standard order in “cafe\u0301”"),
        ("ស្រ្តី", 5, "signs are not in their standard order in “ស្រ្តី”"),
        ("Tick ☐ or 😀", 5, "no font of ours has “☐” (U+2610), “😀” (U+1F600)"),
        ("ab\u0e48\u0e48", 5, "signs are not in their standard order in “ab\u0e48\u0e48”"),
    ],
)
def test_what_nobody_sees_is_named_with_its_place(text: str, line: int, message: str) -> None:
    assert [(problem.line, problem.message) for problem in text_problems("f", [(text, 5)])] == [
        (line, message)
    ]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("one\n<b onclick=x>two</b>", 6, "<b onclick=x>"),
        ("ក</b>ខ", 5, "</b>"),
        ("a <!-- note --> b", 5, "<!-- note -->"),
        ("<script\nsrc=x>", 5, "<script"),
        ("see <https://example.org>", 5, "<https://example.org>"),
        ("{{ config }}", 5, "{{"),
        ("ไทย {% if x %}", 5, "{%"),
    ],
)
def test_tags_and_braces_of_programs_are_refused_in_every_text(text: str, line: int, found: str) -> None:
    (problem,) = text_problems("f", [(text, 5)])
    assert (problem.line, problem.message) == (line, f"`{found}` stands in a text")


@pytest.mark.parametrize(
    "text", ["fewer than < 5", "a <3", "## Words {#words}", "{name}, {holder}", "> quoted"]
)
def test_a_sign_alone_an_id_and_a_placeholder_are_no_tags(text: str) -> None:
    assert text_problems("f", [(text, 1)]) == []


def test_noy_can_copy_the_right_order_from_the_hint() -> None:
    assert text_problems("f", [("ស្រ្តី", 1)])[0].hint.endswith("Copy this instead: ស្ត្រី")


def test_an_english_text_in_a_khmer_file_is_noticed() -> None:
    english = "This whole paragraph was left in English by mistake, all of it."
    problems = script_problem("f", [(english, 1), ("ខ្មែរ", 2)], "Khmr")
    assert [problem.message for problem in problems] == ["only 9 % of the letters are Khmr"]


def test_names_and_terms_in_english_are_no_mistake() -> None:
    khmer = "អ្នកស្ម័គ្រចិត្តត្រូវស្ដាប់ដោយយកចិត្តទុកដាក់ (active listening, IFRC)"
    assert script_problem("f", [(khmer, 1)], "Khmr") == []
    assert script_problem("f", [("PFA", 1)], "Khmr") == []
