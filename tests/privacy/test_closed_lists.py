"""Lists that wait while somebody in them is erased: said before it happens, and on the list afterwards."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from lms import clock, jobs
from lms.accounts.models import Person
from lms.db import session
from lms.imports.models import ListImport
from lms.imports.services import column_matching, imports
from lms.privacy.services import requests, retention
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.people import People
from tests.records.history import day

HEADER = ["Volunteer number", "Name"]


def waiting(officer: Person, name: str, *lines: list[str]) -> ListImport:
    """A list up to its preview, in which nothing is done yet."""
    list_import = brought(text(HEADER, *lines), name, "people", officer.unit, officer)
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={}, source="")
    session.commit()
    return list_import


def address_of(list_import: ListImport) -> str:
    return f"/en/people/imports/{list_import.uuid}/"


def erasing(person: Person) -> str:
    """The address of a request of somebody that waits for an answer."""
    request = requests.ask_erasure(person, actor=person)
    session.commit()
    return f"/en/people/erasures/{request.id}/"


def page(client: StrictClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_chan_reads_before_she_erases_sokha_which_lists_will_be_closed(
    client: StrictClient, people: People
) -> None:
    with day("2026-03-01"):
        named = waiting(people.chan, "branch-phnom-penh.csv", ["KH-1001", "Sokha"], ["KH-1900", "Bora"])
        waiting(people.chan, "others.csv", ["KH-1901", "Vanna"])
        client.sign_in("KH-1200")
        address = erasing(people.sokha)
        shown = page(client, address)
    assert "branch-phnom-penh.csv</a> · 1 March 2026" in shown
    assert address_of(named) in shown
    assert "others.csv" not in shown


def test_chan_learns_no_name_of_a_list_of_another_society(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    waiting(people.dao, "visitors-from-cambodia.csv", ["TH-9", "x"], ["KH-1001", "Sokha"])
    shown = page(client, erasing(people.sokha))
    assert "visitors-from-cambodia" not in shown
    assert "1 list that is not open to you" in shown


def test_a_page_without_such_lists_says_nothing_of_them(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    waiting(people.chan, "others.csv", ["KH-1901", "Vanna"])
    assert "Lists that wait at Imports" not in page(client, erasing(people.sokha))


def test_a_list_says_that_it_was_closed_by_an_erasure_and_what_to_do(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1200")
    named = waiting(people.chan, "branch.csv", ["KH-1001", "Sokha"], ["KH-1900", "Bora"])
    dropped = waiting(people.chan, "by-hand.csv", ["KH-1901", "Vanna"])
    imports.drop(dropped, actor=people.chan)
    address = erasing(people.sokha)
    assert client.send(address, {"answer": "erase", "sure": "1"}).status_code == 303
    assert "bring it in again without that person" in page(client, address_of(named))
    assert "This list was not brought in." in page(client, address_of(dropped))
    lists = page(client, "/en/people/imports/")
    assert lists.count("Closed: a person in it was erased") == 1
    assert "Lists that wait at Imports" not in page(client, address)


def test_a_list_that_lay_too_long_says_so(client: StrictClient, people: People) -> None:
    left = waiting(people.chan, "left.csv", ["KH-1901", "Vanna"])
    with day((clock.now() + timedelta(days=40)).date().isoformat()):
        retention.apply("closed-import")
        session.commit()
        client.sign_in("KH-1200")
        shown = page(client, address_of(left))
    assert "nobody went on with it for 30 days" in shown
    assert "Closed: it waited too long" in shown


def test_a_list_that_is_done_says_how_many_of_its_people_were_erased_since(
    client: StrictClient, app: Flask, people: People
) -> None:
    lines = [[f"KH-190{n}", name] for n, name in enumerate(("Vanna", "Bora", "Kosal"))]
    done = waiting(people.chan, "new.csv", *lines)
    imports.start(done, actor=people.chan)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    client.sign_in("KH-1200")
    assert "erased since" not in page(client, address_of(done))
    bora = session.scalars(select(Person).filter_by(number="KH-1901")).one()
    client.send(erasing(bora), {"answer": "erase", "sure": "1"})
    shown = page(client, address_of(done))
    assert "Done: 2 lines were brought in." in shown
    assert "1 line more was about somebody who was erased since." in shown
