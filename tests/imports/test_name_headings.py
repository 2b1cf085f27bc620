"""A heading that says both parts of a name stands over whole names; one that says a part stands over that part."""

from __future__ import annotations

import pytest

from lms.imports.domain.columns import column_choice
from lms.imports.domain.headings import fields
from lms.imports.domain.lines.line_values import LocaleContext
from tests.imports.test_cells import KHM, THA
from tests.imports.test_person_names import stored

WHOLE_NAMES = (
    "គោត្តនាម-នាម | គោត្តនាម - នាម | គោត្តនាម/នាម | គោត្តនាម និងនាម | គោត្តនាម និង នាម | គោត្តនាម នាម | គោត្តនាម + នាម | "
    "គោត្តនាមនាម | នាមត្រកូល-នាម | នាមត្រកូល/នាមខ្លួន | នាមត្រកូល និងនាមខ្លួន | នាមខ្លួន និងនាមត្រកូល | "
    "នាម-គោត្តនាម | ឈ្មោះ-គោត្តនាម | ឈ្មោះ និងគោត្តនាម | នាមត្រកូល និងឈ្មោះ | ឈ្មោះ (គោត្តនាម-នាម) | "
    "គោត្តនាម-នាម អ្នកស្ម័គ្រចិត្ត | Name and Surname | Name & Surname | Name / Surname | Surname, name | "
    "Family name / Given name | Last name, First name | First name - Last name | First & Last name | "
    "Surname and first name | Family and given names | Surname & given names | ชื่อ-สกุล | ชื่อ - นามสกุล | "
    "ชื่อ/นามสกุล | ชื่อและนามสกุล | ชื่อจริง-นามสกุล | ชื่อตัว และชื่อสกุล | นามสกุล-ชื่อ | ຊື່ ແລະ ນາມສະກຸນ | ຊື່-ນາມສະກຸນ | "
    "ຊື່ / ນາມສະກຸນ | ນາມສະກຸນ ແລະ ຊື່ | ຊື່ແທ້ ແລະ ນາມສະກຸນ"
)


@pytest.mark.parametrize("kind", fields.FIELDS)
@pytest.mark.parametrize("header", WHOLE_NAMES.split(" | "))
def test_a_heading_of_both_parts_is_one_of_whole_names(header: str, kind: fields.Kind) -> None:
    assert fields.field_of(header, kind, {}) == "name"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("គោត្តនាម-នាម (ឡាតាំង)", "latin_name"),
        ("Name and Surname (English)", "latin_name"),
        ("ชื่อ-สกุล (ภาษาอังกฤษ)", "latin_name"),
        ("ຊື່ເປັນອັກສອນລາຕິນ", "latin_name"),
        ("ລາຕິນ", "latin_name"),
        # One part in two languages.
        ("គោត្តនាម / Surname", "family_name"),
        ("នាមត្រកូល (Family name)", "family_name"),
        ("នាមខ្លួន / First name", "given_name"),
        ("นามสกุล / Surname", "family_name"),
        # A heading for the whole name above one for a part.
        ("Name Surname", "name"),
        ("Name Family", "family_name"),
        ("ឈ្មោះ គោត្តនាម", "family_name"),
        ("Name and Surname First name", "given_name"),
        ("គោត្តនាម និងនាម គោត្តនាម", "family_name"),
        ("គោត្តនាម-នាម នាម", "given_name"),
        # Not names at all.
        ("First and last day", None),
    ],
)
def test_a_heading_of_one_part_stays_one(header: str, field: str | None) -> None:
    assert fields.field_of(header, "people", {}) == field


@pytest.mark.parametrize(
    ("header", "name", "customs"),
    [
        ("គោត្តនាម-នាម", "ចាន់ ដារ៉ា", KHM),
        ("នាម-គោត្តនាម", "ដារ៉ា ចាន់", KHM),
        ("Name and Surname", "ចាន់ ដារ៉ា", KHM),
        ("ชื่อจริง-นามสกุล", "มาลี ใจดี", THA),
    ],
)
def test_a_whole_name_is_kept_in_the_order_of_its_list(
    header: str, name: str, customs: LocaleContext
) -> None:
    line = ["1", "0007", name, ""]
    assert stored(["No.", "Volunteer number", header, "Phone"], line, customs) == {"name": name}


def test_beside_the_whole_name_a_name_says_less() -> None:
    assert column_choice.matched(["เลขที่", "ชื่อ", "ชื่อ-สกุล"], "people", {}) == {1: "number", 3: "name"}
    assert column_choice.matched(["លេខ", "ឈ្មោះ", "គោត្តនាម-នាម"], "people", {}) == {1: "number", 3: "name"}
    assert column_choice.matched(["เลขที่", "ชื่อ", "ชื่อสกุล"], "people", {}) == {
        1: "number",
        2: "name",
        3: "family_name",
    }


def test_both_parts_over_two_columns_are_two_fields() -> None:
    header, line = ["លេខ", "គោត្តនាម-នាម", "គោត្តនាម-នាម"], ["KH-1", "ចាន់", "ដារ៉ា"]
    assert column_choice.matched(header, "people", {}, [line] * 3) == {
        1: "number",
        2: "family_name",
        3: "given_name",
    }
    assert stored(header, line, KHM) == {"name": "ចាន់ ដារ៉ា"}
