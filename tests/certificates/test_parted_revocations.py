"""A certificate that was revoked while two records were one does not come back to life when they are parted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lms.accounts.models import Merge
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.certificates.domain.codes import grouped
from lms.certificates.models import Certificate
from lms.certificates.services import certificates
from lms.db import session
from lms.records.models import LedgerEntry
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, day, passes, projection_rows

Codes = tuple[str, str]
STATES = {"Revoked": "Not valid: it was revoked", "Valid": "Genuine and valid"}
BOTH = ["Revoked", "Revoked"]


def _paper_of(person: Person) -> Certificate:
    [paper] = certificates.certificates_of(person.id)
    return paper


def _join(people: People, kept: Person, merged: Person) -> int:
    with day("2027-03-01"):
        merges.merge(kept, merged, reason="Entered twice", actor=people.chan)
    session.commit()
    return session.scalars(select(Merge.id).order_by(Merge.id.desc()).limit(1)).one()


@pytest.fixture
def codes(people: People) -> Codes:
    """Sokha and Ratana both hold a certificate of the module: his code, then hers."""
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    with day("2026-11-25"):
        passes(people.ratana, "b-1")
    session.commit()
    return _paper_of(people.sokha).code, _paper_of(people.ratana).code


def _revoke(people: People) -> LedgerEntry:
    with day("2027-04-01"):
        achievements.revoke(people.sokha, AWARD, reason="The list was forged", actor=people.chan)
    session.commit()
    return session.scalars(select(LedgerEntry).where(LedgerEntry.kind == "revoked")).one()


def _verified(client: StrictClient, codes: Codes) -> list[str]:
    """What anybody is told of both codes by the public page."""
    said = []
    for code in codes:
        page = client.get(f"/verify/{code}?language=en").get_data(as_text=True)
        [state] = [word for word, sentence in STATES.items() if sentence in page]
        said.append(state)
    return said


def _part(client: StrictClient, merge_id: int, **choices: str) -> None:
    with day("2027-05-01"):
        client.sign_in("KH-1200")
        form = {"act": "undo", "merge": str(merge_id), **choices}
        assert client.send("/en/people/KH-1001/merge/", form, form="/en/people/new/").status_code == 303


def test_a_certificate_revoked_while_joined_stays_revoked_for_both_after_parting(
    client: StrictClient, people: People, codes: Codes
) -> None:
    merge_id = _join(people, people.sokha, people.ratana)
    _revoke(people)
    _part(client, merge_id)
    with day("2027-06-01") as today:
        assert _verified(client, codes) == BOTH
        for person in (people.sokha, people.ratana):
            assert achievements.status_of(person.id, AWARD, today).status == "revoked"
            [entry] = [one for one in achievements.entries_of(person.id) if one.kind == "revoked"]
            assert (entry.reason, entry.actor_id) == ("The list was forged", people.chan.id)
        held = projection_rows()
        achievements.rebuild()
        assert projection_rows() == held


def test_hr_may_say_that_it_holds_for_the_record_of_the_training_alone(
    client: StrictClient, people: People, codes: Codes
) -> None:
    merge_id = _join(people, people.sokha, people.ratana)
    revocation = _revoke(people)
    _part(client, merge_id, **{f"revocation-{revocation.id}": "alone"})
    with day("2027-06-01"):
        assert sorted(_verified(client, codes)) == ["Revoked", "Valid"]
    assert [one.id for one in session.scalars(select(LedgerEntry).where(LedgerEntry.kind == "revoked"))] == [
        revocation.id
    ]


def test_the_page_says_what_was_revoked_and_which_code_would_count_again(
    client: StrictClient, people: People, codes: Codes
) -> None:
    _join(people, people.sokha, people.ratana)
    revocation = _revoke(people)
    whose = "KH-1001" if revocation.person_id == people.sokha.id else "KH-1002"
    others = codes[1] if whose == "KH-1001" else codes[0]
    with day("2027-04-02"):
        client.sign_in("KH-1200")
        page = client.get("/en/people/KH-1001/merge/").get_data(as_text=True)
    before, _, _ = page.partition('value="undo"')
    assert "It was revoked while the two were one. For whom does it hold?" in before
    assert "The list was forged" in before
    assert f'name="revocation-{revocation.id}" value="both" checked' in before
    assert f"Only for {whose} · Will count again: {grouped(others)}" in before


def test_a_revocation_that_was_taken_back_while_joined_asks_nothing_and_stays_away(
    client: StrictClient, people: People, codes: Codes
) -> None:
    merge_id = _join(people, people.sokha, people.ratana)
    _revoke(people)
    with day("2027-04-02"):
        achievements.reinstate(people.sokha, AWARD, reason="It was not", actor=people.chan)
    session.commit()
    assert merges.forecast(merge_id).revocations == []
    _part(client, merge_id)
    with day("2027-06-01"):
        assert _verified(client, codes) == ["Valid", "Valid"]


def test_what_was_revoked_before_the_join_is_each_ones_own_and_the_page_names_what_counts_again(
    client: StrictClient, people: People, codes: Codes
) -> None:
    with day("2026-12-01"):
        achievements.revoke(people.ratana, AWARD, reason="Because", actor=people.chan)
    merge_id = _join(people, people.sokha, people.ratana)
    with day("2027-04-01"):
        assert _verified(client, codes) == BOTH
        parting = merges.forecast(merge_id)
        assert (parting.revocations, parting.again) == ([], [grouped(codes[0])])
    _part(client, merge_id)
    with day("2027-06-01"):
        assert _verified(client, codes) == ["Valid", "Revoked"]


def test_the_page_names_a_certificate_that_counts_only_because_of_the_other_record(
    people: People, codes: Codes
) -> None:
    merge_id = _join(people, people.sokha, people.ratana)
    with day("2028-09-01"):  # a refresher of Sokha's
        passes(people.sokha, "a-2")
    with day("2029-01-01"):  # alone, Ratana's would have ended in November
        assert grouped(codes[1]) in merges.forecast(merge_id).ending


def test_of_three_records_the_one_that_leaves_keeps_the_revocation(
    client: StrictClient, people: People, codes: Codes
) -> None:
    with day("2026-11-26"):
        passes(people.noy, "c-1")
    _join(people, people.ratana, people.noy)
    second = _join(people, people.sokha, people.ratana)
    _revoke(people)
    _part(client, second)
    with day("2027-06-01") as today:
        assert _verified(client, codes) == BOTH
        assert achievements.status_of(people.noy.id, AWARD, today).status == "revoked"
