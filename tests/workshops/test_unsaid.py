"""Nobody counts as come by the tap of somebody who does not see their name."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from lms import clock
from lms.accounts.services.people import Person, Scope
from lms.db import db, session
from lms.workshops.models import Workshop, WorkshopBranch, WorkshopCheckIn, WorkshopMark
from lms.workshops.queries.roster import roster_of
from lms.workshops.services import closing
from lms.workshops.services.attendance import save_attendance
from lms.workshops.services.matching import match_walk_in
from lms.workshops.services.roster import add_people
from lms.workshops.services.walk_ins import Typed, announce
from tests.client import StrictClient
from tests.people import People
from tests.records.history import day
from tests.workshops.planned import UUID, planned

PAGE = f"/en/workshops/{UUID}/"
ATTENDANCE = f"{PAGE}attendance/1/"


def across(people: People) -> Workshop:
    """A workshop of today for two Societies, with Sokha of the one and Malee of the other on the list."""
    made = planned(people, days=[(clock.today(), "am")])
    made.branches.append(WorkshopBranch(unit_id=people.malee.unit_id))
    add_people(made, [people.sokha, people.malee], actor=people.bopha)
    return made


def save(workshop: Workshop, actor: Person, shown: Person, seen: str = "present") -> None:
    """Save the page that shows one person, as it shows them."""
    scope = Scope(frozenset({shown.unit_id}))
    save_attendance(workshop, 1, {shown.id: seen}, {}, scope, actor=actor)  # type: ignore[dict-item]


def states(workshop: Workshop) -> dict[str, str]:
    return {line.person.number: line.state(1) for line in roster_of(workshop)}


def test_malee_is_not_trained_because_bopha_saved_a_list_on_which_she_does_not_see_her(
    people: People,
) -> None:
    with day("2026-11-23"):
        workshop = across(people)
        save(workshop, people.bopha, people.sokha)
        assert states(workshop) == {"KH-1001": "present", "TH-1001": "absent"}
        found = closing.closing_of(workshop)
        assert (found.unsaid, found.figures["came"]) == (1, 1)
        closing.close(workshop, found.seen, actor=people.bopha)
        outcomes = {line.person.number: line.outcomes["pss"]["attended"] for line in roster_of(workshop)}
    assert outcomes == {"KH-1001": True, "TH-1001": False}


@pytest.mark.parametrize("first", ["bopha", "dao"])
def test_whoever_saves_first_each_says_it_of_those_whom_they_see(people: People, first: str) -> None:
    """Both had opened the page before anybody saved: it showed everybody as there."""
    with day("2026-11-23"):
        workshop = across(people)
        acts = [(people.bopha, people.sokha), (people.dao, people.malee)]
        for actor, shown in acts if first == "bopha" else reversed(acts):
            save(workshop, actor, shown)
        assert states(workshop) == {"KH-1001": "present", "TH-1001": "present"}
        assert closing.closing_of(workshop).unsaid == 0


def test_the_pages_say_of_whom_nobody_has_said_anything(client: StrictClient, people: People) -> None:
    across(people)
    session.commit()
    client.sign_in("KH-1100")
    page = client.get(ATTENDANCE).get_data(as_text=True)
    assert "They count as absent until somebody who sees their names saves this page, too." in page
    assert client.send(ATTENDANCE, form_of(page)).status_code == 303
    page = client.get(f"{PAGE}close/").get_data(as_text=True)
    assert "Of 1 person nobody has said for a half-day whether they came" in page
    client.post("/en/sign-out/", data={"csrf_token": client.token("/en/me/privacy/")})
    client.sign_in("TH-1200")
    page = client.get(ATTENDANCE).get_data(as_text=True)
    assert "nobody has said yet whether they came" in page
    assert re.search(rf'name="p{people.malee.id}" value="present"[^>]* checked', page)
    assert client.send(ATTENDANCE, form_of(page)).status_code == 303
    [workshop] = session.scalars(select(Workshop))
    assert states(workshop) == {"KH-1001": "present", "TH-1001": "present"}
    assert "nobody has said yet" not in client.get(ATTENDANCE).get_data(as_text=True)


def test_once_somebody_who_sees_the_name_has_saved_bopha_is_told_so(
    client: StrictClient, people: People
) -> None:
    workshop = across(people)
    save(workshop, people.bopha, people.sokha)
    save(workshop, people.dao, people.malee)
    session.commit()
    client.sign_in("KH-1100")
    page = client.get(ATTENDANCE).get_data(as_text=True)
    assert "Somebody who sees their names has saved whether they came." in page
    assert "They count as absent" not in page


def test_who_checked_in_for_the_morning_alone_is_not_said_to_have_been_there_or_absent_in_the_afternoon(
    client: StrictClient, people: People
) -> None:
    """The page said both half-days, and matching wrote “absent” in the name of who had matched."""
    made = planned(people, days=[(clock.today(), "am"), (clock.today(), "pm")])
    add_people(made, [people.sokha], actor=people.bopha)
    row = announce(made, 1, Typed("typed-in-the-room", "រតនា"), people.sokha.unit_id)
    scope = Scope(frozenset({people.sokha.unit_id}))
    for number in (1, 2):
        save_attendance(made, number, {people.sokha.id: "present"}, {}, scope, actor=people.bopha)
    session.commit()
    client.sign_in("KH-1100")
    page = client.get(f"{PAGE}walk-ins/{row.id}/").get_data(as_text=True)
    shown = page.partition("Has checked in without signing in")[2].partition("</p>")[0]
    assert "Morning" in shown
    assert "Afternoon" not in shown

    match_walk_in(made, row.id, people.ratana, scope, actor=people.bopha, is_hr=False)
    session.commit()
    [ratana] = [line for line in roster_of(made) if line.person.id == people.ratana.id]
    assert (ratana.states, ratana.unsaid) == (("present", "absent"), frozenset({2}))
    assert closing.closing_of(made).unsaid == 1
    page = client.get(f"{PAGE}attendance/2/").get_data(as_text=True)
    assert "nobody has said yet whether they came" in page
    assert re.search(rf'name="p{people.ratana.id}" value="absent"[^>]* checked', page)


@pytest.mark.parametrize(("checked_in", "ticked"), [(True, "present"), (False, "absent")])
def test_who_comes_to_the_list_after_it_was_saved_is_ticked_as_there_only_if_they_checked_in(
    client: StrictClient, people: People, checked_in: bool, ticked: str
) -> None:
    made = across(people)
    save(made, people.bopha, people.sokha)
    if checked_in:
        facts = {"workshop_uuid": made.uuid, "number": 1, "person_id": people.ratana.id}
        session.add(WorkshopCheckIn(**facts, at=made.half_days[0].taken_at))
    add_people(made, [people.ratana], actor=people.bopha)
    session.commit()
    client.sign_in("KH-1100")
    page = client.get(ATTENDANCE).get_data(as_text=True)
    assert re.search(rf'name="p{people.ratana.id}" value="{ticked}"[^>]* checked', page)
    assert "nobody has said yet whether they came" in page


def form_of(page: str) -> dict[str, str]:
    """What the page sends as it stands."""
    seen = re.search('name="seen" value="([^"]*)"', page)
    ticked = re.findall(r'<input type="radio" name="(p\d+)" value="(\w+)"[^>]* checked', page)
    return {"seen": seen[1] if seen else "", **dict(ticked)}


def test_who_was_there_before_the_upgrade_because_nobody_said_otherwise_is_there_after_it(
    app: Flask, people: People
) -> None:
    with day("2026-11-23"):
        workshop = across(people)
        save(workshop, people.bopha, people.sokha)
        save_attendance(
            workshop,
            1,
            {people.sokha.id: "present"},
            {people.sokha.id: "late"},
            Scope(frozenset({people.sokha.unit_id})),
            actor=people.bopha,
        )
    session.commit()
    session.remove()
    downgrade(revision="0028")
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM workshop_mark WHERE state = 'present'"))
    db.engine.dispose()
    upgrade()
    [workshop] = session.scalars(select(Workshop))
    assert states(workshop) == {"KH-1001": "late", "TH-1001": "present"}
    assert len(session.scalars(select(WorkshopMark)).all()) == 2
