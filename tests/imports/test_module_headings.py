"""A column that names a module says nothing of another one: neither a result, nor a date."""

from __future__ import annotations

import pytest

from lms.imports.domain.columns import module_headings
from lms.imports.domain.headings import fields
from lms.imports.models import ListImport
from lms.imports.services import column_matching, imports
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_recorded_results import page_text
from tests.people import People

AWARDS = {"hiv": "hiv", "cea": "cea", "pss": "pss", "ການເຄື່ອນຍ້າຍ": "mig"}
FIELDS = ["result", "mark", "failed_ticked", "on", "on_day", "on_month", "on_year"]


@pytest.mark.parametrize("field", FIELDS)
def test_a_column_of_another_module_is_warned_about(field: str) -> None:
    found = module_headings.of_others(["ID", "HIV", "CEA"], {"1": "number", "2": field}, "cea", AWARDS)
    assert list(found) == ["HIV"]
    assert list(module_headings.of_others(["ID", "HIV"], {"2": field}, "hiv", AWARDS)) == []


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("heading", ["HIV", "ວັນທີ HIV"])
def test_what_was_remembered_of_one_of_several_modules_is_not_guessed(field: str, heading: str) -> None:
    known = {fields.key(heading): field}
    found = module_headings.not_guessed([heading, "CEA"], "trainings", known, AWARDS)
    assert found[fields.key(heading)] == ""


def test_the_date_of_one_module_alone_is_the_date() -> None:
    assert module_headings.not_guessed(["ID", "Training date HIV"], "trainings", {}, AWARDS) == {}


def matrix(people: People, name: str) -> ListImport:
    content = text(["ລະຫັດ", "ການເຄື່ອນຍ້າຍ", "HIV", "CEA", "PGI"], ["KH-1001", "", "5/3/2025", "", ""], [name])
    return brought(content, f"{name}.csv", "trainings", people.chan.unit, people.chan)


def test_a_date_of_one_module_is_not_taken_for_that_of_another(client: StrictClient, people: People) -> None:
    list_import = matrix(people, "first")
    assert list_import.matching["columns"] == {"1": "number"}
    column_matching.match(list_import, {1: "number", 3: "on"}, everywhere={"award": "hiv"}, source="list")
    client.sign_in("KH-1200")
    assert "names another module" not in page_text(client, list_import)
    imports.drop(list_import, actor=None)
    again = matrix(people, "second")
    assert again.matching["columns"] == {"1": "number"}
    column_matching.match(again, {1: "number", 3: "on"}, everywhere={"award": "cea"}, source="list")
    assert "The heading “HIV” names another module than the one chosen." in page_text(client, again)
    imports.drop(again, actor=None)


@pytest.mark.parametrize(
    ("result", "remark", "warned"),
    [
        ("ขาด", "ขาด", False),
        ("", "ลาป่วย", False),
        ("ผ่าน", "ผ่าน", False),
        ("12", "", False),
        ("ผ่าน", "ไม่ผ่าน", True),
        ("มา", "สอบตก", True),
    ],
)
def test_a_column_that_is_left_out_is_warned_about_where_it_contradicts_the_result(
    people: People, result: str, remark: str, warned: bool
) -> None:
    content = text(["ID", "ผล", "หมายเหตุ"], ["KH-1001", result, remark], ["KH-1002", "ผ่าน", ""])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    everywhere = {"award": "pss", "on": "5/3/2025"}
    column_matching.match(list_import, {1: "number", 2: "result"}, everywhere=everywhere, source="list")
    assert list_import.matching["unread_results"] == (["หมายเหตุ"] if warned else [])
    imports.drop(list_import, actor=None)
