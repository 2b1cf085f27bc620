"""Dao is HR of the Thai Red Cross Society: of the ledger of people in Cambodia she reads and writes nothing.

That no page at all tells her anything is in tests/accounts/test_outsider.py; here is what she might send.
"""

from __future__ import annotations

import re

import pytest

from lms import jobs
from lms.accounts.services.people import Person
from lms.db import session
from lms.records.queries.ending_awards import Choice
from lms.records.services import achievements, bulk_extension
from lms.records.services.bulk_extension import Change
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day

TODAY = "2026-12-01"
SOKHA = "/en/records/KH-1001/"
EXTEND = "/en/records/extend/"
FLOOD = {"module": AWARD, "until": "2029-06-30", "reason": "Flood"}
SEEN = "valid 2028-11-24 revoked 2028-11-24"  # what Chan is shown before he revokes
ACTS = [
    {"act": "revoke", "award": AWARD, "reason": "Because", "confirmed": SEEN},
    {"act": "reinstate", "award": AWARD, "reason": "Because"},
    {"act": "extend", "award": AWARD, "until": "2029-05-24", "reason": "Flood"},
    {"act": "past", "award": "pgi", "on": "2026-03-10", "source": "List", "reason": "Found"},
    {"act": "correct", "entry": "1", "reason": "Mistyped"},
]


@pytest.fixture
def dao(client: StrictClient, people: People) -> StrictClient:
    """Dao, signed in; Sokha in Cambodia and Malee in Thailand are certified until November 2028."""
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.malee, "2028-11-24")
    client.sign_in("TH-1200")
    return client


def _written(person: Person) -> list[str]:
    found: list[str] = [entry.kind for entry in achievements.entries_of(person.id)]
    session.rollback()
    return found


@pytest.mark.parametrize("typed", ACTS, ids=lambda typed: typed["act"])
def test_dao_does_no_act_on_sokha(dao: StrictClient, people: People, typed: dict[str, str]) -> None:
    before = _written(people.sokha)
    with day(TODAY):
        assert dao.send(SOKHA, typed, form=EXTEND).status_code == 404
    assert _written(people.sokha) == before


def test_dao_corrects_no_entry_of_sokha_by_way_of_malee(dao: StrictClient, people: People) -> None:
    entry = next(one for one in achievements.entries_of(people.sokha.id) if one.kind == "achieved")
    typed = {"act": "correct", "entry": str(entry.id), "reason": "Mistyped"}
    session.rollback()
    with day(TODAY):
        assert dao.send("/en/records/TH-1001/", typed).status_code == 404
    assert "corrected" not in _written(people.sokha)


def test_dao_extends_her_own_people_only(dao: StrictClient, people: People) -> None:
    with day(TODAY):
        shown = dao.send(EXTEND, FLOOD).get_data(as_text=True)
        assert "TH-1001" in shown
        assert "KH-" not in shown
        assert "1 person will be extended." in shown
        for branch in ("KH-12", "khm", "mekong"):
            answer = dao.send(EXTEND, {**FLOOD, "branch": branch})
            assert (answer.status_code, "You have no branch" in answer.get_data(as_text=True)) == (422, True)
        hidden = dict(re.findall(r'name="(decision|seen)" value="([^"]+)"', shown))
        place = dao.send(EXTEND, {**FLOOD, **hidden}).location
        jobs.run(int(place.rstrip("/").rpartition("/")[2]))
    assert "extended" in _written(people.malee)
    assert "extended" not in _written(people.sokha)


def test_the_list_of_choices_names_no_branch_of_another_society(dao: StrictClient) -> None:
    page = dao.get(EXTEND).get_data(as_text=True)
    assert 'value="TH-27"' in page
    assert "KH-" not in page


def test_dao_does_not_watch_what_chan_decided(dao: StrictClient, people: People) -> None:
    with day(TODAY) as today:
        choice = Choice(bulk_extension.units_of("khm"), AWARD)
        job = bulk_extension.extend_many(
            *(choice, Change(until=today.replace(year=2029))),
            reason="Flood",
            actor=people.chan,
            decision="0f0e0d0c-0b0a-4908-8706-050403020100",
            seen=None,
        )
        number = job.id
        session.commit()
        assert dao.get(f"{EXTEND}{number}/").status_code == 404


@pytest.mark.parametrize("number", ["KH-1001", "KH-1100", "KH-1300"])
def test_a_volunteer_a_trainer_and_an_editor_do_no_act_at_all(
    client: StrictClient, people: People, number: str
) -> None:
    certified_until(people.sokha, "2028-11-24")
    client.sign_in(number)
    for address in (SOKHA, EXTEND):
        assert client.send(address, ACTS[0], form="/en/me/data/").status_code == 403
    assert "revoked" not in _written(people.sokha)
