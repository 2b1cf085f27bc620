"""Before two records are joined the page says what becomes of certificates: today, and afterwards."""

from __future__ import annotations

import re
from datetime import date

from lms import clock
from lms.accounts.services import signals
from lms.accounts.services.merging import merges
from lms.accounts.services.people import PersonId
from lms.certificates.domain.codes import grouped
from lms.certificates.models import Certificate
from lms.certificates.services import certificates, verification
from lms.db import session
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day


def _paper(person_id: PersonId) -> Certificate:
    [paper] = certificates.certificates_of(person_id)
    return paper


def _revoked(people: People) -> Certificate:
    """Both are certified, and HR has revoked the certificate of Ratana; the paper of Sokha."""
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.ratana, "2028-06-01")
    with day("2027-01-01"):
        achievements.revoke(people.ratana, AWARD, reason="Because", actor=people.chan)
    session.commit()
    return _paper(people.sokha.id)


def _text(client: StrictClient) -> str:
    page = client.get("/en/people/KH-1001/merge/?with=KH-1002").get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_a_revocation_of_the_other_record_binds_both_and_the_page_says_so(
    client: StrictClient, people: People
) -> None:
    paper = _revoked(people)
    with day("2027-03-01") as today:
        client.sign_in("KH-1200")
        page = _text(client)
        assert (
            "Today · KH-1001 Valid until 24 November 2028 Today · KH-1002 Revoked Afterwards Revoked" in page
        )
        assert f"Will not count any more: {grouped(paper.code)}" in page
        assert verification.state_of(paper, today) == "valid"
        merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
        assert verification.state_of(paper, today) == "revoked"


def test_a_later_reinstatement_of_the_other_record_lets_a_paper_count_again(people: People) -> None:
    paper = _revoked(people)
    with day("2027-02-01"):
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
    with day("2027-02-02"):
        achievements.reinstate(people.ratana, AWARD, reason="A mistake", actor=people.chan)
    with day("2027-03-01") as today:
        [told] = signals.joining(people.sokha, people.ratana)
        assert (told.again, told.ending) == ([grouped(paper.code)], [])
        merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
        assert verification.state_of(paper, today) == "valid"


def test_requirements_of_both_together_give_a_certificate_and_that_is_said(
    client: StrictClient, people: People
) -> None:
    certified_until(people.sokha, "2028-11-24")
    with day("2028-10-01"):  # in the window: a training of the same person would add to her end
        achievements.record_achievement(
            people.ratana,
            AWARD,
            "post-test",
            on=clock.today(),
            evidence={"attempt": "b-1"},
            actor=people.ratana,
        )
        session.commit()
        client.sign_in("KH-1200")
        page = _text(client)
        assert "A new certificate is made." in page
        assert "Afterwards Valid until 24 November 2030" in page
        merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
        assert date(2030, 11, 24) in {one.expires_on for one in certificates.certificates_of(people.sokha.id)}


def test_what_only_one_of_them_holds_stays_and_nothing_is_said(client: StrictClient, people: People) -> None:
    certified_until(people.ratana, "2028-11-24")
    with day("2027-03-01"):
        assert list(signals.joining(people.sokha, people.ratana)) == []
        client.sign_in("KH-1200")
        page = _text(client)
    assert "Afterwards" not in page
    assert "No certificate changes when the two are merged." in page
