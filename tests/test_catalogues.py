"""The interface speaks every language completely, and no translation loses what a sentence carries."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from lms.config import CHECKOUT
from lms.content import loader
from lms.text.normalise import for_storing

LOCALE = CHECKOUT / "lms" / "locale"
LANGUAGES = [language.code for language in loader.load(CHECKOUT).languages]
PLACES = re.compile(r"%\(\w+\)s|%%")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "messages.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_finds_every_sentence_in_their_language(language: str) -> None:
    entries = catalogue(language)
    assert [entry.msgid for entry in entries.untranslated_entries() + entries.fuzzy_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_dates_and_numbers_stay_in_the_sentence(language: str) -> None:
    for entry in catalogue(language):
        sources = {entry.msgid, entry.msgid_plural} - {""}
        wanted = {tuple(sorted(PLACES.findall(source))) for source in sources}
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said:
                assert tuple(sorted(PLACES.findall(said))) in wanted, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_stored_in_the_form_that_is_drawn_right(language: str) -> None:
    for entry in catalogue(language):
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert said == for_storing(said), entry.msgid
            assert "\u200b" not in said, entry.msgid


def test_no_lao_sentence_ends_with_a_full_stop() -> None:
    """Between two sentences stands one, behind the last none: in a list some had it and others not."""
    for entry in catalogue("lo"):
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not re.search(r"[^.]\.$", said), entry.msgid


def test_what_is_typed_and_what_is_printed_have_two_words_in_lao() -> None:
    """ພິມ means both: “1. print” and “2. type in” of a test on paper were one word."""
    for entry in catalogue("lo"):
        if re.search(r"\b(mis)?typ(e|ed|ing)\b", entry.msgid, re.I) and "print" not in entry.msgid.lower():
            assert "ພິມ" not in "".join([entry.msgstr, *entry.msgstr_plural.values()]), entry.msgid


def test_khmer_sentences_have_one_kind_of_digits() -> None:
    """Those of the numbers and days that are put into them; Khmer digits stand on paper only."""
    for entry in catalogue("km"):
        assert not re.search("[០-៩]", "".join([entry.msgstr, *entry.msgstr_plural.values()])), entry.msgid


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("កម្មវិធីអ៊ីនធឺណិត", "កម្មវិធីរុករក"),  # browser
        ("ពិនិត្យវិញ្ញាបនបត្រ", "ផ្ទៀងផ្ទាត់វិញ្ញាបនបត្រ"),  # to check a certificate
        ("ចូលគណនី", "ចូលប្រើ"),  # to sign in
    ],
)
def test_one_thing_has_one_name_in_khmer(one: str, others: str) -> None:
    papers = [one.read_text(encoding="utf-8") for one in (CHECKOUT / "certificates").glob("*/design.yaml")]
    said = "".join([entry.msgstr for entry in catalogue("km")] + papers)
    assert one in said
    assert others not in said


def test_the_catalogues_hold_the_sentences_of_the_code_and_no_others(tmp_path: Path) -> None:
    """After a new sentence in the code: `make messages`."""
    target = tmp_path / "messages.pot"
    command = ["extract", "-F", "lms/locale/babel.cfg", "-k", "_l", "--no-location", "-o", str(target), "lms"]
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "--quiet", *command], cwd=CHECKOUT, check=True
    )
    said = {entry.msgid for entry in polib.pofile(str(target))}
    for language in LANGUAGES:
        assert {entry.msgid for entry in catalogue(language) if not entry.obsolete} == said, language
