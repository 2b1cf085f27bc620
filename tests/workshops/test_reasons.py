"""Why a workshop was opened again is nobody's training record: it may name somebody else, or tell of their health."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.db import session
from lms.records import personal_data as records_data
from lms.records.models import LedgerEntry
from lms.records.queries.ledger import taken_back
from lms.records.services import achievements
from lms.workshops.models import Workshop, WorkshopDecision
from lms.workshops.personal_data import drop_old_rosters
from lms.workshops.services import closing
from tests.client import StrictClient
from tests.people import People
from tests.records.history import day
from tests.workshops.planned import UUID, close, held, note, planned

TYPED = "Dara fell ill, and the trainer ticked the wrong line."
NEUTRAL = "The workshop was closed again, and what it had recorded here was taken back."


def taken_back_from_sokha(people: People) -> Workshop:
    """Sokha was not there after all; HR has written why it opens the workshop."""
    workshop = planned(people)
    held(people, workshop, [people.sokha, people.ratana])
    close(workshop, people.bopha)
    closing.reopen(workshop, TYPED, actor=people.chan)
    note(people.bopha, workshop, {people.sokha: "absent"})
    return workshop


def reasons_of(people: People) -> list[object]:
    """What the file of Sokha's data says of reasons."""
    return [item.facts["reason"] for item in records_data.export([people.sokha.id]) if item.what == "record"]


def test_what_closing_takes_back_bears_a_reason_that_tells_of_nobody(people: People) -> None:
    with day("2026-11-23"):
        close(taken_back_from_sokha(people), people.bopha)
    assert reasons_of(people) == ["", NEUTRAL]
    kept = session.scalars(select(LedgerEntry.reason).where(LedgerEntry.kind == "corrected")).all()
    assert kept == [NEUTRAL]


def test_a_typed_reason_that_stands_in_the_ledger_already_is_not_shown_any_more(
    people: People, client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with day("2026-11-23"):
        workshop = taken_back_from_sokha(people)
        with monkeypatch.context() as before:
            before.setattr("lms.workshops.services.closing.taken_back.REASON", TYPED)
            close(workshop, people.bopha)
    session.commit()
    assert reasons_of(people) == ["", NEUTRAL]
    client.sign_in("KH-1001")
    for page in ("/en/me/data/", "/en/me/data/my-data.json"):
        text = client.get(page).get_data(as_text=True)
        assert "Dara" not in text, page
        assert NEUTRAL in text, page
    assert NEUTRAL not in client.get("/km/me/data/").get_data(as_text=True)
    hr = StrictClient(client.application, client.application.response_class)
    hr.sign_in("KH-1200")
    page = hr.get("/en/records/KH-1001/").get_data(as_text=True)
    assert "Dara" not in page
    assert NEUTRAL in page


def test_why_hr_corrected_an_entry_of_a_workshop_is_read_by_the_person(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        close(workshop, people.bopha)
        entry = session.scalars(select(LedgerEntry).where(LedgerEntry.person_id == people.sokha.id)).one()
        achievements.correct(entry, reason="Was not there at all.", actor=people.chan)
    assert reasons_of(people) == ["", "Was not there at all."]
    assert taken_back.by_closing(achievements.entries_of(people.sokha.id)) == frozenset()


def test_the_typed_reason_stays_with_the_workshop_and_goes_with_its_roster(people: People) -> None:
    with day("2026-11-23"):
        close(taken_back_from_sokha(people), people.bopha)
    reasons = select(WorkshopDecision.reason).where(WorkshopDecision.workshop_uuid == UUID)
    assert [*session.scalars(reasons.order_by(WorkshopDecision.id))] == ["", TYPED, ""]
    with day("2028-12-23"):
        drop_old_rosters(clock.now() - timedelta(days=730))
    assert [*session.scalars(reasons.order_by(WorkshopDecision.id))] == ["", "–", ""]


def test_the_form_warns_and_keeps_what_was_typed(people: People, client: StrictClient) -> None:
    workshop = planned(people, days=[(clock.today(), "am")])
    held(people, workshop, [people.sokha])
    close(workshop, people.bopha)
    session.commit()
    client.sign_in("KH-1200")
    address = f"/en/workshops/{UUID}/"
    assert "Write no names, and nothing about anybody&#39;s health." in client.get(address).get_data(
        as_text=True
    ).replace("anybody's", "anybody&#39;s")
    answer = client.send(f"{address}reopen/", {"reason": "KH-1001 was not there"}, form=address)
    assert answer.status_code == 422
    assert 'value="KH-1001 was not there"' in answer.get_data(as_text=True)
