"""Phone numbers as people write them -> E.164. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

from lms.errors import RuleBroken

_SOME_REGION: Final = "KH"


def e164(typed: str, region: str | None = None) -> str:
    """The number in E.164 ("+85512345678"). A number without country code is one of `region` (ISO 3166-1).

    Raises RuleBroken("phone-unreadable", field="phone", code="+855").
    """
    unreadable = RuleBroken("phone-unreadable", field="phone", code=code_of(region))
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        raise unreadable from None
    if not phonenumbers.is_possible_number(number):
        raise unreadable
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


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
    """Every number that `typed` could be: as it stands, or as a local one of any of the regions."""
    found: dict[str, None] = {}
    for region in (None, *regions):
        try:
            found[e164(typed, region)] = None
        except RuleBroken:
            continue
    return tuple(found)
