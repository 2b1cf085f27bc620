"""Phone numbers as people write them -> E.164. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import phonenumbers
from phonenumbers import Leniency, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

from lms.errors import RuleBroken
from lms.text.digits import ascii_digits

_SOME_REGION: Final = "KH"
# Laos: people write a mobile without its 020, and so it looks like a fixed line. The codes of places are those that
# `phonenumbers` knows.
_LAOS: Final = 856
_LAO_MOBILE: Final = "20"
_LAO_WIRELESS: Final = "30"
_WITHOUT_MOBILE: Final = 8  # digits
_MOBILES: Final = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


class _Length(NamedTuple):
    """How many digits numbers have that begin so, without the zero that is dialled before them in their country."""

    begin: str
    fewest: int
    most: int


# `phonenumbers` takes what is as long as any number of a country, and keeps a zero that it cannot explain; whether a
# number is given out is nobody's business here. By the first digits that fit, the longest first.
# Thailand (NBTC numbering plan): mobiles 06, 08, 09 and 8 digits; others 02, 03, 04, 05, 07 and 7 digits.
# Cambodia (TRC, ITU national numbering plan): two or three digits of an operator or place and 6 or 7 digits.
# Laos (MTC, ITU national numbering plan): 020 and 8 digits, 030 and 7, places with two digits and 6.
_LENGTHS: Final[Mapping[int, tuple[_Length, ...]]] = {
    66: (*(_Length(first, 9, 9) for first in "689"), *(_Length(first, 8, 8) for first in "23457")),
    855: (_Length("1800", 10, 10), _Length("1900", 10, 10), *(_Length(first, 8, 9) for first in "123456789")),
    856: (
        _Length("20", 10, 10),
        _Length("30", 9, 10),
        *(_Length(first, 8, 8) for first in "2345678"),
    ),
}


def e164(typed: str, region: str | None = None) -> str:
    """The number in E.164 ("+85512345678"). A number without country code is one of `region` (ISO 3166-1).

    Raises RuleBroken on the field "phone": "phone-unreadable" (code="+855"), "phone-length" (begin="08", wanted="10",
    digits="9": as it is dialled in its country), "phone-of-laos" (mobile="020 54123456", place="054 123456": it can be
    either).
    """
    number = _possible(typed, region)
    mobile = _lao_mobile(number)
    if mobile is not None:
        if not phonenumbers.is_valid_number(number):
            number = mobile
        elif not _is_dialled_in_full(typed):
            _refuse_either(number)
    _refuse_length(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _possible(typed: str, region: str | None) -> PhoneNumber:
    unreadable = RuleBroken("phone-unreadable", field="phone", code=code_of(region))
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        raise unreadable from None
    if not phonenumbers.is_possible_number(number):
        raise unreadable
    return number


def _lao_mobile(number: PhoneNumber) -> PhoneNumber | None:
    """The mobile that eight digits are in Laos behind 020, if there are such."""
    digits = phonenumbers.national_significant_number(number)
    if number.country_code != _LAOS or len(digits) != _WITHOUT_MOBILE or digits.startswith(_LAO_WIRELESS):
        return None
    mobile = PhoneNumber(country_code=_LAOS, national_number=int(_LAO_MOBILE + digits))
    return mobile if phonenumbers.number_type(mobile) in _MOBILES else None


def _is_dialled_in_full(typed: str) -> bool:
    """Whether a number begins with a zero or the code of its country, as one with the code of its place does."""
    digits = [sign for sign in ascii_digits(typed) if sign.isdecimal()]
    return len(digits) > _WITHOUT_MOBILE or digits[0] == "0"


def _refuse_either(number: PhoneNumber) -> None:
    digits = phonenumbers.national_significant_number(number)
    mobile, place = f"0{_LAO_MOBILE} {digits}", f"0{digits[:2]} {digits[2:]}"
    raise RuleBroken("phone-of-laos", field="phone", mobile=mobile, place=place)


def _refuse_length(number: PhoneNumber) -> None:
    """Refuse a number of one of our countries with a digit too few or too many."""
    digits = phonenumbers.national_significant_number(number).lstrip("0")
    lengths = (one for one in _LENGTHS.get(number.country_code or 0, ()) if digits.startswith(one.begin))
    length = next(lengths, None)
    if length is None or length.fewest <= len(digits) <= length.most:
        return
    wanted = sorted({length.fewest + 1, length.most + 1})
    values = {
        "begin": f"0{length.begin}",
        "wanted": "–".join(map(str, wanted)),
        "digits": str(len(digits) + 1),
    }
    raise RuleBroken("phone-length", field="phone", **values)


def code_of(region: str | None) -> str:
    """The code of a country (ISO 3166-1), for an example; that of one of ours where no country is known."""
    return f"+{phonenumbers.country_code_for_region(region or _SOME_REGION)}"


def is_written_in(text: str, regions: Sequence[str]) -> bool:
    """Whether a text holds a phone number: any with a plus, or one as it is dialled in one of the regions.

    By its form alone, whoever has it. Dates, amounts and numbers of papers are none: what is dialled begins with a
    zero or the code of a country, and has the length and the first digits of numbers there.
    """
    ways = ((None, Leniency.POSSIBLE), *((region, Leniency.VALID) for region in regions))
    return any(PhoneNumberMatcher(text, region, leniency=leniency).has_next() for region, leniency in ways)


def readings(typed: str, regions: Sequence[str]) -> tuple[str, ...]:
    """Every number that `typed` could be: as it stands, or as a local one of any of the regions.

    Also those with a digit too few, and mobiles of Laos without their 020: numbers were stored so before it
    was noticed.
    """
    found: dict[str, None] = {}
    for region in (None, *regions):
        try:
            number = _possible(typed, region)
        except RuleBroken:
            continue
        for one in (number, _lao_mobile(number), _lao_without_mobile(number)):
            if one is not None:
                found[phonenumbers.format_number(one, PhoneNumberFormat.E164)] = None
    return tuple(found)


def _lao_without_mobile(number: PhoneNumber) -> PhoneNumber | None:
    """A mobile of Laos as it was stored without its 020; not where that is the number of a place."""
    digits = phonenumbers.national_significant_number(number)
    if number.country_code != _LAOS or not digits.startswith(_LAO_MOBILE):
        return None
    short = digits.removeprefix(_LAO_MOBILE)
    if len(short) != _WITHOUT_MOBILE:
        return None
    stored = PhoneNumber(country_code=_LAOS, national_number=int(short))
    return None if phonenumbers.is_valid_number(stored) else stored
