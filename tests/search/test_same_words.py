"""Whoever types an abbreviation, an English word or an everyday one finds what the lessons' own word finds."""

from __future__ import annotations

import pytest

from lms.search.domain.excerpts import Hit
from lms.search.domain.index import Index
from lms.search.domain.matching import is_all, matches, phrase, searchable, words
from lms.search.domain.same_words import Same
from tests.search.shelves import found, lesson, names

ALL = ("en", "km", "lo", "th")


def place(hit: Hit) -> str:
    return f"{hit.document.module}/{hit.document.name}"


def places(index: Index, typed: str) -> list[str]:
    return [place(hit) for hit in found(index.find(typed, most=200)).hits]


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [("th", "เปป", "เป๊ป"), ("th", "ผูลี้ภัย", "ผู้ลี้ภัย"), ("th", "ผูลีภัย", "ผู้ลี้ภัย"), ("lo", "ຜູປະສານງານ", "ຜູ້ປະສານງານ")],
)
def test_a_word_without_its_tone_marks_finds_what_the_word_finds(
    indexes: dict[str, Index], language: str, typed: str, written: str
) -> None:
    assert found(indexes[language].find(written)).every_word
    assert places(indexes[language], typed) == places(indexes[language], written)


# The language, what is typed, and the lessons' own word.
OTHER_WORDS = (
    ("th", "HIV, hiv, เชื้อเอชไอวี", "เอชไอวี"),
    ("lo", "HIV, ເອັດໄອວີ", "ເຮສໄອວີ"),
    ("km", "HIV, ហ៊ីវ", "មេរោគអេដស៍"),
    ("th", "AIDS, โรคเอดส์, เอดส", "เอดส์"),
    ("lo", "AIDS, ໂລກເອດ, ພະຍາດເອດ, ເອດສ໌", "ເອດ"),
    ("km", "AIDS, រោគអេដស៍, អេដ", "ជំងឺអេដស៍"),
    ("th", "ท้อง, คนท้อง, ตั้งท้อง, มีท้อง, หญิงมีครรภ์, pregnant", "ตั้งครรภ์"),
    ("lo", "ທ້ອງ, ມີທ້ອງ, ຄົນຖືພາ, ພາມານ, pregnant", "ຖືພາ"),
    ("km", "ផ្ទៃពោះ, មានគភ៌, ពោះធំ, មានទម្ងន់, pregnant", "មានផ្ទៃពោះ"),
    ("en", "pregnant", "pregnancy"),
    ("th", "คลอดลูก, คลอดบุตร, birth", "คลอด"),
    ("lo", "ອອກລູກ, ຄອດລູກ, birth", "ເກີດລູກ"),
    ("km", "សម្រាលកូន, ឆ្លងទន្លេ, birth", "សម្រាល"),
    ("th", "มารดา, mother", "แม่"),
    ("km", "ម៉ែ, mother", "ម្ដាយ"),
    ("th", "condom, คอนดอม", "ถุงยาง"),
    ("lo", "condom, ຄອນດອມ", "ຖົງຢາງ"),
    ("km", "condom, កុងដូម", "ស្រោមអនាម័យ"),
    ("th", "TB, ทีบี", "วัณโรค"),
    ("lo", "TB", "ພະຍາດວັນນະໂລກ"),
    ("km", "TB", "ជំងឺរបេង"),
    ("th", "ด่าน, พรมแดน, border", "ชายแดน"),
    ("lo", "ດ່ານ, border", "ຊາຍແດນ"),
    ("km", "ព្រំប្រទល់, border", "ព្រំដែន"),
)


@pytest.mark.parametrize(
    ("language", "typed", "own"),
    [(language, each, own) for language, typed, own in OTHER_WORDS for each in typed.split(", ")],
)
def test_another_word_finds_every_page_of_the_lessons_own(
    indexes: dict[str, Index], language: str, typed: str, own: str
) -> None:
    wanted = set(places(indexes[language], own))
    assert len(wanted) > 2
    assert wanted - set(places(indexes[language], typed)) == set()


# An abbreviation, a module or lesson that it leads to among the first two, and its term in the glossary, if any.
ABBREVIATIONS = (
    ("HIV", "hiv/", "hiv"),
    ("AIDS", "hiv/hiv-and-aids", "aids"),
    ("ART", "hiv/treatment", "antiretroviral-therapy"),
    ("ARV", "hiv/treatment", "antiretroviral-medicine"),
    ("PrEP", "hiv/prevention", "prep"),
    ("PEP", "hiv/prevention", "pep"),
    ("U=U", "hiv/treatment", "u-u"),
    ("CD4", "hiv/treatment", None),
    ("TB", "migration/working-with-others", "tuberculosis"),
    ("STI", "hiv/prevention", "sexually-transmitted-infection"),
    ("PMTCT", "hiv/hiv-and-aids", "mother-to-child-transmission"),
    ("PLHIV", "hiv/", "person-living-with-hiv"),
    ("PSS", "pss/", "psychosocial-support"),
    ("MHPSS", "pss/", "psychosocial-support"),
    ("PFA", "pss/look-listen-link", "psychological-first-aid"),
    ("CEA", "cea/why-communities-come-first", "cea"),
    ("PGI", "pgi/dignity-access-participation-safety", "pgi"),
    ("PSEA", "pgi/psea", "psea"),
    ("GBV", "pgi/disclosure-and-children", "sgbv"),
    ("RFL", "migration/family-links", "restoring-family-links"),
    ("DAPS", "pgi/dignity-access-participation-safety", None),
    ("SMS", "cea/channels", None),
)


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize(("typed", "lesson_or_module", "term"), ABBREVIATIONS)
def test_an_abbreviation_leads_to_its_lesson_and_to_its_term(
    indexes: dict[str, Index], language: str, typed: str, lesson_or_module: str, term: str | None
) -> None:
    for typed_so in (typed, typed.lower()):
        hits = found(indexes[language].find(typed_so)).hits
        assert lesson_or_module in [place(hit) for hit in hits[:3] if hit.document.kind != "handout"]
        assert term is None or term in [hit.document.name for hit in hits if hit.document.kind == "term"]


@pytest.mark.parametrize(
    ("language", "typed", "first"),
    [
        ("th", "ทารก, เด็กแรกเกิด", "pss/stress-and-distress"),
        ("lo", "ແອນ້ອຍ, ເດັກເກີດໃໝ່, ເສົ້າ", "pss/stress-and-distress"),
        ("km", "ទារក, កូនង៉ែត", "pss/stress-and-distress"),
        ("en", "newborn, baby", "pss/stress-and-distress"),
        ("th", "กามโรค", "hiv/prevention"),
        ("lo", "ກາມມະໂລກ", "hiv/prevention"),
        ("km", "កាមរោគ", "hiv/prevention"),
    ],
)
def test_an_everyday_word_leads_first_to_the_lesson(
    indexes: dict[str, Index], language: str, typed: str, first: str
) -> None:
    for each in typed.split(", "):
        assert places(indexes[language], each)[0] == first


@pytest.mark.parametrize("language", ALL)
def test_of_two_terms_with_the_word_the_one_that_is_called_so_comes_first(
    indexes: dict[str, Index], language: str
) -> None:
    terms = [hit.document.name for hit in found(indexes[language].find("AIDS")).hits]
    assert terms.index("aids") < terms.index("trc-arc")


@pytest.mark.parametrize("language", ALL)
def test_an_abbreviation_is_no_beginning_of_another_word(indexes: dict[str, Index], language: str) -> None:
    assert "stigma" not in [hit.document.name for hit in found(indexes[language].find("STI")).hits]


def test_a_stomach_ache_is_no_pregnancy(indexes: dict[str, Index]) -> None:
    assert "hiv/testing" in places(indexes["th"], "ท้อง")
    assert "hiv/testing" not in places(indexes["th"], "ปวดท้อง")


def test_other_words_are_marked_where_they_stand() -> None:
    page = lesson("a", "Care", "เชื้อเอชไอวีรักษาได้", language="th")
    index = Index([page, lesson("b", "Water")], same=[Same("HIV", ("เอชไอวี",))])
    (hit,) = found(index.find("hiv")).hits
    assert [part.text for part in hit.snippet if part.marked] == ["เอชไอวี"]
    assert names(index, "water") == ["b"]


def test_a_phrase_is_found_only_as_it_is() -> None:
    text = searchable("HIV medicines, HIV medicine", "en")
    assert [match.start for match in matches(text, phrase("HIV medicine"))] == [15]
    assert is_all(searchable("HIV medicine", "en"), phrase("hiv medicine"))
    assert not is_all(text, words("HIV")[0])
