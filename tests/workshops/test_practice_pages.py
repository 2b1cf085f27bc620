"""Practice cards on their pages: Bopha taps on her phone; who may not does not find them."""

from __future__ import annotations

import re

import pytest

from lms import clock
from lms.content import registry
from lms.db import session
from lms.workshops.models import Workshop
from lms.workshops.queries.practice import words_of
from lms.workshops.queries.roster import roster_of
from lms.workshops.services import closing
from tests.client import StrictClient
from tests.pdfs import text_of
from tests.people import People
from tests.workshops.planned import UUID, close, held, planned
from tests.workshops.test_practice import ALL

PAGE = f"/en/workshops/{UUID}/"
LIST = f"{PAGE}practice/pss/"


@pytest.fixture
def workshop(client: StrictClient, people: People) -> Workshop:
    """A workshop of today, and Bopha has signed in."""
    made = planned(people, days=[(clock.today(), "am")])
    held(people, made, [people.sokha, people.ratana])
    session.commit()
    client.sign_in("KH-1100")
    return made


def test_a_card_is_tapped_and_its_word_stands_in_the_list(
    client: StrictClient, people: People, workshop: Workshop
) -> None:
    assert LIST in client.get(PAGE).get_data(as_text=True)
    assert client.get(LIST).get_data(as_text=True).count("Not observed yet") == 2
    card = f"{LIST}{people.sokha.id}/"
    page = client.get(card).get_data(as_text=True)
    seen = re.search('name="seen" value="([^"]+)"', page)
    assert seen
    answer = client.send(card, {"seen": seen[1], **{f"p-{point}": "1" for point in ALL}})
    assert (answer.status_code, answer.location) == (303, f"{LIST}?saved={people.sokha.id}")
    page = client.get(answer.location).get_data(as_text=True)
    assert page.count("Not observed yet") == 1
    assert "Seen</span>" in page
    assert words_of(workshop, roster_of(workshop)) == {(people.sokha.id, "pss"): True}
    assert client.get(card).get_data(as_text=True).count(" checked") == len(ALL)


def test_who_saves_over_the_card_of_another_trainer_is_shown_it_first(
    client: StrictClient, people: People, workshop: Workshop
) -> None:
    card = f"{LIST}{people.sokha.id}/"
    first, second = ({f"p-{point}": "1" for point in half} for half in (ALL[:5], ALL[5:]))
    assert client.send(card, {"seen": "", **first}).status_code == 303
    answer = client.send(card, {"seen": "", **second})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Nothing of yours is saved yet." in page
    assert page.count("had noted: ✓") == 5
    assert page.count("had noted: –") == page.count(" checked") == 4, "what was tapped stays tapped"
    assert words_of(workshop, roster_of(workshop)) == {(people.sokha.id, "pss"): False}
    seen = re.search('name="seen" value="([^"]+)"', page)
    assert seen
    both = {**first, **second, "seen": seen[1]}
    assert client.send(card, both).status_code == 303
    assert words_of(workshop, roster_of(workshop)) == {(people.sokha.id, "pss"): True}


def test_a_module_without_a_card_and_somebody_else_are_not_found(
    client: StrictClient, people: People, workshop: Workshop
) -> None:
    assert client.get(f"{PAGE}practice/cea/").status_code == 404
    assert client.get(f"{PAGE}practice/cea/cards.pdf").status_code == 404
    assert client.get(f"{LIST}{people.malee.id}/").status_code == 404


def test_the_card_of_slips_says_what_it_waits_for(client: StrictClient, people: People) -> None:
    held(people, planned(people, modules=("hiv",), days=[(clock.today(), "am")]), [people.sokha])
    session.commit()
    client.sign_in("KH-1100")
    page = client.get(f"{PAGE}practice/hiv/").get_data(as_text=True)
    assert "has not confirmed its focal office for referrals" in page
    answer = client.send(f"{PAGE}practice/hiv/{people.sokha.id}/", {"seen": "", "p-consent": "2"})
    assert answer.status_code == 422


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
@pytest.mark.parametrize("module", ["pss", "hiv"])
def test_the_card_is_printed_four_to_a_sheet_in_each_language(
    client: StrictClient, people: People, module: str, language: str
) -> None:
    planned(people, modules=(module,), days=[(clock.today(), "am")])
    session.commit()
    client.sign_in("KH-1100")
    answer = client.get(f"/{language}/workshops/{UUID}/practice/{module}/cards.pdf")
    assert answer.status_code == 200
    card = registry.current().practice[module]
    written = text_of(answer.get_data()).replace("\u200b", "").replace(" ", "").replace("\n", "")
    assert written.count(card.title.text(language).text.replace(" ", "")) >= 4


def test_an_empty_card_notes_nothing_and_takes_nothing_back(
    client: StrictClient, people: People, workshop: Workshop
) -> None:
    """Opened again, the card of somebody seen is empty: saving it as it stood took “Seen” away."""
    card = f"{LIST}{people.sokha.id}/"
    answer = client.send(card, {"seen": ""})
    assert (answer.status_code, "Nothing is tapped yet." in answer.get_data(as_text=True)) == (422, True)
    assert client.send(card, {"seen": "", **{f"p-{point}": "1" for point in ALL}}).status_code == 303
    close(workshop, people.bopha)
    closing.reopen(workshop, "A mark was wrong.", actor=people.chan)
    session.commit()
    page = client.get(card).get_data(as_text=True)
    assert "This was noted before the workshop was closed:" in page
    assert " checked" not in page
    assert client.send(card, {"seen": ""}).status_code == 422
    assert words_of(workshop, roster_of(workshop)) == {(people.sokha.id, "pss"): True}
    assert client.send(card, {"seen": "", "p-needs": "1"}).status_code == 303
    assert words_of(workshop, roster_of(workshop)) == {(people.sokha.id, "pss"): False}
