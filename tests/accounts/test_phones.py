"""Phone numbers as they are written in the three countries."""

from __future__ import annotations

import pytest

from lms.accounts.domain import phones
from lms.errors import RuleBroken
from lms.text.digits import ascii_digits

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


@pytest.mark.parametrize(
    ("typed", "region", "begin", "wanted", "digits"),
    [
        ("+66 81 234 000", None, "08", "10", "9"),
        ("+66 (0)61 234 56789", "KH", "06", "10", "11"),
        ("205512345", "LA", "20", "10", "9"),
        ("0205512345", "LA", "020", "11", "10"),
        ("02-123-456", "TH", "02", "9", "8"),
        ("053-12345", "TH", "05", "9", "8"),
        ("012 34 567", "KH", "01", "9–10", "8"),
        ("020 5555 555", "LA", "020", "11", "10"),
        ("021 21 212", "LA", "02", "9", "8"),
        ("030 555 123", "LA", "030", "10–11", "9"),
    ],
)
def test_a_digit_too_few_or_too_many_is_said(
    typed: str, region: str | None, begin: str, wanted: str, digits: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        phones.e164(typed, region)
    assert (broken.value.code, broken.value.field) == ("phone-length", "phone")
    assert broken.value.values == {"begin": begin, "wanted": wanted, "digits": digits}
    assert region is None or phones.readings(typed, [region])  # who is known by it can still be found


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        *(("061 234 5678", "TH"), ("081 000 0000", "TH"), ("099-999-9999", "TH"), ("02 123 4567", "TH")),
        *(("053 123 456", "TH"), ("074 123456", "TH"), ("1800 123 456", "TH")),
        *(("012 345 678", "KH"), ("097 123 4567", "KH"), ("097 123 456", "KH"), ("023 123 456", "KH")),
        *(("1800 200 200", "KH"), ("020 0000 0000", "LA"), ("030 555 1234", "LA"), ("021 123 456", "LA")),
        *(("+84 912 345 678", "LA"), ("+1 202 555 0123", "KH"), ("+95 9 123 4567", "TH")),
    ],
)
def test_a_number_that_nobody_has_is_taken_where_it_has_its_length(typed: str, region: str) -> None:
    assert phones.e164(typed, region).startswith("+")


@pytest.mark.parametrize(
    ("typed", "region", "numbers"),
    [
        # A spreadsheet has taken the zero of 012 345 681: in Thailand no number begins so.
        ("12345681", "TH", "+855 12 345 681"),
        ("១២៣៤៥៦៨១", "TH", "+855 12 345 681"),
        ("12 345 681", "TH", "+855 12 345 681"),
        ("812345678", "KH", "+66 81 234 5678"),
        # `phonenumbers` still knows such numbers of Thailand.
        ("10345681", "TH", "+855 10 345 681"),
        ("016 345 681", "TH", "+855 16 345 681"),
    ],
)
def test_a_number_that_lost_its_zero_is_none_of_a_country_where_none_begins_so(
    typed: str, region: str, numbers: str
) -> None:
    with pytest.raises(RuleBroken, match="phone-abroad") as broken:
        phones.e164(typed, region)
    assert broken.value.values == {"numbers": numbers}


@pytest.mark.parametrize("typed", ["134568129", "๑๓ ๔๕๖ ๘๑๒๙"])
def test_what_begins_as_no_number_of_a_country_and_has_no_zero_is_unreadable(typed: str) -> None:
    with pytest.raises(RuleBroken, match="phone-unreadable"):
        phones.e164(typed, "TH")


@pytest.mark.parametrize(("typed", "number"), [("812345678", "+66812345678"), ("23123456", "+6623123456")])
def test_a_number_without_its_zero_that_there_is_in_the_country_is_taken(typed: str, number: str) -> None:
    assert phones.e164(typed, "TH") == number


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


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "98765433",
            "9876 5433",
            "໙໘໗໖໕໔໓໓",
            "+856 98765433",
            "098765433",
            "55123456",
            "22345678",
            "77123456",
            "5212 3456",
        )
    ],
)
def test_a_lao_mobile_without_020_is_read_with_it(typed: str) -> None:
    assert phones.e164(typed, "LA") == f"+85620{ascii_digits(typed).replace(' ', '')[-8:]}"


@pytest.mark.parametrize(
    ("typed", "mobile", "place"),
    [
        ("21 212345", "020 21212345", "021 212345"),
        ("54123456", "020 54123456", "054 123456"),
        ("71212345", "020 71212345", "071 212345"),
    ],
)
def test_eight_digits_that_can_be_of_a_place_or_a_mobile_are_asked_about(
    typed: str, mobile: str, place: str
) -> None:
    with pytest.raises(RuleBroken, match="phone-of-laos") as broken:
        phones.e164(typed, "LA")
    assert (broken.value.field, broken.value.values) == ("phone", {"mobile": mobile, "place": place})
    for written in (mobile, place, f"+856 {place[1:]}", f"856{place[1:]}"):
        assert (
            phones.e164(written, "LA")
            == f"+856{written.removeprefix('+').removeprefix('856').strip().replace(' ', '').lstrip('0')}"
        )


def test_eight_digits_of_a_place_alone_are_a_fixed_line() -> None:
    assert phones.e164("41 212345", "LA") == "+85641212345"


def test_a_lao_mobile_is_known_with_and_without_020() -> None:
    for typed in ("98765433", "020 98765433"):
        assert {"+8562098765433", "+85698765433"} <= set(phones.readings(typed, ["LA"]))
    assert phones.readings("020 21212345", ["LA"]) == ("+8562021212345",)


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        *(
            (typed, "LA")
            for typed in ("205512345", "20 9876543", "9876543", "9512345", "98 76 543", "5512345")
        ),
        *((typed, "KH") for typed in ("1234567", "12 34 567", "9612345", "8112345", "84912345678")),
        *((typed, "TH") for typed in ("8123456", "9123456", "2012345", "95912345678")),
        *(("855123456", "LA"), ("66 8123 4567", "LA"), ("8562012345", "TH"), ("12025550123", "KH")),
    ],
)
def test_a_number_that_lost_a_digit_is_none_of_another_country(typed: str, region: str) -> None:
    with pytest.raises(RuleBroken, match="phone-"):
        phones.e164(typed, region)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("66812345678", "+66812345678"),
        ("(66) 81-234-5678", "+66812345678"),
        ("๖๖๘๑๒๓๔๕๖๗๘", "+66812345678"),
        ("Tel: 855 12 345 678", "+85512345678"),
        ("0085512345678", "+85512345678"),
        ("00 856 20 5512 3456", "+8562055123456"),
        ("8562055123456", "+8562055123456"),
        ("0020 2 2345 6789", "+20223456789"),
    ],
)
def test_the_code_of_one_of_our_countries_is_known_without_its_plus(typed: str, number: str) -> None:
    for region in NEIGHBOURS:
        assert phones.e164(typed, region) == number
        assert number in phones.readings(typed, [region])


@pytest.mark.parametrize(
    ("typed", "region", "numbers"),
    [
        *((typed, "LA", "+66 81 234 5682") for typed in ("0812345682", "081-234-5682", "812345682")),
        ("0812345682", "KH", "+66 81 234 5682"),
        ("012 345 678", "TH", "+855 12 345 678"),
        ("012 345 678", "LA", "+855 12 345 678"),
        ("081-234-000", "TH", "+855 81 234 000, +856 81 234 000"),
        ("๐๘๑ ๒๓๔ ๐๐๐", "TH", "+855 81 234 000, +856 81 234 000"),
        ("020 5512 3456", "TH", "+856 20 55 123 456"),
        ("020 5512 3456", "KH", "+856 20 55 123 456"),
    ],
)
def test_a_number_of_a_neighbour_is_asked_for_with_its_code(typed: str, region: str, numbers: str) -> None:
    with pytest.raises(RuleBroken, match="abroad") as broken:
        phones.e164(typed, region)
    assert (broken.value.field, broken.value.values["numbers"]) == ("phone", numbers)
    for number in numbers.split(", "):
        assert phones.e164(number, region) == number.replace(" ", "")


def test_the_digits_of_a_number_are_counted_as_they_were_typed() -> None:
    with pytest.raises(RuleBroken, match="phone-length-abroad") as broken:
        phones.e164("812345678", "LA")
    assert broken.value.values == {"begin": "8", "wanted": "8", "digits": "9", "numbers": "+66 81 234 5678"}
