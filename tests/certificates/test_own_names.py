"""Nobody of HR makes a certificate of somebody else in their own name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from lms import clock
from lms.accounts.models import BrowserSession
from lms.certificates.domain import codes
from lms.certificates.domain.certificate_data import is_same_name
from lms.certificates.models import Certificate
from lms.certificates.services import certificates, issuing
from lms.db import session
from lms.errors import RuleBroken
from tests.client import StrictClient
from tests.people import People
from tests.records.history import day, passes

TODAY = "2026-11-24"
MANY = "/en/records/certificates/"
OF_SOKHA = "/en/records/KH-1001/certificates/"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Chan Dara", "Chan Dara", True),
        ("Chan Dara", "  CHAN\u200b  dara ", True),
        ("Chan Dara", "Dara Chan", True),
        ("ចាន់ ដារ៉ា", "ចាន់ដារ៉ា", True),
        ("Chan Dara", "Chan Dararith", False),
        ("Chan Dara", "Chan", False),
        ("", "", False),
        ("Chan", "", False),
    ],
)
def test_names_are_compared_as_they_are_read(one: str, other: str, same: bool) -> None:
    assert is_same_name(one, other) is same


@pytest.fixture
def paper(people: People) -> Certificate:
    """Sokha's certificate."""
    with day(TODAY):
        passes(people.sokha, "a-1")
    session.commit()
    return certificates.certificates_of(people.sokha.id)[0]


OWN = [("ចាន់", ""), ("សុខា", "CHAN"), ("Chan", ""), ("សុខា", "ចាន់")]


@pytest.mark.parametrize(("name", "latin_name"), OWN)
def test_chan_reissues_no_certificate_in_chans_own_name(
    people: People, paper: Certificate, name: str, latin_name: str
) -> None:
    people.sokha.name, people.sokha.latin_name = name, latin_name
    with day(TODAY), pytest.raises(RuleBroken, match="own-name"):
        issuing.replace(paper, people.sokha, actor=people.chan)
    assert paper.replaced_by_id is None


def test_the_name_on_a_certificate_of_ones_own_counts_too(people: People, paper: Certificate) -> None:
    with day(TODAY):
        passes(people.chan, "a-2")
        people.sokha.name, people.chan.name = people.chan.name, "ដារ៉ា"
        people.sokha.latin_name = people.chan.latin_name = ""
        with pytest.raises(RuleBroken, match="own-name"):
            issuing.replace(paper, people.sokha, actor=people.chan)


def test_another_officer_reissues_for_a_namesake_and_nobody_is_hindered_where_the_name_stays(
    people: People, paper: Certificate
) -> None:
    people.sokha.name, people.sokha.latin_name = people.chan.name, people.chan.latin_name
    with day(TODAY):
        again = issuing.replace(paper, people.sokha, actor=people.noy)
        assert issuing.replace(again, people.sokha, actor=people.chan).name == people.chan.name


def test_the_page_and_the_list_say_so(client: StrictClient, people: People, paper: Certificate) -> None:
    people.sokha.name, people.sokha.latin_name = people.chan.name, people.chan.latin_name
    session.commit()
    client.sign_in("KH-1200")
    code = codes.grouped(paper.code)
    with day(TODAY):
        alone = client.send(f"{OF_SOKHA}{code}/", form=OF_SOKHA)
        listed = client.send(MANY, {"act": "reissue", "code": paper.code, "confirmed": "1"})
    for answer in (alone, listed):
        assert answer.status_code == 422
        assert "would carry your own name" in answer.get_data(as_text=True)
    session.expire_all()
    assert paper.replaced_by_id is None


def test_a_reissue_asks_for_the_pin_again(client: StrictClient, people: People, paper: Certificate) -> None:
    client.sign_in("KH-1200")
    session.execute(update(BrowserSession).values(confirmed_at=clock.now() - timedelta(hours=1)))
    session.commit()
    answer = client.send(f"{OF_SOKHA}{codes.grouped(paper.code)}/", form=OF_SOKHA)
    assert answer.status_code == 403
    assert "confirm-pin" in answer.get_data(as_text=True)
    session.expire_all()
    assert paper.replaced_by_id is None
