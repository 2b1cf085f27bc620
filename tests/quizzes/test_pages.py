"""The pages of a test as Sokha and Malee meet them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from lms import clock, db
from lms.content import registry
from lms.content.types.questions import Ordering, Pool
from lms.db import session
from lms.quizzes.domain import selection
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.services import attempts
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import pool, single

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
START = "/en/quizzes/pss/"

Typed = dict[str, str | list[str]]


def begin(browser: StrictClient) -> str:
    """Start, and return the address of the paper."""
    answer = browser.send(START, {"new": "1"})
    assert answer.status_code == 303
    return answer.location


def typed(address: str, people: People, *, wrong: tuple[int, ...] = ()) -> Typed:
    """What somebody ticks who knows everything but the questions with these numbers."""
    fields: Typed = {}
    for one in attempts.paper(people.sokha, address.split("/")[-2]).asked:
        name, right = f"q{one.number}", rules_of(one.question).key
        if isinstance(one.question, Ordering):
            places = {part: str(right.index(part) + 1) for part in one.parts}
            fields |= {f"{name}-step{place}": places[part] for place, part in enumerate(one.parts, start=1)}
        elif right[0] in ("true", "false"):
            fields |= {name: right[0], f"{name}-reason": str(one.parts.index(right[1]) + 1)}
        else:
            fields[name] = [str(one.parts.index(part) + 1) for part in right]
        if one.number in wrong:
            fields |= miss(fields, name)
    return fields


def miss(fields: Typed, name: str) -> Typed:
    """A complete answer that is not the right one."""
    if name not in fields:
        return {f"{name}-step1": fields[f"{name}-step2"], f"{name}-step2": fields[f"{name}-step1"]}
    value = fields[name]
    if isinstance(value, str):
        return {name: "true" if value == "false" else "false"}
    unused = next(place for place in "1234" if place not in value)
    return {name: [unused, *value[1:]]}


def number_of(people: People, address: str, item: str) -> int:
    asked = attempts.paper(people.sokha, address.split("/")[-2]).asked
    return next(one.number for one in asked if one.question.id.startswith(item))


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements that ask or change something; beginning and ending a transaction is none."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(db.db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.db.engine, "before_cursor_execute", note)


def test_sokha_takes_the_test_and_passes(sokha: StrictClient, people: People, small_test: Pool) -> None:
    first = sokha.get(START).get_data(as_text=True)
    assert "The test has 5 questions." in first
    assert "You pass with 80% of the questions right." in first
    assert "You have 3 attempts left." in first
    address = begin(sokha)
    page = sokha.get(address).get_data(as_text=True)
    assert [f"Question {number} of 5" in page for number in range(1, 7)] == [True] * 5 + [False]
    sent = sokha.send(address, typed(address, people))
    assert (sent.status_code, sent.location) == (303, f"{address}result/")
    result = sokha.get(sent.location).get_data(as_text=True)
    assert "<h1>You passed</h1>" in result
    assert "5 of 5 questions right. Well done!" in result
    assert "/en/me/certificates/" in result
    assert result.count("Your answer is right.") == 5


def test_the_paper_does_not_hold_the_key(sokha: StrictClient, small_test: Pool) -> None:
    page = sokha.get(begin(sokha)).get_data(as_text=True)
    form = page[page.index("<form") : page.index("</form>")]
    assert "why" not in form
    told = set(re.findall(r"data-[a-z]+", form))
    assert told == {"data-choose"}, "how many to choose, as the question says in words"
    for question in small_test.questions:
        assert question.id not in re.sub("(stem|text) [a-z-]+", "", form)
    # Values count from one in the order shown, in every question: they say nothing but the place.
    for name in set(re.findall(r'name="(q\d+(?:-reason)?)"', form)):
        values = re.findall(rf'name="{name}"\s+value="([^"]+)"', form)
        expected = ["true", "false"] if values[0] == "true" else [str(n + 1) for n in range(len(values))]
        assert values == expected


def test_sokha_reads_before_the_start_that_her_answers_are_saved(sokha: StrictClient) -> None:
    assert "Your answers are saved as you go." in sokha.get(START).text


def test_a_paper_without_an_answer_speaks_of_no_other_answers(sokha: StrictClient) -> None:
    answer = sokha.send(begin(sokha), {})
    assert answer.status_code == 422
    assert "No question has a whole answer yet." in answer.text
    assert "still here" not in answer.text


def test_an_incomplete_paper_comes_back_with_all_that_was_typed(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha)
    fields = typed(address, people)
    gone, half = number_of(people, address, "pss-single"), number_of(people, address, "pss-statement")
    del fields[f"q{gone}"]
    del fields[f"q{half}-reason"]
    answer = sokha.send(address, fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "2 questions still need an answer. Your other answers are still here on this page." in page
    link = f'<a href="#q{gone}" aria-label="Question {gone}: choose one answer.">{gone}</a>'
    assert link in page
    assert f'id="q{half}-error">Question {half}: choose true or false, and one reason.' in page
    assert f'aria-describedby="q{half}-error"' in page
    # safety 1, multiple 2, the truth value 1; and the four numbers of the steps
    assert page.count(" checked") == 4
    assert page.count(" selected") == 4
    again = sokha.send(address, {**fields, **typed(address, people)})
    assert again.status_code == 303


def test_a_wrong_safety_answer_fails_and_says_which_lesson_to_read_again(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha)
    number = number_of(people, address, "pss-safe")
    sokha.send(address, typed(address, people, wrong=(number,)))
    result = sokha.get(f"{address}result/").get_data(as_text=True)
    assert "<h1>Not passed yet</h1>" in result
    assert "You had 80% right, which is enough; but a safety question was wrong." in result
    assert "All questions about people's safety must be right." in result
    assert 'href="/en/modules/pss/look-listen-link/"' in result
    assert "You have 2 attempts left." in result
    assert "/en/me/certificates/" not in result


def test_every_wrong_answer_is_explained(sokha: StrictClient, people: People, small_test: Pool) -> None:
    address = begin(sokha)
    sokha.send(address, typed(address, people, wrong=(1, 2, 3, 4, 5)))
    result = sokha.get(f"{address}result/").get_data(as_text=True)
    assert "<h1>Not passed yet</h1>" in result
    assert "You had 0% right; you need 80%." in result
    assert result.count("Your answer is not right.") == 5
    assert "The statement is false." in result
    assert "The right order:" in result
    assert "Your order:" in result
    assert "These lessons help with the questions that were wrong:" in result
    for one in attempts.paper(people.sokha, address.split("/")[-2]).asked:
        if not isinstance(one.question, Ordering):
            right = next(part for part in reversed(rules_of(one.question).key))
            assert f"why {one.question.id} {right}" in result


def test_a_double_tap_and_the_back_button_lead_to_the_same_result(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha)
    fields = {"csrf_token": sokha.token(address), **typed(address, people)}
    answers = [sokha.post(address, data=fields) for _ in range(2)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"{address}result/")}
    assert sokha.post(address, data={"csrf_token": fields["csrf_token"]}).location == f"{address}result/"
    assert sokha.get(address).location == f"{address}result/"
    assert "5 of 5 questions right. Well done!" in sokha.get(f"{address}result/").get_data(as_text=True)


def test_other_answers_from_a_second_window_do_not_count_and_the_page_says_so(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha)
    token = sokha.token(address)
    assert sokha.post(address, data={"csrf_token": token, **typed(address, people)}).status_code == 303
    second = sokha.post(address, data={"csrf_token": token, **typed(address, people, wrong=(1, 2, 3))})
    assert second.location == f"{address}result/?again=1"
    page = sokha.get(second.location).get_data(as_text=True)
    assert "This test was handed in before, perhaps in another window." in page
    assert "5 of 5 questions right. Well done!" in page


def test_a_second_start_leads_to_the_same_paper(sokha: StrictClient, small_test: Pool) -> None:
    address = begin(sokha)
    assert "You have started this test" in sokha.get(START).get_data(as_text=True)
    assert begin(sokha) == address


def test_the_result_of_an_open_paper_is_the_paper(sokha: StrictClient, small_test: Pool) -> None:
    address = begin(sokha)
    assert sokha.get(f"{address}result/").location == address


def test_malee_cannot_open_sokhas_paper(
    app: Flask, sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha)
    number = people.malee.number
    session.commit()  # what was read so far holds a lock outside of requests
    with app.app_context():  # another phone: nothing of Sokha's request is left
        malees = StrictClient(app, app.response_class)
        malees.sign_in(number)
        token = malees.token(START)
        assert malees.get(address).status_code == 404
        assert malees.get(f"{address}result/").status_code == 404
        assert malees.post(address, data={"csrf_token": token}).status_code == 409
    assert sokha.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/en/quizzes/cooking/",
        "/en/quizzes/pss/not-a-paper/",
        "/en/quizzes/pss/6b1f2c0a-0000-4000-8000-000000000000/",
    ],
)
def test_what_is_not_there_is_not_found(sokha: StrictClient, small_test: Pool, address: str) -> None:
    assert sokha.get(address).status_code == 404


def test_a_paper_stands_under_its_own_module_only(sokha: StrictClient, small_test: Pool) -> None:
    assert sokha.get(begin(sokha).replace("/pss/", "/hiv/")).status_code == 404


def test_who_goes_on_in_an_old_tab_with_a_test_that_was_sent_reads_its_result(
    sokha: StrictClient, small_test: Pool, people: People
) -> None:
    address = begin(sokha)
    token = sokha.token(START)
    sokha.send(address, typed(address, people, wrong=(1, 2, 3)))
    gone_on = sokha.post(START, data={"csrf_token": token})
    assert (gone_on.status_code, gone_on.location) == (303, f"{address}result/")
    assert "You have started this test" not in sokha.get(START).get_data(as_text=True)
    assert begin(sokha) != address


def test_after_three_attempts_the_page_says_when_to_come_again(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    with clock.frozen(MORNING):
        token = sokha.token(START)
        for _ in range(3):
            address = begin(sokha)
            sokha.send(address, typed(address, people, wrong=(1, 2, 3, 4, 5)))
        assert "You can try again on" in sokha.get(f"{address}result/").get_data(as_text=True)
        waiting = sokha.get(START).get_data(as_text=True)
        assert "You can try again on 24 November 2026 from 09:00." in waiting
        assert "<form" not in waiting[waiting.index("<main") : waiting.index("</main")]
        refused = sokha.post(START, data={"csrf_token": token, "new": "1"})
        assert refused.status_code == 422
        assert "You have used your 3 attempts." in refused.get_data(as_text=True)
    with clock.frozen(MORNING + timedelta(hours=24)):
        assert begin(sokha) != address


def test_a_passed_test_can_be_taken_again(sokha: StrictClient, people: People, small_test: Pool) -> None:
    with clock.frozen(MORNING):
        address = begin(sokha)
        sokha.send(address, typed(address, people))
        page = sokha.get(START).get_data(as_text=True)
    assert "You passed this test on 23 November 2026." in page
    assert "Start the test" in page


def test_the_result_of_a_try_before_the_pass_says_that_she_has_passed_since(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    with clock.frozen(MORNING):
        failed = begin(sokha)
        sokha.send(failed, typed(failed, people, wrong=(1, 2, 3, 4, 5)))
        address = begin(sokha)
        sokha.send(address, typed(address, people))
        page = sokha.get(f"{failed}result/").get_data(as_text=True)
    assert "You passed this test on 23 November 2026." in page
    assert 'href="/en/me/certificates/"' in page
    assert "You can take it again to refresh what you know." in page
    assert "Not passed yet" not in page
    assert "try again" not in page


def test_a_result_offers_the_test_that_is_open_and_no_new_one(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    failed = begin(sokha)
    sokha.send(failed, typed(failed, people, wrong=(1, 2, 3, 4, 5)))
    begin(sokha)
    page = sokha.get(f"{failed}result/").get_data(as_text=True)
    assert "Go on with the test" in page
    assert "Start a new test" not in page


def test_a_changed_test_is_closed_kindly(
    sokha: StrictClient, people: People, small_test: Pool, shelve: Shelve
) -> None:
    address = begin(sokha)
    fields = {"csrf_token": sokha.token(address), **typed(address, people)}
    shelve(pool(single("new"), lessons={"10-first": 1}))
    assert sokha.get(address).location == f"{address}result/"
    sent = sokha.post(address, data=fields)
    assert sent.location == f"{address}result/"
    result = sokha.get(sent.location).get_data(as_text=True)
    assert "This does not count as an attempt." in result
    assert "Start a new test" in result
    assert begin(sokha) != address


def test_questions_changed_after_marking_are_left_out_of_the_feedback(
    sokha: StrictClient, people: People, small_test: Pool, shelve: Shelve
) -> None:
    address = begin(sokha)
    sokha.send(address, typed(address, people))
    shelve(pool(single("new"), lessons={"10-first": 1}))
    result = sokha.get(f"{address}result/").get_data(as_text=True)
    assert "Questions that were changed since are not shown." in result
    assert "5 of 5 questions right. Well done!" in result


def test_english_questions_on_a_thai_page_say_that_they_are_english(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha).replace("/en/", "/th/")
    page = sokha.get(address).get_data(as_text=True)
    assert '<html lang="th"' in page
    assert page.count('<span lang="en">stem ') == 5
    assert len(re.findall('<span lang="en">text ', page)) == 4 + 4 + 5 + 3 + 4
    sokha.send(address, typed(address, people))
    assert sokha.get(f"{address}result/").get_data(as_text=True).count('<h3 lang="en">') == 5


def test_no_page_asks_the_database_more_than_five_times(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha)
    for page, most in ((START, 5), (address, 4)):  # whether a certificate is to be renewed
        with queries() as asked:
            assert sokha.get(page).status_code == 200
        assert len(asked) <= most, asked
    sokha.send(address, typed(address, people, wrong=(1, 2)))
    for page, most in ((START, 5), (f"{address}result/", 5)):  # what is still to be practised
        with queries() as asked:
            assert sokha.get(page).status_code == 200
        assert len(asked) <= most, asked


def test_the_moment_of_passing_asks_for_the_certificate_and_for_what_comes_next(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha)
    sokha.send(address, typed(address, people))
    with queries() as asked:
        assert sokha.get(f"{address}result/").status_code == 200
    assert len(asked) <= 13, asked


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_the_real_papers_are_small_enough_for_a_slow_phone(
    sokha: StrictClient, people: People, language: str
) -> None:
    address = begin(sokha).replace("/en/", f"/{language}/")
    as_sent = {"Accept-Encoding": "br"}
    assert len(sokha.get(address, headers=as_sent).data) <= 10 * 1024
    sokha.send(address, typed(address, people, wrong=tuple(range(1, 13))))
    assert len(sokha.get(f"{address}result/", headers=as_sent).data) <= 10 * 1024


def test_the_real_pool_gives_three_papers_that_share_no_question(app: Flask) -> None:
    real = registry.current().pools["pss"]
    seen: set[str] = set()
    for seed in range(3):
        paper = selection.draw(real, seed=seed, seen=seen)
        assert not seen & {drawn.item for drawn in paper}
        seen |= {drawn.item for drawn in paper}
    session.rollback()
