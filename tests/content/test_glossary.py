"""Where terms stand in a text that Sokha, Khamla or Malee reads: whole words, whole letters, the longest form."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from lms.content.types.glossary import Glossary, Group, Term, Word, find_terms
from lms.content.types.societies import NamedText


def text(words: str) -> MappingProxyType[str, NamedText]:
    return MappingProxyType({"en": NamedText(words, "en", "source")})


def term(name: str, *, marked: bool = True, **forms: tuple[str, ...]) -> Term:
    words = {code: Word(said[0], said, code, None if code == "en" else "low") for code, said in forms.items()}
    return Term(name, "people", marked, MappingProxyType(words), text(f"About {name}."))


GLOSSARY = Glossary(
    (Group("people", text("People")),),
    (
        term("care", en=("care",), th=("การดูแล",)),
        term("self-care", en=("self-care",), th=("การดูแลตนเอง",)),
        term("hiv", en=("HIV",), km=("មេរោគអេដស៍", "HIV"), lo=("ເຊື້ອເຮສໄອວີ",)),
        term("people-living", en=("person living with HIV", "people living with HIV")),
        term("training", en=("training",), km=("ការបណ្តុះបណ្តាល",)),
        term("home", en=("home",), lo=("ບ້ານ",)),
        term("u-equals-u", en=("U=U", "U = U")),
        term("lesson", marked=False, en=("lesson",)),
    ),
)


def found(words: str, language: str) -> list[tuple[str, str]]:
    return [(one.term.id, words[one.start : one.end]) for one in find_terms(words, GLOSSARY, language)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("They care.", [("care", "care")]),
        ("Care helps. And: Care helps.", [("care", "Care"), ("care", "Care")]),
        ("“Care” is a word, (Care) too", [("care", "Care"), ("care", "Care")]),
        ("the Care Group", []),  # a name
        ("careful scare", []),
        ("a care-giver, after-care", []),
        ("a care - a pause", [("care", "care")]),
        ("Self-care is not care.", [("self-care", "Self-care"), ("care", "care")]),
        ("HIV is not hiv", [("hiv", "HIV")]),
        ("a person living with HIV", [("people-living", "person living with HIV")]),
        ("People living\nwith HIV", [("people-living", "People living\nwith HIV")]),
        ("people living with", []),
        ("U = U is U=U", [("u-equals-u", "U = U"), ("u-equals-u", "U=U")]),
        ("this lesson", []),  # not to be marked
        ("the migrant’s care’s", [("care", "care")]),
        ("", []),
    ],
)
def test_a_reader_of_english_finds_whole_words(words: str, expected: list[tuple[str, str]]) -> None:
    assert found(words, "en") == expected


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("ខ្ញុំចូលរៀនការបណ្តុះបណ្តាលនេះ", "km", [("training", "ការបណ្តុះបណ្តាល")]),
        # Coeng DA for coeng TA: another spelling that looks the same.
        ("ការបណ្ដុះបណ្ដាល", "km", [("training", "ការបណ្ដុះបណ្ដាល")]),
        ("ការបណ្តុះបណ្តាលា", "km", []),  # another letter: the last one has a vowel
        ("មេរោគអេដស៍ (HIV)", "km", [("hiv", "មេរោគអេដស៍"), ("hiv", "HIV")]),
        ("ຢູ່ບ້ານເຮົາ", "lo", [("home", "ບ້ານ")]),
        ("ບ້ານໍ", "lo", []),
        ("การดูแลตนเองและการดูแลผู้อื่น", "th", [("self-care", "การดูแลตนเอง"), ("care", "การดูแล")]),
        ("เการดูแล", "th", []),  # the vowel before it belongs to its first letter
        ("care", "th", []),
    ],
)
def test_a_reader_of_an_unspaced_script_finds_whole_letters(
    words: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert found(words, language) == expected


def test_an_empty_glossary_finds_nothing() -> None:
    assert find_terms("care", Glossary(), "en") == []


def test_malee_sees_english_where_thai_has_no_word() -> None:
    by_id = {one.id: one for one in GLOSSARY.terms}
    assert by_id["care"].word("th").text == "การดูแล"
    assert by_id["care"].word("th").proposed
    assert (by_id["hiv"].word("th").text, by_id["hiv"].word("th").language) == ("HIV", "en")
    assert not by_id["hiv"].word("th").proposed
    assert by_id["care"].explanation("th").language == "en"
    assert GLOSSARY.groups[0].text("th").text == "People"
    assert len(GLOSSARY.of_group(GLOSSARY.groups[0])) == 8
