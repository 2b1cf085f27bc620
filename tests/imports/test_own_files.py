"""What Sala gives out comes in again: every column of its own files is proposed rightly, in every language."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import split_dates
from lms.imports.domain.headings.column_names import LANGUAGES, LEFT_OUT
from lms.imports.domain.headings.fields import FIELDS, Kind
from lms.imports.domain.lines import unread_columns
from lms.imports.models import ColumnMatching, ListImport
from lms.imports.presenters import rejects
from lms.imports.services import column_matching, imports, value_choices
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_cells import KHM
from tests.imports.test_people import rows
from tests.imports.test_recorded_results import page_text
from tests.people import People
from tests.records.history import certified_until, day

FIELDS_OF_RECORDS: dict[Kind, dict[str, str]] = {
    "people": {"1": "number", "2": "name", "3": "latin_name", "4": "branch"},
    "trainings": {"1": "number", "2": "name", "3": "latin_name", "6": "award", "8": "on", "10": "on_first"},
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


def exported(client: StrictClient, **asked: str) -> bytes:
    """The file of records about all modules of those in Phnom Penh, as Chan takes it away."""
    client.sign_in("KH-1200")
    answer = client.send("/en/reports/records.csv", {"unit": "KH-12", **asked}, form="/en/records/")
    assert answer.status_code == 200
    return bytes(answer.data)


def test_what_the_file_of_records_cannot_bring_back_is_said(client: StrictClient, people: People) -> None:
    """Lines without a certificate were problems without a date, and whoever had passed came back as trained."""
    certified_until(people.sokha, "2028-11-24")
    with day("2026-11-24"):
        content = exported(client)
        list_import = brought(content, "records.csv", "trainings", people.chan.unit, people.chan)
        chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
        column_matching.match(list_import, chosen, everywhere={}, source="records")
        session.commit()
        said = [[one["word"] for one in row.problems] for row in rows(list_import) if row.action == "skip"]
        assert said == [["nothing-recorded"]] * len(said)
        assert len(said) > 5
        assert {row.action for row in rows(list_import)} == {"same", "skip"}
        shown = page_text(client, list_import)
    assert "This file was written by Sala." in shown
    assert "The status is left out, so whoever comes in from this file is recorded as trained" in shown
    imports.drop(list_import, actor=None)


def test_the_status_of_a_certificate_is_asked_about_once_where_it_is_taken_as_the_result(
    people: People,
) -> None:
    header = ["Number", "Name", "Branch code", "Branch", "Module", "Status", "Completed on", "Valid until"]
    header.append("Trained without a certificate on")
    lines = [
        ["KH-1001", "Sokha", "KH-12", "Phnom Penh", "pss", "Valid", "2025-03-05", "2027-03-05", ""],
        ["KH-1002", "Ratana", "KH-12", "Phnom Penh", "pss", "Valid", "2025-03-05", "2027-03-05", ""],
        ["KH-1100", "Bopha", "KH-12", "Phnom Penh", "pss", "No certificate yet", "", "", ""],
        ["KH-1300", "Noy", "KH-12", "Phnom Penh", "pss", "Trained", "", "", "2025-03-04"],
    ]
    list_import = brought(text(header, *lines), "records.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()} | {6: "result"}
    column_matching.match(list_import, chosen, everywhere={}, source="records")
    asked = {group["text"]: (group["field"], group["key"]) for group in list_import.matching["groups"]}
    assert {*asked} == {"Valid", "Trained"}
    value_choices.settle(list_import, {asked["Valid"]: "passed", asked["Trained"]: "attended"})
    assert [row.action for row in rows(list_import)] == ["create", "create", "skip", "create"]
    assert rows(list_import)[3].given["on"] == "2025-03-04"
    imports.drop(list_import, actor=None)


def test_a_day_below_the_table_beside_a_column_of_days_is_refused(people: People) -> None:
    """It was left aside without a word."""
    content = text(["ID", "Module", "Date"], ["KH-1001", "pss", "5/3/2025"])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    with pytest.raises(RuleBroken, match="day-twice"):
        column_matching.match(
            list_import, {1: "number", 2: "award", 3: "on"}, everywhere={"on": "6/3/2025"}, source="list"
        )
    imports.drop(list_import, actor=None)
