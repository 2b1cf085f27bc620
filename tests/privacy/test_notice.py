"""The notice: public, in every language, shown once after signing in, made from the inventory."""

from __future__ import annotations

import hashlib
from html import unescape

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import delete, select, update

from lms import clock
from lms.accounts.models import Passkey
from lms.accounts.services import people as people_service
from lms.accounts.services import sign_in
from lms.accounts.services.merging import merges
from lms.data_inventory import Seen, What
from lms.db import session
from lms.privacy.models import NoticeSeen
from lms.privacy.presenters import wording
from lms.privacy.services import export, notice, requests
from tests.client import StrictClient
from tests.people import PIN, SECRET, People

# The version of the notice, and the digest of what it says in English, the inventory included.
KNOWN = ("2026-12-r", "4115f5584b13")


def newcomer(people: People) -> people_service.Person:
    """Somebody who was never here."""
    person = people_service.create_person(
        people_service.Particulars(number="KH-1009", name="វិច្ឆិកា", latin_name="Vichheka", language="km"),
        people.sokha.unit,
        actor=None,
    )
    sign_in.set_pin(person, PIN, SECRET)
    session.commit()
    return person


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_everybody_reads_the_notice_without_signing_in(client: StrictClient, language: str) -> None:
    answer = client.get(f"/{language}/privacy/")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, page.count("<dl>")) == (200, len(export.inventory()))
    assert "public" in answer.headers["Cache-Control"]
    assert notice.NOTICE_VERSION in page


def test_the_notice_says_all_that_the_inventory_says(client: StrictClient) -> None:
    page = unescape(client.get("/en/privacy/").get_data(as_text=True))
    for kind in export.inventory():
        said = (wording.WHAT[kind.what], wording.PURPOSES[kind.purpose], wording.BASES[kind.basis])
        for sentence in (*said, wording.KEPT[kind.kept], *(wording.SEEN[seen] for seen in kind.seen_by)):
            assert str(sentence) in page
    assert "Cambodian Red Cross" in page


def everything_said() -> list[str]:
    """Every sentence of the notice and of the inventory, in the language of the present request."""
    said = [part for one in notice.SECTIONS for part in (one.heading, *one.sentences)]
    for table in (wording.WHAT, wording.PURPOSES, wording.BASES, wording.KEPT, wording.SEEN, wording.ENDINGS):
        said += table.values()
    return [str(sentence) for sentence in said]


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_nobody_reads_half_of_it_in_english(house: Flask, language: str) -> None:
    with house.test_request_context("/en/"):
        english = everything_said()
        with force_locale(language):
            theirs = everything_said()
    assert [one for one, other in zip(english, theirs, strict=True) if one == other] == []


def test_who_signs_in_for_the_first_time_is_led_to_the_notice_once_and_then_on(
    client: StrictClient, people: People
) -> None:
    person = newcomer(people)
    wanted = "/en/quizzes/pss/"
    answer = client.send(f"/en/sign-in/?next={wanted}", {"identifier": person.number, "pin": PIN})
    assert answer.headers["Location"] == "/en/me/privacy/?next=/en/quizzes/pss/"
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "I have read this" in page
    for _ in range(2):  # a double tap
        went = client.send("/en/me/privacy/", {"next": wanted}, form=answer.headers["Location"])
        assert (went.status_code, went.headers["Location"]) == (303, wanted)
    rows = session.execute(select(NoticeSeen.version, NoticeSeen.language).filter_by(person_id=person.id))
    assert rows.all() == [(notice.NOTICE_VERSION, "en")]
    client.post("/en/sign-out/", data={"csrf_token": client.token("/en/me/privacy/")})
    assert client.sign_in(person.number).headers["Location"] == "/en/me/"


def test_who_chooses_another_language_on_the_notice_goes_on_in_it(
    client: StrictClient, people: People
) -> None:
    client.sign_in(newcomer(people).number)
    page = "/lo/me/privacy/?next=/km/quizzes/pss/"
    assert (
        client.send("/lo/me/privacy/", {"next": "/km/quizzes/pss/"}, form=page).location == "/lo/quizzes/pss/"
    )


def test_who_has_not_read_it_reads_lessons_all_the_same(client: StrictClient, people: People) -> None:
    client.sign_in(newcomer(people).number)
    for address in ("/en/", "/en/modules/pss/", "/en/me/", "/en/me/data/"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("role", "start"), [(None, "/en/me/"), ("trainer", "/en/staff/")])
def test_who_walked_past_it_finds_it_where_they_arrive_until_they_have_read_it(
    client: StrictClient, people: People, role: str | None, start: str
) -> None:
    """It informs: nothing is closed, and it does not wait for the next sign-in either (decision 48)."""
    person = newcomer(people) if role is None else people.bopha
    session.execute(delete(NoticeSeen).filter_by(person_id=person.id))
    session.commit()
    client.sign_in(person.number)
    way = f'href="/en/me/privacy/?next={start}"'
    assert way in client.get(start).get_data(as_text=True)
    client.send("/en/me/privacy/", {"next": start})
    assert way not in client.get(start).get_data(as_text=True)


def test_the_card_leads_to_the_notice_too(client: StrictClient, people: People) -> None:
    person = newcomer(people)
    token = sign_in.issue_card(person, actor=None)
    session.commit()
    answer = client.send(f"/km/card/{token}", {"pin": PIN, "again": PIN})
    assert answer.headers["Location"] == "/km/me/privacy/?next=/km/me/"


def test_the_notice_leads_nowhere_else(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    answer = client.send("/en/me/privacy/", {"next": "//elsewhere.example/"})
    assert answer.headers["Location"] == "/en/me/"


def test_a_new_version_is_shown_again(client: StrictClient, people: People) -> None:
    session.execute(update(NoticeSeen).values(version="2020-01"))
    session.commit()
    assert client.sign_in("KH-1001").headers["Location"].startswith("/en/me/privacy/")
    requests.see_notice(people.sokha, "en")
    assert len(session.scalars(select(NoticeSeen).filter_by(person_id=people.sokha.id)).all()) == 2


def test_who_changes_the_sentences_raises_the_version(house: Flask) -> None:
    """After a change: does it matter to people? Then raise NOTICE_VERSION. Write both down here."""
    with house.test_request_context("/en/"):
        said = [str(part) for one in notice.SECTIONS for part in (one.heading, *one.sentences)]
        for kind in export.inventory():
            held = (wording.WHAT[kind.what], wording.PURPOSES[kind.purpose], wording.BASES[kind.basis])
            said += map(str, (*held, wording.KEPT[kind.kept], *(wording.SEEN[one] for one in kind.seen_by)))
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]
    assert (notice.NOTICE_VERSION, digest) == KNOWN


# What the page of a person, and the list, show of each kind of the inventory.
SHOWN: dict[What, tuple[str, ...]] = {
    "name": ("Sokha", "KH-1001"),
    "contact": ("+85512345678", "sokha@example.org"),
    "sex-and-age": (">Female<", "1991"),
    "language": ("ខ្មែរ",),
    "branch": ("Phnom Penh",),
    "card": ("Has a card",),
    "passkey": ("with a passkey",),
    "role": ("Editor of lessons",),
    "merge": ("KH-1002", "twice in the list"),
}
READERS: dict[Seen, str] = {"trainer": "KH-1100", "hr": "KH-1200"}


@pytest.mark.parametrize("reader", READERS)
def test_the_page_of_a_person_shows_what_the_notice_says_to_whom(
    client: StrictClient, people: People, reader: Seen
) -> None:
    sokha = people.sokha
    sokha.phone, sokha.email, sokha.sex, sokha.birth_year = (
        "+85512345678",
        "sokha@example.org",
        "female",
        1991,
    )
    people_service.give_role(sokha, "editor", sokha.unit, actor=None)
    sign_in.issue_card(sokha, actor=None)
    row = Passkey(
        person=sokha, credential_id=b"1", public_key=b"2", sign_count=0, name="phone", created_at=clock.now()
    )
    session.add(row)
    people.ratana.phone = "+85587654321"
    merges.merge(sokha, people.ratana, reason="twice in the list", actor=None)
    session.commit()
    client.sign_in(READERS[reader])
    page = client.get("/en/people/KH-1001/").get_data(as_text=True)
    _, _, page = page.partition("<main")
    told = {kind.what: kind.seen_by for kind in export.inventory()}
    for what, values in SHOWN.items():
        for value in values:
            assert (value in page) == (reader in told[what]), f"{what}: {value}"


@pytest.mark.parametrize("asked", ["?q=012345678", "?q=087654321", "?role=editor"])
def test_a_trainer_finds_nobody_by_what_the_notice_keeps_from_trainers(
    client: StrictClient, people: People, asked: str
) -> None:
    people.sokha.phone, people.ratana.phone = "+85512345678", "+85587654321"
    people_service.give_role(people.sokha, "editor", people.sokha.unit, actor=None)
    merges.merge(people.sokha, people.ratana, reason="twice in the list", actor=None)
    session.commit()
    client.sign_in(READERS["trainer"])
    assert "Sokha" in client.get("/en/people/").get_data(as_text=True)
    assert "Editor of lessons" not in client.get("/en/people/").get_data(as_text=True)
    assert "Sokha" not in client.get(f"/en/people/{asked}").get_data(as_text=True)
    client.post("/en/sign-out/", data={"csrf_token": client.token("/en/me/privacy/")})
    client.sign_in(READERS["hr"])
    assert "Sokha" in client.get(f"/en/people/{asked}").get_data(as_text=True)


def test_who_enters_reads_which_societies_take_part_here(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    page = client.get("/en/me/privacy/").get_data(as_text=True)
    assert "Cambodian Red Cross" in page
    assert "Thai Red Cross Society" in page
    assert "Lao Red Cross" not in page
