"""A plan in words: three steps at most, and no lesson twice."""

from __future__ import annotations

import pytest

from lms import config
from lms.content import check
from lms.content.types.curriculum import Content
from lms.surveys.domain.recommendations import Extent, Plan, Recommendation
from lms.surveys.presenters.plan import WHY, encouraged_beside, shown


@pytest.fixture(scope="module")
def content() -> Content:
    """The content of the checkout."""
    return check.load(config.CHECKOUT)


def step(module: str, extent: Extent, *lessons: str) -> Recommendation:
    return Recommendation(module, extent, ("referral",), lessons)


def named(content: Content, *steps: Recommendation) -> list[list[str]]:
    """The lessons that each step names."""
    made = shown(Plan(steps, on_paper=False, encouraged=()), content, lambda module: ((), ()))
    return [[f"{module.id}/{lesson.slug}" for module, lesson in each.lessons] for each in made]


def test_a_lesson_that_one_step_names_is_not_named_again_by_the_next(content: Content) -> None:
    steps = (
        step("pgi", "lessons", "pgi/40-psea", "pgi/50-confidentiality-and-consent"),
        step("hiv", "module", "hiv/60-referral", "pgi/50-confidentiality-and-consent"),
    )
    assert named(content, *steps) == [["pgi/psea", "pgi/confidentiality-and-consent"], ["hiv/referral"]]


def test_a_step_that_would_be_empty_names_its_lessons_all_the_same(content: Content) -> None:
    consent = "pgi/50-confidentiality-and-consent"
    steps = step("pgi", "lessons", consent), step("hiv", "lessons", consent)
    assert named(content, *steps) == [["pgi/confidentiality-and-consent"]] * 2


def test_a_module_is_not_called_known_beside_the_step_that_says_so(content: Content) -> None:
    made = Plan((step("cea", "test"),), on_paper=False, encouraged=("cea", "pss"))
    assert [module.id for module in encouraged_beside(made, content)] == ["pss"]


def test_a_step_says_why_for_each_of_its_reasons(content: Content) -> None:
    """Who is sure of referral and unsure of PrEP reads both: the lesson on referral is not all of the module."""
    both = Recommendation("hiv", "module", ("referral", "need"), ("hiv/60-referral",))
    [row] = shown(Plan((both,), on_paper=False, encouraged=()), content, lambda module: ((), ()))
    assert row.whys == (WHY["referral"], WHY["need"])
