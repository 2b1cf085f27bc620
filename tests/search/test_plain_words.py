"""A volunteer who is frightened types what has happened in plain words, and is led to the lesson that helps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.config import CHECKOUT
from lms.content import reader
from lms.content.library import Library
from lms.search.documents import documents
from lms.search.index import Index
from tests.search.shelves import found

TOLD = "pgi/disclosure-and-children"
CLOCKS = "hiv/prevention"
LINK = "pss/linking"
OURS = "pgi/psea"
SAFE = "migration/safe-migration"
DOORS = "migration/working-with-others"
DOSES = "hiv/treatment"
TESTS = "hiv/testing"
STRESS = "pss/stress-and-distress"

# Each row: what is typed in English, Khmer, Lao, Thai, and the lesson.
HAPPENED = (
    ("rape", "ចាប់រំលោភ", "ຂົ່ມຂືນ", "ข่มขืน", TOLD),
    ("she was raped", "ខ្ញុំត្រូវគេចាប់រំលោភ", "ນາງຖືກຂົ່ມຂືນ", "ฉันถูกข่มขืน", TOLD),
    ("raped last night", "គេរំលោភនាង", "ຖືກຂົ່ມຂືນ", "ถูกข่มขืน", CLOCKS),
    ("assault", "បង្ខំរួមភេទ", "ຖືກທຳຮ້າຍ", "ถูกทำร้าย", TOLD),
    ("hit by husband", "ប្ដីវាយ", "ຜົວຕີ", "ผัวตี", TOLD),
    ("beaten", "គេវាយខ្ញុំ", "ຖືກຕີ", "โดนทุบตี", TOLD),
    ("he threatens her", "គំរាមកំហែង", "ຖືກຂູ່", "โดนขู่ฆ่า", TOLD),
    ("child beaten", "វាយក្មេង", "ຕີເດັກ", "เด็กถูกทำร้าย", TOLD),
    ("kill herself", "សម្លាប់ខ្លួន", "ຂ້າຕົວຕາຍ", "อยากฆ่าตัวตาย", LINK),
    ("he killed himself", "គាត់ចង់សម្លាប់ខ្លួន", "ຢາກຂ້າຕົວເອງ", "ทำร้ายตัวเอง", LINK),
    ("want to die", "ចង់ស្លាប់", "ຢາກຕາຍ", "อยากตาย", LINK),
    ("overdose", "លេបថ្នាំលើសកម្រិត", "ກິນຢາເກີນຂະໜາດ", "กินยาเกินขนาด", LINK),
    ("condom broke", "ស្រោមអនាម័យដាច់", "ຖົງຢາງແຕກ", "ถุงยางแตก", CLOCKS),
    ("needle stick", "មុតម្ជុល", "ເຂັມຕຳ", "เข็มตำมือ", CLOCKS),
    ("morning after pill", "ថ្នាំពន្យារកំណើត", "ຢາຄຸມ", "ยาคุมฉุกเฉิน", CLOCKS),
    ("trafficked", "គេជួញដូរ", "ຖືກຂາຍ", "โดนหลอกไปทำงาน", SAFE),
    ("locked in", "ឃុំខ្លួន", "ຖືກກັກຂັງ", "ถูกกักขัง", SAFE),
    ("passport taken", "យកលិខិតឆ្លងដែន", "ຍຶດໜັງສືຜ່ານແດນ", "นายจ้างยึดพาสปอร์ต", DOORS),
    ("no pay", "មិនបើកប្រាក់ខែ", "ບໍ່ຈ່າຍເງິນເດືອນ", "ไม่จ่ายเงินเดือน", DOORS),
    ("volunteer asked for sex", "បៀតបៀនផ្លូវភេទ", "ລວນລາມ", "ถูกลวนลาม", OURS),
    ("ran out of medicine", "អស់ថ្នាំ", "ຢາໝົດ", "ยาหมด", DOSES),
    ("my brother is missing", "បាត់ខ្លួន", "ຄົນຫາຍ", "ตามหาญาติ", DOORS),
    ("forced test", "បង្ខំធ្វើតេស្ត", "ບັງຄັບກວດເລືອດ", "บังคับตรวจเลือด", TESTS),
    ("cannot sleep", "គេងមិនលក់", "ນອນບໍ່ຫຼັບ", "นอนไม่หลับ", STRESS),
)
ASKED = [
    (language, row[column], row[-1])
    for row in HAPPENED
    for column, language in enumerate(("en", "km", "lo", "th"))
]


@pytest.fixture(scope="module")
def library() -> Library:
    return reader.load(CHECKOUT)


@pytest.fixture(scope="module")
def indexes(library: Library) -> dict[str, Index]:
    return {language: Index(documents(library, language)) for language in ("en", "km", "lo", "th")}


@pytest.mark.parametrize(("language", "typed", "lesson"), ASKED)
def test_plain_words_lead_to_the_lesson_that_helps(
    indexes: dict[str, Index], language: str, typed: str, lesson: str
) -> None:
    hits = found(indexes[language].find(typed)).hits[:3]
    assert lesson in [f"{hit.document.module}/{hit.document.name}" for hit in hits]


def test_the_result_leads_to_the_heading_that_helps(indexes: dict[str, Index]) -> None:
    first = found(indexes["th"].find("อยากตาย")).hits[0]
    assert (first.document.name, first.anchor) == ("linking", "suicide")


def test_plain_english_is_understood_in_every_language(indexes: dict[str, Index]) -> None:
    for index in indexes.values():
        assert found(index.find("raped")).hits[0].document.name == "disclosure-and-children"


def test_the_longer_word_wins_over_the_one_within_it(indexes: dict[str, Index]) -> None:
    harmed = found(indexes["th"].find("ทำร้ายตัวเอง")).hits
    assert harmed[0].document.name == "linking"


@pytest.mark.parametrize("word", ["HIV", "consent", "channels", "PrEP"])
def test_a_word_of_the_lessons_is_found_as_before(library: Library, word: str) -> None:
    pages = list(documents(library, "en"))
    plain = Index(replace(page, cues=()) for page in pages)
    before, now = (found(index.find(word)).hits for index in (plain, Index(pages)))
    assert [hit.document.name for hit in now] == [hit.document.name for hit in before]


@pytest.mark.parametrize("typed", ["rapi", "kilt", "papr", "assualt on a bus"])
def test_unlike_words_are_not_offered(indexes: dict[str, Index], typed: str) -> None:
    assert found(indexes["en"].find(typed)).similar == ()
