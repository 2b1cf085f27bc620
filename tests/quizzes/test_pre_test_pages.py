"""What Sokha finds out before a test: pages, rows, and what a pre-test must never do."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import clock
from lms.audit import AuditLine
from lms.content.types.questions import Pool, SingleChoice
from lms.courses.services import mark_read
from lms.db import session
from lms.errors import NotFound
from lms.quizzes.domain.attempt_limits import MayStart
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.practice import Due
from lms.quizzes.forms.practice import Asking
from lms.quizzes.models import Attempt, PracticeItem, SavedAnswer
from lms.quizzes.queries.first_papers import first_papers
from lms.quizzes.queries.missed import missed_by
from lms.quizzes.services import attempts, overviews, practice, pre_tests
from lms.records.services.achievements import entries_of, standings_of
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import pool, single
from tests.quizzes.test_pages import typed

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BEFORE = "/en/quizzes/pss/before/"


def opened(people: People, module: str = "pss") -> str:
    uuid = pre_tests.open_pre_test(people.sokha, module, "km")
    assert uuid is not None
    return uuid


def right_answers(people: People, uuid: str, *, leaving: int = 0) -> dict[str, Answer]:
    asked = attempts.paper(people.sokha, uuid).asked
    return {one.question.id: rules_of(one.question).key for one in asked[leaving:]}


def take(people: People, *, wrong: int = 0, module: str = "pss") -> str:
    uuid = opened(people, module)
    answers = right_answers(people, uuid, leaving=wrong)
    pre_tests.hand_in_pre_test(people.sokha, uuid, answers, language="km")
    return uuid


def begin(browser: StrictClient) -> str:
    answer = browser.send(BEFORE)
    assert answer.status_code == 303
    return answer.location


# --- the way through --------------------------------------------------------------------------------------------


def test_the_page_of_a_module_leads_to_it_and_says_what_it_is(client: StrictClient) -> None:
    page = client.get("/en/modules/hiv/").get_data(as_text=True)
    assert "/en/quizzes/hiv/before/" in page
    assert "10 questions, about 5 minutes. It is not graded, and nobody else sees it." in page


def test_sokha_answers_ten_questions_and_reads_how_many_were_right(
    sokha: StrictClient, people: People
) -> None:
    assert "10 questions, about 5 minutes" in sokha.get(BEFORE).get_data(as_text=True)
    address = begin(sokha)
    assert "What you know already" in sokha.get(address).get_data(as_text=True)
    answer = sokha.send(address, typed(address, people, wrong=(1, 2, 3)))
    assert answer.status_code == 303
    page = sokha.get(answer.location).get_data(as_text=True)
    assert "7 of 10 questions right." in page
    assert "You know a good part of it." in page
    assert "Send my answers" not in sokha.get(address, follow_redirects=True).get_data(as_text=True)


def test_its_end_shows_no_question_no_answer_and_no_reason(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha)
    page = sokha.get(sokha.send(address, typed(address, people, wrong=(1,))).location).get_data(as_text=True)
    for question in small_test.questions:
        text = question.text("en")
        assert f"{text.stem}<" not in page
        assert not any(part.text in page or (part.why or "why?") in page for part in text.parts.values())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(0, "You can take the test straight away."), (1, "You can take the test straight away."),
     (2, "You know a good part of it."), (3, "Please read all of it."), (5, "Please read all of it.")],
)  # fmt: skip
@pytest.mark.usefixtures("small_test")
def test_the_end_says_what_to_do_next(sokha: StrictClient, people: People, wrong: int, said: str) -> None:
    uuid = take(people, wrong=wrong)
    session.commit()
    page = sokha.get(f"/en/quizzes/pss/{uuid}/result/").get_data(as_text=True)
    assert said in page
    assert ('href="/en/quizzes/pss/"' in page.split("<main")[1]) is (wrong < 2)


def test_who_knows_it_all_first_passes_the_test_that_comes_before(
    sokha: StrictClient, people: People
) -> None:
    uuid = take(people, module="hiv")
    session.commit()
    page = sokha.get(f"/en/quizzes/hiv/{uuid}/result/").get_data(as_text=True).split("<main")[1]
    assert "First pass its test" in page
    assert "/en/modules/pgi/" in page
    assert 'href="/en/quizzes/hiv/"' not in page


def test_who_knows_it_all_first_reads_what_everyone_reads_before_outreach(
    sokha: StrictClient, people: People
) -> None:
    uuid = take(people, module="pgi")
    session.commit()
    address = f"/en/quizzes/pgi/{uuid}/result/"
    page = sokha.get(address).get_data(as_text=True).split("<main")[1]
    assert "Everyone reads these lessons before the first outreach" in page
    assert 'href="/en/quizzes/pgi/"' not in page
    module = attempts.paper(people.sokha, uuid).module
    for lesson in module.before_outreach:
        mark_read(people.sokha, module, module.lesson(lesson))
    session.commit()
    assert "You can take the test straight away." in sokha.get(address).get_data(as_text=True)


@pytest.mark.usefixtures("small_test")
def test_what_is_not_known_may_be_left_out_once_sokha_says_so(sokha: StrictClient, people: People) -> None:
    """A slip of the thumb is asked about first, in a friendly way: whoever leaves something out made no mistake."""
    address = begin(sokha)
    some = {name: value for name, value in typed(address, people).items() if not name.startswith("q1")}
    refused = sokha.send(address, some)
    assert refused.status_code == 422
    page = " ".join(refused.get_data(as_text=True).split())
    review = page.partition('<section class="c here" id="review"')[2]
    assert "What you do not know yet you may leave out." in review
    assert re.findall('<li><a href="#(q[0-9])"', review) == ["q1"]
    assert 'class="error" id' not in page
    assert "notice warn" not in review.partition('id="notes"')[0]
    shown = [
        button for button in re.findall("<button[^>]* id=[^>]*>[^<]*", review) if " hidden" not in button
    ]
    assert [button.partition(">")[2] for button in shown] == ["Send as it is"]
    sent = sokha.send(address, {**some, "act": "gaps"})
    assert "4 of 5 questions right." in sokha.get(sent.location).get_data(as_text=True)


@pytest.mark.usefixtures("small_test")
def test_a_test_cannot_be_sent_with_gaps(sokha: StrictClient) -> None:
    paper = sokha.send("/en/quizzes/pss/", {"new": "1"}).location
    refused = sokha.send(paper, {"act": "gaps"})
    assert refused.status_code == 422
    assert "Send as it is" not in refused.get_data(as_text=True)


@pytest.mark.usefixtures("small_test")
def test_sokha_stops_and_goes_on_where_she_stopped(sokha: StrictClient, people: People) -> None:
    address = begin(sokha)
    kept = sokha.send(address, {**typed(address, people), "act": "later"})
    assert kept.location.startswith(BEFORE)
    page = sokha.get(kept.location).get_data(as_text=True)
    assert "Your answers are saved." in page
    assert "You have started this and not sent your answers yet." in page
    assert begin(sokha) == address
    assert "checked" in sokha.get(address).get_data(as_text=True)


@pytest.mark.usefixtures("small_test")
def test_a_second_window_that_sends_other_answers_is_told_which_count(
    sokha: StrictClient, people: People
) -> None:
    address = begin(sokha)
    sokha.send(address, typed(address, people))
    answer = sokha.send(address, typed(address, people, wrong=(1, 2)), form="/en/me/")
    page = sokha.get(answer.location).get_data(as_text=True)
    assert "Those answers count" in page
    assert "5 of 5 questions right." in page


@pytest.mark.usefixtures("small_test")
def test_somebody_else_on_the_same_phone_reads_nothing_of_it(sokha: StrictClient, people: People) -> None:
    address = begin(sokha)
    answers = typed(address, people)
    uuid = address.split("/")[-2]
    sokha.send("/en/sign-out/", form="/en/me/")
    sokha.sign_in(people.ratana.number)
    assert sokha.get(address).status_code == 404
    assert sokha.send(address, answers, form="/en/me/").status_code == 409
    assert sokha.get(f"{address}result/").status_code == 404
    with pytest.raises(NotFound):
        pre_tests.pre_test_result(people.ratana, uuid)


@pytest.mark.usefixtures("small_test")
def test_answers_sent_after_the_session_has_ended_come_back_and_count_once_sokha_is_back(
    sokha: StrictClient, people: People
) -> None:
    address = begin(sokha)
    answers = typed(address, people)
    sokha.send("/en/sign-out/", form="/en/me/")
    kept = sokha.send(address, {**answers, "act": "gaps"}, form="/en/sign-in/")
    assert kept.status_code == 409
    assert all(f'name="{name}"' in kept.get_data(as_text=True) for name in (*answers, "act"))
    sokha.sign_in(people.sokha.number)
    sent = sokha.send(address, {**answers, "act": "gaps"}, form="/en/me/")
    assert "5 of 5 questions right." in sokha.get(sent.location).get_data(as_text=True)


@pytest.mark.usefixtures("small_test")
def test_changed_questions_end_it_and_sokha_begins_anew(
    sokha: StrictClient, people: People, shelve: Shelve
) -> None:
    address = begin(sokha)
    shelve(pool(single("pss-new"), lessons={"10-first": 1}))
    page = sokha.get(sokha.send(address, {"q1": "1"}, form="/en/me/").location).get_data(as_text=True)
    assert "Some questions were changed" in page
    assert begin(sokha) != address
    assert session.scalars(select(Attempt.withdrawn_at).where(Attempt.uuid == address.split("/")[-2])).one()


# --- when there is one ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_test")
def test_it_is_taken_once_a_year(sokha: StrictClient, people: People) -> None:
    with clock.frozen(MORNING):
        uuid = take(people)
        assert pre_tests.open_pre_test(people.sokha, "pss", "km") is None
    session.commit()
    with clock.frozen(MORNING + timedelta(days=364)):
        assert sokha.send(BEFORE, form="/en/me/").location == BEFORE
        page = sokha.get(BEFORE).get_data(as_text=True)
        assert "You can do it again from 23 November 2027" in page
        assert f"/en/quizzes/pss/{uuid}/result/" in page
    with clock.frozen(MORNING + timedelta(days=365)):
        assert pre_tests.open_pre_test(people.sokha, "pss", "km") not in (None, uuid)


@pytest.mark.usefixtures("small_test")
def test_who_has_passed_is_offered_none(sokha: StrictClient, people: People) -> None:
    uuid = attempts.open_paper(people.sokha, "pss", "km")
    attempts.submit(people.sokha, uuid, right_answers(people, uuid), language="km")
    session.commit()
    assert pre_tests.open_pre_test(people.sokha, "pss", "km") is None
    assert "You hold the certificate of this module" in sokha.get(BEFORE).get_data(as_text=True)
    assert "pss" not in {module.id for module in pre_tests.modules_to_pre_test(people.sokha)}


@pytest.mark.usefixtures("small_test")
def test_two_taps_at_the_same_moment_begin_one(app: Flask, people: People) -> None:
    sokha, found, ready = people.sokha.id, [], threading.Barrier(2)

    def tap() -> None:
        with app.app_context():
            ready.wait(timeout=20)
            person = session.get(type(people.sokha), sokha)
            assert person is not None
            found.append(pre_tests.open_pre_test(person, "pss", "km"))
            session.commit()

    session.commit()
    taps = [threading.Thread(target=tap) for _ in range(2)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert len(set(found)) == 1
    assert session.scalar(select(func.count()).select_from(Attempt)) == 1


# --- what it must never do --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_test")
def test_it_counts_as_no_attempt_and_leaves_no_entry_no_line_and_nothing_to_practise(people: People) -> None:
    take(people, wrong=5)
    about = overviews.overview(people.sokha, "pss")
    assert (about.open_paper, about.passed_at, about.turn) == (None, None, MayStart(3))
    assert overviews.last_sent(people.sokha, "pss") is None
    assert entries_of(people.sokha.id) == []
    assert session.scalars(select(AuditLine).where(AuditLine.act.startswith("quizzes."))).all() == []
    assert session.scalars(select(PracticeItem)).all() == []
    assert missed_by(people.sokha) == ()


@pytest.mark.usefixtures("small_test")
def test_an_open_one_is_no_open_test(people: People) -> None:
    uuid = opened(people)
    assert overviews.overview(people.sokha, "pss").open_paper is None
    standings = standings_of(people.sokha, clock.today())
    assert overviews.test_states(people.sokha, standings)["pss"] == "ready"
    assert attempts.open_paper(people.sokha, "pss", "km") != uuid
    assert opened(people) == uuid


@pytest.mark.usefixtures("small_test")
def test_it_never_asks_what_the_open_test_holds(people: People) -> None:
    held = {
        one.question.id
        for one in attempts.paper(people.sokha, attempts.open_paper(people.sokha, "pss", "km")).asked
    }
    asked = {one.question.id for one in attempts.paper(people.sokha, opened(people)).asked}
    assert len(asked) == 5
    assert held.isdisjoint(asked)


@pytest.mark.usefixtures("small_test")
def test_a_test_after_it_asks_other_questions_where_there_are(people: People) -> None:
    known = {one.question.id for one in attempts.paper(people.sokha, take(people)).asked}
    uuid = attempts.open_paper(people.sokha, "pss", "km")
    assert known.isdisjoint(one.question.id for one in attempts.paper(people.sokha, uuid).asked)


def test_practice_tells_nothing_of_a_question_that_only_a_pre_test_has_asked(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    """Whoever could practise it would read which answer is right before the test that certifies."""
    uuid = take(people, wrong=5)
    asked = attempts.paper(people.sokha, uuid).asked
    item = next(one.question.id for one in asked if isinstance(one.question, SingleChoice))
    due = Due(0, clock.today())
    with pytest.raises(NotFound):
        practice.answer(people.sokha, "pss", item, due, ("a",))
    session.commit()
    form = {"asked": Asking(due, small_test.digest).as_field(), "q1": "1"}
    answer = sokha.send(f"/en/practise/pss/{item}/", form, form="/en/me/")
    assert answer.location == "/en/practise/"


@pytest.mark.usefixtures("small_test")
def test_neither_kind_is_handed_in_as_the_other(people: People) -> None:
    before, test = opened(people), attempts.open_paper(people.sokha, "pss", "km")
    with pytest.raises(NotFound):
        attempts.submit(people.sokha, before, {}, language="km")
    with pytest.raises(NotFound):
        pre_tests.hand_in_pre_test(people.sokha, test, {}, language="km")
    with pytest.raises(NotFound):
        pre_tests.pre_test_result(people.sokha, test)


@pytest.mark.usefixtures("small_test")
def test_what_is_known_of_questions_comes_from_tests_alone(people: People, small_test: Pool) -> None:
    take(people)
    assert list(first_papers(None, small_test)) == []
    uuid = attempts.open_paper(people.sokha, "pss", "km")
    attempts.submit(people.sokha, uuid, {}, language="km")
    assert len(list(first_papers(None, small_test))) == 1


@pytest.mark.usefixtures("small_test")
def test_nothing_that_was_tapped_stays_beside_what_was_handed_in(sokha: StrictClient, people: People) -> None:
    address = begin(sokha)
    sokha.send(address, {**typed(address, people), "act": "later"})
    assert session.scalars(select(SavedAnswer)).all()
    session.rollback()
    sokha.send(address, typed(address, people))
    assert session.scalars(select(SavedAnswer)).all() == []
    kept = session.scalars(select(Attempt)).one()
    assert kept.result == {"count": 5, "wrong": {}, "reread": []}
    assert (kept.score, kept.passed) == (100, None)
