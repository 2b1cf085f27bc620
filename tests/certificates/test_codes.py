"""Codes of certificates: typed by tired people from creased paper."""

from __future__ import annotations

import pytest

from lms.certificates.domain.codes import LENGTH, Slip, grouped, new_code, read_code, slip_in
from lms.text.checked_codes import ALPHABET, check_character, shows_swaps

CODE = "7KQW3XHMB9T" + check_character("7KQW3XHMB9T")

# Good codes both, and one of them is the other with two neighbours changed over.
UNSEEN, UNSEEN_SWAPPED = "P7KM7X4VKVXX", "P7MK7X4VKVXX"


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


def test_of_a_new_code_any_two_neighbours_changed_over_are_noticed() -> None:
    for code in (new_code() for _ in range(300)):
        for place in range(LENGTH - 1):
            first, second = code[place], code[place + 1]
            if first != second:
                assert read_code(code[:place] + second + first + code[place + 2 :]) is None


def test_a_code_whose_neighbours_could_be_changed_over_unseen_is_not_given_and_stays_good_on_old_paper() -> (
    None
):
    assert shows_swaps(CODE)
    assert not shows_swaps(UNSEEN)
    assert read_code(UNSEEN) == UNSEEN
    assert read_code(UNSEEN_SWAPPED) == UNSEEN_SWAPPED


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        (CODE, None),
        (f"https://sala.example.org/verify/{CODE}#12", None),
        ("7KQW-3XHM", Slip("length", "7KQW3XHM")),
        (CODE + "2", Slip("length", CODE + "2")),
        ("7kéW-3XHM-B9é9", Slip("foreign", "É")),
        ("2" + CODE[1:], Slip("check", "2" + CODE[1:])),
    ],
)
def test_what_was_mistyped_is_known_from_the_letters_alone(typed: str, slip: Slip | None) -> None:
    assert slip_in(typed) == slip


def test_a_check_character_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError):
        check_character("7KQW0")
