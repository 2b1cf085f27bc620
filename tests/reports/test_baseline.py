"""Totals of the past without names: entered, shown apart, taken back; never of another Society."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.services import baseline
from lms.records.services.baseline import ReportedTotal
from tests.client import StrictClient
from tests.people import People
from tests.records.history import day

PAGE = "/en/reports/baseline/"
TYPED = {
    "branch": "KH-12",
    "module": "pss",
    "first_on": "2021-01-01",
    "last_on": "2021-12-31",
    "female": "៥០",
    "male": "32",
    "unknown": "",
    "source": "Pilot report, page 4",
}


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in."""
    client.sign_in("KH-1200")
    return client


def _enter(client: StrictClient, **typed: str) -> int:
    with day("2026-11-24"):
        return client.send(PAGE, {**TYPED, **typed}).status_code


def test_chan_enters_what_was_reported(chan: StrictClient, people: People) -> None:
    assert _enter(chan) == 303
    (total,) = session.scalars(select(ReportedTotal))
    assert (total.unit_id, total.female, total.male, total.unknown) == (people.sokha.unit_id, 50, 32, 0)
    assert "Pilot report, page 4" in chan.get(PAGE).get_data(as_text=True)
    with day("2026-11-24"):
        page = chan.get("/en/reports/?first=2021-06-01&last=2021-06-30").get_data(as_text=True)
    assert "Pilot report, page 4" in page
    assert '<b id="total">0</b>' in page
    (line,) = session.scalars(select(AuditLine).where(AuditLine.act == "records.total-reported"))
    assert (line.actor_id, line.facts) == (people.chan.id, {"people": 82})


@pytest.mark.parametrize(
    "typed",
    ["1200", "1,200", "1.200", "1 200", "1\u00a0200", "1\u202f200", "១,២០០", "១២០០", "໑.໒໐໐", "๑ ๒๐๐"],
)
def test_chan_writes_thousands_as_her_report_does(chan: StrictClient, typed: str) -> None:
    assert _enter(chan, female=typed) == 303
    assert session.scalars(select(ReportedTotal)).one().female == 1200


def test_the_form_says_where_another_sex_counts(chan: StrictClient) -> None:
    assert "neither female nor male" in chan.get(PAGE).get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"branch": "TH-27"}, "branch"),
        ({"module": "knots"}, "module"),
        ({"first_on": ""}, "first_on"),
        ({"last_on": "soon"}, "last_on"),
        ({"last_on": "2020-12-31"}, "last_on"),
        ({"last_on": "2027-12-31"}, "last_on"),
        ({"female": "many"}, "female"),
        ({"male": "-3"}, "male"),
        ({"male": "1.2"}, "male"),  # a fraction, or a thousand that somebody has not finished
        ({"male": "12,00"}, "male"),
        ({"male": "0,120"}, "male"),
        ({"male": "1,200.500"}, "male"),
        ({"male": "1,,200"}, "male"),
        ({"male": "1 20 0"}, "male"),
        ({"female": "0", "male": "0"}, "female"),
        ({"female": "1000001"}, "female"),
        ({"source": " "}, "source"),
        ({"source": "x" * 501}, "source"),
    ],
)
def test_a_mistake_is_named_on_its_field_and_nothing_typed_is_lost(
    chan: StrictClient, typed: dict[str, str], field: str
) -> None:
    with day("2026-11-24"):
        answer = chan.send(PAGE, {**TYPED, **typed})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert f'id="{field}-error"' in page
    assert 'value="2021-01-01"' in page or field == "first_on"
    assert session.scalars(select(ReportedTotal)).all() == []


def test_chan_takes_a_total_back_once(chan: StrictClient, people: People) -> None:
    _enter(chan)
    (total,) = session.scalars(select(ReportedTotal))
    place = f"{PAGE}{total.id}/withdraw/"
    for _ in range(2):
        assert chan.send(place, form=PAGE).status_code == 303
    session.expire_all()
    assert total.withdrawn_by_id == people.chan.id
    assert baseline.totals([people.sokha.unit_id]) == []
    acts = session.scalars(select(AuditLine.act).where(AuditLine.record == "reported_total")).all()
    assert acts == ["records.total-reported", "records.total-withdrawn"]


def test_a_total_that_is_sent_twice_stands_once_and_again_after_it_was_taken_back(people: People) -> None:
    def enter(actor: Person, female: int = 3) -> int:
        first_on, last_on, unit = date(2025, 1, 1), date(2025, 2, 1), people.sokha.unit_id
        counts = {"female": female, "male": 0, "unknown": 0}
        return baseline.report(unit, "", first_on, last_on, **counts, source="A letter", actor=actor).id

    first = enter(people.chan)
    assert enter(people.chan) == first, "the button was pressed twice"
    assert len({first, enter(people.chan, 4), enter(people.noy)}) == 3
    baseline.withdraw(first, people_service.scope_of(people.chan, "records.write"), actor=people.chan)
    assert enter(people.chan) != first


def test_dao_sees_and_takes_back_nothing_of_another_society(chan: StrictClient, people: People) -> None:
    _enter(chan)
    (total,) = session.scalars(select(ReportedTotal))
    visitor = StrictClient(chan.application, chan.application.response_class)
    visitor.sign_in("TH-1200")
    assert "Pilot report" not in visitor.get(PAGE).get_data(as_text=True)
    assert visitor.send(f"{PAGE}{total.id}/withdraw/", form=PAGE).status_code == 404
    assert _enter(visitor) == 422
    session.expire_all()
    assert total.withdrawn_at is None


def test_a_total_needs_people_and_a_module_that_exists(people: People) -> None:
    unit, scope = people.sokha.unit_id, people_service.scope_of(people.chan, "records.write")
    first = date(2021, 1, 1)

    def report(award: str, female: int) -> ReportedTotal:
        return baseline.report(
            unit, award, first, first, female=female, male=0, unknown=0, source="A list", actor=people.chan
        )

    with pytest.raises(NotFound):
        report("knots", 3)
    with pytest.raises(RuleBroken, match="nobody-reported"):
        report("", -1)
    with pytest.raises(NotFound):
        baseline.withdraw(99, scope, actor=people.chan)
    kept = report("", 3)
    assert baseline.totals([unit], awards=["pss"]) == []
    assert baseline.totals([unit], first=first, last=first) == [kept]
    assert baseline.totals([unit], last=date(2020, 1, 1)) == []
