"""People whose names have a word for a column in them are lines of a list, and never its headings."""

from __future__ import annotations

import pytest

from lms.imports.domain.columns import rows_of_people, table_detection
from lms.imports.domain.headings import fields
from lms.imports.domain.headings.fields import FIELDS
from lms.table_files.files import Sheet
from tests.accounts.latin_spellings import NAMES


def words(text: str) -> list[str]:
    return text.split()


PHONE = "020 5555 1234"
# Given names of Laos, of neighbours and of whoever came to help, with a word for a column within.
LATIN = words("""
    Vannaphone Somphone Amphone Souphaphone Khamphone Bounphone Keophone Phonesavanh Phoneprasith Phonethip
    Sexton Essex Markus Markham Datesha Numberta Unita Namephet Nameeta Linesavanh Linenoy Codeta Signe Noteboun
    Resulta Moduleng Gradeth Scorey Statusa Telma Mailee Mailina Emailya Borneo Genderson Topica Birthey Languagen
""")
LATIN_FAMILIES = ("", " Sayavong", " Phommachanh", " Xayasan")
OWN_SCRIPT = (
    "วิชา มหาคุณ", "วิชาญ ใจดี", "ชื่น บุญมี", "สมชาย วัฒนสกุล", "อมรสกุล แก้ว", "วันเพ็ญ ทองดี", "เลขา ศรีสุข", "นามชัย สุขใจ",
    "ເບີນສະຫວັນ ວົງສາ", "ນາມທອງ ສີດາ", "ຊື່ນ ແກ້ວມະນີ", "ວັນນະພອນ ໄຊຍະວົງ", "ໂທນ ພິມພາ", "ມືຂາວ ສີດາ",
    "ອາຍຸທະຍາ ວົງສາ", "អាយុធ សុខ", "នាមី ចាន់", "លេខា គឹម", "ភាសិត លី", "ថ្ងៃ សុខា", "ខេត្តា ហេង",
)  # fmt: skip


@pytest.mark.parametrize("kind", FIELDS)
def test_no_name_of_the_region_is_what_a_column_is_called(kind: fields.Kind) -> None:
    people = [name for names in NAMES.values() for name in names]
    names = [text for name in people for text in (name.name, *name.latin)]
    names += [f"{given}{family}" for given in LATIN for family in LATIN_FAMILIES] + [*OWN_SCRIPT]

    assert len(people) == 600
    assert {name: field for name in names if (field := fields.field_of(name, kind, {}))} == {}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Telephone", "phone"),
        ("Mobile phone", "phone"),
        ("Phones", "phone"),
        ("Phone number of the volunteer", "phone"),
        ("ເບີPhone", "phone"),
        ("E-mail address", "email"),
        ("Names of volunteers", "name"),
        ("Their gender", "sex"),
        ("Home branch", "branch"),
        ("ມືຖື", "phone"),
        ("ຜູ້ກ່ຽວ", "name"),
        ("ຊື່ຝຣັ່ງ", "latin_name"),
        ("ຊື່ຝຣັ່ງ / ອັງກິດ", "latin_name"),
        ("STT", ""),
        ("Họ tên", "name"),
        ("Họ và tên", "name"),
        ("Tên", "name"),
        ("Giới tính", "sex"),
        ("Năm sinh", "birth"),
        ("Ngày sinh", "birth"),
        ("Điện thoại", "phone"),
        ("Số điện thoại", "phone"),
    ],
)
def test_a_word_of_its_own_still_says_what_a_column_is(heading: str, field: str) -> None:
    assert fields.field_of(heading, "people", {}) == field


@pytest.mark.parametrize(("heading", "field"), [("Ngày", "on"), ("Điểm", "result"), ("รหัสวิชา", "number")])
def test_a_list_of_trainings_has_its_own_words(heading: str, field: str) -> None:
    assert fields.field_of(heading, "trainings", {}) == field


PEOPLE = (
    ("LA-2001", "Bounmy", "020 5555 0001"),
    ("LA-2002", "Khamla", "020 5555 0002"),
    ("LA-2003", "Vannaphone", "020 5555 0003"),
    ("LA-2004", "Somphone", "020 5555 0004"),
    ("LA-2005", "Sengdao", "020 5555 0005"),
)


def numbers(*rows: tuple[str, ...], kind: fields.Kind = "people") -> tuple[int, list[str]]:
    """The line of the headings, and the first cells of the lines about people."""
    table = table_detection.find(Sheet("a", tuple(rows)), kind, {})
    return table.header_line, [line.cells[0] for line in table.lines]


def test_of_a_list_without_headings_nobody_is_lost() -> None:
    assert numbers(*PEOPLE) == (0, [row[0] for row in PEOPLE])


def test_nor_below_a_title_and_nothing_else() -> None:
    line, found = numbers(("ລາຍຊື່ອາສາສະໝັກ",), *PEOPLE)

    assert (line, found[-5:]) == (0, [row[0] for row in PEOPLE])


def test_nor_above_those_who_sign() -> None:
    line, found = numbers(*PEOPLE, ("", "", ""), ("ຜູ້ອຳນວຍການສາຂາ", "", "ຄູຝຶກ"))

    assert (line, found[:5]) == (0, [row[0] for row in PEOPLE])


@pytest.mark.parametrize(
    "headings",
    [
        ("STT", "Họ tên", "Điện thoại"),
        ("Mã", "Tên gọi", "Liên lạc"),  # of which nobody knows a word
        ("ລະຫັດ", "ຊື່", "ໂທ"),
    ],
)
def test_headings_in_whatever_language_stand_above_all_of_them(headings: tuple[str, ...]) -> None:
    assert numbers(headings, *PEOPLE) == (1, [row[0] for row in PEOPLE])


def test_a_list_of_trainings_loses_nobody_above_vannaphone() -> None:
    rows = [
        (str(place), name, "First aid", "10/03/2026", "15")
        for place, name in enumerate(("Bounmy", "Khamla", "Vannaphone"), 1)
    ]

    assert numbers(("STT", "Tên", "Bài", "Ngày", "Điểm"), *rows, kind="trainings") == (1, ["1", "2", "3"])
    assert numbers(*rows, kind="trainings") == (0, ["1", "2", "3"])


def test_people_above_the_headings_are_named_and_come_in_when_hr_says_so() -> None:
    rows = (*PEOPLE[:2], ("Number", "Name", "Phone"), *PEOPLE[2:])
    sheet = Sheet("a", rows)

    table = table_detection.find(sheet, "people", {})
    assert (table.header_line, table.above) == (3, (1, 2))
    assert [line.number for line in table.asides] == [1, 2]
    assert [line.number for line in table_detection.find(sheet, "people", {}, [2]).lines] == [2, 4, 5, 6]


def test_a_title_with_the_phone_of_the_office_is_no_person() -> None:
    table = table_detection.find(
        Sheet("a", (("Tel. 021 222 398", "", ""), ("Number", "Name", "Phone"), *PEOPLE)), "people", {}
    )

    assert (table.header_line, table.above) == (2, ())


@pytest.mark.parametrize(
    ("row", "is_one"),
    [
        (("LA-2001", "Bounmy"), True),
        (("KH-PP-0012", "Sok Dara"), True),
        (("", "Bounmy", PHONE), True),
        (("Bounmy", "bounmy@example.org"), True),
        (("Bounmy", "31/01/1990"), True),
        (("1", "Bounmy"), True),
        (("1",), False),
        ((), False),
        (("Bounmy", "Pakse"), False),
        (("ລ/ດ", "ຊື່", "10/03/2026"), False),  # the day of a training, as a heading
        (("No", "Name", "HIV-2026"), False),
        (("", "10/03/2026", "11/03/2026"), False),
    ],
)
def test_a_row_with_a_number_a_phone_or_one_day_is_about_somebody(row: tuple[str, ...], is_one: bool) -> None:
    assert rows_of_people.is_one(row, "trainings", {}) is is_one
