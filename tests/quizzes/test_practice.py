"""Practising what was wrong in a test, on both databases: once for each day, whoever taps how often."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import clock
from lms.accounts.models import Merge
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.content.types.questions import Pool
from lms.db import session
from lms.errors import NotFound
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.domain.practice import Due, Missed
from lms.quizzes.models import PracticeItem
from lms.quizzes.queries.missed import count_due, missed_by
from lms.quizzes.services import attempts, practice
from lms.records.services.achievements import entries_of
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import every_kind, pool, single

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = clock.day_of(MORNING)
LESSONS = {"30-listening": 1, "40-linking": 1}


def later(days: int) -> datetime:
    return MORNING + timedelta(days=days)


def hand_in(person: Person, *wrong: str) -> None:
    """A test with everything right but these questions."""
    uuid = attempts.open_paper(person, "pss", "km")
    asked = attempts.paper(person, uuid).asked
    answers = {one.question.id: rules_of(one.question).key for one in asked if one.question.id not in wrong}
    attempts.submit(person, uuid, answers, language="km")


def answer(person: Person, missed: Missed, *, right: bool) -> practice.Outcome:
    """Answer it as it is asked today."""
    shown = practice.shown(person, missed.module, missed.item, missed.due, 1)
    given = rules_of(shown.question).key if right else ("nothing",)
    return practice.answer(person, missed.module, missed.item, missed.due, given)


def dues(person: Person) -> dict[str, Due]:
    return {one.item: one.due for one in missed_by(person)}


def rows() -> int:
    return session.scalar(select(func.count()).select_from(PracticeItem)) or 0


@pytest.fixture
def two_questions(shelve: Shelve) -> Pool:
    """A test of two questions, of which every paper asks both."""
    questions = pool(single("a", lesson="30-listening"), single("b", lesson="40-linking"), lessons=LESSONS)
    shelve(questions)
    return questions


def only_missed(person: Person) -> Missed:
    (one,) = missed_by(person)
    return one


def test_sokha_practises_what_she_answered_wrong_and_nothing_else(
    people: People, two_questions: Pool
) -> None:
    with clock.frozen(MORNING):
        assert missed_by(people.sokha) == ()
        hand_in(people.sokha, "b")
        assert dues(people.sokha) == {"b": Due(0, TODAY)}
        assert (count_due(people.sokha, TODAY), count_due(people.ratana, TODAY)) == (1, 0)


def test_a_question_of_the_pool_that_nobody_was_asked_is_never_practised(
    people: People, small_test: Pool
) -> None:
    """The test that certifies draws from the same pool: practice must not give it away."""
    with clock.frozen(MORNING):
        hand_in(people.sokha, *(question.id for question in small_test.questions))
        asked = set(dues(people.sokha))
        (unmet, *_) = (question for question in small_test.questions if question.id not in asked)
        assert len(asked) == small_test.blueprint.length < len(small_test.questions)
        with pytest.raises(NotFound):
            practice.answer(people.sokha, "pss", unmet.id, Due(0, TODAY), rules_of(unmet).key)
        with pytest.raises(NotFound):
            practice.answer(people.sokha, "pss", "nothing", Due(0, TODAY), ("a",))
        with pytest.raises(NotFound):
            practice.answer(people.sokha, "nothing", "a", Due(0, TODAY), ("a",))


def test_an_open_test_gives_nothing_to_practise_and_nothing_away(people: People, two_questions: Pool) -> None:
    with clock.frozen(MORNING):
        attempts.open_paper(people.sokha, "pss", "km")
        assert missed_by(people.sokha) == ()
        with pytest.raises(NotFound):
            practice.answer(people.sokha, "pss", "a", Due(0, TODAY), ("b",))


def test_right_on_days_0_2_9_and_39_and_it_sits(people: People, two_questions: Pool) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a")
    for day, following in ((0, 2), (2, 9), (9, 39), (39, None)):
        with clock.frozen(later(day)):
            outcome = answer(people.sokha, only_missed(people.sokha), right=True)
        assert (outcome.right, outcome.counted) == (True, True)
        assert (outcome.due and outcome.due.on) == (following and TODAY + timedelta(days=following))
    assert rows() == 0


def test_a_wrong_answer_begins_anew_tomorrow(people: People, two_questions: Pool) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a")
        answer(people.sokha, only_missed(people.sokha), right=True)
    with clock.frozen(later(2)):
        outcome = answer(people.sokha, only_missed(people.sokha), right=False)
        assert outcome == practice.Outcome(right=False, counted=True, due=Due(0, TODAY + timedelta(days=3)))


def test_the_newest_test_counts_whatever_was_practised(people: People, two_questions: Pool) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a", "b")
        for missed in missed_by(people.sokha):
            answer(people.sokha, missed, right=True)
    with clock.frozen(later(1)):
        hand_in(people.sokha, "b")  # this time a is right
        assert dues(people.sokha) == {"b": Due(0, TODAY + timedelta(days=1))}


def test_who_fails_again_on_the_day_of_practising_is_asked_tomorrow(
    people: People, two_questions: Pool
) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a")
        first = only_missed(people.sokha)
        answer(people.sokha, first, right=True)
        hand_in(people.sokha, "a")
        assert dues(people.sokha) == {"a": Due(0, TODAY + timedelta(days=1))}
        assert not answer(people.sokha, first, right=True).counted, "the form of this morning, sent again"


def test_an_answer_sent_twice_counts_once_and_says_the_same(people: People, two_questions: Pool) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a")
        missed = only_missed(people.sokha)
        first, second = (answer(people.sokha, missed, right=True) for _ in range(2))
        other = answer(people.sokha, missed, right=False)  # back, and another answer
    assert (first.counted, second.counted, other.counted) == (True, False, False)
    assert first.due == second.due == other.due == Due(1, TODAY + timedelta(days=2))
    with clock.frozen(later(2)):
        assert not answer(people.sokha, missed, right=False).counted, "a page of two days ago"
        assert dues(people.sokha) == {"a": Due(1, TODAY + timedelta(days=2))}


def test_the_last_answer_sent_twice_still_reads_what_is_right(people: People, two_questions: Pool) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a")
        session.scalars(select(PracticeItem)).one().step = 3
        session.flush()
        missed = only_missed(people.sokha)
        done = [answer(people.sokha, missed, right=True) for _ in range(2)]
    assert [one.counted for one in done] == [True, False]
    assert [one.due for one in done] == [None, None]


def test_nobody_answers_before_the_day(people: People, two_questions: Pool) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a")
        answer(people.sokha, only_missed(people.sokha), right=True)
    with clock.frozen(later(1)):
        assert count_due(people.sokha, clock.today()) == 0
        assert not answer(people.sokha, only_missed(people.sokha), right=True).counted


def test_two_tabs_that_answer_at_the_same_moment_count_once(
    app: Flask, people: People, two_questions: Pool
) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a")
    sokha, outcomes, ready = people.sokha.id, list[practice.Outcome](), threading.Barrier(2)
    session.commit()

    def tab(right: bool) -> None:
        with app.app_context(), clock.frozen(MORNING):
            ready.wait(timeout=20)
            person = session.get_one(Person, sokha)
            outcomes.append(practice.answer(person, "pss", "a", Due(0, TODAY), ("b",) if right else ("a",)))
            session.commit()

    tabs = [threading.Thread(target=tab, args=(right,)) for right in (True, False)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    session.expire_all()
    (counted,) = [one for one in outcomes if one.counted]
    (passed_over,) = [one for one in outcomes if not one.counted]
    assert counted.due == passed_over.due == dues(people.sokha)["a"]


def test_a_question_that_is_asked_no_more_leaves_by_itself(
    people: People, shelve: Shelve, two_questions: Pool
) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a", "b")
        shelve(pool(single("b", lesson="40-linking"), lessons={"40-linking": 1}))
        assert dues(people.sokha) == {"b": Due(0, TODAY)}
        with pytest.raises(NotFound):
            practice.answer(people.sokha, "pss", "a", Due(0, TODAY), ("b",))


def test_of_merged_records_each_practises_what_was_wrong_in_its_own_tests(
    people: People, two_questions: Pool
) -> None:
    """Whoever joins two records, and signs in as the one that stays, reads nothing of what the other got wrong."""
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a")
        hand_in(people.ratana, "a", "b")
        before = session.execute(select(PracticeItem.__table__)).all()
        merges.merge(people.sokha, people.ratana, reason="twice in the list", actor=people.chan)
        assert session.execute(select(PracticeItem.__table__)).all() == before
        assert dues(people.sokha) == {"a": Due(0, TODAY)}
        missed = only_missed(people.sokha)
        assert answer(people.sokha, missed, right=True).counted
        assert not answer(people.sokha, missed, right=True).counted
        merges.undo_merge(session.scalars(select(Merge.id)).one(), actor=people.chan)
        assert dues(people.sokha) == {"a": Due(1, TODAY + timedelta(days=2))}
        assert dues(people.ratana) == {"a": Due(0, TODAY), "b": Due(0, TODAY)}


def test_a_question_that_only_the_joined_record_has_met_is_not_answered(
    people: People, shelve: Shelve
) -> None:
    shelve(pool(single("a", lesson="30-listening"), lessons={"30-listening": 1}))
    with clock.frozen(MORNING):
        hand_in(people.ratana)
        merges.merge(people.sokha, people.ratana, reason="twice in the list", actor=people.chan)
        with pytest.raises(NotFound):
            practice.answer(people.sokha, "pss", "a", Due(0, TODAY), ("a",))


def test_practice_leaves_no_trace_in_the_records_and_in_the_log(people: People, two_questions: Pool) -> None:
    with clock.frozen(MORNING):
        hand_in(people.sokha, "a", "b")
        lines = session.scalar(select(func.count()).select_from(AuditLine))
        for missed in missed_by(people.sokha):
            answer(people.sokha, missed, right=True)
    assert session.scalar(select(func.count()).select_from(AuditLine)) == lines
    assert entries_of(people.sokha.id) == []


def test_options_stand_in_one_order_until_the_question_is_answered(people: People, shelve: Shelve) -> None:
    shelve(every_kind())
    orders = {
        practice.shown(people.sokha, "pss", "pss-multiple-one", Due(step, TODAY), 1).parts
        for step in range(4)
        for _ in range(2)
    }
    assert 1 < len(orders) <= 4
    assert all(sorted(order) == list("abcde") for order in orders)
