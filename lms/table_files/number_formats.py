"""What only the format of a cell shows: 124 in the file is 00124 on the sheet, and 0.9 is 90%.

Whoever reads the sheet knows the number as 00124 and the mark as 90%, and so does everybody who wrote them down.
Rewrites such cells of an XLSX or ODS to the text that is shown, before the workbook is opened. Knows no fields.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

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
# What is no sign of a format: a text, an escaped sign, a colour or a condition. One that is never closed reaches to the
# end: so nothing is looked for again.
_NO_SIGN: Final = re.compile(r'"[^"]*(?:"|\Z)|\\.|\[[^\]]*(?:\]|\Z)')
LONGEST_CODE: Final = 255  # letters of a format: Excel lets nobody write more
BUILT_IN: Final = {"9": "0%", "10": "0.00%"}  # have a number and no code in the file
_MOST_PLACES: Final = 10  # behind the point
_LARGEST: Final = 1e15  # a double says no whole number above
_CELL: Final = re.compile(
    rb'(<c r="[A-Z]+\d+" s="(\d+)")(?: t="n")?(>(?:<f\b[^<>]*(?:/>|>[^<]*</f>))?<v>)([^<]+)(?=</v>)'
)
_WHOLE: Final = re.compile(rb"(\d+)(?:\.0+)?")
_ANY_NUMBER: Final = re.compile(rb"-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?")
_ODS: Final = "content.xml"
_ODS_CELL: Final = re.compile(
    rb"<table:table-cell\b"
    rb'((?=[^<>]*value-type="percentage")[^<>]*(?=><text:p>[^<]+</text:p>)'
    rb"|[^<>]*(?=><text:p>[^<\d]*0\d+</text:p>))>"
)
_ODS_NUMBER: Final = re.compile(rb' (?:office|calcext):value(?:-type)?="[^"]*"')

# The value of a cell in the file -> the text that is shown, as XML; None where it is shown as it is.
Style: TypeAlias = Callable[[bytes], "bytes | None"]


def as_shown(content: bytes) -> bytes:
    """The workbook with numbers that are shown with zeros or in percent as texts; the same bytes where there are none.

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
        shown = _styles(archive.read(_STYLES).decode("utf-8", "replace"))
        return (lambda name, part: _xlsx(name, part, shown)) if shown else None
    if _ODS in names and _ODS_CELL.search(archive.read(_ODS)):
        return _ods
    return None


def _styles(text: str) -> Mapping[bytes, Style]:
    """By the number of a style: how it shows a number. Those that show what stands in the file are left out."""
    codes = dict(BUILT_IN)
    for tag in _FORMAT.findall(text):
        number, code = _NUMBER.search(tag), _CODE.search(tag)
        if number and code:
            codes[number[1]] = html.unescape(code[1])
    formats = {number: style for number, code in codes.items() if (style := style_of(code))}
    cells = text.partition(_CELL_STYLES[0])[2].partition(_CELL_STYLES[1])[0]
    numbers = map(_NUMBER.search, _CELL_STYLE.findall(cells))
    return {
        str(place).encode(): formats[number[1]]
        for place, number in enumerate(numbers)
        if number and number[1] in formats
    }


def style_of(code: str) -> Style | None:
    """How a format shows a number, where it is more than what stands in the file."""
    return None if len(code) > LONGEST_CODE else _zeros(code) or _percent(code)


def _zeros(code: str) -> Style | None:
    """Where a format shows a number with zeros, and perhaps with letters before it."""
    zeros = _ZEROS.fullmatch(code)
    if zeros is None:
        return None
    before, digits = html.escape(re.sub(r'["\\]', "", zeros[1])).encode(), len(zeros[2])

    def shown(value: bytes) -> bytes | None:
        whole = _WHOLE.fullmatch(value)
        return before + whole[1].zfill(digits) if whole else None

    return shown


def _percent(code: str) -> Style | None:
    """Where a format shows a share in percent, with so many places behind the point."""
    signs = _NO_SIGN.sub("", code).partition(";")[0]
    if "%" not in signs:
        return None
    behind = signs.partition(".")[2]
    smallest = Decimal(1).scaleb(-min(sum(behind.count(sign) for sign in "0#?"), _MOST_PLACES))

    def shown(value: bytes) -> bytes | None:
        if not _ANY_NUMBER.fullmatch(value) or abs(share := float(value)) >= _LARGEST:
            return None
        # Not more digits than a double has: 0.28999999999999998 is 29%.
        percent = (100 * Decimal(f"{share:.15g}")).quantize(smallest, ROUND_HALF_UP)
        return f"{percent:f}%".encode()

    return shown


def _xlsx(name: str, part: bytes, styles: Mapping[bytes, Style]) -> bytes:
    if not _SHEETS.fullmatch(name):
        return part

    def shown(cell: re.Match[bytes]) -> bytes:
        text = styles[cell[2]](cell[4]) if cell[2] in styles else None
        return cell[0] if text is None else cell[1] + b' t="str"' + cell[3] + text

    return _CELL.sub(shown, part)


def _ods(name: str, part: bytes) -> bytes:
    def shown(cell: re.Match[bytes]) -> bytes:
        return b'<table:table-cell office:value-type="string"' + _ODS_NUMBER.sub(b"", cell[1]) + b">"

    return _ODS_CELL.sub(shown, part) if name == _ODS else part
