"""What becomes of a printed certificate when the ledger behind it is extended, corrected or merged."""

from __future__ import annotations

from datetime import date

import pytest

from lms.certificates.domain import codes
from lms.certificates.models import Certificate
from lms.certificates.services import certificates, issuing, verification
from lms.db import session
from lms.records.services import achievements
from lms.records.services.achievements import LedgerEntry
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, day, passes


@pytest.fixture
def sokhas(people: People) -> Certificate:
    """Certified on 24 November 2026, until 24 November 2028."""
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    session.commit()
    return certificates.certificates_of(people.sokha.id)[0]


def _entry(people: People, kind: str) -> LedgerEntry:
    return max(
        (one for one in achievements.entries_of(people.sokha.id) if one.kind == kind), key=lambda one: one.id
    )


def _extend(people: People) -> None:
    with day("2028-11-01"):
        achievements.extend(people.sokha, AWARD, date(2029, 5, 24), reason="Flood", actor=people.chan)
    session.commit()


def test_an_extended_certificate_is_valid_beyond_its_printed_day(people: People, sokhas: Certificate) -> None:
    _extend(people)
    verified = verification.verify(sokhas.code, date(2029, 1, 10))
    assert (verified.state, verified.until, verified.expires_on and verified.expires_on.day) == (
        "valid",
        date(2029, 5, 24),
        date(2028, 11, 24),
    )
    assert verification.state_of(sokhas, date(2029, 5, 25)) == "expired"
    assert certificates.certificates_of(people.sokha.id) == [sokhas]


def test_a_certificate_that_is_reissued_after_an_extension_shows_the_extended_end(
    people: People, sokhas: Certificate
) -> None:
    _extend(people)
    with day("2028-11-02"):
        reissued = issuing.replace(sokhas, people.sokha, actor=people.chan)
    session.commit()
    assert reissued.expires_on == date(2029, 5, 24)
    assert sokhas.expires_on == date(2028, 11, 24)  # what is on paper stays as it is
    assert verification.worth_of(reissued, date(2029, 5, 24)).state == "valid"


def test_the_check_says_that_it_was_extended(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    _extend(people)
    address = f"/verify/{codes.grouped(sokhas.code)}"
    with day("2029-01-10"):
        page = client.get(address, headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "Valid: it was extended until 24 May 2029." in page
    assert (
        '<dd><span lang="km">២៤ វិច្ឆិកា ២០២៨</span><br><span class="soft">24 November 2028</span></dd>' in page
    )
    with day("2029-06-10"):
        page = client.get(address, headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "Expired on 24 May 2029." in page


def test_a_refresher_after_an_extension_leaves_the_old_paper_genuine(
    people: People, sokhas: Certificate
) -> None:
    _extend(people)
    with day("2029-05-01"):
        passes(people.sokha, "a-2")
    session.commit()
    newest = certificates.certificates_of(people.sokha.id)[0]
    assert newest.expires_on == date(2031, 5, 24)
    worth = verification.worth_of(sokhas, date(2029, 5, 20))
    assert (worth.own, worth.until, worth.renewed) == (date(2029, 5, 24), date(2031, 5, 24), True)
    assert verification.state_of(sokhas, date(2029, 5, 25)) == "valid"
    assert verification.state_of(newest, date(2029, 5, 25)) == "valid"
    assert verification.worth_of(sokhas, date(2031, 5, 25)).state == "expired"


def test_a_certificate_whose_record_was_a_mistake_is_withdrawn(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    with day("2027-03-01"):
        achievements.correct(_entry(people, "achieved"), reason="It was somebody else", actor=people.chan)
    session.commit()
    assert verification.state_of(sokhas, date(2027, 3, 2)) == "withdrawn"
    with day("2027-03-02"):
        answer = client.get(f"/verify/{codes.grouped(sokhas.code)}", headers={"Accept-Language": "en"})
    page = answer.get_data(as_text=True)
    assert "Withdrawn: the record behind this certificate was corrected." in page
    assert "somebody else" not in page
    assert "The holder has another" not in page


def test_sokha_reads_whom_to_ask_and_takes_no_paper_that_does_not_count(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    def mine() -> str:
        with day("2027-03-02"):
            return client.get("/en/me/certificates/").get_data(as_text=True)

    client.sign_in("KH-1001")
    assert "Download (PDF)" in mine()
    with day("2027-03-01"):
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
    session.commit()
    page = mine()
    assert "Revoked. This certificate is no longer valid." in page
    assert "please ask the HR of your Society" in page
    assert "Download (PDF)" not in page
    with day("2027-03-02"):
        kept = client.get(f"/en/me/certificates/{codes.grouped(sokhas.code)}.pdf")  # a link from before
    assert (kept.status_code, kept.mimetype) == (410, "text/html")
    assert "Revoked. This certificate is no longer valid." in kept.get_data(as_text=True)
    with day("2027-03-01"):
        achievements.reinstate(people.sokha, AWARD, reason="It was somebody else", actor=people.chan)
    session.commit()
    assert "Download (PDF)" in mine()


def test_a_certificate_comes_back_when_the_revocation_was_a_mistake(
    people: People, sokhas: Certificate
) -> None:
    with day("2027-03-01"):
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
        assert verification.state_of(sokhas, date(2027, 3, 1)) == "revoked"
        achievements.correct(_entry(people, "revoked"), reason="The wrong person", actor=people.chan)
    assert verification.state_of(sokhas, date(2027, 3, 1)) == "valid"


def test_a_corrected_day_brings_a_new_certificate(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    with day("2027-03-01"):
        mistake = _entry(people, "achieved")
        achievements.correct(mistake, reason="Mistyped", actor=people.chan, on=date(2026, 11, 20))
    session.commit()
    states = {
        one.expires_on: verification.state_of(one, date(2027, 3, 2))
        for one in certificates.certificates_of(people.sokha.id)
    }
    assert states == {date(2028, 11, 24): "withdrawn", date(2028, 11, 20): "valid"}
    with day("2027-03-02"):
        answer = client.get(f"/verify/{codes.grouped(sokhas.code)}", headers={"Accept-Language": "en"})
    page = answer.get_data(as_text=True)
    assert "Withdrawn: the record behind this certificate was corrected." in page
    assert "The holder has another certificate for this module that is valid." in page


def test_a_revoked_certificate_says_so_although_it_was_extended(people: People, sokhas: Certificate) -> None:
    _extend(people)
    with day("2028-11-10"):
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
    assert verification.state_of(sokhas, date(2028, 12, 1)) == "revoked"


def test_the_certificates_of_a_merged_record_are_found(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    people.sokha.merged_into_id = people.ratana.id
    session.flush()
    achievements.reproject(people.sokha)
    session.commit()
    assert certificates.certificates_of(people.ratana.id) == [sokhas]
    assert verification.state_of(sokhas, date(2027, 1, 1)) == "valid"
    code = codes.grouped(sokhas.code)
    client.sign_in("KH-1002")
    assert client.get(f"/en/me/certificates/{code}.pdf").status_code == 200
