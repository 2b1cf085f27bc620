"""A form that is sent after the session has ended: nothing of it is done or lost, and it goes on after signing in."""

from __future__ import annotations

import html
import re

import html5lib
import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from lms.accounts.services import sessions
from lms.db import session
from lms.records.services import achievements
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.people import PIN, People
from tests.records.history import certified_until

EDIT = "/en/people/KH-1001/edit/"
SURVEY = "/en/surveys/needs/"
HERE = {"Sec-Fetch-Site": "same-origin"}


def hidden_in(page: str) -> list[tuple[str, str]]:
    """What the first form of a page that holds hidden fields would send unseen, in its order."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    main = next(one for one in tree.iter("main"))
    form = next(one for one in main.iter("form"))
    fields = [one for one in form.iter() if one.get("type") == "hidden" or "hidden" in one.attrib]
    return [(one.get("name", ""), one.get("value", one.text or "")) for one in fields if one.get("name")]


def signed_out_while_typing(client: StrictClient, people: People, how: str) -> None:
    if how == "signed out everywhere":
        sessions.sign_out_everywhere(people.chan)
        session.commit()
    else:
        client.delete_cookie("sala")


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


@pytest.mark.parametrize("how", ["signed out everywhere", "cookie gone"])
def test_what_chan_typed_is_sent_after_she_has_signed_in_again(
    chan: StrictClient, people: People, how: str
) -> None:
    page = chan.get(EDIT).get_data(as_text=True)
    typed = {**dict(hidden_in(page)), "name": "សុខា", "latin_name": "", "language": "km", "sex": ""}
    typed |= {"number": "KH-1001", "phone": "012 345 678", "email": "", "birth_year": "1990"}
    signed_out_while_typing(chan, people, how)
    answer = chan.post(EDIT, data=typed, headers=HERE)
    asked = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert "what you typed is kept on this page" in asked
    assert people.sokha.birth_year != 1990
    wrong = chan.post(
        "/en/sign-in/", data=MultiDict([*hidden_in(asked), ("identifier", "KH-1200"), ("pin", "975310")])
    )
    again = wrong.get_data(as_text=True)
    assert wrong.status_code == 422
    answer = chan.post(
        "/en/sign-in/", data=MultiDict([*hidden_in(again), ("identifier", "KH-1200"), ("pin", PIN)])
    )
    offered = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f'action="{EDIT}"' in offered
    assert "Correct what is held · KH-1001" in again, "the page to sign in says which form waits"
    assert "Correct what is held · KH-1001" in offered
    shown = re.sub(r"<[^>]+>", " ", offered)
    assert re.search(r"Phone\s+012 345 678", shown), "nothing is sent unseen"
    assert re.search(r"Year of birth\s+1990", shown)
    assert "was-" not in shown, "what the page has shown is not what was typed"
    assert f'href="{EDIT}"' in offered, "the page can be opened without sending anything"
    assert people.sokha.birth_year != 1990, "nothing is sent unasked"
    answer = chan.post(EDIT, data=MultiDict(hidden_in(offered)), headers=HERE)
    assert answer.status_code == 303
    assert people.sokha.birth_year == 1990


def test_lines_and_many_values_of_one_name_come_back_as_they_were_typed(
    chan: StrictClient, people: People
) -> None:
    token = chan.token("/en/records/extend/")
    signed_out_while_typing(chan, people, "signed out everywhere")
    typed = [
        ("csrf_token", token),
        ("reason", "\n\nFlood\n  in Kampot"),
        ("person", "1"),
        ("person", "2"),
        ("x", '"<&'),
    ]
    sent = MultiDict(typed)
    asked = chan.post("/en/records/extend/?from=home", data=sent, headers=HERE).get_data(as_text=True)
    assert ("kept.for", "/en/records/extend/?from=home") in hidden_in(asked)
    assert ("kept-person", "1") in hidden_in(asked)
    assert ("kept-person", "2") in hidden_in(asked)
    assert ("kept-x", '"<&') in hidden_in(asked)
    assert ("kept-reason", "\n\nFlood\n  in Kampot") in hidden_in(asked)


def test_a_decision_that_waits_says_what_is_to_be_done(chan: StrictClient, people: People) -> None:
    token = chan.token(EDIT)
    signed_out_while_typing(chan, people, "cookie gone")
    typed = {"csrf_token": token, "act": "revoke", "award": "hiv", "reason": "Cheated"}
    asked = chan.post("/en/records/KH-1001/", data=typed, headers=HERE).get_data(as_text=True)
    entered = chan.post(
        "/en/sign-in/", data=MultiDict([*hidden_in(asked), ("identifier", "KH-1200"), ("pin", PIN)])
    )
    shown = re.sub(r"<[^>]+>", " ", entered.get_data(as_text=True))
    assert "Training record · KH-1001" in shown
    assert re.search(r"What is to be done\s+Revoke\s+Module\s+HIV.*?Reason\s+Cheated", shown, re.DOTALL)


def waiting(
    chan: StrictClient,
    address: str,
    typed: dict[str, str],
    *,
    who: str = "KH-1200",
    token_of: str = EDIT,
) -> str:
    """Send a form after the session has ended, and sign in: the text of the page that offers to send it."""
    token = chan.token(token_of)
    chan.delete_cookie("sala")
    sent = {"csrf_token": token, **typed}
    asked = chan.post(address, data=sent, headers=HERE).get_data(as_text=True)
    entered = chan.post(
        "/en/sign-in/", data=MultiDict([*hidden_in(asked), ("identifier", who), ("pin", PIN)])
    )
    assert entered.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", entered.get_data(as_text=True))))


PAST = {"act": "past", "award": "pss", "on": "2026-09-01", "source": "List", "reason": "Found"}


@pytest.mark.parametrize(
    ("address", "typed", "shown"),
    [
        (
            "/en/records/KH-1001/",
            {
                **PAST,
                "result": "passed",
                "mark": "85",
                "recognised": "1",
                "confirmed": "never None never None",
            },
            "What is to be done Record the training Module Psychosocial support Day on which it was completed"
            " 1 September 2026 Where it is written down List Reason Found What is written down there That the person"
            " passed a test Mark in percent, if there is one 85 A certificate although no passed test is written down"
            " Yes Looked at and confirmed Yes",
        ),
        (
            "/en/records/KH-1001/",
            {**PAST, "result": ""},
            "What is written down there That the person was trained, nothing more",
        ),
        ("/en/records/KH-1001/", {"act": "extend", "until": "soon"}, "New last valid day soon"),
        (
            "/en/records/extend/",
            {
                "module": "pss",
                "branch": "KH-12",
                "status": "in-grace",
                "ends_from": "2026-09-01",
                "decision": "3f2a",
                "seen": "abc",
            },
            "Module Psychosocial support Branch Phnom Penh Status Can renew Last valid day from 1 September 2026"
            " Looked at and confirmed Yes",
        ),
        (
            "/en/reports/baseline/",
            {"branch": "KH-12", "module": "pss", "first_on": "2026-01-01", "female": "3"},
            "Branch Phnom Penh Module Psychosocial support First day 1 January 2026 Female 3",
        ),
        (
            "/en/people/new/",
            {"number": "KH-7", "sex": "female", "language": "km", "unit": "KH-12", "sure": "1"},
            "Volunteer number KH-7 Sex Female Language ខ្មែរ Branch Phnom Penh It is somebody else: add this person"
            " Yes",
        ),
        ("/en/people/KH-1001/move/", {"unit": "KH-12"}, "Branch Phnom Penh"),
        (
            "/en/surveys/results/begin/",
            {"survey": "channels", "society": "khm", "begins_on": "2026-12-01"},
            "Survey Which ways of getting information suit you? National Society Cambodian Red Cross"
            " First day 1 December 2026",
        ),
    ],
)
def test_a_form_that_waits_is_shown_in_the_words_of_the_form(
    chan: StrictClient, people: People, address: str, typed: dict[str, str], shown: str
) -> None:
    assert shown in waiting(chan, address, typed)


def test_a_correction_that_waits_names_the_entry(chan: StrictClient, people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.ratana, "2028-10-20")
    entries = {
        one.person_id: str(one.id)
        for person in (people.sokha, people.ratana)
        for one in achievements.entries_of(person.id)
    }
    session.rollback()
    own, other = entries[people.sokha.id], entries[people.ratana.id]
    session.rollback()
    address = "/en/records/KH-1001/"
    typed = {"act": "correct", "entry": own, "reason": "Mistyped"}
    assert "Entry 24 November 2026 · Psychosocial support" in waiting(chan, address, typed)
    assert "20 October" not in waiting(chan, address, typed | {"entry": other})


def test_an_import_that_waits_is_shown_in_words(chan: StrictClient, people: People) -> None:
    content = text(("Volunteer number", "Name"), ("KH-1001", "Sokha"))
    address = (
        f"/en/people/imports/{brought(content, 'a.csv', 'people', people.sokha.unit, people.chan).uuid}/"
    )
    session.commit()
    page = waiting(
        chan,
        address,
        {
            "act": "match",
            "column-1": "number",
            "column-2": "",
            "line-4": "skip",
            "show": "all",
            "person": "7",
        },
    )
    assert "What is to be done Match the columns Column 1 Volunteer number Column 2 Leave out" in page
    assert "Line 4 Leave out These are people Line 7" in page
    assert "show" not in page.partition("This is all that is sent")[2].partition("Send it now")[0]
    assert "that somebody else had filled in" in waiting(chan, address, {"act": "start"}, who="TH-1200")


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/en/records/KH-1001/", {**PAST, "source": "Her diary"}),
        (EDIT, {"name": "Her diary"}),
        ("/en/people/new/", {"name": "Her diary", "unit": "KH-12"}),
        ("/en/reports/baseline/", {"source": "Her diary", "branch": "KH-12"}),
    ],
)
def test_hr_of_another_society_reads_nothing_that_was_typed_about_somebody_whom_they_may_not_see(
    chan: StrictClient, people: People, address: str, typed: dict[str, str]
) -> None:
    page = waiting(chan, address, typed, who="TH-1200")
    assert "A form that somebody else had filled in waited on this device." in page
    assert "Her diary" not in page
    assert "KH-1001" not in page
    assert "Send it now" not in page


@pytest.mark.parametrize(
    ("address", "typed"),
    [("/en/records/KH-1001/", {**PAST, "source": "Her diary"}), (EDIT, {"name": "Her diary"})],
)
def test_where_nobody_knows_who_opened_it_hr_of_another_society_reads_nothing_either(
    chan: StrictClient, people: People, address: str, typed: dict[str, str]
) -> None:
    asked = chan.post("/en/sign-out/", data={"csrf_token": chan.token(EDIT)}, headers=HERE)
    assert asked.status_code == 303
    unknown = {"kept.for": address, **{f"kept-{name}": value for name, value in typed.items()}}
    token = chan.token("/en/sign-in/")
    entered = chan.post(
        "/en/sign-in/", data={"csrf_token": token, **unknown, "identifier": "TH-1200", "pin": PIN}
    ).get_data(as_text=True)
    assert "A form of somebody else waits on this device." in entered
    assert "Throw it away, and go on" in entered
    assert "Her diary" not in entered
    assert "Send it now" not in entered


def signed_in_with(client: StrictClient, asked: str, number: str) -> str:
    """The page that somebody gets who signs in on a page that holds a form."""
    fields = MultiDict([*hidden_in(asked), ("identifier", number), ("pin", PIN)])
    answer = client.post("/en/sign-in/", data=fields)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_what_sokha_filled_in_is_neither_shown_to_ratana_nor_sent_by_her(
    client: StrictClient, people: People
) -> None:
    """On a shared phone Sokha's answers to a survey became Ratana's, by one tap."""
    client.sign_in("KH-1001")
    typed = {"csrf_token": client.token(SURVEY), "consent": "yes", "b15-skill": "5"}
    client.delete_cookie("sala")
    asked = client.post(SURVEY, data=typed, headers=HERE).get_data(as_text=True)
    offered = signed_in_with(client, asked, "KH-1002")
    assert "somebody else had filled in" in offered
    assert "It was not sent" in offered
    assert "b15-skill" not in offered
    assert "Answers to a survey" not in offered, "nor which form it was"
    assert f'action="{SURVEY}"' not in offered


def test_what_sokha_filled_in_waits_for_her_on_a_wrong_pin_and_a_second_page(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1001")
    typed = {"csrf_token": client.token(SURVEY), "b15-skill": "5"}
    client.delete_cookie("sala")
    asked = client.post(SURVEY, data=typed, headers=HERE).get_data(as_text=True)
    fields = MultiDict([*hidden_in(asked), ("identifier", "KH-1001"), ("pin", "975310")])
    again = client.post("/en/sign-in/", data=fields).get_data(as_text=True)
    offered = signed_in_with(client, again, "KH-1001")
    assert ("b15-skill", "5") in hidden_in(offered)


@pytest.mark.parametrize("number", ["KH-1001", "KH-1300"])
def test_what_chan_typed_is_not_shown_to_whoever_signs_in_instead(
    chan: StrictClient, people: People, number: str
) -> None:
    """Neither to a volunteer nor to another officer, who could send it."""
    token = chan.token(EDIT)
    signed_out_while_typing(chan, people, "signed out everywhere")
    asked = chan.post(EDIT, data={"csrf_token": token, "name": "ដារា"}, headers=HERE).get_data(as_text=True)
    offered = signed_in_with(chan, asked, number)
    assert "somebody else had filled in" in offered
    assert "ដារា" not in offered, "what HR typed is not shown to whoever signs in next"
    assert EDIT not in offered


@pytest.mark.parametrize("token", ["", "no token of ours", "eyJ4IjoxfQ.broken"])
def test_of_a_form_that_nobody_is_known_to_have_opened_only_a_private_one_counts_as_somebody_elses(
    client: StrictClient, people: People, token: str
) -> None:
    asked = client.post(SURVEY, data={"csrf_token": token, "x": "1"}, headers=HERE).get_data(as_text=True)
    assert "somebody else had filled in" in signed_in_with(client, asked, "KH-1001")
    client.delete_cookie("sala")
    asked = client.post(EDIT, data={"csrf_token": token, "name": "ដារា"}, headers=HERE).get_data(as_text=True)
    offered = signed_in_with(client, asked, "KH-1200")
    assert "If it was somebody else who typed it, leave it." in offered
    assert f'action="{EDIT}"' in offered


def test_who_has_lost_a_role_meanwhile_is_told_that_it_needs_another_account(
    chan: StrictClient, people: People
) -> None:
    token = chan.token(EDIT)
    signed_out_while_typing(chan, people, "signed out everywhere")
    asked = chan.post(EDIT, data={"csrf_token": token, "name": "ដារា"}, headers=HERE).get_data(as_text=True)
    for role in people.chan.roles:
        session.delete(role)
    session.commit()
    offered = signed_in_with(chan, asked, "KH-1200")
    assert "You cannot send this form" in offered
    assert "ដារា" not in offered


@pytest.mark.parametrize(
    ("address", "data", "headers"),
    [
        (EDIT, {"name": "x"}, {"Sec-Fetch-Site": "cross-site"}),
        (EDIT, {"name": "x"}, {}),
        ("/en/me/pin/", {"old": PIN, "pin": "864209", "again": "864209"}, HERE),
        ("/en/people/KH-1001/card/", {"confirm-pin": PIN}, HERE),
        ("/en/people/KH-1001/roles/", {"act": "give", "role": "admin"}, HERE),
        ("/en/people/KH-1001/card/", {"act": "card"}, HERE),
        ("/en/people/KH-1001/merge/", {"other": "KH-1002"}, HERE),
        ("/en/people/erasures/", {"number": "KH-1001"}, HERE),
        ("/en/me/data/erasure/", {}, HERE),
        ("/en/me/sessions/", {}, HERE),
    ],
)
def test_what_another_site_sends_a_typed_pin_and_what_weighs_most_are_not_kept(
    chan: StrictClient, people: People, address: str, data: dict[str, str], headers: dict[str, str]
) -> None:
    token = chan.token(EDIT)
    signed_out_while_typing(chan, people, "signed out everywhere")
    answer = chan.post(address, data={"csrf_token": token, **data}, headers=headers)
    assert answer.status_code == 303
    page = chan.get(answer.location).get_data(as_text=True)
    assert "kept" not in dict(hidden_in(page))
    assert "was not saved" in page


@pytest.mark.parametrize("target", ["/en/people/KH-1001/roles/", "/en/me/data/erasure/", "/en/nowhere/"])
def test_nobody_lays_a_form_in_wait_that_gives_a_role(
    client: StrictClient, people: People, target: str
) -> None:
    data = {"kept.for": target, "kept-role": "admin", "identifier": "KH-1200", "pin": PIN}
    answer = client.send("/en/sign-in/", data)
    assert answer.status_code == 303, "signed in as without a form"


def test_who_has_just_signed_in_for_a_form_is_not_asked_for_the_pin_once_more(
    chan: StrictClient, people: People
) -> None:
    """Only the form of the same person waits, and none that asks for the PIN: it counts as after any sign-in."""
    token = chan.token(EDIT)
    signed_out_while_typing(chan, people, "signed out everywhere")
    asked = chan.post(EDIT, data={"csrf_token": token, "name": "ដារា"}, headers=HERE).get_data(as_text=True)
    signed_in_with(chan, asked, "KH-1200")
    roles = "/en/people/KH-1001/roles/"
    sent = chan.send(roles, {"act": "give", "role": "trainer", "unit": "KH-12"})
    assert sent.status_code == 303


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/"]
)
def test_what_was_typed_goes_to_no_other_site(client: StrictClient, people: People, target: str) -> None:
    data = {"kept.for": target, "kept-name": "x", "identifier": "KH-1001", "pin": PIN}
    answer = client.send("/en/sign-in/", data)
    assert (answer.status_code, answer.location) == (303, "/en/me/")


def test_whoever_is_nobody_keeps_no_form_of_a_public_page(app: Flask, client: StrictClient) -> None:
    answer = client.post("/en/sign-in/", data={"identifier": "KH-1001", "name": "x"}, headers=HERE)
    assert answer.status_code == 400


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_who_only_looked_is_not_told_that_something_was_lost(client: StrictClient, method: str) -> None:
    answer = client.open("/en/me/", method=method)
    assert (answer.status_code, "lost" in answer.location) == (302, False)


def test_of_a_field_that_two_had_changed_the_value_that_will_be_stored_is_shown(
    chan: StrictClient, people: People
) -> None:
    """Who has put the form together cannot let one value be read and another one be stored."""
    page = chan.get(EDIT).get_data(as_text=True)
    typed = {**dict(hidden_in(page)), "name": "សុខា", "number": "KH-1001", "email": "", "language": "km"}
    typed |= {
        "was-name": "ដារា",
        "use-name": "theirs",
        "was-email": "dara@example.org",
        "use-email": "theirs",
    }
    signed_out_while_typing(chan, people, "cookie gone")
    asked = chan.post(EDIT, data=typed, headers=HERE).get_data(as_text=True)
    answer = chan.post(
        "/en/sign-in/", data=MultiDict([*hidden_in(asked), ("identifier", "KH-1200"), ("pin", PIN)])
    )
    offered = answer.get_data(as_text=True)
    shown = re.sub(r"<[^>]+>", " ", offered)
    assert re.search(r"E-mail\s+dara@example.org", shown)
    assert re.search(r"Name\s+ដារា", shown)
    sent = hidden_in(offered)
    assert [value for name, value in sent if name == "name"] == ["ដារា"]
    assert not [name for name, _ in sent if name.startswith("use-")]
    assert chan.post(EDIT, data=MultiDict(sent), headers=HERE).status_code == 303
    assert (people.sokha.name, people.sokha.email) == ("ដារា", "dara@example.org")


@pytest.mark.parametrize(
    "target",
    [
        "/en/surveys/needs%2fwithdraw/",
        "/en/surveys/needs%2Fwithdraw/",
        "/en/surveys/needs%5cwithdraw/",
        "/en/surveys/needs\\withdraw/",
        "/en/records/KH-1001%2fcertificates%2fAAAA/",
        "/en/records/../",
        "/en/people/%2e%2e/edit/",
        "/en/people/./edit/",
    ],
)
def test_no_other_form_hides_in_the_address_of_one_that_waits(
    client: StrictClient, people: People, target: str
) -> None:
    data = {"kept.for": target, "kept-x": "1", "identifier": "KH-1200", "pin": PIN}
    answer = client.send("/en/sign-in/", data)
    assert answer.status_code == 303, "signed in as without a form"


def test_a_number_with_strange_signs_comes_back_as_it_was_in_the_address(
    chan: StrictClient, people: People
) -> None:
    people.sokha.number = "KH%2f é?"
    session.commit()
    address = "/en/people/KH%252f%20%C3%A9%3F/edit/"
    token = chan.token(address)
    signed_out_while_typing(chan, people, "cookie gone")
    asked = chan.post(address, data={"csrf_token": token, "name": "ដារា"}, headers=HERE).get_data(
        as_text=True
    )
    assert "Correct what is held · KH%2f é?" in asked
    entered = chan.post(
        "/en/sign-in/", data=MultiDict([*hidden_in(asked), ("identifier", "KH-1200"), ("pin", PIN)])
    )
    assert f'action="{address}"' in entered.get_data(as_text=True)
