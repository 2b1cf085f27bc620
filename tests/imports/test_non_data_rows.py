"""Lines about nobody, as lists have them below and between people; and people who are called like them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.columns import table_detection
from lms.imports.domain.headings.fields import Kind
from lms.imports.models import ListImport, ListRow
from lms.imports.parsing.files import Sheet
from lms.imports.presenters import wording
from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_pages import matched, step
from tests.people import People

KHMER = ["ល.រ", "អត្តលេខ", "ឈ្មោះ", "ភេទ", "ខេត្ត", "ទូរស័ព្ទ"]
LAO = ["ລ/ດ", "ລະຫັດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ແຂວງ", "ເບີໂທ"]
THAI = ["ลำดับ", "เลขที่", "ชื่อ-สกุล", "เพศ", "จังหวัด", "โทรศัพท์"]
ENGLISH = ["No.", "Volunteer number", "Name", "Sex", "Branch", "Phone"]
PEOPLE = {
    "km": [["1", "KH-0501", "ចាន់ ដារ៉ា", "ប", "កំពត", "012345678"], ["2", "KH-0502", "លី លី", "ស", "កំពត", ""]],
    "lo": [
        ["1", "LA-0501", "ຄຳຫຼ້າ ສີສະຫວັດ", "ຊ", "ຈຳປາສັກ", ""],
        ["2", "LA-0502", "ບົວ ວົງສາ", "ຍ", "ຈຳປາສັກ", ""],
    ],
    "th": [["1", "0007", "มาลี ใจดี", "ญ", "ตราด", ""], ["2", "0008", "สมชาย ดีใจ", "ช", "ตราด", "0812345678"]],
    "en": [["1", "101", "Chan Dara", "M", "Kampot", ""], ["2", "102", "Ly Ly", "F", "Kampot", ""]],
}
HEADERS = {"km": KHMER, "lo": LAO, "th": THAI, "en": ENGLISH}


def below(language: str, *rows: Sequence[str], kind: Kind = "people") -> table_detection.Table:
    """The table of a list with two people and some lines below them, which begin at line 4."""
    return table_detection.find(Sheet("", [HEADERS[language], *PEOPLE[language], *rows]), kind, {})


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("km", ["សរុប", "", "", "", "12 នាក់"]),
        ("km", ["", "", "សរុប", "", "១២ នាក់"]),
        ("km", ["ស្រី", "5"]),
        ("km", ["", "ស្រី", "5"]),
        ("km", ["", "", "ស្រី", "៥"]),
        ("km", ["", "", "", "ស្រី", "5"]),
        ("km", ["សរុប", "25"]),
        ("km", ["", "", "សរុប", "25"]),
        ("km", ["", "25", "សរុប"]),
        ("km", ["", "", "សរុប ២៥ នាក់ ក្នុងនោះ ស្រី ១០ នាក់"]),
        ("km", ["", "", "", "", "", "25"]),
        ("km", ["", "", "25"]),
        ("km", ["សរុបខេត្តកំពត", "", "", "", "12"]),
        ("km", ["", "", "សរុបខេត្តកំពត ១២ នាក់"]),
        ("km", ["", "", "ហត្ថលេខា"]),
        ("km", ["", "", "អ្នករៀបចំ", "", "បានឃើញ និងឯកភាព"]),
        ("km", ["", "", "អ្នករៀបចំ៖ ចាន់ ដារ៉ា", "", "", "ថ្ងៃទី ១២ ខែមីនា ឆ្នាំ២០២៤"]),
        ("km", ["", "", "ថ្ងៃទី ១២ ខែមីនា ឆ្នាំ២០២៤"]),
        ("km", ["", "", "ពិន្ទុមធ្យម", "", "", "78.5"]),
        ("km", ["មធ្យម", "", "", "", "៧៨"]),
        ("lo", ["", "", "ຄະແນນສະເລ່ຍ", "", "82"]),
        ("lo", ["", "ສະເລ່ຍ", "", "", "", "82,5"]),
        ("th", ["", "", "คะแนนเฉลี่ย", "", "", "78.50"]),
        ("th", ["", "", "เฉลี่ย", "", "85%"]),
        ("en", ["", "", "Average score:", "", "", "78"]),
        ("en", ["", "Mean", "", "", "78.5"]),
        ("lo", ["", "", "ລວມ 12 ຄົນ"]),
        ("lo", ["ລວມ", "12"]),
        ("lo", ["", "", "ຍິງ 5 ຄົນ", "ຊາຍ 7 ຄົນ"]),
        ("lo", ["", "", "ລາຍເຊັນ"]),
        ("lo", ["", "", "ລວມທັງໝົດ", "", "", "12"]),
        ("th", ["", "", "รวม 60 คน"]),
        ("th", ["รวม", "60"]),
        ("th", ["", "", "ชาย 20 คน หญิง 40 คน"]),
        ("th", ["", "ชาย", "20", "หญิง", "40"]),
        ("th", ["", "", "ลงชื่อ ........"]),
        ("th", ["", "", "", "", "ลงชื่อ ........", "ผู้จัดทำ"]),
        ("th", ["", "", "ผู้จัดทำ"]),
        ("th", ["", "", "รวมสาขาตราด 12 คน"]),
        ("en", ["Total 12 persons"]),
        ("en", ["", "", "Total 12 persons"]),
        ("en", ["", "2", "Total"]),
        ("en", ["", "", "Women", "5"]),
        ("en", ["", "", "Prepared by: Chan Dara"]),
        ("en", ["", "", "Prepared by", "Checked by", "Approved by", "Verified by"]),
        ("en", ["3", "", "", "", "", ""]),
        # A total, and beside it how many passed.
        ("th", ["", "", "รวม 7 คน", "", "", "ผ่าน 4"]),
        ("th", ["รวม 7 คน", "", "", "", "", "ผ่าน 4"]),
        ("th", ["", "", "รวม", "7", "", "ผ่าน 4 คน ไม่ผ่าน 3 คน"]),
        ("th", ["", "", "รวม 7 คน", "หญิง 4", "", "สอบผ่าน ๔"]),
        ("lo", ["", "", "ລວມ 5 ຄົນ", "", "", "ຜ່ານ 4 ຄົນ"]),
        ("lo", ["ລວມ", "", "5", "", "ຕົກ 1", "ຜ່ານ 4"]),
        ("km", ["សរុប", "", "58", "", "", "ជាប់ ៣"]),
        ("km", ["", "", "សរុប", "", "58", "ជាប់ ៣ ធ្លាក់ ៥"]),
        ("en", ["", "", "Total 7", "", "", "passed: 4"]),
    ],
)
def test_a_sum_a_count_and_a_signature_are_nobody(language: str, row: list[str]) -> None:
    after = ["3", "X-9", "Pisey", "", "", ""]
    for rows in ([row], [row, after], [row, row, after, row]):
        found = below(language, *rows)
        people = [2, 3, *(4 + place for place, one in enumerate(rows) if one is after)]
        assert [line.number for line in found.lines] == people, [
            table_detection.text_of(one) for one in found.asides
        ]
        assert [line.number for line in found.asides] == [
            number for number in range(4, 4 + len(rows)) if number not in people
        ]


@pytest.mark.parametrize(
    ("language", "row"),
    [
        # A name like a word for a sum or a sex, and a number or a phone.
        ("en", ["3", "103", "Sum", "M", "", ""]),
        ("en", ["", "103", "Sum", "", "", ""]),
        ("en", ["", "", "Sum", "", "", "012 345 678"]),
        ("en", ["", "103", "All Man", "", "", ""]),
        ("en", ["3", "", "Sum Dara", "M", "", ""]),
        ("km", ["", "KH-0503", "ស្រី", "ស", "", ""]),
        ("km", ["៣", "KH-0503", "សរុប", "", "", ""]),
        ("th", ["", "0009", "ชาย", "ช", "", ""]),
        ("th", ["3", "", "ชาย", "ช", "", ""]),
        ("th", ["", "", "ชาย ใจดี", "ช", "", ""]),
        ("th", ["", "", "รวมพล ใจดี", "", "", "0812345679"]),
        ("lo", ["", "LA-0503", "ຊາຍ", "", "", ""]),
        ("lo", ["", "", "ຊາຍ", "ຊ", "", "02055512345"]),
        ("en", ["", "103", "Sum", "", "", "passed 85"]),
        ("en", ["3", "", "Sum", "", "", "passed 85"]),
        ("en", ["", "", "Sum", "", "passed 85", "012 345 678"]),
        ("en", ["", "", "Sum", "", "", "passed"]),
        ("en", ["", "", "Sum", "M", "", "passed 85"]),
        ("th", ["", "", "รวมพล ใจดี", "", "", "ผ่าน 85"]),
        ("km", ["", "", "សរុប", "ស", "", "ជាប់"]),
        # A person who lacks something, whatever stands in the rest of the line.
        ("en", ["3", "103", "", "", "", ""]),
        ("en", ["", "", "", "F", "", ""]),
        ("en", ["3", "", "", "F", "", ""]),
        ("en", ["", "", "Pisey", "", "", ""]),
        ("en", ["", "", "Pisey (Srey)", "", "", "012 345 678"]),
        ("en", ["", "", "Pisey", "F", "", "prepared by hand"]),
        ("th", ["3", "", "", "หญิง", "ตราด", ""]),
    ],
)
def test_somebody_who_is_called_like_a_sum_does_not_vanish(language: str, row: list[str]) -> None:
    after = ["4", "X-9", "Sokha Chan", "", "", ""]
    for rows in ([row], [row, after]):
        found = below(language, *rows)
        assert found.asides == ()
        assert len(found.lines) == 2 + len(rows)


def test_the_head_of_a_department_is_somebody() -> None:
    rows = [
        ["ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ", "ຫົວຂໍ້", "ວັນທີ"],
        ["ຄຳຫຼ້າ ສີສະຫວັດ", "ຫົວໜ້າພະແນກ", "HIV", "5/3/2025"],
        ["ບົວ ວົງສາ", "ຜູ້ກວດ", "HIV", "5/3/2025"],
        ["ແກ້ວ ພົມມະຈັນ", "ຜູ້ກວດ", "", ""],
    ]
    found = table_detection.find(Sheet("", rows), "trainings", {})
    assert [line.number for line in found.lines] == [2, 3, 4]


def test_hr_can_say_that_a_line_is_about_somebody() -> None:
    sheet = Sheet("", [ENGLISH, *PEOPLE["en"], ["", "", "Sum"], ["Total", "2"]])
    assert [line.number for line in table_detection.find(sheet, "people", {}).asides] == [4, 5]
    found = table_detection.find(sheet, "people", {}, [4])
    assert [line.number for line in found.lines] == [2, 3, 4]
    assert [line.number for line in found.asides] == [5]


def test_of_who_signs_below_a_list_hr_says_it_line_by_line() -> None:
    rows = [
        ["ลำดับ", "รหัส", "ชื่อ", "สกุล", "โทรศัพท์"],
        ["1", "TH-1001", "สุภาพร", "ใจดี", "081-234-5678"],
        ["2", "TH-1002", "วิชัย", "แสงทอง", "081-234-5679"],
        ["", "รวม", "", "2 คน", ""],
        ["", "", "", "ลงชื่อ..........................ผู้จัดทำ", ""],
        ["", "", "", "(นางวันเพ็ญ ศรีสุข)", ""],
        ["", "", "", "เจ้าหน้าที่ฝ่ายบุคคล", ""],
        ["", "", "", "วันที่ 5 ตุลาคม 2569", ""],
    ]
    asides = [4, 5, 6, 7, 8]
    assert [line.number for line in table_detection.find(Sheet("", rows), "people", {}).asides] == asides
    for told in ([6], [5], [7], [5, 6], [8]):
        found = table_detection.find(Sheet("", rows), "people", {}, told)
        assert [line.number for line in found.lines] == [2, 3, *told]
        assert [line.number for line in found.asides] == [line for line in asides if line not in told]


def test_numbers_of_lines_are_said_as_ranges() -> None:
    assert wording.ranges([4, 14, 15, 16, 20, 21]) == "4, 14–16, 20–21"
    assert wording.ranges([]) == ""


LIST = text(
    KHMER,
    *PEOPLE["km"],
    ["", "", "ស៊ុំ", "", "", ""],
    ["សរុប", "", "", "", "12 នាក់", ""],
    ["ស្រី", "5", "", "", "", ""],
    ["", "", "អ្នករៀបចំ ............", "", "", ""],
)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_one_note_says_which_lines_were_left_out_and_what_they_say(
    app: Flask, client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1200")
    address = matched(client, LIST)
    page = plain(client.get(address).get_data(as_text=True))
    assert "Lines 5–7 were left out, because they are about nobody" in page
    for said in ("Line 5: សរុប 12 នាក់", "Line 6: ស្រី 5", "Line 7: អ្នករៀបចំ ............"):
        assert page.count(said) == 1
    assert "Decide once for all lines" not in page
    assert plain(client.get(f"{address}?show=all").get_data(as_text=True)).count("សរុប") == 1
    assert "3 All lines" in page
    [list_import] = session.scalars(select(ListImport))
    assert (list_import.summary["fail"], list_import.summary["create"]) == (1, 2)


def test_chan_objects_and_the_line_is_somebody(app: Flask, client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    address = matched(client, text(ENGLISH, *PEOPLE["en"], ["", "", "Sum", "", "", ""], ["Total", "2"]))
    assert "Lines 4–5 were left out" in plain(client.get(address).get_data(as_text=True))
    assert step(client, address, "people", person="4").status_code == 303
    page = plain(client.get(address).get_data(as_text=True))
    assert "Line 5 was left out" in page
    lines = select(ListRow.line, ListRow.action).order_by(ListRow.line)
    assert [tuple(row) for row in session.execute(lines)] == [
        (2, "create"),
        (3, "create"),
        (4, "fail"),
        (5, "skip"),
    ]
    # What was never left out, or is no number of a line, changes nothing; said again for the columns, it stays said.
    assert step(client, address, "people", person="2").status_code == 303
    assert step(client, address, "people", person="x").status_code == 303
    assert step(client, address, "back").status_code == 303
    assert "Line 5 was left out" in plain(client.get(address).get_data(as_text=True))


def test_a_remark_of_whatever_length_below_the_table_is_about_nobody() -> None:
    remark = "Those who could not come on Monday will be visited before the end of the month, please call the branch."
    found = below(
        "en", [remark], ["", "", "", "", "", "See the letter of the branch of 3 May about the shirts."]
    )
    assert [line.number for line in found.asides] == [4, 5]
    assert len(found.lines) == 2


def test_a_list_with_a_sum_and_nobody_is_no_list() -> None:
    with pytest.raises(RuleBroken, match="no-table"):
        table_detection.find(Sheet("", [ENGLISH, ["Total", "", "12 persons"]]), "people", {})


def test_a_word_below_the_table_is_about_nobody_however_short() -> None:
    for row in (["", "", "", "", "ok"], ["ok"]):
        assert [line.number for line in below("en", row).asides] == [4]


def test_an_empty_sheet_is_no_list() -> None:
    with pytest.raises(RuleBroken, match="no-table"):
        table_detection.find(Sheet("", []), "people", {})
