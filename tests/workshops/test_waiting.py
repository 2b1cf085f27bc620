"""A workshop with few places: who is chosen after they are taken waits, is let in by a trainer, and is told so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lms import clock
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.workshops.domain.places import split
from lms.workshops.models import Workshop, WorkshopBranch, WorkshopWaiting
from lms.workshops.presenters.own_workshops import own_workshops
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.waiting import waiting_of
from lms.workshops.services import closing
from lms.workshops.services.attendance import save_attendance
from lms.workshops.services.plans import call_off
from lms.workshops.services.roster import add_people, take_off
from lms.workshops.services.waiting import Chosen, choose_people, let_in, take_off_waiting
from tests.client import StrictClient
from tests.people import People
from tests.workshops.planned import MONDAY, UUID, everywhere, planned

PAGE = f"/en/workshops/{UUID}/"


@pytest.mark.parametrize(
    ("chosen", "places", "taken", "fitting", "waiting"),
    [
        ("abc", None, 40, "abc", ""),
        ("abc", 3, 0, "abc", ""),
        ("abc", 2, 0, "ab", "c"),
        ("abc", 5, 3, "ab", "c"),
        ("abc", 5, 5, "", "abc"),
        ("abc", 5, 9, "", "abc"),  # more were let in than there are places
        ("", 1, 0, "", ""),
    ],
)
def test_the_first_who_are_chosen_have_the_free_places(
    chosen: str, places: int | None, taken: int, fitting: str, waiting: str
) -> None:
    assert split(chosen, places, taken) == (fitting, waiting)


def on_it(workshop: Workshop) -> set[int]:
    return {line.person.id for line in roster_of(workshop)}


def full(people: People) -> Workshop:
    """One place, which Sokha has; Ratana waits."""
    workshop = planned(people, days=[(MONDAY, "day")])
    workshop.places = 1
    chosen = choose_people(workshop, [people.sokha, people.ratana], actor=people.bopha)
    assert chosen == Chosen(added=1, waiting=1)
    return workshop


def test_who_is_chosen_after_the_last_place_waits_and_choosing_again_changes_nothing(
    app: Flask, people: People
) -> None:
    workshop = full(people)
    assert on_it(workshop) == {people.sokha.id}
    assert waiting_of(workshop) == [people.ratana]
    again = choose_people(workshop, [people.ratana, people.sokha, people.ratana], actor=people.bopha)
    assert again == Chosen(added=0, waiting=0)
    acts = session.scalars(select(AuditLine.act).where(AuditLine.act.like("workshops.waits%"))).all()
    assert acts == ["workshops.waits"]


def test_a_place_that_is_free_again_is_given_by_the_trainer_and_by_nobody_else(
    app: Flask, people: People
) -> None:
    workshop = full(people)
    take_off(workshop, people.sokha.id, everywhere(), actor=people.bopha)
    assert waiting_of(workshop) == [people.ratana]
    let_in(workshop, people.ratana.id, everywhere(), actor=people.bopha)
    assert (on_it(workshop), waiting_of(workshop)) == ({people.ratana.id}, [])
    with pytest.raises(NotFound):
        let_in(workshop, people.ratana.id, everywhere(), actor=people.bopha)


def test_whoever_comes_onto_the_list_by_another_way_waits_no_more(app: Flask, people: People) -> None:
    workshop = full(people)
    add_people(workshop, [people.ratana], actor=people.bopha)
    assert waiting_of(workshop) == []


def test_bopha_does_not_put_herself_on_the_waiting_list_of_dao(app: Flask, people: People) -> None:
    workshop = planned(people, days=[(MONDAY, "day")], leads=people.dao)
    workshop.places = 0
    with pytest.raises(RuleBroken, match="own-list"):
        choose_people(workshop, [people.bopha], actor=people.bopha)
    assert waiting_of(workshop) == []


def test_ratana_reads_on_her_own_page_that_she_waits_without_the_link(app: Flask, people: People) -> None:
    workshop = full(people)
    workshop.place, workshop.link = "", "https://meet.example.org/a"
    with app.test_request_context("/en/"):
        assert [(one.waits, one.link) for one in own_workshops(people.sokha)] == [(False, workshop.link)]
        assert [(one.waits, one.link) for one in own_workshops(people.ratana)] == [(True, "")]


@pytest.mark.parametrize(("number", "waits"), [("KH-1001", False), ("KH-1002", True)])
def test_who_waits_has_no_day_in_their_calendar_yet(
    client: StrictClient, people: People, number: str, waits: bool
) -> None:
    full(people)
    session.commit()
    client.sign_in(number)
    page = client.get("/en/me/").get_data(as_text=True)
    assert ("You are on the waiting list." in page, "Calendar file (.ics)" in page) == (waits, not waits)


def _close(workshop: Workshop, people: People) -> None:
    for one in workshop.half_days:
        save_attendance(
            workshop, one.number, {people.sokha.id: "present"}, {}, everywhere(), actor=people.bopha
        )
    closing.close(workshop, closing.closing_of(workshop).seen, actor=people.bopha)


def _count() -> int:
    return session.scalar(select(func.count()).select_from(WorkshopWaiting)) or 0


def test_nobody_waits_any_more_once_it_is_closed_or_called_off(app: Flask, people: People) -> None:
    workshop = planned(people, days=[(clock.today(), "am")])
    workshop.places = 1
    choose_people(workshop, [people.sokha, people.ratana], actor=people.bopha)
    assert _count() == 1
    _close(workshop, people)
    assert _count() == 0
    other = full_elsewhere(people)
    assert _count() == 1
    call_off(other, actor=people.bopha)
    assert _count() == 0


def full_elsewhere(people: People) -> Workshop:
    other = planned(people, uuid=str(uuid4()), days=[(MONDAY, "day")])
    other.places = 1
    choose_people(other, [people.sokha, people.ratana], actor=people.bopha)
    return other


def test_the_page_says_how_many_places_are_taken_and_who_waits(client: StrictClient, people: People) -> None:
    workshop = full(people)
    workshop.branches.append(WorkshopBranch(unit_id=people.malee.unit_id))
    choose_people(workshop, [people.malee], actor=people.bopha)
    session.commit()
    client.sign_in("KH-1100")
    page = client.get(PAGE).get_data(as_text=True)
    assert "1 of 1 places are taken." in page
    assert people.ratana.name in page
    assert people.malee.name not in page
    assert "1 person of another branch waits, too." in page
    assert client.send(f"{PAGE}waiting/{people.malee.id}/in/", form=PAGE).status_code == 404
    assert client.send(f"{PAGE}waiting/{people.ratana.id}/in/", form=PAGE).status_code == 303
    assert on_it(workshop) == {people.sokha.id, people.ratana.id}
    assert "2 of 1 places are taken." in client.get(PAGE).get_data(as_text=True)


def test_whoever_is_taken_off_the_waiting_list_waits_no_more(client: StrictClient, people: People) -> None:
    workshop = full(people)
    session.commit()
    client.sign_in("KH-1100")
    assert client.send(f"{PAGE}waiting/{people.ratana.id}/off/", form=PAGE).status_code == 303
    assert waiting_of(workshop) == []
    with pytest.raises(NotFound):
        take_off_waiting(workshop, people.ratana.id, everywhere(), actor=people.bopha)


def test_pasted_numbers_that_find_no_place_wait_and_the_page_says_so(
    client: StrictClient, people: People
) -> None:
    workshop = planned(people, days=[(MONDAY, "day")])
    workshop.places = 1
    session.commit()
    client.sign_in("KH-1100")
    sent = client.send(f"{PAGE}numbers/", {"numbers": "KH-1001\nKH-1002"}, form=PAGE)
    page = client.get(sent.location).get_data(as_text=True)
    assert "All places are taken: 1 person is on the waiting list." in page
    assert _names(waiting_of(workshop)) == ["KH-1002"]


def _names(people: Sequence[Person]) -> list[str]:
    return [one.number for one in people]


@pytest.mark.parametrize(("typed", "places"), [("", None), ("30", 30), ("៣០", 30), (" 500 ", 500)])
def test_places_are_typed_in_any_digits_or_left_empty(
    client: StrictClient, people: People, typed: str, places: int | None
) -> None:
    workshop = planned(people, days=[(MONDAY, "day")])
    session.commit()
    client.sign_in("KH-1100")
    assert _planned(client, typed).status_code == 303
    session.expire_all()
    assert workshop.places == places


@pytest.mark.parametrize("typed", ["0", "501", "-1", "many", "3.5"])
def test_what_is_no_number_of_places_is_said_on_its_field(
    client: StrictClient, people: People, typed: str
) -> None:
    planned(people, days=[(MONDAY, "day")])
    session.commit()
    client.sign_in("KH-1100")
    sent = _planned(client, typed)
    assert sent.status_code == 422
    page = sent.get_data(as_text=True)
    assert 'id="places-error">Please write a number from 1 to 500, or leave it empty.' in page
    assert f'name="places" inputmode="numeric" value="{typed}"' in page


def _planned(client: StrictClient, places: str) -> TestResponse:
    typed = {"kind": "facilitated", "module": "pss", "on": MONDAY.isoformat(), "part": "day", "where": "room"}
    rest = {"place": "Phnom Penh", "language": "km", "branch": "KH-12", "places": places}
    return client.send(f"{PAGE}edit/", {**typed, **rest})
