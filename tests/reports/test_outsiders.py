"""Every page and every export of HR, by table: Dao, HR of another Society, finds nothing of Sokha's in any of them."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.db import session
from lms.records.models import Reminder
from lms.records.services import achievements, baseline
from lms.records.services.baseline import ReportedTotal
from tests.client import StrictClient
from tests.pdfs import text_of
from tests.people import People
from tests.records.history import AWARD, certified_until, day

TODAY = "2026-11-24"
LIST, FIGURES = "/en/records/", "/en/reports/"

# What is Sokha's, her branch's or her Society's: none of it may reach Dao.
HERS = ("KH-1001", "សុខា", "Sokha", "sokha@example.org", "KH-12", "Phnom Penh", "Pilot report", "4711", "4712")

# address, then what is sent (None: it is a page to look at); Chan finds something of hers in each.
ASKED: dict[tuple[str, str], dict[str, str] | None] = {
    (LIST, ""): None,
    (LIST, "?q=Sokha"): None,
    (LIST, "?status=expiring&module=pss"): None,
    (LIST, "?as_of=2026-10-01"): None,
    (LIST, "?known_on=2026-11-20"): None,
    ("/en/records/expiring/", "?days=90"): None,
    (FIGURES, "?first=2000-01-01"): None,
    (FIGURES, "?first=2000-01-01&known_on=2026-11-20"): None,
    ("/en/reports/baseline/", ""): None,
    ("/en/reports/records.csv", ""): {},
    ("/en/reports/records.xlsx", ""): {},
    ("/en/reports/records.csv", "past"): {"as_of": "2026-10-01"},
    ("/en/reports/figures.csv", ""): {"first": "2000-01-01"},
    ("/en/reports/figures.xlsx", ""): {"first": "2000-01-01", "hxl": "1"},
    ("/en/reports/brief.pdf", ""): {"first": "2000-01-01"},
}

# What can be asked about somebody or some place by name: it does not exist for Dao.
NAMED = {
    "/en/records/KH-1001/": 404,
    "/en/records/?branch=KH-12": 422,
    "/en/records/?after=KH-1001": 422,
    "/en/records/expiring/?branch=KH-12": 422,
    "/en/records/expiring/?after=KH-1001": 422,
    "/en/reports/?branch=KH-12": 422,
    "/en/reports/?branch=khm": 422,
}


@pytest.fixture
def marked(people: People) -> People:
    """Sokha's certificate ends soon; her Society reported totals that are written nowhere else."""
    people.sokha.email = "sokha@example.org"
    certified_until(people.sokha, "2026-12-14")
    with day(TODAY):
        for unit, female in ((people.sokha.unit_id, 4711), (people.chan.unit_id, 4712)):
            baseline.report(
                unit,
                "",
                date(2026, 1, 1),
                clock.today(),
                female=female,
                male=0,
                unknown=0,
                source="Pilot report",
                actor=people.chan,
            )
        certified_until(people.malee, "2026-12-15")
    session.commit()
    return people


def _seen(client: StrictClient, address: str, query: str, sent: dict[str, str] | None) -> str:
    place = f"{address}{query}"
    with day(TODAY):
        answer = client.get(place) if sent is None else client.send(address, sent, form=FIGURES)
    assert answer.status_code == 200
    return _read(answer.data)


def _read(data: bytes) -> str:
    if data.startswith(b"%PDF"):
        return text_of(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return data.decode()


@pytest.mark.parametrize(("address", "query"), ASKED)
def test_dao_finds_nothing_of_another_society(
    client: StrictClient, marked: People, address: str, query: str
) -> None:
    sent = ASKED[address, query]
    client.sign_in("KH-1200")
    assert any(mark in _seen(client, address, query, sent) for mark in HERS)
    visitor = StrictClient(client.application, client.application.response_class)
    visitor.sign_in("TH-1200")
    seen = _seen(visitor, address, query, sent)
    typed = {"Sokha"} if "q=Sokha" in query else set()  # what she typed herself stands in the form
    assert [mark for mark in HERS if mark in seen and mark not in typed] == []


@pytest.mark.parametrize("address", NAMED)
def test_what_dao_asks_for_by_name_does_not_exist(client: StrictClient, marked: People, address: str) -> None:
    client.sign_in("TH-1200")
    with day(TODAY):
        answer = client.get(address)
    assert answer.status_code == NAMED[address]
    typed = {mark for mark in HERS if mark in address}
    seen = answer.get_data(as_text=True)
    assert [mark for mark in HERS if mark in seen and mark not in typed] == []


# address, then the answer for: Sokha (volunteer), Bopha (trainer), Noy (editor), Robin (viewer), Chan (HR)
TAKEN = {
    "/en/reports/records.csv": (403, 403, 403, 403, 200),
    "/en/reports/records.xlsx": (403, 403, 403, 403, 200),
    "/en/reports/figures.csv": (403, 403, 403, 200, 200),
    "/en/reports/figures.xlsx": (403, 403, 403, 200, 200),
    "/en/reports/brief.pdf": (403, 403, 403, 200, 200),
    "/en/reports/baseline/": (403, 403, 403, 403, 422),
    "/en/records/expiring/": (403, 403, 403, 403, 404),
}


@pytest.mark.parametrize("address", TAKEN)
def test_nobody_takes_away_what_they_may_not_see(client: StrictClient, people: People, address: str) -> None:
    region = people_queries.unit_by_code("mekong")
    robin = people_service.create_person(
        people_service.Particulars(number="IF-0001", name="Robin", latin_name="Robin", language="en"),
        region,
        actor=None,
    )
    robin.pin_hash = people.chan.pin_hash
    people_service.give_role(robin, "viewer", region, actor=None)
    session.commit()
    answers = []
    for number in ("KH-1001", "KH-1100", "KH-1300", "IF-0001", "KH-1200"):
        visitor = StrictClient(client.application, client.application.response_class)
        visitor.sign_in(number)
        with day(TODAY):
            answers.append(visitor.send(address, {"number": "KH-1"}, form="/en/quizzes/pss/").status_code)
    assert tuple(answers) == TAKEN[address]


def test_dao_changes_nothing_of_another_society(client: StrictClient, marked: People) -> None:
    client.sign_in("TH-1200")
    (total, _) = session.scalars(select(ReportedTotal)).all()
    sent = {
        "/en/records/expiring/": ({"number": "KH-1001", "days": "60"}, 404),
        f"/en/reports/baseline/{total.id}/withdraw/": ({}, 404),
        "/en/reports/baseline/": ({"branch": "KH-12", "female": "1", "source": "x"}, 422),
        "/en/reports/figures.csv": ({"branch": "KH-12"}, 422),
        "/en/reports/records.csv": ({"branch": "KH-12"}, 422),
    }
    with day(TODAY):
        for address, (typed, status) in sent.items():
            assert client.send(address, typed, form=FIGURES).status_code == status, address
    session.expire_all()
    assert total.withdrawn_at is None
    assert session.scalars(select(Reminder)).all() == []
    assert achievements.status_of(marked.sokha.id, AWARD, date(2026, 11, 24)).status == "expiring"
    assert people_queries.person_by_number("KH-1001") is not None
