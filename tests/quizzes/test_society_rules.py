"""A Society that asks more of its own people in a test: a higher mark and fewer attempts, from a day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from lms import clock
from lms.content import registry
from lms.content.types.societies import StricterAward
from lms.errors import RuleBroken
from lms.quizzes.services import attempts, overviews
from tests.people import People
from tests.quizzes.test_services import right_answers

BEFORE, AFTER = datetime(2026, 6, 30, 5, tzinfo=UTC), datetime(2026, 7, 1, 5, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("small_test")


@pytest.fixture(autouse=True)
def _cambodia_is_stricter(small_test: None, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    real = registry.current()
    stricter = StricterAward(since=date(2026, 7, 1), pass_mark=90, attempts=1)
    khm = replace(real.societies["khm"], awards={"pss": stricter})
    library = replace(real, societies={**real.societies, "khm": khm})
    monkeypatch.setattr(registry, "current", lambda: library)


def _passes_with_one_mistake(people: People, name: str) -> bool:
    person = getattr(people, name)
    uuid = attempts.open_paper(person, "pss", "en")
    paper = attempts.paper(person, uuid)
    wrong = next(one.question.id for one in paper.asked if one.question.safety is None)
    attempts.submit(person, uuid, {**right_answers(paper), wrong: ("a",)}, language="en")
    marks = attempts.paper(person, uuid).marks
    assert marks is not None
    return marks.passed


def test_80_of_100_is_enough_in_thailand_and_was_enough_in_cambodia(people: People) -> None:
    with clock.frozen(BEFORE):
        assert _passes_with_one_mistake(people, "sokha")
    with clock.frozen(AFTER):
        assert not _passes_with_one_mistake(people, "ratana")
        assert _passes_with_one_mistake(people, "malee")


def test_the_page_asks_for_the_mark_of_the_society(people: People) -> None:
    with clock.frozen(AFTER):
        assert overviews.overview(people.sokha, "pss").module.award.post_test.pass_mark == 90
        assert overviews.overview(people.malee, "pss").module.award.post_test.pass_mark == 80


def test_one_attempt_is_all_that_ratana_has_today(people: People) -> None:
    with clock.frozen(AFTER):
        _passes_with_one_mistake(people, "ratana")
        with pytest.raises(RuleBroken, match="attempts-exhausted"):
            attempts.open_paper(people.ratana, "pss", "en")
