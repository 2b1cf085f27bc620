"""A cell that names several modules is none of them, and a course that is no module of Sala is said to be none once."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.db import session
from lms.imports.domain.headings import fields
from lms.imports.domain.lines import column_facts
from lms.imports.domain.lines.result_answers import OUT
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import rejects
from lms.imports.services import column_matching, imports, value_choices
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_people import carry_out, problems, rows
from tests.people import People

HEADER = ["ID", "Course", "Date"]
FIRST_AID = ("award", fields.key("First Aid"))


def list_of(people: People, *modules: str) -> ListImport:
    lines = ([f"KH-100{number}", module, "5/3/2025"] for number, module in enumerate(modules, 1))
    content = text(HEADER, *lines)
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    column_matching.match(list_import, {1: "number", 2: "award", 3: "on"}, everywhere={}, source="list")
    return list_import


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("HIV/PSS", ["hiv", "pss"]),
        ("PGI; HIV; PSS", ["hiv", "pgi", "pss"]),
        ("PSS + HIV", ["hiv", "pss"]),
        ("មេរោគអេដស៍, ការគាំទ្រចិត្តសង្គម", ["hiv", "pss"]),
        ("HIV និង PSS, First Aid", ["hiv", "pss"]),
        ("เอชไอวี, จิตสังคม", ["hiv", "pss"]),
    ],
)
def test_a_cell_with_several_modules_is_said_to_name_them_and_no_single_one_is_offered(
    client: StrictClient, people: People, cell: str, named: list[str]
) -> None:
    unit = people.chan.unit
    # What an older version had asked for, and HR had answered.
    session.add(ValueMatching(unit_id=unit.id, field="award", typed=fields.key(cell), value="hiv"))
    session.commit()
    list_import = list_of(people, cell, "HIV")
    first, second = rows(list_import)
    assert [(one["word"], one["values"]["modules"]) for one in first.problems] == [("award-several", named)]
    assert (first.action, second.action) == ("fail", "create")
    assert list_import.matching["groups"] == []
    client.sign_in("KH-1200")
    page = client.get(f"/en/people/imports/{list_import.uuid}/?show=problems").get_data(as_text=True)
    assert "names several modules: HIV, " in page
    assert "please write one line for each module" in page
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    "cell", ["HIV", "Community engagement and accountability", "Psychosocial support (PSS)"]
)
def test_one_module_under_two_of_its_names_is_one(people: People, cell: str) -> None:
    list_import = list_of(people, cell)
    assert not {word for _, word in problems(rows(list_import)[0])} & {"award-several"}
    imports.drop(list_import, actor=None)


def test_what_is_no_module_of_sala_is_said_once_and_stays_out_with_that_reason(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = list_of(people, "First Aid", "PSS")
    client.sign_in("KH-1200")
    address = f"/en/people/imports/{list_import.uuid}/"
    assert "This is no module of Sala: leave these lines out" in client.get(address).get_data(as_text=True)
    value_choices.settle(list_import, {FIRST_AID: OUT})
    assert [row.action for row in rows(list_import)] == ["skip", "create"]
    assert problems(rows(list_import)[0]) == [("award", "module-left-out")]
    carry_out(app, list_import)
    [line] = rejects.failed_lines(list_import)
    assert "First Aid" in line
    assert "this is no module of Sala" in str(line[-1])
    later = list_of(people, "First aid", "HIV")
    assert problems(rows(later)[0]) == [("award", "module-left-out")]
    value_choices.settle(later, {FIRST_AID: ""})
    assert problems(rows(later)[0]) == [("award", "award-unknown")]
    imports.drop(later, actor=None)


@pytest.mark.parametrize(
    ("fields_of", "warned"),
    [
        ({1: "number", 3: "result"}, set()),
        ({1: "number"}, {"HIV", "PSS", "Final"}),
        ({1: "number", 4: "result"}, {"HIV", "PSS"}),
    ],
)
def test_the_columns_of_other_modules_are_no_results_that_were_left_out(
    people: People, fields_of: dict[int, str], warned: set[str]
) -> None:
    """Whoever failed HIV would be recorded as trained in PSS, a warning said: they have passed that one."""
    content = text(
        ["ID", "HIV", "PSS", "Final"],
        ["KH-1001", "passed", "passed", "passed"],
        ["KH-1002", "failed", "passed", "passed"],
        ["KH-1100", "passed", "failed", "passed"],
    )
    list_import = brought(content, "summary.csv", "trainings", people.chan.unit, people.chan)
    everywhere = {"award": "pss", "on": "5/3/2025"}
    column_matching.match(list_import, fields_of, everywhere=everywhere, source="The summary")
    assert {*list_import.matching[column_facts.UNREAD_RESULTS]} == warned
    imports.drop(list_import, actor=None)
