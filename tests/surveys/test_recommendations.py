"""Every row of the table of recommendations, the tie-break and the three at most. Sokha answers the real survey."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lms import config
from lms.content import check
from lms.content.types.surveys import Survey
from lms.surveys.domain.recommendations import Answers, Plan, Recommendation, plan
from lms.surveys.domain.scoring import Rating

PGI = ("pgi",)  # Sokha holds a valid certificate of it
FINE = Rating(3, 5)  # priority 0, skill 5
TASKS = {
    "migration": ("b1", "b2", "b3"),
    "hiv": ("b4", "b5", "b6"),
    "pss": ("b7", "b8", "b9"),
    "cea": ("b10", "b11"),
    "pgi": ("b12", "b13", "b14", "b15"),
}


@pytest.fixture(scope="module")
def survey() -> Survey:
    """The survey of the checkout."""
    return check.load(config.CHECKOUT).surveys["needs"]


def rated(**modules: Rating) -> dict[str, Rating]:
    """Everything is done well, but the tasks of these modules."""
    return {task: modules.get(module, FINE) for module, tasks in TASKS.items() for task in tasks}


def only(made: Plan) -> Recommendation:
    (recommendation,) = made.recommendations
    return recommendation


def said(made: Plan) -> list[tuple[str, str]]:
    return [(each.module, each.extent) for each in made.recommendations]


def test_who_does_everything_well_and_is_certified_is_asked_nothing(survey: Survey) -> None:
    assert plan(survey, Answers(rated(), certified=PGI)) == Plan((), on_paper=False, encouraged=())


def test_without_a_valid_certificate_three_lessons_of_pgi_are_mandatory(survey: Survey) -> None:
    first = only(plan(survey, Answers(rated())))
    assert (first.module, first.extent, first.reasons) == ("pgi", "lessons", ("certificate",))
    assert first.is_mandatory
    assert first.lessons == (
        *("pgi/40-psea", "pgi/50-confidentiality-and-consent", "pgi/60-disclosure-and-children"),
    )


@pytest.mark.parametrize(
    ("task", "rating", "asked"),
    [
        ("b6", Rating(2, 3), True),
        ("b14", Rating(2, 3), True),
        ("b6", Rating(3, 4), False),
        ("b6", Rating(4, 5), True),  # referring is a part of the role
        ("b6", Rating(1, 1), False),  # referring is no part of the role
        ("b14", Rating(5, 5), False),  # consent is everybody's, so it says nothing about referring
    ],
)
def test_who_is_to_refer_reads_about_referral_and_consent_before(
    survey: Survey, task: str, rating: Rating, asked: bool
) -> None:
    made = plan(survey, Answers({**rated(), task: rating}, certified=PGI))
    assert ("hiv", "lessons") in said(made) if asked else not made.recommendations
    if asked:
        first = only(made)
        assert first.lessons == ("hiv/60-referral", "pgi/50-confidentiality-and-consent")
        assert first.reasons == ("referral",)
        assert not first.is_mandatory


@pytest.mark.parametrize(
    ("ratings", "tests", "whole"),
    [
        (rated(cea=Rating(3, 2)), {}, True),  # priority 9 of 20: 45
        (rated(cea=Rating(4, 3)), {}, True),  # 8 of 20: just 40
        (rated(cea=Rating(3, 3)), {}, False),  # 30
        ({**rated(), "b10": Rating(4, 2)}, {}, True),  # 30, and one wide gap
        (rated(), {"cea": 59}, True),
        (rated(), {"cea": 60}, False),
    ],
)
def test_a_high_score_a_wide_gap_or_a_weak_test_asks_for_the_whole_module(
    survey: Survey, ratings: Mapping[str, Rating], tests: Mapping[str, int], whole: bool
) -> None:
    made = plan(survey, Answers(ratings, certified=PGI, tests=tests))
    assert (("cea", "module") in said(made)) is whole


@pytest.mark.parametrize(
    ("rating", "test", "extent"),
    [
        (Rating(4, 4), 79, "refresher"),  # a score of 20
        (Rating(3, 3), 60, "refresher"),  # 30
        (Rating(3, 3), 80, None),
        (Rating(3, 4), 79, None),  # 15
        (Rating(3, 3), None, None),  # a rule that needs a test does not fire without one
    ],
)
def test_some_need_and_a_fair_test_ask_for_a_refresher(
    survey: Survey, rating: Rating, test: int | None, extent: str | None
) -> None:
    tests = {} if test is None else {"cea": test}
    made = plan(survey, Answers(rated(cea=rating), certified=PGI, tests=tests))
    assert said(made) == ([] if extent is None else [("cea", extent)])


@pytest.mark.parametrize(
    ("rating", "test", "asked", "trains"),
    [
        (Rating(3, 4), 80, True, True),
        (Rating(1, 3), 80, True, False),  # a score of 10, and a skill of 3
        (Rating(3, 4), 79, False, False),
        (Rating(3, 4), None, False, False),
    ],
)
def test_who_knows_it_takes_the_test_alone_and_may_train_others(
    survey: Survey, rating: Rating, test: int | None, asked: bool, trains: bool
) -> None:
    tests = {} if test is None else {"cea": test}
    made = plan(survey, Answers(rated(cea=rating), certified=PGI, tests=tests))
    assert said(made) == ([("cea", "test")] if asked else [])
    assert any(each.may_train for each in made.recommendations) is trains


def test_only_a_weak_test_is_said_as_what_it_is(survey: Survey) -> None:
    """Not that they said they were unsure: they did not."""
    weak = only(plan(survey, Answers(rated(cea=Rating(3, 3)), certified=PGI, tests={"cea": 59})))
    assert (weak.extent, weak.reasons) == ("module", ("weak-test",))
    unsure = only(plan(survey, Answers(rated(cea=Rating(3, 2)), certified=PGI, tests={"cea": 59})))
    assert unsure.reasons == ("need",)


def test_a_refresher_goes_with_the_lessons_of_what_was_not_right(survey: Survey) -> None:
    weak = {"cea": ("cea/30-channels",), "pss": ("pss/30-listening",)}
    some = Answers(rated(cea=Rating(3, 3)), certified=PGI, tests={"cea": 70}, weak_lessons=weak)
    assert only(plan(survey, some)).lessons == ("cea/30-channels",)
    all_of_it = Answers(rated(cea=Rating(3, 3)), certified=PGI, tests={"cea": 50}, weak_lessons=weak)
    assert only(plan(survey, all_of_it)).lessons == ()


def test_who_thinks_more_of_it_than_the_test_shows_begins_with_the_cases(survey: Survey) -> None:
    first = only(plan(survey, Answers(rated(cea=Rating(3, 4)), certified=PGI, tests={"cea": 50})))
    assert (first.extent, first.reasons, first.cases_first) == ("module", ("overconfident",), True)


def test_who_thinks_less_of_it_than_the_test_shows_is_encouraged(survey: Survey) -> None:
    made = plan(survey, Answers(rated(cea=Rating(1, 2)), certified=PGI, tests={"cea": 90}))
    assert made.encouraged == ("cea",)


@pytest.mark.parametrize(("skill", "asked"), [(2, True), (3, False)])
def test_who_cannot_look_after_themselves_reads_about_it_and_talks_with_the_supervisor(
    survey: Survey, skill: int, asked: bool
) -> None:
    made = plan(survey, Answers({**rated(), "b9": Rating(2, skill)}, certified=PGI))
    assert bool(made.recommendations) is asked
    if asked:
        first = only(made)
        assert (first.module, first.lessons) == ("pss", ("pss/50-caring-for-volunteers",))
        assert (first.reasons, first.with_supervisor) == (("care",), True)


@pytest.mark.parametrize(
    ("choices", "on_paper"),
    [
        ({"phone": ["none"]}, True),
        ({"phone": ["shared"]}, True),
        ({"phone": ["own"], "barriers": ["time", "reading"]}, True),
        ({"phone": ["basic"], "barriers": ["time"]}, False),
        ({}, False),
    ],
)
def test_without_a_phone_or_with_long_texts_in_the_way_the_plan_is_on_paper(
    survey: Survey, choices: Mapping[str, list[str]], on_paper: bool
) -> None:
    assert plan(survey, Answers(rated(), choices=choices, certified=PGI)).on_paper is on_paper


@pytest.mark.parametrize(
    ("missed", "first"),
    [
        (("pgi", "hiv", "pss", "migration", "cea"), ["pgi", "hiv", "pss"]),
        (("hiv", "pss", "migration", "cea"), ["hiv", "pss", "migration"]),
        (("pss", "migration", "cea"), ["pss", "migration", "cea"]),
    ],
)
def test_ties_are_broken_by_safety_and_three_are_the_most(
    survey: Survey, missed: tuple[str, ...], first: list[str]
) -> None:
    tests = dict.fromkeys(reversed(missed), 50)
    made = plan(survey, Answers(rated(), certified=PGI, tests=tests))
    assert [each.module for each in made.recommendations] == first


def test_a_duty_goes_before_a_greater_need(survey: Survey) -> None:
    made = plan(survey, Answers({**rated(cea=Rating(5, 1)), "b6": Rating(2, 3)}, certified=PGI))
    assert [each.module for each in made.recommendations] == ["hiv", "cea"]


def test_the_greater_need_goes_before_the_safer_module(survey: Survey) -> None:
    made = plan(survey, Answers(rated(cea=Rating(3, 1), pss=Rating(3, 2)), certified=PGI))
    assert [each.module for each in made.recommendations] == ["cea", "pss"]


def test_what_is_mandatory_goes_before_every_need(survey: Survey) -> None:
    made = plan(survey, Answers(rated(cea=Rating(5, 1), hiv=Rating(5, 1))))
    assert [each.module for each in made.recommendations] == ["pgi", "hiv", "cea"]
    assert [each.is_mandatory for each in made.recommendations] == [True, False, False]


def test_rows_about_one_module_are_one_recommendation_of_the_widest_extent(survey: Survey) -> None:
    first = only(plan(survey, Answers(rated(hiv=Rating(5, 1)), certified=PGI)))
    assert (first.module, first.extent, first.reasons) == ("hiv", "module", ("referral", "need"))
    assert first.lessons == ("hiv/60-referral", "pgi/50-confidentiality-and-consent")


def test_who_rates_nothing_hears_only_what_everybody_has_to_know(survey: Survey) -> None:
    assert said(plan(survey, Answers({}))) == [("pgi", "lessons")]
    assert said(plan(survey, Answers({}, certified=PGI))) == []
