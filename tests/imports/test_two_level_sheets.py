"""Attendance and exam, first and last day below one heading each: what Chan's list says is proposed, merged or not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.columns.attendance import dates_beside
from lms.imports.services import imports
from lms.imports.services.upload.file_layout import Column
from lms.table_files import files
from tests.client import StrictClient
from tests.imports.files import brought, text, xlsx
from tests.people import People

# Above the days, above the exam, who passed, who did not.
SHEETS = [
    ("Attendance", "Exam", "Pass", "Fail"),
    ("វត្តមាន", "លទ្ធផលប្រឡង", "ជាប់", "ធ្លាក់"),
    ("ການເຂົ້າຮ່ວມ", "ຜົນສອບ", "ຜ່ານ", "ບໍ່ຜ່ານ"),
    ("การเข้าอบรม", "ผลสอบ", "ผ่าน", "ไม่ผ่าน"),
]
# Above both days, the first, the last.
DAYS = [
    ("Training date", "Start", "Completed"),
    ("ថ្ងៃបណ្តុះបណ្តាល", "ចាប់ផ្តើម", "ចប់"),
    ("ວັນທີຝຶກ", "ເລີ່ມ", "ສຳເລັດ"),
    ("ວັນທີຝຶກ", "ເລີ່ມ", "ສິ້ນສຸດ"),
    ("วันที่อบรม", "เริ่ม", "เสร็จ"),
]


def sheet(words: Sequence[str], merged: bool) -> bytes:
    days, exam, good, bad = words
    rows = [
        ["ID", "Name", days, None, None, exam, None],
        [None, None, "7/10/2025", "8/10/2025", "9/10/2025", good, bad],
        ["KH-1001", "Sokha", "✓", "✓", "✓", "✓", None],
        ["KH-1002", "Bopha", "✓", "x", "✓", None, "✓"],
        ["KH-1100", "Dara", "x", "x", "x", None, None],
    ]
    return xlsx(*rows, merged=("A1:A2", "B1:B2", "C1:E1", "F1:G1") if merged else ())


def taken(content: bytes) -> tuple[dict[int, str], list[int]]:
    found = table_detection.find(files.read(content).sheets[0], "trainings", {})
    fields = column_choice.matched(found.header, "trainings", {}, [line.cells for line in found.lines])
    return fields, [line.number for line in found.lines]


@pytest.mark.parametrize("words", SHEETS)
@pytest.mark.parametrize("merged", [True, False])
def test_beside_days_the_exam_is_the_result(words: Sequence[str], merged: bool) -> None:
    fields, lines = taken(sheet(words, merged))
    assert fields == {1: "number", 2: "name", 6: "result", 7: "failed_ticked"}
    assert lines == [3, 4, 5]


def test_a_text_file_has_the_same_two_rows_of_headings() -> None:
    rows = [
        ["ໃບລົງທະບຽນ ຝຶກອົບຮົມ PGI"],
        ["ທີ", "ຊື່ ນາມສະກຸນ", "ລະຫັດ", "ການເຂົ້າຮ່ວມ", "", "", "ຜົນສອບ", "", "ລາຍເຊັນ"],
        ["", "", "", "ວັນທີ 7/10/69", "ວັນທີ 8/10/69", "ວັນທີ 9/10/69", "ຜ່ານ", "ບໍ່ຜ່ານ", ""],
        ["1", "ຄຳພູ", "101", "✓", "✓", "✓", "✓", "", ""],
        ["2", "ວັນນາ", "102", "✓", "x", "✓", "", "✓", ""],
    ]
    fields, lines = taken(text(*rows))
    assert fields == {2: "name", 3: "number", 7: "result", 8: "failed_ticked"}
    assert lines == [4, 5]


def test_the_last_of_the_days_is_the_date_beside_an_exam_too(client: StrictClient, people: People) -> None:
    list_import = brought(sheet(SHEETS[0], True), "pgi.xlsx", "trainings", people.chan.unit, people.chan)
    client.sign_in("KH-1200")
    shown = client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True)
    assert 'name="all-on" value="9/10/2025"' in shown
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("words", DAYS)
@pytest.mark.parametrize("merged", [True, False])
def test_of_two_days_below_one_heading_the_last_one_is_taken(words: Sequence[str], merged: bool) -> None:
    above, first, last = words
    content = xlsx(
        ["ID", "Name", above, None, "Result"],
        [None, None, first, last, None],
        ["KH-1001", "Sokha", "12/3/2025", "14/3/2025", "passed"],
        ["KH-1002", "Bopha", "12/3/2025", "14/3/2025", "passed"],
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2") if merged else (),
    )
    fields, lines = taken(content)
    assert fields == {1: "number", 2: "name", 3: "on_first", 4: "on", 5: "result"}
    assert lines == [3, 4]


def test_a_column_of_dates_beside_the_day_is_pointed_at() -> None:
    cells = ("12/3/2025", "14/3/2025")
    headings = {"ID": ("1",), "Date A": cells, "Date B": cells, "Date of birth": cells}
    columns = [Column(number, *one, "") for number, one in enumerate(headings.items(), 1)]
    assert dates_beside.of(columns, {1: "number", 2: "on"}) == {3}
    assert dates_beside.of(columns, {1: "number", 3: "on"}) == {2}
    assert dates_beside.of(columns, {1: "number"}) == set()
    told = [Column(1, "Start date", cells, ""), Column(2, "End date", cells, "")]
    assert dates_beside.of(told, {2: "on"}) == set()
    assert dates_beside.of(told, {1: "on"}) == {2}


def test_chan_reads_of_dates_beside_the_day_on_the_page_of_the_columns(
    client: StrictClient, people: People
) -> None:
    content = text(["ID", "Training date", "Second"], ["KH-1001", "12/3/2025", "14/3/2025"])
    list_import = brought(content, "days.csv", "trainings", people.chan.unit, people.chan)
    client.sign_in("KH-1200")
    shown = client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True)
    assert shown.count("There are dates here, too.") == 1
    imports.drop(list_import, actor=None)
