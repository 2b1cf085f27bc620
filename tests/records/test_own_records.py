"""Nobody decides about their own training, by whatever way, merged records included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import RuleBroken
from lms.records.queries.ending_awards import Choice
from lms.records.services import achievements, bulk_extension
from lms.records.services.achievements import Correction, PastTraining
from lms.records.services.bulk_extension import Change
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day

REASON = "Because"


def _entry(person: Person) -> achievements.LedgerEntry:
    return next(entry for entry in achievements.entries_of(person.id) if entry.kind == "achieved")


VERBS: dict[str, Callable[[Person, Person], Any]] = {
    "record": lambda subject, actor: achievements.record_past_training(
        subject, AWARD, on=date(2026, 3, 5), source="List", reason=REASON, actor=actor, result="passed"
    ),
    "revoke": lambda subject, actor: achievements.revoke(subject, AWARD, reason=REASON, actor=actor),
    "reinstate": lambda subject, actor: achievements.reinstate(subject, AWARD, reason=REASON, actor=actor),
    "extend": lambda subject, actor: achievements.extend(
        subject, AWARD, date(2029, 1, 1), reason=REASON, actor=actor
    ),
    "correct": lambda subject, actor: achievements.correct(_entry(subject), reason=REASON, actor=actor),
    "move": lambda subject, actor: achievements.correct(
        _entry(subject), reason=REASON, actor=actor, on=date(2026, 10, 1)
    ),
}


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("verb", VERBS)
def test_chan_decides_nothing_about_chan(people: People, verb: str, merged: bool) -> None:
    certified_until(people.chan, "2028-11-20")
    subject = people.chan
    if merged:
        people.ratana.merged_into_id = people.chan.id
        subject = people.ratana
        achievements.reproject(people.chan)
    with day("2026-11-24"):
        if verb == "correct" and merged:
            subject = people.chan
        before = len(achievements.entries_of(people.chan.id))
        with pytest.raises(RuleBroken) as broken:
            VERBS[verb](subject if verb not in ("correct", "move") else people.chan, people.chan)
        assert broken.value.code == "own-record"
        assert len(achievements.entries_of(people.chan.id)) == before


def test_a_batch_leaves_chans_own_line_out_and_does_the_others(people: People) -> None:
    with day("2026-11-24"):
        lines = [
            PastTraining(person.id, AWARD, date(2026, 3, 5), "List", REASON, "file", 2, result="passed")
            for person in (people.chan, people.sokha)
        ]
        own, other = achievements.record_past_trainings(lines, actor=people.chan)
        assert isinstance(own, RuleBroken)
        assert own.code == "own-record"
        assert other
        certified_until(people.chan, "2028-11-20")
        corrections = [Correction(_entry(person).id) for person in (people.chan, people.sokha)]
        said = achievements.correct_many(corrections, reason=REASON, actor=people.chan)
        assert [None if broken is None else broken.code for broken in said] == ["own-record", None]


def test_a_decision_on_many_leaves_the_decider_out(people: People) -> None:
    for person in (people.sokha, people.chan):
        certified_until(person, "2027-05-01")
    with day("2026-11-24"):
        units = frozenset({people.chan.unit_id, people.sokha.unit_id})
        choice, change = Choice(units, AWARD), Change(date(2028, 1, 1))
        shown = bulk_extension.preview(choice, change, people.chan)
        assert (shown.people, shown.own) == ((people.sokha.id,), True)
        job = bulk_extension.extend_many(
            choice, change, reason=REASON, actor=people.chan, decision="d-1", seen=shown.seen
        )
        assert job.args["people"] == [people.sokha.id]
        assert bulk_extension.preview(choice, change, people.dao).count == 2


def test_chans_own_page_offers_no_decision_and_refuses_one(client: StrictClient, people: People) -> None:
    certified_until(people.chan, "2028-11-20")
    client.sign_in("KH-1200")
    page = client.get("/en/records/KH-1200/").get_data(as_text=True)
    assert "This is your own record." in page
    assert 'name="act"' not in page
    answer = client.send(
        "/en/records/KH-1200/",
        {"act": "extend", "award": AWARD, "until": "2029-01-01", "reason": REASON},
        form="/en/records/KH-1001/",
    )
    assert answer.status_code == 422
    assert "This is your own record." in answer.get_data(as_text=True)
    session.rollback()
    assert achievements.status_of(people.chan.id, AWARD, date(2028, 11, 20)).expires_on == date(2028, 11, 20)
