"""The words of a plan: what to do about a module, and why. Reads no rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

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
WHY: Final[Mapping[Reason, LazyString]] = {
    "certificate": _l("Your certificate is missing or has ended, and everyone needs it to keep people safe."),
    "referral": _l("Whoever refers people across a border has to be sure of this first."),
    "care": _l(
        "Whoever helps others needs care, too. It can be learned; please also talk with your supervisor."
    ),
    "overconfident": _l("You feel sure of it, and a test showed gaps. Begin with the stories."),
    "need": _l("It matters in your role, and you said that you are not sure of it yet."),
    "weak-test": _l("A test showed that there is something to learn here."),
    "some-need": _l("You know a good part of it already."),
    "known": _l("You know it well."),
}


@dataclass(frozen=True)
class ShownRecommendation:
    """A recommendation in words, with its module and the lessons to begin with."""

    module: Module
    what: LazyString
    why: LazyString
    lessons: tuple[tuple[Module, Lesson], ...]
    is_mandatory: bool
    may_train: bool
    is_whole: bool
    is_test: bool


def shown(plan: Plan, content: Content) -> list[ShownRecommendation]:
    """The recommendations of a plan, the one to begin with first."""
    return [_shown(recommendation, content) for recommendation in plan.recommendations]


def _shown(recommendation: Recommendation, content: Content) -> ShownRecommendation:
    return ShownRecommendation(
        module=content.module(recommendation.module),
        what=WHAT[recommendation.extent],
        why=WHY[recommendation.reasons[0]],
        lessons=tuple(content.lesson(name) for name in dict.fromkeys(recommendation.lessons)),
        is_mandatory=recommendation.is_mandatory,
        may_train=recommendation.may_train,
        is_whole=recommendation.extent == "module",
        is_test=recommendation.extent == "test",
    )
