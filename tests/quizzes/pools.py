"""Small pools for the tests of quizzes: every kind of question, few words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lms.content.types.questions import (
    Blueprint,
    Level,
    MatchingPairs,
    MultipleChoice,
    Numeric,
    Ordering,
    PartText,
    Pool,
    Question,
    QuestionText,
    SingleChoice,
    TrueFalse,
)


def _texts(stem: str, parts: str, why: str | None = None) -> Mapping[str, QuestionText]:
    words = {part: PartText(f"text {stem} {part}", f"why {stem} {part}") for part in parts}
    return {"en": QuestionText(f"stem {stem}", why, words, "en", "source")}


def single(
    item: str,
    *,
    lesson: str = "10-first",
    level: Level = "recall",
    safety: str | None = None,
    right: str = "b",
) -> SingleChoice:
    """One best answer of a to d."""
    return SingleChoice(item, lesson, level, safety, _texts(item, "abcd"), ("a", "b", "c", "d"), right)


def multiple(
    item: str, *, lesson: str = "10-first", level: Level = "apply", right: str = "ac"
) -> MultipleChoice:
    """Some of a to e."""
    return MultipleChoice(item, lesson, level, None, _texts(item, "abcde"), tuple("abcde"), frozenset(right))


def true_false(
    item: str, *, lesson: str = "10-first", level: Level = "judge", answer: bool = False
) -> TrueFalse:
    """A statement and one of the reasons a to c; c is right."""
    return TrueFalse(item, lesson, level, None, _texts(item, "abc", "why"), answer, ("a", "b", "c"), "c")


def ordering(item: str, *, lesson: str = "10-first", level: Level = "apply", steps: str = "abcd") -> Ordering:
    """Steps in the right order."""
    return Ordering(item, lesson, level, None, _texts(item, steps, "why"), tuple(steps))


def matching(item: str, *, lesson: str = "10-first", level: Level = "apply") -> MatchingPairs:
    """Of a to c, a and c belong to d, b to e, nothing to f."""
    said = {part: PartText(f"text {item} {part}", None) for part in "abcdef"}
    texts = {"en": QuestionText(f"stem {item}", "why", said, "en", "source")}
    fits = {"a": "d", "b": "e", "c": "d"}
    return MatchingPairs(item, lesson, level, None, texts, tuple("abc"), tuple("def"), fits)


def numeric(item: str, answer: str = "72", tolerance: str = "0", unit: str = "hours") -> Numeric:
    """A number, with a unit unless it is empty."""
    said = {"a": PartText(unit, None)} if unit else {}
    texts = {"en": QuestionText(f"stem {item}", "why", said, "en", "source")}
    about: tuple[str, Level, None] = ("10-first", "apply", None)
    return Numeric(item, *about, texts, Decimal(answer), Decimal(tolerance), tuple(said))


def pool(
    *questions: Question,
    lessons: Mapping[str, int],
    levels: Mapping[Level, int] | None = None,
    safety: tuple[str, ...] = (),
) -> Pool:
    """A pool of the module "pss"."""
    return Pool("pss", Blueprint(lessons, levels or {}, safety), questions, "digest-of-the-pool")


LOOK, LINK = "20-look-listen-link", "40-linking"


def every_kind() -> Pool:
    """Five items of ten: one single choice about safety, one of lesson LINK, and one of each other kind."""
    items: list[Question] = []
    for form in ("one", "two"):
        items += [
            single(f"pss-safe-{form}", lesson=LOOK, safety="stay"),
            single(f"pss-single-{form}", lesson=LINK, level="apply", right="d"),
            multiple(f"pss-multiple-{form}", lesson="10-stress-and-distress"),
            true_false(f"pss-statement-{form}", lesson="30-listening"),
            ordering(f"pss-order-{form}", lesson="50-caring-for-volunteers"),
        ]
    lessons = dict.fromkeys((question.lesson for question in items), 1)
    return pool(*items, lessons=lessons, safety=("stay",))
