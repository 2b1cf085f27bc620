"""What the process that opens workbooks does, done in this one: cells as they are shown, and what is too much."""

from __future__ import annotations

import io
import json
import resource
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook

from lms.table_files import number_formats, sheet_parts, workbook_subprocess, xls_formats
from tests.imports.files import ods, xlsx
from tests.imports.olefiles import Formatted, Page, container, xls

ROWS = (["Number", "Name"], ["KH-0007", "សុខា"])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "TRUE"),
        (False, "FALSE"),
        (85512345678.0, "85512345678"),
        (1e20, "1e+20"),
        (0.1, "0.1"),
        (7, "7"),
        (date(2024, 2, 29), "2024-02-29"),
        (datetime.combine(date(2024, 2, 29), time()), "2024-02-29"),
        (datetime.combine(date(2024, 2, 29), time(9, 30)), "2024-02-29 09:30:00"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        ("សុខា", "សុខា"),
    ],
)
def test_each_kind_of_cell_has_one_text(value: workbook_subprocess.Shown, shown: str) -> None:
    assert workbook_subprocess.shown(value) == shown


def test_a_formula_without_a_result_is_named_in_its_cell() -> None:
    (sheet,) = workbook_subprocess.sheets_of(xlsx(*ROWS, ["KH-0008", "=A1&A2"]))["sheets"]
    assert sheet["rows"][:2] == [list(row) for row in ROWS]
    assert sheet["rows"][2][0] == "KH-0008"
    assert sheet_parts.is_lost(sheet["rows"][2][1])


def test_rows_without_a_text_at_the_end_are_left_out() -> None:
    (sheet,) = workbook_subprocess.sheets_of(ods(["Number"], [""], [""]))["sheets"]
    assert sheet["rows"] == [["Number"]]


def test_sheets_are_told_with_their_names_and_hidden_ones_without_their_cells() -> None:
    found = workbook_subprocess.sheets_of(xlsx(*ROWS, hidden=True))
    assert [(sheet["name"], sheet["hidden"], sheet["rows"]) for sheet in found["sheets"]] == [
        ("Sheet", False, [list(row) for row in ROWS]),
        ("Old", True, []),
    ]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0 but no workbook"])
def test_what_cannot_be_opened_is_an_answer(content: bytes) -> None:
    assert workbook_subprocess.sheets_of(content) == {"error": "file-unreadable"}


def test_one_long_text_in_every_cell_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_subprocess, "MOST_LETTERS", 10)
    assert workbook_subprocess.sheets_of(xlsx(*ROWS)) == {"error": "file-swells"}


def test_the_process_binds_itself_before_it_reads_and_answers_in_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bounds: dict[int, tuple[int, int]] = {}
    asked = io.BytesIO(xlsx(*ROWS))

    def bind(what: int, most: tuple[int, int]) -> None:
        assert asked.tell() == 0
        bounds[what] = most

    monkeypatch.setattr(resource, "setrlimit", bind)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=asked))
    workbook_subprocess.main()
    assert bounds == {
        resource.RLIMIT_AS: (workbook_subprocess.MOST_MEMORY,) * 2,
        resource.RLIMIT_CPU: (workbook_subprocess.MOST_SECONDS,) * 2,
    }
    (sheet,) = json.loads(capsys.readouterr().out)["sheets"]
    assert sheet["rows"] == [list(row) for row in ROWS]


# --- zeros that are only shown ------------------------------------------------------------------------------


def packed(parts: Mapping[str, str]) -> bytes:
    """An archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def formatted(value: Any, number_format: str) -> bytes:
    """A workbook with a value that is shown in a format."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([value])
    sheet["A1"].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (124, "00000", "00124"),
        (124.0, "00000", "00124"),
        (1234567, "00000", "1234567"),
        (7, '"KH-"0000', "KH-0007"),
        (7, '"R&D "0000', "R&D 0007"),
        (7, r"\K\H\-0000", "KH-0007"),
        (7, "0000;[Red]-0000", "0007"),
        # Not numbers of people: shares, money, one digit, a text.
        (5, "0.00", "5"),
        (5, "#,##0", "5"),
        (5, "0", "5"),
        ("0042", "00000", "0042"),
    ],
)
def test_zeros_that_a_format_shows_are_read_as_they_are_shown(
    value: Any, number_format: str, shown: str
) -> None:
    (sheet,) = workbook_subprocess.sheets_of(formatted(value, number_format))["sheets"]
    assert sheet["rows"] == [[shown]]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.9, "0%", "90%"),
        (1, "0%", "100%"),
        (0, "0%", "0%"),
        (0.855, "0.0%", "85.5%"),
        (0.9, "0.00%", "90.00%"),
        (0.29, "0%", "29%"),
        (0.855, "0%", "86%"),
        (0.9, '0"%"', "0.9"),
        (90, r"0\%", "90"),
        (0.9, '0% "of all"', "90%"),
        (0.9, "[Green]0%;[Red]-0%", "90%"),
        (-0.05, "0%", "-5%"),
        (0.9, "0.00", "0.9"),
        ("90 %", "0%", "90 %"),
    ],
)
def test_a_share_that_a_format_shows_in_percent_is_read_as_it_is_shown(
    value: Any, number_format: str, shown: str
) -> None:
    (sheet,) = workbook_subprocess.sheets_of(formatted(value, number_format))["sheets"]
    assert sheet["rows"] == [[shown]]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<f>18/20</f><v>0.9</v>", "90%"),
        ('<f aca="false">18/20</f><v>0.90000000000000002</v>', "90%"),
        ('<f t="shared" si="0"/><v>8.5E-1</v>', "85%"),
        ("<v>1E+300</v>", "1e+300"),
        ("<v>9E+999</v>", "inf"),
    ],
)
def test_so_is_a_share_that_is_reckoned(cell: str, shown: str) -> None:
    with zipfile.ZipFile(io.BytesIO(formatted(0.5, "0%"))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert "<v>0.5</v>" in parts[sheet]
    parts[sheet] = parts[sheet].replace("<v>0.5</v>", cell)
    (found,) = workbook_subprocess.sheets_of(packed(parts))["sheets"]
    assert found["rows"] == [[shown]]


@pytest.mark.parametrize("text", ["90%", "90 %", "90,0%"])
def test_so_is_a_share_in_an_ods(text: str) -> None:
    cell = (
        '<table:table-cell table:formula="of:=18/20" office:value-type="percentage" office:value="0.9">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )
    (sheet,) = workbook_subprocess.sheets_of(ods(["Number"], cell=cell))["sheets"]
    assert sheet["rows"][1] == [text]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Formatted(0.9, "9"), "90%"),
        (Formatted(1, "9"), "100%"),
        (Formatted(0.855, "0.0%"), "85.5%"),
        (Formatted(0.9, "0%", "rk"), "90%"),
        (Formatted(0.9, "9", "mulrk"), "90%"),
        (Formatted(-0.05, "9", "rk"), "-5%"),
        (Formatted(0.8125, "10", "rk"), "81.25%"),
        (Formatted(0.85, "10", "formula"), "85.00%"),
        (Formatted(124, "00000"), "00124"),
        (Formatted(0.5, "00000"), "0.5"),
        (Formatted(0.9, "0.00"), "0.9"),
        (0.9, "0.9"),
    ],
)
def test_so_are_shares_and_zeros_in_an_xls(cell: Formatted | float, shown: str) -> None:
    found = workbook_subprocess.sheets_of(
        xls(Page("Old", [["x"]], hidden=True), Page("ລາຍຊື່", [["Name"], ["", cell]]))
    )
    assert found["sheets"][1]["rows"] == [["Name"], ["", shown]]


@pytest.mark.parametrize("cut", [100, 600, 1100, 1550])
def test_an_xls_whose_formats_cannot_be_read_is_opened_without_them(cut: int) -> None:
    whole = xls(Page("List", [["Name", Formatted(0.9, "9")]]))
    assert xls_formats.shown_in(whole[:cut]) == {}
    noise = whole[:cut] + bytes(value ^ 0x5A for value in whole[cut:])
    assert isinstance(xls_formats.shown_in(noise), dict)


def test_the_numbers_of_a_chart_are_no_cells() -> None:
    content = xls(Page("List", [["Name", Formatted(0.9, "9")]], chart=True))
    assert xls_formats.shown_in(content) == {"List": {(0, 1): "90%"}}


def test_shares_below_the_last_line_that_is_read_are_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_subprocess, "MOST_ROWS", 1)
    (sheet,) = workbook_subprocess.sheets_of(xls(Page("List", [["Name"], [Formatted(0.9, "9")]])))["sheets"]
    assert sheet["rows"] == [["Name"]]


@pytest.mark.parametrize(
    "content", [container(Workbook=b"x"), container(Workbook=b"x" * 9), xls(Page("List", [["Name"]]))]
)
def test_an_xls_without_formats_has_nothing_to_show(content: bytes) -> None:
    assert xls_formats.shown_in(content) == {}


def test_zeros_in_an_ods_are_read_as_they_are_shown() -> None:
    cell = (
        '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    )
    content = ods(["Number", "Score"], cell=cell.format("124", "00124") + cell.format("5", "5"))
    (sheet,) = workbook_subprocess.sheets_of(content)["sheets"]
    assert sheet["rows"][1] == ["00124", "5"]


def test_only_the_cells_of_such_a_format_are_touched() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([124, 5, 7])
    sheet["A1"].number_format, sheet["B1"].number_format = "00000", "0.00"
    file = io.BytesIO()
    book.save(file)
    (found,) = workbook_subprocess.sheets_of(file.getvalue())["sheets"]
    assert found["rows"] == [["00124", "5", "7"]]


@pytest.mark.parametrize(
    "content",
    [xlsx(*ROWS), formatted(5, "0.00"), ods(["Number", "Name"], ["7", "សុខា"]), packed({"a.xml": "<a/>"})],
    ids=["xlsx", "0.00", "ods", "something else"],
)
def test_a_workbook_without_such_cells_stays_as_it_is(content: bytes) -> None:
    assert number_formats.as_shown(content) is content


def test_a_format_without_a_code_shows_nothing() -> None:
    with zipfile.ZipFile(io.BytesIO(formatted(7, "0000"))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace("formatCode", "code")
    content = packed(parts)
    assert number_formats.as_shown(content) is content


def test_a_workbook_whose_cells_have_no_styles_stays_as_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(formatted(7, "0000"))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].partition("<cellXfs")[0] + "</styleSheet>"
    content = packed(parts)
    assert number_formats.as_shown(content) is content
