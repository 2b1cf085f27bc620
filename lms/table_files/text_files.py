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
from lms.text.writing_systems import THAI, WRITINGS

_SEPARATORS: Final = (",", ";", "\t")
_LOOKED_AT: Final = 30  # lines, to find the separator
# Signs in one line that may separate cells: as many as a spreadsheet has columns. A line of millions takes half a
# gigabyte before anybody can count its cells.
_MOST_SIGNS: Final = 16_384
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Signs that no list holds, and every picture, sound or program.
_NO_TEXT = re.compile("[\\x00-\\x08\\x0e-\\x1a]")
# A sign that separates, and none that a cell may begin or end with: any other first line is one like the rest.
_EXCEL_HINT = re.compile(r'sep=([^\w\s"]|\t)\r?\n')
# A sign without a letter before it: this is not Thai, but something else read as Thai.
_LOST_SIGN = re.compile(f"(?<![{THAI.letters}{THAI.signs}])[{THAI.signs}]")
_LOST_WORD = re.compile(r"\?{3}")
_FEWEST_LOST: Final = 2  # lines
_OUR_LETTER = re.compile("[" + "".join(writing.letters for writing in WRITINGS) + "]")


class Text(NamedTuple):
    """The text of a file, and the encoding it was in."""

    text: str
    encoding: str


def decoded(content: bytes) -> Text:
    """The bytes as text.

    Raises RuleBroken, field "file": "encoding-unknown", "letters-lost" (question marks instead of letters),
    "file-no-list" (not text at all).
    """
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
    if has_lost_letters(text):
        raise RuleBroken("letters-lost", field="file")
    return Text(text, encoding)


def has_lost_letters(text: str) -> bool:
    """Whether most lines of a text have words of question marks, and none has a letter of our scripts.

    So a spreadsheet saves Lao in the Windows code page. A single "???" is what people write where they do not know.
    """
    lines = [line for line in islice(io.StringIO(text), _LOOKED_AT) if line.strip()]
    lost = sum(bool(_LOST_WORD.search(line)) for line in lines)
    return lost >= _FEWEST_LOST and 2 * lost > len(lines) and not _OUR_LETTER.search(text)


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


class _WideError(Exception):
    """A line with more cells than any table has."""


class _Lines:
    """The lines of a text for `csv`, which takes several where a cell holds line ends. No more signs than a row has."""

    def __init__(self, text: str, separator: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._separator = separator
        self.signs = 0  # that may separate cells, of the row that is being read

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.signs += line.count(self._separator)
        if self.signs > _MOST_SIGNS:
            raise _WideError
        return line


def rows(text: str, most: int, most_columns: int) -> list[list[str]]:
    """The cells of the first `most` lines, without the empty ones at their ends.

    Raises RuleBroken, field "file": "file-unreadable", "too-many-columns" (more than `most_columns` in a line), as soon
    as it is seen.
    """
    separator = ""
    if hint := _EXCEL_HINT.match(text):
        separator, text = hint[1], text[hint.end() :]
    found = []
    try:
        for row in islice(_read(text, separator or _separator(text)), most):
            found.append(_narrow(row, most_columns))
    except _WideError:
        raise RuleBroken("too-many-columns", field="file", most=most_columns) from None
    except csv.Error:
        raise RuleBroken("file-unreadable", field="file") from None
    return found


def _narrow(row: list[str], most: int) -> list[str]:
    while row and not row[-1].strip():
        row.pop()
    if len(row) > most:
        raise _WideError
    return row


def _read(text: str, separator: str) -> Iterator[list[str]]:
    lines = _Lines(text, separator)
    for row in csv.reader(lines, delimiter=separator):
        lines.signs = 0
        yield row


def _separator(text: str) -> str:
    """The separator that cuts the most lines into the most, and the same number of, cells."""

    def worth(separator: str) -> int:
        try:
            widths = [len(row) for row in islice(_read(text, separator), _LOOKED_AT) if row]
        except (
            csv.Error
        ):  # a long line that this one does not cut is a single cell, longer than the module reads
            return 0
        except _WideError:  # it cuts more than any other
            return _MOST_SIGNS
        usual = max(set(widths), key=lambda width: (widths.count(width) * (width - 1), width), default=1)
        return widths.count(usual) * (usual - 1)

    return max(_SEPARATORS, key=worth)
