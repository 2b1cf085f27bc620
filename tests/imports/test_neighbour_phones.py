"""Phones of a list that are of a neighbouring country, as those beside them say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from lms.errors import RuleBroken
from lms.imports.domain.lines import cell_readers
from lms.imports.domain.values import neighbour_phones
from lms.imports.services import column_matching, imports
from tests.imports.files import brought, text
from tests.imports.test_cells import THA
from tests.imports.test_people import problems, rows
from tests.people import People


@pytest.mark.parametrize(
    ("column", "country"),
    [
        # No number of Thailand begins so, with its zero or without; the last one can be of both countries.
        (["012 345 678", "12345681", "077 123 456"], "KH"),
        (["012 345 678", "081-234-5678", "089-888-7777"], ""),
        (["012 345 678", "081-234-5678"], ""),
        (["077 123 456", "77123456"], ""),
        (["081-234-5678", "02 123 4567"], ""),
        (["+855 12 345 678", "00855 12 345 678"], ""),  # said, and so nothing about the others
        (["-", "?", ""], ""),
        ([], ""),
    ],
)
def test_a_column_of_phones_is_of_a_neighbour_where_more_of_it_says_so(
    column: list[str], country: str
) -> None:
    assert neighbour_phones.country_of(column, "TH") == country


@pytest.mark.parametrize(
    ("column", "own"),
    [
        # Mobiles without their 020, of which some are mobiles of Cambodia as well; a place of Laos, or a mobile.
        (["98765433", "97654321", "92345678"], "LA"),
        (["21 212345", "71212345"], "LA"),
        (["020 5512 3456", "030 555 1234"], "LA"),
        (["012 345 678", "97 123 4567", "10345681"], "KH"),
        (["812345678", "053 123 456", "23123456"], "TH"),
    ],
)
def test_a_column_of_own_phones_is_of_no_neighbour(column: list[str], own: str) -> None:
    assert neighbour_phones.country_of(column, own) == ""


def test_what_can_be_dialled_in_both_countries_is_asked_about_beside_phones_of_the_neighbour() -> None:
    read, beside = cell_readers.READERS["phone"], replace(THA, phones_of="KH")
    assert read("77123456", THA) == "+6677123456"
    for cell in ("77123456", "077 123 456", "077 123 456 (Telegram)"):
        with pytest.raises(RuleBroken, match="phone-abroad") as broken:
            read(cell, beside)
        assert broken.value.values == {"numbers": "+855 77 123 456"}
    for cell in ("+66 77 123 456", "0066 77 123 456", "081-234-5678", "02 123 4567"):
        assert read(cell, beside).startswith("+66")  # type: ignore[union-attr]


def test_no_phone_of_a_list_in_khmer_becomes_one_of_thailand_unasked(app: Flask, people: People) -> None:
    lines = [["V-1", "សុខ", "012 345 678"], ["V-2", "មុន្នី", "12345681"], ["V-3", "ដារ៉ា", "77123456"]]
    list_import = brought(text(["ID", "Name", "Phone"], *lines), "list.csv", "people", people.dao.unit, None)
    column_matching.match(list_import, {1: "number", 2: "name", 3: "phone"}, everywhere={})
    assert [problems(row) for row in rows(list_import)] == [[("phone", "phone-abroad")]] * 3
    imports.drop(list_import, actor=None)
