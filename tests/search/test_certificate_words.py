"""Whoever wants to check a certificate is led to where that is done: from each page, by words, by its code."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from lms.certificates.domain import codes
from lms.search.domain.certificate_words import asks_for_certificate, code_in
from lms.text.checked_codes import ALPHABET, check_character
from tests.client import StrictClient

BODY = "7KQW3XHMB9T"
CODE = codes.grouped(BODY + check_character(BODY))
WRONG = codes.grouped(BODY + ("A" if check_character(BODY) != "A" else "B"))


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("check a certificate", True),
        ("Verify", True),
        ("ពិនិត្យវិញ្ញាបនបត្រ", True),
        ("ກວດໃບຢັ້ງຢືນ", True),
        ("ตรวจสอบใบประกาศนียบัตร", True),
        ("look listen link", False),
        ("", False),
        ("certificate " * 20, False),
    ],
)
def test_a_certificate_is_asked_for_by_its_words(query: str, asks: bool) -> None:
    assert asks_for_certificate(query) is asks


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (CODE, CODE),
        (CODE.lower().replace("-", " "), CODE),
        (CODE.replace("-", ""), CODE),
        (f" {CODE} ", CODE),
        (WRONG, WRONG),  # a slip: its page says that nobody has it
        ("look listen link", None),
        ("look link them", None),  # groups of four letters are words
        ("0123 4567 8901", None),
        ("stigmatising", None),
        ("", None),
        ("7" * 200, None),
    ],
)
def test_a_code_is_known_by_its_shape(query: str, code: str | None) -> None:
    assert code_in(query) == code


def test_no_word_of_twelve_letters_is_a_code() -> None:
    assert not any(code_in("certificate" + letter) for letter in ALPHABET if letter.isalpha())


@pytest.mark.parametrize("query", [CODE, WRONG, CODE.lower()])
def test_a_code_leads_to_its_page(client: StrictClient, query: str) -> None:
    answer = client.get(f"/th/search?q={quote(query)}")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/verify/{query.upper()}?language=th"


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_each_page_leads_to_the_check(client: StrictClient, language: str) -> None:
    foot = client.get(f"/{language}/").get_data(as_text=True).partition("<footer>")[2]
    assert f'href="/verify/?language={language}"' in foot


def test_the_words_lead_to_the_check_before_any_result(client: StrictClient) -> None:
    main = client.get("/en/search?q=certificate").get_data(as_text=True).partition("<main")[2]
    assert 'href="/verify/?language=en">Check a certificate' in main.partition("</main>")[0]
    other = client.get("/en/search?q=listen").get_data(as_text=True).partition("<main")[2]
    assert "Check a certificate" not in other.partition("</main>")[0]
