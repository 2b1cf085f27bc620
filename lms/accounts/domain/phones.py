"""Phone numbers as people write them -> E.164. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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


# The countries that the Societies work in: what begins with one of their codes is read without its plus, too.
_REGIONS: Final[Mapping[int, str]] = {66: "TH", 855: "KH", 856: "LA"}
# Behind a word such as "Tel": digits as people part them, without a plus and without a zero before them.
_BARE: Final = re.compile(r"[^\d+]*([1-9][\d\s().\u2010-\u2013-]*)")


def e164(typed: str, region: str | None = None) -> str:
    """The number in E.164 ("+85512345678"). A number without country code is one of `region` (ISO 3166-1).

    The code of a country stands behind a plus or 00. Without them it is only that of one of our countries, before a
    whole number of it: "205512345" has lost a digit in Laos, and is no number in Egypt (+20).

    Raises RuleBroken on the field "phone": "phone-unreadable" (code="+855"), "phone-length" (begin="08", wanted="10",
    digits="9": as it is dialled in its country, without the zero where none was typed), "phone-of-laos" (mobile="020
    54123456", place="054 123456": it can be either), "phone-abroad" (numbers="+66 81 234 5678": it is none of the
    region, but one there), "phone-length-abroad" (both).
    """
    typed = _with_plus(typed)
    try:
        number = _number(typed, region)
    except RuleBroken as broken:
        if broken.code == "phone-of-laos":
            raise
        lost = _without_plus(typed)
        if lost is None:
            raise _or_abroad(broken, typed, region) from None
        number = lost
    else:
        _refuse_doubtful(number, typed, region)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _with_plus(typed: str) -> str:
    """The text with a plus instead of the 00 that is dialled before the code of a country."""
    digits = ascii_digits(typed).strip()
    return f"+{digits[2:]}" if digits.startswith("00") else typed


def _number(typed: str, region: str | None) -> PhoneNumber:
    number = _possible(typed, region)
    mobile = _lao_mobile(number)
    if mobile is not None:
        if not phonenumbers.is_valid_number(number):
            number = mobile
        elif not _is_dialled_in_full(typed):
            _refuse_either(number)
    _refuse_length(number, typed)
    return number


def _without_plus(typed: str) -> PhoneNumber | None:
    """The whole number of one of our countries whose code has lost its plus, as in a spreadsheet."""
    bare = _BARE.fullmatch(ascii_digits(typed).strip())
    if bare is None:
        return None
    try:
        number = _number(f"+{bare[1]}", None)
    except RuleBroken:
        return None
    return number if _length_of(number) is not None else None


def _or_abroad(broken: RuleBroken, typed: str, region: str | None) -> RuleBroken:
    """Why a number is refused; where it is one of a neighbour, as it would be written with its code, too."""
    numbers = _abroad(typed, region)
    if not numbers:
        return broken
    word = "phone-length-abroad" if broken.code == "phone-length" else "phone-abroad"
    values = broken.values if broken.code == "phone-length" else {}
    return RuleBroken(word, field="phone", **values, numbers=numbers)


def _refuse_doubtful(number: PhoneNumber, typed: str, region: str | None) -> None:
    """Refuse a number that is a mobile of a neighbour, and has not the form of the own ones.

    "12345681" is 012 345 681 of Cambodia whose zero a spreadsheet has taken, and begins as no number in Thailand,
    whatever `phonenumbers` knows of numbers that are given out no more. Refuse also what begins so and is nobody's.
    """
    is_valid, is_usual = phonenumbers.is_valid_number(number), _length_of(number) is not None
    if "+" in typed or region is None or (is_valid and is_usual):
        return
    numbers = _abroad(typed, region, mobiles_only=True)
    if numbers:
        raise RuleBroken("phone-abroad", field="phone", numbers=numbers)
    if not (is_valid or is_usual or ascii_digits(typed).lstrip().startswith("0")):
        raise RuleBroken("phone-unreadable", field="phone", code=code_of(region))


def countries_of(typed: str, own: str) -> frozenset[str]:
    """The countries (ISO 3166-1) that a number without a country's code can be of.

    Of a neighbour a mobile counts, of the `own` one any number.
    """
    typed = _with_plus(typed)
    neighbours = {country for country, _ in _in_neighbours(typed, own, mobiles_only=True)}
    return frozenset(neighbours | {own}) if _is_own(typed, own) else frozenset(neighbours)


def _is_own(typed: str, own: str) -> bool:
    if "+" in typed:
        return False
    try:
        number = _number(typed, own)
    except RuleBroken as broken:
        return broken.code == "phone-of-laos"
    return phonenumbers.is_valid_number(number) and _length_of(number) is not None


def refuse_as_of(country: str, typed: str, own: str) -> None:
    """Refuse a number without a country's code that can be a mobile of a neighbour.

    Raises RuleBroken("phone-abroad", field="phone").
    """
    for other, number in _in_neighbours(_with_plus(typed), own, mobiles_only=True):
        if other == country:
            raise RuleBroken("phone-abroad", field="phone", numbers=_international(number))


def _abroad(typed: str, region: str | None, *, mobiles_only: bool = False) -> str:
    """What a number without a country's code is in our other countries: "+66 81 234 5678"."""
    found = _in_neighbours(typed, region, mobiles_only=mobiles_only)
    return ", ".join(_international(number) for _, number in found)


def _international(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def _in_neighbours(
    typed: str, region: str | None, *, mobiles_only: bool
) -> Iterator[tuple[str, PhoneNumber]]:
    if region is None or "+" in typed:
        return
    for other in _REGIONS.values():
        try:
            number = _possible(typed, other) if other != region else None
        except RuleBroken:
            continue
        if number is not None and not phonenumbers.is_valid_number(number) and not _is_dialled_in_full(typed):
            number = _lao_mobile(number)
        if number is None or not phonenumbers.is_valid_number(number):
            continue
        if not mobiles_only or phonenumbers.number_type(number) in _MOBILES:
            yield other, number


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


def _length_of(number: PhoneNumber) -> _Length | None:
    """How many digits a number of one of our countries has, by its first ones."""
    digits = phonenumbers.national_significant_number(number).lstrip("0")
    lengths = (one for one in _LENGTHS.get(number.country_code or 0, ()) if digits.startswith(one.begin))
    return next(lengths, None)


def _refuse_length(number: PhoneNumber, typed: str) -> None:
    """Refuse a number of one of our countries with a digit too few or too many."""
    digits = phonenumbers.national_significant_number(number).lstrip("0")
    length = _length_of(number)
    if length is None or length.fewest <= len(digits) <= length.most:
        return
    # The digits as whoever counts them sees them.
    zero = "" if "".join(filter(str.isdecimal, ascii_digits(typed))) == digits else "0"
    wanted = sorted({length.fewest + len(zero), length.most + len(zero)})
    values = {
        "begin": f"{zero}{length.begin}",
        "wanted": "–".join(map(str, wanted)),
        "digits": str(len(digits) + len(zero)),
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
    typed = _with_plus(typed)
    for region in (None, *regions):
        try:
            number = _possible(typed, region)
        except RuleBroken:
            continue
        for one in (number, _lao_mobile(number), _lao_without_mobile(number)):
            if one is not None:
                found[phonenumbers.format_number(one, PhoneNumberFormat.E164)] = None
    lost = _without_plus(typed)
    if lost is not None:
        found[phonenumbers.format_number(lost, PhoneNumberFormat.E164)] = None
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
