"""Zeros that are only shown: in many lists 124 stands in the file, and a format of the cell makes 00124 of it.

Whoever reads the sheet knows the number as 00124, and so does everybody who wrote it on a card. Rewrites such cells of
an XLSX or ODS to the text that is shown, before the workbook is opened. Knows no fields.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

_STYLES: Final = "xl/styles.xml"
_SHEETS: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
# Each looks no further than to the next tag: a file of nothing but beginnings is read once, not once for each of them.
_FORMAT: Final = re.compile(r"<numFmt\b([^<]*)")
_CELL_STYLE: Final = re.compile(r"<xf\b([^<]*)")
_NUMBER: Final = re.compile(r'\bnumFmtId="(\d+)"')
_CODE: Final = re.compile(r'\bformatCode="([^"]*)"')
_CELL_STYLES: Final = ("<cellXfs", "</cellXfs>")
# Zeros, perhaps after letters that stand before every number: 00000, "KH-"0000, \K\H\-0000.
_ZEROS: Final = re.compile(r'((?:"[^"]*"|\\.|-)*)(0{2,})(?:;.*)?')
_CELL: Final = re.compile(rb'(<c r="[A-Z]+\d+" s="(\d+)")(?: t="n")?(><v>)(\d+)(?:\.0+)?(?=</v>)')
_ODS: Final = "content.xml"
_ODS_CELL: Final = re.compile(rb"<table:table-cell\b([^<>]*)>(?=<text:p>[^<\d]*0\d+</text:p>)")
_ODS_NUMBER: Final = re.compile(rb' (?:office|calcext):value(?:-type)?="[^"]*"')


def as_shown(content: bytes) -> bytes:
    """The workbook with numbers that are shown with zeros as texts; the same bytes where there are none.

    Give it an archive that `archives` has passed.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        change = _change_of(archive)
        if change is None:
            return content
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as written:
            for name in archive.namelist():
                written.writestr(name, change(name, archive.read(name)))
    return file.getvalue()


def _change_of(archive: zipfile.ZipFile) -> Callable[[str, bytes], bytes] | None:
    """What is to be done with each part of the archive, or None for nothing."""
    names = archive.namelist()
    if _STYLES in names:
        zeros = _zeros(archive.read(_STYLES).decode("utf-8", "replace"))
        return (lambda name, part: _xlsx(name, part, zeros)) if zeros else None
    if _ODS in names and _ODS_CELL.search(archive.read(_ODS)):
        return _ods
    return None


def _zeros(styles: str) -> Mapping[bytes, tuple[bytes, int]]:
    """By the number of a style: what stands before a number, and how many digits it is shown with."""
    formats: dict[str, tuple[bytes, int]] = {}
    for tag in _FORMAT.findall(styles):
        number, code = _NUMBER.search(tag), _CODE.search(tag)
        if number and code and (zeros := _ZEROS.fullmatch(html.unescape(code[1]))):
            before = re.sub(r'["\\]', "", zeros[1])
            formats[number[1]] = (html.escape(before).encode(), len(zeros[2]))
    cells = styles.partition(_CELL_STYLES[0])[2].partition(_CELL_STYLES[1])[0]
    numbers = map(_NUMBER.search, _CELL_STYLE.findall(cells))
    return {
        str(place).encode(): formats[number[1]]
        for place, number in enumerate(numbers)
        if number and number[1] in formats
    }


def _xlsx(name: str, part: bytes, zeros: Mapping[bytes, tuple[bytes, int]]) -> bytes:
    if not _SHEETS.fullmatch(name):
        return part

    def shown(cell: re.Match[bytes]) -> bytes:
        if cell[2] not in zeros:
            return cell[0]
        before, digits = zeros[cell[2]]
        return cell[1] + b' t="str"' + cell[3] + before + cell[4].zfill(digits)

    return _CELL.sub(shown, part)


def _ods(name: str, part: bytes) -> bytes:
    def shown(cell: re.Match[bytes]) -> bytes:
        return b'<table:table-cell office:value-type="string"' + _ODS_NUMBER.sub(b"", cell[1]) + b">"

    return _ODS_CELL.sub(shown, part) if name == _ODS else part
