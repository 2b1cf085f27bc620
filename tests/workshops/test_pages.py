"""Workshops on their pages: Bopha plans, invites, notes who is there, closes; who may not does not find it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.services import people as people_service
from lms.accounts.services.people import PersonId
from lms.db import session
from lms.errors import RuleBroken
from lms.records.models import LedgerEntry
from lms.workshops.domain.attendance import State
from lms.workshops.models import Workshop, WorkshopBranch, WorkshopParticipant
from lms.workshops.queries.roster import roster_of
from lms.workshops.services.attendance import save_attendance
from lms.workshops.services.roster import add_people
from tests.client import StrictClient
from tests.people import People
from tests.records.history import certified_until, day
from tests.workshops.planned import UUID, close, everywhere, held, note, planned, volunteer

PAGE = f"/en/workshops/{UUID}/"


def today() -> date:
    return clock.today()


def plan_of(client: StrictClient, **more: Any) -> dict[str, Any]:
    """The plan as the page offers it, with the module that was chosen."""
    page = client.get("/en/workshops/new/").get_data(as_text=True)
    key = re.search('name="key" value="([^"]+)"', page)
    assert key
    typed = {
        "key": key[1], "kind": "facilitated", "module": "pss", "on": today().isoformat(), "part": "am",
        "place": "Phnom Penh", "language": "km", "branch": "KH-12",
    }  # fmt: skip
    return {**typed, **more}


def workshop() -> Workshop:
    """The one workshop that there is."""
    return session.scalars(select(Workshop)).one()


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha has signed in."""
    client.sign_in("KH-1100")
    return client


def test_bopha_plans_with_what_the_page_offers_and_one_module(bopha: StrictClient) -> None:
    page = bopha.get("/en/workshops/new/").get_data(as_text=True)
    assert 'value="Phnom Penh"' in page
    assert f'value="{(today() + timedelta(days=1)).isoformat()}"' in page
    answer = bopha.send("/en/workshops/new/", plan_of(bopha))
    assert (answer.status_code, answer.location) == (303, f"/en/workshops/{workshop().uuid}/people/")
    assert [one.person.number for one in workshop().trainers] == ["KH-1100"]


def test_the_plan_sent_twice_is_one_workshop(bopha: StrictClient) -> None:
    typed = plan_of(bopha)
    assert {bopha.send("/en/workshops/new/", typed).status_code for _ in range(2)} == {303}
    assert workshop().modules == ["pss"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"module": ""}, "Please choose at least one module."),
        ({"on": ""}, "Please choose at least one day."),
        ({"on": "soon"}, "Please write the day as year-month-day"),
        ({"place": ""}, "Please write where it is."),
        ({"language": ""}, "Please choose at least one language."),
        ({"branch": "TH-27"}, "Please choose at least one branch."),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_on_its_field_and_nothing_is_lost(
    bopha: StrictClient, typed: dict[str, str], sentence: str
) -> None:
    answer = bopha.send("/en/workshops/new/", {**plan_of(bopha, place="Under the tree"), **typed})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert sentence in page
    assert "place" in typed or "Under the tree" in page


def test_a_plan_of_one_day_with_a_mistake_is_shown_again_without_open_empty_days(bopha: StrictClient) -> None:
    rows = {"on": [today().isoformat(), "", "", ""], "part": ["am"] * 4}
    page = bopha.send("/en/workshops/new/", plan_of(bopha, **rows, places="many")).get_data(as_text=True)
    assert "<details><summary>More days</summary>" in page
    rows["on"][2] = (today() + timedelta(days=1)).isoformat()
    page = bopha.send("/en/workshops/new/", plan_of(bopha, **rows, places="many")).get_data(as_text=True)
    assert "<details open><summary>More days</summary>" in page
    assert f'id="on-2" name="on" type="date" value="{rows["on"][2]}"' in page


def test_the_plan_is_changed_until_somebody_was_there_and_called_off(
    bopha: StrictClient, people: People
) -> None:
    bopha.send("/en/workshops/new/", plan_of(bopha))
    address = f"/en/workshops/{workshop().uuid}/"
    assert 'value="Phnom Penh"' in bopha.get(f"{address}edit/").get_data(as_text=True)
    changed = plan_of(bopha, place="Takhmao", key=workshop().uuid)
    assert bopha.send(f"{address}edit/", changed).status_code == 303
    assert workshop().place == "Takhmao"
    assert bopha.send(f"{address}call-off/", form=address).status_code == 303
    assert session.scalars(select(Workshop)).all() == []


def test_people_of_a_status_are_ticked_in_advance_and_put_on_the_list_at_once(
    bopha: StrictClient, people: People
) -> None:
    certified_until(people.sokha, (today() + timedelta(days=30)).isoformat())
    planned(people, days=[(today(), "am")])
    session.commit()
    page = bopha.get(f"{PAGE}people/?status=expiring").get_data(as_text=True)
    assert re.findall('name="who" value="([^"]+)" checked', page) == ["khm:KH-1001"]
    bopha.send(f"{PAGE}people/", {"who": ["khm:KH-1001"]})
    assert [line.person.number for line in roster_of(workshop())] == ["KH-1001"]
    assert "KH-1001" not in bopha.get(f"{PAGE}people/?status=expiring").get_data(as_text=True)
    everybody = bopha.get(f"{PAGE}people/").get_data(as_text=True)
    assert "KH-1002" in everybody
    assert "KH-1100" not in everybody.partition('class="roster"')[2], "who leads it does not take part"
    assert "TH-1001" not in everybody


def test_numbers_are_pasted_in_any_spelling_and_unknown_ones_stay_in_the_box(
    bopha: StrictClient, people: People
) -> None:
    planned(people, days=[(today(), "am")])
    session.commit()
    pasted = "kh 1001\nKH-1002 Ratana\nTH-1001\nKH-9999\n"
    answer = bopha.send(f"{PAGE}numbers/", {"numbers": pasted}, form=PAGE)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    box = page.partition('<textarea id="numbers"')[2].partition("</textarea>")[0]
    assert box.endswith("\nTH-1001\nKH-9999")
    assert "TH-1001 · KH-9999" in page
    assert [line.person.number for line in roster_of(workshop())] == ["KH-1002", "KH-1001"]
    again = bopha.send(f"{PAGE}numbers/", {"numbers": "KH-1001"}, form=PAGE)
    assert "They are on the list already." in bopha.get(again.location).get_data(as_text=True)


def test_chan_whose_own_number_is_among_those_she_pastes_puts_the_others_on_the_list(
    client: StrictClient, people: People
) -> None:
    planned(people, days=[(today(), "am")])
    session.commit()
    client.sign_in("KH-1200")
    answer = client.send(f"{PAGE}numbers/", {"numbers": "KH-1001\nKH-1200\nKH-1002"}, form=PAGE)
    page = answer.get_data(as_text=True)
    assert "This is you: whoever leads the workshop, or HR, puts you on the list." in page
    assert page.partition('<textarea id="numbers"')[2].partition("</textarea>")[0].endswith("\nKH-1200")
    assert [line.person.number for line in roster_of(workshop())] == ["KH-1002", "KH-1001"]


def test_somebody_is_taken_off_before_the_first_attendance(bopha: StrictClient, people: People) -> None:
    add_people(planned(people, days=[(today(), "am")]), [people.sokha], actor=people.bopha)
    session.commit()
    assert bopha.send(f"{PAGE}people/{people.sokha.id}/off/", form=PAGE).status_code == 303
    assert session.scalars(select(WorkshopParticipant)).all() == []


def test_everybody_is_there_by_default_and_who_is_not_is_tapped(bopha: StrictClient, people: People) -> None:
    one = planned(people, days=[(today(), "am")])
    add_people(one, [people.sokha, people.ratana], actor=people.bopha)
    session.commit()
    address = f"{PAGE}attendance/1/"
    page = bopha.get(address).get_data(as_text=True)
    assert len(re.findall('value="present" aria-label="There" checked', page)) == 2
    seen = re.search('name="seen" value="([^"]+)"', page)
    assert seen
    typed = {"seen": seen[1], f"p{people.sokha.id}": "present", f"p{people.ratana.id}": "left"}
    for _ in range(2):  # pressed twice
        assert bopha.send(address, typed).status_code == 303
    assert [line.states for line in roster_of(workshop())] == [("left",), ("present",)]
    assert "noted by បុប្ផា" in bopha.get(address).get_data(as_text=True)


def test_what_another_trainer_had_noted_is_named(bopha: StrictClient, people: People) -> None:
    one = planned(people, days=[(today(), "am")], trainers=(people.noy,))
    add_people(one, [people.sokha], actor=people.bopha)
    session.commit()
    address = f"{PAGE}attendance/1/"
    token = bopha.token(address)
    note(people.noy, workshop(), {people.sokha: "late"})
    typed = {"csrf_token": token, "seen": f"{people.sokha.id}p", f"p{people.sokha.id}": "absent"}
    answer = bopha.post(address, data=typed)
    assert answer.status_code == 200
    assert "ណយ had noted: Came late" in answer.get_data(as_text=True)
    assert roster_of(workshop())[0].states == ("absent",)


def test_a_day_that_is_still_to_come_has_no_attendance(bopha: StrictClient, people: People) -> None:
    one = planned(people, days=[(today() + timedelta(days=3), "am")])
    add_people(one, [people.sokha], actor=people.bopha)
    session.commit()
    address = f"{PAGE}attendance/1/"
    assert "This day is still to come." in bopha.get(address).get_data(as_text=True)
    sent = bopha.send(address, {"seen": f"{people.sokha.id}p", f"p{people.sokha.id}": "absent"})
    assert sent.status_code == 422
    assert bopha.get(f"{PAGE}attendance/9/").status_code == 404


def test_what_the_page_promises_is_what_is_stored(bopha: StrictClient, people: People) -> None:
    held(people, planned(people, days=[(today(), "am")]), [people.sokha], absent=[people.ratana])
    session.commit()
    page = bopha.get(f"{PAGE}close/").get_data(as_text=True)
    assert "Not there for enough half-days" in page
    seen = re.search('name="seen" value="([^"]+)"', page)
    assert seen
    for _ in range(2):  # pressed twice
        assert bopha.send(f"{PAGE}close/", {"seen": seen[1]}, form=PAGE + "attendance/1/").status_code == 303
    rows = session.scalars(select(LedgerEntry).where(LedgerEntry.requirement == "training")).all()
    assert [row.person_id for row in rows] == [people.sokha.id]
    closed = bopha.get(f"{PAGE}?saved=1").get_data(as_text=True)
    assert "There; test not passed yet" in closed
    assert "Not there for enough" in closed
    assert bopha.get(f"{PAGE}close/").status_code == 302


def test_what_changed_since_the_page_was_shown_is_shown_again(bopha: StrictClient, people: People) -> None:
    held(people, planned(people, days=[(today(), "am")]), [people.sokha])
    session.commit()
    assert bopha.send(f"{PAGE}close/", {"seen": "other"}).status_code == 422
    assert workshop().closed_at is None


def test_chan_who_led_a_workshop_reads_that_somebody_else_of_hr_opens_it(
    client: StrictClient, people: People
) -> None:
    one = planned(people, leads=people.chan, days=[(today(), "am")])
    held(people, one, [people.sokha])
    close(one, people.chan)
    session.commit()
    client.sign_in("KH-1200")
    page = client.get(PAGE).get_data(as_text=True)
    assert "Somebody else of HR can open it again" in page
    assert "Reason" not in page


def test_chan_opens_a_closed_workshop_again_for_a_reason_and_bopha_does_not(
    client: StrictClient, people: People
) -> None:
    one = planned(people, days=[(today(), "am")])
    held(people, one, [people.sokha])
    close(one, people.bopha)
    session.commit()
    client.sign_in("KH-1100")
    assert "HR of your Society can open it again." in client.get(PAGE).get_data(as_text=True)
    token = client.token("/en/workshops/new/")
    sent = {"csrf_token": token, "reason": "The sheet was wrong."}
    assert client.post(f"{PAGE}reopen/", data=sent).status_code == 403
    client.post("/en/sign-out/", data={"csrf_token": client.token("/en/me/privacy/")})
    client.sign_in("KH-1200")
    assert client.send(f"{PAGE}reopen/", {"reason": ""}, form=PAGE).status_code == 422
    assert client.send(f"{PAGE}reopen/", {"reason": "The sheet was wrong."}, form=PAGE).status_code == 303
    assert workshop().closed_at is None
    assert "The sheet was wrong." in client.get(PAGE).get_data(as_text=True)


@pytest.mark.parametrize("page", ["", "edit/", "people/", "close/", "attendance/1/"])
def test_who_neither_leads_it_nor_is_hr_of_its_branches_does_not_find_it(
    client: StrictClient, people: People, page: str
) -> None:
    """A trainer of another Society, HR of another Society, another trainer of the same branch."""
    held(people, planned(people, days=[(today(), "am")]), [people.sokha])
    people_service.give_role(people.malee, "trainer", people.malee.unit, actor=None)
    people_service.give_role(people.ratana, "trainer", people.ratana.unit, actor=None)
    session.commit()
    for number in ("TH-1001", "TH-1200", "KH-1002"):
        visitor = StrictClient(client.application, client.application.response_class)
        visitor.sign_in(number)
        assert visitor.get(f"{PAGE}{page}").status_code == 404, number
        assert UUID not in visitor.get("/en/workshops/").get_data(as_text=True)


def test_a_trainer_sees_only_people_of_the_branches_that_they_may_see(
    client: StrictClient, people: People
) -> None:
    one = planned(people, days=[(today(), "am")])
    add_people(one, [people.sokha, people.malee], actor=people.bopha)
    session.commit()
    client.sign_in("KH-1100")
    for page in ("", "attendance/1/"):
        shown = client.get(f"{PAGE}{page}").get_data(as_text=True)
        assert "TH-1001" not in shown
        assert "1 person of another branch is on the list, too." in shown
    sent = {"seen": f"{people.malee.id}p {people.sokha.id}p", f"p{people.malee.id}": "absent"}
    client.send(f"{PAGE}attendance/1/", sent)
    states = {line.person.number: line.states[0] for line in roster_of(workshop())}
    assert states == {"KH-1001": "present", "TH-1001": "absent"}, "of Malee nobody has said that she came"
    assert client.send(f"{PAGE}people/{people.malee.id}/off/", form=f"{PAGE}attendance/1/").status_code in (
        404,
        422,
    )


def test_dao_sees_the_people_of_her_society_in_a_workshop_across_two(
    client: StrictClient, people: People
) -> None:
    one = planned(people, days=[(today(), "am")])
    one.branches.append(WorkshopBranch(unit_id=people.malee.unit_id))
    add_people(one, [people.sokha, people.malee], actor=people.bopha)
    session.commit()
    client.sign_in("TH-1200")
    shown = client.get(PAGE).get_data(as_text=True)
    assert "TH-1001" in shown
    assert "KH-1001" not in shown


def test_an_id_of_a_workshop_of_somebody_else_plans_nothing(client: StrictClient, people: People) -> None:
    planned(people, days=[(today(), "am")])
    session.commit()
    client.sign_in("KH-1200")
    assert client.send("/en/workshops/new/", plan_of(client, key=UUID)).status_code == 404


def test_many_come_within_one_form(bopha: StrictClient, people: People) -> None:
    one = planned(people, days=[(today(), "am")])
    crowd = [volunteer(people, f"KH-5{number:03}") for number in range(120)]
    add_people(one, crowd, actor=people.bopha)
    session.commit()
    page = bopha.get(f"{PAGE}attendance/1/").get_data(as_text=True)
    seen = re.search('name="seen" value="([^"]+)"', page)
    assert seen
    typed = {f"p{person.id}": "present" for person in crowd} | {f"p{crowd[7].id}": "absent"}
    assert bopha.send(f"{PAGE}attendance/1/", {"seen": seen[1], **typed}).status_code == 303
    states = [line.states[0] for line in roster_of(workshop())]
    assert (len(states), states.count("absent")) == (120, 1)


def test_an_earlier_workshop_is_planned_once_more_with_all_but_its_people(
    bopha: StrictClient, people: People
) -> None:
    days: list[Any] = [(today() - timedelta(days=30), "am"), (today() - timedelta(days=23), "day")]
    earlier = planned(people, days=days)
    add_people(earlier, [people.sokha], actor=people.bopha)
    session.commit()
    page = bopha.get(f"/en/workshops/new/?like={UUID}").get_data(as_text=True)
    assert UUID not in page.partition("<form")[2], "it is a plan of its own"
    shown = re.findall('name="on" type="date" value="([^"]+)"', page)
    assert shown == [(today() + timedelta(days=number)).isoformat() for number in (1, 8)]
    assert re.search('name="module" value="pss" checked', page)
    assert bopha.get("/en/workshops/new/?like=nothing").status_code == 404


def test_the_calendar_shows_a_month_and_its_files_grow_newer_with_each_change(
    bopha: StrictClient, people: People
) -> None:
    workshop = planned(people, days=[(date(2027, 1, 11), "day")])
    add_people(workshop, [people.sokha], actor=people.bopha)
    session.commit()
    january = bopha.get("/en/workshops/calendar/?month=2027-01").get_data(as_text=True)
    assert UUID in january
    assert UUID not in bopha.get("/en/workshops/calendar/?month=2027-02").get_data(as_text=True)
    assert bopha.get("/en/workshops/calendar/?month=soon").status_code == 200
    first = bopha.get(f"{PAGE}calendar.ics")
    assert first.content_type == "text/calendar; charset=utf-8"
    assert f"UID:{UUID}-1@" in first.get_data(as_text=True)
    assert "SEQUENCE:0" in first.get_data(as_text=True)
    changed = {**plan_of(bopha), "on": "2027-01-12", "part": "day", "place": "Takeo", "key": UUID}
    assert bopha.send(f"{PAGE}edit/", changed).status_code == 303
    newer = bopha.get("/en/workshops/calendar.ics").get_data(as_text=True)
    assert "SEQUENCE:1" in newer
    assert "DTSTART;VALUE=DATE:20270112" in newer


def test_sokha_takes_the_days_along_and_the_file_names_no_module(
    client: StrictClient, people: People
) -> None:
    workshop = planned(people, modules=("hiv",), days=[(today() + timedelta(days=3), "am")])
    add_people(workshop, [people.sokha], actor=people.bopha)
    session.commit()
    client.sign_in("KH-1001")
    assert "/en/me/workshops.ics" in client.get("/en/me/").get_data(as_text=True)
    text = client.get("/en/me/workshops.ics").get_data(as_text=True)
    assert "LOCATION:Phnom Penh" in text
    assert "HIV" not in text


@pytest.mark.parametrize(
    ("language", "deletes", "back"),
    [
        ("en", "Delete the plan and the list", "Keep the workshop"),
        ("km", "លុបគម្រោង និងបញ្ជីឈ្មោះ", "រក្សាសិក្ខាសាលានេះទុក"),
        ("lo", "ລຶບແຜນ ແລະ ລາຍຊື່", "ເກັບການຝຶກອົບຮົມນີ້ໄວ້"),
        ("th", "ลบแผนและรายชื่อ", "เก็บการอบรมนี้ไว้"),
    ],
)
def test_the_button_that_deletes_a_plan_says_so_and_has_a_way_back_beside_it(
    bopha: StrictClient, people: People, language: str, deletes: str, back: str
) -> None:
    """In Thai it read “ยกเลิก”, as the button does that leaves a page without doing anything."""
    planned(people, days=[(today(), "am")])
    session.commit()
    page = bopha.get(f"/{language}/workshops/{UUID}/").get_data(as_text=True).replace("\u200b", "")
    form = page.split(f'action="/{language}/workshops/{UUID}/call-off/"')[1].split("</form>")[0]
    assert f'<button type="submit">{deletes}</button>' in form
    assert re.search(f'<a class="button quiet" href="/{language}/workshops/{UUID}/">([^<]+)', form)[1] == back  # type: ignore[index]


def test_chan_neither_puts_herself_on_the_list_nor_says_that_she_was_there(people: People) -> None:
    chan = people.chan
    with day("2026-11-23"):
        workshop = planned(people)
        with pytest.raises(RuleBroken, match="own-list"):
            add_people(workshop, [people.sokha, chan], actor=chan)
        assert [line.person.id for line in roster_of(workshop)] == []
        add_people(workshop, [people.sokha, chan], actor=people.bopha)
        shown: dict[PersonId, State] = {people.sokha.id: "present", chan.id: "present"}
        with pytest.raises(RuleBroken, match="own-workshop"):
            save_attendance(workshop, 1, shown, {chan.id: "late"}, everywhere(), actor=chan)
        assert workshop.half_days[0].taken_at is None
