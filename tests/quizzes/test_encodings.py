"""Bytes of question files: understood, or refused in words; never mojibake."""

from __future__ import annotations

import codecs

import pytest

from lms.quizzes.domain.exchange import encodings
from lms.quizzes.domain.exchange.encodings import NotUnderstoodError, decoded

THAI = "::a::สิ่งแรกที่ทำคืออะไร {=มอง ~ฟัง}"
XML = '<?xml version="1.0" encoding="{}"?><quiz>{}</quiz>'

UNDERSTOOD = {
    "Khmer in UTF-8": ("សួស្តី".encode(), "សួស្តី", "utf-8"),
    "with a byte order mark": (codecs.BOM_UTF8 + b"a", "a", "utf-8"),
    "with the lines of Windows": (b"a\r\nb\rc", "a\nb\nc", "utf-8"),
    "Lao in UTF-16, as Notepad saves Unicode": ("ສະບາຍດີ".encode("utf-16"), "ສະບາຍດີ", "utf-16"),
    "UTF-16 without its mark": ("::a::".encode("utf-16-le"), "::a::", "utf-16-le"),
    "UTF-16 without its mark, the other way round": ("::a::".encode("utf-16-be"), "::a::", "utf-16-be"),
    "Thai in its code page": (THAI.encode("cp874"), THAI, "cp874"),
    "XML that says what it is": (
        XML.format("windows-874", "ไทย").encode("cp874"),
        XML.format("windows-874", "ไทย"),
        "cp874",
    ),
    "XML of the West": (
        XML.format("ISO-8859-1", "é").encode("latin-1"),
        XML.format("ISO-8859-1", "é"),
        "cp1252",
    ),
}


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_what_is_understood(name: str) -> None:
    content, text, encoding = UNDERSTOOD[name]
    assert (decoded(content).text, decoded(content).encoding) == (text, encoding)


REFUSED = {
    "French of the West": ("un\ncafé et un thé".encode("cp1252"), "not UTF-8", 2),
    "German of the West, between letters": ("a\nb\nFußgänger".encode("cp1252"), "not UTF-8", 3),
    "letters that no Thai code page has": (b"a\n\xfc\xfd", "not UTF-8", 2),
    "a row of signs": (b"a\n\xd1\xd1\xd1\xd1", "not UTF-8", 2),
    "XML that is not what it says": (XML.format("UTF-8", "ไทย").encode("cp874"), "not UTF-8", 1),
    "XML in an encoding from far away": (XML.format("Shift_JIS", "a").encode(), "shift_jis", 1),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "no text file", 1),
    "a ZIP": (b"PK\x03\x04", "no text file", 1),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_in_words_with_its_line(name: str) -> None:
    content, words, line = REFUSED[name]
    with pytest.raises(NotUnderstoodError, match=words) as refused:
        decoded(content)
    assert refused.value.line == line


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "LARGEST", 10)
    with pytest.raises(NotUnderstoodError, match="larger"):
        decoded(b"a" * 11)
