"""A summary people × modules below a heading that says "modules": its ticks name no module, and are never asked to."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.columns import module_columns, table_detection
from lms.imports.domain.headings import fields
from lms.imports.models import ListImport, ValueMatching
from lms.imports.services import column_matching, imports
from lms.imports.services.upload import file_layout
from lms.records.services import achievements
from lms.table_files import files
from tests.client import StrictClient
from tests.imports.files import brought, text, xlsx
from tests.imports.test_people import carry_out, problems, rows
from tests.imports.test_recorded_results import page_text
from tests.people import People

ABOVE = ["ម៉ូឌុល", "Modules", "Training", "หลักสูตร", "ໂມດູນ", "វគ្គ"]
SAID = {"1": "number", "2": "name"}


def sheet(above: str, tick: str) -> bytes:
    return xlsx(
        ["អត្តលេខ", "ឈ្មោះ", above, None, None],
        [None, None, "ចំណាកស្រុក", "HIV", "PSS"],
        ["KH-1001", "សុខា", tick, None, tick],
        ["KH-1002", "រតនា", None, tick, tick],
        merged=("A1:A2", "B1:B2", "C1:E1"),
    )


def summary(people: People, above: str, tick: str) -> ListImport:
    return brought(sheet(above, tick), f"{above}{tick}.xlsx", "trainings", people.chan.unit, people.chan)


def suggested(content: bytes) -> dict[str, str]:
    table = table_detection.find(files.read(content).sheets[0], "trainings", {})
    return file_layout.suggested(table, "trainings", {})


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("tick", ["✓", "ជាប់", "ผ่าน", "/", "x", "1"])
def test_ticks_below_the_names_of_modules_are_neither_the_module_nor_a_result(
    app: Flask, above: str, tick: str
) -> None:
    assert suggested(sheet(above, tick)) == SAID


@pytest.mark.parametrize(
    ("heading", "cells"), [("ម៉ូឌុល", ["✓", "✓"]), ("Training", ["passed", ""]), ("วิชา", ["ขาด", "ผ่าน (45)"])]
)
def test_a_column_of_ticks_or_results_is_no_module_whatever_its_heading_says(
    app: Flask, heading: str, cells: list[str]
) -> None:
    content = text(["ID", heading], *(["KH-1001", cell] for cell in cells))
    assert "award" not in suggested(content).values()


@pytest.mark.parametrize("heading", ["Module", "Training (HIV / PSS)", "หลักสูตร HIV"])
def test_a_column_that_names_modules_in_its_cells_stays_the_module(app: Flask, heading: str) -> None:
    content = text(["ID", heading, "Date"], ["KH-1001", "HIV", "5/3/2025"], ["KH-1002", "PSS", "5/3/2025"])
    assert suggested(content)["2"] == "award"


@pytest.mark.parametrize(
    "cell",
    ["✓", "x", "/", "P", "ผ่าน", "ជាប់", "ຜ່ານ", "passed ✓", "ผ่าน (45)", "1", "ขาด", "–", "++", "average"],
)
def test_a_sign_or_a_word_for_a_result_is_the_name_of_no_module(cell: str) -> None:
    assert module_columns.says_no_module(cell)


@pytest.mark.parametrize("cell", ["HIV", "PSS 1", "Module 3", "3", "Psycho", "ចិត្ត", "การผ่านแดน"])
def test_anything_else_may_be_the_name_of_a_module(cell: str) -> None:
    assert not module_columns.says_no_module(cell)


def test_nobody_is_asked_which_module_a_tick_is(app: Flask, people: People) -> None:
    content = text(
        ["ID", "Module", "Date"], ["KH-1001", "✓", "5/3/2025"], ["KH-1002", "Psycho", "5/3/2025"],
        ["KH-1003", "ผ่าน", "5/3/2025"],
    )  # fmt: skip
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    column_matching.match(list_import, {1: "number", 2: "award", 3: "on"}, everywhere={}, source="list")
    assert [(one["field"], one["text"]) for one in list_import.matching["groups"]] == [("award", "Psycho")]
    assert ("award", "award-unknown") in problems(rows(list_import)[0])
    imports.drop(list_import, actor=None)


def test_what_an_older_version_was_told_of_a_tick_is_not_applied(people: People) -> None:
    unit = people.chan.unit
    session.add(ValueMatching(unit_id=unit.id, field="award", typed=fields.key("✓"), value="pss"))
    session.commit()
    content = text(["ID", "Module", "Date"], ["KH-1001", "✓", "5/3/2025"], ["KH-1002", "HIV", "5/3/2025"])
    list_import = brought(content, "list.csv", "trainings", unit, people.chan)
    column_matching.match(list_import, {1: "number", 2: "award", 3: "on"}, everywhere={}, source="list")
    assert ("award", "award-unknown") in problems(rows(list_import)[0])
    assert list_import.matching["groups"] == []
    imports.drop(list_import, actor=None)


def test_a_column_of_ticks_that_is_chosen_as_the_module_is_refused_in_words(people: People) -> None:
    list_import = summary(people, "ម៉ូឌុល", "✓")
    with pytest.raises(RuleBroken) as broken:
        column_matching.match(
            list_import, {1: "number", 3: "award"}, everywhere={"on": "5/3/2025"}, source="list"
        )
    assert (broken.value.code, broken.value.field) == ("module-ticked", "columns")
    imports.drop(list_import, actor=None)


def sent(client: StrictClient, list_import: ListImport, **form: str) -> tuple[int, str]:
    fixed = {"act": "match", "column-1": "number", "all-on": "5/3/2025", "source": "My list"}
    answer = client.send(f"/en/people/imports/{list_import.uuid}/", {**fixed, **form})
    return answer.status_code, answer.get_data(as_text=True)


def test_a_column_for_the_module_and_a_module_for_all_lines_are_refused_and_nothing_is_lost(
    client: StrictClient, people: People
) -> None:
    content = text(["ID", "Topic"], ["KH-1001", "HIV"])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    client.sign_in("KH-1200")
    status, page = sent(client, list_import, **{"column-2": "award", "all-award": "pss"})
    assert status == 422
    assert "“Topic” is taken as the module, and another choice below the table says" in page
    assert re.search(r'<option value="award" selected>', page)
    assert re.search(r'<option value="pss"[^>]* selected>', page)
    assert 'value="My list"' in page
    assert sent(client, list_import, **{"column-2": "award"})[0] == 303


def test_the_page_of_a_summary_says_how_it_is_brought_in(client: StrictClient, people: People) -> None:
    list_import = summary(people, "ម៉ូឌុល", "✓")
    client.sign_in("KH-1200")
    page = page_text(client, list_import)
    assert "This list has a column for each module" in page
    assert "ម៉ូឌុល HIV, " in page
    assert "Take the column of one module as the result" in page


def test_who_takes_the_column_of_a_module_as_the_result_finds_that_module_chosen(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = summary(people, "ម៉ូឌុល", "ជាប់")
    client.sign_in("KH-1200")
    status, page = sent(client, list_import, **{"column-5": "result"})
    assert status == 422
    assert "The heading “ម៉ូឌុល PSS” names the module “Psychosocial" in page
    assert re.search(r'<option value="pss"[^>]* selected>', page)
    assert sent(client, list_import, **{"column-5": "result", "all-award": "pss"})[0] == 303
    session.expire_all()
    carry_out(app, list_import)
    assert [one.award for one in achievements.certifications_of(people.ratana.id)] == ["pss"]
    again = summary(people, "Modules", "ជាប់")
    assert again.matching["columns"] == SAID
