"""The end that a paper shows, and the end that the record says: what is told of a paper when the two part."""

from __future__ import annotations

import html
from datetime import date

import pytest

from lms import jobs
from lms.certificates.domain import codes
from lms.certificates.models import Certificate
from lms.certificates.services import bulk_print, certificates, issuing, verification
from lms.db import session
from lms.records.services import achievements
from lms.records.services.achievements import LedgerEntry
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, day, passes

OWN_END, LONG_END = date(2028, 11, 24), date(2029, 5, 24)


@pytest.fixture
def sokhas(people: People) -> Certificate:
    """Certified on 24 November 2026, until 24 November 2028."""
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    session.commit()
    return certificates.certificates_of(people.sokha.id)[0]


def _extend(people: People) -> LedgerEntry:
    with day("2027-02-01"):
        achievements.extend(people.sokha, AWARD, LONG_END, reason="Flood", actor=people.chan)
    session.commit()
    return next(one for one in achievements.entries_of(people.sokha.id) if one.kind == "extended")


@pytest.fixture
def long_paper(people: People, sokhas: Certificate) -> Certificate:
    """The certificate after it was extended, and reissued with the long end on it."""
    _extend(people)
    with day("2027-02-02"):
        issuing.replace(sokhas, people.sokha, actor=people.chan)
    session.commit()
    return certificates.certificates_of(people.sokha.id)[0]


def _take_back(people: People) -> None:
    entry = next(one for one in achievements.entries_of(people.sokha.id) if one.kind == "extended")
    with day("2027-03-01"):
        achievements.correct(entry, reason="The wrong list", actor=people.chan)
    session.commit()


def _says(client: StrictClient, paper: Certificate, on: str) -> str:
    address = f"/verify/{codes.grouped(paper.code)}"
    with day(on):
        answer = client.get(address, headers={"Accept-Language": "en"})
    return html.unescape(answer.get_data(as_text=True))


# --- an extension is taken back -------------------------------------------------------------------------------


def test_a_paper_that_was_printed_with_an_extension_is_replaced_when_that_never_counted(
    client: StrictClient, people: People, long_paper: Certificate
) -> None:
    assert long_paper.expires_on == LONG_END
    _take_back(people)
    [right] = certificates.certificates_of(people.sokha.id)
    assert (right.expires_on, right.edition, right.name) == (OWN_END, 3, long_paper.name)
    today = date(2027, 3, 2)
    assert verification.state_of(long_paper, today) == "replaced"
    assert (verification.worth_of(right, today).state, verification.worth_of(right, today).until) == (
        "valid",
        OWN_END,
    )
    assert "a newer certificate replaced it" in _says(client, long_paper, "2027-03-02")
    assert "Genuine and valid until 24 November 2028" in _says(client, right, "2027-03-02")


def test_the_new_paper_keeps_the_name_that_was_printed(people: People, long_paper: Certificate) -> None:
    printed = long_paper.name
    people.sokha.name = "Somebody Else"
    session.commit()
    _take_back(people)
    assert certificates.certificates_of(people.sokha.id)[0].name == printed


def test_a_paper_that_never_showed_the_extension_stays(people: People, sokhas: Certificate) -> None:
    _extend(people)
    _take_back(people)
    assert certificates.certificates_of(people.sokha.id) == [sokhas]
    assert verification.worth_of(sokhas, date(2027, 3, 2)).until == OWN_END


def test_a_file_for_printing_with_the_wrong_day_is_not_given_out_any_more(
    client: StrictClient, people: People, long_paper: Certificate
) -> None:
    settings = client.application.extensions["sala.settings"]

    def file() -> bytes | None:
        return bulk_print.pdf_of(bulk_print.find(job.id, people.chan), settings)

    with day("2027-02-28"):
        job = bulk_print.order([long_paper], actor=people.chan)
        session.commit()
        jobs.run_due(client.application)
        assert file()
    _take_back(people)
    with day("2027-03-02"):
        assert file() is None


def test_a_paper_of_before_whose_day_is_too_late_says_until_when_it_really_counts(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    sokhas.expires_on = (
        LONG_END  # printed by an older version, and left as it was when the extension was taken back
    )
    session.commit()
    worth = verification.worth_of(sokhas, date(2027, 3, 2))
    assert (worth.state, worth.until) == ("valid", OWN_END)
    assert verification.state_of(sokhas, date(2028, 11, 25)) == "expired"
    page = _says(client, sokhas, "2027-03-02")
    assert "Genuine and valid until 24 November 2028" in page
    assert "The later day on the paper does not count." in page
    client.sign_in("KH-1200")
    with day("2027-03-02"):
        listed = client.get("/en/records/KH-1001/certificates/").get_data(as_text=True)
    assert "The later day on the paper does not count." in listed


def test_chan_reads_which_codes_the_correction_replaces_or_withdraws(
    client: StrictClient, people: People, long_paper: Certificate
) -> None:
    client.sign_in("KH-1200")
    page = "/en/records/KH-1001/"
    entry = next(one for one in achievements.entries_of(people.sokha.id) if one.kind == "extended")
    typed = {"act": "correct", "entry": str(entry.id), "on": "", "reason": "The wrong list"}
    with day("2027-03-01"):
        shown = html.unescape(client.send(page, typed, form=page).get_data(as_text=True))
    assert f"{codes.grouped(long_paper.code)}</b>: replaced" in shown
    passed = next(one for one in achievements.entries_of(people.sokha.id) if one.kind == "achieved")
    with day("2027-03-01"):
        withdrawn = client.send(page, typed | {"entry": str(passed.id)}, form=page).get_data(as_text=True)
    assert f"{codes.grouped(long_paper.code)}</b>: withdrawn" in withdrawn


# --- a newer training -----------------------------------------------------------------------------------------


def test_a_newer_training_takes_no_extension_from_the_older_paper(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    _extend(people)
    with day("2027-03-01"):
        achievements.record_past_training(
            *(people.sokha, AWARD),
            on=date(2027, 1, 10),
            source="List of the branch",
            reason="Found later",
            actor=people.chan,
            result="passed",
        )
    session.commit()
    assert verification.worth_of(sokhas, date(2028, 12, 1)).until == LONG_END
    assert "it was extended until 24 May 2029" in _says(client, sokhas, "2028-12-01")


def test_a_retest_on_the_day_of_the_extension_takes_nothing_from_it(
    people: People, sokhas: Certificate
) -> None:
    _extend(people)
    with day("2027-02-01"):
        passes(people.sokha, "a-2")
    session.commit()
    assert verification.worth_of(sokhas, date(2028, 12, 1)).until == LONG_END


def test_an_older_paper_does_not_say_expired_while_its_holder_is_certified(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    with day("2028-11-01"):
        passes(people.sokha, "a-2")
    session.commit()
    newest = certificates.certificates_of(people.sokha.id)[0]
    assert newest.expires_on == date(2030, 11, 24)
    page = _says(client, sokhas, "2028-12-01")
    assert "expired" not in page.lower().replace("never expires", "")
    assert "Genuine and valid until 24 November 2030" in page
    assert "The holder has renewed this training: it is valid until 24 November 2030." in page
    assert "Genuine, but it expired on 24 November 2028" in _says(client, sokhas, "2031-01-01")


def test_an_older_paper_that_is_reissued_does_not_borrow_the_end_of_the_newer_one(
    people: People, sokhas: Certificate
) -> None:
    with day("2028-11-01"):
        passes(people.sokha, "a-2")
        again = issuing.replace(sokhas, people.sokha, actor=people.chan)
    assert again.expires_on == OWN_END
