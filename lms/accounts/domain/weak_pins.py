"""PINs that are easy to guess: those that many people choose, and those that follow from what others know of somebody.

Pure. Of all PINs of six digits fewer than one in fifty are refused. Which patterns people choose: Wang et al.,
"Understanding Human-Chosen PINs", AsiaCCS 2017; that a refused list helps, and how long it should be: Markert et al.,
"This PIN Can Be Easily Guessed", IEEE S&P 2020.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

_BUDDHIST: Final = 543  # years between the two calendars
_YEARS: Final = range(1930, 2031)  # of birth, of a child, of a wedding
_STEPS: Final = (1, 2, 3, 4, 5, 10, 11)  # between numbers: others are no habit
_SHORTEST_NUMBER: Final = 4  # digits; a shorter piece of a number is in many PINs by chance
_KEYPAD: Final = ("123", "456", "789", "147", "258", "369", "159", "357", "741", "852", "963", "321", "654", "987",
                  "951", "753")  # fmt: skip
# Favourites that no pattern below finds: dates, words on a keypad, sounds, well-known numbers.
_FAVOURITES: Final = frozenset(
    {
        "520131",
        "5201314",
        "1314520",
        "131452",
        "142536",
        "415263",
        "152637",
        "314159",
        "271828",
        "112358",
        "102938",
        "192837",
        "159753",
        "357159",
        "123698",
        "147896",
        "321478",
        "987412",
        "741236",
        "789632",
        "963214",
        "258046",
        "145236",
        "124578",
        "134679",
        "235689",
        "123580",
        "147852",
        "696901",
        "007007",
        "867530",
        "867539",
        "202020",
        "191919",
        "123987",
        "168168",
        "888168",
        "999555",
        "555999",
    }
)


def is_easy(pin: str, own: Iterable[str] = (), birth_year: int | None = None) -> bool:
    """Whether a PIN (ASCII digits, six or more) is easy to guess.

    `own` are numbers of the person that others know, such as the phone; `birth_year` is Gregorian.
    """
    return (
        pin in _FAVOURITES
        or _has_few_digits(pin)
        or _repeats(pin)
        or _counts(pin)
        or _is_drawn(pin)
        or _is_whole_date(pin)
        or any(_is_of_number(pin, "".join(filter(_is_digit, number))) for number in own)
        or (birth_year is not None and _is_of_birth(pin, birth_year))
    )


def _is_digit(sign: str) -> bool:
    return "0" <= sign <= "9"


def _has_few_digits(pin: str) -> bool:
    """One or two digits in whatever order: 121212, 100100, 777888."""
    return len(set(pin)) <= 2


def _repeats(pin: str) -> bool:
    """A piece over and over (123123), each digit doubled (112233), the same from both ends (123321)."""
    pieces = any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, len(pin) // 2 + 1))
    doubled = pin[::2] == pin[1::2]
    return pieces or doubled or pin == pin[::-1]


def _counts(pin: str) -> bool:
    """Digits or numbers with the same step between them: 345678, 975318, 246810, 101112, 908070."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1 or any(_is_count(pin, size) for size in (1, 2, 3) if 3 * size <= len(pin))


def _is_count(pin: str, size: int) -> bool:
    """Whether the PIN is a count whose first number has so many digits; later ones may have more.

    The PIN has room for three such numbers, so also for a second one that is a digit longer.
    """
    first = int(pin[:size])
    for longer in (size, size + 1):
        step = int(pin[size : size + longer]) - first
        if abs(step) in _STEPS and _counted_on(first, step, size, len(pin)) == pin:
            return True
    return False


def _counted_on(first: int, step: int, size: int, length: int) -> str:
    digits, number = "", first
    while len(digits) < length and number >= 0:
        digits += f"{number:0{size}}"
        number += step
    return digits[:length]


def _is_drawn(pin: str) -> bool:
    """Lines on the keys of a phone, one after the other: 147258, 789456, 159357. Nothing else in the PIN."""
    return len(pin) % 3 == 0 and all(pin[start : start + 3] in _KEYPAD for start in range(0, len(pin), 3))


def _is_whole_date(pin: str) -> bool:
    """A day with all of its year, in the order of day, month and year or the other way round: 17041998, 25410417."""
    if len(pin) != 8:
        return False
    return any(
        _is_day(year - offset, month, day)
        for year, month, day in (
            (int(pin[4:]), int(pin[2:4]), int(pin[:2])),
            (int(pin[4:]), int(pin[:2]), int(pin[2:4])),
            (int(pin[:4]), int(pin[4:6]), int(pin[6:])),
        )
        for offset in (0, _BUDDHIST)
    )


def _is_day(year: int, month: int, day: int) -> bool:
    if year not in _YEARS:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_of_number(pin: str, number: str) -> bool:
    """A piece of a number, forwards or backwards, also with the 0 of a local phone; or a number as a whole."""
    if len(number) < _SHORTEST_NUMBER:
        return False
    within = any(piece in number for piece in (pin, pin[::-1]))
    local = pin.startswith("0") and len(pin) > _SHORTEST_NUMBER and pin[1:] in number
    return within or local or number in pin


def _is_of_birth(pin: str, birth_year: int) -> bool:
    """The year of birth in either calendar, or a day of that year: 199804, 170498, 041798, 980417."""
    years = (str(birth_year), str(birth_year + _BUDDHIST))
    return any(year in pin for year in years) or any(
        _is_day(birth_year, month, day) for month, day in _days(pin, [year[2:] for year in years])
    )


def _days(pin: str, years: Sequence[str]) -> list[tuple[int, int]]:
    """The months and days that six digits can mean in a year of two digits."""
    if len(pin) != 6:
        return []
    found = []
    if pin[4:] in years:
        found += [(int(pin[2:4]), int(pin[:2])), (int(pin[:2]), int(pin[2:4]))]
    if pin[:2] in years:
        found += [(int(pin[2:4]), int(pin[4:]))]
    return found
