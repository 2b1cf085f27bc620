"""After the test Sokha sees what she chose for every part of every question, and which of it was right."""

from __future__ import annotations

import re
from html import unescape

import pytest

from lms.db import session
from lms.quizzes.services import attempts
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import multiple, ordering, pool, single, true_false
from tests.quizzes.test_pages import begin

WHY_NOTHING = "The question counts only when both of your answers are right."

# The statement is false, for the reason c: what was chosen for each, and what is said of each.
STATEMENTS = (
    ("false", "c", "✓ You chose: False. ✓ Your reason is right."),
    ("false", "a", "✓ You chose: False. ✕ Your reason is not right."),
    ("true", "c", "✕ You chose: True. ✓ Your reason is right."),
    ("true", "b", "✕ You chose: True. ✕ Your reason is not right."),
)


def read(page: str) -> str:
    """What of a page is read: its words, one space between them."""
    main = page[page.index("<main") : page.index("</main")]
    return " ".join(unescape(re.sub("<[^>]*>", " ", main)).split())


@pytest.mark.parametrize(("truth", "reason", "said"), STATEMENTS)
def test_of_a_statement_it_is_said_what_was_chosen_and_which_part_was_right(
    client: StrictClient, people: People, shelve: Shelve, truth: str, reason: str, said: str
) -> None:
    shelve(pool(true_false("statement"), lessons={"10-first": 1}))
    client.sign_in(people.sokha.number)
    address = begin(client)
    paper = client.get(address).get_data(as_text=True)
    tick = re.search(rf'name="q1-reason"\s+value="(\d)">\s*<span>text statement {reason}<', paper)
    assert tick
    client.send(address, {"q1": truth, "q1-reason": tick[1]})
    page = read(client.get(f"{address}result/").get_data(as_text=True))
    assert f"The statement is false. {said}" in page
    assert (WHY_NOTHING in page) == (said.count("✓") == 1)


def test_of_what_was_left_out_it_is_said_that_nothing_was_chosen(
    client: StrictClient, people: People, shelve: Shelve
) -> None:
    kinds = (true_false("statement"), single("single"), multiple("multiple"), ordering("order"))
    shelve(pool(*kinds, lessons={"10-first": 4}))
    client.sign_in(people.sokha.number)
    address = begin(client)
    attempts.submit(people.sokha, address.split("/")[-2], {}, language="en")
    session.commit()
    page = read(client.get(f"{address}result/").get_data(as_text=True))
    assert "The statement is false. ✕ You chose neither true nor false. ✕ You chose no reason." in page
    assert page.count("You gave no answer.") == 3
    assert WHY_NOTHING not in page
    assert "Your order:" not in page


def test_the_own_choice_is_marked_in_every_other_kind_of_question(
    client: StrictClient, people: People, shelve: Shelve
) -> None:
    shelve(pool(single("single"), multiple("multiple"), ordering("order"), lessons={"10-first": 3}))
    client.sign_in(people.sokha.number)
    address = begin(client)
    answers = {"single": ("a",), "multiple": ("a", "b"), "order": ("d", "c", "b", "a")}
    attempts.submit(people.sokha, address.split("/")[-2], answers, language="en")
    session.commit()
    page = read(client.get(f"{address}result/").get_data(as_text=True))
    for chosen in ("Not right · your choice text single a", "Right · your choice text multiple a"):
        assert chosen in page
    assert "Not right · your choice text multiple b" in page
    assert "Right text single b" in page
    assert "Your order: text order d text order c text order b text order a" in page
