"""What was decided while two records were joined belongs to the training, and goes with it when they are parted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.models import Merge
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.certificates.models import Certificate
from lms.certificates.services import certificates, issuing, verification
from lms.db import session
from lms.records.models import LedgerEntry
from lms.records.services import achievements, ledger
from lms.records.services.ledger import LedgerWriter, NewEntry
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, day, passes, projection_rows

TODAY = date(2027, 6, 1)
LATER = date(2029, 5, 24)


@pytest.fixture
def ratanas(people: People) -> Certificate:
    """Ratana is certified until 24 November 2028; Sokha has no training of the module."""
    with day("2026-11-24"):
        passes(people.ratana, "a-1")
    session.commit()
    [certificate] = certificates.certificates_of(people.ratana.id)
    return certificate


def _join(people: People) -> int:
    with day("2027-03-01"):
        merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
    return session.scalars(select(Merge.id).order_by(Merge.id.desc()).limit(1)).one()


def _part(people: People, merge_id: int) -> None:
    with day("2027-05-01"):
        merges.undo_merge(merge_id, actor=people.chan)
    session.commit()


def _entry(person: Person, kind: str) -> LedgerEntry:
    found = (one for one in achievements.entries_of(person.id) if one.kind == kind)
    return max(found, key=lambda one: one.id)


def _correct(people: People) -> None:
    mistake = _entry(people.sokha, "achieved")
    achievements.correct(mistake, reason="Mistyped", actor=people.chan, on=date(2026, 11, 20))


def _withdraw(people: People) -> None:
    achievements.correct(_entry(people.sokha, "achieved"), reason="Never there", actor=people.chan)


def _revoke(people: People) -> None:
    achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)


def _reinstate(people: People) -> None:
    _revoke(people)
    achievements.reinstate(people.sokha, AWARD, reason="A mistake", actor=people.chan)


def _extend(people: People) -> None:
    achievements.extend(people.sokha, AWARD, LATER, reason="Flood", actor=people.chan)


def _reissue(people: People) -> None:
    [certificate] = certificates.certificates_of(people.sokha.id)
    issuing.replace(certificate, people.sokha, actor=people.chan)


Decide = Callable[[People], None]
# What is decided while the records are one; then the states of all papers of Ratana, by code in order of making, and
# the status and the end of her award.
DECISIONS = [
    (_correct, ["withdrawn", "replaced", "valid"], "valid", date(2028, 11, 20)),
    (_withdraw, ["withdrawn"], "never", None),
    (_revoke, ["revoked"], "revoked", date(2028, 11, 24)),
    (_reinstate, ["valid"], "valid", date(2028, 11, 24)),
    (_extend, ["valid"], "valid", LATER),
    (_reissue, ["replaced", "replaced", "valid"], "valid", date(2028, 11, 24)),
]


@pytest.mark.parametrize(("decide", "states", "status", "end"), DECISIONS)
def test_a_decision_made_while_joined_goes_with_the_training(
    people: People, ratanas: Certificate, decide: Decide, states: list[str], status: str, end: date | None
) -> None:
    merge_id = _join(people)
    with day("2027-04-01"):
        decide(people)
    _part(people, merge_id)
    assert achievements.entries_of(people.sokha.id) == [], (
        "nothing is left in the history of who never had it"
    )
    assert certificates.certificates_of(people.sokha.id) == []
    assert achievements.status_of(people.sokha.id, AWARD, TODAY).status == "never"
    with day("2027-06-01"):
        papers = session.scalars(select(Certificate).order_by(Certificate.id)).all()
        assert [verification.verify(one.code, TODAY).state for one in papers] == states
        assert {one.person_id for one in papers} == {people.ratana.id}
        standing = achievements.status_of(people.ratana.id, AWARD, TODAY)
        assert (standing.status, standing.expires_on) == (status, end)
        for paper in papers:
            if verification.state_of(paper, TODAY) == "valid":
                assert (paper.name, verification.worth_of(paper, TODAY).until) == (people.ratana.name, end)


@pytest.mark.parametrize(("decide", "states", "status", "end"), DECISIONS)
def test_while_joined_the_decision_counts_for_the_one_who_stays(
    people: People, ratanas: Certificate, decide: Decide, states: list[str], status: str, end: date | None
) -> None:
    _join(people)
    with day("2027-04-01"):
        decide(people)
        standing = achievements.status_of(people.sokha.id, AWARD, clock.today())
    assert (standing.status, standing.expires_on) == (status, end)
    assert all(row[0] == people.sokha.id for row in projection_rows())


def test_a_decision_about_the_own_training_stays_with_the_one_who_stays(people: People) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    merge_id = _join(people)
    with day("2027-04-01"):
        _revoke(people)
    _part(people, merge_id)
    assert achievements.status_of(people.sokha.id, AWARD, TODAY).status == "revoked"
    assert achievements.entries_of(people.ratana.id) == []


def test_a_certificate_that_rests_on_both_is_withdrawn_and_each_keeps_what_is_theirs(
    people: People, ratanas: Certificate
) -> None:
    merge_id = _join(people)
    with day("2028-09-01"):  # in the window: it adds to the end of Ratana's
        passes(people.sokha, "b-1")
    both = max(session.scalars(select(Certificate)), key=lambda one: one.id)
    assert both.expires_on == date(2030, 11, 24)
    with day("2028-10-01") as today:
        assert len(merges.forecast(merge_id).papers) == 1
        merges.undo_merge(merge_id, actor=people.chan)
        assert verification.verify(both.code, today).state == "withdrawn"
        assert verification.verify(ratanas.code, today).state == "valid"
        [own] = [
            one
            for one in certificates.certificates_of(people.sokha.id)
            if verification.state_of(one, today) == "valid"
        ]
        assert (own.name, own.expires_on) == (people.sokha.name, date(2030, 9, 1))
        standing = achievements.status_of(people.ratana.id, AWARD, today)
        assert standing.expires_on == date(2028, 11, 24)


def test_what_an_older_sala_wrote_under_the_other_record_is_put_right(
    people: People, ratanas: Certificate
) -> None:
    merge_id = _join(people)
    with day("2027-04-01"):
        achieved = _entry(people.sokha, "achieved")
        writer = LedgerWriter([people.sokha.id], [AWARD])
        key = ledger.key("revoked", people.sokha.id, AWARD, "", 0)
        unit, rests_on = people.sokha.unit_id, {"rests_on": [achieved.id]}
        writer.append(
            NewEntry(
                *(people.sokha.id, unit, AWARD, "revoked", clock.today(), key, rests_on, people.chan),
                reason="Because",
            )
        )
        writer.write()
        assert len(merges.forecast(merge_id).decisions) == 1
    _part(people, merge_id)
    assert achievements.status_of(people.sokha.id, AWARD, TODAY).status == "never"
    assert achievements.status_of(people.ratana.id, AWARD, TODAY).status == "revoked"
    assert verification.verify(ratanas.code, TODAY).state == "revoked"
    assert {one.reason for one in achievements.entries_of(people.ratana.id) if one.kind == "revoked"} == {
        "Because"
    }
    assert _entry(people.ratana, "revoked").actor_id == people.chan.id


def test_decisions_after_the_parting_are_written_as_if_nothing_had_been_joined(
    people: People, ratanas: Certificate
) -> None:
    merge_id = _join(people)
    with day("2027-04-01"):
        _extend(people)
    _part(people, merge_id)
    with day("2027-05-02"):
        further = date(2029, 8, 1)
        achievements.extend(people.ratana, AWARD, further, reason="Again", actor=people.chan)
    assert achievements.status_of(people.ratana.id, AWARD, TODAY).expires_on == further


def test_joining_and_parting_again_leaves_it_so(people: People, ratanas: Certificate) -> None:
    for _ in range(2):
        merge_id = _join(people)
        with day("2027-04-01"):
            _reissue(people)
        _part(people, merge_id)
    [current] = certificates.certificates_of(people.ratana.id)
    assert (current.name, current.edition) == (people.ratana.name, 5)
    held = projection_rows()
    achievements.rebuild()
    assert projection_rows() == held


def test_the_page_says_what_will_go_before_the_button(
    client: StrictClient, people: People, ratanas: Certificate
) -> None:
    with day("2027-03-01"):
        client.sign_in("KH-1200")
        assert "<td>1</td>" in client.get("/en/people/KH-1001/merge/?with=KH-1002").get_data(as_text=True)
    _join(people)
    with day("2027-04-01"):
        _reissue(people)
        _correct(people)  # what was reissued is withdrawn already, and is not counted
    session.commit()
    with day("2027-04-02"):
        page = client.get("/en/people/KH-1001/merge/").get_data(as_text=True)
    assert "1 decision about a training or certificate of this record goes with it." in page
    assert "1 certificate that was made since the merge will not be valid any more." in page
    assert page.index("will not be valid any more") < page.index('value="undo"')
