"""The bytes of a question file as text: understood, or refused in words; never guessed into rubbish.

UTF-8 and UTF-16 say what they are. The Thai code page is taken where the text then reads like Thai; Khmer and Lao had
no code page, only fonts that drew other letters, which nobody can tell from a file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from lms.text.writing_systems import THAI

LARGEST: Final = 20 * 1024 * 1024  # bytes; questions with pictures inside are seldom half of it
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_THAI: Final = "cp874"
_DECLARED: Final = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "utf-16": "utf-16",
    "iso-8859-1": "cp1252",  # as browsers read it: nobody means the control characters
    "windows-1252": "cp1252",
    "windows-874": _THAI,
    "tis-620": _THAI,
    "iso-8859-11": _THAI,
}
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NO_TEXT = re.compile("[\\x00-\\x08\\x0e-\\x1f]")
_SIGN_ALONE = re.compile(f"(?<![{THAI.letters}{THAI.signs}])[{THAI.signs}]")
_BETWEEN_LATIN = re.compile("(?<=[A-Za-z])[\u0e01-\u0e5b]{1,2}(?=[A-Za-z])")
_THAI_WORD = re.compile("[\u0e01-\u0e4e]{3}")


@dataclass(frozen=True)
class Decoded:
    """The text without its byte order mark and with plain line ends, and the encoding that it was in."""

    text: str
    encoding: str


class NotUnderstoodError(Exception):
    """The bytes are no text that we can read; the message says what to do, `line` where it was seen."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def decoded(content: bytes) -> Decoded:
    """The text of a file. Raises NotUnderstoodError."""
    if len(content) > LARGEST:
        raise NotUnderstoodError(f"the file is larger than {LARGEST // 1024 // 1024} MB: export it in parts")
    encoding = _encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotUnderstoodError(*_refusal(content, error.start)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _NO_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise NotUnderstoodError("this is no text file: it has characters that no text has", line)
    return Decoded(text, "utf-8" if encoding == "utf-8-sig" else encoding)


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if declared := _DECLARATION.match(content[:300]):
        label = declared[1].decode("ascii").lower()
        if label not in _DECLARED:
            raise NotUnderstoodError(
                f"the file says that it is {label}, which is not known here: save it as UTF-8"
            )
        return _DECLARED[label]
    if b"\x00" in content[:200]:
        return "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _reads_as_thai(content):
            return _THAI
        raise NotUnderstoodError(*_refusal(content, error.start)) from None
    return "utf-8"


def _reads_as_thai(content: bytes) -> bool:
    """Whether the bytes are words of Thai in its code page, and not another language read as Thai."""
    try:
        text = content.decode(_THAI)
    except UnicodeDecodeError:
        return False
    return (
        not _SIGN_ALONE.search(text)
        and not _BETWEEN_LATIN.search(text)
        and _THAI_WORD.search(text) is not None
    )


def _refusal(content: bytes, at: int) -> tuple[str, int]:
    return "the file is not UTF-8: save it as UTF-8; text in old fonts has to be converted first", (
        content.count(b"\n", 0, at) + 1
    )
