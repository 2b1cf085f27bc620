"""Whoever is worried types a word as it is said and spelt every day, and is never answered with nothing."""

from __future__ import annotations

import pytest

from lms.search.domain.index import Index
from tests.search.shelves import found

TOLD = "pgi/disclosure-and-children"
LINK = "pss/linking"
DOORS = "migration/working-with-others"
FAMILY = "migration/family-links"
STRESS = "pss/stress-and-distress"

# The language, the lesson that comes first, and what is typed.
WORRIED = (
    ("km", STRESS, "ស្មុគស្មាញ, ស្មុគស្មាញចិត្ត, ស្ត្រេស, តានតឹង, ភ័យខ្លាច, នឹកផ្ទះ, ឯកោ, វិលវល់, តឹងទ្រូង, ធុញទ្រាន់"),
    ("km", TOLD, "ប្តីទះ, ប្ដីទះ, ថៅកែវាយខ្ញុំ, មេការវាយ, សង្សារវាយ, គេប្លន់"),
    ("km", DOORS, "គេចាប់ពង្រត់, ពង្រត់កូន"),
    ("km", LINK, "1669, ១១៩"),
    ("lo", STRESS, "ສັບສົນ, ວຸ້ນວາຍໃຈ, ຄິດຮອດບ້ານ, ໂດດດ່ຽວ, ຄຽດ, ເຄັ່ງຕຶງ, ກັງວົນ, ຢ້ານຫຼາຍ, ໜັກໃຈ"),
    ("lo", TOLD, "ຜົວຕົບ, ຜົວເຕະ, ແຟນຕົບ, ຖືກປຸ້ນ, ຫົວໜ້າຕີ"),
    ("lo", DOORS, "ຖືກລັກພາ, ລູກຖືກລັກພາ"),
    ("lo", FAMILY, "ຫາຍຕົວ, ຫາຍສາບສູນ"),
    ("lo", LINK, "1195, ໑໙໑"),
    ("th", STRESS, "วิตก, วิตกกังวล, สับสน, วุ่นวายใจ, คิดถึงบ้าน, โดดเดี่ยว, ใจสั่น, คิดมาก"),
    ("th", TOLD, "ผัวตบ, ผัวซ้อม, สามีตบ, แฟนซ้อม, นายจ้างตี, โดนปล้น"),
    ("th", DOORS, "ถูกลักพาตัว, ลูกถูกลักพาตัว"),
    ("th", FAMILY, "หายตัว"),
    ("th", LINK, "1669, ๑๖๖๙, 191"),
    (
        "en",
        STRESS,
        "scared, frightened, stressed out, homesick, confused, upset, anxiety, worries, overwhelmed",
    ),
    ("en", TOLD, "slapped me, beaten up, robbed, mugged, punches me, husband slaps me"),
    ("en", DOORS, "kidnapped, my child was kidnapped"),
    ("en", FAMILY, "cannot reach my family"),
    ("en", LINK, "1669, 119, 191"),
)


@pytest.mark.parametrize(
    ("language", "lesson", "typed"),
    [(language, lesson, each) for language, lesson, typed in WORRIED for each in typed.split(", ")],
)
def test_a_worried_word_leads_first_to_the_lesson_that_helps(
    indexes: dict[str, Index], language: str, lesson: str, typed: str
) -> None:
    hits = found(indexes[language].find(typed)).hits
    assert hits
    assert f"{hits[0].document.module}/{hits[0].document.name}" == lesson


# Two spellings, both of which are written every day.
SPELLINGS = (
    ("km", "ទូរស័ព្ទ", "ទូរសព្ទ"),
    ("km", "លេខទូរស័ព្ទ", "លេខទូរសព្ទ"),
    ("km", "ប្តី", "ប្ដី"),
    ("km", "ម្តាយ", "ម្ដាយ"),
    ("km", "មេរោគអេដស", "មេរោគអេដស៍"),
    ("km", "បណ្តាញ", "បណ្ដាញ"),
    ("lo", "ເອດສ", "ເອດສ໌"),
)


@pytest.mark.parametrize(("language", "said", "also"), SPELLINGS)
def test_two_spellings_of_a_word_find_the_same(
    indexes: dict[str, Index], language: str, said: str, also: str
) -> None:
    one, other = (found(indexes[language].find(typed)) for typed in (said, also))
    assert one.total > 0
    assert [hit.document for hit in one.hits] == [hit.document for hit in other.hits]


def test_a_number_that_stands_in_a_lesson_is_found_there(indexes: dict[str, Index]) -> None:
    assert found(indexes["en"].find("2007")).hits[0].document.name == "who-is-a-migrant"
