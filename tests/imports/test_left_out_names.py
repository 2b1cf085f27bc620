"""The file of the lines that stayed out: what it is called, and where its trainings are written down."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.imports.domain import left_out_names
from lms.imports.models import ListImport
from lms.imports.services import column_matching, imports
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_people import carry_out
from tests.people import People

HEADER = ["ID", "Name", "Course", "Date", "Result"]
RIGHT = ["KH-1001", "Sokha", "pss", "5/3/2025", "passed"]
WRONG = ["KH-1002", "Ratana", "pss", "31/2/2025", "passed"]


def brought_in(app: Flask, people: People, name: str, source: str) -> ListImport:
    list_import = brought(text(HEADER, RIGHT, WRONG), name, "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source=source)
    carry_out(app, list_import)
    return list_import


def taken_away(chan: StrictClient, list_import: ListImport, language: str) -> tuple[str, str, bytes]:
    """What the file is called for old programs and for the others, and the file."""
    address = f"/{language}/people/imports/{list_import.uuid}/"
    answer = chan.send(f"{address}failed.csv", form=f"{address}?show=problems")
    plain = answer.headers["Content-Disposition"].split(";")[1].split("=")[1].strip('" ')
    return plain, answer.headers["Content-Disposition"], answer.data


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_mended_lines_are_written_down_where_their_list_is(
    app: Flask, client: StrictClient, people: People, language: str
) -> None:
    first = brought_in(app, people, "Training March.xlsx", "Attendance list of March, binder 3")
    client.sign_in("KH-1200")
    plain, _, content = taken_away(client, first, language)
    assert plain == "Training-March-left-out.csv"
    name = left_out_names.name_of(first.file_name, language, "csv")
    assert name.startswith("Training March-")
    mended = content.replace(b"31/2/2025", b"28/2/2025")
    for number, called in enumerate((name, name.replace(".csv", " (1).csv"), plain)):
        again = brought(mended + b"\n" * number, called, "trainings", people.chan.unit, people.chan)
        page = client.get(f"/{language}/people/imports/{again.uuid}/").get_data(as_text=True)
        assert 'name="source" value="Attendance list of March, binder 3"' in page
        imports.drop(again, actor=None)


def test_a_file_of_an_older_version_is_known_by_the_id_in_its_name(
    app: Flask, client: StrictClient, people: People
) -> None:
    first = brought_in(app, people, "March.xlsx", "Attendance list of March")
    client.sign_in("KH-1200")
    called = f"failed-{first.uuid[:8]}.csv"
    again = brought(text(HEADER, RIGHT), called, "trainings", people.chan.unit, people.chan)
    page = client.get(f"/en/people/imports/{again.uuid}/").get_data(as_text=True)
    assert 'name="source" value="Attendance list of March"' in page
    imports.drop(again, actor=None)


def test_dao_reads_nothing_of_a_list_of_chan(app: Flask, client: StrictClient, people: People) -> None:
    brought_in(app, people, "March.xlsx", "A binder of Chan")
    again = brought(text(HEADER, RIGHT), "March-left-out.csv", "trainings", people.dao.unit, people.dao)
    client.sign_in("TH-1200")
    page = client.get(f"/en/people/imports/{again.uuid}/").get_data(as_text=True)
    assert 'name="source" value="March"' in page
    assert "A binder of Chan" not in page
    imports.drop(again, actor=None)


@pytest.mark.parametrize(
    ("list_name", "language", "name", "plain"),
    [
        ("March.xlsx", "en", "March-left-out.xlsx", "March-left-out.xlsx"),
        ("มีนาคม 69.xlsx", "th", "มีนาคม 69-ไม่ได้นำเข้า.xlsx", "69-left-out.xlsx"),
        ("មីនា.csv", "km", "មីនា-មិនបាននាំចូល.xlsx", "left-out.xlsx"),
        ("March-left-out.xlsx", "th", "March-ไม่ได้นำเข้า.xlsx", "March-left-out.xlsx"),
        ("March-left-out (2).xlsx", "en", "March-left-out.xlsx", "March-left-out.xlsx"),
        ("", "lo", "ບໍ່ໄດ້ນຳເຂົ້າ.xlsx", "left-out.xlsx"),
        ('a/b:"c".xlsx', "en", "a b c-left-out.xlsx", "a-b-c-left-out.xlsx"),
    ],
)
def test_the_file_is_called_after_its_list(list_name: str, language: str, name: str, plain: str) -> None:
    assert left_out_names.name_of(list_name, language, "xlsx") == name
    assert left_out_names.plain_name_of(list_name, "xlsx") == plain


@pytest.mark.parametrize("file_name", ["March.xlsx", "left-out.xlsx", "", "failed-1.xlsx", "-left-out.xlsx"])
def test_any_other_file_is_of_no_other_list(file_name: str) -> None:
    assert left_out_names.list_of(file_name) == ""
    assert left_out_names.id_of(file_name) == ""
