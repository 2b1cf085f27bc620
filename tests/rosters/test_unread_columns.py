"""A column that nobody knows is not left out unseen where its cells look like something that the list lacks."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from lms.rosters import matching, service, tables, unread_columns
from lms.rosters.columns import Kind
from lms.rosters.reading import Sheet
from tests.client import StrictClient
from tests.people import People
from tests.rosters.files import brought, text
from tests.rosters.test_cells import KHM

PHONES = ["012 345 678", "097 123 4567"]


def found(kind: Kind, heading: str, cells: list[str], **fields: str) -> list[tuple[str, str]]:
    header = ["ID", "Name", heading, "Course", "Phone"]
    lines = [[f"KH-{place}", "Sokha", cell, "pss", ""] for place, cell in enumerate(cells)]
    table = tables.find(Sheet("", [header, *lines]), kind, {})
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
    roster = brought(content, "list.csv", "people", people.chan.unit, people.chan)
    matching.match(roster, {1: "number", 2: "name"}, everywhere={})
    client.sign_in("KH-1200")

    def page(language: str) -> str:
        return client.get(f"/{language}/people/imports/{roster.uuid}/").get_data(as_text=True)

    assert "“Something” looks like “Phone”, but it is left out." in page("en")
    for language in ("km", "lo", "th"):
        assert re.search("[“«]Something[”»]", page(language)), language
    matching.back_to_matching(roster)
    matching.match(roster, {1: "number", 2: "name", 3: "phone"}, everywhere={})
    assert "but it is left out" not in page("en")
    service.drop(roster, actor=None)
