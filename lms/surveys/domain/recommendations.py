"""The personal plan: needs, certificates and tests in, at most three recommendations out. Knows no rows, no sentences.

Source: the training-needs assessment, section 3, the table of recommendations and the sentences below it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from lms.content.types.surveys import PlanRules, Survey
from lms.surveys.domain.scoring import (
    STRONG_TEST,
    SURE,
    WEAK_TEST,
    ModuleNeed,
    Rating,
    confidence,
    module_needs,
)

MOST: Final = 3  # recommendations that one person sees
FULL_SCORE: Final = 40  # of 100; from here on the whole module
REFRESHER_SCORE: Final = 20  # and from here on a refresher, where a test says that much is known

# What to do about a module, the widest first: all of it, a refresher of two or three hours, some lessons, its test.
Extent: TypeAlias = Literal["module", "refresher", "lessons", "test"]
Reason: TypeAlias = Literal[
    "certificate",
    "referral",
    "care",
    "overconfident",
    "underconfident",
    "need",
    "weak-test",
    "some-need",
    "known",
]
_EXTENTS: Final[tuple[Extent, ...]] = ("module", "refresher", "lessons", "test")


@dataclass(frozen=True)
class Answers:
    """What the plan is made from. `tests`: percent right of a pre-test by module, where somebody has taken one;
    `weak_lessons`: the lessons of what was not right in it.

    `choices`: what was chosen, by question. `certified`: the modules whose certificate is valid.
    """

    ratings: Mapping[str, Rating]
    choices: Mapping[str, Collection[str]] = field(default_factory=dict)
    certified: Collection[str] = ()
    tests: Mapping[str, int] = field(default_factory=dict)
    weak_lessons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Recommendation:
    """What to do about a module, and why: `reasons`, the one that weighs most first. `lessons`: to begin with.

    `is_mandatory`: it cannot be declined. `cases_first`: begin with the mini-cases. `may_train`: they may be invited
    to train others. `with_supervisor`: a talk with the supervisor goes with it.
    """

    module: str
    extent: Extent
    reasons: tuple[Reason, ...]
    lessons: tuple[str, ...] = ()
    is_mandatory: bool = False
    cases_first: bool = False
    may_train: bool = False
    with_supervisor: bool = False


@dataclass(frozen=True)
class Plan:
    """At most three recommendations, and how to learn: `on_paper` with a printed pack, audio or a group session.

    `encouraged`: modules of which somebody knows more than they think; they may be asked to train with others.
    """

    recommendations: tuple[Recommendation, ...]
    on_paper: bool
    encouraged: tuple[str, ...]


def plan(survey: Survey, answers: Answers) -> Plan:
    """The plan of one person. What is mandatory comes first, then what comes before a duty, then by need.

    Ties are broken by safety. Several rows of the table about one module are one recommendation of the widest extent.
    """
    rules, needs = survey.plan_rules, module_needs(survey.tasks, answers.ratings)
    found = [
        recommendation
        for module in rules.safety_order
        if (recommendation := _recommendation(survey, module, needs, answers)) is not None
    ]
    found.sort(key=lambda each: _rank(each, needs[each.module]))  # stable: safety breaks ties
    encouraged = tuple(
        module
        for module in rules.safety_order
        if confidence(needs[module].skill, answers.tests.get(module)) == "under"
    )
    return Plan(tuple(found[:MOST]), is_better_on_paper(rules, answers.choices), encouraged)


def is_better_on_paper(rules: PlanRules, choices: Mapping[str, Collection[str]]) -> bool:
    """Whether a printed pack, audio or a group session suits somebody better than a phone."""
    return any(
        not wanted.isdisjoint(choices.get(question, ())) for question, wanted in rules.on_paper.items()
    )


def comes_before_referral(rules: PlanRules, ratings: Mapping[str, Rating]) -> bool:
    """Whether somebody reads about referral before they refer: a skill of 3 or less, or the duty is theirs (4 or 5).

    The survey asks nobody whether they refer; how important the task is to their role says so. Whoever says that it is
    no part of it (1) refers nobody: the table means lessons "before any referral duty".
    """
    rated = [ratings[task] for task in rules.referral_tasks if task in ratings]
    duty = ratings.get(rules.referral_duty)
    if duty is not None and duty.importance == 1:
        return False
    return any(rating.skill <= 3 for rating in rated) or (duty is not None and duty.importance >= 4)


def _recommendation(
    survey: Survey, module: str, needs: Mapping[str, ModuleNeed], answers: Answers
) -> Recommendation | None:
    """All rows of the table that are about one module, as one; None where no row is."""
    rules, need, test = survey.plan_rules, needs[module], answers.tests.get(module)
    rows: list[tuple[Reason, Extent, tuple[str, ...]]] = []
    if module == rules.certificate and module not in answers.certified:
        rows.append(("certificate", "lessons", rules.certificate_lessons))
    if module == _module_of(survey, rules.referral_duty) and comes_before_referral(rules, answers.ratings):
        rows.append(("referral", "lessons", rules.referral_lessons))
    care = answers.ratings.get(rules.care_task)
    if module == _module_of(survey, rules.care_task) and care is not None and care.skill <= 2:
        rows.append(("care", "lessons", rules.care_lessons))
    if (by_score := _by_score(need, test)) is not None:
        flagged = answers.weak_lessons.get(module, ()) if by_score[1] == "refresher" else ()
        rows.append((*by_score, flagged))
    if not rows:
        return None
    reasons = tuple(reason for reason, _, _ in rows)
    return Recommendation(
        module=module,
        extent=min((extent for _, extent, _ in rows), key=_EXTENTS.index),
        reasons=reasons,
        lessons=tuple(lesson for _, _, lessons in rows for lesson in lessons),
        is_mandatory="certificate" in reasons,
        cases_first="overconfident" in reasons,
        may_train="underconfident" in reasons
        or ("known" in reasons and need.skill is not None and need.skill >= SURE),
        with_supervisor="care" in reasons,
    )


def _by_score(need: ModuleNeed, test: int | None) -> tuple[Reason, Extent] | None:
    """The rows of the table that look at score, gaps and test (percent). Without a test its rows do not fire."""
    score = need.score
    if confidence(need.skill, test) == "over":
        return "overconfident", "module"
    if confidence(need.skill, test) == "under":
        return "underconfident", "test"  # what a test showed weighs more than what somebody fears
    if (score is not None and score >= FULL_SCORE) or need.wide_gap:
        return "need", "module"
    if test is not None and test < WEAK_TEST:
        return "weak-test", "module"
    if score is None or test is None:
        return None
    if score < REFRESHER_SCORE:
        return ("known", "test") if test >= STRONG_TEST else None
    return ("some-need", "refresher") if test < STRONG_TEST else None


def _module_of(survey: Survey, task_id: str) -> str:
    return next(task.module for task in survey.tasks if task.id == task_id)


def _rank(recommendation: Recommendation, need: ModuleNeed) -> tuple[bool, bool, bool, float]:
    """What comes first has the smallest rank; what is known already comes last, however much somebody fears it."""
    before_duty = "referral" in recommendation.reasons
    is_known = "underconfident" in recommendation.reasons and recommendation.extent == "test"
    return not recommendation.is_mandatory, not before_duty, is_known, -(need.score or 0)
