"""Sessions are rows: what ends them, what a copied cookie opens, and when the PIN is asked for again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.models import BrowserSession, Person, Role
from lms.accounts.queries import people as people_queries
from lms.accounts.services import person_changes, roles, sessions, sign_in
from lms.accounts.services.merging import merges
from lms.audit import AuditLine
from lms.db import session
from tests.client import StrictClient
from tests.people import PIN, SECRET, People

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


def _phone(client: StrictClient) -> StrictClient:
    return StrictClient(client.application, client.application.response_class)


def _copy_of(client: StrictClient) -> StrictClient:
    """Another browser with the same cookie."""
    cookie, thief = client.get_cookie("sala"), _phone(client)
    assert cookie is not None
    thief.set_cookie("sala", cookie.value)
    return thief


def _opens(client: StrictClient) -> bool:
    return client.get("/en/me/").status_code == 200


def test_a_cookie_that_was_copied_before_signing_out_opens_nothing_afterwards(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001", lasting=False)
    thief = _copy_of(client)
    assert _opens(thief)
    client.send("/en/sign-out/", form="/en/me/")
    assert not _opens(thief)


def test_signing_in_as_somebody_else_ends_the_session_that_was_there(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001", lasting=False)
    thief = _copy_of(client)
    data = {"identifier": "KH-1002", "pin": PIN, "csrf_token": client.token("/en/me/")}
    assert client.post("/en/sign-in/", data=data).status_code == 303
    assert not _opens(thief)


CARD_PIN = {"pin": "804159", "again": "804159"}
INSTEAD = '<meta name="signed-in" content="instead"'


def _card_of(person: Person) -> str:
    address = f"/en/card/{sign_in.issue_card(person, actor=None)}"
    session.commit()
    return address


def test_a_card_opened_on_a_phone_in_use_says_who_is_signed_in_and_that_they_will_be_signed_out(
    client: StrictClient, people: People
) -> None:
    card = _card_of(people.ratana)
    assert "is signed in on this device" not in client.get(card).get_data(as_text=True)
    client.sign_in("KH-1001", lasting=False)
    opened = client.get(card)
    page = opened.get_data(as_text=True)
    said = f"{people.sokha.name} is signed in on this device, and will be signed out when you sign in."
    assert said in page
    assert opened.headers["Cache-Control"] == "no-store"
    assert "KH-1001" not in page, "the name, as on the page to change the person, and no more"
    refused = client.send(card, {"pin": "804159", "again": "1"})
    assert refused.status_code == 422
    assert said in refused.get_data(as_text=True)
    assert _opens(client), "nobody is signed out by a PIN that was refused"


def test_the_first_page_after_a_card_drops_what_the_one_before_left_in_the_browser(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001", lasting=False)
    thief = _copy_of(client)
    entered = client.send(_card_of(people.ratana), CARD_PIN)
    assert entered.headers["Clear-Site-Data"] == '"cache"', "one step back shows nothing"
    assert not _opens(thief)
    assert INSTEAD in client.get(entered.location).get_data(as_text=True)
    assert INSTEAD not in client.get(entered.location).get_data(as_text=True), "once"


def test_a_refused_pin_and_ones_own_second_sign_in_drop_nothing(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001", lasting=False)
    client.send(_card_of(people.ratana), {"pin": "804159", "again": "1"})
    assert INSTEAD not in client.get("/en/me/").get_data(as_text=True)
    data = {"identifier": "KH-1001", "pin": PIN, "csrf_token": client.token("/en/me/")}
    again = client.post("/en/sign-in/", data=data)
    assert "Clear-Site-Data" not in again.headers
    assert INSTEAD not in client.get("/en/me/").get_data(as_text=True)


def test_a_card_on_a_phone_that_nobody_uses_drops_nothing(client: StrictClient, people: People) -> None:
    entered = client.send(_card_of(people.ratana), CARD_PIN)
    assert "Clear-Site-Data" not in entered.headers
    assert INSTEAD not in client.get(entered.location).get_data(as_text=True)


def test_a_form_that_was_opened_before_somebody_else_signed_in_does_nothing_and_says_who_is_there(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001")
    token = client.token("/en/me/data/")
    client.send("/en/sign-out/", form="/en/me/")
    client.sign_in("KH-1002")
    answer = client.post("/en/me/data/consent/reminders-email/", data={"csrf_token": token, "agree": "1"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert f"{people.ratana.name} is signed in here now" in page
    assert people.sokha.name not in page
    assert "Nothing was done." in page
    assert 'class="button" href="/en/me/"' in page


def test_a_form_of_another_site_is_told_nothing_of_who_is_signed_in(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001")
    answer = client.post("/en/me/data/consent/reminders-email/", data={"agree": "1"})
    assert answer.status_code == 400
    assert people.sokha.name not in answer.get_data(as_text=True)


ENDS: dict[str, Callable[[People], object]] = {
    "a new PIN": lambda people: sign_in.set_pin(people.sokha, "804159", SECRET),
    "a new card": lambda people: sign_in.issue_card(people.sokha, actor=people.bopha),
    "a role given": lambda people: roles.give_role(
        people.sokha, "trainer", people_queries.unit_by_code("KH-12"), actor=people.chan
    ),
    "an account closed": lambda people: person_changes.deactivate(
        people.sokha, reason="left", actor=people.chan
    ),
    "a merge": lambda people: merges.merge(people.ratana, people.sokha, reason="twice", actor=people.chan),
    "signing out everywhere": lambda people: sessions.sign_out_everywhere(people.sokha),
}


@pytest.mark.parametrize("end", ENDS)
def test_every_session_of_somebody_ends_with(client: StrictClient, people: People, end: str) -> None:
    other, ratana = _phone(client), _phone(client)
    for phone in (client, other):
        phone.sign_in("KH-1001", lasting=False)
    ratana.sign_in("KH-1002", lasting=False)
    ENDS[end](people)
    session.commit()
    assert not _opens(client)
    assert not _opens(other)
    assert _opens(ratana), "nobody else is signed out"


def test_a_role_that_is_taken_ends_the_sessions_of_staff(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1100", lasting=False)
    roles.take_role(people.bopha, "trainer", people_queries.unit_by_code("KH-12"), actor=people.chan)
    session.commit()
    assert not _opens(client)


@pytest.mark.parametrize(
    ("number", "keep", "hours"),
    [("KH-1001", False, 24), ("KH-1001", True, 24 * 30), ("KH-1200", False, 12), ("KH-1200", True, 12)],
)
def test_a_session_ends_by_itself(
    client: StrictClient, people: People, number: str, keep: bool, hours: int
) -> None:
    with clock.frozen(NOON):
        data = {"identifier": number, "pin": PIN, **({"mine": "y"} if keep else {})}
        client.send("/en/sign-in/", data)
    with clock.frozen(NOON + timedelta(hours=hours, seconds=-1)):
        assert _opens(client)
    with clock.frozen(NOON + timedelta(hours=hours)):
        assert not _opens(client)


def test_she_sees_since_when_and_signs_out_everywhere(client: StrictClient, people: People) -> None:
    other = _phone(client)
    with clock.frozen(NOON):
        other.sign_in("KH-1001", lasting=False)
    with clock.frozen(NOON + timedelta(hours=2)):
        client.sign_in("KH-1001", lasting=False)
        page = client.get("/en/me/sessions/").get_data(as_text=True)
        assert "Signed in on 24 November 2026 at 12:00" in page
        assert page.index("Here, on this device") < page.index("Somewhere else")
        mine = client.get("/en/me/data/").get_data(as_text=True)
        assert mine.count("Signed in since") == 2
        answer = client.send("/en/me/sessions/")
        assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (303, '"cache"')
        said = client.get(answer.location).get_data(as_text=True)
        assert "You are signed out on this device and everywhere else." in said
        assert not _opens(client)
        assert not _opens(other)
    assert session.scalars(select(AuditLine.act).order_by(AuditLine.id.desc())).first() == (
        "accounts.signed-out-everywhere"
    )


def test_the_last_use_is_written_now_and_then_and_never_by_reading(
    client: StrictClient, people: People
) -> None:
    def last_use() -> datetime:
        return session.scalars(select(BrowserSession.last_used_at)).one()

    with clock.frozen(NOON):
        client.sign_in("KH-1001", lasting=False)
        token = client.token("/en/me/data/")
    for hours, then in ((3, NOON), (5, NOON + timedelta(hours=5)), (6, NOON + timedelta(hours=5))):
        with clock.frozen(NOON + timedelta(hours=hours)):
            client.get("/en/me/")
            client.post("/en/me/data/erasure/back/", data={"csrf_token": token})
        assert last_use() == then


def test_what_ran_out_is_dropped(client: StrictClient, people: People) -> None:
    with clock.frozen(NOON):
        client.sign_in("KH-1001", lasting=False)
        _phone(client).sign_in("KH-1002", lasting=False)
    assert sessions.drop_ended_sessions(NOON + timedelta(days=1)) == 0
    assert sessions.drop_ended_sessions(NOON + timedelta(days=1, seconds=1)) == 2


# --- asking for the PIN again -----------------------------------------------------------------------------------

ROLES = "/en/people/KH-1001/roles/"
GIVE = {"role": "trainer", "unit": "KH-12", "act": "give"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def _held(people: People) -> list[str]:
    return list(session.scalars(select(Role.name).filter_by(person_id=people.sokha.id)))


def _later(client: StrictClient) -> tuple[str, dict[str, str]]:
    """Chan sends the form of a role a quarter of an hour after signing in; the page that asks and its hidden fields."""
    token = client.token(ROLES)
    answer = client.post(ROLES, data={"csrf_token": token, **GIVE})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert "Confirm that it is you" in page
    return page, dict(HIDDEN.findall(page))


def test_the_pin_is_asked_for_again_and_nothing_that_was_typed_is_lost(
    client: StrictClient, people: People
) -> None:
    with clock.frozen(NOON):
        client.sign_in("KH-1200", lasting=False)
    with clock.frozen(NOON + timedelta(minutes=10)):
        _, hidden = _later(client)
        assert hidden.items() >= GIVE.items()
        assert _held(people) == []
        wrong = client.post(ROLES, data={**hidden, "confirm-pin": "135790"})
        assert wrong.status_code == 422
        assert "This is not your PIN." in wrong.get_data(as_text=True)
        again = dict(HIDDEN.findall(wrong.get_data(as_text=True)))
        assert client.post(ROLES, data={**again, "confirm-pin": PIN}).status_code == 303
        assert _held(people) == ["trainer"]
    with clock.frozen(NOON + timedelta(minutes=19)):
        assert client.send(ROLES, {**GIVE, "act": "take"}).status_code == 303, "for ten minutes it is enough"
    assert _held(people) == []


def test_who_gives_herself_a_role_goes_on_here_and_is_signed_out_elsewhere(
    client: StrictClient, people: People
) -> None:
    other = _phone(client)
    for browser in (client, other):
        browser.sign_in("KH-1200", lasting=False)
    assert client.send("/en/people/KH-1200/roles/", GIVE).status_code == 303
    assert {role.name for role in session.scalars(select(Role).filter_by(person_id=people.chan.id))} == {
        "hr",
        "trainer",
    }
    assert _opens(client)
    assert not _opens(other)


def test_back_leads_to_the_page_with_the_form_after_a_wrong_pin_as_well(
    client: StrictClient, people: People
) -> None:
    card, sheet = "/en/people/KH-1001/card/", "/en/people/cards/?branch=KH-12"
    with clock.frozen(NOON):
        client.sign_in("KH-1100", lasting=False)
    with clock.frozen(NOON + timedelta(hours=1)):
        token = client.token(card)
        for address, came_from in ((card, card), ("/en/people/cards.pdf", sheet)):
            headers = {"Referer": f"http://localhost{came_from}"}
            asked = client.post(address, data={"csrf_token": token}, headers=headers)
            hidden = dict(HIDDEN.findall(asked.get_data(as_text=True)))
            headers = {"Referer": f"http://localhost{address}"}
            wrong = client.post(address, data={**hidden, "confirm-pin": "135790"}, headers=headers)
            for page in (asked, wrong):
                assert f'class="back" href="{came_from}"' in page.get_data(as_text=True)
        data = {"csrf_token": token, "confirm-back": "//elsewhere.example/"}
        assert "elsewhere" not in client.post(card, data=data).get_data(as_text=True)


def test_a_form_of_another_site_confirms_nothing(client: StrictClient, people: People) -> None:
    with clock.frozen(NOON):
        client.sign_in("KH-1200", lasting=False)
    with clock.frozen(NOON + timedelta(hours=1)):
        _later(client)
        assert client.post(ROLES, data={**GIVE, "confirm-pin": PIN}).status_code == 400
    assert _held(people) == []


def test_wrong_pins_at_a_computer_left_alone_are_made_to_wait_and_keep_nobody_else_out(
    client: StrictClient, people: People
) -> None:
    with clock.frozen(NOON):
        client.sign_in("KH-1200", lasting=False)
    with clock.frozen(NOON + timedelta(hours=1)):
        _, hidden = _later(client)
        statuses = [
            client.post(ROLES, data={**hidden, "confirm-pin": "135790"}).status_code for _ in range(6)
        ]
        assert statuses == [422] * 5 + [429]
        _phone(client).sign_in("KH-1200", lasting=False)


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/en/people/KH-1001/roles/", "KH-1200"),
        ("/en/people/KH-1001/card/", "KH-1100"),
        ("/en/people/cards.pdf", "KH-1100"),
        ("/en/people/KH-1001/merge/", "KH-1200"),
        ("/en/reports/records.csv", "KH-1200"),
        ("/en/reports/records.xlsx", "KH-1200"),
        ("/en/people/imports/00000000-0000-4000-8000-000000000000/failed.csv", "KH-1200"),
        ("/en/people/erasures/", "KH-1200"),
        ("/en/people/erasures/1/", "KH-1200"),
    ],
)
def test_what_is_weighty_asks_for_the_pin(
    client: StrictClient, people: People, address: str, number: str
) -> None:
    with clock.frozen(NOON):
        client.sign_in(number, lasting=False)
        token = client.token("/en/me/")
    with clock.frozen(NOON + timedelta(hours=1)):
        answer = client.post(address, data={"csrf_token": token})
    assert answer.status_code == 403
    assert 'name="confirm-pin"' in answer.get_data(as_text=True)


EXPORTED = {"status": "valid", "q": "s"}


def test_after_the_pin_a_page_offers_the_file_and_leads_back(client: StrictClient, people: People) -> None:
    """A browser that saves a file stays where it is: on the page that asks for the PIN that looked failed."""
    with clock.frozen(NOON):
        client.sign_in("KH-1200", lasting=False)
    with clock.frozen(NOON + timedelta(hours=1)):
        headers = {"Referer": "http://localhost/en/records/?status=valid"}
        data = {"csrf_token": client.token("/en/me/"), **EXPORTED}
        asked = client.post("/en/reports/records.csv", data=data, headers=headers)
        hidden = dict(HIDDEN.findall(asked.get_data(as_text=True)))
        offered = client.post("/en/reports/records.csv", data={**hidden, "confirm-pin": PIN})
        page = offered.get_data(as_text=True)
        assert (offered.status_code, offered.mimetype) == (200, "text/html")
        assert "Confirm that it is you" not in page
        assert 'class="back" href="/en/records/?status=valid"' in page
        again = dict(HIDDEN.findall(page))
        assert again.items() >= EXPORTED.items()
        assert "confirm-pin" not in page
        assert '<html lang="en" class="desk">' in page  # as wide as a phone only with the styles of staff
        for _ in range(2):
            file = client.post("/en/reports/records.csv", data=again)
            assert (file.status_code, file.mimetype) == (200, "text/csv")


def test_who_makes_cards_is_told_that_the_page_with_the_pin_stays(
    client: StrictClient, people: People
) -> None:
    with clock.frozen(NOON):
        client.sign_in("KH-1100", lasting=False)
    with clock.frozen(NOON + timedelta(hours=1)):
        token = client.token("/en/me/")
        for address, act, told in (
            ("/en/people/cards.pdf", "", True),
            ("/en/people/KH-1001/card/", "card", True),
            ("/en/people/KH-1001/card/", "withdraw", False),
        ):
            page = client.post(address, data={"csrf_token": token, **({"act": act} if act else {})})
            assert ("You get a file" in page.get_data(as_text=True)) is told
