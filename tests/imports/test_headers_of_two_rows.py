"""Headings on two levels, with cells merged as people merge them: no word of any of them is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.headings.fields import Kind
from lms.table_files import files
from tests.imports.files import xlsx

# What a list looks like, where its cells are merged, what each column is called in the end, and its fields.
THAI = (
    [
        ["เหล่ากาชาดจังหวัด"],
        ["รายชื่ออาสาสมัคร"],
        [],
        ["ลำดับ", "เลขที่อาสา", "ข้อมูลส่วนตัว", None, None, "ติดต่อ", None],
        [None, None, "ชื่อ", "นามสกุล", "เพศ", "โทรศัพท์", "อีเมล"],
        [1, "0007", "มาลี", "ใจดี", "หญิง", "081 234 5678", None],
        [2, "0008", "สมชาย", "ดีใจ", "ชาย", "081 234 5679", None],
    ],
    ("A1:G1", "A2:G2", "A4:A5", "B4:B5", "C4:E4", "F4:G4"),
    {2: "number", 3: "name", 4: "family_name", 5: "sex", 6: "phone", 7: "email"},
    [6, 7],
)
KHMER = (
    [
        ["កាកបាទក្រហមកម្ពុជា"],
        ["ល.រ", "អត្តលេខ", "ឈ្មោះ", None, "ភេទ", "ទីកន្លែង", None],
        [None, None, "ជាភាសាខ្មែរ", "ជាអក្សរឡាតាំង", None, "ខេត្ត", "ស្រុក"],
        ["១", "KH-0501", "ចាន់ ដារ៉ា", "CHAN Dara", "ប", "កំពត", "ជុំគិរី"],
        ["២", "KH-0502", "ចាន់ កញ្ញា", "CHAN Kanha", "ស", "កំពត", "ជុំគិរី"],
    ],
    ("A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:G2"),
    {2: "number", 3: "name", 4: "latin_name", 5: "sex", 6: "branch"},
    [4, 5],
)
LAO = (
    [
        ["ລ/ດ", "ລະຫັດອາສາ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ທີ່ຢູ່", None, "ເບີໂທ"],
        [None, None, None, None, "ເມືອງ", "ແຂວງ", None],
        [1, "LA-0501", "ຄຳຫຼ້າ ສີສະຫວັດ", "ຊ", "ໄກສອນ", "ສະຫວັນນະເຂດ", "020 5551 2345"],
        [2, "LA-0502", "ບົວ ສີສະຫວັດ", "ຍ", "ໄກສອນ", "ສະຫວັນນະເຂດ", "020 5551 2346"],
    ],
    ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2"),
    {2: "number", 3: "name", 4: "sex", 6: "branch", 7: "phone"},
    [3, 4],
)
# The lower row says more fields than the upper one, and one of its words is known to nobody.
KHMER_TRAININGS = (
    [
        ["បញ្ជីអ្នកចូលរួម"],
        ["អត្តលេខ", "ព័ត៌មានផ្ទាល់ខ្លួន", None, None, "វគ្គ", None, None],
        [None, "នាមត្រកូល", "នាមខ្លួន", "ពណ៌ចូលចិត្ត", "ប្រធានបទ", "កាលបរិច្ឆេទ", "លទ្ធផល"],
        ["KH-0501", "ចាន់", "ដារ៉ា", "ខៀវ", "HIV", "2024-03-05", "ជាប់"],
    ],
    ("A1:G1", "A2:A3", "B2:D2", "E2:G2"),
    {1: "number", 2: "family_name", 3: "given_name", 5: "award", 6: "on", 7: "result"},
    [4],
)
THREE_LEVELS = (
    [
        ["No.", "Volunteer number", "Person", None, None],
        [None, None, "Name", None, "Sex"],
        [None, None, "First", "Last", None],
        [1, "KH-0501", "Dara", "Chan", "M"],
    ],
    ("A1:A3", "B1:B3", "C1:E1", "C2:D2", "E2:E3"),
    {2: "number", 3: "given_name", 4: "family_name", 5: "sex"},
    [4],
)
LISTS: tuple[tuple[Kind, Any], ...] = (
    ("people", THAI),
    ("people", KHMER),
    ("people", LAO),
    ("trainings", KHMER_TRAININGS),
    ("people", THREE_LEVELS),
)


def table(rows: Sequence[Sequence[Any]], merged: Sequence[str], kind: Kind) -> table_detection.Table:
    book = files.read(xlsx(*rows, merged=merged))
    return table_detection.find(book.sheets[0], kind, {})


def fields(found: table_detection.Table, kind: Kind) -> dict[int, str]:
    return column_choice.matched(found.header, kind, {}, [line.cells for line in found.lines])


@pytest.mark.parametrize(("kind", "listed"), LISTS)
def test_a_heading_that_is_merged_over_both_levels_keeps_its_word(kind: Kind, listed: Any) -> None:
    rows, merged, wanted, people = listed
    found = table(rows, merged, kind)
    assert fields(found, kind) == wanted, found.header
    assert [line.number for line in found.lines] == people
    for text in filter(None, rows[min(people) - 2]):
        assert any(text in heading for heading in found.header), (text, found.header)


def test_a_text_file_has_lost_what_was_merged_and_is_read_all_the_same() -> None:
    for kind, listed in LISTS[:3]:
        rows, _, wanted, people = listed
        found = table(rows, (), kind)
        assert fields(found, kind) == wanted, found.header
        assert [line.number for line in found.lines] == people


def test_a_logo_beside_the_titles_belongs_to_no_heading() -> None:
    rows: list[list[str | None]] = [
        ["logo", "Cambodian Red Cross", None, None],
        [None, "List of volunteers", "2024", None],
        [None, "Volunteer number", "Name", "Sex"],
        [None, "KH-0501", "Chan Dara", "M"],
    ]
    found = table(rows, ("A1:A4", "B1:D1"), "people")
    assert found.header[1:] == ("Volunteer number", "Name", "Sex")
    assert [line.number for line in found.lines] == [4]


def test_a_branch_that_is_merged_over_its_people_is_no_heading() -> None:
    rows: list[list[str | None]] = [
        ["Branch", "Volunteer number", "Name"],
        ["Kampot", "KH-0501", "Chan Dara"],
        [None, "KH-0502", "Chan Kanha"],
    ]
    found = table(rows, ("A2:A3",), "people")
    assert [line.number for line in found.lines] == [2, 3]
    assert [line.cells[0] for line in found.lines] == ["Kampot", "Kampot"]


def test_a_merged_cell_without_a_word_says_nothing_of_the_levels() -> None:
    rows: list[list[Any]] = [
        [None, "Volunteer number", "Name", None],
        [None, None, "First", "Last"],
        [1, "KH-0501", "Dara", "Chan"],
    ]
    found = table(rows, ("A1:A2", "B1:B2", "C1:D1"), "people")
    assert fields(found, "people") == {2: "number", 3: "given_name", 4: "family_name"}
    assert [line.number for line in found.lines] == [3]


@pytest.mark.parametrize(
    "days",
    [
        ("10 มี.ค. 68", "11 มี.ค. 68"),
        ("10/3/2025", "11/3/2025"),
        ("10/3", "11/3"),
        ("១០ មីនា", "១១ មីនា"),
        ("10 ມີນາ 2025", "11 ມີນາ 2025"),
        ("10 Mar", "11 Mar"),
    ],
)
@pytest.mark.parametrize("merged", [("C1:D1",), ()])
def test_a_row_of_days_below_the_headings_is_a_row_of_headings(
    days: tuple[str, str], merged: Sequence[str]
) -> None:
    rows: list[list[Any]] = [
        ["รหัส", "ชื่อ-สกุล", "เข้าอบรม", None],
        [None, None, *days],
        ["TH-1", "มาลี", "/", "/"],
        ["TH-2", "ดาว", "/", None],
    ]
    found = table(rows, merged, "trainings")
    assert [line.number for line in found.lines] == [3, 4]
    assert all(day in heading for day, heading in zip(days, found.header[2:], strict=True))


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (["ID", "Name", "Came", None], ["TH-1", "Mali", "10/3/2025", "11/3/2025"]),
        (["ID", "Name", "Start date", "End date"], [None, "Mali", "10 Mar 2025", "11 Mar 2025"]),
        (["ID", "Name", "Points", None], [None, "Mali", "10", "2025"]),
    ],
)
def test_a_line_with_days_is_no_row_of_headings(header: list[str | None], line: list[str | None]) -> None:
    found = table([header, line, ["TH-2", "Dao", "12/3/2025", "13/3/2025"]], (), "trainings")
    assert [one.number for one in found.lines] == [2, 3]
