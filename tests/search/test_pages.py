"""The search page: for everybody, without a script, and it forgets what it was asked."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from lms.config import CHECKOUT
from lms.content import registry
from tests.client import StrictClient
from tests.content.tree import Tree


def page_of(client: StrictClient, query: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/search?q={quote(query)}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_sokha_finds_the_lesson_from_the_first_page_without_a_script(client: StrictClient) -> None:
    front = client.get("/en/").get_data(as_text=True)
    assert re.search(r'<form class="search" action="/en/search"', front)
    assert re.search(r'<input type="search" id="q" name="q"', front)
    page = page_of(client, "look listen")
    assert '<a href="/en/modules/pss/look-listen-link/' in page
    assert "<mark>Look</mark>, <mark>Listen</mark>" in page
    assert 'value="look listen"' in page


def test_a_result_leads_to_the_heading_above_the_words(client: StrictClient) -> None:
    assert 'href="/en/modules/pss/look-listen-link/#look"' in page_of(client, "stand still minute")


def test_a_case_is_found_by_its_title_and_says_what_it_is(client: StrictClient) -> None:
    page = page_of(client, "nine hundred dollars samnang")
    assert '<a href="/en/modules/migration/cases/nine-hundred-dollars/"' in page
    assert "A case to decide" in page


def test_each_reader_searches_in_their_own_language(client: StrictClient) -> None:
    for language, word in (("km", "ស្ដាប់"), ("lo", "ຮັບຟັງ"), ("th", "รับฟัง")):
        page = page_of(client, word, language)
        assert f"<mark>{word}</mark>" in page
        assert f'href="/{language}/modules/pss/listening/' in page
    assert "<mark>" not in page_of(client, "ស្ដាប់", "lo")


def test_an_english_text_among_others_says_that_it_is_english(client: StrictClient, content: Path) -> None:
    (content / "curriculum/translations/lo/modules/pss/30-listening.md").unlink()
    registry.load(content)
    page = page_of(client, "silence listening", "lo")
    assert re.search(r'<a href="/lo/modules/pss/listening/[^"]*" lang="en"><mark>Listening</mark>', page)
    assert re.search(r'<p lang="en">[^\n]*<mark>', page)


def test_an_empty_question_is_answered_with_advice(client: StrictClient) -> None:
    for query in ("", "   ", "?!"):
        page = page_of(client, query)
        assert "Write one word or a few." in page
        assert "Nothing was found" not in page


def test_where_nothing_is_found_sokha_is_told_what_to_try(client: StrictClient) -> None:
    page = page_of(client, "សង្កេតមោលៗ", "km")
    assert f'href="/en/search?q={quote("សង្កេតមោលៗ")}"' in page
    assert 'href="/km/glossary/"' in page
    english = page_of(client, "feedbak")
    assert re.search(r'<a href="/en/modules/cea/[^"]*">Feedback and complaints</a>', english)
    assert "The same search in the English lessons." not in english


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_whatever_is_found_the_way_to_help_stands_before_it(client: StrictClient, language: str) -> None:
    to_help = f'<a href="/{language}/society/">'
    nothing, weak, whole = (page_of(client, query, language) for query in ("zzzz", "zzzz PFA", "PFA"))
    for page in (nothing, weak, whole):  # somebody may search for words of their own need
        content = page.partition('role="search"')[2].partition("<footer>")[0]
        assert content.count(to_help) == 1
        assert to_help in re.split(r"<[uo]l", content)[0]
    assert f'href="/{language}/glossary/"' in nothing
    assert "<mark>PFA</mark>" in weak


def test_a_volunteer_is_told_when_not_all_words_were_found(client: StrictClient) -> None:
    told = "No page has all of these words."
    assert told in page_of(client, "consent zzzz")
    assert told not in page_of(client, "consent")


def test_a_very_long_text_gets_a_kind_answer(client: StrictClient) -> None:
    assert "Please choose the one or two words that matter most" in page_of(client, "word " * 101)


def test_a_question_is_shown_as_text_and_is_never_part_of_the_page(client: StrictClient) -> None:
    page = page_of(client, '"><script>alert(1)</script>')
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_answer_may_be_kept_and_is_confirmed_in_a_few_bytes(client: StrictClient) -> None:
    answer = client.get("/km/search?q=PFA", headers={"Accept-Encoding": "br"})
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer.headers["Content-Encoding"] == "br"
    assert "Set-Cookie" not in answer.headers
    again = client.get("/km/search?q=PFA", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/km/search?q=Red", headers={"If-None-Match": answer.headers["ETag"]})
    assert other.status_code == 200


def test_what_sokha_looks_for_is_not_logged(client: StrictClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        page_of(client, "secretword")
    assert "secretword" not in caplog.text


def test_new_content_is_searched_as_soon_as_it_is_open(client: StrictClient, content: Path) -> None:
    file = content / "curriculum/modules/pss/30-listening.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nA newlywrittenword.\n", encoding="utf-8")
    assert "<mark>" not in page_of(client, "newlywrittenword")
    registry.load(content)
    assert "<mark>newlywrittenword</mark>" in page_of(client, "newlywrittenword")


GLOSSARY = """\
groups: {protection: Protection}
terms:
  consent:
    group: protection
    explain: A yes that somebody gives freely.
    words:
      en: {text: consent}
      km: {text: ការយល់ព្រម, confidence: high}
"""
CARD = """\
---
title: Five sentences
summary: How to ask somebody.
order: 1
paper: A6
---

/// key

May I write this down?

///
"""


@pytest.fixture
def small(app: Flask, tree: Tree) -> Iterator[None]:
    """The small tree with one term and one pocket card, on the shelf until the test is over."""
    tree.write("curriculum/glossary.yaml", GLOSSARY)
    tree.write("curriculum/library/10-five-sentences.md", CARD)
    registry.load(tree.root)
    yield
    registry.load(CHECKOUT)


@pytest.mark.usefixtures("small")
def test_a_term_leads_to_its_explanation_and_a_card_to_its_page(client: StrictClient) -> None:
    page = page_of(client, "យល់ព្រម", "km")
    assert '<a href="/km/glossary/#term-consent">ការ<mark>យល់ព្រម</mark></a>' in page
    assert '<p lang="en">A yes that somebody gives freely.</p>' in page
    assert 'id="term-consent"' in client.get("/km/glossary/").get_data(as_text=True)
    card = page_of(client, "write down", "km")
    assert '<a href="/km/library/five-sentences/" lang="en">Five sentences</a>' in card
    assert client.get("/km/library/five-sentences/").status_code == 200


def test_a_reader_who_changes_the_language_does_not_type_the_search_again(client: StrictClient) -> None:
    page = page_of(client, "ស្តាប់", "km")
    assert f'href="/th/search?q={quote("ស្តាប់")}"' in page
