"""A column that nobody knows is not left out unseen where its cells look like something that the list lacks."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from lms.imports.domain.columns import table_detection
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import FIELDS, Kind
from lms.imports.domain.lines import column_facts, unread_columns
from lms.imports.services import column_matching, imports
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_cells import KHM
from tests.people import People

PHONES = ["012 345 678", "097 123 4567"]


def found(kind: Kind, heading: str, cells: list[str], **fields: str) -> list[tuple[str, str]]:
    header = ["ID", "Name", heading, "Course", "Phone"]
    lines = [[f"KH-{place}", "Sokha", cell, "pss", ""] for place, cell in enumerate(cells)]
    table = table_detection.find(Sheet("", [header, *lines]), kind, {})
    return list(unread_columns.of(table, {"1": "number", "2": "name", **fields}, {"oldones": ""}, KHM, kind))


@pytest.mark.parametrize(
    ("kind", "cells", "field"),
    [
        ("people", PHONES, "phone"),
        ("people", ["+855 12 345 678", "-", "012345678"], "phone"),
        ("people", ["sokha@example.org", "", "dara@example.org"], "email"),
        ("people", ["5/3/1990", "៥ មីនា ១៩៩១"], "birth"),
        ("trainings", ["5/3/2024", "6 March 2024"], "on"),
        ("trainings", ["5/3/2030", "6/3/2030"], None),
        ("people", ["5/3/2024", "6/3/2024"], None),
        ("people", ["good", "012 345 678"], None),
        ("people", ["012 345 678"], None),
        ("people", ["12", "13"], None),
        ("people", ["20240305", "20240306"], None),
    ],
)
def test_a_column_that_nobody_knows_is_pointed_out_by_its_cells(
    kind: Kind, cells: list[str], field: str | None
) -> None:
    assert found(kind, "Something", cells) == ([("Something", field)] if field else [])


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("Something", {"5": "phone"}),  # there is one already
        ("Something", {"3": "latin_name"}),  # it is not left out
        ("Emergency contact", {}),  # known, and somebody else's
        ("Old ones", {}),  # left out by HR before
    ],
)
def test_what_is_left_out_with_a_reason_is_not_pointed_out(heading: str, fields: dict[str, str]) -> None:
    assert found("people", heading, PHONES, **fields) == []


def test_chan_is_told_that_a_column_of_phones_is_left_out(
    app: Flask, client: StrictClient, people: People
) -> None:
    lines = [[f"KH-50{place}", f"Dara {place}", phone] for place, phone in enumerate(PHONES)]
    content = text(["ID", "Name", "Something"], *lines)
    list_import = brought(content, "list.csv", "people", people.chan.unit, people.chan)
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    client.sign_in("KH-1200")

    def page(language: str) -> str:
        return client.get(f"/{language}/people/imports/{list_import.uuid}/").get_data(as_text=True)

    assert "“Something” looks like “Phone”, but it is left out." in page("en")
    for language in ("km", "lo", "th"):
        assert re.search("[“«]Something[”»]", page(language)), language
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {1: "number", 2: "name", 3: "phone"}, everywhere={})
    assert "but it is left out" not in page("en")
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    "heading",
    ["Tel 1", "Tel. 1", "Tel1", "Tel. A", "TEL No. 2", "Phone 2", "โทร 1", "โทร. ๒", "ເບີ 1", "ເບີ ທີ 2", "ទូរស័ព្ទ ១",
     "Line Handy", "Handy", "HP", "HP 2", "Mobile 1", "E-mail 2", "WhatsApp alt"],
)  # fmt: skip
@pytest.mark.parametrize("kind", FIELDS)
def test_one_of_several_phones_is_a_phone(kind: Kind, heading: str) -> None:
    wanted = "phone" if kind == "trainings" or heading != "E-mail 2" else "email"
    if (kind, heading) != ("trainings", "E-mail 2"):  # no list of trainings has an address
        assert columns.field_of(heading, kind, {}) == wanted


@pytest.mark.parametrize("heading", ["ID 1", "Day 1", "Name 2", "Group A", "Line 1", "1", "A"])
def test_what_else_has_a_number_is_no_phone(heading: str) -> None:
    assert columns.field_of(heading, "people", {}) not in ("phone", "email")


def test_what_is_left_out_by_guess_is_no_word_of_hr(app: Flask, client: StrictClient, people: People) -> None:
    """As the page sends it: every column, also those that nobody has touched. The warning shows at once."""
    lines = [[f"KH-50{place}", f"Dara {place}", phone] for place, phone in enumerate(PHONES)]
    client.sign_in("KH-1200")

    def warned(name: str, phones: str) -> bool:
        list_import = brought(
            text(["ID", "Name", "Wire"], *lines, [name, name, ""]),
            f"{name}.csv",
            "people",
            people.chan.unit,
            people.chan,
        )
        column_matching.match(list_import, {1: "number", 2: "name", 3: phones}, everywhere={})
        page = client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True)
        if name == "Again":  # HR has seen it, goes back, and leaves the column out
            column_matching.back_to_matching(list_import)
            column_matching.match(list_import, {1: "number", 2: "name", 3: phones}, everywhere={})
            assert "Wire" not in client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True)
            column_matching.back_to_matching(list_import)  # once more, with nothing left to be warned of
            column_matching.match(list_import, {1: "number", 2: "name", 3: phones}, everywhere={})
        imports.start(list_import)
        return "“Wire” looks like “Phone”, but it is left out." in page

    assert warned("First", "")
    assert warned("Second", "")
    assert warned("Again", "")
    assert not warned("Fourth", "")


def test_what_hr_leaves_out_by_hand_is_remembered(people: People) -> None:
    content = text(["ID", "Name", "Tel 1"], *(["KH-50", "Dara", phone] for phone in PHONES))
    list_import = brought(content, "list.csv", "people", people.chan.unit, people.chan)
    assert list_import.matching["columns"]["3"] == "phone"
    column_matching.match(list_import, {1: "number", 2: "name", 3: ""}, everywhere={})
    assert list_import.matching[column_facts.UNREAD_FIELDS] == []
    imports.start(list_import)
    again = brought(content + b"\n", "again.csv", "people", people.chan.unit, people.chan)
    assert "3" not in again.matching["columns"]
    imports.drop(again, actor=None)
