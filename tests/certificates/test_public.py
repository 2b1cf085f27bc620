"""Pages of certificates: one's own under /me, and the check that is open to everybody."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from urllib.parse import unquote

import pytest
from flask import Flask

from lms.certificates.domain import codes
from lms.certificates.models import Certificate
from lms.certificates.rendering import document
from lms.certificates.services import certificates, drawing, issuing
from lms.config import settings_of
from lms.content import registry
from lms.db import session
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, day, passes


@pytest.fixture
def sokhas(people: People) -> Certificate:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    session.commit()
    return certificates.certificates_of(people.sokha.id)[0]


def printed(certificate: Certificate) -> str:
    return codes.grouped(certificate.code)


def test_sokha_sees_her_certificate_and_takes_it_along(client: StrictClient, sokhas: Certificate) -> None:
    code, name = printed(sokhas), sokhas.name
    client.sign_in("KH-1001", language="km")
    with day("2027-01-01"):
        page = client.get("/km/me/certificates/").get_data(as_text=True)
        assert code in page
        assert sokhas.module_title in page
        answer = client.get(f"/km/me/certificates/{code}.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith(f'attachment; filename="certificate-{code}.pdf"; ')
    assert name in unquote(disposition)


@pytest.mark.parametrize(("language", "seen"), [("km", "24/11/2028"), ("th", "24/11/2571")])
def test_a_place_on_the_wall_shows_a_short_day_and_says_the_long_one(
    client: StrictClient, sokhas: Certificate, language: str, seen: str
) -> None:
    client.sign_in("KH-1001", language=language)
    with day("2027-01-01"):
        page = client.get(f"/{language}/me/certificates/").get_data(as_text=True)
    tile = page.partition('<ul class="wall">')[2].partition("</ul>")[0]
    shown = re.search(
        r'<span aria-hidden="true" title="([^"]+)">([^<]+)</span><span class="unseen">([^<]+)<', tile
    )
    assert shown is not None
    assert shown[2] == seen
    assert shown[1] == shown[3]


@pytest.fixture
def ratanas(people: People) -> Certificate:
    """Known from a list: trained on 20 November, and issued when HR recorded it."""
    with day("2026-11-28"):
        achievements.record_past_training(
            people.ratana,
            AWARD,
            on=date(2026, 11, 20),
            source="List",
            reason="Found",
            result="passed",
            actor=None,
        )
    session.commit()
    return certificates.certificates_of(people.ratana.id)[0]


def test_ratana_reads_the_day_of_the_training_and_the_day_of_issue_as_what_they_are(
    client: StrictClient, app: Flask, ratanas: Certificate
) -> None:
    client.sign_in("KH-1002")
    with day("2027-01-01"):
        mine = client.get("/en/me/certificates/").get_data(as_text=True)
        mine_data = client.get("/en/me/data/").get_data(as_text=True)
    assert "Day of the training: 20 November 2026." in mine
    assert "Issued on 28 November 2026." in mine
    assert "<dt>Day of the training</dt><dd>20 November 2026</dd>" in mine_data
    assert "<dt>Issued on</dt><dd>28 November 2026</dd>" in mine_data
    checked = re.sub("<[^>]*>|\\s+", " ", check(client, printed(ratanas)))
    assert re.search(r"Day of the training +[^A-Z]*20 November 2026", checked)
    assert re.search(r"Issued on +[^A-Z]*28 November 2026", checked)
    paper = document.page(*drawing.drawn_of(ratanas, settings_of(app)))
    assert '"dcterms.created" content="2026-11-28"' in paper


def test_an_old_certificate_from_a_list_names_the_day_of_the_training_and_no_day_of_issue(
    client: StrictClient, ratanas: Certificate
) -> None:
    ratanas.basis, ratanas.made_on = None, None  # as they were before the two were told apart
    session.commit()
    client.sign_in("KH-1002")
    with day("2027-01-01"):
        mine = client.get("/en/me/certificates/").get_data(as_text=True)
        mine_data = client.get("/en/me/data/").get_data(as_text=True)
    assert "Day of the training: 20 November 2026." in mine
    assert printed(ratanas) in mine
    assert "<dt>Day of the training</dt><dd>20 November 2026</dd>" in mine_data
    for page in (mine, mine_data, check(client, printed(ratanas))):
        assert "Issued on" not in page


def test_of_a_test_taken_here_the_day_of_issue_is_the_day_of_the_test(
    client: StrictClient, sokhas: Certificate
) -> None:
    client.sign_in("KH-1001")
    with day("2027-01-01"):
        mine = client.get("/en/me/certificates/").get_data(as_text=True)
    assert "Issued on 24 November 2026." in mine
    for page in (mine, check(client, printed(sokhas))):
        assert "Day of the training" not in page


def test_a_certificate_of_somebody_else_is_not_there(client: StrictClient, sokhas: Certificate) -> None:
    client.sign_in("KH-1002")
    assert client.get(f"/en/me/certificates/{printed(sokhas)}.pdf").status_code == 404
    assert client.get("/en/me/certificates/nonsense.pdf").status_code == 404
    page = client.get("/en/me/certificates/").get_data(as_text=True)
    assert printed(sokhas) not in page
    assert "You have no certificate yet" in page


def test_certificates_are_for_people_who_signed_in(client: StrictClient, sokhas: Certificate) -> None:
    assert client.get("/en/me/certificates/").status_code == 302
    assert client.get(f"/en/me/certificates/{printed(sokhas)}.pdf").status_code == 302


def check(client: StrictClient, code: str, *, on: str = "2027-01-01", language: str = "en") -> str:
    with day(on):
        answer = client.get(f"/verify/{code}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    return answer.get_data(as_text=True)


def test_anybody_can_check_a_certificate(client: StrictClient, sokhas: Certificate) -> None:
    page = check(client, printed(sokhas))
    assert re.search(
        r"<main[^>]*>\s*<div class=\"notice good\"><h1>✓ Genuine and valid until 24 November 2028</h1>", page
    )
    for shown in (sokhas.name, sokhas.latin_name, sokhas.module_title, "24 November 2026"):
        assert shown in page
    # No more than the paper shows.
    assert "KH-1001" not in page
    assert "KH-12" not in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_code_is_understood_as_it_is_typed(client: StrictClient, sokhas: Certificate) -> None:
    assert "Valid until" in check(client, sokhas.code.lower())


def test_a_certificate_tells_that_it_expired(client: StrictClient, sokhas: Certificate) -> None:
    assert "Genuine, but it expired on 24 November 2028" in check(client, printed(sokhas), on="2028-11-25")


def test_a_certificate_tells_that_it_was_revoked(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    code = printed(sokhas)
    with day("2027-01-01"):
        achievements.revoke(people.sokha, AWARD, reason="Sat the test for a friend", actor=people.chan)
    session.commit()
    page = check(client, code)
    assert "Revoked. This certificate is no longer valid." in page
    assert "friend" not in page


def test_a_certificate_tells_that_it_was_replaced(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    code = printed(sokhas)
    newer = printed(issuing.replace(sokhas, people.sokha, actor=people.chan))
    session.commit()
    page = check(client, code)
    assert "Replaced by a newer certificate." in page
    assert newer not in page


def test_an_award_that_never_expires_says_so(client: StrictClient, sokhas: Certificate) -> None:
    sokhas.expires_on = None
    session.commit()
    assert "Genuine and valid. It does not expire" in check(client, printed(sokhas))


@pytest.mark.parametrize("code", ["nonsense", "HP59M8RTPPCQ", "<b>"])
def test_an_unknown_code_gets_kind_words(client: StrictClient, code: str) -> None:
    answer = client.get(f"/verify/{code}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "Perhaps a letter was read wrongly." in page
    assert "<b>" not in page
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_what_others_see_speaks_the_language_of_the_page_that_leads_there(
    client: StrictClient, sokhas: Certificate
) -> None:
    client.sign_in("KH-1001")
    client.set_cookie("language", "lo")  # of whoever had the phone before
    address = f"/verify/{printed(sokhas)}?language=th"
    assert f'href="{address}"' in client.get("/th/me/certificates/").get_data(as_text=True)
    page = client.get(address).get_data(as_text=True)
    assert '<html lang="th">' in page
    assert 'href="/verify/?language=th"' in page, "and stays so for the next certificate"
    form = client.get("/verify/?language=th").get_data(as_text=True)
    assert '<input type="hidden" name="language" value="th">' in form
    asked = client.get("/verify/", query_string={"code": printed(sokhas), "language": "th"})
    assert asked.location == address


@pytest.mark.parametrize("rest", ["", "HP59-M8RT-PPCQ"])
def test_an_address_with_a_language_leads_to_the_one_on_paper(client: StrictClient, rest: str) -> None:
    answer = client.get(f"/th/verify/{rest}")
    assert (answer.status_code, answer.location) == (301, f"/verify/{rest}?language=th")


def test_the_form_leads_to_the_answer(client: StrictClient, app: Flask) -> None:
    code = codes.new_code()
    assert client.get("/verify/").status_code == 200
    answer = client.get("/verify/", query_string={"code": f" {code.lower()} "})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/verify/{codes.grouped(code)}"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("7KQW", "A code has 12 letters and digits; here the number is 4."),
        ("7KQW-3XHM-B9éé", "No code has “É” in it."),
        ("7KQW-3XHM-B9T2", "two have changed places. Please compare each group: 7KQW · 3XHM · B9T2."),
        ("", "Type the code that stands"),
    ],
)
def test_a_code_that_cannot_be_one_is_shown_again(client: StrictClient, typed: str, words: str) -> None:
    answer = client.get("/verify/", query_string={"code": typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert f'value="{typed}"' in page
    assert 'role="alert"' in page


def test_the_answer_speaks_the_language_of_the_reader(client: StrictClient, sokhas: Certificate) -> None:
    assert '<html lang="th"' in check(client, printed(sokhas), language="th")


@pytest.mark.parametrize(
    ("holder", "paper", "reader", "days"),
    [
        ("sokha", "km", "km", "២៤ វិច្ឆិកា ២០២៦"),
        ("sokha", "km", "th", "២៤ វិច្ឆិកា ២០២៦ | 24 พฤศจิกายน 2569"),
        ("sokha", "km", "lo", "២៤ វិច្ឆិកា ២០២៦ | 24 ພະຈິກ 2026"),
        ("sokha", "km", "en", "២៤ វិច្ឆិកា ២០២៦ | 24 November 2026"),
        ("sokha", "lo", "th", "໒໔ ພະຈິກ ໒໐໒໖ | 24 พฤศจิกายน 2569"),
        ("sokha", "lo", "lo", "໒໔ ພະຈິກ ໒໐໒໖"),
        ("sokha", "en", "en", "24 November 2026"),
        ("malee", "th", "th", "24 พฤศจิกายน พ.ศ. 2569 (2026)"),
        ("malee", "th", "km", "24 พฤศจิกายน พ.ศ. 2569 (2026) | 24 វិច្ឆិកា 2026"),
        ("malee", "en", "th", "24 November 2026 (B.E. 2569) | 24 พฤศจิกายน 2569"),
        ("malee", "lo", "km", "24 ພະຈິກ 2026 (ພ.ສ. ໄທ 2569) | 24 វិច្ឆិកា 2026"),
    ],
)
def test_days_are_said_as_on_the_paper_and_then_as_the_reader_says_them(
    client: StrictClient, app: Flask, people: People, holder: str, paper: str, reader: str, days: str
) -> None:
    person = getattr(people, holder)
    person.language = paper
    with day("2026-11-24"):
        passes(person, "a-1")
    session.commit()
    certificate = certificates.certificates_of(person.id)[0]
    on_paper = document.page(*drawing.drawn_of(certificate, settings_of(app)))
    page = check(client, printed(certificate), language=reader)
    issued, until = (
        [re.sub("<[^>]*>|\u2060", "", one) for one in found.split("<br>")]
        for found in re.findall(r"<dd>(<span.*20.*|<span.*២០.*|<span.*໒໐.*)</dd>", page)
    )
    assert " | ".join(issued) == days
    for said in (issued[0], until[0]):
        assert said in on_paper
    assert len(until) == len(issued)


def test_module_and_society_stand_in_the_readers_language_beside_the_printed_words(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    society = registry.current().societies[sokhas.society]
    page = check(client, printed(sokhas), language="th")
    for text in (registry.module(AWARD).text("th").title, society.name("th").text):
        assert text in re.sub("<[^>]*>", "", page)
    assert sokhas.module_title in re.sub("<[^>]*>", "", page)
    own = re.sub("<[^>]*>", "", check(client, printed(sokhas), language=sokhas.language))
    assert own.count(sokhas.module_title) == 1


@pytest.mark.parametrize(
    ("language", "november", "ahead"),
    [
        ("en", "{day} November {year}", 0),
        ("km", "{day} វិច្ឆិកា {year}", 0),
        ("lo", "{day} ພະຈິກ {year}", 0),
        ("th", "{day} พฤศจิกายน {year}", 543),
    ],
)
def test_the_page_for_no_network_knows_how_its_reader_writes_a_day(
    client: StrictClient, language: str, november: str, ahead: int
) -> None:
    page = client.get(f"/{language}/verify/offline/", follow_redirects=True).get_data(as_text=True)
    [known] = re.findall('data-known="([^"]*)"', page)
    found = json.loads(html.unescape(known))
    assert (found["days"][10], found["yearsAhead"]) == (november, ahead)
    assert found["modules"][AWARD]["text"]
