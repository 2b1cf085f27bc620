"""The guard before a spreadsheet is opened: is it one, is there a password on it, and does it swell?

An XLSX or ODS is a ZIP, and a ZIP can swell to a thousand times its size: what really comes out is counted, since the
sizes that it declares may lie. Knows no cells.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import Final

from lms.errors import RuleBroken

MOST_BYTES: Final = 150 * 1024 * 1024  # unpacked: about ten times a roster of 50,000 people
MOST_ENTRIES: Final = 2_000
# A sheet of repeated words packs a hundred times; what packs better, and is large, was made to do harm.
MOST_RATIO: Final = 250
_SMALL: Final = 5 * 1024 * 1024
_CHUNK: Final = 1024 * 1024
_LOCAL_HEADER: Final = 30  # bytes, before the name and the extra field of a file inside
_ENTRY: Final = b"PK\x01\x02"
_ENCRYPTED: Final = 1
_MANIFEST: Final = "META-INF/manifest.xml"
_OF_A_SPREADSHEET: Final = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_BOOK: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # the first record of an XLS since 1997
_FILE_PASS: Final = 0x2F  # the record of a password; its neighbours are readable
_FIRST_RECORDS: Final = 20


def check(content: bytes) -> None:
    """Pass an archive that is safe to open.

    Raises RuleBroken, field "file": "file-unreadable", "file-no-list" (a document, a presentation, any other ZIP),
    "file-swells", "file-locked" (a password).
    """
    # Before it is parsed: half a million names fit into 20 MB and become a gigabyte of objects. What stands in the
    # directory begins so; the number that the archive declares may lie.
    if content.count(_ENTRY) > MOST_ENTRIES:
        raise RuleBroken("file-swells", field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise RuleBroken("file-unreadable", field="file") from None
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RuleBroken("file-locked", field="file")
    if not any(entry.filename in _OF_A_SPREADSHEET for entry in entries):
        raise RuleBroken("file-no-list", field="file")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise RuleBroken("file-swells", field="file")
    _refuse_overlaps(content, entries)
    left = MOST_BYTES
    for entry in entries:
        left -= _unpacked_size(content, entry, left)
    if _is_locked_ods(content):
        raise RuleBroken("file-locked", field="file")


def _is_locked_ods(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST)


def is_locked(content: bytes) -> bool:
    """Whether there is a password on an OLE file: an XLSX then lies in it as a package, an XLS says so at its start."""
    if _PACKAGE in content:
        return True
    at = content.find(_BOOK)
    for _ in range(_FIRST_RECORDS):
        if at < 0 or at + 4 > len(content):
            return False
        kind, size = (int.from_bytes(content[at + place : at + place + 2], "little") for place in (0, 2))
        if kind == _FILE_PASS:
            return True
        at += 4 + size
    return False


def _refuse_overlaps(content: bytes, entries: Sequence[zipfile.ZipInfo]) -> None:
    """Thousands of entries may point at the same bytes, which are then unpacked as often. No program writes that."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise RuleBroken("file-swells", field="file")
        end = _start_of(content, entry) + entry.compress_size


def _unpacked_size(content: bytes, entry: zipfile.ZipInfo, most: int) -> int:
    start = _start_of(content, entry)
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise RuleBroken("file-unreadable", field="file")
    return _inflated_size(packed, most)


def _start_of(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the packed bytes of an entry begin."""
    header = content[entry.header_offset : entry.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER:
        raise RuleBroken("file-unreadable", field="file")
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    return entry.header_offset + _LOCAL_HEADER + name + extra


def _inflated_size(packed: bytes, most: int) -> int:
    machine, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    most = min(most, max(_SMALL, MOST_RATIO * len(packed)))
    try:
        while packed:
            size += len(machine.decompress(packed, _CHUNK))
            if size > most:
                raise RuleBroken("file-swells", field="file")
            packed = machine.unconsumed_tail
    except zlib.error:
        raise RuleBroken("file-unreadable", field="file") from None
    return size
