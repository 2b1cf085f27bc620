"""A preview that waited is read again where people or trainings have changed since: nobody decides by what was true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms import audit, jobs
from lms.accounts.services import bulk, person_changes
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.models import ListImport
from lms.imports.services import changed_since, column_matching
from lms.imports.services.upload import upload_store
from lms.records.services import achievements
from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_pages import matched, step, upload
from tests.imports.test_trainings import entries, rows, text_of
from tests.imports.test_unsaved_choices import form_of, press
from tests.people import People

TRAININGS = ["ID", "Name", "Course", "Date", "Result"]
SOKHA = ["KH-1001", "Sokha", "pss", "5/9/2026", "passed"]
RATANA = ["KH-1002", "រតនា", "pss", "5/9/2026", "passed"]
BOPHA = ["KH-1100", "Bopha", "pss", "5/9/2026", "passed"]
SINCE = "Since you looked, people or trainings have changed. These are the lines as they are now."
STALE = "People or trainings have changed since this list was read."


def on(line: list[str], day: str) -> list[str]:
    return [*line[:3], day, *line[4:]]


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


def trained(client: StrictClient, *lines: list[str]) -> str:
    return matched(client, text(TRAININGS, *lines), "trainings", source="the list")


def shown(client: StrictClient, address: str, show: str = "") -> str:
    return text_of(client.get(f"{address}?show={show}").get_data(as_text=True))


def run(app: Flask) -> None:
    session.commit()
    jobs.run_due(app)
    session.expire_all()


def carried_out(app: Flask, client: StrictClient, address: str) -> None:
    press(client, address, "start")
    run(app)
    assert at(address).state == "done"


def at(address: str) -> ListImport:
    uuid = address.rstrip("/").rsplit("/", 1)[-1]
    return session.scalars(select(ListImport).filter_by(uuid=uuid)).one()


def passes_here(person: Person, award: str = "pss") -> None:
    """Somebody passes a test in Sala while a list waits."""
    evidence = {"attempt": f"{award} of {person.id}"}
    achievements.record_achievement(
        person, award, "post-test", on=date(2026, 9, 12), evidence=evidence, actor=None
    )


def settled(people: People, number: str, name: str) -> Person:
    person = people_service.create_person(
        people_service.Particulars(number=number, name=name, latin_name="", language="km"),
        people.chan.unit,
        actor=people.chan,
    )
    session.commit()
    return person


def test_the_first_list_is_undone_and_the_mended_one_brought_in_as_the_page_says(
    app: Flask, chan: StrictClient, people: People
) -> None:
    first = trained(chan, SOKHA, RATANA)
    carried_out(app, chan, first)
    mended = [on(SOKHA, "6/9/2026"), RATANA]
    address = trained(chan, *mended)
    assert "Or undo the first list and bring this one in again." in shown(chan, address)
    step(chan, first, "undo", reason="a wrong day")
    run(app)
    again = upload(chan, text(TRAININGS, *mended), kind="trainings").location
    assert again.partition("?")[0] == address.partition("?")[0]
    page = shown(chan, address)
    assert "Bring in 1 line" in page
    assert "Record 1 line again" in page
    assert [row.action for row in rows(at(address))] == ["create", "skip"]
    press(chan, address, "all-again")
    carried_out(app, chan, address)
    assert at(address).summary["done"] == 2


def test_people_who_came_in_while_their_trainings_waited_are_found(app: Flask, chan: StrictClient) -> None:
    new = [["V-701", "ដារ៉ា", *SOKHA[2:]], ["V-702", "ពិសី", *SOKHA[2:]]]
    address = trained(chan, SOKHA, *new)
    assert "bring in the list of people first" in shown(chan, address)
    assert STALE not in shown(chan, address)
    carried_out(app, chan, matched(chan, text(["ID", "Name"], *(line[:2] for line in new))))
    page = shown(chan, address)
    assert STALE in page
    assert "Read the list again" in page
    page = text_of(press(chan, address, "start"))
    assert SINCE in page
    assert "Press again to bring in 3 lines." in page
    assert STALE not in page
    run(app)
    assert at(address).state == "preview"
    carried_out(app, chan, address)
    assert "Done: 3 lines were brought in." in shown(chan, address)


def test_the_button_reads_the_list_again_and_keeps_what_was_chosen(
    app: Flask, chan: StrictClient, people: People
) -> None:
    address = trained(chan, ["", "សុខា", *SOKHA[2:]], ["V-701", "ដារ៉ា", *SOKHA[2:]])
    carried_out(app, chan, matched(chan, text(["ID", "Name"], ["V-701", "ដារ៉ា"])))
    page = text_of(press(chan, address, "reread", show="undecided", **{"line-2": str(people.sokha.id)}))
    assert "The list was read again." in page
    assert "Bring in 2 lines" in page
    assert [row.action for row in rows(at(address))] == ["create", "create"]


def test_two_lists_with_days_close_by_wait_and_the_second_one_asks(
    app: Flask, chan: StrictClient, people: People
) -> None:
    first = trained(chan, SOKHA, RATANA)
    second = trained(chan, on(SOKHA, "6/9/2026"), RATANA, BOPHA)
    carried_out(app, chan, first)
    page = text_of(press(chan, second, "start"))
    assert SINCE in page
    assert "Press again to bring in 1 line." in page
    assert "The same module on another day close by" in page
    carried_out(app, chan, second)
    page = shown(chan, second)
    assert "Done: 1 line was brought in." in page
    assert "This puts 1 line back to what was before." in page
    assert [one.effective_on for one in entries(people.sokha) if one.kind == "achieved"] == [date(2026, 9, 5)]


def test_a_training_close_by_that_came_since_is_asked_about_although_it_was_said_who_it_is(
    app: Flask, chan: StrictClient, people: People
) -> None:
    first = trained(chan, SOKHA)
    second = trained(chan, ["", "សុខា", *SOKHA[2:3], "6/9/2026", "passed"], BOPHA)
    press(chan, second, "choose", show="undecided", **{"line-2": str(people.sokha.id)})
    carried_out(app, chan, first)
    assert "Press again to bring in 1 line." in text_of(press(chan, second, "start"))
    [line, _] = rows(at(second))
    assert (line.action, line.candidates[0]["against"]) == ("skip", "near")


def test_somebody_new_is_asked_about_again_where_somebody_else_is_as_likely_now(
    app: Flask, chan: StrictClient, people: People
) -> None:
    address = matched(chan, text(["ID", "Name"], ["V-900", "រតនា"]))
    press(chan, address, "choose", show="undecided", **{"line-2": "new"})
    settled(people, "V-901", "រតនា")
    page = text_of(press(chan, address, "start"))
    assert SINCE in page
    assert len(rows(at(address))[0].candidates) == 2
    assert rows(at(address))[0].action == "skip"


def test_two_lines_that_turn_out_to_be_of_one_person_stop_nothing(
    app: Flask, chan: StrictClient, people: People
) -> None:
    address = matched(chan, text(["ID", "Name"], ["V-900", "រតនា"], ["V-905", "រតនា"], ["V-906", "ដារ៉ា"]))
    press(chan, address, "choose", show="undecided", **{"line-2": str(people.ratana.id), "line-3": "skip"})
    given = person_changes.particulars_of(people.ratana)
    person_changes.edit_person(people.ratana, replace(given, number="V-905"), actor=people.chan)
    session.commit()
    assert SINCE in text_of(press(chan, address, "start"))
    assert [row.action for row in rows(at(address))] == ["skip", "same", "create"]


def test_what_changes_no_line_stops_nobody(app: Flask, chan: StrictClient, people: People) -> None:
    address = trained(chan, SOKHA)
    settled(people, "V-990", "ពិសី")
    assert changed_since.is_stale(at(address))
    carried_out(app, chan, address)


@pytest.mark.parametrize("who", ["a card", "another Society", "a training of somebody else"])
def test_a_list_is_not_stale_because_of_what_is_not_its_business(
    chan: StrictClient, people: People, who: str
) -> None:
    address = trained(chan, SOKHA)
    if who == "a card":
        audit.note(people.chan.id, "accounts.card", "person", people.sokha.id, card=1)
    elif who == "another Society":
        people_service.create_person(
            people_service.Particulars(number="TH-9", name="ดาว", latin_name="", language="th"),
            people.dao.unit,
            actor=None,
        )
    else:
        passes_here(people.bopha)
    session.commit()
    assert not changed_since.is_stale(at(address))


@pytest.mark.parametrize("what", ["trained", "moved", "closed", "removed"])
def test_a_list_is_stale_where_somebody_of_the_society_has_changed(
    chan: StrictClient, people: People, what: str
) -> None:
    made = settled(people, "V-990", "ពិសី")
    address = trained(chan, SOKHA)
    assert not changed_since.is_stale(at(address))
    if what == "trained":
        passes_here(people.sokha)
    elif what == "removed":
        bulk.take_back([made], actor=people.chan)
    elif what == "closed":
        person_changes.deactivate(made, reason="left", actor=people.chan)
    else:
        person_changes.move_person(made, people.sokha.unit, actor=people.chan)
    session.commit()
    assert changed_since.is_stale(at(address))


@pytest.mark.parametrize("same", [True, False])
def test_a_long_list_is_read_again_by_a_job_which_goes_on_where_all_is_as_it_was_seen(
    app: Flask, chan: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    address = trained(chan, SOKHA, ["V-701", "ដារ៉ា", *SOKHA[2:]])
    monkeypatch.setattr(column_matching, "SHORT", 1)
    if same:
        passes_here(people.sokha, "hiv")
    else:
        settled(people, "V-701", "ដារ៉ា")
    session.commit()
    sent = form_of(chan.get(address).data.decode())
    answer = chan.post(address, data={**sent, "act": "start"})
    assert (answer.status_code, at(address).state) == (303, "matching")
    run(app)
    run(app)
    if same:
        assert (at(address).state, at(address).summary["done"]) == ("done", 1)
    else:
        page = text_of(chan.get(answer.location).get_data(as_text=True))
        assert at(address).state == "preview"
        assert SINCE in page
        assert "Press again to bring in 2 lines." in page


def test_what_was_chosen_and_not_saved_is_saved_when_the_list_is_read_again(
    app: Flask, chan: StrictClient, people: People
) -> None:
    first = trained(chan, RATANA)
    second = trained(chan, ["", "សុខា", *SOKHA[2:]], on(RATANA, "6/9/2026"))
    carried_out(app, chan, first)
    page = text_of(press(chan, second, "start", show="undecided", **{"line-2": str(people.sokha.id)}))
    assert "What you chose is saved. Nothing is brought in yet." in page
    assert SINCE in page
    assert [row.action for row in rows(at(second))] == ["create", "skip"]


def test_a_file_that_was_lost_is_there_again_when_the_list_is_brought_in_again(
    chan: StrictClient, people: People
) -> None:
    address = trained(chan, SOKHA)
    upload_store.remove(at(address).uuid)
    again = upload(chan, text(TRAININGS, SOKHA), kind="trainings")
    assert again.status_code == 303
    assert "Bring in 1 line" in shown(chan, address)
