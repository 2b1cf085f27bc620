"""Who trained whom, as HR and trainers see it, and the file that HR takes away."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from lms.accounts.services import people as people_service
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.clock import today
from lms.config import settings_of
from lms.db import session
from lms.privacy.services import erasure, requests
from lms.workshops.personal_data import drop_old_rosters
from lms.workshops.services.closing import reopen
from lms.workshops.services.roster import add_people
from tests.client import StrictClient
from tests.people import SECRET, People
from tests.privacy.lives import hand_in
from tests.records.history import day
from tests.workshops.planned import close, held, note, planned, volunteer
from tests.workshops.test_many_people import counted

PAGE: Final = "/en/workshops/cascade/?module=pss"
OWN: Final = "/en/workshops/trained/?module=pss"
FILE: Final = "/en/workshops/cascade.xlsx"
LATER: Final = "4f2b8a60-0c4c-4a6e-9a8e-222222222222"


@pytest.fixture
def grown(people: People) -> People:
    """Bopha has trained Sokha, Sokha as a trainer has trained Ratana; Ratana's was closed a day later."""
    with day("2026-11-23"):
        first = planned(people, uuid="4f2b8a60-0c4c-4a6e-9a8e-111111111111")
        held(people, first, [people.sokha])
        close(first, people.bopha)
    people_service.give_role(people.sokha, "trainer", people.sokha.unit, actor=None)
    with day("2026-11-24"):
        second = planned(people, leads=people.sokha, uuid=LATER, days=[(date(2026, 11, 24), "am")])
        held(people, second, [people.ratana])
        close(second, people.sokha)
    session.commit()
    return people


def signed_in(client: StrictClient, number: str) -> StrictClient:
    """A browser of somebody, beside that of others."""
    browser = StrictClient(client.application, client.application.response_class)
    browser.sign_in(number)
    return browser


def read(client: StrictClient, number: str, address: str = PAGE) -> str:
    return signed_in(client, number).get(address).get_data(as_text=True)


def erase(app: Flask, person: Person, *, actor: Person) -> None:
    """Somebody asked for it, and HR carries it out."""
    request = requests.ask_erasure(person, actor=actor)
    erasure.erase(request, actor=actor, folder=settings_of(app).instance, secret=SECRET)
    session.commit()


def rows_of(client: StrictClient) -> list[tuple[Any, ...]]:
    answer = signed_in(client, "KH-1200").send(FILE, {"module": "pss"}, form=PAGE)
    assert answer.status_code == 200
    return list(load_workbook(io.BytesIO(answer.data)).worksheets[0].values)[1:]


def test_chan_sees_the_tree_grow(client: StrictClient, grown: People) -> None:
    page = read(client, "KH-1200")
    tree = page.partition('<ul class="cascade">')[2].partition("</section>")[0]
    assert tree.index("KH-1100") < tree.index("KH-1001") < tree.index("KH-1002")
    assert tree.count("KH-1002</span>") == 1
    assert "2 people below" in tree
    assert "1 person below" in tree
    assert '<b id="trained">2</b>' in page
    assert '<b id="trainers">2</b>' in page
    assert "Trained on 24 November 2026" in page


def test_chan_looks_at_one_part_of_the_tree_and_at_another_module(
    client: StrictClient, grown: People
) -> None:
    client.sign_in("KH-1200")
    page = client.get(f"{PAGE}&of=KH-1001").get_data(as_text=True)
    assert "KH-1002" in page
    assert "KH-1100" not in page.partition('<ul class="cascade">')[2].partition("</section>")[0]
    other = client.get("/en/workshops/cascade/?module=hiv").get_data(as_text=True)
    assert "Nobody of your branches was trained" in other
    for wrong, words in (
        ("module=none", "There is no such module. Please"),
        ("module=pss&of=TH-1001", "has the number TH-1001"),
    ):
        answer = client.get(f"/en/workshops/cascade/?{wrong}")
        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)


def test_dao_reads_no_name_of_cambodia_and_no_small_number(client: StrictClient, grown: People) -> None:
    page = read(client, "TH-1200")
    assert "Nobody of your branches was trained" in page
    assert not [trace for trace in ("KH-1", "Sokha", "សុខា") if trace in page]


def test_of_people_of_another_society_dao_sees_a_number_and_her_own_below_somebody(
    client: StrictClient, people: People
) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.malee, people.sokha])
        close(workshop, people.bopha)
    session.commit()
    page = read(client, "TH-1200")
    assert "มาลี" in page
    assert "Somebody of another branch or Society" in page
    assert not [trace for trace in ("KH-1", "សុខា", "បុប្ផា") if trace in page]
    table = page.partition('<table class="figures">')[2].partition("</table>")[0]
    assert table.count('<td class="number">*</td>') >= 3  # Bopha, Sokha, and the sum


def test_of_people_without_a_name_dao_reads_neither_a_day_nor_that_they_were_erased(
    app: Flask, client: StrictClient, grown: People
) -> None:
    with day("2026-11-25"):
        third = planned(
            grown,
            leads=grown.sokha,
            uuid="4f2b8a60-0c4c-4a6e-9a8e-555555555555",
            days=[(date(2026, 11, 25), "am")],
        )
        held(grown, third, [grown.malee])
        close(third, grown.sokha)
    session.commit()
    erase(app, grown.sokha, actor=grown.chan)
    tree = read(client, "TH-1200").partition('<ul class="cascade">')[2].partition("</section>")[0]
    assert tree.count("Somebody of another branch or Society") == 2  # Bopha, and below her Sokha
    assert tree.count("Trained on") == 1  # Malee, on the 25th
    assert "23 November" not in tree
    assert "erased" not in tree
    answer = signed_in(client, "TH-1200").send(FILE, {"module": "pss"}, form=PAGE)
    rows = list(load_workbook(io.BytesIO(answer.data)).worksheets[0].values)[1:]
    assert [(row[1], row[9]) for row in rows] == [("TH-1001", "Somebody of another branch or Society")]


def test_who_was_not_there_for_enough_or_taken_back_stands_in_no_tree(
    client: StrictClient, people: People
) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha], absent=[people.ratana])
        close(workshop, people.bopha)
        session.commit()
        assert [row[1] for row in rows_of(client)] == ["KH-1100", "KH-1001"]
        reopen(workshop, "Somebody was counted wrongly.", actor=people.chan)
        note(people.bopha, workshop, {people.sokha: "absent"})
        close(workshop, people.bopha)
        session.commit()
        assert rows_of(client) == []


def test_the_tree_stays_when_the_rosters_have_gone(client: StrictClient, grown: People) -> None:
    drop_old_rosters(datetime(2028, 12, 1, tzinfo=UTC))
    session.commit()
    assert "2 people below" in read(client, "KH-1200")
    own = read(client, "KH-1100", OWN)
    assert "<b>1</b> trained by you" in own
    assert "KH-1001" not in own.partition("<main")[2]  # that list is no longer kept


def test_of_somebody_erased_the_place_stays_without_a_name(
    app: Flask, client: StrictClient, grown: People
) -> None:
    erase(app, grown.sokha, actor=grown.chan)
    page = read(client, "KH-1200")
    assert "Somebody who was erased" in page
    assert "2 people below" in page
    assert "សុខា" not in page
    rows = rows_of(client)
    assert [(row[1], row[6], row[9]) for row in rows] == [
        ("KH-1100", 0, None),
        ("KH-1002", 2, "Somebody who was erased"),
    ]


def test_joined_records_are_one_in_the_tree(client: StrictClient, grown: People) -> None:
    again = volunteer(grown, "KH-1777", "សុខា", "Sokha")
    with day("2026-11-25"):
        third = planned(grown, uuid="4f2b8a60-0c4c-4a6e-9a8e-333333333333", leads=again)
        some = volunteer(grown, "KH-1778")
        add_people(third, [some], actor=grown.bopha)
        note(grown.bopha, third, {})
        close(third, grown.bopha)
        merges.merge(grown.sokha, again, reason="One person.", actor=grown.chan)
    session.commit()
    assert [(row[1], row[6], row[8], row[10]) for row in rows_of(client)] == [
        ("KH-1100", 0, None, 3),
        ("KH-1001", 1, "KH-1100", 2),
        ("KH-1002", 2, "KH-1001", 0),
        ("KH-1778", 2, "KH-1001", 0),
    ]


def test_who_passed_at_the_workshop_is_a_number_from_five_people_on(
    client: StrictClient, people: People
) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        some = [volunteer(people, f"KH-18{number:02}") for number in range(5)]
        held(people, workshop, some[:4])
        hand_in(some[0], "pss", right=True)
        close(workshop, people.bopha)
        session.commit()
    few = read(client, "KH-1200").partition('<table class="figures">')[2].partition("</table>")[0]
    assert few.count("*") == 4  # passed and of a hundred, of the step and of all
    with day("2026-11-24"):
        more = planned(people, uuid=LATER, days=[(date(2026, 11, 24), "am")])
        held(people, more, some[4:])
        close(more, people.bopha)
        session.commit()
    table = read(client, "KH-1200").partition('<table class="figures">')[2].partition("</table>")[0]
    assert "*" not in table
    assert '<td class="number">5</td><td class="number">1</td><td class="number">20</td>' in table


def test_chan_takes_the_list_away_and_it_is_written_down(client: StrictClient, grown: People) -> None:
    grown.ratana.name = '=HYPERLINK("x")'
    session.commit()
    rows = rows_of(client)
    assert [(row[1], row[2], row[6], row[8], row[10]) for row in rows] == [
        ("KH-1100", "បុប្ផា", 0, None, 2),
        ("KH-1001", "សុខា", 1, "KH-1100", 1),
        ("KH-1002", '=HYPERLINK("x")', 2, "KH-1001", 0),
    ]
    client.sign_in("KH-1200")
    answer = client.send(FILE, {"module": "pss"}, form=PAGE)
    book = load_workbook(io.BytesIO(answer.data))
    assert [cell.data_type for cell in book.worksheets[0]["C"]] == ["s"] * 4  # text, never a formula
    assert f"who-trained-whom-pss-{today().isoformat()}.xlsx" in answer.headers["Content-Disposition"]
    line = session.scalars(select(AuditLine).filter_by(act="cascade.exported")).first()
    assert line is not None
    assert (line.actor_id, line.record, line.facts) == (
        grown.chan.id, "roll", {"filter": {"module": "pss"}, "rows": 3}
    )  # fmt: skip
    assert client.send(FILE, {"module": "none"}, form=PAGE).status_code == 422
    assert "A list of who trained whom" in read(client, "KH-1001", "/en/me/data/")


def test_bopha_reads_whom_she_trained_and_how_many_they_have(client: StrictClient, grown: People) -> None:
    client.sign_in("KH-1100")
    page = client.get(OWN).get_data(as_text=True).partition("<main")[2]
    assert "<b>1</b> trained by you" in page
    assert "<b>*</b> trained by these" in page
    assert "has trained others" in page
    assert "សុខា" in page
    assert "រតនា" not in page  # she was not in that room
    assert client.get(PAGE).status_code == 403
    token = client.token("/en/workshops/new/")
    assert client.post(FILE, data={"csrf_token": token, "module": "pss"}).status_code == 403
    assert client.get("/en/workshops/trained/?module=none").status_code == 422
    assert "Nobody was trained first" in client.get("/en/workshops/trained/").get_data(as_text=True)


def test_bopha_reads_no_name_of_another_society(client: StrictClient, people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.malee, people.sokha])
        close(workshop, people.bopha)
    session.commit()
    page = read(client, "KH-1100", OWN)
    assert "<b>2</b> trained by you" in page
    assert "มาลี" not in page
    assert "Of 1 of them no name is shown" in page


def test_bopha_reads_the_name_of_who_was_on_her_list_with_a_record_that_was_joined(
    client: StrictClient, people: People
) -> None:
    again = volunteer(people, "KH-1777", "សុខា", "Sokha")
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [again])
        close(workshop, people.bopha)
        merges.merge(people.sokha, again, reason="One person.", actor=people.chan)
    session.commit()
    page = read(client, "KH-1100", OWN).partition("<main")[2]
    assert "<b>1</b> trained by you" in page
    assert "KH-1001" in page
    assert "no name is shown" not in page


@pytest.mark.parametrize(("number", "address"), [("KH-1200", PAGE), ("KH-1100", OWN)])
def test_a_page_asks_as_much_for_twenty_people_as_for_five(
    client: StrictClient, people: People, number: str, address: str
) -> None:
    client.sign_in(number)
    asked = []
    with day("2026-11-23"):
        for times, uuid in enumerate((LATER, "4f2b8a60-0c4c-4a6e-9a8e-444444444444")):
            workshop = planned(people, uuid=uuid)
            some: list[Person] = [volunteer(people, f"KH-7{times}{n:02}") for n in range(5 + 10 * times)]
            held(people, workshop, some)
            close(workshop, people.bopha)
            session.commit()
            client.get(address)
            with counted() as statements:
                client.get(address)
            asked.append(len(statements))
    assert asked[0] == asked[1]
