"""Opening and handing in papers, on both databases."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms import clock
from lms.content.types.questions import Pool
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.quizzes.domain.attempt_limits import MayStart, MustWait
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.models import Attempt
from lms.quizzes.services import attempts, overviews
from lms.records.services.achievements import entries_of
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import pool, single

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("small_test")


def right_answers(paper: attempts.TestForm) -> dict[str, Answer]:
    return {one.question.id: rules_of(one.question).key for one in paper.asked}


def fail(people: People) -> str:
    uuid = attempts.open_paper(people.sokha, "pss", "km")
    attempts.submit(people.sokha, uuid, {}, language="km")
    return uuid


def passed(people: People) -> str:
    uuid = attempts.open_paper(people.sokha, "pss", "km")
    attempts.submit(people.sokha, uuid, right_answers(attempts.paper(people.sokha, uuid)), language="km")
    return uuid


def count() -> int | None:
    return session.scalar(select(func.count()).select_from(Attempt))


def test_sokha_passes_and_the_ledger_knows_by_which_paper(people: People) -> None:
    with clock.frozen(MORNING):
        uuid = passed(people)
    paper = attempts.paper(people.sokha, uuid)
    assert paper.state == "submitted"
    assert paper.marks is not None
    assert (paper.marks.score, paper.marks.passed, paper.submitted_at) == (100, True, MORNING)
    (entry,) = [entry for entry in entries_of(people.sokha.id) if entry.kind == "achieved"]
    assert (entry.award, entry.requirement, entry.effective_on) == ("pss", "post-test", MORNING.date())
    assert entry.actor_id == people.sokha.id
    assert entry.evidence == {
        "attempt": uuid,
        "score": 100,
        "language": "km",
        "module_version": paper.module.version,
    }


def test_a_second_tap_on_send_changes_nothing(people: People) -> None:
    uuid = passed(people)
    before, entries = attempts.paper(people.sokha, uuid), len(entries_of(people.sokha.id))
    attempts.submit(people.sokha, uuid, {}, language="th")
    session.expire_all()
    assert attempts.paper(people.sokha, uuid) == before
    assert len(entries_of(people.sokha.id)) == entries


def test_a_failed_paper_achieves_nothing_and_names_the_lesson_of_the_safety_question(people: People) -> None:
    paper = attempts.paper(people.sokha, fail(people))
    assert paper.marks is not None
    assert (paper.marks.passed, paper.marks.reread) == (False, ("20-look-listen-link",))
    assert entries_of(people.sokha.id) == []


def test_one_wrong_question_is_forgiven_unless_it_is_about_safety(people: People) -> None:
    for topic, expected in ((None, True), ("stay", False)):
        uuid = attempts.open_paper(people.ratana, "pss", "en")
        paper = attempts.paper(people.ratana, uuid)
        wrong = next(one.question.id for one in paper.asked if one.question.safety == topic)
        attempts.submit(people.ratana, uuid, {**right_answers(paper), wrong: ("a",)}, language="en")
        marks = attempts.paper(people.ratana, uuid).marks
        assert marks is not None
        assert (marks.score, marks.passed) == (80, expected)


def test_a_second_tap_on_start_finds_the_same_paper(people: People) -> None:
    first = attempts.open_paper(people.sokha, "pss", "km")
    assert attempts.open_paper(people.sokha, "pss", "th") == first
    assert count() == 1


def test_two_taps_at_the_same_moment_make_one_paper(app: Flask, people: People) -> None:
    sokha, opened, ready = people.sokha.id, [], threading.Barrier(2)

    def tap() -> None:
        with app.app_context():
            ready.wait(timeout=20)
            person = session.get(type(people.sokha), sokha)
            assert person is not None
            opened.append(attempts.open_paper(person, "pss", "km"))
            session.commit()

    session.commit()
    taps = [threading.Thread(target=tap) for _ in range(2)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert len(opened) == 2
    assert len(set(opened)) == 1
    assert count() == 1


def test_the_database_itself_refuses_a_second_open_paper(people: People) -> None:
    row = session.get(Attempt, attempts.open_paper(people.sokha, "pss", "km"))
    assert row is not None
    copied = {column.key: getattr(row, column.key) for column in Attempt.__table__.columns}
    session.add(Attempt(**{**copied, "uuid": "another"}))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_malee_cannot_see_or_send_sokhas_paper(people: People) -> None:
    uuid = attempts.open_paper(people.sokha, "pss", "km")
    for act in (
        lambda: attempts.paper(people.malee, uuid),
        lambda: attempts.submit(people.malee, uuid, {}, language="th"),
        lambda: attempts.paper(people.sokha, "no-such-paper"),
    ):
        with pytest.raises(NotFound):
            act()
    assert attempts.paper(people.sokha, uuid).state == "open"


def test_a_module_without_a_test_is_not_found(people: People) -> None:
    with pytest.raises(NotFound):
        attempts.open_paper(people.sokha, "cooking", "km")
    with pytest.raises(NotFound):
        overviews.overview(people.sokha, "cooking")


def test_the_next_paper_asks_other_questions(people: People) -> None:
    def asked(uuid: str) -> set[str]:
        return {one.question.id for one in attempts.paper(people.sokha, uuid).asked}

    first, second = fail(people), fail(people)
    assert not asked(first) & asked(second)


def test_after_three_failures_sokha_waits_a_day_and_starts_anew(people: People) -> None:
    with clock.frozen(MORNING):
        assert overviews.overview(people.sokha, "pss").turn == MayStart(3)
        for _ in range(3):
            fail(people)
        again = MORNING + timedelta(hours=24)
        assert overviews.overview(people.sokha, "pss").turn == MustWait(again)
        with pytest.raises(RuleBroken) as broken:
            attempts.open_paper(people.sokha, "pss", "km")
    assert (broken.value.code, broken.value.values) == ("attempts-exhausted", {"allowed": 3, "hours": 24})
    with clock.frozen(again):
        assert overviews.overview(people.sokha, "pss").turn == MayStart(3)
        assert attempts.paper(people.sokha, attempts.open_paper(people.sokha, "pss", "km")).state == "open"


def test_others_failures_do_not_count_for_malee(people: People) -> None:
    for _ in range(3):
        fail(people)
    assert overviews.overview(people.malee, "pss").turn == MayStart(3)


def test_sokha_may_take_a_test_again_that_she_has_passed(people: People) -> None:
    with clock.frozen(MORNING):
        first = passed(people)
        about = overviews.overview(people.sokha, "pss")
        assert (about.passed_at, about.open_paper, about.turn) == (MORNING, None, MayStart(3))
        again = attempts.open_paper(people.sokha, "pss", "km")
        assert again != first
        assert overviews.overview(people.sokha, "pss").open_paper == again


def test_a_paper_whose_question_is_gone_is_withdrawn_and_does_not_count(
    people: People, small_test: Pool, shelve: Shelve
) -> None:
    uuid = attempts.open_paper(people.sokha, "pss", "km")
    gone = attempts.paper(people.sokha, uuid).asked[0].question
    left = [question for question in small_test.questions if question is not gone]
    shelve(pool(*left, lessons=small_test.blueprint.lessons, safety=("stay",)))
    changed = attempts.paper(people.sokha, uuid)
    assert (changed.state, len(changed.asked), changed.length) == ("changed", 4, 5)
    attempts.submit(people.sokha, uuid, right_answers(changed), language="km")
    assert attempts.paper(people.sokha, uuid).state == "withdrawn"
    attempts.submit(people.sokha, uuid, right_answers(changed), language="km")
    assert overviews.overview(people.sokha, "pss").turn == MayStart(3)
    assert attempts.open_paper(people.sokha, "pss", "km") != uuid


def test_starting_again_withdraws_a_changed_paper(people: People, shelve: Shelve) -> None:
    uuid = attempts.open_paper(people.sokha, "pss", "km")
    shelve(pool(single("new"), lessons={"10-first": 1}))
    other = attempts.open_paper(people.sokha, "pss", "km")
    assert other != uuid
    assert attempts.paper(people.sokha, uuid).state == "withdrawn"
    assert [one.question.id for one in attempts.paper(people.sokha, other).asked] == ["new"]


def test_marks_stand_when_questions_change_later(people: People, shelve: Shelve) -> None:
    uuid = passed(people)
    shelve(pool(single("new"), lessons={"10-first": 1}))
    paper = attempts.paper(people.sokha, uuid)
    assert paper.marks is not None
    assert (paper.state, paper.asked, paper.length, paper.marks.score) == ("submitted", (), 5, 100)
