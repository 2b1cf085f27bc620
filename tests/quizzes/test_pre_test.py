"""The rules of a pre-test, row by row, and what the real pools give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest

from lms import config
from lms.content import check
from lms.content.types.curriculum import Content
from lms.content.types.questions import Pool
from lms.quizzes.domain import pre_test, selection
from lms.quizzes.domain.marking import Marks
from lms.quizzes.domain.pre_test import Advice, Closed, PreTestResult
from lms.quizzes.domain.shares import shares
from lms.records.domain.award_rules import Standing, Status
from lms.surveys.domain import scoring
from tests.quizzes.pools import every_kind, pool, single

TODAY = date(2026, 11, 28)
PLENTY = 99


@pytest.fixture(scope="module")
def content() -> Content:
    """The content of the checkout."""
    return check.load(config.CHECKOUT)


@pytest.mark.parametrize(
    ("wanted", "length", "room", "dealt"),
    [
        ({"a": 2, "b": 2}, 2, {}, {"a": 1, "b": 1}),
        ({"a": 3, "b": 3, "c": 3, "d": 3, "e": 2, "f": 4}, 10, {}, {"a": 2, "b": 2, "c": 2, "d": 1, "e": 1, "f": 2}),
        ({"a": 2, "b": 4, "c": 2, "d": 2, "e": 2}, 10, {}, {"a": 2, "b": 3, "c": 2, "d": 2, "e": 1}),
        ({"a": 4, "b": 1}, 5, {}, {"a": 4, "b": 1}),  # as long as the test: the test itself
        ({"a": 4, "b": 1}, 5, {"a": 2}, {"a": 2, "b": 3}),  # what has no room leaves its places to the others
        ({"a": 4, "b": 1}, 5, {"a": 2, "b": 1}, {"a": 2, "b": 1}),  # and where nobody has room, there are fewer
        ({}, 5, {}, {}),
    ],
)  # fmt: skip
def test_places_are_dealt_out_by_the_largest_remainder(
    wanted: Mapping[str, int], length: int, room: Mapping[str, int], dealt: Mapping[str, int]
) -> None:
    assert shares(wanted, length, dict.fromkeys(wanted, PLENTY) | dict(room)) == dealt


@pytest.mark.parametrize("module", ["migration", "hiv", "pss", "cea", "pgi"])
def test_ten_questions_of_each_module_ask_of_each_lesson_and_every_safety_topic_that_finds_a_place(
    content: Content, module: str
) -> None:
    whole = content.pools[module]
    of_ten = pre_test.pool_for_pre_test(whole, ())
    topics = topics_of_one_lesson(whole)
    needed = sum(max(1, len(topics[lesson])) for lesson in whole.blueprint.lessons)
    assert needed <= 10 or module == "migration", "nine lessons, one of them with three topics"
    for seed in range(20):
        asked = [whole.question(one.item) for one in selection.draw(of_ten, seed=seed, whole=False)]
        assert len({question.id for question in asked}) == 10
        assert {question.lesson for question in asked} == set(whole.blueprint.lessons)
        said = {question.safety for question in asked}
        places = Counter(question.lesson for question in asked)
        for lesson, own in topics.items():
            assert len(said & own) >= min(places[lesson], len(own)), lesson
        assert said >= set(whole.blueprint.safety) or needed > 10


def topics_of_one_lesson(whole: Pool) -> dict[str, set[str]]:
    """The safety topics that are asked about in one lesson alone, by that lesson."""
    homes: dict[str, set[str]] = {}
    for question in whole.questions:
        if question.safety is not None:
            homes.setdefault(question.safety, set()).add(question.lesson)
    topics: dict[str, set[str]] = {lesson: set() for lesson in whole.blueprint.lessons}
    for topic, lessons in homes.items():
        if len(lessons) == 1:
            topics[min(lessons)].add(topic)
    return topics


@pytest.mark.parametrize("module", ["migration", "hiv", "pss", "cea", "pgi"])
def test_what_an_open_test_holds_is_never_asked(content: Content, module: str) -> None:
    whole = content.pools[module]
    for seed in range(20):
        taken = {one.item for one in selection.draw(whole, seed=seed)}
        asked = selection.draw(pre_test.pool_for_pre_test(whole, taken), seed=seed, whole=False)
        assert len(asked) == 10
        assert taken.isdisjoint(one.item for one in asked)


def test_where_there_is_no_room_for_every_safety_topic_there_are_as_many_as_fit() -> None:
    items = [single(f"{topic}-{form}", safety=topic) for topic in "abc" for form in "xy"]
    two_places = pool(*items, lessons={"10-first": 2}, safety=("a", "b", "c"))
    asked = selection.draw(two_places, seed=1, whole=False)
    assert len({one.item[0] for one in asked}) == 2
    with pytest.raises(selection.CannotDrawError):
        selection.draw(two_places, seed=1)


def test_a_test_that_is_shorter_than_ten_has_a_pre_test_of_its_own_length() -> None:
    short = every_kind()
    assert short.blueprint.pre_test_length == 5
    assert Counter(pre_test.pool_for_pre_test(short, ()).blueprint.lessons) == Counter(
        short.blueprint.lessons
    )


@pytest.mark.parametrize(
    ("right", "asked", "advice"),
    [
        (0, 10, "module"), (5, 10, "module"), (6, 10, "lessons"), (7, 10, "lessons"),
        (8, 10, "test"), (10, 10, "test"), (5, 9, "module"), (4, 5, "test"),
    ],
)  # fmt: skip
def test_the_share_right_says_what_to_do_next(right: int, asked: int, advice: Advice) -> None:
    assert PreTestResult(right, asked, {}, ()).advice == advice


def test_the_plan_draws_its_lines_where_the_pre_test_does() -> None:
    assert (pre_test.UNKNOWN, pre_test.KNOWN) == (scoring.WEAK_TEST, scoring.STRONG_TEST)


def test_what_is_kept_names_lessons_and_no_question() -> None:
    asked = [
        single("one", lesson="10-first"),
        single("two", lesson="10-first"),
        single("three", lesson="20-next"),
    ]
    marks = Marks(33, passed=False, right={"one": False, "two": False, "three": True}, reread=("10-first",))
    assert pre_test.result_of(asked, marks) == PreTestResult(1, 3, {"10-first": 2}, ("10-first",))


@pytest.mark.parametrize(
    ("status", "passed", "taken_on", "closed"),
    [
        ("never", False, None, ""),
        ("never", True, None, "certified"),  # the test is passed; something else is still missing
        ("valid", False, None, "certified"),  # of a training that a list has brought
        ("expiring", True, None, "certified"),  # who renews takes the test of who renews
        ("in-grace", True, None, "certified"),
        ("expired", True, None, ""),
        ("never", False, date(2026, 11, 28), "taken"),
        ("never", False, date(2025, 11, 29), "taken"),
        ("never", False, date(2025, 11, 28), ""),  # a year later
        ("expired", True, date(2026, 3, 1), "taken"),
    ],
)  # fmt: skip
def test_who_may_take_a_pre_test(status: Status, passed: bool, taken_on: date | None, closed: Closed) -> None:
    assert pre_test.closed_by(Standing(status), passed=passed, taken_on=taken_on, today=TODAY) == closed
