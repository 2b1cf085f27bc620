"""What Sala gives out comes in again: every column of its own files is proposed rightly, in every language."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.db import session
from lms.imports.domain.columns import attendance_days, column_choice, table_detection
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.column_names import LANGUAGES, LEFT_OUT
from lms.imports.domain.headings.fields import FIELDS, Kind
from lms.imports.domain.lines import unread_columns
from lms.imports.models import ColumnMatching, ListImport
from lms.imports.presenters import rejects
from lms.imports.services import column_matching, imports
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_cells import KHM
from tests.imports.test_people import rows
from tests.people import People
from tests.records.history import certified_until, day

FIELDS_OF_RECORDS: dict[Kind, dict[str, str]] = {
    "people": {"1": "number", "2": "name", "3": "latin_name", "4": "branch"},
    "trainings": {"1": "number", "2": "name", "3": "latin_name", "6": "award", "8": "on"},
}


def merged_ids(client: StrictClient, people: People, language: str, ending: str) -> bytes:
    """The file of records, as Chan takes it away."""
    certified_until(people.sokha, "2028-11-24")
    client.sign_in("KH-1200")
    with day("2026-11-24"):
        asked = {"q": "KH-1001", "module": "pss"}
        answer = client.send(f"/{language}/reports/records.{ending}", asked, form="/en/records/")
    assert answer.status_code == 200
    return bytes(answer.data)


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_records_comes_in_again(
    client: StrictClient, people: People, language: str, ending: str, kind: Kind
) -> None:
    said = {"รหัส": "number", "ລະຫັດ": "number", "កូដ": "number", "code": "number", "สถานะ": "result"}
    for header, field in said.items():
        key, society = columns.key(header), people.chan.unit
        session.add(ColumnMatching(unit_id=society.id, kind="trainings", header=key, field=field))
    content = merged_ids(client, people, language, ending)
    list_import = brought(content, f"records.{ending}", kind, people.chan.unit, people.chan)
    assert list_import.matching["columns"] == FIELDS_OF_RECORDS[kind]
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    with day("2026-11-24"):
        column_matching.match(list_import, chosen, everywhere={}, source="records")
    # It says nothing that is not known.
    found = [(row.action, row.person_id, row.problems) for row in rows(list_import)]
    assert found == [("same", people.sokha.id, [])]
    session.commit()
    imports.drop(list_import, actor=None)


def test_a_list_with_some_of_these_headings_is_one_of_somebody_else(people: People) -> None:
    content = text(
        ["Number", "Name", "Module", "Status", "Date"], ["KH-1001", "Sokha", "pss", "passed", "5/3/2025"]
    )
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    assert list_import.matching["columns"]["4"] == "result"


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_that_were_not_brought_in_come_in_again(app: Flask, kind: Kind, language: str) -> None:
    parts = (*split_dates.FIELDS, split_dates.FIRST_DAY, attendance_days.FIELD)
    whole = [field for field in FIELDS[kind] if field not in parts]
    fields = {str(number): field for number, field in enumerate(whole, 1)}
    list_import = ListImport(kind=kind, matching={"columns": fields})
    with app.test_request_context(f"/{language}/"):
        header = rejects.failed_header(list_import, language)
    found = column_choice.matched(header, kind, {})
    assert {str(number): field for number, field in found.items()} == fields


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_lines_in_it_are_no_marks(app: Flask, kind: Kind, language: str) -> None:
    """Of lines that stayed out: their numbers are not those of each line that follows, and may look like marks."""
    list_import = ListImport(kind=kind, matching={"columns": {"1": "number"}})
    with app.test_request_context(f"/{language}/"):
        header = ["Result" if kind == "trainings" else "Name", *rejects.failed_header(list_import, language)]
    assert [columns.field_of(text, kind, {}) for text in header[2:]] == [LEFT_OUT, LEFT_OUT]
    lines = [["attended", f"KH-{line}", str(line), "!"] for line in (3, 14, 60)]
    table = table_detection.find(Sheet("", [header, *lines]), kind, {})
    taken = {"2": "number", "1": "result" if kind == "trainings" else "name"}
    assert list(unread_columns.of(table, taken, {}, KHM, kind)) == []


@pytest.mark.parametrize("heading", ["Branch code", "កូដសាខា", "លេខកូដសាខា", "ລະຫັດສາຂາ", "รหัสสาขา"])
def test_the_code_of_a_branch_is_no_number_of_a_volunteer(heading: str) -> None:
    assert columns.field_of(heading, "people", {columns.key("รหัส"): "number"}) == "branch"
