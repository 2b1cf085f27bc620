"""A name that a spreadsheet has lost is nobody's name."""

from __future__ import annotations

import pytest

from lms.accounts.domain.lost_names import fault_of, lost_in


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        *((name, name) for name in ("??????", "????? ?????", "?", "□□□", "\ufffd\ufffd")),
        ("ສົມ???", "???"),
        ("??? ວົງສະຫວັນ", "???"),
        ("ສົມ?? ວົງ??", "??"),
        ("Andr\ufffd", "\ufffd"),
        ("ສົມ□□", "□□"),
        ("ສົມພອນ?", "?"),
    ],
)
def test_letters_that_are_lost_are_found(name: str, lost: str) -> None:
    assert lost_in(name) == lost
    assert fault_of(name) == ("name-lost", lost)


@pytest.mark.parametrize("name", ["1234", "...", "៣៤៥", "12-34 5"])
def test_what_has_no_letter_never_lost_one(name: str) -> None:
    assert fault_of(name) == ("name-without-letters", name)


@pytest.mark.parametrize(
    "name", ["", "ສົມພອນ", "สมชาย ใจดี", "សុខា", "Sok-Kha", "O'Neil", "John 2", "ဒေါ်", "สมศรี (ตุ๊ก)", "A. B."]
)
def test_a_name_with_its_letters_has_lost_none(name: str) -> None:
    assert lost_in(name) == ""
    assert fault_of(name) is None
