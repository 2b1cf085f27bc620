"""Tables as files that no spreadsheet runs."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from lms.spreadsheets import Value, harmless, unshielded, write_csv, write_xlsx

HEADER = ["Number", "Name"]
ATTACKS = [
    *('=HYPERLINK("http://example.org","Sokha")', "+1", "-1", "@SUM(A1)", "\t1", "\r1"),
    *(
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20SUM(A1)",
        "\ufe661",
    ),  # as a keyboard of a wide script types them
    *(" =1", "\u200b=1", "\u00a0 +1", "\u3000\uff1d1", "\ufeff@x", "\x01=1"),  # behind what nobody sees
]
ROWS = [["KH-1001", "សុខា"], ["0012", "ดาว, ม."], *([attack, attack] for attack in ATTACKS)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_formula_in_a_csv_is_text(attack: str) -> None:
    assert harmless(attack) == f"'{attack}"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Sok;=1+1", "Sok;'=1+1"),
        ("Sok;=1;@x", "Sok;'=1;'@x"),
        ("Sok; =1", "Sok;' =1"),
        ("Sok\t+1", "Sok\t'+1"),
        ("Sok\n-1", "Sok\n'-1"),
        ("\t=1", "'\t'=1"),
        ("Sok;\uff1d1", "Sok;'\uff1d1"),
        ("Sok|\u200b=1", "Sok|'\u200b=1"),
    ],
)
def test_a_formula_behind_what_some_spreadsheets_split_at_is_text(typed: str, stored: str) -> None:
    assert harmless(typed) == stored


@pytest.mark.parametrize("name", ["", "Sok; Dara", "a|b", "សុខា", "KH-1001", "a=b", "2026-11-24"])
def test_an_ordinary_value_stays_as_it_is(name: str) -> None:
    assert harmless(name) == name


@pytest.mark.parametrize(
    "typed", [*ATTACKS, "Sok;=1;@x", "Sok; =1", "\t=1", "a\n'=1", "O'Dara", "'Dara'", "it's;b"]
)
def test_a_value_comes_in_again_as_it_was_before_it_went_out(typed: str) -> None:
    assert unshielded(harmless(typed)) == typed


def test_a_csv_opens_in_a_spreadsheet_with_its_scripts() -> None:
    file = io.BytesIO()
    assert write_csv(file, HEADER, iter(ROWS[:2])) == 2
    assert file.getvalue() == '\ufeffNumber,Name\r\nKH-1001,សុខា\r\n0012,"ดาว, ม."\r\n'.encode()


def test_every_cell_of_an_xlsx_is_text() -> None:
    file = io.BytesIO()
    assert write_xlsx(file, HEADER, iter(ROWS), title="People") == len(ROWS)
    sheet = load_workbook(file).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:4]] == ["Number", "Name", "KH-1001", "សុខា"]
    assert cells[6].value == ATTACKS[0]


def test_a_day_is_a_day_that_a_spreadsheet_sorts_and_iso_in_a_csv() -> None:
    row: list[Value] = ["KH-1001", date(2026, 11, 29)]
    file = io.BytesIO()
    write_xlsx(file, HEADER, iter([row]), title="People")
    sheet = load_workbook(file).active
    assert sheet is not None
    cell = sheet["B2"]
    assert (cell.is_date, cell.number_format) == (True, "yyyy-mm-dd")
    assert cell.value == datetime(2026, 11, 29)  # noqa: DTZ001 - a cell has no time zone
    text = io.BytesIO()
    write_csv(text, HEADER, iter([row]))
    assert text.getvalue().decode().splitlines()[1] == "KH-1001,2026-11-29"


def test_an_xlsx_without_rows_has_its_header() -> None:
    file = io.BytesIO()
    assert write_xlsx(file, HEADER, [], title="People") == 0
    (sheet,) = load_workbook(file).worksheets
    assert [cell.value for cell in sheet[1]] == HEADER


def test_a_full_sheet_is_followed_by_another() -> None:
    file = io.BytesIO()
    assert write_xlsx(file, HEADER, ([str(n), "x"] for n in range(5)), title="People", rows_of_a_sheet=3) == 5
    book = load_workbook(file)
    assert [sheet.max_row for sheet in book.worksheets] == [3, 3, 2]
    assert book.sheetnames == ["People", "People1", "People2"]


def test_notes_stand_on_the_last_sheet_and_programs_read_the_first() -> None:
    file = io.BytesIO()
    assert write_xlsx(file, HEADER, ROWS[:1], title="Who? [all] " * 5, notes=[["Notes"], ["=1"]]) == 1
    book = load_workbook(file)
    assert book.sheetnames == ["Who   all  Who   all  Who", "Notes"]
    assert book.active is book.worksheets[0]
    assert [(cell.value, cell.data_type) for (cell,) in book["Notes"].iter_rows()] == [
        ("Notes", "s"),
        ("=1", "s"),
    ]


def test_a_character_that_no_sheet_can_hold_is_left_out() -> None:
    file = io.BytesIO()
    write_xlsx(file, HEADER, [["KH-1\x0b", "So\x00kha"]], title="People")
    sheet = load_workbook(file).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["KH-1", "Sokha"]


def test_the_first_line_of_every_sheet_stays_in_sight_and_columns_have_room() -> None:
    file = io.BytesIO()
    header = ["No", "A heading of some length", "A heading that is longer than any column may be"]
    write_xlsx(file, header, [["1", "2", "3"]] * 3, title="T", rows_of_a_sheet=3)
    sheets = load_workbook(file).worksheets
    assert len(sheets) == 2
    for sheet in sheets:
        assert sheet.freeze_panes == "A2"
        assert [sheet.column_dimensions[name].width for name in "ABC"] == [13, 26, 32]
