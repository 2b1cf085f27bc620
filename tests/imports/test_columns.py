"""Headers as four languages write them, and tables between titles and totals."""

from __future__ import annotations

import pytest

from lms.errors import RuleBroken
from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.headings import column_names, split_dates
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import FIELDS, Kind
from lms.table_files.files import Sheet


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Volunteer No.", "number"),
        ("ID", "number"),
        ("លេខសម្គាល់", "number"),
        ("ລະຫັດ", "number"),
        ("หมายเลขอาสาสมัคร", "number"),
        ("  FULL  NAME ", "name"),
        ("ឈ្មោះ / Name", "name"),
        ("ชื่อ - นามสกุล", "name"),
        ("ຊື່ ແລະ ນາມສະກຸນ", "name"),
        ("Name (Khmer)", "name"),
        ("Name\nLatin", "latin_name"),
        ("ឈ្មោះ ឡាតាំង", "latin_name"),
        ("នាមត្រកូល", "family_name"),
        ("M/F", "sex"),
        ("F / M", "sex"),
        ("M/F/O", "sex"),
        ("ຍ/ຊ", "sex"),
        ("ຊ / ຍ", "sex"),
        ("ຍ.-ຊ.", "sex"),
        ("ช/ญ", "sex"),
        ("ญ/ช", "sex"),
        ("ប/ស", "sex"),
        ("ស/ប", "sex"),
        ("ເພດ (ຍ/ຊ)", "sex"),
        ("ភេទ", "sex"),
        ("ວ/ດ/ປ ເກີດ", "birth"),
        ("วัน/เดือน/ปี เกิด", "birth"),
        ("Phone number of the volunteer", "phone"),
        ("เบอร์โทร.", "phone"),
        ("E-Mail", "email"),
        ("รหัสไปรษณีย์", ""),
        ("ລະຫັດໄປສະນີ", ""),
        ("លេខកូដប្រៃសណីយ៍", ""),
        ("Postal code", ""),
        ("ZIP", ""),
        ("เลขทะเบียน", "number"),
        ("เลขทะเบียนรถ", ""),
        ("เบอร์", "phone"),
        ("ខេត្ត", "branch"),
        ("No.", ""),
        ("ល.រ", ""),
        ("ລ/ດ", ""),
        ("ลำดับ", ""),
        ("หมายเหตุ", ""),
        ("Husband", None),
        ("#", ""),
    ],
)
def test_a_column_of_people_is_known_by_its_header(header: str, field: str | None) -> None:
    assert columns.field_of(header, "people", {}) == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Course title", "award"),
        ("វគ្គបណ្ដុះបណ្ដាល", "award"),
        ("Date of training", "on"),
        ("วันที่อบรม", "on"),
        ("ຄະແນນ", "result"),
        ("Place of training", ""),
        ("วิทยากร", ""),
        ("ភេទ", "sex"),
    ],
)
def test_a_column_of_trainings_is_known_by_its_header(header: str, field: str) -> None:
    assert columns.field_of(header, "trainings", {}) == field


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize(
    "header",
    [
        *("ลงชื่อ", "ลงชื่อผู้เข้าอบรม", "ลงชื่อ (เช้า)", "เซ็นชื่อ", "ลายเซ็น", "ลายมือชื่อผู้เข้าอบรม", "ลงนาม"),
        *("ລາຍເຊັນ", "ລາຍເຊັນຜູ້ເຂົ້າຮ່ວມ", "ລົງຊື່", "ເຊັນຊື່", "ຜູ້ເຂົ້າຮ່ວມ ລົງລາຍເຊັນ"),
        *("ហត្ថលេខា", "ហត្ថលេខាអ្នកចូលរួម", "ឈ្មោះ និងហត្ថលេខា", "ស្នាមមេដៃ"),
        *("Signature", "Signature of participant", "Participant's signature", "Sign", "Signed"),
    ],
)
def test_who_signs_in_a_column_gives_no_name(kind: Kind, header: str) -> None:
    assert columns.field_of(header, kind, {}) == LEFT_OUT


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("header", ["ໂທ", "ໂທ.", "ເບີ", "ເບີໂທ", "ເບີ ໂທ", "Tel. / ໂທ"])
def test_a_lao_list_calls_a_phone_by_a_short_word(kind: Kind, header: str) -> None:
    assert columns.field_of(header, kind, {}) == "phone"


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize(
    "header", ["Age (years)", "Age in years", "อายุ (ปี)", "ອາຍຸ (ປີ)", "អាយុ (ឆ្នាំ)", "អាយុគិតជាឆ្នាំ"]
)
def test_an_age_is_no_year_of_birth(kind: Kind, header: str) -> None:
    assert columns.field_of(header, kind, {}) == LEFT_OUT


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("header", ["ชื่อ-นามสกุล (ลงชื่อ)", "Name", "ชื่อผู้เข้าอบรม", "ຊື່ຜູ້ເຂົ້າຮ່ວມ", "ឈ្មោះអ្នកចូលរួម"])
def test_a_name_beside_which_somebody_signs_is_a_name(kind: Kind, header: str) -> None:
    assert columns.field_of(header, kind, {}) == "name"


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("language", column_names.LANGUAGES)
def test_what_we_call_a_column_we_know_again(kind: Kind, language: str) -> None:
    fields = [
        field for field in FIELDS[kind] if field not in (*split_dates.FIELDS, attendance_days.FIELD)
    ]  # beside a whole date they say nothing
    header = [columns.heading(field, language) for field in fields]
    assert list(column_choice.matched(header, kind, {}).values()) == fields


def test_a_language_without_headings_has_the_english_ones() -> None:
    assert columns.heading("number", "my") == "Volunteer number"


def test_what_the_society_said_before_counts_more_than_the_words() -> None:
    said = {columns.key("Husband"): "phone", columns.key("ID"): ""}
    assert column_choice.matched(["ID", "Husband", "", "Tel", "Name"], "people", said) == {
        2: "phone",
        5: "name",
    }


def table(*rows: list[str], merged: tuple[tuple[int, int, int, int], ...] = ()) -> table_detection.Table:
    return table_detection.find(Sheet("", rows, merged), "people", {})


def test_titles_totals_and_signatures_are_no_people() -> None:
    found = table(
        ["Cambodian Red Cross"],
        ["List of volunteers", "2024"],
        [],
        ["No.", "Volunteer number", "Name", "Sex"],
        ["1", "KH-1", "សុខា", "F"],
        [],
        ["2", "KH-2", "រតនា", "M"],
        ["សរុប", "", "2"],
        ["", "", "", "Prepared by HR"],
    )
    assert found.header == ("No.", "Volunteer number", "Name", "Sex")
    assert found.header_line == 4
    assert [line.number for line in found.lines] == [5, 7]
    assert tuple(line.number for line in found.asides) == (8, 9)
    assert found.lines[1].cells == ("2", "KH-2", "រតនា", "M")


def test_sums_between_the_branches_and_headers_on_each_printed_page_are_no_people() -> None:
    found = table(
        ["No.", "Volunteer number", "Name", "Sex"],
        ["(១)", "(២)", "(៣)", "(៤)"],
        ["1", "KH-1", "សុខា", "F"],
        ["សរុប: ១ នាក់", "", "", ""],
        ["No.", "Volunteer number", "Name", "Sex"],
        ["2", "KH-2", "Sum 2", "M"],
        ["Total", "1", "", "1"],
        ["3", "KH-3", "រតនា", "M"],
    )
    assert [line.number for line in found.lines] == [3, 6, 8]
    assert tuple(line.number for line in found.asides) == (2, 4, 5, 7)


def test_somebody_whose_name_is_a_word_for_a_sum_is_somebody() -> None:
    found = table(["Name", "ID"], ["Sum", "12"], ["Sokha", "13"])
    assert [line.number for line in found.lines] == [2, 3]


def test_a_branch_that_is_merged_over_its_people_holds_for_each_of_them() -> None:
    found = table(
        ["Branch", "ID", "Name"],
        ["Kampot", "KH-1", "សុខា"],
        ["", "KH-2", "រតនា"],
        ["Takeo", "KH-3", "ដារ៉ា"],
        merged=((1, 0, 2, 0),),
    )
    assert [line.cells[0] for line in found.lines] == ["Kampot", "Kampot", "Takeo"]


def test_a_header_of_two_rows_is_one() -> None:
    found = table(
        ["ID", "Name", "", "Sex"],
        ["", "Khmer", "Latin", ""],
        ["KH-1", "សុខា", "Sokha", "F"],
        merged=((0, 1, 0, 2), (0, 0, 1, 0)),
    )
    assert found.header == ("ID", "Name Khmer", "Name Latin", "Sex")
    assert column_choice.matched(found.header, "people", {}) == {
        1: "number",
        2: "name",
        3: "latin_name",
        4: "sex",
    }
    assert [line.number for line in found.lines] == [3]


def test_a_header_of_two_rows_is_one_in_a_csv_too() -> None:
    found = table(["ID", "Name", "", "Sex"], ["", "Khmer", "Latin"], ["KH-1", "សុខា", "Sokha", "F"])
    assert found.header == ("ID", "Name Khmer", "Name Latin", "Sex")


def test_a_first_line_of_people_is_not_taken_for_a_header() -> None:
    found = table(["ID", "Name", "Sex"], ["KH-1", "Sokha", ""], ["KH-2", "Ratana", "M"])
    assert [line.number for line in found.lines] == [2, 3]
    merged = table(["ID", "Name", "Name"], ["KH-1", "Sokha", "x"], merged=((0, 1, 0, 2),))
    assert [line.number for line in merged.lines] == [2]


def test_a_table_of_two_columns_keeps_lines_with_one_cell() -> None:
    assert [line.number for line in table(["ID", "Name"], ["KH-1"]).lines] == [2]


def test_a_sheet_without_a_line_below_its_header_holds_no_table() -> None:
    for rows in ([["ID", "Name", "Sex"]], [["ID", "Name", "Sex"], ["Total", "", ""]]):
        with pytest.raises(RuleBroken) as broken:
            table(*rows)
        assert broken.value.code == "no-table"


def test_a_total_is_told_whole_and_a_merged_heading_once() -> None:
    found = table(
        ["ID", "Name", "Course", "Date", "Result"],
        ["1", "Sokha", "pss", "5/3/2025", "passed"],
        ["รวม", "6", "5", "", "5"],
        ["สาขาลำปาง", "สาขาลำปาง", "สาขาลำปาง", "สาขาลำปาง", "สาขาลำปาง"],
    )
    assert [table_detection.text_of(line) for line in found.asides] == ["รวม 6 5 5", "สาขาลำปาง"]


def test_sections_and_signatures_are_one_remark_each() -> None:
    found = table(
        ["ลำดับ", "เลขที่", "ชื่อ", "นามสกุล", "เพศ"],
        ["สาขาเชียงใหม่", "", "", "", ""],
        ["1", "8", "มาลี", "ใจดี", "ญ"],
        ["สาขาลำปาง", "สาขาลำปาง", "สาขาลำปาง", "สาขาลำปาง", "สาขาลำปาง"],
        ["2", "9", "", "", ""],
        ["", "10", "", "", ""],
        ["3", "", "สมชาย", "", "ช"],
        ["", "", "สมหญิง", "", ""],
        ["", "", "ลงชื่อ.................ผู้จัดทำ", "", "ลงชื่อ.............ผู้รับรอง"],
        ["", "", "(นายสมชาย ใจดี)", "", "(นางมาลี ดีใจ)"],
        ["", "", "หัวหน้าสาขา", "", ""],
    )
    assert [line.number for line in found.lines] == [3, 5, 6, 7, 8]
    assert [(line.number, table_detection.text_of(line)) for line in found.asides] == [
        (2, "สาขาเชียงใหม่"),
        (4, "สาขาลำปาง"),
        (9, "ลงชื่อ.................ผู้จัดทำ ลงชื่อ.............ผู้รับรอง"),
        (10, "(นายสมชาย ใจดี) (นางมาลี ดีใจ)"),
        (11, "หัวหน้าสาขา"),
    ]
    assert tuple(line.number for line in found.asides) == (2, 4, 9, 10, 11)


def test_who_signs_below_a_page_ends_no_list() -> None:
    found = table(
        ["No.", "ID", "Name", "Sex"],
        ["1", "KH-1", "Sokha", "F"],
        ["", "", "Prepared by: Dara", ""],
        ["2", "KH-2", "Ratana", "M"],
        ["3", "", "Pisey", "F"],
    )
    assert [line.number for line in found.lines] == [2, 4, 5]


@pytest.mark.parametrize("header", ["เลขที่", "เลขที่อาสาสมัคร", "ເລກທີ", "លេខ"])
def test_a_number_is_known_by_the_short_word_for_it(header: str) -> None:
    assert columns.field_of(header, "people", {}) == "number"


def test_the_number_of_a_card_or_a_house_is_not_the_volunteer_number() -> None:
    for header in ("เลขที่บัตรประชาชน", "บ้านเลขที่", "លេខអត្តសញ្ញាណប័ណ្ណ", "ເລກບັດປະຈຳຕົວ", "Bank account"):
        assert columns.field_of(header, "people", {}) == "", header
    columns_of_list = ["เลขที่", "รหัสอาสาสมัคร", "ชื่อ", "ชื่อเล่น"]
    assert column_choice.matched(columns_of_list, "people", {}) == {2: "number", 3: "name"}
    assert column_choice.matched(["เลขที่", "รหัส", "ชื่อ"], "people", {}) == {1: "number", 3: "name"}


@pytest.mark.parametrize(
    ("kind", "field", "empty", "full"),
    [
        ("trainings", "result", "คะแนน", "ผลการทดสอบ"),
        ("trainings", "result", "លទ្ធផល", "ពិន្ទុ"),
        ("trainings", "on", "Date", "Date of training"),
        ("trainings", "award", "Module", "Course title"),
        ("people", "number", "หมายเลขอาสาสมัคร", "เลขที่"),
        ("people", "number", "លេខអ្នកស្ម័គ្រចិត្ត", "លេខ"),
        ("people", "name", "Full name", "Name"),
        ("people", "family_name", "Surname", "Last name"),
        ("people", "latin_name", "Name in English", "Latin name"),
        ("people", "phone", "ເບີໂທ", "ເບີຕິດຕໍ່"),
        ("people", "branch", "សាខា", "ខេត្ត"),
        ("people", "birth", "ปีเกิด", "วันเกิด"),
        ("people", "sex", "Sex", "Gender"),
        ("people", "email", "E-mail", "Mail"),
        ("people", "language", "Language", "Preferred language"),
    ],
)
def test_an_empty_column_is_never_preferred_to_a_filled_one(
    kind: Kind, field: str, empty: str, full: str
) -> None:
    cell = "HIV" if field == "award" else "x"
    for header, line in (([empty, full], ["", cell]), ([full, empty], [cell, " "])):
        place = header.index(full) + 1
        assert column_choice.matched(header, kind, {}, [line] * 3) == {place: field}
        # Filled later than anybody looks, it is filled.
        late = [["", ""]] * 300 + [line]
        assert column_choice.matched(header, kind, {}, late) == {place: field}


def test_an_empty_column_that_is_the_only_one_of_its_field_is_still_known() -> None:
    assert column_choice.matched(["ID", "Name", "Phone"], "people", {}, [["1", "x", ""]]) == {
        1: "number",
        2: "name",
        3: "phone",
    }


def test_a_heading_may_stand_above_or_below_the_word_that_belongs_to_it() -> None:
    assert columns.below("Number", "Phone", "people", {}) == "Phone Number"
    assert columns.below("Phone", "Number", "people", {}) == "Phone Number"


def test_of_two_columns_of_whole_names_the_first_is_taken() -> None:
    found = column_choice.matched(("Name", "Participant"), "people", {}, [("Chan Dara", "Chan Dara")])
    assert found == {1: "name"}
