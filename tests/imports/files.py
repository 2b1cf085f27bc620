"""Files as people save them: workbooks by openpyxl, text in the encodings of the region, an ODS by hand."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from lms.accounts.services.people import Person, Unit
from lms.imports.domain.headings.fields import Kind
from lms.imports.models import ListImport
from lms.imports.services.opening import open_import, received


def brought(content: bytes, name: str, kind: Kind, unit: Unit, actor: Person | None) -> ListImport:
    """A file that was brought in."""
    return open_import(received(content, name), kind, unit, actor)


PEOPLE = ("Volunteer number", "Name", "Name in Latin letters", "Sex", "Date of birth", "Phone", "Branch")


def xlsx(
    *rows: Sequence[Any], name: str = "Sheet", merged: Sequence[str] = (), hidden: bool = False
) -> bytes:
    """A workbook of one sheet, and a hidden one behind it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    if hidden:
        old = book.create_sheet("Old")
        old.append(["Volunteer number", "Name"])
        old.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text(*rows: Sequence[str], separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """A CSV."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


def ods(*rows: Sequence[str], cell: str = "", locked: bool = False) -> bytes:
    """An OpenDocument sheet: the least that its format asks for. `cell` is more XML for its last row."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    body += f"<table:table-row>{cell}</table:table-row>" if cell else ""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="People">{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        + ('<manifest:encryption-data manifest:checksum-type="SHA1/1K"/>' if locked else "")
        + "</manifest:file-entry></manifest:manifest>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


_XML = '<?xml version="1.0"?>'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def far_cells(places: Sequence[str], styles: str = "") -> bytes:
    """An XLSX with a sheet for each place: "Name" in its first cell, "x" in that place. `styles` is its part of these.

    By hand: a library would write the cells between, and no broken styles.
    """
    sheets = "".join(
        f'<sheet name="S{place}" sheetId="{place}" r:id="r{place}"/>' for place in range(1, len(places) + 1)
    )
    relations = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, len(places) + 1)
    )
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        "</Relationships>",
    }
    for number, place in enumerate(places, 1):
        row = "".join(sign for sign in place if sign.isdecimal())
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'{_XML}<worksheet {_MAIN}><sheetData><row r="1"><c r="A1" t="str"><v>Name</v></c></row>'
            f'<row r="{row}"><c r="{place}" t="str"><v>x</v></c></row></sheetData></worksheet>'
        )
    if styles:
        parts["xl/styles.xml"] = styles
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def repacked(content: bytes, part: str, old: str, new: str) -> bytes:
    """An archive with another text in one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(file, "w") as written:
        for name in archive.namelist():
            said = archive.read(name).decode()
            written.writestr(name, said.replace(old, new) if name == part else said)
    return file.getvalue()
