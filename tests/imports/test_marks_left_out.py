"""Marks that HR leaves out are said to be left out, with who has not passed by them, and in that list alone."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from lms.db import session
from lms.imports.domain.headings import fields
from lms.imports.domain.lines.column_facts import SAID
from lms.imports.models import ColumnMatching, ListImport
from lms.imports.services import column_matching, imports
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_people import carry_out, problems, rows
from tests.people import People

NUMBERS = ("KH-1001", "KH-1002", "KH-1100")
LEFT_OUT = {1: "number", 2: "award", 3: "on", 4: "", 5: "result"}


def trainings_of(
    people: People,
    *marks: str,
    heading: str = "ຄະແນນ (20)",
    result: str = "ຜ່ານ",
    module: str = "pss",
    chosen: dict[int, str] | None = None,
) -> ListImport:
    lines = ([one, module, "5/3/2025", mark, result] for one, mark in zip(NUMBERS, marks, strict=False))
    content = text(["ID", "Course", "Date", heading, "ຜົນ"], *lines)
    list_import = brought(content, f"{heading}.csv", "trainings", people.chan.unit, people.chan)
    if chosen is not None:
        column_matching.match(list_import, chosen, everywhere={}, source="list")
    session.commit()
    return list_import


def page_of(client: StrictClient, list_import: ListImport, language: str = "en") -> str:
    page = client.get(f"/{language}/people/imports/{list_import.uuid}/?show=all").get_data(as_text=True)
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", page).split()))


def test_chan_sees_that_marks_are_left_out_and_how_many_have_not_passed_by_them(
    client: StrictClient, people: People
) -> None:
    list_import = trainings_of(people, "14", "14", "19", chosen=LEFT_OUT)
    assert [row.action for row in rows(list_import)] == ["create"] * 3
    client.sign_in("KH-1200")
    page = page_of(client, list_import)
    assert (
        "The marks of “ຄະແນນ (20)” are left out: 2 lines say “passed” and have a mark below the pass mark there."
    ) in page
    for language in ("km", "lo", "th"):
        assert re.search(r"[“«]ຄະແນນ \(20\)[”»]", page_of(client, list_import, language)), language
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {**LEFT_OUT, 4: "mark"}, everywhere={}, source="list")
    assert [problems(row) for row in rows(list_import)] == [[("mark", "mark-of-passed")]] * 2 + [[]]
    page = page_of(client, list_import)
    assert "are left out: 2 lines" not in page
    assert "leave the column of the mark out; that holds for this list only." in page
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    ("heading", "result", "marks"),
    [
        ("ຄະແນນ (20)", "ຜ່ານ", ("17", "18", "19")),  # all have passed by them, too
        ("ຄະແນນ (20)", "ບໍ່ຜ່ານ", ("5", "6", "7")),  # and none is said to have passed
        ("Score", "passed", ("14", "13", "12")),  # nobody has said out of how many
    ],
)
def test_marks_that_contradict_nothing_are_only_said_to_be_left_out(
    client: StrictClient, people: People, heading: str, result: str, marks: tuple[str, ...]
) -> None:
    list_import = trainings_of(people, *marks, heading=heading, result=result, chosen=LEFT_OUT)
    client.sign_in("KH-1200")
    assert f"The marks of “{heading}” are left out." in page_of(client, list_import)
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    ("heading", "marks"),
    [("Remarks", ("14", "13", "12")), ("ຄະແນນ (20)", ("", "", "")), ("ก่อนอบรม", ("4", "3", "2"))],
)
def test_what_is_no_column_of_marks_is_left_out_in_silence(
    client: StrictClient, people: People, heading: str, marks: tuple[str, ...]
) -> None:
    list_import = trainings_of(people, *marks, heading=heading, chosen=LEFT_OUT)
    client.sign_in("KH-1200")
    assert "The marks of" not in page_of(client, list_import)
    imports.drop(list_import, actor=None)


def test_that_marks_were_left_out_holds_for_that_list_alone(app: Flask, people: People) -> None:
    first = trainings_of(people, "14", "15", "19", chosen=LEFT_OUT)
    carry_out(app, first)
    assert "ຄະແນນ" not in str(first.matching)
    again = trainings_of(people, "5", module="hiv")
    assert again.matching["columns"] == {"1": "number", "2": "award", "3": "on", "4": "mark", "5": "result"}
    imports.drop(again, actor=None)


def test_what_a_society_has_left_out_since_an_older_version_is_seen_in_the_preview(
    client: StrictClient, people: People
) -> None:
    unit = people.chan.unit
    session.add(ColumnMatching(unit_id=unit.id, kind="trainings", header=fields.key("ຄະແນນ (20)"), field=""))
    session.commit()
    list_import = trainings_of(people, "5")
    chosen = {int(number): one for number, one in list_import.matching["columns"].items()}
    assert 4 not in chosen
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    client.sign_in("KH-1200")
    assert "are left out: 1 line says “passed” and has a mark below" in page_of(client, list_import)
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    ("column", "field", "heading"), [(5, "result", "ຜົນ"), (1, "number", "ID"), (3, "on", "Date")]
)
def test_leaving_out_result_number_or_day_holds_for_that_list_alone(
    app: Flask, people: People, column: int, field: str, heading: str
) -> None:
    content = text(["ID", "Course", "Date", "Name", "ຜົນ"], ["KH-1001", "pss", "5/3/2025", "Sokha", "ຜ່ານ"])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    chosen = {1: "number", 2: "award", 3: "on", 4: "name", 5: "result"}
    assert list_import.matching["columns"] == {str(number): one for number, one in chosen.items()}
    chosen[column] = ""
    everywhere = {"on": "5/3/2025"} if field == "on" else {}
    column_matching.match(list_import, chosen, everywhere=everywhere, source="list")
    worth = list_import.matching[SAID]
    assert "" not in worth.values(), heading
    imports.drop(list_import, actor=None)


def test_of_two_numbers_the_one_that_is_left_out_is_remembered(people: People) -> None:
    content = text(["ID", "Kennung", "Name"], ["17", "KH-9001", "Dara"], ["23", "KH-9002", "Vanna"])
    list_import = brought(content, "list.csv", "people", people.chan.unit, people.chan)
    column_matching.match(list_import, {1: "", 2: "number", 3: "name"}, everywhere={})
    assert list_import.matching[SAID]["id"] == ""
    imports.drop(list_import, actor=None)


def test_nothing_is_to_be_changed_yet_while_something_is_asked(client: StrictClient, people: People) -> None:
    fields_of = {**LEFT_OUT, 4: "mark"}
    list_import = trainings_of(people, "14", "13", "12", heading="Score", chosen=fields_of)
    client.sign_in("KH-1200")
    page = page_of(client, list_import)
    assert "There is nothing to be changed yet: please decide first where it is asked above." in page
    assert "These texts are not understood by themselves." in page
    imports.drop(list_import, actor=None)
    read = trainings_of(people, "4", "3", "2", result="ບໍ່ຜ່ານ", chosen=fields_of)
    page = page_of(client, read)
    assert "There is nothing to be changed." in page
    assert "4, 3, 2: out of how many points? The heading says 20." in page
    assert "These texts are read as it stands here." in page
    assert "not understood by themselves" not in page
    imports.drop(read, actor=None)
    mixed = trainings_of(people, "14", "13", result="average!", chosen=fields_of)
    assert "Some of these texts are not understood by themselves; the others are read" in page_of(
        client, mixed
    )
    imports.drop(mixed, actor=None)
