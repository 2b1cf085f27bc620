"""What can be said of a lesson: fixed words, and only such as belong together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from lms.content import registry
from lms.feedback.domain.opinions import Opinion, Why, version_of


@pytest.mark.parametrize(
    ("is_clear", "why", "card"), [(True, "", 0), (False, "", 0), (False, "words", 0), (False, "other", 3)]
)
def test_clear_or_not_and_why_and_where(is_clear: bool, why: Why, card: int) -> None:
    assert Opinion(is_clear, why, card).why == why


@pytest.mark.parametrize(
    ("is_clear", "why", "card"),
    [(True, "words", 0), (True, "", 2), (False, "I was tired", 0), (False, "", -1)],
)
def test_what_nobody_can_say_is_no_opinion(is_clear: bool, why: Why, card: int) -> None:
    with pytest.raises(ValueError, match="Opinion"):
        Opinion(is_clear, why, card)


def test_a_lesson_that_was_mended_is_another_one(app: Flask) -> None:
    text = registry.module("pss").lessons[0].text("km")
    assert version_of(text) == version_of(replace(text))
    first, *rest = text.blocks
    mended = replace(text, blocks=(replace(first, text=first.text + "។"), *rest))
    others = {mended, replace(text, title="Another title"), replace(text, language="th")}
    assert version_of(text) not in {version_of(other) for other in others}
