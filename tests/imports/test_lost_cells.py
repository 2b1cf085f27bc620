"""Cells with an error, formulas without a result, hidden rows and columns: nothing is lost, or comes in, unseen."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from openpyxl import load_workbook

from lms.db import session
from lms.imports.domain.lines import column_facts, left_out, line_notes, line_reader
from lms.imports.models import ListImport
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, file_layout, imports, list_locale
from lms.table_files import files, sheet_parts
from tests.client import StrictClient
from tests.imports.files import brought, ods, text, xlsx
from tests.imports.test_cells import KHM
from tests.imports.test_people import problems, rows
from tests.people import People

HEADER = ("Volunteer number", "Name", "Date of birth", "Note", "Phone")


def with_hidden(content: bytes, *lines: int, column: str = "") -> bytes:
    book, file = load_workbook(io.BytesIO(content)), io.BytesIO()
    sheet = book.worksheets[0]
    for line in lines:
        sheet.row_dimensions[line].hidden = True
    if column:
        sheet.column_dimensions[column].hidden = True
    book.save(file)
    return file.getvalue()


def lists(people: People, content: bytes, name: str = "list.xlsx") -> ListImport:
    list_import = brought(content, name, "people", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={})
    return list_import


def shown(app: Flask, list_import: ListImport, language: str) -> list[list[tuple[str, str, tuple[str, ...]]]]:
    with app.test_request_context(f"/{language}/"):
        page = import_page.preview(list_import, "all", "0")
        return [
            [(cell.field, cell.text, cell.notes) for cell in line.cells if cell.notes]
            for line in page["lines"]
        ]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!"])
@pytest.mark.parametrize("kind", ["xlsx", "csv", "ods"])
def test_an_error_of_a_spreadsheet_is_an_empty_cell_and_named(
    app: Flask, people: People, error: str, kind: str
) -> None:
    lines = [HEADER, ("KH-9001", "មាលី", error, "", "012345678"), ("KH-9002", "ដារ៉ា", "1990", error, "")]
    content = xlsx(*lines) if kind == "xlsx" else text(*lines) if kind == "csv" else ods(*lines)
    list_import = lists(people, content, f"list.{kind}")
    assert [problems(row) for row in rows(list_import)] == [[], []]
    assert shown(app, list_import, "en") == [
        [("birth", error, (f"The spreadsheet has an error here ({error}): the cell counts as empty.",))],
        [],
    ]
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_a_formula_whose_result_is_not_in_the_file_is_named(
    app: Flask, people: People, language: str
) -> None:
    lines = [HEADER, ("KH-9001", '=CONCATENATE("ម៉ា", "លី")', "1990"), ("KH-9002", "ដារ៉ា", "=DATE(1990,1,2)")]
    list_import = lists(people, xlsx(*lines, ("Total", "=COUNTA(B2:B3)")))
    assert [problems(row) for row in rows(list_import)[:2]] == [[("name", "name-missing")], []]
    named, born = shown(app, list_import, language)
    assert [one[:2] for one in (*named, *born)] == [("name", "#FORMULA!"), ("birth", "#FORMULA!")]
    assert list_import.matching[column_facts.LOST_CELLS] == 2
    assert rows(list_import)[2].action == "skip"  # a total is one, whatever its formulas say
    imports.drop(list_import, actor=None)


def test_what_was_lost_is_kept_as_an_empty_cell(people: People) -> None:
    given = {"number": "KH-9001", "name": "មាលី", "birth": "#REF!"}
    cells, notes = left_out.kept(given, "people", KHM)
    assert cells["birth"] == "-"
    assert [(one.field, one.word) for one in notes] == [("birth", "cell-lost")]
    assert line_reader.read(given, "people", KHM).problems == ()


CELL = '<c r="B2"{}>{}</c>'


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        (CELL.format(' t="e"', "<f>A1</f><v>#REF!</v>"), {(1, 1): "#REF!"}),
        (CELL.format(' s="4" t="e"', "<v>#N/A</v>"), {(1, 1): "#N/A"}),
        (CELL.format("", "<f>A1</f>"), {(1, 1): "#FORMULA!"}),
        (CELL.format("", '<f t="shared" si="0"/><v/>'), {(1, 1): "#FORMULA!"}),
        (CELL.format(' t="str"', "<f>A1</f><v></v>"), {}),
        (CELL.format("", "<f>A1</f><v>5</v>"), {}),
        (CELL.format("", "<v>5</v>"), {}),
        (CELL.format(' t="inlineStr"', "<is><t>x</t></is>"), {}),
        ('<c r="AB12"><f>A1</f><v></v></c>', {(11, 27): "#FORMULA!"}),
        ("<c><f>A1</f></c>", {}),
    ],
)
def test_cells_without_a_value(cell: str, lost: dict[tuple[int, int], str]) -> None:
    sheet = f'<sheetData><row r="2">{cell}</row></sheetData>'
    assert sheet_parts.parts_of_sheet(sheet).lost == lost


def test_hidden_rows_and_columns_of_a_sheet() -> None:
    sheet = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/><col hidden="true"/></cols>'
        '<row r="2" hidden="1"/><row r="3" hidden="0"/><row hidden="1"/><row r="7" hidden="true">'
    )
    assert sheet_parts.parts_of_sheet(sheet) == ({}, (1, 6), (1, 2))


def test_only_what_is_an_error_is_one() -> None:
    for text_ in ("#REF!", " #N/A ", "Err:502", "#FORMULA!"):
        assert sheet_parts.is_lost(text_)
    for text_ in ("", "#1", "# 12", "Err", "Erika", "N/A", "#REF! old"):
        assert not sheet_parts.is_lost(text_)


def test_a_workbook_without_its_usual_parts_has_nothing_beside_its_cells() -> None:
    assert sheet_parts.parts_of(ods(["Name"], ["Sokha"])) == {}


def test_each_sheet_is_found_by_the_name_that_people_give_it() -> None:
    content = with_hidden(xlsx(HEADER, ("KH-9001", "=A1"), name="ອສ & ຄູ", hidden=True), 2, column="D")
    found = sheet_parts.parts_of(content)
    assert found == {"ອສ & ຄູ": ({(1, 1): "#FORMULA!"}, (1,), (3,)), "Old": ({}, (), ())}


def test_what_is_hidden_is_kept_with_the_file() -> None:
    content = with_hidden(xlsx(HEADER, ("KH-9001", "មាលី", "#REF!")), 2, column="D")
    book = files.read(content)
    assert (book.sheets[0].hidden_rows, book.sheets[0].hidden_columns) == ((1,), (3,))
    assert book.sheets[0].lost == ((1, 2, "#REF!"),)
    assert files.unpacked(files.packed(book)) == book


@pytest.mark.parametrize(
    ("language", "column", "lines"),
    [
        ("en", "The column “Note” is hidden in the file.", "Lines 2, 4 are hidden in the file."),
        ("km", "«Note»", "2, 4"),
        ("lo", "“Note”", "2, 4"),
        ("th", "“Note”", "2, 4"),
    ],
)
def test_hidden_rows_and_columns_are_named_before_they_come_in(
    client: StrictClient, people: People, language: str, column: str, lines: str
) -> None:
    names = [(f"KH-900{number}", name, "", "x", "") for number, name in enumerate(("មាលី", "ដារ៉ា", "ពិសី"), 1)]
    content = with_hidden(xlsx(HEADER, *names, ("Total", "3")), 2, 4, 5, column="D")
    list_import = brought(content, "list.xlsx", "people", people.chan.unit, people.chan)
    layout = file_layout.layout_of(list_import)
    assert layout.hidden_lines == (2, 4)
    assert [one.header for one in layout.columns if one.is_hidden] == ["Note"]
    session.commit()
    client.sign_in("KH-1200")
    page = client.get(f"/{language}/people/imports/{list_import.uuid}/").get_data(as_text=True)
    assert column in page
    assert lines in page
    imports.drop(list_import, actor=None)


def test_a_mended_list_says_nothing_of_errors(people: People) -> None:
    list_import = lists(people, xlsx(HEADER, ("KH-9001", "មាលី", "1990")))
    (row,) = rows(list_import)
    usual = list_locale.customs_of(list_import)
    assert [*line_notes.notes_of(row.given, line_reader.read(row.given, "people", usual).values, usual)] == []
    imports.drop(list_import, actor=None)
