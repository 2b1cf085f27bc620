"""Rows that name a module or a branch between the lines: nobody below is recorded for another module unasked."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from lms.db import session
from lms.imports.domain.columns import table_detection
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import section_rows
from lms.imports.domain.lines.section_rows import Section
from lms.imports.models import ListImport, ValueMatching
from lms.imports.queries import locale_context
from lms.imports.services import column_matching, imports
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.meanings import settle_for_good
from tests.imports.test_people import problems, rows
from tests.imports.test_recorded_results import page_text
from tests.people import People


def found(people: People, kind: Kind, chosen: str, *lines: list[str], **fields: str) -> list[Section]:
    sheet = Sheet("", [["ที่", "รหัส", "ชื่อ-สกุล", "ผล"], *lines])
    said = {"columns": {"2": "number", "3": "name", **fields}, "everywhere": {"award": chosen}}
    usual = locale_context.of_unit(people.chan.unit, {})
    return section_rows.of(table_detection.find(sheet, kind, {}), said, usual, kind)


DARA, PISEY, THIDA = (
    [str(place), f"KH-10{place}", name, "ผ่าน"] for place, name in enumerate(["Dara", "Pisey", "Thida"], 1)
)


@pytest.mark.parametrize(
    "row", [["หลักสูตร CEA"], ["", "หลักสูตร CEA"], ["", "", "Module CEA"], ["ຫຼັກສູດ CEA", "", "", ""]]
)
def test_lines_below_a_row_of_another_module_are_not_of_the_chosen_one(
    people: People, row: list[str]
) -> None:
    lines = [["หลักสูตร HIV"], DARA, row, PISEY, ["รวม", "", "", "1"], THIDA]
    text_of_row = next(filter(None, row))
    assert found(people, "trainings", "hiv", *lines) == [Section(4, text_of_row, (5, 7))]
    assert found(people, "trainings", "cea", *lines) == [Section(2, "หลักสูตร HIV", (3,))]
    assert found(people, "trainings", "hiv", *lines, **{"4": "award"}) == []


def test_a_row_that_names_nothing_or_the_chosen_module_changes_nothing(people: People) -> None:
    assert found(people, "trainings", "hiv", ["จังหวัดตราด"], DARA, ["หลักสูตร HIV"], PISEY) == []
    assert found(people, "trainings", "hiv", DARA, ["หลักสูตร CEA"]) == []
    lines = [["หลักสูตร CEA"], DARA, ["หลักสูตร HIV"], PISEY]
    assert found(people, "trainings", "hiv", *lines) == [Section(2, "หลักสูตร CEA", (3,))]


def list_of(people: People, name: str) -> ListImport:
    lines = [["หลักสูตร HIV"], ["KH-1001", "passed", ""], ["หลักสูตร CEA"], ["KH-1002", "passed", ""]]
    content = text(["ID", "Result", name], *lines, ["KH-1100", "passed", ""])
    list_import = brought(content, f"{name}.csv", "trainings", people.chan.unit, people.chan)
    everywhere = {"award": "hiv", "on": "5/3/2025"}
    column_matching.match(list_import, {1: "number", 2: "result"}, everywhere=everywhere, source="list")
    return list_import


def test_lines_of_another_module_wait_until_it_is_said_once(client: StrictClient, people: People) -> None:
    list_import = list_of(people, "first")
    assert [row.action for row in rows(list_import) if row.line not in (2, 4)] == ["create", "fail", "fail"]
    assert problems(rows(list_import)[3]) == [("award", "award-unknown")]
    client.sign_in("KH-1200")
    page = page_text(client, list_import)
    assert "Line 4, “หลักสูตร CEA”, names another module than the one chosen." in page
    assert "The lines below it (5–6) are not recorded for the chosen one" in page
    for language in ("km", "lo", "th"):
        shown = client.get(f"/{language}/people/imports/{list_import.uuid}/").get_data(as_text=True)
        assert re.search(r"[“«]หลักสูตร CEA[”»][^<]*5–6", shown), language
        assert "names another module" not in shown, language
    (group,) = [one for one in list_import.matching["groups"] if one["field"] == "award"]
    assert (group["text"], group["lines"]) == ("หลักสูตร CEA", 2)
    settle_for_good(list_import, {("award", group["key"]): "cea"})
    assert [row.action for row in rows(list_import) if row.line not in (2, 4)] == ["create"] * 3
    assert [row.given["award"] for row in rows(list_import) if row.line in (3, 5)] == ["hiv", "หลักสูตร CEA"]
    assert session.scalar(select(ValueMatching.value).filter_by(field="award")) == "cea"
    imports.drop(list_import, actor=None)


def test_a_row_of_a_branch_in_a_list_of_people_is_pointed_out(client: StrictClient, people: People) -> None:
    content = text(
        ["ID", "Name", "Phone"],
        ["KH-801", "Dara Vong", ""],
        ["Kampot province"],
        ["KH-802", "Pisey Vong", ""],
    )
    list_import = brought(content, "list.csv", "people", people.chan.unit, people.chan)
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    client.sign_in("KH-1200")
    page = page_text(client, list_import)
    assert "Line 3, “Kampot province”, names a branch, but this list has no column for the branch." in page
    assert list_import.matching["sections"] == [[3, "Kampot province", [4]]]
    imports.drop(list_import, actor=None)
