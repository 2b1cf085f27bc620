"""Whatever a list was saved as, its cells come out; what would do harm is refused before it is opened."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from lms.errors import RuleBroken
from lms.rosters import archives, opening, reading, textfiles
from tests.rosters.files import ods, text, xlsx

ROWS = (["Number", "Name"], ["KH-0007", "សុខា"], ["TH-0009", "มาลี"], ["LA-0003", "ຄຳຫຼ້າ"])


def word_of(content: bytes) -> str:
    with pytest.raises(RuleBroken) as broken:
        reading.read(content)
    assert broken.value.field == "file"
    return broken.value.word


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_is_read_in_every_encoding_and_with_every_separator(separator: str, encoding: str) -> None:
    book = reading.read(text(*ROWS, separator=separator, encoding=encoding))
    assert [list(row) for row in book.sheets[0].rows] == [list(row) for row in ROWS]


def test_a_csv_of_the_thai_code_page_is_read_and_it_is_said() -> None:
    book = reading.read(text(["ชื่อ", "เพศ"], ["มาลี", "หญิง"], encoding="cp874"))
    assert book.encoding == "cp874"
    assert list(book.sheets[0].rows[1]) == ["มาลี", "หญิง"]


def test_a_csv_that_says_its_separator_itself_is_believed() -> None:
    book = reading.read(b"sep=;\r\nNumber;Name\r\n1;a,b,c\r\n")
    assert [list(row) for row in book.sheets[0].rows] == [["Number", "Name"], ["1", "a,b,c"]]


def test_cells_with_separators_and_line_ends_stay_whole() -> None:
    book = reading.read(text(["Number", "Name"], ["1", "Sokha, of the\nriver"]))
    assert list(book.sheets[0].rows[1]) == ["1", "Sokha, of the\nriver"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "file-empty"),
        (b" \n\n", "file-empty"),
        (b",,\n,,\n", "file-empty"),
        (b"x" * (reading.MOST_BYTES + 1), "file-too-large"),
        ("Prénom,Né\n".encode("cp1252"), "encoding-unknown"),
        (b"\xff\xfea", "encoding-unknown"),
        (b"\x81\x8d\xff,\n", "encoding-unknown"),
        (b"PK\x03\x04 but no archive", "file-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 but no workbook", "file-unreadable"),
        (b"a,b\n" + b"x" * 140_000, "file-unreadable"),
        (b"a\n" * (reading.MOST_ROWS + 1), "too-many-rows"),
        (b"a," * (reading.MOST_COLUMNS + 1) + b"a\n", "too-many-columns"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(content: bytes, word: str) -> None:
    assert word_of(content) == word


def test_a_workbook_is_read_as_it_is_shown() -> None:
    content = xlsx(
        ["Number", "Born", "At", "Score", "There", "Sum"],
        [124.0, date(1990, 5, 31), datetime.combine(date(2024, 1, 2), time(9, 30)), 66.5, True, None],
        name="People",
        merged=["A3:B3"],
        hidden=True,
    )
    book = reading.read(content)
    assert book.hidden == ("Old",)
    assert [sheet.name for sheet in book.sheets] == ["People"]
    assert list(book.sheets[0].rows[1]) == ["124", "1990-05-31", "2024-01-02 09:30:00", "66.5", "TRUE"]
    assert book.sheets[0].merged == ((2, 0, 2, 1),)
    assert book.sheet("People") is book.sheets[0]
    assert book.sheet("nothing of this name") is book.sheets[0]


def test_a_formula_is_read_as_its_last_result_and_never_as_a_formula() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Number", "Name"])
    sheet.append(["1", "=1+1"])
    file = io.BytesIO()
    book.save(file)
    # openpyxl stores no result: the cell is empty, as nothing was ever shown in it.
    assert list(reading.read(file.getvalue()).sheets[0].rows[1]) == ["1"]


def test_an_ods_is_read() -> None:
    assert [list(row) for row in reading.read(ods(*ROWS)).sheets[0].rows] == [list(row) for row in ROWS]


def test_a_workbook_of_empty_sheets_holds_no_list() -> None:
    assert word_of(xlsx()) == "file-empty"


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
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        ("សុខា", "សុខា"),
    ],
)
def test_each_kind_of_cell_has_one_text(value: opening.Shown, shown: str) -> None:
    assert opening.shown(value) == shown


def test_the_process_that_opens_workbooks_says_what_it_found() -> None:
    found = opening.sheets_of(xlsx(*ROWS, hidden=True))
    assert [(sheet["name"], sheet["hidden"], len(sheet["rows"])) for sheet in found["sheets"]] == [
        ("Sheet", False, 4),
        ("Old", True, 0),
    ]
    assert opening.sheets_of(b"PK\x03\x04") == {"error": "file-unreadable"}


def test_one_long_text_in_every_cell_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_LETTERS", 10)
    assert opening.sheets_of(xlsx(*ROWS)) == {"error": "file-swells"}


# --- zip bombs ----------------------------------------------------------------------------------------------------


def packed(*contents: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for place, content in enumerate(contents):
            archive.writestr(f"{place}.xml", content)
    return file.getvalue()


def test_a_workbook_that_swells_a_thousand_times_is_refused() -> None:
    assert word_of(packed(b"\0" * (8 * 1024 * 1024))) == "file-swells"


def test_many_entries_that_swell_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1000)
    assert word_of(packed(b"a" * 600, b"b" * 600)) == "file-swells"
    monkeypatch.setattr(archives, "MOST_BYTES", 10_000)
    monkeypatch.setattr(archives, "MOST_ENTRIES", 1)
    assert word_of(packed(b"a", b"b")) == "file-swells"


def test_a_workbook_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both headers say 10 bytes, and 8 MB come out."""
    content = bytearray(packed(b"\0" * (8 * 1024 * 1024)))
    central = content.rindex(b"PK\x01\x02")
    content[22:26] = content[central + 24 : central + 28] = struct.pack("<I", 10)
    assert word_of(bytes(content)) == "file-swells"


def test_a_damaged_or_locked_archive_is_refused() -> None:
    content = bytearray(packed(bytes(range(256)) * 50))
    start = 30 + len("0.xml")
    content[start : start + 40] = b"\xff" * 40
    assert word_of(bytes(content)) == "file-unreadable"
    locked = bytearray(packed(b"a"))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert word_of(bytes(locked)) == "file-locked"
    assert word_of(packed(b"a", method=zipfile.ZIP_BZIP2)) == "file-unreadable"


def test_an_entry_that_begins_outside_of_the_file_is_refused() -> None:
    content = bytearray(packed(b"a"))
    central = content.rindex(b"PK\x01\x02")
    content[central + 42 : central + 46] = struct.pack("<I", len(content) - 4)
    assert word_of(bytes(content)) == "file-unreadable"


def test_stored_entries_are_as_large_as_they_are() -> None:
    archives.check(packed(b"a" * 1000, method=zipfile.ZIP_STORED))


def test_a_sheet_with_one_cell_in_its_last_corner_ends_the_process_that_opens_it_and_nothing_else() -> None:
    content = xlsx(["Number", "Name"], ["1", "Sokha"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    corner = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    files["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", corner)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    assert word_of(file.getvalue()) == "file-unreadable"


def test_zlib_is_what_zip_files_use() -> None:
    """The guard unpacks by itself; it has to be the same machine."""
    archive = packed(b"Sokha" * 100)
    start = 30 + len("0.xml")
    assert zlib.decompress(archive[start:], -zlib.MAX_WBITS) == b"Sokha" * 100


def test_a_text_without_any_separator_is_one_column() -> None:
    assert textfiles.rows("Number\n1\n2\n", 10) == [["Number"], ["1"], ["2"]]
