"""Questions with the same options: each is right somewhere, and none can be guessed from its options alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lms.content.checks.option_sets import Care, care_in, faults
from lms.content.types.questions import PartText, QuestionText, SingleChoice
from tests.quizzes.pools import multiple, pool, single


def stems(*rights: str, name: str = "who-is-told", language: str = "en") -> list[SingleChoice]:
    """Questions of one set, right in these options, in English and a language."""
    return [
        replace(single(f"pss-{number:03}", right=right), option_set=name, texts=texts("en", language))
        for number, right in enumerate(rights, start=1)
    ]


def texts(*languages: str, option: str = "stay", stem: str = "Who hears it?") -> dict[str, QuestionText]:
    """The same four options in each language; `option` is the first of them."""
    words = {letter: PartText(f"{option} {letter}", "why") for letter in "abcd"}
    return {code: QuestionText(stem, None, words, code, "draft") for code in languages}


def said(questions: Sequence[SingleChoice]) -> list[tuple[str, str]]:
    return list(faults(pool(*questions, lessons={})))


def test_a_set_with_four_stems_and_each_option_right_once_is_good() -> None:
    assert said(stems("a", "b", "c", "d")) == []


@pytest.mark.parametrize("rights", ["abc", "abcdabc"])
def test_a_set_has_four_to_six_stems(rights: str) -> None:
    messages = [message for _, message in said(stems(*rights))]
    assert f"the option set `who-is-told` has {len(rights)} questions, not four to six" in messages


def test_an_option_that_is_never_right_is_named() -> None:
    assert said(stems("a", "b", "c", "a")) == [
        ("pss-001", "the option `d` is right in no question of `who-is-told`")
    ]


def test_options_that_differ_in_one_language_are_named_with_it() -> None:
    questions = stems("a", "b", "c", "d", language="lo")
    questions[2] = replace(questions[2], texts=texts("en") | texts("lo", option="go"))
    assert said(questions) == [
        ("pss-003", "its options are not those of pss-001, in lo: both are of `who-is-told`")
    ]


def test_a_translation_of_older_english_is_not_compared() -> None:
    questions = stems("a", "b", "c", "d", language="lo")
    stale = replace(texts("lo", option="go")["lo"], mark="stale")
    questions[2] = replace(questions[2], texts=texts("en") | {"lo": stale})
    assert said(questions) == []


def test_questions_that_cannot_be_guessed_are_counted() -> None:
    alone = replace(single("pss-010", right="b"), texts=texts("en", stem="At 23:00 she comes."))
    reasoned = replace(
        single("pss-011", right="a"),
        texts=texts("en"),
        right_when={"b": "a child", "c": "alone", "d": "a guard"},
    )
    found = care_in(pool(*stems("a", "b", "c", "d"), alone, reasoned, multiple("pss-012"), lessons={}), "en")
    assert found == Care(questions=6, reasoned=5, in_sets=4, with_number=1, positions=(2, 2, 1, 1))


def test_a_number_in_thai_digits_counts_as_one() -> None:
    question = replace(single("pss-010"), texts=texts("en") | texts("th", stem="เวลา ๒๓.๐๐ น."))
    assert care_in(pool(question, lessons={}), "th").with_number == 1


def test_a_pool_without_questions_of_one_answer_counts_none() -> None:
    assert care_in(pool(multiple("pss-012"), lessons={}), "en") == Care(0, 0, 0, 0, ())
