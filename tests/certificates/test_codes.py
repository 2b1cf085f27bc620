"""Codes of certificates: typed by tired people from creased paper."""

from __future__ import annotations

import pytest

from lms.certificates.domain.codes import LENGTH, grouped, new_code, read_code
from lms.text.checked_codes import ALPHABET, check_character

CODE = "7KQW3XHMB9T" + check_character("7KQW3XHMB9T")


def test_a_new_code_is_one_that_can_be_read() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and read_code(code) == code for code in codes)


def test_no_code_holds_a_character_that_is_taken_for_another() -> None:
    assert not set("01ILOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == 30


def test_a_code_is_printed_in_groups() -> None:
    assert grouped(CODE) == f"7KQW-3XHM-B9T{CODE[-1]}"
    assert read_code(grouped(CODE)) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        f"  {grouped(CODE)} ",
        CODE.replace("Q", "0"),
        CODE.replace("Q", "o"),
        ".".join(CODE),
        f"https://sala.example.org/verify/{grouped(CODE)}",
        f"https://sala.example.org/verify/{grouped(CODE)}?language=km#main",
        f"https://sala.example.org/km/verify/{CODE.lower()}/",
        CODE.replace("7", "៧").replace("3", "໓").replace("9", "๙"),
    ],
)
def test_what_sokha_types_in_a_hurry_is_understood(typed: str) -> None:
    assert read_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "7KQW", CODE + "2", "ស" * LENGTH, CODE.replace("K", "é")])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_every_single_wrong_character_is_noticed() -> None:
    for place, right in enumerate(CODE):
        for wrong in ALPHABET:
            if wrong != right:
                assert read_code(CODE[:place] + wrong + CODE[place + 1 :]) is None


def test_neighbours_changed_over_are_noticed() -> None:
    for place in range(LENGTH - 1):
        first, second = CODE[place], CODE[place + 1]
        if first != second:
            assert read_code(CODE[:place] + second + first + CODE[place + 2 :]) is None


def test_a_check_character_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError):
        check_character("7KQW0")
