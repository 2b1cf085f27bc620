"""Numbers that a spreadsheet has taken the zeros from are asked about, once, and not guessed."""

from __future__ import annotations

import pytest

from lms.errors import RuleBroken
from lms.imports.domain.values import number_widths
from lms.imports.domain.values.number_widths import AS_WRITTEN, ZEROS, Width


def test_how_many_digits_numbers_have_is_learnt_from_those_that_begin_with_a_zero() -> None:
    numbers = ["0007", "0008", "9", "1000", "KH-001", "KH-12", "007", "V-1", "KH/1-2"]
    assert number_widths.widths_of(numbers) == {"": Width(4, "0007"), "KH-": Width(3, "KH-001")}


@pytest.mark.parametrize(
    ("number", "short"),
    [
        ("8", True),
        ("12", True),
        ("007", True),
        ("1000", False),
        ("12345", False),
        ("V-8", False),
        ("8-1", False),
    ],
)
def test_a_number_with_fewer_digits_than_the_others_is_short(number: str, short: bool) -> None:
    assert number_widths.is_short(number, {"": Width(4, "0007")}) is short


def test_hr_says_whether_zeros_are_missing() -> None:
    with pytest.raises(RuleBroken) as broken:
        number_widths.in_full("8", {"": Width(4, "0007")})
    assert (broken.value.code, broken.value.values) == (
        "number-short",
        {"typed": "8", "like": "0007", "longer": "0008"},
    )
    assert number_widths.in_full("8", {"": Width(4, "0007", ZEROS)}) == "0008"
    assert number_widths.in_full("8", {"": Width(4, "0007", AS_WRITTEN)}) == "8"
    assert number_widths.in_full("KH-8", {"KH-": Width(4, "KH-0007", ZEROS)}) == "KH-0008"
    assert number_widths.in_full("1000", {"": Width(4, "0007")}) == "1000"
