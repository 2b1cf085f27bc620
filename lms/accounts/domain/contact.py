"""What people type about a person -> what is stored: e-mail, birth year. Pure."""

from __future__ import annotations

import re
from typing import Final

from email_validator import EmailNotValidError, validate_email

from lms.errors import RuleBroken
from lms.text import normalise
from lms.text.digits import ascii_digits

LONGEST_EMAIL: Final = 200  # characters
OLDEST: Final = 110  # years
YOUNGEST: Final = 10
_LONGEST_YEAR: Final = 12  # characters, with spaces around
_BUDDHIST: Final = 543  # years before the common era


def email(typed: str) -> str | None:
    """The address, or None for nothing. Raises RuleBroken "too-long" or "email-unreadable", on its field."""
    address = normalise.for_name(typed, LONGEST_EMAIL)
    if len(address) > LONGEST_EMAIL:
        raise RuleBroken("too-long", field="email", most=LONGEST_EMAIL)
    if not address:
        return None
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        raise RuleBroken("email-unreadable", field="email") from None


def email_key(typed: str) -> str:
    """The one spelling of an address: nobody has two that differ in capital letters alone."""
    return normalise.for_name(typed, LONGEST_EMAIL).lower()


def birth_year(typed: str, this_year: int) -> int | None:
    """The Gregorian year, or None for nothing. Any digits, and years of the Buddhist era, are understood.

    Raises RuleBroken, field="birth_year": "birth-year-unreadable" for what is not four digits,
    "birth-year-out-of-range" (earliest, latest: Gregorian years) for an age below 10 or above 110.
    """
    text = ascii_digits(normalise.for_name(typed, _LONGEST_YEAR))
    if not text:
        return None
    if re.fullmatch("[0-9]{4}", text):
        for year in (int(text), int(text) - _BUDDHIST):
            if this_year - OLDEST <= year <= this_year - YOUNGEST:
                return year
        earliest, latest = this_year - OLDEST, this_year - YOUNGEST
        raise RuleBroken("birth-year-out-of-range", field="birth_year", earliest=earliest, latest=latest)
    raise RuleBroken("birth-year-unreadable", field="birth_year")
