"""What a monk is called stays in his name, also where the list has a column of its own for titles."""

from __future__ import annotations

import pytest

from lms.imports.domain.columns import monk_titles
from lms.imports.domain.columns.non_data_rows import Line
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.values.person_names import whole_name
from lms.imports.services import column_matching, imports
from lms.text import titles
from tests.imports.files import brought, text
from tests.imports.test_people import rows
from tests.people import People

# The title, then the columns of the name, the name, and how it is stored.
NAMES: list[tuple[str, dict[str, str], str]] = [
    ("พระมหา", {"name": "สมชาย ใจดี"}, "พระมหา สมชาย ใจดี"),
    ("พระมหา", {"given_name": "สมชาย", "family_name": "ใจดี"}, "พระมหา สมชาย ใจดี"),
    ("พระ", {"name": "สมชาย", "family_name": "ใจดี"}, "พระ สมชาย ใจดี"),
    ("พระ", {"name": "สมชาย ใจดี", "family_name": "ใจดี"}, "พระ สมชาย ใจดี"),
    ("พระ", {"name": "สมชาย ใจดี", "given_name": "สมชาย", "family_name": "ใจดี"}, "พระ สมชาย ใจดี"),
    ("พระ", {"name": "สมชาย", "given_name": "สมชาย", "family_name": "ใจดี"}, "พระ สมชาย ใจดี"),
    ("พระ", {"name": "สมชาย", "given_name": "สมชาย"}, "พระ สมชาย"),
    ("พระครู ดร.", {"name": "สมชาย"}, "พระครู สมชาย"),
    ("ព្រះ", {"name": "ចាន់ ដារ៉ា"}, "ព្រះ ចាន់ ដារ៉ា"),
    ("ភិក្ខុ", {"given_name": "ដារ៉ា", "family_name": "ចាន់"}, "ភិក្ខុ ចាន់ ដារ៉ា"),
    ("ភិក្ខុ", {"name": "ដារ៉ា", "family_name": "ចាន់"}, "ភិក្ខុ ចាន់ ដារ៉ា"),
    ("ភិក្ខុ", {"name": "ចាន់ ដារ៉ា", "family_name": "ចាន់"}, "ភិក្ខុ ចាន់ ដារ៉ា"),
    ("ភិក្ខុ", {"name": "ដារ៉ា", "given_name": "ដារ៉ា", "family_name": "ចាន់"}, "ភិក្ខុ ចាន់ ដារ៉ា"),
    ("ພະ", {"given_name": "ຄຳຫຼ້າ", "family_name": "ສີສະຫວັດ"}, "ພະ ຄຳຫຼ້າ ສີສະຫວັດ"),
    # It stands there already, or in the letters of another script.
    ("พระ", {"name": "พระมหา สมชาย ใจดี"}, "พระมหา สมชาย ใจดี"),
    ("พระ", {"name": "Somchai Jaidee"}, "Somchai Jaidee"),
    # Nobody else's title stays.
    ("นาย", {"name": "สมชาย ใจดี"}, "สมชาย ใจดี"),
    ("แม่ชี", {"name": "มาลี ใจดี"}, "มาลี ใจดี"),
    ("", {"name": "มาลี ใจดี"}, "มาลี ใจดี"),
]


@pytest.mark.parametrize(("title", "cells", "name"), NAMES)
def test_the_title_of_a_monk_stands_before_his_name(title: str, cells: dict[str, str], name: str) -> None:
    header = ("คำนำหน้า", *cells)
    table = Table(header, 1, (Line(2, (title, *cells.values())),))
    fields = {str(place): field for place, field in enumerate(cells, 2)}
    ((_, named),) = monk_titles.with_titles([(2, cells)], table, fields)
    parts = (named.get(part, "") for part in ("name", "family_name", "given_name"))
    assert whole_name(*parts, family_first=False) == name


def test_where_parts_of_a_name_differ_nothing_is_put_before_them() -> None:
    cells = {"name": "สมศรี", "given_name": "สมชาย", "family_name": "ใจดี"}
    table = Table(("คำนำหน้า", *cells), 1, (Line(2, ("พระ", *cells.values())),))
    fields = {str(place): field for place, field in enumerate(cells, 2)}
    assert monk_titles.with_titles([(2, cells)], table, fields) == [(2, cells)]


def test_a_column_that_is_read_is_none_of_titles() -> None:
    table = Table(("คำนำหน้า", "ชื่อ"), 1, (Line(2, ("พระ", "สมชาย")),))
    given = [(2, {"number": "พระ", "name": "สมชาย"})]
    assert monk_titles.with_titles(given, table, {"1": "number", "2": "name"}) == given


def test_a_title_that_only_khmer_monks_have_is_known_by_a_space() -> None:
    assert titles.without_title("ព្រះ សុខា") == "សុខា"
    assert titles.stored_name("ព្រះ សុខា") == "ព្រះ សុខា"
    assert titles.without_title("ព្រះសុខា") == "ព្រះសុខា"


@pytest.mark.parametrize("heading", ["คำนำหน้า", "Mr/Mrs/…"])  # known by itself, and by the cells below
def test_dao_brings_in_a_monk_with_his_title_in_a_column_of_its_own(people: People, heading: str) -> None:
    content = text(
        ["รหัส", heading, "ชื่อ", "นามสกุล"],
        ["V-50", "พระมหา", "สมชาย", "ใจดี"],
        ["V-51", "นาง", "มาลี", "ใจงาม"],
    )
    list_import = brought(content, "list.csv", "people", people.dao.unit, people.dao)
    columns = {1: "number", 3: "given_name", 4: "family_name"}
    column_matching.match(list_import, columns, everywhere={})
    assert [row.before["read"]["name"] for row in rows(list_import)] == ["พระมหา สมชาย ใจดี", "มาลี ใจงาม"]
    # The line goes out with it, so that it comes back with it.
    assert rows(list_import)[0].given["given_name"] == "พระมหา สมชาย"
    imports.drop(list_import, actor=None)
