"""A table that was saved as text: which encoding, which separator. Pure.

Only encodings that people of the region save in: UTF-8, UTF-16 (Excel's "Unicode text") and the Thai code page.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from lms.errors import RuleBroken
from lms.text.writing_systems import THAI

_SEPARATORS: Final = (",", ";", "\t")
_LOOKED_AT: Final = 30  # lines, to find the separator
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Signs that no list holds, and every picture, sound or program.
_NO_TEXT = re.compile("[\\x00-\\x08\\x0e-\\x1a]")
_EXCEL_HINT = re.compile("sep=(.)\\r?\\n")
# A sign without a letter before it: this is not Thai, but something else read as Thai.
_LOST_SIGN = re.compile(f"(?<![{THAI.letters}{THAI.signs}])[{THAI.signs}]")


class Text(NamedTuple):
    """The text of a file, and the encoding it was in."""

    text: str
    encoding: str


def decoded(content: bytes) -> Text:
    """The bytes as text. Raises RuleBroken, field "file": "encoding-unknown", "file-no-list" (not text at all)."""
    encoding = _encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        guessed = encoding in ("utf-16-le", "utf-16-be")  # zeros, and no text for all that
        raise RuleBroken("file-no-list" if guessed else "encoding-unknown", field="file") from None
    if _NO_TEXT.search(text):
        raise RuleBroken("file-no-list", field="file")
    if encoding == "cp874" and _LOST_SIGN.search(text):
        raise RuleBroken("encoding-unknown", field="file")
    return Text(text, encoding)


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if b"\x00" in content[:200]:
        # UTF-16 without its mark: every other byte of the separators and digits is zero.
        return "utf-16-le" if content[1:2] == b"\x00" or content[3:4] == b"\x00" else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp874"
    return "utf-8"


def rows(text: str, most: int) -> list[list[str]]:
    """The cells of the first `most` lines. Raises RuleBroken("file-unreadable", field="file")."""
    separator = ""
    if hint := _EXCEL_HINT.match(text):
        separator, text = hint[1], text[hint.end() :]
    try:
        return list(islice(_read(text, separator or _separator(text)), most))
    except csv.Error:
        raise RuleBroken("file-unreadable", field="file") from None


def _read(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """The separator that cuts the most lines into the most, and the same number of, cells."""

    def worth(separator: str) -> int:
        widths = [len(row) for row in islice(_read(text, separator), _LOOKED_AT) if row]
        usual = max(set(widths), key=lambda width: (widths.count(width) * (width - 1), width), default=1)
        return widths.count(usual) * (usual - 1)

    return max(_SEPARATORS, key=worth)
