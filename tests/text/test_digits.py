"""Numbers that Malee types with Thai digits, and dates that a certificate shows with them."""

import pytest

from lms.text.digits import ascii_digits, native_digits, whole_number


@pytest.mark.parametrize("language", ["km", "lo", "th", "my"])
def test_digits_of_each_language_come_back_as_they_went(language: str) -> None:
    native = native_digits("0123456789", language)
    assert len(native) == 10
    assert not native.isascii()
    assert ascii_digits(native) == "0123456789"


def test_malee_types_her_number_in_thai_digits() -> None:
    assert ascii_digits("TH-๐๐๑๒") == "TH-0012"
    assert ascii_digits("TH-0012") == "TH-0012"


def test_what_is_no_decimal_digit_stays() -> None:
    assert ascii_digits("x² ½ Ⅷ ၀ဝ") == "x² ½ Ⅷ 0ဝ"


def test_a_language_without_digits_of_its_own_keeps_ours() -> None:
    assert native_digits("2026", "en") == "2026"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("007", 7),
        (" 1200 ", 1200),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1 200 000", 1_200_000),
        ("១.២០០", 1200),
        ("1.2", None),
        ("12,00", None),
        ("0,120", None),
        ("1,200.000", None),
        ("-3", None),
        ("", None),
        ("x", None),
        ("9" * 12, None),
    ],
)
def test_a_whole_number_is_read_with_its_thousands_apart_and_no_fraction(
    typed: str, number: int | None
) -> None:
    assert whole_number(typed) == number
