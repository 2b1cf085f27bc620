"""What a small file may cost: the work grows with its size and no faster. Counted, never measured by a clock."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

import pytest

from lms.errors import RuleBroken
from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.headings import fields
from lms.table_files import files, number_formats, workbook_subprocess, xls_formats
from lms.table_files.files import Sheet
from tests.imports.files import far_cells, repacked, xlsx
from tests.imports.olefiles import Formatted, Page, container, xls
from tests.work import Work, counted_work

NAME: Final = "ឈ្មោះ"
COLUMNS: Final = 20
# One text that says the same again and again, told apart by its first word: nothing is remembered of another one.
TEXTS: Final[dict[str, Callable[[str, int], str]]] = {
    "one word": lambda first, letters: (first + NAME * letters)[:letters],
    "words": lambda first, letters: (first + f" {NAME}" * letters)[:letters],
    "words with signs between": lambda first, letters: (first + f" / {NAME} - នាម" * letters)[:letters],
    "parts of names": lambda first, letters: (first + " គោត្តនាម និងនាម" * letters)[:letters],
}


def work_of(*rows: list[str]) -> Work:
    """The work of finding a table and what its columns are."""
    _find([["Number", "Name"], ["KH-1001", "Dara"]])  # the words that are known are read once
    with counted_work() as work:
        _find(rows)
    return work


def _find(rows: Sequence[list[str]]) -> None:
    table = table_detection.find(Sheet("", [*rows]), "people", {})
    column_choice.matched(table.header, "people", {}, [line.cells for line in table.lines])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_heading_is_looked_at_a_few_times_and_no_further_than_a_heading_goes(
    text: Callable[[str, int], str],
) -> None:
    line = ["KH-1001", *["Dara"] * COLUMNS]
    work = work_of(["Number", *(text(f"{text(str(place), 9)}a", 1000) for place in range(COLUMNS))], line)
    assert work.steps < 10 * COLUMNS * fields.LONGEST_HEADER


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_row_that_might_be_the_headings_is_looked_at_a_few_times(text: Callable[[str, int], str]) -> None:
    rows = [
        [text(f"{row}b{place}", fields.LONGEST_HEADER) for place in range(COLUMNS)] for row in range(1, 31)
    ]
    work = work_of(["Number", "Name"], *rows)
    assert work.steps < 10 * len(rows) * COLUMNS * fields.LONGEST_HEADER


def test_a_cell_of_a_line_is_looked_at_a_few_times_and_no_further_than_a_heading_goes() -> None:
    rows = [[f"KH-{row}", *(f"{row} {place} {NAME * 190}" for place in range(COLUMNS))] for row in range(60)]
    work = work_of(["Number", *(f"Remark {place}" for place in range(COLUMNS))], *rows)
    assert work.steps < 10 * len(rows) * COLUMNS * fields.LONGEST_HEADER


def test_somebody_with_a_name_and_a_number_is_somebody_after_one_look() -> None:
    """A list of 50,000 people: nobody of them is asked about more than once whether they are a sum."""
    rows = [
        [f"KH-{row}", f"សុខ{'ា' * (row % 7)}ដារ៉ា{chr(0x1780 + row % 30)}{row // 30 * 'ក'}"]
        for row in range(300)
    ]
    letters = sum(len(cell) for row in rows for cell in row)
    with counted_work() as work:
        assert len(table_detection.find(Sheet("", [["Number", "Name"], *rows]), "people", {}).lines) == len(
            rows
        )
    assert work.steps < 3 * letters


# --- workbooks --------------------------------------------------------------------------------------------------


def test_of_a_sheet_with_one_cell_in_a_far_corner_no_empty_cell_is_carried_along() -> None:
    (sheet,) = workbook_subprocess.sheets_of(far_cells(["CV100000"]))["sheets"]
    assert len(sheet["rows"]) == 100_000
    assert [row for row in sheet["rows"] if row] == [["Name"], [*[""] * 99, "x"]]


def test_a_false_and_a_zero_alone_in_their_rows_are_no_empty_rows() -> None:
    content = xlsx(["Name", "Score"], ["", 0], [False], ["", ""], ["Dara"])
    (sheet,) = workbook_subprocess.sheets_of(content)["sheets"]
    assert sheet["rows"] == [["Name", "Score"], ["", "0"], ["FALSE"], [], ["Dara"]]


def test_several_sheets_with_such_cells_are_refused() -> None:
    assert workbook_subprocess.sheets_of(far_cells(["CV100000"] * 3)) == {"error": "file-swells"}
    with pytest.raises(RuleBroken, match="file-swells"):
        files.read(far_cells(["CV100000"] * 8))


BEGINNINGS: Final = {
    "formats": "<styleSheet><numFmts>" + "<numFmt " * 400_000 + "</numFmts></styleSheet>",
    "one format": "<styleSheet><numFmt " + 'numFmtId="1" ' * 300_000 + "/></styleSheet>",
    "lists of styles": "<cellXfs " * 400_000,
    "styles": "<cellXfs><xf " + "<xf " * 800_000 + "</cellXfs>",
    "one long format": '<numFmt numFmtId="164" formatCode="'
    + "-" * 60_000
    + 'x"/><cellXfs>'
    + '<xf numFmtId="164"/>' * 20_000
    + "</cellXfs>",
}


@pytest.mark.parametrize("styles", BEGINNINGS.values(), ids=BEGINNINGS)
def test_formats_that_begin_again_and_again_are_read_once(styles: str) -> None:
    """Read once for each of them, they take longer than the process that opens workbooks may live."""
    command = [sys.executable, "-m", workbook_subprocess.__name__]
    done = subprocess.run(command, input=far_cells(["B2"], styles), capture_output=True, check=True)
    assert set(json.loads(done.stdout)) <= {"sheets", "error"}


def test_cells_of_an_ods_that_begin_again_and_again_are_read_once() -> None:
    assert number_formats._ODS_CELL.search(b"<table:table-cell " * 400_000) is None


def test_a_bracket_that_is_never_closed_is_looked_for_once() -> None:
    """What stands behind it belongs to it, however many begin there: each is passed over and not looked at again."""
    assert number_formats.style_of("[Red]0%") is not None
    assert number_formats.style_of("[" * 100 + "0%") is None


def test_a_format_that_is_longer_than_excel_lets_anybody_write_is_not_looked_at() -> None:
    longest = '"' + "K" * (number_formats.LONGEST_CODE - 4) + '"0%'
    assert number_formats.style_of(longest) is not None
    assert number_formats.style_of(f"-{longest}") is None


def test_sheets_that_all_point_at_one_part_of_an_xls_are_no_workbook() -> None:
    honest = xls(Page("A", [["Name"], [Formatted(0.5, "0%")]]), Page("B", [["Name"]]))
    assert [sheet["name"] for sheet in workbook_subprocess.sheets_of(honest)["sheets"]] == ["A", "B"]
    at = xls_formats.parts_of(honest)
    assert len(at) == 2
    twice = honest.replace(struct.pack("<I", at[1]), struct.pack("<I", at[0]), 1)
    assert workbook_subprocess.sheets_of(twice) == {"error": "file-unreadable"}


def test_sheets_that_all_point_at_one_part_of_an_xlsx_are_no_workbook() -> None:
    """One sheet of 20,000 lines, named two thousand times, was a million lines of 290 kB."""
    honest = far_cells(["B2", "B3"])
    assert [sheet["name"] for sheet in workbook_subprocess.sheets_of(honest)["sheets"]] == ["S1", "S2"]
    for twice in (
        repacked(honest, "xl/workbook.xml", 'r:id="r2"', 'r:id="r1"'),
        repacked(honest, "xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "./worksheets/sheet1.xml"),
        repacked(honest, "xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "/xl/worksheets/sheet1.xml"),
    ):
        assert workbook_subprocess.sheets_of(twice) == {"error": "file-unreadable"}


def test_a_workbook_has_two_full_lists_at_most_whatever_the_number_of_its_sheets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is looked through for somebody who is erased, and by every page that says which sheets there are."""
    monkeypatch.setattr(workbook_subprocess, "MOST_ROWS_OF_ALL", 20)
    assert len(workbook_subprocess.sheets_of(far_cells(["A10", "A10"]))["sheets"]) == 2
    assert workbook_subprocess.sheets_of(far_cells(["A10", "A11"])) == {"error": "file-swells"}


def test_empty_lines_below_the_last_one_are_no_lines() -> None:
    content = xlsx(["Name"], ["Dara"], *[[""]] * 5)
    (sheet,) = workbook_subprocess.sheets_of(content)["sheets"]
    assert sheet["rows"] == [["Name"], ["Dara"]]


def test_parts_of_an_xls_that_lie_within_each_other_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def record(kind: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    parts, cells = 100, 500
    start, end = record(0x0809, struct.pack("<HH12x", 0x0600, 5)), record(0x000A)
    style = record(0x00E0, struct.pack("<HH16x", 0, 9))

    def front(first: int) -> bytes:
        places = (first + place * len(start) for place in range(parts))
        sheets = (record(0x0085, struct.pack("<IBBBBs", at, 0, 0, 1, 0, b"S")) for at in places)
        return start + style + b"".join(sheets) + end

    number = record(0x0203, struct.pack("<HHHd", 0, 0, 0, 0.5))
    book = front(len(front(0))) + start * parts + number * cells + end * parts
    seen, unpack = 0, struct.unpack_from

    def counted(*args: Any) -> Any:
        nonlocal seen
        seen += 1
        return unpack(*args)

    monkeypatch.setattr(struct, "unpack_from", counted)
    xls_formats.shown_in(container(Workbook=book))
    assert seen < 3 * (3 * parts + cells)


def test_ranges_that_overlap_stand_for_no_more_cells_than_the_sheet_has() -> None:
    rows = [["Number", "Name"], *([f"KH-{row}", "Dara"] for row in range(2_000))]
    table = table_detection.find(Sheet("", rows, ((1, 0, 2_000, 0),) * 200_000), "people", {})
    assert len(table.lines) == 2_000
