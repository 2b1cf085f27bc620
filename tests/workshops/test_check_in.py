"""Checking in with the code of the room: a proposal for whoever saves the attendance, and a secret of the room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select

from lms import clock
from lms.accounts.models import FailedSignIns
from lms.accounts.services.merging import merges
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.workshops.models import Workshop, WorkshopBranch, WorkshopCheckIn, WorkshopOpening, WorkshopWalkIn
from lms.workshops.presenters.wording import WORDS
from lms.workshops.queries.check_ins import check_ins_of, find_room
from lms.workshops.queries.roster import roster_of
from lms.workshops.queries.walk_ins import walk_ins_of
from lms.workshops.services.check_in import announce_with_code, check_in, open_check_in, take_in
from lms.workshops.services.matching import match_walk_in
from lms.workshops.services.plans import call_off
from lms.workshops.services.walk_ins import MOST_UNCONFIRMED, Typed, add_walk_in, take_off_unconfirmed
from tests.client import StrictClient
from tests.people import SECRET, People
from tests.workshops.planned import (
    MONDAY,
    TUESDAY,
    UUID,
    close,
    everywhere,
    held,
    note,
    planned,
    volunteer,
)

PAGE = f"/en/workshops/{UUID}/"
ROOM = f"{PAGE}attendance/1/check-in/"


@contextmanager
def at(text: str) -> Iterator[None]:
    """An instant on the clock of the region: "23 08:52" in November 2026."""
    day, time = text.split()
    hour, minute = map(int, time.split(":"))
    with clock.frozen(datetime(2026, 11, int(day), hour, minute, tzinfo=clock.REGION)):
        yield


def opened(people: People, workshop: Workshop, number: int = 1, *, anew: bool = False) -> str:
    """Bopha opens check-in; its code."""
    return open_check_in(workshop, number, anew=anew, actor=people.bopha).code


def arrive(code: str, person: object, address: str = "10.0.0.1") -> bool:
    """Somebody checks in; whether they are on the list."""
    return check_in(code, person, address=address, secret=SECRET).is_on_list  # type: ignore[arg-type]


def typed(name: str) -> Typed:
    return Typed(str(uuid4()), name)


def test_sokha_checks_in_and_ratana_who_is_on_no_list_asks_to_be_put_on_it(people: People) -> None:
    with at("23 08:52"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        code = opened(people, workshop)
        assert arrive(code, people.sokha)
        assert not arrive(code, people.ratana)
        take_in(workshop, 1, people.ratana.id, everywhere(), actor=people.bopha)
    assert [(line.person.id, line.states) for line in roster_of(workshop)] == [
        (people.ratana.id, ("present",)),
        (people.sokha.id, ("present",)),
    ]


def test_nobody_is_counted_twice_with_whichever_record(people: People) -> None:
    with at("23 08:52"):
        workshop = planned(people)
        other = volunteer(people, "KH-2001")
        held(people, workshop, [people.sokha])
        code = opened(people, workshop)
        arrive(code, other)
        arrive(code, people.sokha)
        merges.merge(people.sokha, other, reason="the same", actor=people.chan)
        arrive(code, people.sokha)
        arrive(code, people.sokha)
    assert list(check_ins_of(workshop, 1)) == [people.sokha.id]


def test_a_code_counts_in_its_half_day_alone_and_a_new_one_ends_the_old(people: People) -> None:
    with at("23 09:00"):
        workshop = planned(people, days=[(MONDAY, "day"), (TUESDAY, "am")])
        code = opened(people, workshop)
        assert opened(people, workshop) == code
        assert find_room(code.lower()) is not None
        fresh = opened(people, workshop, anew=True)
        assert find_room(code) is None
        with pytest.raises(RuleBroken, match="check-in-not-now"):
            opened(people, workshop, 3)
    for later in ("23 14:00", "24 09:00"):
        with at(later):
            assert find_room(fresh) is None
    assert find_room("nothing") is None


def test_a_code_ends_with_the_workshop(people: People) -> None:
    with at("23 09:00"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        code = opened(people, workshop)
        close(workshop, people.bopha)
        assert find_room(code) is None
        with pytest.raises(RuleBroken, match="workshop-closed"):
            opened(people, workshop)


def test_malee_of_another_society_is_told_so_and_nothing_is_kept(people: People) -> None:
    with at("23 09:00"):
        workshop = planned(people)
        code = opened(people, workshop)
        with pytest.raises(RuleBroken, match="check-in-other-society"):
            arrive(code, people.malee)
        with pytest.raises(RuleBroken, match="leads-it"):
            arrive(code, people.bopha)
    assert session.scalars(select(WorkshopCheckIn)).all() == []


def test_where_the_whole_region_is_invited_malee_is_of_it(people: People) -> None:
    with at("23 09:00"):
        workshop = planned(people)
        region = people.chan.unit.parent
        assert region is not None
        workshop.branches.append(WorkshopBranch(unit_id=region.id))
        session.flush()
        assert not arrive(opened(people, workshop), people.malee)
    assert list(check_ins_of(workshop, 1)) == [people.malee.id]


def test_whoever_types_wrong_codes_has_to_wait_and_the_room_does_not(people: People) -> None:
    with at("23 09:00"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        code = opened(people, workshop)
        refused = []
        for number in range(70):
            with pytest.raises(RuleBroken) as broken:
                arrive(f"{number:06}", people.sokha, "10.9.9.9")
            refused.append(broken.value.code)
        assert refused[:60] == ["no-such-room"] * 60
        assert refused[-1] == "check-in-wait"
        with pytest.raises(RuleBroken, match="check-in-wait"):
            arrive(code, people.sokha, "10.9.9.9")
        assert arrive(code, people.sokha, "10.0.0.1")


def test_one_who_types_wrong_codes_stops_nobody_who_is_signed_in_beside_them(people: People) -> None:
    with at("23 09:00"):
        workshop = planned(people)
        held(people, workshop, [people.sokha, people.ratana])
        code = opened(people, workshop)
        for number in range(70):
            with pytest.raises(RuleBroken):
                announce_with_code(f"{number:06}", typed("Somebody"), address="10.9.9.9", secret=SECRET)
        for number in range(70):
            with pytest.raises(RuleBroken):
                arrive(f"{number:06}", people.sokha, "10.9.9.9")
        assert arrive(code, people.ratana, "10.9.9.9")


def test_invented_names_never_keep_bopha_from_adding_somebody_and_go_at_once(people: People) -> None:
    with at("23 09:00"):
        workshop = planned(people)
        code = opened(people, workshop)
        for number in range(MOST_UNCONFIRMED):
            announce_with_code(code, typed(f"Invented {number}"), address="10.0.0.1", secret=SECRET)
        with pytest.raises(RuleBroken, match="check-in-full"):
            announce_with_code(code, typed("One more"), address="10.0.0.1", secret=SECRET)
        added = add_walk_in(workshop, 1, typed("Vicheka"), everywhere(), actor=people.bopha)
        assert take_off_unconfirmed(workshop, everywhere(), actor=people.bopha) == MOST_UNCONFIRMED
        assert [line.row.id for line in walk_ins_of(workshop)] == [added.id]


def test_who_said_it_with_and_without_an_account_is_one_and_came_when_they_said_so_first(
    people: People,
) -> None:
    with at("23 08:30"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        code = opened(people, workshop)
        arrive(code, people.sokha)
    with at("23 09:10"):
        typed = Typed("1", "Sokha", number="KH-1001")
        announce_with_code(code, typed, address="10.0.0.1", secret=SECRET)
        announce_with_code(code, replace(typed, key="2"), address="10.0.0.1", secret=SECRET)
        [line] = walk_ins_of(workshop)
        everybody = everywhere()
        match_walk_in(workshop, line.row.id, people.sokha, everybody, actor=people.bopha, is_hr=False)
    assert len(roster_of(workshop)) == 1
    checked = check_ins_of(workshop, 1)[people.sokha.id]
    assert checked.at.astimezone(clock.REGION).strftime("%H:%M") == "08:30"


def test_who_checks_in_after_the_half_day_was_saved_is_there_in_it(people: People) -> None:
    with at("23 09:00"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        arrive(opened(people, workshop), people.ratana)
        take_in(workshop, 1, people.ratana.id, everywhere(), actor=people.bopha)
        with pytest.raises(NotFound):
            take_in(workshop, 1, people.noy.id, everywhere(), actor=people.bopha)
    states = {line.person.id: line.states for line in roster_of(workshop)}
    assert states[people.ratana.id] == ("present",)


def test_calling_it_off_forgets_who_has_checked_in(people: People) -> None:
    with at("23 09:00"):
        workshop = planned(people)
        arrive(opened(people, workshop), people.sokha)
        call_off(workshop, actor=people.bopha)
    for table in (WorkshopCheckIn, WorkshopOpening):
        assert session.scalar(select(func.count()).select_from(table)) == 0


@pytest.fixture
def morning(people: People) -> Iterator[Workshop]:
    """Bopha's workshop with Sokha on the list, at 9 o'clock on its day."""
    with clock.frozen(
        datetime.combine(clock.today(), datetime.min.time(), clock.REGION) + timedelta(hours=9)
    ):
        workshop = planned(people, days=[(clock.today(), "am")])
        held(people, workshop, [people.sokha])
        session.commit()
        yield workshop


def same_site(client: StrictClient, address: str, **typed: str) -> tuple[int, str]:
    """Send a form of a page that is the same for everybody."""
    answer = client.post(address, data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    return answer.status_code, answer.get_data(as_text=True)


def test_bopha_shows_a_code_and_sokha_who_scans_it_is_marked(
    client: StrictClient, people: People, morning: Workshop
) -> None:
    client.sign_in("KH-1100")
    assert "Open check-in" in client.get(ROOM).get_data(as_text=True)
    assert client.send(ROOM).status_code == 303
    shown = client.get(ROOM).get_data(as_text=True)
    code = session.scalars(select(WorkshopOpening.code)).one()
    assert f"{code[:3]}-{code[3:]}" in shown
    phone = StrictClient(client.application, client.application.response_class)
    scanned = phone.get(f"/check-in/{code}")
    assert scanned.location.endswith(f"/en/check-in/{code}/")
    phone.sign_in("KH-1001")
    status, page = same_site(phone, f"/en/me/check-in/{code}/")
    assert (status, "You are checked in" in page) == (200, True)
    assert "The trainer confirms who was there." in page
    assert "checked in 09:00" in client.get(f"{PAGE}attendance/1/").get_data(as_text=True)


def test_who_is_not_signed_in_does_that_first_and_then_presses_once(
    client: StrictClient, people: People, morning: Workshop
) -> None:
    code = opened(people, morning)
    session.commit()
    answer = client.post(f"/en/me/check-in/{code}/", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 302
    assert f"next=/en/me/check-in/{code}/" in answer.location
    client.sign_in("KH-1001")
    assert "I am here" in client.get(f"/en/me/check-in/{code}/").get_data(as_text=True)
    assert session.scalars(select(WorkshopCheckIn)).all() == [], "looking is not checking in"


def test_without_signing_in_the_answer_is_the_same_whoever_is_on_the_list(
    client: StrictClient, people: People, morning: Workshop
) -> None:
    code = opened(people, morning)
    session.commit()
    answers = [
        client.post(f"/en/check-in/{code}/", data=typed, headers={"Sec-Fetch-Site": "same-origin"}).location
        for typed in (
            {"name": "Sokha", "contact": "KH-1001"},
            {"name": "Nobody", "contact": "012 345 678"},
            {"name": "Nobody", "contact": "012 345 678"},
        )
    ]
    assert answers == ["/en/check-in/done/"] * 3
    rows = [(line.row.name, line.row.phone, line.row.number) for line in walk_ins_of(morning)]
    assert rows == [("Sokha", "", "KH-1001"), ("Nobody", "+85512345678", "")]
    client.sign_in("KH-1100")
    assert "2 people have checked in without signing in." in client.get(f"{PAGE}attendance/1/").get_data(
        as_text=True
    )
    page = client.get(PAGE).get_data(as_text=True)
    assert "the same number" in page
    [sokha, nobody] = session.scalars(select(WorkshopWalkIn.id).order_by(WorkshopWalkIn.id))
    assert client.send(f"{PAGE}walk-ins/{nobody}/confirm/", form=PAGE).status_code == 303
    assert client.send(f"{PAGE}walk-ins/{sokha}/", {"who": "khm:KH-1001"}).status_code == 303
    assert [line.is_confirmed for line in walk_ins_of(morning)] == [True]
    assert len(roster_of(morning)) == 1
    assert "checked in 09:00" in client.get(f"{PAGE}attendance/1/").get_data(as_text=True)


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_a_code_that_does_not_count_is_answered_in_a_friendly_way_and_counted(
    client: StrictClient, people: People, morning: Workshop, language: str
) -> None:
    status, page = same_site(client, f"/{language}/check-in/AAAAAZ/", name="Dara")
    assert (status, 'value="Dara"' in page) == (422, True)
    with force_locale(language):
        assert str(WORDS["no-such-room"]) in page
    assert session.scalars(select(FailedSignIns.failures)).all() == [1]
    assert same_site(client, f"/{language}/check-in/hello/", name="Dara")[0] == 422
    for typed in ("hello", ""):
        assert client.get(f"/{language}/check-in/?code={typed}").status_code == 422
    assert client.get(f"/{language}/check-in/hello/").status_code == 422


def test_ratana_who_has_checked_in_is_put_on_the_list_by_a_button(
    client: StrictClient, people: People, morning: Workshop
) -> None:
    arrive(opened(people, morning), people.ratana)
    session.commit()
    client.sign_in("KH-1100")
    page = client.get(f"{PAGE}attendance/1/").get_data(as_text=True)
    assert "Checked in, not on the list" in page
    address = f"{PAGE}attendance/1/people/{people.ratana.id}/"
    assert client.send(address, form=f"{PAGE}attendance/1/").status_code == 303
    assert [line.person.number for line in roster_of(morning)] == ["KH-1002", "KH-1001"]


def test_a_late_check_in_is_ticked_and_counts_once_bopha_saves(
    client: StrictClient, people: People, morning: Workshop
) -> None:
    note(people.bopha, morning, {people.sokha: "absent"})
    with clock.frozen(clock.now() + timedelta(minutes=30)):
        arrive(opened(people, morning), people.sokha)
        session.commit()
        client.sign_in("KH-1100")
        address = f"{PAGE}attendance/1/"
        page = client.get(address).get_data(as_text=True)
        assert "after this was saved: save it again" in page
        assert roster_of(morning)[0].states == ("absent",)
        field = f"p{people.sokha.id}"
        ticked = re.search(f'name="{field}" value="([a-z]+)"[^>]* checked', page)
        seen = re.search('name="seen" value="([^"]+)"', page)
        assert ticked
        assert seen
        client.send(address, {"seen": seen[1], field: ticked[1]})
        assert roster_of(morning)[0].states == ("late",)


def test_another_site_checks_nobody_in(client: StrictClient, people: People, morning: Workshop) -> None:
    code = opened(people, morning)
    session.commit()
    client.sign_in("KH-1001")
    address = f"/en/me/check-in/{code}/"
    assert client.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert session.scalars(select(WorkshopCheckIn)).all() == []
