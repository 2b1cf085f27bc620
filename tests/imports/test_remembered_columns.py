"""What is said of the columns of a list is remembered when it is brought in; numbers of lines are nobody's numbers."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.db import session
from lms.imports.domain.columns import column_choice
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import running_numbers
from lms.imports.domain.headings.fields import FIELDS, Kind
from lms.imports.models import ListImport
from lms.imports.services import column_matching, imports
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_people import carry_out
from tests.imports.test_recorded_results import page_text
from tests.people import People

RUNNING = ["ល.រ", "ລ/ດ", "ລຳດັບ", "ลำดับ", "ลำดับที่", "No.", "No", "ល.រ / No.", "ลำดับ (No.)"]


def counted(people: People, name: str, *more: str, first: str = "ល.រ") -> ListImport:
    lines = [[str(line), f"{name} {line}", *(f"KPT-{line}" for _ in more)] for line in (1, 2, 3)]
    content = text([first, "ឈ្មោះ", *more], *lines)
    return brought(content, f"{name}.csv", "people", people.chan.unit, people.chan)


@pytest.mark.parametrize("dropped", ["preview", "matching"])
def test_nothing_is_remembered_of_a_list_that_is_dropped(people: People, dropped: str) -> None:
    list_import = counted(people, "Dara")
    assert list_import.matching["columns"] == {"2": "name"}
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    if dropped == "matching":
        column_matching.back_to_matching(list_import)
    imports.drop(list_import, actor=people.chan)
    again = counted(people, "Pisey")
    assert again.matching["columns"] == {"2": "name"}
    coded = counted(people, "Vanna", "លេខកូដ")
    assert coded.matching["columns"] == {"2": "name", "3": "number"}


def test_what_was_said_of_a_list_that_is_brought_in_is_remembered(app: Flask, people: People) -> None:
    list_import = counted(people, "Dara", first="Kennung")
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    assert counted(people, "Waiting", first="Kennung").matching["columns"] == {"2": "name"}
    carry_out(app, list_import)
    assert list_import.summary["done"] == 3
    assert counted(people, "Pisey", first="Kennung").matching["columns"] == {"1": "number", "2": "name"}
    assert "Kennung" not in str(list_import.matching)


def test_what_is_said_last_of_the_columns_is_what_is_remembered(app: Flask, people: People) -> None:
    list_import = counted(people, "Dara", "Kennung")
    column_matching.match(list_import, {1: "number", 2: "name", 3: ""}, everywhere={})
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {1: "", 2: "name", 3: "number"}, everywhere={})
    carry_out(app, list_import)
    assert counted(people, "Pisey", "Kennung").matching["columns"] == {"2": "name", "3": "number"}


@pytest.mark.parametrize("heading", RUNNING)
@pytest.mark.parametrize("number", ["អត្តលេខ", "លេខកូដ", "Volunteer number", "ລະຫັດ", "รหัสอาสาสมัคร", "ID"])
@pytest.mark.parametrize("kind", FIELDS)
def test_a_heading_that_is_the_number_by_itself_goes_before_that_of_a_line(
    heading: str, number: str, kind: Kind
) -> None:
    said = {columns.key(heading): "number", columns.key("ល.រ"): "number"}
    assert column_choice.matched([heading, number, "Name"], kind, said) == {2: "number", 3: "name"}
    assert column_choice.matched([number, "Name", heading], kind, said) == {1: "number", 2: "name"}


def test_what_was_said_of_the_number_of_a_line_holds_where_nothing_else_is_the_number() -> None:
    found = column_choice.matched(["ល.រ", "ឈ្មោះ"], "people", {columns.key("ល.រ"): "number"})
    assert found == {1: "number", 2: "name"}


@pytest.mark.parametrize(
    ("heading", "cells", "running"),
    [
        ("ល.រ", ["1", "2", "3"], True),
        ("ល.រ", ["១", "២", "៣"], True),
        ("Kennung", ["1", "2", "3"], True),
        ("Kennung", ["1.", "2.", "4."], True),
        ("No.", ["51", "52", "53"], True),
        ("No.", ["1"], True),
        ("ID", ["1"], False),
        ("ID", ["1001", "1002", "1003"], False),
        ("ID", ["0001", "0002", "0003"], False),
        ("ID", ["KH-1", "KH-2"], False),
        ("ID", ["1", "7", "19"], False),
        ("ID", ["3", "2", "1"], False),
        ("ID", [], False),
        ("ID", ["1", "9" * 5000], False),
    ],
)
def test_running_numbers_are_known(heading: str, cells: list[str], running: bool) -> None:
    assert running_numbers.are_running(heading, cells) is running


def test_running_numbers_as_volunteer_numbers_are_said_before_anybody_is_created(
    client: StrictClient, people: People
) -> None:
    list_import = counted(people, "Dara", "លេខកូដ")
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    client.sign_in("KH-1200")
    warning = "“ល.រ” only counts the lines, and these would be the numbers with which people sign in"
    assert warning in page_text(client, list_import)
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {2: "name", 3: "number"}, everywhere={})
    assert "only counts the lines" not in page_text(client, list_import)
    session.commit()
    imports.drop(list_import, actor=None)
