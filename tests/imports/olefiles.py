"""XLS by hand: the records of Excel 97 in their OLE container, and containers with a password on them."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

_SECTOR: Final = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST: Final = 4096  # bytes; a shorter stream would lie in another table
_BUILT_IN: Final = ("9", "10")  # 0% and 0.00%, known by their numbers
_FIRST_OWN: Final = 164  # number of a format that no program has by itself
Merged = tuple[int, int, int, int]


@dataclass(frozen=True)
class Formatted:
    """A number that is shown in a format, in the record of a number, of a small number, of a row of them, of a sum."""

    value: float
    code: str
    record: Literal["number", "rk", "mulrk", "formula"] = "number"


@dataclass(frozen=True)
class Page:
    """A sheet. `merged` are ranges (first row, first column, last row, last column), counted from 0."""

    name: str
    rows: Sequence[Sequence[str | float | Formatted]]
    merged: Sequence[Merged] = ()
    hidden: bool = False
    chart: bool = False


def xls(*pages: Page, locked: bool = False) -> bytes:
    """A workbook."""
    codes = [cell.code for page in pages for row in page.rows for cell in row if isinstance(cell, Formatted)]
    sheets = [_sheet(page, codes) for page in pages]
    places = [len(_book(pages, [0] * len(pages), locked, codes))]
    for sheet in sheets[:-1]:
        places.append(places[-1] + len(sheet))
    return container(Workbook=_book(pages, places, locked, codes) + b"".join(sheets))


def locked_xlsx() -> bytes:
    """What Excel saves when it is asked for a password: the workbook is a package that nobody can read."""
    return container(EncryptionInfo=b"\4\0\4\0", EncryptedPackage=bytes(range(256)) * 20)


def container(**streams: bytes) -> bytes:
    """An OLE file with these streams, which must fit in one table of sectors: 60 kB."""
    table = [_FAT]
    folder = -(-(1 + len(streams)) // 4)
    table += [*range(2, folder + 1), _END]
    entries, data = [], b""
    for number, (name, content) in enumerate(streams.items(), 1):
        body = content.ljust(_SMALLEST, b"\0")
        start, sectors = len(table), -(-len(body) // _SECTOR)
        table += [*range(start + 1, start + sectors), _END]
        entries.append(
            _entry(name, 2, start, len(body), beside=number + 1 if number < len(streams) else _FREE)
        )
        data += body.ljust(sectors * _SECTOR, b"\0")
    table += [_FREE] * (_SECTOR // 4 - len(table))
    names = b"".join([_entry("Root Entry", 5, _END, 0, below=1), *entries]).ljust(folder * _SECTOR, b"\0")
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    sizes = struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    where = struct.pack("<109I", 0, *[_FREE] * 108)
    return magic + sizes + where + struct.pack("<128I", *table) + names + data


def _entry(name: str, kind: int, start: int, size: int, *, below: int = _FREE, beside: int = _FREE) -> bytes:
    raw = f"{name}\0".encode("utf-16-le")
    rest = struct.pack("<HBBIII16sIQQIQ", len(raw), kind, 1, _FREE, beside, below, b"", 0, 0, 0, start, size)
    return raw.ljust(64, b"\0") + rest


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _start(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _text(text: str, size: str = "<H") -> bytes:
    """Letters of one byte where that is enough, as Excel writes them."""
    plain = text.isascii()
    return struct.pack(size, len(text)) + bytes([not plain]) + text.encode("ascii" if plain else "utf-16-le")


def _book(pages: Sequence[Page], places: Sequence[int], locked: bool, codes: Sequence[str]) -> bytes:
    records = [_start(0x0005)]
    if locked:
        records.append(_record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48)))
    records.append(_record(0x0042, struct.pack("<H", 1200)))
    own = [(_FIRST_OWN + place, code) for place, code in enumerate(codes) if code not in _BUILT_IN]
    records += [_record(0x041E, struct.pack("<H", number) + _text(code)) for number, code in own]
    numbers = [int(code) if code in _BUILT_IN else _FIRST_OWN + place for place, code in enumerate(codes)]
    records += [_record(0x00E0, struct.pack("<HH16x", 0, number)) for number in (0, *numbers)]
    for page, place in zip(pages, places, strict=True):
        records.append(_record(0x0085, struct.pack("<IBB", place, page.hidden, 0) + _text(page.name, "<B")))
    return b"".join([*records, _record(0x000A)])


def _number(at: bytes, cell: Formatted, style: int) -> bytes:
    number = struct.pack("<d", cell.value)
    hundredths = 100.0 * cell.value
    whole = hundredths.is_integer()  # else the upper half is enough
    small = struct.pack("<i", int(hundredths) << 2 | 3) if whole else number[4:]
    match cell.record:
        case "number":
            return _record(0x0203, at + struct.pack("<H", style) + number)
        case "rk":
            return _record(0x027E, at + struct.pack("<H", style) + small)
        case "mulrk":
            return _record(0x00BD, at + struct.pack("<H", style) + small + at[2:])
        case "formula":  # of nothing but a number
            parsed = struct.pack("<HBd", 9, 0x1F, cell.value)
            return _record(0x0006, at + struct.pack("<H", style) + number + bytes(6) + parsed)


def _sheet(page: Page, codes: Sequence[str]) -> bytes:
    width = max(map(len, page.rows), default=0)
    records = [_start(0x0010), _record(0x0200, struct.pack("<IIHHH", 0, len(page.rows), 0, width, 0))]
    for row, cells in enumerate(page.rows):
        for column, cell in enumerate(cells):
            at = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                records += [_record(0x0204, at + _text(cell))] if cell else []
            elif isinstance(cell, Formatted):
                records.append(_number(at[:4], cell, 1 + codes.index(cell.code)))
            else:
                records.append(_record(0x0203, at + struct.pack("<d", cell)))
    if page.merged:
        ranges = b"".join(
            struct.pack("<4H", top, bottom, left, right) for top, left, bottom, right in page.merged
        )
        records.append(_record(0x00E5, struct.pack("<H", len(page.merged)) + ranges))
    if page.chart:  # a part within, with numbers of its own
        records += [_start(0x0020), _number(bytes(4), Formatted(0.5, ""), 1), _record(0x000A)]
    return b"".join([*records, _record(0x000A)])
