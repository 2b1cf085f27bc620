"""The test of who renews: the rules as tables, on small and on the real pools; then Sokha renews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from lms import clock, config
from lms.content import check
from lms.content.types.curriculum import Content
from lms.content.types.questions import Pool
from lms.db import session
from lms.quizzes.domain import refresher
from lms.quizzes.domain.attempt_limits import MayStart
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.domain.selection import CannotDrawError
from lms.quizzes.models import Attempt, PracticeItem
from lms.quizzes.services import attempts, overviews
from lms.records.domain.award_rules import Standing, Status
from lms.records.services.achievements import entries_of
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.pools import pool, single

END = date(2027, 1, 31)
TODAY = date(2026, 11, 28)
MODULES = ("migration", "hiv", "pss", "cea", "pgi")


@pytest.fixture(scope="module")
def content() -> Content:
    """The content of the checkout."""
    return check.load(config.CHECKOUT)


@pytest.mark.parametrize(
    ("status", "end", "today", "renewing"),
    [
        ("never", None, END, False),
        ("valid", None, END, False),  # it never ends
        ("valid", END, date(2026, 11, 1), False),  # 91 days before the end
        ("expiring", END, date(2026, 11, 2), True),  # 90 days
        ("valid", END, date(2026, 11, 2), True),
        ("in-grace", END, date(2027, 4, 1), True),
        ("expired", END, date(2027, 6, 1), False),
        ("revoked", END, date(2027, 1, 1), False),
    ],
)
def test_who_renews(status: Status, end: date | None, today: date, renewing: bool) -> None:
    assert refresher.renews(Standing(status, expires_on=end), 90, today) is renewing


@pytest.mark.parametrize(
    ("marks", "practising", "missed"),
    [
        ([], "", ""),
        ([(TODAY, {"a": True, "b": False})], "b", "b"),
        ([(TODAY, {"a": False, "b": False})], "b", "b"),  # a was practised until it sat
        ([(TODAY, {"a": True}), (TODAY, {"a": False, "b": False})], "ab", "b"),  # the newest attempt counts
        ([(TODAY, {"a": False}), (TODAY, {"b": False, "a": True})], "ab", "ab"),  # the newest first
        ([(date(2025, 11, 29), {"a": False})], "", ""),  # less than a year ago: practised
        ([(date(2025, 11, 28), {"a": False})], "", "a"),  # a year ago: nobody knows, so it is asked
    ],
)
def test_what_was_missed_before(
    marks: list[tuple[date, Mapping[str, bool]]], practising: str, missed: str
) -> None:
    assert refresher.missed_before(marks, set(practising), TODAY) == tuple(missed)


# Three lessons of four questions, two of a kind: alike are those with the same letter.
SMALL = pool(
    *(single(f"{name}{form}", lesson=lesson, level="recall" if name in "ace" else "apply")
      for lesson, names in (("10-first", "ab"), ("20-second", "cd"), ("30-third", "e"))
      for name in names for form in "12"),
    *(single(f"f{form}", lesson="30-third", level="apply", safety="stay") for form in "12"),
    lessons={"10-first": 2, "20-second": 2, "30-third": 2},
    levels={"recall": 3, "apply": 3},
    safety=("stay",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("missed", "seen", "asked"),
    [
        (["a1"], ["a1"], {"a2"}),  # a parallel question
        (["a1"], ["a1", "a2"], {"a1"}),  # none that is new: the one that was missed
        (["a1", "a2"], ["a1", "a2"], {"a1", "a2"}),
        (["a1", "b1", "c1", "d1"], ["a1", "b1", "c1", "d1"], {"a2", "b2", "c2", "d2"}),
        (["f1"], ["f1"], {"f2"}),
        (["gone"], ["gone"], set()),  # no longer in the pool
        # Six places, one of them for safety: the five newest, and safety comes before all of them.
        (["a1", "a2", "b1", "b2", "c1", "c2"], ["a1", "a2", "b1", "b2", "c1", "c2"], {"a1", "a2", "b1", "b2", "c1"}),
        (["a1", "a2", "b1", "b2", "c1", "f1"], ["a1", "a2", "b1", "b2", "c1", "f1"], {"f2", "a1", "a2", "b1", "b2"}),
    ],
)  # fmt: skip
def test_what_was_missed_is_asked_first(missed: list[str], seen: list[str], asked: set[str]) -> None:
    for seed in range(10):
        drawn = [one.item for one in refresher.draw_refresher(SMALL, seed=seed, missed=missed, seen=seen)]
        assert len(set(drawn)) == len(drawn) == 6
        assert asked <= set(drawn)
        assert {"f1", "f2"} & set(drawn)


def test_the_other_places_follow_the_blueprint_and_ask_what_was_not_seen() -> None:
    seen = {"a1", "c1", "e1", "f1"}
    lessons = {question.id: question.lesson for question in SMALL.questions}
    for seed in range(10):
        drawn = {one.item for one in refresher.draw_refresher(SMALL, seed=seed, missed=["a1"], seen=seen)}
        assert Counter(lessons[item] for item in drawn) == SMALL.blueprint.lessons
        assert "f2" in drawn
        assert drawn.isdisjoint(seen)


def test_the_same_seed_gives_the_same_test() -> None:
    one = refresher.draw_refresher(SMALL, seed=7, missed=["a1"], seen=["a1"])
    assert one == refresher.draw_refresher(SMALL, seed=7, missed=["a1"], seen=["a1"])


def test_a_pool_without_a_question_about_safety_is_a_fault_of_the_content() -> None:
    lacking = pool(single("a1"), lessons={"10-first": 1}, safety=("stay",))
    with pytest.raises(CannotDrawError):
        refresher.draw_refresher(lacking, seed=1, missed=(), seen=())


def test_where_all_places_are_taken_by_what_was_missed_nothing_else_is_drawn() -> None:
    tiny = pool(single("a1"), single("a2"), lessons={"10-first": 1})
    assert [one.item for one in refresher.draw_refresher(tiny, seed=1, missed=["a1"], seen=["a1"])] == ["a2"]


@pytest.mark.parametrize("module", MODULES)
def test_every_real_pool_gives_a_whole_test_whatever_was_missed(content: Content, module: str) -> None:
    whole = content.pools[module]
    ids = [question.id for question in whole.questions]
    for some in (ids[:0], ids[:3], ids[::4], ids[-9:], ids):
        drawn = [one.item for one in refresher.draw_refresher(whole, seed=len(some), missed=some, seen=ids)]
        assert len(set(drawn)) == len(drawn) == whole.blueprint.length
        assert {whole.question(item).safety for item in drawn} >= set(whole.blueprint.safety)


# --- Sokha renews -----------------------------------------------------------------------------------------------

FIRST = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
IN_WINDOW = FIRST + timedelta(days=700)  # the certificate of two years ends in a month


def hand_in(people: People, uuid: str, *, wrong: str = "") -> None:
    asked = attempts.paper(people.sokha, uuid).asked
    answers = {one.question.id: rules_of(one.question).key for one in asked if one.question.id != wrong}
    attempts.submit(people.sokha, uuid, answers, language="km")


def pass_with_one_wrong(people: People) -> str:
    """Pass for the first time; the question that was wrong."""
    with clock.frozen(FIRST):
        uuid = attempts.open_paper(people.sokha, "pss", "km")
        wrong = next(
            one.question.id for one in attempts.paper(people.sokha, uuid).asked if not one.question.safety
        )
        hand_in(people, uuid, wrong=wrong)
    return wrong


def form_of(uuid: str) -> str:
    return session.get_one(Attempt, uuid).form


def test_who_renews_is_asked_what_was_wrong_and_by_passing_renews(people: People, small_test: Pool) -> None:
    wrong = pass_with_one_wrong(people)
    with clock.frozen(IN_WINDOW):
        uuid = attempts.open_paper(people.sokha, "pss", "km")
        paper = attempts.paper(people.sokha, uuid)
        assert form_of(uuid) == "refresher"
        alike = {wrong.replace("-one", "-two"), wrong.replace("-two", "-one")} - {wrong}
        assert alike <= {one.question.id for one in paper.asked}
        assert len(paper.asked) == small_test.blueprint.length
        hand_in(people, uuid)
    ends = [entry.expires_on for entry in entries_of(people.sokha.id) if entry.kind == "certified"]
    assert sorted(end for end in ends if end) == [date(2028, 11, 23), date(2030, 11, 23)]


@pytest.mark.usefixtures("small_test")
def test_outside_of_the_window_it_is_a_test_like_the_first(people: People) -> None:
    pass_with_one_wrong(people)
    with clock.frozen(FIRST + timedelta(days=100)):
        assert form_of(attempts.open_paper(people.sokha, "pss", "km")) == "post"


@pytest.mark.usefixtures("small_test")
def test_a_test_that_is_open_is_gone_on_with_when_the_window_opens(people: People) -> None:
    pass_with_one_wrong(people)
    with clock.frozen(FIRST + timedelta(days=600)):
        uuid = attempts.open_paper(people.sokha, "pss", "km")
    with clock.frozen(IN_WINDOW):
        assert attempts.open_paper(people.sokha, "pss", "km") == uuid


@pytest.mark.usefixtures("small_test")
def test_renewing_counts_as_an_attempt_and_is_one_test_after_two_taps(people: People) -> None:
    pass_with_one_wrong(people)
    with clock.frozen(IN_WINDOW):
        uuid = attempts.open_paper(people.sokha, "pss", "km")
        assert attempts.open_paper(people.sokha, "pss", "th") == uuid
        attempts.submit(people.sokha, uuid, {}, language="km")
        assert overviews.overview(people.sokha, "pss").turn == MayStart(2)
        assert set(session.scalars(select(PracticeItem.person_id))) == {people.sokha.id}


@pytest.mark.usefixtures("small_test")
def test_the_page_of_the_test_says_what_who_renews_is_asked(sokha: StrictClient, people: People) -> None:
    pass_with_one_wrong(people)
    session.commit()
    with clock.frozen(FIRST + timedelta(days=100)):
        assert "You renew your certificate." not in sokha.get("/en/quizzes/pss/").get_data(as_text=True)
    with clock.frozen(IN_WINDOW):
        assert "You renew your certificate." in sokha.get("/en/quizzes/pss/").get_data(as_text=True)


@pytest.mark.usefixtures("small_test")
def test_what_was_practised_until_it_sat_is_not_asked_for_its_own_sake(people: People) -> None:
    """A certificate that ends within the year: the row of practice would still be there."""
    wrong = pass_with_one_wrong(people)
    day = clock.day_of(FIRST)
    marks = [(day, {wrong: False})]
    practising = select(PracticeItem.item).where(PracticeItem.person_id == people.sokha.id)
    assert refresher.missed_before(marks, set(session.scalars(practising)), day) == (wrong,)
    session.execute(delete(PracticeItem))
    assert refresher.missed_before(marks, set(session.scalars(practising)), day) == ()
