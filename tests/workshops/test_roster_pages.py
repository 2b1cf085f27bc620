"""Whom a trainer can put on a list, and what is said of whoever is not put there."""

from __future__ import annotations

import re

import pytest

from lms import clock
from lms.accounts.services import people as people_service
from lms.content import registry
from lms.db import session
from lms.records.services import achievements
from lms.workshops.queries.roster import roster_of
from lms.workshops.services.roster import add_people
from tests.client import StrictClient
from tests.people import People
from tests.workshops.planned import UUID, close, held, planned, volunteer

PAGE = f"/en/workshops/{UUID}/"
UNKNOWN = (
    "If it is somebody of another branch, a trainer of that branch who trains with you, or HR, can add them."
)


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha has signed in."""
    client.sign_in("KH-1100")
    return client


def box_of(page: str) -> list[str]:
    """The lines that are still in the box."""
    return (
        page.partition('<textarea id="numbers"')[2]
        .partition(">\n")[2]
        .partition("</textarea>")[0]
        .split("\n")
    )


@pytest.mark.parametrize(
    ("pasted", "on_list", "left", "why"),
    [
        ("KH-1001 ຄໍາພູ KH-1002", ["KH-1001"], ["KH-1002"], "A second number in one line."),
        ("1. KH-1001 Sokha 34", ["KH-1001"], [], ""),
        ("KH-9999 then KH-1001", ["KH-1001"], ["KH-9999"], "A second number in one line."),
        ("KH-1100\nKH-1001", ["KH-1001"], ["KH-1100"], "Whoever leads the workshop or trains with you"),
        ("TH-1001", [], ["TH-1001"], UNKNOWN),
        ("KH-9999", [], ["KH-9999"], UNKNOWN),
        ("No\tName\tPhone\tNumber\r\n1\tSokha\t012 345 678\tKH-1001\r\n", ["KH-1001"], [], ""),
        ("1\tKH-1001\tSok, Sokha\t012345678\n2\tKH-1002\tRatana", ["KH-1001", "KH-1002"], [], ""),
        ("Number\tName\nKH-1001\tSokha\nKH-9999\tDara", ["KH-1001"], ["KH-9999\tDara"], UNKNOWN),
        ("Vanna\nKH-1001\tSokha", ["KH-1001"], ["Vanna"], UNKNOWN),
        ("1\t\tVanna\n2\tKH-1001\tSokha", ["KH-1001"], ["1\t\tVanna"], UNKNOWN),
        ("KH-1001\tKH-1002", ["KH-1001"], ["KH-1002"], "A second number in one line."),
        ("KH-1001\tKH-9998\tSokha", ["KH-1001"], ["KH-9998"], "A second number in one line."),
        ("Number\tName\n", [], ["Number\tName"], UNKNOWN),
        ("KH-1001, " * 201, ["KH-1001"], ["KH-1001"], "Too many lines at once."),
    ],
)
def test_whatever_is_not_put_on_the_list_stays_in_the_box_with_why(
    bopha: StrictClient, people: People, pasted: str, on_list: list[str], left: list[str], why: str
) -> None:
    one = planned(people, days=[(clock.today(), "am")])
    session.commit()
    answer = bopha.send(f"{PAGE}numbers/", {"numbers": pasted}, form=PAGE)
    assert sorted(line.person.number for line in roster_of(one)) == on_list
    assert answer.status_code == (422 if left else 303)
    if left:
        page = answer.get_data(as_text=True)
        assert box_of(page) == left
        assert why in page


def test_a_place_in_a_list_is_not_taken_for_a_number_unless_the_row_names_that_person(
    bopha: StrictClient, people: People
) -> None:
    volunteer(people, "2", latin="Vanna")
    one = planned(people, days=[(clock.today(), "am")])
    session.commit()
    bopha.send(f"{PAGE}numbers/", {"numbers": "2\tKH-9999\tDara\n1\tKH-1001\tSokha"}, form=PAGE)
    assert [line.person.number for line in roster_of(one)] == ["KH-1001"]
    bopha.send(f"{PAGE}numbers/", {"numbers": "2\tVanna"}, form=PAGE)
    assert {line.person.number for line in roster_of(one)} == {"KH-1001", "2"}


def test_a_row_is_the_person_whom_it_names_where_a_phone_is_the_number_of_somebody_else(
    bopha: StrictClient, people: People
) -> None:
    volunteer(people, "012345678", latin="Vanna")
    one = planned(people, days=[(clock.today(), "am")])
    session.commit()
    row = f"012345678\tKH-1001\t{people.sokha.name}"
    bopha.send(f"{PAGE}numbers/", {"numbers": row}, form=PAGE)
    assert [line.person.number for line in roster_of(one)] == ["KH-1001"]


def test_a_number_of_another_branch_and_one_of_nobody_read_the_same(
    bopha: StrictClient, people: People
) -> None:
    planned(people, days=[(clock.today(), "am")])
    session.commit()
    said = set()
    for number in ("TH-1001", "TH-9999"):
        page = bopha.send(f"{PAGE}numbers/", {"numbers": number}, form=PAGE).get_data(as_text=True)
        said.add(page.partition('id="numbers-error"')[2].partition("</div>")[0].replace(number, "…"))
    assert len(said) == 1


def test_who_comes_after_a_saved_half_day_is_said_to_be_marked_absent_there(
    bopha: StrictClient, people: People
) -> None:
    held(people, planned(people, days=[(clock.today(), "am")]), [people.sokha])
    session.commit()
    answer = bopha.send(f"{PAGE}numbers/", {"numbers": "KH-1002"}, form=PAGE)
    page = bopha.get(answer.location).get_data(as_text=True)
    assert "In half-days that are saved already they count as not there." in page


def test_who_trains_along_from_another_branch_invites_it_and_chooses_its_people(
    client: StrictClient, people: People
) -> None:
    people_service.give_role(people.dao, "trainer", people.malee.unit, actor=None)
    one = planned(people, days=[(clock.today(), "am")], trainers=(people.dao,))
    session.commit()
    client.sign_in("TH-1200")
    page = client.get(f"{PAGE}people/").get_data(as_text=True)
    assert "TH-1001" not in page
    assert 'value="TH-27"' in page.partition('id="invited"')[2]
    for _ in range(2):  # pressed twice
        answer = client.send(f"{PAGE}branches/", {"branch": "TH-27"}, form=f"{PAGE}people/")
        assert answer.location == f"{PAGE}people/?branch=TH-27"
    assert len(one.branches) == 2
    assert 'value="tha:TH-1001"' in client.get(answer.location).get_data(as_text=True)


def test_who_trains_along_invites_no_branch_by_looking_at_the_plan(
    client: StrictClient, people: People
) -> None:
    people_service.give_role(people.malee, "trainer", people.malee.unit, actor=None)
    planned(people, days=[(clock.today(), "am")], trainers=(people.malee,))
    session.commit()
    client.sign_in("TH-1001")
    assert 'name="branch"' not in client.get(f"{PAGE}edit/").get_data(as_text=True)


@pytest.mark.parametrize("branch", ["TH-27", "", "nowhere"])
def test_nobody_invites_a_branch_that_they_may_not_see(
    bopha: StrictClient, people: People, branch: str
) -> None:
    one = planned(people, days=[(clock.today(), "am")])
    session.commit()
    assert bopha.send(f"{PAGE}branches/", {"branch": branch}, form=PAGE).status_code == 422
    assert [each.unit_id for each in one.branches] == [people.sokha.unit_id]


def test_a_module_whose_test_needs_another_certificate_says_which_and_how_many_hold_it(
    bopha: StrictClient, people: People
) -> None:
    module = next(one for one in registry.current().modules if one.award.prerequisites)
    first = module.award.prerequisites[0]
    crowd = [volunteer(people, f"KH-6{number:03}") for number in range(10)]
    for one in crowd[:5]:
        achievements.record_achievement(
            one,
            first,
            "post-test",
            on=clock.today(),
            evidence={"attempt": one.number, "score": 90},
            actor=one,
        )
    planned(people, days=[(clock.today(), "am")], modules=(module.id,))
    session.commit()
    for page in ("/en/workshops/new/", f"{PAGE}people/"):
        shown = bopha.get(page).get_data(as_text=True)
        assert "Before this test everybody needs the certificate of another module:" in shown
        assert registry.current().module(first).text("en").title in shown
        assert re.search(r"Today 5 of your \d+ people hold it\.", shown)
    for language in ("km", "lo", "th"):  # whose sentences do not end with an English full stop
        shown = bopha.get(f"/{language}/workshops/new/").get_data(as_text=True)
        assert "</b>." not in shown


def test_of_a_small_group_it_is_not_said_how_many_hold_it(bopha: StrictClient, people: People) -> None:
    shown = bopha.get("/en/workshops/new/").get_data(as_text=True)
    assert "Before this test everybody needs" in shown
    assert "people hold it" not in shown


def test_the_page_has_a_text_to_invite_people_with_and_no_name_in_it(
    bopha: StrictClient, people: People
) -> None:
    add_people(planned(people, days=[(clock.today(), "am")]), [people.sokha], actor=people.bopha)
    session.commit()
    shown = bopha.get(PAGE).get_data(as_text=True)
    text = shown.partition('<textarea id="invitation"')[2].partition("</textarea>")[0]
    assert 'lang="km"' in text, "the workshop is held in Khmer"
    assert "Phnom Penh" in text
    for person in (people.sokha, people.bopha):
        assert person.name not in text
        assert person.number not in text


def test_a_workshop_stands_on_the_own_page_of_who_is_invited_until_it_is_closed(
    client: StrictClient, people: People
) -> None:
    one = planned(people, days=[(clock.today(), "am")])
    held(people, one, [people.sokha])
    session.commit()
    client.sign_in("KH-1001")
    card = (
        client.get("/en/me/").get_data(as_text=True).partition('id="workshops"')[2].partition("</section>")[0]
    )
    assert "Phnom Penh" in card
    assert "Morning" in card
    assert people.bopha.name not in card
    close(one, people.bopha)
    session.commit()
    assert 'id="workshops"' not in client.get("/en/me/").get_data(as_text=True)


def test_who_is_not_invited_reads_of_no_workshop(client: StrictClient, people: People) -> None:
    held(people, planned(people, days=[(clock.today(), "am")]), [people.sokha])
    session.commit()
    client.sign_in("KH-1002")
    assert 'id="workshops"' not in client.get("/en/me/").get_data(as_text=True)
