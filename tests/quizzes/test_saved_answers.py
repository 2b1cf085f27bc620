"""Every tap in a test is kept: nothing is lost by a reload, a language, another phone, and nothing counts twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.content.types.questions import Pool
from lms.db import session
from lms.quizzes import personal_data
from lms.quizzes.domain.answers_merging import Fields
from lms.quizzes.models import SavedAnswer
from lms.quizzes.services import attempts, saved_answers
from tests.client import StrictClient
from tests.held import watching
from tests.people import People
from tests.quizzes.test_pages import begin, typed


@dataclass(frozen=True)
class Paper:
    """An open test, and the numbers of a question with one right answer, and of one with several."""

    address: str
    uuid: str
    one: int
    several: int

    def tap(self, client: StrictClient, number: int | str, *values: str) -> int:
        """Send what now stands in the fields of a question, as the script does; the status of the answer."""
        data = {"question": str(number), f"q{number}": list(values)}
        headers = {"Sec-Fetch-Site": "same-origin"}
        return client.post(f"{self.address}answers/", data=data, headers=headers).status_code


@pytest.fixture
def paper(sokha: StrictClient, people: People, small_test: Pool) -> Paper:
    """Sokha has begun the test."""
    address = begin(sokha)
    uuid = address.split("/")[-2]
    asked = attempts.paper(people.sokha, uuid).asked
    numbers = {one.question.kind: one.number for one in asked}
    return Paper(address, uuid, numbers["single"], numbers["multiple"])


def fields_of(uuid: str) -> dict[int, Fields]:
    return {number: one.fields for number, one in saved_answers.saved(uuid).items()}


def _saved() -> int:
    return session.scalar(select(func.count()).select_from(SavedAnswer)) or 0


def test_a_tap_is_there_after_a_reload_and_in_another_language(sokha: StrictClient, paper: Paper) -> None:
    assert paper.tap(sokha, paper.one, "2") == 204
    for page in (paper.address, paper.address.replace("/en/", "/km/")):
        shown = " ".join(sokha.get(page).text.split())
        assert f'name="q{paper.one}" value="2" checked' in shown
        assert shown.count(" checked") == 1


def test_of_two_taps_on_one_question_the_last_counts_and_of_two_questions_both(
    sokha: StrictClient, paper: Paper
) -> None:
    for number, value in ((paper.one, "1"), (paper.several, "1"), (paper.one, "2")):
        paper.tap(sokha, number, value)
    kept = fields_of(paper.uuid)
    assert kept == {paper.one: {f"q{paper.one}": ["2"]}, paper.several: {f"q{paper.several}": ["1"]}}


def test_a_tick_that_is_taken_back_is_taken_back_here_too(sokha: StrictClient, paper: Paper) -> None:
    paper.tap(sokha, paper.several, "1", "2")
    paper.tap(sokha, paper.several)
    assert fields_of(paper.uuid) == {paper.several: {}}


def test_an_incomplete_hand_in_and_save_for_later_keep_everything(
    sokha: StrictClient, people: People, paper: Paper
) -> None:
    assert sokha.send(paper.address, {f"q{paper.one}": "2"}).status_code == 422
    assert fields_of(paper.uuid)[paper.one] == {f"q{paper.one}": ["2"]}
    answer = sokha.send(paper.address, typed(paper.address, people) | {"act": "later"})
    assert answer.status_code == 303
    assert "Your answers are saved." in sokha.get(answer.location).text
    assert attempts.paper(people.sokha, paper.uuid).state == "open"
    assert len(saved_answers.saved(paper.uuid)) == attempts.paper(people.sokha, paper.uuid).length


def test_what_was_saved_is_gone_when_the_test_is_handed_in_and_nothing_is_saved_afterwards(
    sokha: StrictClient, people: People, paper: Paper
) -> None:
    paper.tap(sokha, paper.one, "2")
    sokha.send(paper.address, typed(paper.address, people))
    assert _saved() == 0
    assert paper.tap(sokha, paper.one, "1") == 409
    assert _saved() == 0


def test_nobody_hands_a_test_in_between_the_look_at_it_and_the_answer_that_is_saved(
    app: Flask, sokha: StrictClient, people: People, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields, free = typed(paper.address, people), list[bool]()
    watch = watching(free, app, "attempt.score", may_read=True)
    for verb in ("save", "saved"):
        monkeypatch.setattr(saved_answers, verb, watch(getattr(saved_answers, verb)))
    assert paper.tap(sokha, paper.one, "2") == 204
    assert free == [False, False], "what was saved before, and the tap"
    answer = sokha.post(paper.address, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.location == f"{paper.address}result/"
    assert free == [False, False, False]


def test_nobody_saves_into_the_test_of_somebody_else_or_from_another_site(
    app: Flask, sokha: StrictClient, paper: Paper
) -> None:
    other = StrictClient(app, app.response_class)
    assert paper.tap(other, paper.one, "2") == 401, "nobody is signed in"
    other.sign_in("KH-1002")
    assert paper.tap(other, paper.one, "2") == 404
    data, elsewhere = {"question": str(paper.one)}, {"Sec-Fetch-Site": "cross-site"}
    assert sokha.post(f"{paper.address}answers/", data=data, headers=elsewhere).status_code == 400
    assert _saved() == 0


def test_of_two_windows_the_answer_that_was_tapped_last_counts_unless_it_had_to_wait(
    sokha: StrictClient, paper: Paper
) -> None:
    """Both windows were opened before anything was answered; the second one has not seen the answer of the first."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    assert paper.tap(sokha, paper.one, "1") == 204
    tapped = {"question": str(paper.one), f"q{paper.one}": "2", "seen": ""}
    address = f"{paper.address}answers/"
    assert sokha.post(address, data=tapped, headers=headers).status_code == 412, (
        "it waited: nobody knows how long"
    )
    assert fields_of(paper.uuid)[paper.one] == {f"q{paper.one}": ["1"]}
    assert sokha.post(address, data=tapped | {"newest": "1"}, headers=headers).status_code == 204
    assert fields_of(paper.uuid)[paper.one] == {f"q{paper.one}": ["2"]}


@pytest.mark.parametrize("number", ["0", "99", "x", "", "1" * 5000, "-1"])
def test_a_question_that_is_not_in_the_test_is_not_kept(
    sokha: StrictClient, paper: Paper, number: str
) -> None:
    assert paper.tap(sokha, number, "2") == 204
    assert _saved() == 0


def test_what_no_page_of_ours_sends_is_cut(sokha: StrictClient, paper: Paper) -> None:
    name = f"q{paper.one}"
    data = {"question": str(paper.one), name: ["x" * 10_000] * 50, f"q{paper.several}": "1", "other": "1"}
    headers = {"Sec-Fetch-Site": "same-origin"}
    assert sokha.post(f"{paper.address}answers/", data=data, headers=headers).status_code == 204
    kept = fields_of(paper.uuid)
    assert list(kept) == [paper.one]
    assert list(kept[paper.one]) == [name]
    assert sum(len(value) for value in kept[paper.one][name]) <= 5 * 200


def test_taps_of_two_windows_at_once_write_over_no_other_question(
    app: Flask, people: People, small_test: Pool
) -> None:
    uuid = attempts.open_paper(people.sokha, small_test.module, "km")
    session.commit()

    def tap(number: int) -> None:
        with app.app_context():
            for value in ("1", "2", "3"):
                saved_answers.save(uuid, {number: {f"q{number}": [value]}})
                session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tap, (1, 2, 3, 4)))
    assert fields_of(uuid) == {number: {f"q{number}": ["3"]} for number in (1, 2, 3, 4)}


def test_an_old_page_of_the_test_takes_no_answer_back_that_was_given_elsewhere(
    sokha: StrictClient, people: People, paper: Paper
) -> None:
    """Two phones have the test open; on the other one it was finished. This page, still empty, is sent."""
    sokha.send(paper.address, {**typed(paper.address, people), "act": "later"})
    everything = fields_of(paper.uuid)
    answer = sokha.send(paper.address, {"seen": "", "taps": "", "act": "later"})
    assert answer.status_code == 303
    assert fields_of(paper.uuid) == everything
    answer = sokha.send(paper.address, {"seen": "", "taps": ""})
    assert answer.status_code == 409
    assert "in another window or on another phone" in answer.text
    assert answer.text.count(" checked") + answer.text.count(" selected") == sum(
        len(values) for fields in everything.values() for values in fields.values()
    )
    assert attempts.paper(people.sokha, paper.uuid).state == "open", "nobody saw what would have been marked"


@pytest.mark.parametrize("seen", ["yesterday", "2026-11-28", "9" * 5000, "0001-01-01T00:00:00+14:00"])
def test_an_instant_that_no_page_of_ours_says_loses_nothing(
    sokha: StrictClient, people: People, paper: Paper, seen: str
) -> None:
    paper.tap(sokha, paper.one, "2")
    assert sokha.send(paper.address, {"seen": seen, "taps": "x 99999 1e3", "act": "later"}).status_code == 303
    assert fields_of(paper.uuid)[paper.one] == {f"q{paper.one}": ["2"]}


def test_ones_data_names_the_questions_that_were_answered_and_no_other(
    sokha: StrictClient, paper: Paper, people: People
) -> None:
    """Without scripts the form sends every question, also those that nobody has touched."""
    sokha.send(paper.address, {f"q{paper.one}": "2", "act": "later"})
    assert len(fields_of(paper.uuid)) > 1
    (test,) = [item for item in personal_data.export([people.sokha.id]) if item.what == "test"]
    saved = test.facts["saved"]
    assert isinstance(saved, list)
    assert [answer["number"] for answer in saved] == [paper.one]
