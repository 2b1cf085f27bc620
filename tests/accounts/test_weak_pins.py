"""PINs that others would try first, by examples."""

from __future__ import annotations

import pytest

from lms.accounts.domain.weak_pins import is_easy
from tests.people import PIN


@pytest.mark.parametrize(
    "pin",
    [
        *("000000", "121212", "100100", "777888", "999998"),  # one digit or two
        *(
            "123123",
            "407407407",
            "112233",
            "44556677",
            "123321",
            "1234321",
        ),  # repeated, doubled, there and back
        *("123456", "654321", "890123", "135791", "975319", "246810", "147036"),  # the same step each time
        *("101112", "102030", "908070", "010203", "979899100", "200201202"),  # numbers that count
        *("147258", "258147", "789456", "123789", "159357", "951753", "147258369"),  # lines on the keys
        *("520131", "142536", "314159", "112358", "159753"),  # favourites
        *("17041998", "19980417", "04171998", "17042541", "25410417"),  # days
    ],
)
def test_what_many_people_choose_is_easy(pin: str) -> None:
    assert is_easy(pin)


@pytest.mark.parametrize("pin", [PIN, "804159", "951408", "368192", "2468135", "17041899", "31041998"])
def test_what_follows_no_pattern_is_not(pin: str) -> None:
    assert not is_easy(pin)


@pytest.mark.parametrize(
    ("pin", "birth_year"),
    [
        ("199804", 1998),
        ("041998", 1998),
        ("254198", 1998),  # the same year in the Buddhist calendar
        ("0172541", 1998),
        ("170498", 1998),
        ("041798", 1998),
        ("980417", 1998),
        ("170441", 1998),
        ("410417", 1998),
    ],
)
def test_a_birthday_in_any_order_and_calendar_is_easy_for_whoever_was_born_then(
    pin: str, birth_year: int
) -> None:
    assert is_easy(pin, (), birth_year)
    assert not is_easy(pin, (), birth_year + 5)
    assert not is_easy(pin), "nobody knows the year"


def test_two_digits_of_a_year_without_a_day_beside_them_are_chance() -> None:
    assert not is_easy("996398", (), 1998)


@pytest.mark.parametrize(
    "pin", ["345678", "876543", "012345", "100759", "957001", "001234", "123400", "5512345678"]
)
def test_a_piece_of_the_own_number_or_phone_is_easy_forwards_and_backwards(pin: str) -> None:
    own = ("KH-10-07-59", "KH-1234", "+85512345678")
    assert is_easy(pin, own)


def test_short_numbers_forbid_nothing() -> None:
    assert not is_easy("804159", ("41", "KH-80", ""))


def test_fewer_than_one_in_fifty_is_refused() -> None:
    some = [f"{number:06}" for number in range(0, 10**6, 97)]
    easy = [pin for pin in some if is_easy(pin)]
    assert 0.005 < len(easy) / len(some) < 0.02
