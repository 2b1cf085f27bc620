"""Which part of an XLSX each of its sheets is in, as the file itself says. Pure; knows no cells."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Final

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
# Each looks no further than to the end of its tag.
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)")
_SHEET_ID: Final = re.compile(rb"""\w:id\s*+=\s*+["']([^"']*)""")
_ID: Final = re.compile(rb"""(?<!\w)Id\s*+=\s*+["']([^"']*)""")
_TARGET: Final = re.compile(rb"""(?<!\w)Target\s*+=\s*+["']([^"']*)""")


def parts_of(content: bytes) -> list[str]:
    """The part of each sheet, in the order of the sheets; nothing of a file that does not say it so.

    Give it an archive that `archive_guard` has passed.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not {_WORKBOOK, _RELATIONS} <= set(archive.namelist()):
            return []
        workbook, relations = archive.read(_WORKBOOK), archive.read(_RELATIONS)
    targets = {
        _first(_ID, tag): posixpath.normpath(posixpath.join("/xl", _first(_TARGET, tag)))
        for tag in _RELATION.findall(relations)
    }
    return [
        targets.get(place, place) for place in (_first(_SHEET_ID, tag) for tag in _SHEET.findall(workbook))
    ]


def _first(pattern: re.Pattern[bytes], tag: bytes) -> str:
    found = pattern.search(tag)
    return found[1].decode("utf-8", "replace") if found else ""
