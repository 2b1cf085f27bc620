"""The words of a plan: what to do about a module, and why. Reads no rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms.content.types.curriculum import Content, Lesson, Module
from lms.surveys.domain.recommendations import Extent, Plan, Reason, Recommendation

WHAT: Final[Mapping[Extent, LazyString]] = {
    "module": _l("Read the whole module."),
    "refresher": _l("Take part in a refresher of two or three hours, and read the lessons that are hard."),
    "lessons": _l("Read these lessons."),
    "test": _l("You can take the test at once."),
}
TEST_LATER: Final = _l("You can take the test without reading it all. First learn these:")
WHY: Final[Mapping[Reason, LazyString]] = {
    "certificate": _l("Your certificate is missing or has ended, and everyone needs it to keep people safe."),
    "referral": _l("Whoever refers people across a border has to be sure of this first."),
    "care": _l(
        "Whoever helps others needs care, too. It can be learned; please also talk with your supervisor."
    ),
    "overconfident": _l("You feel sure of it, and a test showed gaps. Begin with the stories."),
    "underconfident": _l("You know more of this than you think: a test showed it."),
    "need": _l("It matters in your role, and you said that you are not sure of it yet."),
    "weak-test": _l("A test showed that there is something to learn here."),
    "some-need": _l("You know a good part of it already."),
    "known": _l("You know it well."),
}

BeforeTest: TypeAlias = Callable[[Module], tuple[tuple[Module, ...], tuple[Lesson, ...]]]


@dataclass(frozen=True)
class ShownRecommendation:
    """A recommendation in words, with its module and the lessons to begin with."""

    module: Module
    what: LazyString
    whys: tuple[LazyString, ...]
    lessons: tuple[tuple[Module, Lesson], ...]
    is_mandatory: bool
    may_train: bool
    is_whole: bool
    is_test: bool
    comes_first: tuple[Module, ...]


def shown(plan: Plan, content: Content, before_test: BeforeTest) -> list[ShownRecommendation]:
    """The recommendations of a plan, the one to begin with first; `before_test`: what stands before a module's test."""
    told: set[tuple[str, str]] = set()
    steps = []
    for recommendation in plan.recommendations:
        step = _shown(recommendation, content, before_test)
        # A lesson that an earlier step has named is not named again, unless nothing else would be left.
        new = tuple(pair for pair in step.lessons if _place(pair) not in told)
        told.update(map(_place, step.lessons))
        steps.append(replace(step, lessons=new or step.lessons))
    return steps


def encouraged_beside(plan: Plan, content: Content) -> list[Module]:
    """The modules of which somebody knows more than they think, but for those whose step says so."""
    steps = {each.module for each in plan.recommendations}
    return [content.module(module) for module in plan.encouraged if module not in steps]


def _place(pair: tuple[Module, Lesson]) -> tuple[str, str]:
    module, lesson = pair
    return module.id, lesson.slug


def _shown(recommendation: Recommendation, content: Content, before_test: BeforeTest) -> ShownRecommendation:
    module, is_test = content.module(recommendation.module), recommendation.extent == "test"
    comes_first, unread = before_test(module) if is_test else ((), ())
    has_to_wait = bool(comes_first or unread)
    lessons = [content.lesson(name) for name in dict.fromkeys(recommendation.lessons)]
    return ShownRecommendation(
        module=module,
        what=TEST_LATER if has_to_wait else WHAT[recommendation.extent],
        whys=tuple(WHY[reason] for reason in recommendation.reasons),
        lessons=(*lessons, *((module, lesson) for lesson in unread)),
        is_mandatory=recommendation.is_mandatory,
        may_train=recommendation.may_train,
        is_whole=recommendation.extent == "module",
        is_test=is_test and not has_to_wait,
        comes_first=comes_first,
    )
