"""What of a plan changes when somebody's attendance is saved, and what is said where it does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.services import people as people_service
from lms.audit import AuditLine
from lms.db import session
from lms.errors import RuleBroken
from lms.workshops.domain.plan import HalfDay
from lms.workshops.models import Workshop
from lms.workshops.queries.roster import roster_of
from lms.workshops.services.plans import Plan, change_plan
from lms.workshops.services.roster import add_people
from tests.client import StrictClient
from tests.people import People
from tests.workshops.planned import UUID, note, planned

PAGE = f"/en/workshops/{UUID}/"


def today() -> date:
    return clock.today()


def days_of(one: Workshop) -> list[HalfDay]:
    return [each.plain for each in one.half_days]


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha has signed in."""
    client.sign_in("KH-1100")
    return client


@pytest.fixture
def begun(people: People) -> Workshop:
    """Three half-days of which the second is saved: Sokha came late."""
    yesterday = today() - timedelta(days=1)
    one = planned(people, days=[(yesterday, "day"), (today(), "am")])
    add_people(one, [people.sokha], actor=people.bopha)
    note(people.bopha, one, {people.sokha: "late"}, 2)
    session.commit()
    return one


def changed(**more: Any) -> dict[str, Any]:
    """What the page of a plan that has begun sends."""
    return {"on": today().isoformat(), "part": "am", "place": "Takhmao", **more}


def test_after_a_saved_half_day_the_others_are_moved_and_dropped_and_what_was_noted_stays(
    bopha: StrictClient, people: People, begun: Workshop
) -> None:
    shown = bopha.get(f"{PAGE}edit/").get_data(as_text=True)
    assert "Saved, and stays:" in shown
    assert 'name="module"' not in shown
    tomorrow = today() + timedelta(days=1)
    assert bopha.send(f"{PAGE}edit/", changed(on=tomorrow.isoformat())).status_code == 303
    assert begun.place == "Takhmao"
    assert days_of(begun) == [HalfDay(today() - timedelta(days=1), "pm"), HalfDay(tomorrow, "am")]
    assert begun.modules == ["pss"]
    assert [line.states for line in roster_of(begun)] == [("late", "present")]
    assert [line.person.number for line in roster_of(begun)] == ["KH-1001"]
    saved, moved = begun.half_days
    assert saved.taken_at is not None
    assert moved.taken_at is None
    assert bopha.get(f"{PAGE}attendance/{saved.number}/").status_code == 200


def test_an_attendance_page_of_a_half_day_that_was_dropped_changes_no_other_one(
    bopha: StrictClient, people: People, begun: Workshop
) -> None:
    assert bopha.send(f"{PAGE}edit/", changed(on="")).status_code == 303
    assert len(begun.half_days) == 1
    typed = {"seen": f"{people.sokha.id}p", f"p{people.sokha.id}": "absent"}
    for number in (1, 3):
        assert bopha.send(f"{PAGE}attendance/{number}/", typed, form=PAGE).status_code == 404
    assert roster_of(begun)[0].states == ("late",)


def test_a_change_after_the_first_half_day_is_written_down(bopha: StrictClient, begun: Workshop) -> None:
    bopha.send(f"{PAGE}edit/", changed())
    assert session.scalars(select(AuditLine).where(AuditLine.act == "workshops.changed")).all()


def test_a_saved_half_day_is_not_taken_out_of_the_plan(people: People, begun: Workshop) -> None:
    plan = Plan(
        "facilitated", ("pss",), (HalfDay(today(), "am"),), "Takhmao", ("km",), (people.bopha,), (people.sokha.unit_id,)
    )  # fmt: skip
    with pytest.raises(RuleBroken) as broken:
        change_plan(begun, plan, actor=people.bopha)
    assert (broken.value.code, broken.value.field) == ("half-day-saved", "on")


def test_a_trainer_is_added_after_the_first_half_day_and_named_where_they_take_part(
    bopha: StrictClient, people: People, begun: Workshop
) -> None:
    for one in (people.ratana, people.sokha):
        people_service.give_role(one, "trainer", one.unit, actor=None)
    session.commit()
    assert bopha.send(f"{PAGE}edit/", changed(trainer="KH-1002")).status_code == 303
    assert [one.person.number for one in begun.trainers] == ["KH-1100", "KH-1002"]
    refused = bopha.send(f"{PAGE}edit/", changed(trainer="KH-1001"))
    assert refused.status_code == 422
    assert f"{people.sokha.name} is on the list of people." in refused.get_data(as_text=True)


def test_who_trains_along_and_changes_the_plan_stays_in_it(client: StrictClient, people: People) -> None:
    people_service.give_role(people.ratana, "trainer", people.ratana.unit, actor=None)
    one = planned(people, days=[(today(), "am")], trainers=(people.ratana, people.noy))
    session.commit()
    client.sign_in("KH-1002")
    typed = {"kind": "facilitated", "module": "pss", "language": "km", "branch": "KH-12", **changed()}
    assert client.send(f"{PAGE}edit/", typed).status_code == 303
    assert {each.person.number for each in one.trainers} == {"KH-1100", "KH-1002", people.noy.number}


def test_why_a_workshop_that_has_begun_is_not_called_off_is_said(
    bopha: StrictClient, begun: Workshop
) -> None:
    shown = bopha.get(PAGE).get_data(as_text=True)
    assert "Change the plan" in shown
    assert "the workshop is not called off any more, and nobody is taken off the list" in shown
    assert bopha.send(f"{PAGE}call-off/", form=PAGE).status_code == 422


@pytest.mark.parametrize("days", [[("am", 0), ("am", 0)], [("day", 0), ("pm", 0)]])
def test_a_half_day_that_is_typed_twice_is_said_at_the_days(
    bopha: StrictClient, days: list[tuple[str, int]]
) -> None:
    page = bopha.get("/en/workshops/new/").get_data(as_text=True)
    assert page
    typed = {
        "kind": "facilitated", "module": "pss", "place": "Phnom Penh", "language": "km", "branch": "KH-12",
        "on": [today().isoformat() for _ in days], "part": [part for part, _ in days],
    }  # fmt: skip
    answer = bopha.send("/en/workshops/new/", typed)
    assert answer.status_code == 422
    problem = answer.get_data(as_text=True).partition('id="on-error">')[2]
    assert problem.startswith("This half-day is in the plan twice:")
    assert session.scalars(select(Workshop)).all() == []


def test_a_half_day_that_is_saved_already_is_not_typed_again(bopha: StrictClient, begun: Workshop) -> None:
    yesterday = (today() - timedelta(days=1)).isoformat()
    answer = bopha.send(f"{PAGE}edit/", changed(on=yesterday, part="pm"))
    assert "This half-day is in the plan twice:" in answer.get_data(as_text=True)
