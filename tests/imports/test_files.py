"""Whatever a list was saved as, its cells come out; what would do harm is refused before it is opened."""

from __future__ import annotations

import copy
import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from lms.errors import RuleBroken
from lms.table_files import archive_guard, text_files
from lms.table_files import files as reading
from tests.imports.files import ods, text, xlsx
from tests.imports.olefiles import Page, locked_xlsx, xls

ROWS = (["Number", "Name"], ["KH-0007", "សុខា"], ["TH-0009", "มาลี"], ["LA-0003", "ຄຳຫຼ້າ"])


def word_of(content: bytes) -> str:
    with pytest.raises(RuleBroken) as broken:
        reading.read(content)
    assert broken.value.field == "file"
    return broken.value.code


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


@pytest.mark.parametrize(
    "hint", ['sep="\n', "sep=\r\n", "sep=\r\r\n", "sep=\n", "sep=a\n", "sep= \n", "sep=\x0b\n"]
)
def test_a_first_line_that_names_no_separator_is_a_line_like_the_others(hint: str) -> None:
    book = reading.read(f"{hint}Number,Name\n1,Dara\n".encode())
    assert [list(row) for row in book.sheets[0].rows][-2:] == [["Number", "Name"], ["1", "Dara"]]


@pytest.mark.parametrize("sign", [";", "\t", "|", "^", ":", "~"])
def test_signs_that_programs_separate_with_are_believed(sign: str) -> None:
    book = reading.read(f"sep={sign}\nNumber{sign}Name\n1{sign}a,b\n".encode())
    assert [list(row) for row in book.sheets[0].rows] == [["Number", "Name"], ["1", "a,b"]]


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
        (b"ID,????? ???????\nLA-1,????? ?????\nLA-2,??? ????\n", "letters-lost"),  # Lao in Windows-1252
        (b"\x81\x8d\xff,\n", "encoding-unknown"),
        (b"PK\x03\x04 but no archive", "file-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 but no workbook", "file-unreadable"),
        (b"a,b\n" + b"x" * 140_000, "file-unreadable"),
        (b"a\n" * (reading.MOST_ROWS + 1), "too-many-rows"),
        (b"a," * (reading.MOST_COLUMNS + 1) + b"a\n", "too-many-columns"),
        (
            b"a," * 70_000 + b"a\n",
            "too-many-columns",
        ),  # cut elsewhere, such a line is one cell too long to read
        (b"a;" * 70_000 + b"a\n", "too-many-columns"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(content: bytes, word: str) -> None:
    assert word_of(content) == word


@pytest.mark.parametrize(
    "content",
    [
        "ab," * 2_000_000,
        "ab\t" * 100_000,
        "a,b\n1,2\n" + "ab," * 2_000_000 + "\n",
        '"\n",' * 100_000,  # one line of the table in many lines of the file
    ],
)
def test_a_line_of_millions_of_cells_is_refused_before_they_are_cells(
    monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    widths = [0]
    read = csv.reader

    def counted(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
        for row in read(lines, delimiter=delimiter):
            widths.append(len(row))
            yield row

    monkeypatch.setattr(csv, "reader", counted)
    assert word_of(content.encode()) == "too-many-columns"
    assert max(widths) < 20_000


def test_empty_cells_at_the_end_of_lines_and_many_commas_in_a_cell_are_no_columns() -> None:
    content = "Number,Remark" + "," * 500 + '\n1,"' + "," * 500 + '"' + "," * 500 + "\n"
    (sheet,) = reading.read(content.encode()).sheets
    assert sheet.rows == [["Number", "Remark"], ["1", "," * 500]]


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
    # openpyxl stores no result: the cell is empty, as nothing was ever shown in it, and what is lost is known.
    read = reading.read(file.getvalue()).sheets[0]
    assert list(read.rows[1]) == ["1"]
    assert read.lost == ((1, 1, "#FORMULA!"),)


def test_an_xls_is_read_with_its_merged_cells_and_without_its_hidden_sheets() -> None:
    numbers: list[list[str | float]] = [["Number", "Name"], ["KH-0007", "សុខា"], [124.0, "มาลี"]]
    book = reading.read(
        xls(Page("People", numbers, merged=[(0, 0, 0, 1)]), Page("Old", [["x"]], hidden=True))
    )
    assert [list(row) for row in book.sheets[0].rows] == [
        ["Number", "Name"],
        ["KH-0007", "សុខា"],
        ["124", "มาลี"],
    ]
    assert book.sheets[0].merged == ((0, 0, 0, 1),)
    assert book.hidden == ("Old",)


@pytest.mark.parametrize(
    "content",
    [locked_xlsx(), xls(Page("People", ROWS), locked=True), ods(*ROWS, locked=True)],
    ids=["xlsx", "xls", "ods"],
)
def test_a_workbook_with_a_password_is_said_to_have_one(content: bytes) -> None:
    assert word_of(content) == "file-locked"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n" + bytes(99),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"{\\rtf1 Number}",
        b"ID3\x03\x00\x00a sound, which is no text",
        "Number,Name\x01\n1,x".encode("utf-16"),
    ],
    ids=["jpeg", "png", "pdf", "rtf", "sound", "binary"],
)
def test_a_picture_called_xlsx_is_said_to_be_no_list(content: bytes) -> None:
    assert word_of(content) == "file-no-list"


def test_a_text_document_and_a_web_page_under_the_name_of_a_workbook_are_no_lists() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert word_of(file.getvalue()) == "file-no-list"
    for page in (
        b"<html><table><tr><td>ID</td></tr></table></html>",
        b'\xef\xbb\xbf <?xml version="1.0"?><Workbook/>',
    ):
        assert word_of(page) == "file-unreadable"


def test_zeros_that_a_format_shows_are_read_as_they_are_shown() -> None:
    """In Excel HR sees 00124 and KH-0007; in the file stand 124 and 7."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Number", "Old number", "Score", "Name"])
    sheet.append([124, 7, 5, "0042"])
    sheet["A2"].number_format = "00000"
    sheet["B2"].number_format = '"KH-"0000'
    sheet["C2"].number_format = "0.00"
    file = io.BytesIO()
    book.save(file)
    assert list(reading.read(file.getvalue()).sheets[0].rows[1]) == ["00124", "KH-0007", "5", "0042"]
    shown = (
        '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    )
    content = ods(["Number", "Score"], cell=shown.format("124", "00124") + shown.format("5", "5"))
    assert list(reading.read(content).sheets[0].rows[1]) == ["00124", "5"]


def test_an_ods_is_read() -> None:
    assert [list(row) for row in reading.read(ods(*ROWS)).sheets[0].rows] == [list(row) for row in ROWS]


def test_a_workbook_of_empty_sheets_holds_no_list() -> None:
    assert word_of(xlsx()) == "file-empty"


# --- zip bombs ----------------------------------------------------------------------------------------------------


def packed(*contents: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive that gives itself out for a spreadsheet by one of its names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for place, content in enumerate(contents):
            archive.writestr(f"{place}.xml" if place else "content.xml", content)
    return file.getvalue()


def swollen(content: bytes, name: str, filler: bytes) -> bytes:
    """A workbook with eight megabytes of nothing before the end of one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, text[:-10] + filler * 8_000_000 + text[-10:] if part == name else text)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [swollen(xlsx(*ROWS), "xl/worksheets/sheet1.xml", b" "), swollen(ods(*ROWS), "content.xml", b" ")],
    ids=["xlsx", "ods"],
)
def test_a_real_workbook_that_swells_is_refused_before_it_is_opened(content: bytes) -> None:
    assert len(content) < 100_000
    assert word_of(content) == "file-swells"


def test_an_ods_that_repeats_one_cell_to_the_end_of_the_sheet_does_no_harm() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
    everywhere = f"{cell}<text:p>x</text:p></table:table-cell>"
    rows = f'</table:table-row><table:table-row table:number-rows-repeated="1048576">{everywhere}'
    with pytest.raises(RuleBroken) as broken:
        reading.read(ods(["Number", "Name"], cell=rows))
    assert broken.value.code in ("file-unreadable", "file-swells", "too-many-columns")


def test_a_workbook_that_names_itself_again_and_again_does_no_harm() -> None:
    """Entities within entities ("a billion laughs") come out as what they are, or the file is refused."""
    content = ods(*ROWS)
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><office:document-content'
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            text = old.read(part).replace(b"<office:document-content", laughs, 1)
            new.writestr(
                part, text.replace("มาลี".encode(), b"&b;") if part == "content.xml" else old.read(part)
            )
    with pytest.raises(RuleBroken) as broken:
        reading.read(file.getvalue())
    assert broken.value.code == "file-unreadable"


def test_a_workbook_that_swells_a_thousand_times_is_refused() -> None:
    assert word_of(packed(b"\0" * (8 * 1024 * 1024))) == "file-swells"


def test_many_entries_that_swell_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_guard, "MOST_BYTES", 1000)
    assert word_of(packed(b"a" * 600, b"b" * 600)) == "file-swells"
    monkeypatch.setattr(archive_guard, "MOST_BYTES", 10_000)
    monkeypatch.setattr(archive_guard, "MOST_ENTRIES", 1)
    assert word_of(packed(b"a", b"b")) == "file-swells"


def test_entries_that_point_at_one_place_are_refused_and_unpacked_no_more_than_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unpacked: list[str] = []

    def unpack(content: bytes, entry: zipfile.ZipInfo, most: int) -> int:
        unpacked.append(entry.filename)
        return 0

    monkeypatch.setattr(archive_guard, "_unpacked_size", unpack)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"x" * 1000)
        first = archive.getinfo("xl/workbook.xml")
        for number in range(3):
            again = copy.copy(first)
            again.filename = f"xl/sheet{number}.xml"
            archive.filelist.append(again)
    assert word_of(file.getvalue()) == "file-swells"
    assert unpacked == []


def test_a_workbook_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both headers say 10 bytes, and 8 MB come out."""
    content = bytearray(packed(b"\0" * (8 * 1024 * 1024)))
    central = content.rindex(b"PK\x01\x02")
    content[22:26] = content[central + 24 : central + 28] = struct.pack("<I", 10)
    assert word_of(bytes(content)) == "file-swells"


def test_a_damaged_or_locked_archive_is_refused() -> None:
    content = bytearray(packed(bytes(range(256)) * 50))
    start = 30 + len("content.xml")
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
    archive_guard.check(packed(b"a" * 1000, method=zipfile.ZIP_STORED))


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
    start = 30 + len("content.xml")
    assert zlib.decompress(archive[start:], -zlib.MAX_WBITS) == b"Sokha" * 100


def test_a_text_without_any_separator_is_one_column() -> None:
    assert text_files.rows("Number\n1\n2\n", 10, 9) == [["Number"], ["1"], ["2"]]


def test_an_archive_of_half_a_million_names_is_counted_before_it_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = b"PK\x01\x02" + bytes(42)
    directory = entry * 100_000
    end = b"PK\x05\x06" + bytes(8) + len(directory).to_bytes(4, "little") + bytes(6)
    monkeypatch.setattr("zipfile.ZipFile", None)  # nobody opens it
    with pytest.raises(RuleBroken) as broken:
        archive_guard.check(b"PK\x03\x04" + directory + end)
    assert broken.value.code == "file-swells"


@pytest.mark.parametrize(
    "content",
    [
        text(
            ["ID", "Name", "Phone"],
            ["1", "Dara", "???"],
            ["2", "Sok", "012 345 678"],
            ["3", "Bopha", "012 345 679"],
        ),
        text(["ລະຫັດ", "ຊື່", "ໂທ"], ["1", "ບຸນມາ", "???"], ["2", "ດາວ", "???"]),
        b"ID,Name\n1,???\n",
    ],
)
def test_a_few_question_marks_are_what_somebody_typed(content: bytes) -> None:
    assert reading.read(content).sheets[0].rows
