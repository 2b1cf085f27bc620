"""An abbreviation that a term has is not said again by the English word beside it."""

from __future__ import annotations

import re

import pytest

from lms.content import registry
from lms.content.english_beside import english_beside, in_brackets
from lms.courses.presenters.glossary_terms import word_row
from tests.client import StrictClient


@pytest.mark.parametrize(
    ("word", "english", "beside"),
    [
        ("การสืบค้นติดตามญาติ (RFL)", "Restoring Family Links (RFL)", "Restoring Family Links"),
        ("ការសង្គ្រោះបឋម", "psychological first aid (PFA)", "psychological first aid (PFA)"),
        ("មេរោគអេដស៍ (HIV)", "HIV", ""),
        ("PEP ឱសថបង្ការក្រោយប្រឈម", "PEP", ""),
        ("NCHADS", "NCHADS (Cambodia)", "Cambodia"),
        ("CHAS (Lao PDR)", "CHAS (Lao PDR)", ""),
        ("ກຸ່ມ LGBTIQ+", "LGBTIQ+ people", ""),
        ("ชายแดน", "border", "border"),
        ("ยา ARVs", "antiretroviral medicine (ARV)", "antiretroviral medicine (ARV)"),
    ],
)
def test_the_english_word_says_what_the_term_does_not(word: str, english: str, beside: str) -> None:
    assert english_beside(word, english) == beside


@pytest.mark.parametrize(
    ("english", "said"),
    [("psychological first aid (PFA)", "psychological first aid, PFA"), ("border", "border"), ("", "")],
)
def test_in_brackets_there_are_no_other_brackets(english: str, said: str) -> None:
    assert in_brackets(english) == said


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_no_term_says_its_abbreviation_twice(client: StrictClient, language: str) -> None:
    for term in registry.current().glossary.terms:
        row = word_row(term, language)
        assert "(" not in row.english
        for abbreviation in re.findall(r"[A-Z][A-Za-z]*[A-Z]\+?", row.word.text):
            assert abbreviation not in row.english, term.id


def test_the_glossary_says_it_once_too(client: StrictClient) -> None:
    page = client.get("/th/glossary/").get_data(as_text=True)
    entry = page[page.index('id="term-restoring-family-links"') :]
    assert entry[: entry.index("</h3>")].count("RFL") == 1
