"""A sign-in card from the printer to the first visit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw
from sqlalchemy import select

from lms import clock, pdf
from lms.accounts import rendering
from lms.accounts.models import Card, Person
from lms.accounts.queries import people as people_queries
from lms.accounts.services import open_cards, person_changes, roles, sign_in
from lms.accounts.services.merging import merges
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from tests import pdfs
from tests.client import StrictClient
from tests.engines import ON_POSTGRESQL
from tests.people import PIN, SECRET, People

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
NEW_PIN = "804159"
SITE = "https://sala.example.org"


@pytest.fixture
def token(people: People) -> str:
    """The secret of a card that Bopha has just printed for Sokha."""
    token = sign_in.issue_card(people.sokha, actor=people.bopha)
    session.commit()
    return token


def _choose(client: StrictClient, token: str, pin: str = NEW_PIN, again: str = NEW_PIN) -> tuple[int, str]:
    answer = client.send(f"/km/card/{token}", {"pin": pin, "again": again})
    return answer.status_code, answer.get_data(as_text=True)


def test_a_card_says_whose_it_is_and_leads_to_a_session(
    client: StrictClient, people: People, token: str
) -> None:
    page = client.get(f"/km/card/{token}")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "សុខា" in page.get_data(as_text=True)
    # Typed on two keyboards: still the same PIN.
    assert _choose(client, token, "៨០៤១៥៩", "804 159")[0] == 303
    assert client.get("/km/me/").status_code == 200
    phone = StrictClient(client.application, client.application.response_class)
    phone.sign_in("KH-1001", NEW_PIN)


@pytest.mark.parametrize(
    ("pin", "again", "words"),
    [
        ("", "", "Please fill this in."),
        (NEW_PIN, PIN, "The two PINs are not the same."),
        ("12345", "12345", "A PIN has 6 to 12 digits."),
        ("secret", "secret", "A PIN has digits only."),
        ("123456", "123456", "This PIN is too easy to guess."),
    ],
)
def test_a_pin_that_will_not_do_is_asked_for_again(
    client: StrictClient, token: str, pin: str, again: str, words: str
) -> None:
    answer = client.send(f"/en/card/{token}", {"pin": pin, "again": again})
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert _choose(client, token)[0] == 303, "the card still opens"


@pytest.mark.parametrize("end", ["used", "replaced", "revoked", "too old", "never was", "holder left"])
def test_a_card_that_is_closed_says_whom_to_ask(
    client: StrictClient, people: People, token: str, end: str
) -> None:
    form = client.token(f"/en/card/{token}")
    then = clock.now()
    match end:
        case "used":
            sign_in.redeem_card(token, NEW_PIN, SECRET)
        case "replaced":
            sign_in.issue_card(people.sokha, actor=None)
        case "revoked":
            open_cards.revoke(people.sokha)
        case "too old":
            then += timedelta(days=91)
        case "never was":
            token = "x" * 24
        case _:
            people.sokha.active = False
    with clock.frozen(then):
        seen = client.get(f"/en/card/{token}")
        sent = client.post(f"/en/card/{token}", data={"csrf_token": form, "pin": PIN, "again": PIN})
    assert (seen.status_code, sent.status_code) == (410, 410)
    assert "ask your trainer or branch" in seen.get_data(as_text=True)
    assert client.get("/en/me/").status_code == 302


CHANGES: dict[str, Callable[[People], object]] = {
    "a role is given": lambda people: roles.give_role(
        people.sokha, "hr", people_queries.unit_by_code("khm"), actor=people.chan
    ),
    "a role is taken": lambda people: roles.take_role(
        people.bopha, "trainer", people_queries.unit_by_code("KH-12"), actor=people.chan
    ),
    "the Society is another": lambda people: person_changes.move_person(
        people.sokha, people_queries.unit_by_code("TH-27"), actor=None
    ),
    "the record is merged": lambda people: merges.merge(
        people.noy, people.sokha, reason="twice in the list", actor=None
    ),
    "a PIN is set otherwise": lambda people: sign_in.set_pin(people.sokha, NEW_PIN, SECRET),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_card_of_before_opens_nothing_after_the_rights_have_changed(people: People, change: str) -> None:
    tokens = [sign_in.issue_card(one, actor=people.chan) for one in (people.sokha, people.bopha)]
    CHANGES[change](people)
    ended = tokens[1] if change == "a role is taken" else tokens[0]
    with pytest.raises(NotFound):
        sign_in.redeem_card(ended, NEW_PIN, SECRET)
    [still] = {*tokens} - {ended}
    assert sign_in.holder_of(still), "a card of somebody else goes on"


def test_a_role_that_ends_a_card_is_written_down_with_it(people: People) -> None:
    for _ in range(2):
        sign_in.issue_card(people.sokha, actor=people.bopha)
    roles.give_role(people.sokha, "hr", people_queries.unit_by_code("khm"), actor=people.chan)
    roles.give_role(people.sokha, "trainer", people_queries.unit_by_code("khm"), actor=people.chan)
    [line] = session.scalars(select(AuditLine).filter_by(act="accounts.card-withdrawn"))
    assert (line.actor_id, line.record_id) == (people.chan.id, str(people.sokha.id))


def test_the_page_of_roles_says_that_an_open_card_ends(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    page = "/en/people/KH-1001/roles/"
    assert "the card ends" not in client.get(page).get_data(as_text=True)
    sign_in.issue_card(people.sokha, actor=people.bopha)
    session.commit()
    assert "the card ends" in client.get(page).get_data(as_text=True)


def test_a_card_opens_for_ninety_days(people: People) -> None:
    with clock.frozen(NOON):
        token = sign_in.issue_card(people.sokha, actor=None)
    with clock.frozen(NOON + timedelta(days=90, seconds=-1)):
        assert sign_in.holder_of(token) is people.sokha
    with clock.frozen(NOON + timedelta(days=90)), pytest.raises(NotFound):
        sign_in.holder_of(token)


def test_only_the_hash_of_a_card_is_stored_and_no_two_are_the_same(people: People, token: str) -> None:
    assert len(token) == 24, "18 random bytes: 144 bits"
    assert token != sign_in.issue_card(people.sokha, actor=None)
    stored = [str(vars(card)) for card in session.scalars(select(Card))]
    assert not [row for row in stored if token in row]


def test_a_new_card_ends_the_old_pin_and_every_session(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    sign_in.issue_card(people.sokha, actor=people.bopha)
    session.commit()
    assert client.get("/en/me/").status_code == 302
    assert client.send("/en/sign-in/", {"identifier": "KH-1001", "pin": PIN}).status_code == 422


def test_choosing_a_pin_by_card_ends_the_waiting(client: StrictClient, people: People, token: str) -> None:
    with clock.frozen(NOON):
        for _ in range(5):
            client.send("/en/sign-in/", {"identifier": "KH-1001", "pin": PIN})
        assert client.send("/en/sign-in/", {"identifier": "KH-1001", "pin": PIN}).status_code == 429
        client.send(f"/en/card/{token}", {"pin": NEW_PIN, "again": NEW_PIN})
        client.send("/en/sign-out/", form="/en/me/")
        again = client.send("/en/sign-in/", {"identifier": "KH-1001", "pin": NEW_PIN})
    assert again.status_code == 303, "the card has made the device known"


def test_cards_and_pins_are_noted_without_the_secret(people: People, token: str) -> None:
    sign_in.redeem_card(token, NEW_PIN, SECRET)
    lines = session.scalars(
        select(AuditLine).filter_by(record_id=str(people.sokha.id)).order_by(AuditLine.id)
    )
    noted = [(line.act, line.actor_id, list(line.facts)) for line in lines]
    assert noted[-2:] == [
        ("accounts.card", people.bopha.id, ["card"]),
        ("accounts.pin", people.sokha.id, []),
    ]


def test_two_tabs_at_one_moment_use_a_card_once(app: Flask, people: People, token: str) -> None:
    start, pins = threading.Barrier(2), ("804159", "951408")
    outcomes: list[str] = []

    def tab(pin: str) -> None:
        with app.app_context():
            start.wait()
            try:
                sign_in.redeem_card(token, pin, SECRET)
                session.commit()
                outcomes.append(pin)
            except NotFound:
                outcomes.append("closed")
            finally:
                session.remove()

    tabs = [threading.Thread(target=tab, args=(pin,)) for pin in pins]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    assert sorted(outcomes)[1] == "closed"
    chosen = min(outcomes)
    session.expire_all()
    found = sign_in.sign_in("KH-1001", chosen, address="", secret=SECRET, regions=())
    assert found.id == people.sokha.id


@ON_POSTGRESQL  # on SQLite one writes after the other
@pytest.mark.parametrize("first", ["role", "card"])
def test_a_card_made_while_its_holder_gets_a_role_does_not_open_that_account(
    app: Flask, people: People, first: str
) -> None:
    acts: dict[str, Callable[[Person], object]] = {
        "role": lambda person: roles.give_role(person, "hr", person.unit, actor=None),
        "card": lambda person: sign_in.issue_card(person, actor=session.get_one(Person, people.bopha.id)),
    }
    sokha, (second,) = people.sokha.id, acts.keys() - {first}
    began = threading.Event()

    def other_officer() -> None:
        with app.app_context():
            person = session.get_one(Person, sokha)
            assert person.roles == []
            began.set()
            try:
                acts[second](person)
                session.commit()
            except RuleBroken:
                session.rollback()
            session.remove()

    session.commit()  # what was read so far holds a lock outside of requests
    acts[first](session.get_one(Person, sokha))
    other = threading.Thread(target=other_officer)
    other.start()
    assert began.wait(timeout=30)
    session.commit()
    other.join()
    person = session.get_one(Person, sokha)
    assert [role.name for role in person.roles] == ["hr"]
    assert open_cards.open_card_of(person) is None


def test_first_wrong_pins_at_one_moment_are_all_counted(app: Flask, people: People) -> None:
    session.commit()  # what was read so far holds a lock outside of requests
    start = threading.Barrier(3)

    def wrong() -> None:
        with app.app_context():
            start.wait()
            with pytest.raises(RuleBroken, match="wrong-pin"):
                sign_in.sign_in("KH-1001", "135790", address="203.0.113.7", secret=SECRET, regions=())
            session.commit()
            session.remove()

    phones = [threading.Thread(target=wrong) for _ in range(3)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    with clock.frozen(clock.now()):
        for _ in range(2):
            with pytest.raises(RuleBroken, match="wrong-pin"):
                sign_in.sign_in("KH-1001", "135790", address="203.0.113.7", secret=SECRET, regions=())
        with pytest.raises(RuleBroken, match="must-wait-a-minute"):
            sign_in.sign_in("KH-1001", "135790", address="203.0.113.7", secret=SECRET, regions=())


NAMES = {"km": ("សុខា", "Sokha"), "lo": ("ຄຳຫຼ້າ", "Khamla"), "th": ("มาลี", "Malee"), "en": ("Robin", "Robin")}


@pytest.mark.parametrize("language", NAMES)
def test_the_printed_card_is_one_page_with_both_names_and_the_number(
    people: People, token: str, language: str
) -> None:
    people.sokha.language = language
    people.sokha.name, people.sokha.latin_name = NAMES[language]
    document = rendering.card_pdf(rendering.card_of(people.sokha, token, SITE))
    text = pdfs.text_of(document)
    for piece in (*NAMES[language], "KH-1001", "sala.example.org"):
        assert piece in text
    assert text.count("\f") == 1, "one page"
    assert token not in text, "the secret stands in the picture only"


LONGEST = {
    "km": ("សុខា " * 24, "Sokha " * 20),
    "lo": (("ນ້ຳ" * 40)[:120], "W" * 120),  # without a space, where no line could break
    "th": ("ศักดิ์สิทธิ์ " * 9, "Saksit " * 17),
}


@pytest.mark.parametrize("language", LONGEST)
def test_the_longest_names_still_leave_one_page(people: People, token: str, language: str) -> None:
    people.sokha.name, people.sokha.latin_name = LONGEST[language]
    people.sokha.language = language
    document = rendering.card_pdf(rendering.card_of(people.sokha, token, SITE))
    assert pdfs.text_of(document).count("\f") == 1


def _sheet(app: Flask, people: People, count: int) -> bytes:
    everybody = [people.sokha, people.malee, people.noy]
    with app.test_request_context("/en/people/"):
        return rendering.sheet_pdf(
            [rendering.card_of(everybody[place % 3], f"t{place}", SITE) for place in range(count)], SITE
        )


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (10, 1), (11, 2), (23, 3)])
def test_ten_cards_stand_on_a_page(app: Flask, people: People, count: int, pages: int) -> None:
    text = pdfs.text_of(_sheet(app, people, count))
    assert text.count("\f") == pages
    assert text.count("1001") + text.count("1300") == count
    assert "มาลี" in text or count == 1


def _codes(document: bytes, dots_per_inch: int) -> list[str]:
    """What a phone reads on the first page of a PDF, from the top left."""
    read = zxingcpp.read_barcodes(pdfs.pixels_of(document, dots_per_inch))
    found = sorted(read, key=lambda one: (round(one.position.top_left.y, -2), one.position.top_left.x))
    return [one.text for one in found]


def test_a_phone_reads_the_code_of_a_card(people: People, token: str) -> None:
    document = rendering.card_pdf(rendering.card_of(people.sokha, token, SITE))
    for dots_per_inch in (100, 300):  # a poor printer, a good one
        assert _codes(document, dots_per_inch) == [f"https://sala.example.org/km/card/{token}"]


def test_a_phone_reads_each_of_ten_codes_and_each_is_of_the_card_beside_it(
    app: Flask, people: People
) -> None:
    languages = ("km", "th", "km")  # of those whose cards take turns
    assert _codes(_sheet(app, people, 10), 150) == [
        f"https://sala.example.org/{languages[place % 3]}/card/t{place}" for place in range(10)
    ]


def test_marks_show_where_to_cut_and_no_card_reaches_them(app: Flask, people: People) -> None:
    """Dark is only what a card holds, 3 mm inside of it, and the marks at the edge of the sheet."""
    page = pdfs.pixels_of(_sheet(app, people, 10), 254)  # ten dots are a millimetre
    edges = {
        "top": page.crop((0, 30, 2100, 90)),
        "foot": page.crop((0, 2880, 2100, 2940)),
        "left": page.crop((20, 0, 80, 2970)),
        "end": page.crop((2020, 0, 2080, 2970)),
    }

    def marks(edge: str) -> list[int]:
        """The places of the marks along an edge, in millimetres."""
        strip = edges[edge] if edge in ("top", "foot") else edges[edge].transpose(Image.Transpose.ROTATE_270)
        row = strip.resize((strip.width, 1), Image.Resampling.BOX).point(lambda shade: shade < 200)
        dark = [round(place / 10) for place in range(row.width) if row.getpixel((place, 0))]
        return sorted({place if edge in ("top", "foot") else 297 - place for place in dark})

    assert marks("top") == marks("foot") == [10, 105, 200]
    assert marks("left") == marks("end") == [11, 66, 121, 176, 231, 286]
    for column in (10, 105):
        for row in (11, 66, 121, 176, 231):
            card = page.crop((column * 10, row * 10, column * 10 + 950, row * 10 + 550))
            ImageDraw.Draw(card).rectangle((30, 25, 919, 524), fill=255)
            assert not any(card.histogram()[:200]), "the frame around a card is empty"


def test_the_longest_names_stay_on_their_card(app: Flask, people: People) -> None:
    people.sokha.name, people.sokha.latin_name = ("សុខា " * 24).strip(), ("Sokha " * 20).strip()
    people.malee.name, people.malee.latin_name = ("ນ້ຳ" * 40)[:120], "W" * 120
    people.malee.language = "lo"
    folder = Path(rendering.__file__).parent.parent / "templates" / "accounts"
    seen: list[str] = []
    with app.test_request_context("/en/people/"):
        issued = [rendering.card_of(person, "x" * 24, SITE) for person in (people.sokha, people.malee)]
        page = rendering.sheet_html(issued, SITE)
    document = pdf.lay_out(page, stylesheets=[folder / "cards_pdf.css"], folder=folder)
    for card in _boxes(document.pages[0]._page_box, "card"):
        floor = card.position_y + card.border_height()
        for line, _ in pdfs.text_boxes(card):
            assert line.position_y + line.height <= floor, line.text
            seen.append(line.text)
    assert any("W" in text for text in seen)


def _boxes(box: Any, name: str) -> Iterator[Any]:
    if box.element is not None and name in box.element.get("class", "").split():
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _boxes(child, name)


def test_a_card_in_a_language_without_pages_leads_to_english_ones(people: People) -> None:
    assert (
        rendering.address(people.malee, "t", "https://sala.example.org")
        == "https://sala.example.org/th/card/t"
    )
    people.malee.language = "my"
    assert (
        rendering.address(people.malee, "t", "https://sala.example.org")
        == "https://sala.example.org/en/card/t"
    )
