"""What only the format of a cell shows in an XLS: 0.9 is 90%, 124 is 00124. See `formats`.

Reads no more of the records of Excel 97 ([MS-XLS]) in their container ([MS-CFB]) than numbers and their formats. What
cannot be read so is opened without: a damaged file, an older one, one of more than 7 MB.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from lms.table_files.number_formats import BUILT_IN, Style, style_of

_LAST_SECTOR: Final = 0xFFFFFFFA  # from here on a number of a sector means that there is none
_SECTORS: Final = {9: 512, 12: 4096}  # bytes, by the power of two that the header says; it fills one itself
_DIRECTORY_ENTRY: Final = 128
_BOOK: Final = "Workbook".encode("utf-16-le")
_EXCEL_97: Final = 0x0600
_BOF, _EOF, _SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_NUMBER, _RK, _MULRK, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006

# Row and column, from 0 -> the text that is shown.
Shown = dict[tuple[int, int], str]
_UNREADABLE: Final = (struct.error, LookupError, UnicodeDecodeError, ValueError, OverflowError)


class _Cell(NamedTuple):
    row: int
    column: int
    style: int
    value: float


def shown_in(content: bytes) -> Mapping[str, Shown]:
    """The numbers of each sheet that are shown otherwise than they stand in the file."""
    try:
        book = _stream(content)
        styles, sheets = _globals(book)
        if not styles:
            return {}
        # Each record is read once, whatever the file says of where sheets begin.
        parts = sorted({at for _, at in sheets})
        shown = {
            at: _shown(book, at, end, styles) for at, end in zip(parts, [*parts[1:], len(book)], strict=True)
        }
        return {name: shown[at] for name, at in sheets}
    except _UNREADABLE:
        return {}


def parts_of(content: bytes) -> list[int]:
    """Where the file says that its sheets begin; nothing of one that cannot be read so."""
    try:
        return [at for _, at in _globals(_stream(content))[1]]
    except _UNREADABLE:
        return []


def _stream(content: bytes) -> bytes:
    """The records, put together of the sectors in which they lie."""
    size = _SECTORS[struct.unpack_from("<H", content, 30)[0]]
    places = [place for place in struct.unpack_from("<109I", content, 76) if place < _LAST_SECTOR]
    table = [
        entry
        for place in places
        for entry in struct.unpack_from(f"<{size // 4}I", content, (place + 1) * size)
    ]

    def chain(place: int) -> bytes:
        sectors: list[bytes] = []
        while place < _LAST_SECTOR and len(sectors) <= len(content) // size:
            sectors.append(content[(place + 1) * size : (place + 2) * size])
            place = table[place]
        return b"".join(sectors)

    folder = chain(struct.unpack_from("<I", content, 48)[0])
    for at in range(0, len(folder), _DIRECTORY_ENTRY):
        if folder[at : at + len(_BOOK) + 2] == _BOOK + b"\0\0":
            start, length = struct.unpack_from("<2I", folder, at + 116)
            return chain(start)[:length]
    return b""


def _records(book: bytes, at: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of a book, which is over where another one begins, without those of charts within."""
    kind, size, version = struct.unpack_from("<3H", book, at)
    if kind != _BOF or version != _EXCEL_97:
        return
    depth = 0
    while at < end:
        kind, size = struct.unpack_from("<2H", book, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _globals(book: bytes) -> tuple[dict[int, Style], list[tuple[str, int]]]:
    """How each style shows a number, if otherwise; the names of the sheets, and where they begin."""
    codes = {int(number): code for number, code in BUILT_IN.items()}
    formats: list[int] = []
    sheets: list[tuple[str, int]] = []
    for kind, body in _records(book, 0, len(book)):
        if kind == _FORMAT:
            number, length = struct.unpack_from("<2H", body)
            codes[number] = _text(body, 4, length)
        elif kind == _XF:
            formats.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _SHEET:
            sheets.append((_text(body, 7, body[6]), struct.unpack_from("<I", body)[0]))
    known = {number: style for number, code in codes.items() if (style := style_of(code))}
    return {place: known[number] for place, number in enumerate(formats) if number in known}, sheets


def _text(body: bytes, at: int, length: int) -> str:
    if body[at] & 1:
        return body[at + 1 : at + 1 + 2 * length].decode("utf-16-le")
    return body[at + 1 : at + 1 + length].decode("latin-1")


def _shown(book: bytes, at: int, end: int, styles: Mapping[int, Style]) -> Shown:
    found: Shown = {}
    for kind, body in _records(book, at, end):
        for cell in _cells(kind, body):
            style = styles.get(cell.style)
            text = style(repr(cell.value).encode()) if style else None
            if text is not None:
                found[cell.row, cell.column] = text.decode()
    return found


def _cells(kind: int, body: bytes) -> Iterator[_Cell]:
    if kind == _NUMBER or (kind == _FORMULA and body[12:14] != b"\xff\xff"):
        yield _Cell(*struct.unpack_from("<3Hd", body))
    elif kind == _RK:
        row, column, style, number = struct.unpack_from("<3HI", body)
        yield _Cell(row, column, style, _small(number))
    elif kind == _MULRK:
        row, column = struct.unpack_from("<2H", body)
        for place in range((len(body) - 6) // 6):
            style, number = struct.unpack_from("<HI", body, 4 + 6 * place)
            yield _Cell(row, column + place, style, _small(number))


def _small(number: int) -> float:
    """A number in four bytes: whole or the upper half of a double, and perhaps in hundredths."""
    if number & 2:
        whole = number >> 2
        value = float(whole - (1 << 30) if whole >> 29 else whole)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (number & ~3) << 32))[0])
    return value / 100 if number & 1 else value
