"""Sokha missed a question about safety: one more about the same waits on the result, and nothing of it is kept."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import inspect, text

from lms.content.types.questions import Pool
from lms.db import db, session
from lms.quizzes.domain.parallel import parallel_to
from lms.quizzes.queries.missed import missed_by
from lms.quizzes.services import attempts, parallel
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import LINK, LOOK, pool, single
from tests.quizzes.test_feedback import read
from tests.quizzes.test_practice_pages import fail

MISSED = single("missed", lesson=LOOK, safety="stay")
OTHERS = (
    single("twin", lesson=LOOK, safety="stay"),
    single("second", lesson=LOOK, safety="stay"),
    single("topic", lesson=LOOK, safety="tell"),
    single("lesson", lesson=LINK, safety="stay"),
    single("plain", lesson=LOOK),
)


@pytest.mark.parametrize(
    ("asked", "seen", "chosen"),
    [
        ((), ("twin",), "second"),  # what Sokha has never met comes first
        ((), ("twin", "second"), "twin or second"),
        (("twin",), ("twin", "second"), "second"),  # never one of the test itself
        (("twin", "second"), (), None),
    ],
)
def test_another_question_is_of_the_same_lesson_and_topic(
    asked: tuple[str, ...], seen: tuple[str, ...], chosen: str | None
) -> None:
    for seed in map(str, range(20)):
        found = parallel_to(MISSED, [MISSED, *OTHERS], asked={"missed", *asked}, seen=seen, seed=seed)
        assert found is None if chosen is None else found is not None and found.id in chosen.split(" or ")


def test_the_same_seed_chooses_the_same_question_and_another_one_may_not() -> None:
    def chosen(seed: str) -> str:
        found = parallel_to(MISSED, [MISSED, *OTHERS], asked={"missed"}, seen=(), seed=seed)
        assert found is not None
        return found.id

    assert len({chosen("one") for _ in range(9)}) == 1
    assert {chosen(str(number)) for number in range(30)} == {"twin", "second"}


@pytest.fixture
def questions(shelve: Shelve) -> Pool:
    """A test of two questions; the one about safety has one other, which the test does not ask."""
    safe = [single(name, lesson=LOOK, safety="stay") for name in ("safe", "other")]
    made = pool(*safe, single("link", lesson=LINK), lessons={LINK: 1, LOOK: 1}, safety=("stay",))
    shelve(made)
    return made


def failed(people: People) -> tuple[str, str]:
    """Sokha misses the question about safety: the address of the result, and of the other question."""
    result = fail(people, "safe", "other")
    test = attempts.paper(people.sokha, result.split("/")[4])
    (item,) = parallel.offered(test, test.uuid)
    return result, f"{result.removesuffix('result/')}again/{item}/"


def form_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_the_result_leads_to_one_more_question_and_the_answer_says_why(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    result, address = failed(people)
    assert address in sokha.get(result).get_data(as_text=True)
    page = sokha.get(address).get_data(as_text=True)
    assert "It does not count, and nothing of it is kept." in page
    other = {"safe", "other"} - {address.split("/")[-2]}
    assert f"stem {other.pop()}" in page
    values = re.findall(r'name="(q\d+)" value="(\d)"', page)
    answered = sokha.post(address, data=form_of(page) | dict([values[0]]))
    words = read(answered.get_data(as_text=True))
    assert answered.status_code == 200
    assert re.search("Your answer is (not )?right", words)
    assert "why " in words
    assert 'href="/en/modules/pss/look-listen-link/"' in answered.get_data(as_text=True)


def test_nothing_of_a_try_is_kept(sokha: StrictClient, people: People, questions: Pool) -> None:
    _, address = failed(people)
    page = sokha.get(address).get_data(as_text=True)
    before, missed = _rows(), missed_by(people.sokha)
    assert sokha.post(address, data=form_of(page) | {_field(page): "1"}).status_code == 200
    assert _rows() == before
    assert missed_by(people.sokha) == missed


def _field(page: str) -> str:
    found = re.search(r'name="(q\d+)"', page)
    assert found
    return found[1]


def _rows() -> dict[str, int]:
    """How many rows each table has, but those that say that somebody is signed in."""
    names = set(inspect(db.engine).get_table_names()) - {"browser_session"}
    return {name: session.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names}


def test_an_empty_answer_is_asked_for_and_a_changed_question_is_shown_again(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    _, address = failed(people)
    form = form_of(sokha.get(address).get_data(as_text=True))
    assert sokha.post(address, data=form).status_code == 422
    changed = sokha.post(address, data=form | {"asked": "older"})
    assert (changed.status_code, "was changed meanwhile" in changed.get_data(as_text=True)) == (409, True)


def test_while_a_test_is_open_there_is_no_try_for_it_may_ask_the_same(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    result, address = failed(people)
    form = form_of(sokha.get(address).get_data(as_text=True))
    attempts.open_paper(people.sokha, "pss", "en")
    session.commit()
    assert address not in sokha.get(result).get_data(as_text=True)
    assert sokha.get(address).location == result
    assert sokha.post(address, data=form | {"q1": "1"}).location == result


def test_a_question_that_was_right_or_is_of_another_test_is_not_found_or_leads_back(
    sokha: StrictClient, people: People, questions: Pool
) -> None:
    result, address = failed(people)
    start = result.removesuffix("result/")
    assert sokha.get(f"{start}again/link/").location == result
    assert sokha.get(f"{start}again/nothing/").status_code == 404
    assert sokha.get(address.replace("/pss/", "/hiv/")).status_code == 404


def test_nobody_opens_the_try_of_somebody_else(client: StrictClient, people: People, questions: Pool) -> None:
    _, address = failed(people)
    client.sign_in(people.ratana.number)
    assert client.get(address).status_code == 404


def test_a_pass_and_a_plain_mistake_lead_to_no_try(people: People, questions: Pool) -> None:
    test = attempts.paper(people.sokha, fail(people, "link").split("/")[4])
    assert parallel.offered(test, test.uuid) == {}
