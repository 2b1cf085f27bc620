"""Who signs below a list is nobody of the list, although a label stands as a number and a name as a name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.domain.columns import signature_lines, table_detection
from lms.imports.domain.headings.fields import Kind
from lms.imports.presenters import wording
from lms.imports.services import imports
from lms.imports.services.review import line_choices
from lms.table_files.files import Sheet
from tests.imports.files import text
from tests.imports.test_people import bring_in, carry_out, problems, rows
from tests.people import People

HEADERS = {
    "km": ["ល.រ", "អត្តលេខ", "ឈ្មោះ", "ភេទ", "លេខទូរស័ព្ទ"],
    "lo": ["ລ/ດ", "ລະຫັດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ເບີໂທ"],
    "th": ["ลำดับ", "เลขที่", "ชื่อ-สกุล", "เพศ", "โทรศัพท์"],
    "en": ["No.", "Volunteer number", "Name", "Sex", "Phone"],
}
TWO = {
    "km": [["១", "KH-0501", "ចាន់ ដារ៉ា", "ប", "012345678"], ["២", "KH-0502", "លី លី", "ស", ""]],
    "lo": [["1", "LA-0501", "ຄຳຫຼ້າ ສີສະຫວັດ", "ຊ", ""], ["2", "LA-0502", "ບົວ ວົງສາ", "ຍ", ""]],
    "th": [["1", "0007", "มาลี ใจดี", "ญ", ""], ["2", "0008", "สมชาย ดีใจ", "ช", ""]],
    "en": [["1", "101", "Chan Dara", "M", ""], ["2", "102", "Ly Ly", "F", ""]],
}
TOTALS = {"km": "សរុប ២ នាក់", "lo": "ລວມ 2 ຄົນ", "th": "รวม 2 คน", "en": "Total 2 persons"}
# What stands as a number and as a name.
SIGNED = {
    "km": [
        ("អ្នកធ្វើតារាង៖", "ណុប សុភី"),
        ("អ្នកធ្វើតារាង", "ណុប សុភី"),
        ("ពិនិត្យដោយ៖", "ឃឹម បូរ៉ា"),
        ("អនុម័តដោយ៖", "ហ៊ុន សែនា"),
        ("រៀបចំដោយ", "ណុប សុភី"),
        ("អ្នកស្ទង់មតិ", "ណុប សុភី"),
        ("អ្វីមួយ៖", "ណុប សុភី"),
        ("សាក្សីទី១៖", "ណុប សុភី"),
        ("ទូរស័ព្ទ ០១២ ៣៤៥ ៦៧៨", "ណុប សុភី"),
        ("ថ្ងៃទី", "១២/០៣/២០២៦"),
        ("ធ្វើនៅសៀមរាប", "ថ្ងៃទី១២ ខែមីនា ឆ្នាំ២០២៦"),
        ("សៀមរាប", "ថ្ងៃទី ១២ ខែ មីនា ឆ្នាំ ២០២៦"),
        ("សៀមរាប", "១២ មីនា ២០២៦"),
        ("សៀមរាប", "ថ្ងៃទី        ខែ        ឆ្នាំ២០២៦"),
        ("ធ្វើនៅសៀមរាប ថ្ងៃទី១២ ខែមីនា ឆ្នាំ២០២៦", "ណុប សុភី"),
    ],
    "lo": [
        ("ຜູ້ຈັດທຳ:", "ທ້າວ ສົມສັກ ວົງສາ"),
        ("ຜູ້ຈັດທຳ", "ທ້າວ ສົມສັກ ວົງສາ"),
        ("ຜູ້ກວດກາ", "ນາງ ບົວ ວົງສາ"),
        ("ຜູ້ສຳຫຼວດ", "ນາງ ບົວ ວົງສາ"),
        ("ລົງຊື່", "ນາງ ບົວ ວົງສາ"),
        ("ໂທ 020 5551 2345", "ນາງ ບົວ ວົງສາ"),
        ("ວັນທີ", "12/03/2026"),
        ("ປາກເຊ", "ວັນທີ 12 ມີນາ 2026"),
    ],
    "th": [
        ("ผู้จัดทำ:", "นายสมชาย ดีใจ"),
        ("ผู้ตรวจสอบ", "นางมาลี ใจดี"),
        ("ผู้รับรอง", "นางมาลี ใจดี"),
        ("ผู้สำรวจ", "สมชาย ดีใจ"),
        ("ผู้เก็บข้อมูล", "สมชาย ดีใจ"),
        ("ลงชื่อ", "นายสมชาย ดีใจ"),
        ("โทร. 081 234 5678", "นายสมชาย ดีใจ"),
        ("ตำแหน่ง:", "หัวหน้าสำนักงาน"),
        ("วันที่", "12 มี.ค. 69"),
        ("ตราด", "วันที่ ๑๒ มีนาคม พ.ศ. ๒๕๖๙"),
    ],
    "en": [
        ("Prepared by:", "Nop Sophy"),
        ("Approved by", "Hun Sena"),
        ("Checked by", "Khim Bora"),
        ("Surveyed by", "Khim Bora"),
        ("Whatever it is:", "Khim Bora"),
        ("Witness 1:", "Khim Bora"),
        ("Tel: 012 345 678", "Khim Bora"),
        ("Approved by (2)", "Khim Bora"),
        ("Date", "12/03/2026"),
        ("Place:", "Siem Reap"),
        ("Siem Reap", "12 March 2026"),
    ],
}
# The same where only the place of the line says it: below the table, behind an empty row or a total.
BELOW = {
    "km": [("ប្រធានការិយាល័យ", "ហ៊ុន សែនា"), ("ក្រុមការងារ", "ណុប សុភី")],
    "lo": [("ຫົວໜ້າຫ້ອງການ", "ທ້າວ ສົມສັກ"), ("ທີມງານ", "ນາງ ບົວ")],
    "th": [("หัวหน้าสำนักงาน", "นายสมชาย ดีใจ"), ("คณะทำงาน", "นางมาลี")],
    "en": [("Head of office", "Hun Sena"), ("Team", "Nop Sophy")],
}


def sheet_of(language: str, *below: Sequence[str], first: int = 0) -> Sheet:
    """Two people and some rows; with `first`=1 the number is the first column."""
    lines = [HEADERS[language], *TWO[language], *below]
    return Sheet("", [row[first:] for row in lines])


def found(sheet: Sheet) -> tuple[list[int], list[int]]:
    table = table_detection.find(sheet, "people", {})
    return [line.number for line in table.lines], [line.number for line in table.asides]


def signed(pair: tuple[str, str], phone: str = "") -> list[str]:
    return ["", *pair, "", phone]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(("language", "pair"), [(one, pair) for one in SIGNED for pair in SIGNED[one]])
def test_a_label_beside_who_signs_is_no_number(language: str, pair: tuple[str, str], first: int) -> None:
    for below in (
        [],
        [["", TOTALS[language], "", "", ""]],
        [[""] * 5],
        [["", TOTALS[language], "", "", ""], [""] * 5],
    ):
        lines, asides = found(sheet_of(language, *below, signed(pair), first=first))
        assert lines == [2, 3]
        assert 4 + len(below) in asides


@pytest.mark.parametrize(("language", "pair"), [(one, pair) for one in BELOW for pair in BELOW[one]])
def test_below_the_table_a_number_without_a_digit_is_a_label(language: str, pair: tuple[str, str]) -> None:
    for first in (0, 1):
        assert found(sheet_of(language, [""] * 5, signed(pair), signed(pair), first=first)) == (
            [2, 3],
            [5, 6],
        )
        total = [TOTALS[language] if first == 0 else "", TOTALS[language] if first else "", "", "", ""]
        assert found(sheet_of(language, total, signed(pair), first=first)) == ([2, 3], [4, 5])


def test_who_signs_may_give_a_phone() -> None:
    assert found(sheet_of("en", signed(("Prepared by:", "Nop Sophy"), "012 345 678"))) == ([2, 3], [4])


@pytest.mark.parametrize("language", list(HEADERS))
def test_a_label_may_stand_in_the_first_column_or_where_the_name_does(language: str) -> None:
    label, name = next(pair for pair in SIGNED[language] if pair[0].endswith((":", "៖")))
    assert found(sheet_of(language, [label, "", name, "", ""])) == ([2, 3], [4])
    assert found(sheet_of(language, ["", "", label, name, ""])) == ([2, 3], [4])


def test_several_may_sign_beside_each_other() -> None:
    names, offices = (
        ["", "Name", "Nop Sophy", "Name", "Hun Sena"],
        ["", "Position", "Trainer", "Position", "Head"],
    )
    assert found(sheet_of("en", [""] * 5, names, offices)) == ([2, 3], [5, 6])


def test_below_the_table_an_office_may_stand_in_the_first_column() -> None:
    for language, office in (("km", "ប្រធាន"), ("lo", "ຫົວໜ້າ"), ("th", "หัวหน้า"), ("en", "Head")):
        assert found(sheet_of(language, [""] * 5, [office, "", "ណុប សុភី", "", ""])) == ([2, 3], [5])


def test_a_place_and_a_day_alone_below_the_number_are_a_note() -> None:
    for language, note in (
        ("km", "ធ្វើនៅសៀមរាប ថ្ងៃទី០១ ខែមករា ឆ្នាំ២០២៦"),
        ("lo", "ປາກເຊ ວັນທີ 01 ມັງກອນ 2026"),
        ("th", "ตราด วันที่ ๑ มกราคม ๒๕๖๙"),
        ("en", "Siem Reap, date 1 January 2026"),
    ):
        assert found(sheet_of(language, ["", note, "", "", ""])) == ([2, 3], [4])


@pytest.mark.parametrize(
    "row",
    [
        ["3", "103", "Date Chan", "", ""],
        ["3", "MAR-12-2026", "Pisey", "", ""],
        ["3", "12/03/2026", "Pisey", "", ""],
        ["3", "-", "Pisey", "F", ""],
        ["", "none", "Pisey", "", ""],
        ["3", "New", "Pisey", "F", ""],
        ["3", "New", "Pisey", "", ""],
        ["3", "New", "Pisey", "", "012345678"],
        ["", "", "កញ្ញា មីនា", "", ""],
        ["3", "103", "12/03/2026", "", ""],
    ],
)
def test_a_person_below_the_table_does_not_vanish(row: list[str]) -> None:
    assert found(sheet_of("en", [""] * 5, row))[0] == [2, 3, 5]


def test_where_others_have_no_digit_a_number_without_one_is_a_number() -> None:
    rows = [HEADERS["en"], ["1", "ALPHA", "Chan Dara", "", ""], ["2", "BETA-2", "Ly Ly", "", ""], [""] * 5]
    assert found(Sheet("", [*rows, ["3", "GAMMA", "Pisey", "", ""]]))[0] == [2, 3, 5]
    bare = [HEADERS["en"], ["1", "ALPHA", "Chan Dara", "", ""], [""] * 5, ["3", "GAMMA", "Pisey", "", ""]]
    assert found(Sheet("", bare))[0] == [2, 4]


@pytest.mark.parametrize(
    "name", ["May Chan", "មីនា", "ថ្ងៃ សុខា", "เมษา ใจดี", "มีนา", "ມີນາ ວົງສາ", "Dated Chan", "April", "ปีใหม่"]
)
def test_a_name_like_a_month_is_no_day(name: str) -> None:
    assert not signature_lines.is_day(name)


def test_nobody_who_signs_becomes_a_person(app: Flask, people: People) -> None:
    below = [signed(pair) for pair in (*SIGNED["km"], *BELOW["km"])]
    total = ["", "សរុប ៥ នាក់", "ស ២", "", ""]
    list_import = bring_in(people, text(HEADERS["km"], *TWO["km"], total, [""] * 5, *below))
    assert [row.action for row in rows(list_import)] == ["create"] * 2 + ["skip"] * (1 + len(below))
    assert list_import.summary["remarks"] == 1 + len(below)
    carry_out(app, list_import)
    names = {one.name for one in session.query(Person)}
    assert {"ចាន់ ដារ៉ា", "លី លី"} <= names
    assert not names & {pair[1] for pair in (*SIGNED["km"], *BELOW["km"])}


def test_a_number_without_a_digit_among_others_is_asked_about(app: Flask, people: People) -> None:
    new = ["3", "ស្នាក់ការ", "សុខ ពិសី", "ស", ""]
    list_import = bring_in(
        people, text(HEADERS["km"], TWO["km"][0], new, TWO["km"][1], ["", "ការិយាល័យ", "ណុប", "", ""])
    )
    assert [row.action for row in rows(list_import)] == ["create", "skip", "create", "skip"]
    assert problems(rows(list_import)[1]) == [("number", "number-odd")]
    assert list_import.summary["undecided"] == 2
    with app.test_request_context("/en/"):
        assert "“ស្នាក់ការ” does not look like" in wording.said(rows(list_import)[1].problems[0])
    line_choices.choose(list_import, {3: line_choices.NEW, 5: line_choices.NOBODY})
    assert [row.action for row in rows(list_import)] == ["create", "create", "create", "skip"]
    imports.drop(list_import, actor=None)


def test_a_sentence_among_numbers_is_asked_about(people: People) -> None:
    lines = (*TWO["en"], ["", "Kampot branch 2026", "Hun Sena", "", ""])
    list_import = bring_in(people, text(HEADERS["en"], *lines))
    assert [row.action for row in rows(list_import)] == ["create", "create", "skip"]
    assert problems(rows(list_import)[2]) == [("number", "number-odd")]
    imports.drop(list_import, actor=None)
    named = (["1", "Kampot 101", "Chan Dara", "M", ""], ["2", "Kampot 102", "Ly Ly", "F", ""])
    list_import = bring_in(people, text(HEADERS["en"], *named))
    assert [row.action for row in rows(list_import)] == ["create", "create"]
    imports.drop(list_import, actor=None)


def test_where_all_numbers_have_no_digit_nobody_is_asked(people: People) -> None:
    lines = (["1", "ALPHA", "Chan Dara", "M", ""], ["2", "BETA", "Ly Ly", "F", ""])
    list_import = bring_in(people, text(HEADERS["en"], *lines))
    assert [row.action for row in rows(list_import)] == ["create", "create"]
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("km", ["សរុប ៥ នាក់", "ស ២", "", "", ""]),
        ("km", ["", "សរុប ៥ នាក់", "ស ២", "", ""]),
        ("km", ["", "", "សរុប ៥ នាក់", "ស ២", ""]),
        ("km", ["សរុប", "", "៥ នាក់", "ស ២", ""]),
        ("km", ["", "សរុប", "", "៥ នាក់", "ស ២"]),
        ("km", ["", "សរុប ៥ ស ២", "", "", ""]),
        ("km", ["សរុប", "៥", "ប៖ ៣ នាក់", "ស៖ ២ នាក់", ""]),
        ("km", ["សរុប ៥", "", "", "ស", "២"]),
        ("lo", ["", "ລວມ 5 ຄົນ", "ຍ 2", "", ""]),
        ("lo", ["ລວມ", "5", "ຊ 3", "ຍ 2", ""]),
        ("th", ["", "รวม 5 คน", "ญ. 2", "ช. 3", ""]),
        ("th", ["รวม", "", "5 คน", "ญ 2", ""]),
        ("en", ["", "Total 5", "F: 2", "M: 3", ""]),
        ("en", ["Total", "", "5 persons", "F 2", ""]),
    ],
)
def test_a_total_may_say_the_sexes_by_letters(language: str, row: list[str]) -> None:
    assert found(sheet_of(language, row)) == ([2, 3], [4])


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("km", ["៣", "KH-0503", "សរុប", "ស", ""]),
        ("km", ["", "", "សរុប", "ស", ""]),
        ("km", ["", "", "សរុប", "ស", "012345678"]),
        ("th", ["", "0009", "รวม", "ช", ""]),
        ("en", ["", "103", "Sum", "F", ""]),
        ("lo", ["3", "LA-0503", "ລວມ", "ຍ", ""]),
    ],
)
def test_somebody_called_like_a_total_keeps_their_letter(language: str, row: list[str]) -> None:
    assert found(sheet_of(language, row)) == ([2, 3, 4], [])


NAMES_ONLY = {
    "km": ["ល.រ", "ឈ្មោះ", "ភេទ", "ផ្សេងៗ"],
    "lo": ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ໝາຍເຫດ"],
    "th": ["ลำดับ", "ชื่อ-สกุล", "เพศ", "หมายเหตุ"],
    "en": ["No.", "Name", "Sex", "Remarks"],
}
ROLES = {
    "km": [
        *("គ្រូបង្គោល", "គ្រូបណ្តុះបណ្តាល", "គ្រូបណ្ដុះបណ្ដាល", "អ្នកសម្របសម្រួល", "ប្រធានសាខា", "អ្នកបូកសរុប", "នាយកសាខា"),
    ],
    "lo": [
        *("ຄູຝຶກ", "ຜູ້ຝຶກ", "ວິທະຍາກອນ", "ຜູ້ສັງລວມ", "ຫົວໜ້າຫ້ອງການ", "ປະທານສາຂາ", "ຜູ້ປະສານງານ"),
        "ຫົວໜ້າຫ້ອງການ ແຂວງຈຳປາສັກ",
    ],
    "th": ["วิทยากร", "ผู้ฝึกอบรม", "ผู้ประสานงาน", "หัวหน้าสำนักงาน", "ประธานสาขา", "ผู้รวบรวม"],
    "en": [
        *("Trainer", "Facilitator", "Compiled by", "Coordinator", "Head of office", "Branch president"),
        *("Trainers:", "Trainer 2", "Trainer / Facilitator", "Head of office, Champasak"),
    ],
}


def names_of(language: str, *below: Sequence[str], kind: Kind = "people") -> tuple[list[int], list[int]]:
    """A list of names alone: two people, and some rows."""
    people = [[row[0], row[2], row[3], ""] for row in TWO[language]]
    table = table_detection.find(Sheet("", [NAMES_ONLY[language], *people, *below]), kind, {})
    return [line.number for line in table.lines], [line.number for line in table.asides]


@pytest.mark.parametrize("kind", ["people", "trainings"])
@pytest.mark.parametrize(("language", "role"), [(one, role) for one in ROLES for role in ROLES[one]])
def test_who_signs_by_what_they_are_is_nobody_of_a_list_of_names(
    language: str, role: str, kind: Kind
) -> None:
    first, second = TWO[language][0][2], TWO[language][1][2]
    empty, total = [""] * 4, ["", TOTALS[language], "", ""]
    for end in ([total], [empty], [total, empty]):
        at = 4 + len(end)
        sums = [4] if total in end else []
        for labels, names in (
            (["", role, "", ""], ["", first, "", ""]),
            (["", role, "", ROLES[language][1]], ["", first, "", second]),
            ([role, "", ROLES[language][1], ""], [first, "", second, ""]),
            ([role, ROLES[language][0], ROLES[language][1], ROLES[language][2]], [first, second, "A", "B"]),
        ):
            assert names_of(language, *end, labels, names, kind=kind) == ([2, 3], [*sums, at, at + 1])
            below = (*end, labels, empty, empty, names)
            assert names_of(language, *below, kind=kind) == ([2, 3], [*sums, at, at + 3])
        assert names_of(language, *end, [ROLES[language][0], first, "", ""], kind=kind)[0] == [2, 3]


def test_the_whole_foot_of_a_list_is_nobody() -> None:
    foot = (
        ["", "ລວມ 2 ຄົນ", "", ""],
        ["", "ຄູຝຶກ", "", "ປະທານສາຂາ"],
        ["", "ສົມສັກ ວົງສາ", "", "ບົວ ວົງສາ"],
        ["", "ວິທະຍາກອນ", "", ""],
        ["", "ຄຳຫຼ້າ ສີສະຫວັດ", "", ""],
        ["", "ຮັບຮອງໂດຍ", "", ""],
        ["", "ທອງສີ ດາລາ", "", ""],
    )
    for kind in ("people", "trainings"):
        assert names_of("lo", *foot, kind=kind) == ([2, 3], [4, 5, 6, 7, 8, 9, 10])


def test_labels_of_who_signs_stand_right_below_the_last_line_too() -> None:
    assert names_of("lo", ["", "ຜູ້ຝຶກ", "", "ຮັບຮອງໂດຍ"], ["", "ບົວ ວົງສາ", "", "ສົມສັກ"]) == ([2, 3], [4, 5])


@pytest.mark.parametrize(
    "row",
    [
        *(["3", "Sok Pisey", "", ""], ["", "Sok Pisey", "F", ""], ["1", "Sok Pisey", "", ""]),
        *(["3", "Sok Pisey", "", "Trainer"], ["", "Sok Pisey", "F", "Trainer"]),
    ],
)
def test_a_person_below_those_who_sign_stays_a_person(row: list[str]) -> None:
    foot = (
        ["", "Total 2 persons", "", ""],
        ["", "Trainer", "", "Head of office"],
        ["", "Nop Sophy", "", "Hun"],
    )
    assert names_of("en", *foot, row) == ([2, 3, 7], [4, 5, 6])


def test_a_column_of_what_people_are_is_no_signature() -> None:
    rows = [["Position", "Name", "Remarks"], ["Trainer", "Chan Dara", ""], ["Facilitator", "Ly Ly", ""]]
    table = table_detection.find(Sheet("", [*rows, ["", "", ""], ["Trainer", "Sok Pisey", ""]]), "people", {})
    assert [line.number for line in table.lines] == [2, 3, 5]
    assert names_of("en", [""] * 4, ["", "Sok Pisey", "", "Trainer"])[0] == [2, 3, 5]


def test_somebody_whose_remark_begins_with_a_role_is_of_the_list_until_it_has_ended() -> None:
    rows = [["Name", "Remarks"], ["Chan Dara", ""], ["Ly Ly", ""]]
    head = ["Sok Pisey", "Head of office, Champasak"]
    open_list = table_detection.find(Sheet("", [*rows, head]), "people", {})
    assert [line.number for line in open_list.lines] == [2, 3, 4]
    ended = table_detection.find(Sheet("", [*rows, ["Total 2 persons", ""], [head[1], ""]]), "people", {})
    assert [line.number for line in ended.lines] == [2, 3]


DAYS = {"km": ["ថ្ងៃទី១", "ថ្ងៃទី២"], "lo": ["ມື້ທີ 1", "ມື້ທີ 2"], "th": ["วันที่ 1", "วันที่ 2"], "en": ["Day 1", "Day 2"]}
# Who signs inside the columns of the table: the name in brackets, what they are before or after it.
BESIDE_NAMES = {
    "km": ["(ណុប សុភី) អ្នកកត់ត្រា", "អ្នកផ្តល់ព័ត៌មាន ណុប សុភី", "អ្នករាយការណ៍ (ណុប សុភី)", "(ណុប សុភី) គ្រូបង្គោល"],
    "lo": ["(ນາງ ບົວ ວົງສາ) ຜູ້ບັນທຶກ", "ຜູ້ໃຫ້ຂໍ້ມູນ ນາງ ບົວ", "ຜູ້ລາຍງານ (ນາງ ບົວ)", "(ນາງ ບົວ) ວິທະຍາກອນ"],
    "th": [
        *("(นางสาวพิมพ์ใจ แสงทอง) ผู้บันทึก", "ผู้ให้ข้อมูล นางพรรณี ศรีวิไล", "ผู้รายงาน (นางมาลี)", "(นางมาลี) ผู้ตรวจสอบ"),
        *("ผู้รับรอง (นางมาลี)", "(นางมาลี) ผู้จัดทำ", "(นางมาลี ใจดี) วิทยากร", "หัวหน้าสำนักงาน (นายบุญ มา)"),
    ],
    "en": ["(Khim Bora) Recorder", "Recorded by Khim Bora", "Informant: Khim Bora", "Trainer (Khim Bora)"],
}


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize(
    ("language", "cell"), [(one, cell) for one in BESIDE_NAMES for cell in BESIDE_NAMES[one]]
)
def test_who_signs_below_an_attendance_sheet_was_absent_on_no_day(
    language: str, cell: str, apart: bool
) -> None:
    header = [*HEADERS[language][:3], *DAYS[language]]
    lines = [[*row[:3], "/", ""] for row in TWO[language]]
    end = [[""] * 5] if apart else []
    table = table_detection.find(Sheet("", [header, *lines, *end, ["", "", cell, "", ""]]), "trainings", {})
    assert [line.number for line in table.lines] == [2, 3]
    assert [line.number for line in table.asides] == [4 + len(end)]


@pytest.mark.parametrize("name", ["มานี ใจดี (วิทยากร)", "Dara (Trainer)", "ดารา (ก้อย)", "(ก้อย) ดารา"])
def test_somebody_with_a_remark_in_brackets_is_no_signature(name: str) -> None:
    assert found(sheet_of("th", ["3", "0009", name, "ญ", ""], ["", "", name, "ญ", ""]))[0] == [2, 3, 4, 5]


def test_who_is_a_recorder_by_a_column_of_the_list_stays_a_person() -> None:
    header = ["ลำดับ", "ชื่อ-สกุล", "ตำแหน่ง"]
    lines = [["1", "มาลี ใจดี", "ผู้บันทึก"], ["", "สมชาย ดีใจ", "วิทยากร"], ["3", "บุญ มา", "ผู้รับผิดชอบ"]]
    table = table_detection.find(Sheet("", [header, *lines]), "people", {})
    assert [line.number for line in table.lines] == [2, 3, 4]


@pytest.mark.parametrize(
    ("office", "names"),
    [
        (["", "ຜູ້ອຳນວຍການສາຂາ", "", "ຄູຝຶກ", ""], ["", "ສົມໄຊ ວິໄລວົງ", "", "ນາງ ຄຳຫຼ້າ", ""]),
        (["ຜູ້ອຳນວຍການສາຂາ", "", "", "ຄູຝຶກ", ""], ["ສົມໄຊ ວິໄລວົງ", "", "", "ນາງ ຄຳຫຼ້າ", ""]),
        (["", "ຮອງຜູ້ອຳນວຍການ", "ຄູຝຶກ", "", ""], ["", "ສົມໄຊ ວິໄລວົງ", "ນາງ ຄຳຫຼ້າ", "", ""]),
        (["", "ผู้อำนวยการ", "", "วิทยากร", ""], ["", "สมชาย ใจดี", "", "นางคำหล้า", ""]),
    ],
)
@pytest.mark.parametrize("apart", [0, 1])
def test_the_director_and_the_trainer_below_a_list_of_trainings_came_to_no_training(
    office: list[str], names: list[str], apart: int
) -> None:
    header = ["ລ/ດ", "ຊື່", "ມື້ທີ 1", "ມື້ທີ 2", "ຄະແນນ"]
    lines = [["1", "ບຸນມາ ສີດາ", "/", "/", "15"], ["2", "ດາວ ຈັນ", "/", "", "16"]]
    empty = [[""] * 5] * apart
    sheet = Sheet("", [header, *lines, *empty, office, *empty, names])
    table = table_detection.find(sheet, "trainings", {})
    assert [line.number for line in table.lines] == [2, 3]
    assert len(table.asides) == 2
