"""Phone numbers as people write them -> E.164. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import phonenumbers
from phonenumbers import PhoneNumberFormat

from lms.errors import RuleBroken


def e164(typed: str, region: str | None = None) -> str:
    """The number in E.164 ("+85512345678"). A number without country code is one of `region` (ISO 3166-1).

    Raises RuleBroken("phone-unreadable", field="phone").
    """
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        raise RuleBroken("phone-unreadable", field="phone") from None
    if not phonenumbers.is_possible_number(number):
        raise RuleBroken("phone-unreadable", field="phone")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def readings(typed: str, regions: Sequence[str]) -> tuple[str, ...]:
    """Every number that `typed` could be: as it stands, or as a local one of any of the regions."""
    found: dict[str, None] = {}
    for region in (None, *regions):
        try:
            found[e164(typed, region)] = None
        except RuleBroken:
            continue
    return tuple(found)
