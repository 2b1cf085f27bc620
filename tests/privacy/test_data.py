"""My data: all that is held, in plain words, for the person alone; a file to take along."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.service import records_of
from lms.db import Base, session
from lms.privacy import holdings, showing, words
from lms.privacy.models import Consent
from tests.client import StrictClient
from tests.people import People
from tests.privacy import lives
from tests.privacy.lives import Life


@pytest.fixture
def theirs(client: StrictClient, life: Life) -> StrictClient:
    """The person's own phone, signed in."""
    client.sign_in(lives.NUMBER)
    return client


def test_each_kind_of_the_inventory_is_shown_to_whom_it_is_about(life: Life) -> None:
    """Hashes and the work of the programme say nothing to anybody: they are told in the notice."""
    held = holdings.held_about(life.person)
    assert set(words.WHAT) - set(held) == {"failures", "job", "letter"}


# What the file does not hold, and why.
_SAID_OTHERWISE = {
    "person.id": "ids tie rows together and say nothing",
    "person.number_key": "made of the number",
    "person.society": "follows from the unit",
    "person.name_key": "made of the name",
    "person.name_order": "made of the name",
    "person.search_key": "made of the name",
    "person.email_key": "made of the address",
    "person.pin_hash": "nobody can read it; that there is one is said",
    "person.version": "counts changes, which are told one by one",
    "person.erased_at": "who was erased cannot ask",
    "person.unit_id": "said as the unit",
    "person.merged_into_id": "said as the merge",
    "card.secret_hash": "nobody can read it",
    "browser_session.token_hash": "nobody can read it",
    "passkey.credential_id": "nobody can read it",
    "passkey.public_key": "nobody can read it",
    "passkey.sign_count": "counts, and says nothing",
    "lesson_read.digest": "which version of a lesson",
    "certification.*": "follows from the training record",
    "certificate.award": "said as the title of the module",
    "certificate.entry_id": "ids tie rows together and say nothing",
    "certificate.module_title_language": "of the content",
    "certificate.replaced_by_id": "ids tie rows together and say nothing",
    "ledger_entry.unit_id": "said as the unit",
    "ledger_entry.corrects_id": "ids tie rows together and say nothing",
    "merge.kept_id": "ids tie rows together and say nothing",
    "merge.merged_id": "ids tie rows together and say nothing",
    "role.unit_id": "said as the unit",
    "role.name": "said as the role",
    "roster_import.sheet": "of the file, not of the person",
    "roster_import.matching": "of the file, not of the person",
    "roster_row.problems": "what was wrong with the line when it came",
    "roster_row.candidates": "whom the line might have been about",
}


def test_the_file_holds_every_column_of_the_inventory(theirs: StrictClient) -> None:
    """After a new column: show it in `held_about` of its domain, or say above why not."""
    held = json.loads(theirs.get("/en/me/data/my-data.json").get_data())["held"]
    missing = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            entry = column.info.get("personal")
            said = {f"{table.name}.*", str(column)} & set(_SAID_OTHERWISE)
            if (
                entry is None
                or entry.what in ("act", "failures", "job")
                or said
                or column.name == "person_id"
            ):
                continue
            if not any(column.name in row for row in held.get(entry.what, [])):
                missing.append(str(column))
    assert missing == []


def test_each_table_that_points_to_a_person_has_a_row_of_theirs_in_this_test(life: Life) -> None:
    """So that what is added later is looked for, too: see tests/privacy/lives.py."""
    ids = records_of(life.person)
    empty = []
    for table in Base.metadata.sorted_tables:
        columns = [
            column
            for column in table.columns
            if any(key.column.table.name == "person" for key in column.foreign_keys)
            and column.info["personal"].what != "act"
        ]
        for column in columns:
            if session.execute(select(column).where(column.in_(ids)).limit(1)).first() is None:
                empty.append(str(column))
    assert empty == []


def test_every_name_of_a_fact_has_a_word(app: Flask, life: Life) -> None:
    with app.test_request_context("/en/"):
        for some in holdings.held_about(life.person).values():
            for one in some:
                for name in set(one.facts) - set(showing.FOR_PROGRAMMES):
                    assert str(words.FACTS[name])


def test_the_page_says_it_in_words_and_shows_everything_once(theirs: StrictClient) -> None:
    page = theirs.get("/km/me/data/").get_data(as_text=True)
    for text in (lives.NAME, lives.LATIN, lives.NUMBER, lives.PHONE, lives.EMAIL, lives.OTHER_NUMBER, "1994"):
        assert text in page
    english = theirs.get("/en/me/data/").get_data(as_text=True)
    for text in ("female", "Phnom Penh", "Trainer", "Post-test passed", "Reminders by e-mail", "ខ្មែរ"):
        assert text in english, text
    assert "11 January 2026" in english
    # Everything that has a word is said with it.
    shown = re.sub("<[^>]+>", " ", english)
    for code in ("quizzes.submit", "accounts.card", "post-test ", "records.person"):
        assert code not in shown, code


def test_who_looked_is_said_by_unit_and_role_without_a_name(theirs: StrictClient, life: Life) -> None:
    page = theirs.get("/en/me/data/").get_data(as_text=True)
    assert "Training record" in page
    assert "Cambodian Red Cross" in page
    assert life.people.chan.name not in page
    assert "Chan<" not in page


def test_the_file_for_programmes_holds_the_same(theirs: StrictClient, life: Life) -> None:
    answer = theirs.get("/en/me/data/my-data.json")
    assert answer.headers["Content-Disposition"] == "attachment; filename=sala-my-data.json"
    held = json.loads(answer.get_data())["held"]
    assert {"number": lives.NUMBER, "name": lives.NAME, "latin_name": lives.LATIN} in held["name"]
    assert held["contact"][0] == {"phone": lives.PHONE, "email": lives.EMAIL}
    assert sorted(row["score"] for row in held["test"] if row["submitted_at"]) == [0, 100]
    assert all(row["answers"] for row in held["test"] if row["score"])
    assert {row["by"] for row in held["lookup"]} == {"staff"}


def test_the_page_to_take_along_opens_alone(theirs: StrictClient) -> None:
    answer = theirs.get("/th/me/data/my-data.html")
    page = answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"] == "attachment; filename=sala-my-data.html"
    assert lives.NAME in page
    assert 'lang="th"' in page
    assert not re.search(r"(src|href)=", page)


def test_nobody_else_sees_it(client: StrictClient, life: Life) -> None:
    client.sign_in("KH-1200")
    for address in ("/en/me/data/", "/en/me/data/my-data.json", "/en/me/data/my-data.html"):
        assert lives.NAME not in client.get(address).get_data(as_text=True)


def test_sokha_agrees_to_reminders_and_takes_it_back(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    token = {"csrf_token": client.token("/en/me/data/")}
    address = "/en/me/data/consent/reminders-email/"
    assert client.post(address, data={**token, "agree": "1"}).status_code == 422
    people.sokha.email = "sokha@example.org"
    for _ in range(2):
        assert client.post(address, data={**token, "agree": "1"}).status_code == 303
    assert "You agreed to be reminded" in client.get("/en/me/data/").get_data(as_text=True)
    for _ in range(2):
        assert client.post(address, data=token).status_code == 303
    rows = session.scalars(select(Consent)).all()
    assert [row.withdrawn_at is None for row in rows] == [False]
    assert client.post("/en/me/data/consent/newsletter/", data=token).status_code == 404


def test_facts_of_any_shape_become_text(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert showing._text("result", {"right": {"pss-1": True}, "reread": ["a", "b"]}) == (
            "Right: pss-1 yes; To read again: a, b"
        )
        assert showing._text("active", False) == "no"
        assert showing._text("reason", None) == ""
        assert showing._text("line", 4) == "4"
