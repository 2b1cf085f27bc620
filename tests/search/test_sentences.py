"""A dot ends a sentence in English and Lao; the dot of an abbreviation, of a title or of an item's number does not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from lms.search.domain.passages import Piece, passages
from lms.search.domain.sentences import sentence_starts
from tests.search.test_passages import parsed


def sentences(text: str) -> list[str]:
    starts = [*sentence_starts(text), len(text)]
    return [text[one:other].strip() for one, other in pairwise(starts)]


@pytest.mark.parametrize(
    "text",
    [
        "ILO (พ.ศ. 2555) ระบุสัญญาณ",
        "ตั้งแต่ปีพ.ศ. 2555 เป็นต้นมา",
        "เมื่อ ค.ศ. 2012 มีคน",
        "ตาม พ.ร.บ. ป้องกันและปราบปราม",
        "บ้านเลขที่ 5 ถ. สุขุมวิท",
        "ไปที่ สปป. ลาว",
        "เวลา 18.00 น. ที่วัด",
        "ข้อ 1. ถามก่อน",
        "ໃນປີ (ຄ.ສ. 2012) ບອກ",
        "ຂໍ້ 1. ຖາມກ່ອນ",
        "ឆ្នាំ គ.ស. 2012 បាន",
        "១. សួរជាមុន",
        "1. Ask first",
        "The U.N. agencies agree",
        "Ask Dr. Dara for help",
        "Mr. and Mrs. Chan came",
        "At 7 a.m. she calls",
        "Some signs, e.g. papers that were taken",
        "See No. 5 of the list",
        "J. Doe signs",
    ],
)
def test_an_abbreviation_or_the_number_of_an_item_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("Ask. Then wait.", ["Ask.", "Then wait."]),
        ("Is it safe? Yes! Go.", ["Is it safe?", "Yes!", "Go."]),
        ("It is true. 1. Ask. 2. Wait.", ["It is true.", "1. Ask.", "2. Wait."]),
        ("She is 16. She waits.", ["She is 16.", "She waits."]),
        ("They met in 2021. The project began.", ["They met in 2021.", "The project began."]),
        ("No. That is wrong.", ["No.", "That is wrong."]),
        ("He and I. Nobody else.", ["He and I.", "Nobody else."]),
        ("“Wait.” She waits.", ["“Wait.”", "She waits."]),
        ("ບໍ່ຈິງ. ລາວລໍຖ້າ.", ["ບໍ່ຈິງ.", "ລາວລໍຖ້າ."]),
        ("សួរ។ រង់ចាំ។", ["សួរ។", "រង់ចាំ។"]),
        (" . a", [".", "a"]),
        ("", [""]),
    ],
)
def test_a_sentence_ends_where_a_reader_says_so(text: str, each: list[str]) -> None:
    assert sentences(text) == each


def test_a_year_does_not_cut_the_sentence_that_introduces_a_list() -> None:
    """“2555) ระบุ…” stood before each sign of forced labour."""
    told = f"องค์การแรงงาน{'ระหว่างประเทศ' * 8} (พ.ศ. 2555) ระบุสัญญาณไว้:"
    *_, item = passages(
        parsed(f"---\n---\n## สัญญาณเตือน {{#signs}}\n\n{told}\n\n- เก็บเอกสาร\n"), lambda keys: ()
    )
    assert item.pieces == (Piece("สัญญาณเตือน:", "เก็บเอกสาร"),)
