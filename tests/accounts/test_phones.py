"""Phone numbers as they are written in the three countries."""

from __future__ import annotations

import pytest

from lms.accounts.domain import phones
from lms.errors import RuleBroken

NEIGHBOURS = ("KH", "LA", "TH")


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("+855 12 345 678", None, "+85512345678"),
        ("+855-(0)12-345-678", None, "+85512345678"),
        ("012 345 678", "KH", "+85512345678"),
        ("០១២ ៣៤៥ ៦៧៨", "KH", "+85512345678"),
        ("081-234-5678", "TH", "+66812345678"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "TH", "+66812345678"),
        ("020 5512 3456", "LA", "+8562055123456"),
    ],
)
def test_a_number_has_one_spelling(typed: str, region: str | None, number: str) -> None:
    assert phones.e164(typed, region) == number


@pytest.mark.parametrize(
    ("typed", "region"), [("", "KH"), ("012 345 678", None), ("KH-1001", "KH"), ("+855 1", None)]
)
def test_what_is_no_number_is_refused_on_its_field(typed: str, region: str | None) -> None:
    with pytest.raises(RuleBroken, match="phone-unreadable") as broken:
        phones.e164(typed, region)
    assert broken.value.field == "phone"


@pytest.mark.parametrize(("region", "code"), [("KH", "+855"), ("LA", "+856"), ("TH", "+66"), (None, "+855")])
def test_the_example_is_the_code_of_the_own_country(region: str | None, code: str) -> None:
    for typed in ("", "12"):
        with pytest.raises(RuleBroken) as broken:
            phones.e164(typed, region)
        assert broken.value.values == {"code": code}


def test_a_local_number_can_be_one_of_each_neighbour() -> None:
    assert phones.readings("012 345 678", NEIGHBOURS) == ("+85512345678", "+85612345678", "+6612345678")


def test_an_international_number_is_itself_only() -> None:
    assert phones.readings("+855 12 345 678", NEIGHBOURS) == ("+85512345678",)


def test_a_volunteer_number_is_no_phone() -> None:
    assert phones.readings("KH-1001", NEIGHBOURS) == ()
