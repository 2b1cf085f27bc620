"""E-mail addresses and years of birth as people type them."""

from __future__ import annotations

import pytest

from lms.accounts.domain import contact
from lms.errors import RuleBroken


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", None),
        (" \u200b", None),
        ("noy@example.org", "noy@example.org"),
        (" \u200fnoy@mail.example.org\u200e ", "noy@mail.example.org"),
    ],
)
def test_an_address_is_kept_without_what_nobody_sees(typed: str, stored: str | None) -> None:
    assert contact.email(typed) == stored


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("noy", "email-unreadable"),
        ("noy@example", "email-unreadable"),
        ("noy@@example.org", "email-unreadable"),
        ("noy son@example.org", "email-unreadable"),
        ("noy@example..org", "email-unreadable"),
        ("n" * 10_000 + "@example.org", "too-long"),
    ],
)
def test_what_is_no_address_is_refused(typed: str, word: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        contact.email(typed)
    assert (broken.value.code, broken.value.field) == (word, "email")


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("", None),
        ("1998", 1998),
        ("១៩៩៨", 1998),
        (" ๒๕๔๑ ", 1998),
        ("2016", 2016),
        ("1916", 1916),
        ("2459", 1916),
    ],
)
def test_a_year_of_birth_is_read_in_any_digits_and_either_era(typed: str, year: int | None) -> None:
    assert contact.birth_year(typed, 2026) == year


@pytest.mark.parametrize("typed", ["2017", "1915", "2600", "0000"])
def test_a_year_out_of_range_is_refused_with_the_range(typed: str) -> None:
    with pytest.raises(RuleBroken, match="birth-year-out-of-range") as broken:
        contact.birth_year(typed, 2026)
    assert broken.value.values == {"earliest": 1916, "latest": 2016}


@pytest.mark.parametrize("typed", ["98", "19 98", "x" * 10_000])
def test_a_year_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="birth-year-unreadable"):
        contact.birth_year(typed, 2026)
