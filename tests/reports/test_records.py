"""What HR takes away: the same figures as on the screen, nobody of another Society, noted."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from lms.accounts.services import people as people_service
from lms.audit import AuditLine
from lms.config import settings_of
from lms.db import session
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day, passes

CSV = "/en/reports/records.csv"
XLSX = "/en/reports/records.xlsx"
LIST = "/en/records/"
ATTACK = '=HYPERLINK("http://example.org","Dara")'


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in, with somebody in each status and somebody whose name is a formula."""
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.ratana, "2027-01-24")
    certified_until(people.bopha, "2026-01-24")
    certified_until(people.malee, "2028-11-24")
    attacker = people_service.create_person(
        people_service.Particulars(number="KH-6666", name="ដារា", latin_name="Dara", language="km"),
        people.sokha.unit,
        actor=None,
    )
    attacker.latin_name = ATTACK
    certified_until(attacker, "2028-10-24")
    client.sign_in("KH-1200")
    return client


def _rows(client: StrictClient, data: dict[str, str] | None = None, address: str = CSV) -> list[list[str]]:
    with day("2026-11-24"):
        answer = client.send(address, data, form=LIST)
    assert answer.status_code == 200
    if address.endswith("csv"):
        text = answer.data.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline="")))
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def _text(cell: object) -> str:
    """What a spreadsheet shows: a day is a day, and no text."""
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell or "")


def test_a_row_says_who_what_until_when(chan: StrictClient) -> None:
    header, *rows = _rows(chan, {"q": "KH-1001", "module": "pss"})
    assert header[0] == "Number"
    (row,) = rows
    assert row[:5] == ["KH-1001", "សុខា", "Sokha", "KH-12", "Phnom Penh"]
    assert row[6:] == ["Valid", "2026-11-24", "2028-11-24", "", "Active"]


@pytest.mark.parametrize("address", [CSV, XLSX])
@pytest.mark.parametrize("asked", [{}, {"as_of": "2026-11-23"}])
def test_a_revoked_certificate_has_no_day_until_which_it_is_valid(
    chan: StrictClient, people: People, address: str, asked: dict[str, str]
) -> None:
    """A day in two years stood beside the word "Revoked": whoever sorted by it read that the certificate counts."""
    with day("2026-11-22"):
        passes(people.sokha, "a-1")
    with day("2026-11-23"):
        achievements.revoke(people.sokha, AWARD, reason="A reason", actor=people.chan)
    session.commit()
    _, row = _rows(chan, {"q": "KH-1001", "module": "pss", **asked}, address)
    assert (row[6], row[8]) == ("Revoked", "")


def test_both_files_hold_the_same(chan: StrictClient) -> None:
    as_text, as_sheet = _rows(chan), _rows(chan, address=XLSX)
    assert [[cell.removeprefix("'") for cell in row] for row in as_text] == as_sheet


def test_a_name_that_is_a_formula_is_text(chan: StrictClient) -> None:
    assert [row[2] for row in _rows(chan, {"q": "KH-6666", "module": "pss"})[1:]] == [f"'{ATTACK}"]
    with day("2026-11-24"):
        answer = chan.send(XLSX, {"q": "KH-6666", "module": "pss"}, form=LIST)
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert (sheet["C2"].value, sheet["C2"].data_type) == (ATTACK, "s")


@pytest.mark.parametrize("query", [{}, {"branch": "KH-12"}, {"q": "a"}, {"module": "pss"}])
def test_the_counts_on_the_screen_are_those_of_the_file(chan: StrictClient, query: dict[str, str]) -> None:
    with day("2026-11-24"):
        page = chan.get(LIST, query_string=query).get_data(as_text=True)
    figures = {
        status: int(count) for count, status in re.findall(r'<b>(\d+)</b> <span class="status (\S+)"', page)
    }
    words = {
        "valid": "Valid",
        "expiring": "Expires within 90 days",
        "expired": "Expired",
        "revoked": "Revoked",
    }
    counted = Counter(row[6] for row in _rows(chan, query)[1:])
    assert {status: figures[status] for status in words} == {
        status: counted[word] for status, word in words.items()
    }
    assert figures["valid"] == 2


def test_filters_hold_for_the_file_too(chan: StrictClient) -> None:
    assert [row[0] for row in _rows(chan, {"status": "expiring"})[1:]] == ["KH-1002"]
    assert [row[0] for row in _rows(chan, {"status": "never", "branch": "KH-12", "module": "pss"})[1:]] == []


def test_a_filter_that_means_nothing_comes_back_as_a_page(chan: StrictClient) -> None:
    answer = chan.send(CSV, {"branch": "TH-27"}, form=LIST)
    assert answer.status_code == 422
    assert 'id="branch-error"' in answer.get_data(as_text=True)


def test_an_export_is_noted_with_its_filter_and_rows_but_no_name(chan: StrictClient, people: People) -> None:
    _rows(chan, {"q": "Sokha", "status": "valid"})
    lines = session.scalars(select(AuditLine).where(AuditLine.act == "records.exported")).all()
    assert [(line.actor_id, line.record_id, line.facts) for line in lines] == [
        (people.chan.id, "csv", {"filter": {"q": True, "status": "valid"}, "rows": 1})
    ]


def test_dao_takes_away_nobody_of_another_society(client: StrictClient, people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    client.sign_in("TH-1200")
    assert {row[0] for row in _rows(client)[1:]} == {"TH-1001", "TH-1200"}
    assert _rows(client, {"q": "Sokha"})[1:] == []


@pytest.mark.parametrize(("demo", "name"), [(False, "records-2026-11-24"), (True, "demo-records-2026-11-24")])
def test_a_file_of_invented_people_says_so_in_its_name(
    chan: StrictClient, monkeypatch: pytest.MonkeyPatch, demo: bool, name: str
) -> None:
    real = settings_of(chan.application)
    monkeypatch.setattr("lms.web.downloads.current_settings", lambda: replace(real, demo=demo))
    for address in (CSV, XLSX):
        with day("2026-11-24"):
            answer = chan.send(address, {}, form=LIST)
        assert f"filename={name}" in answer.headers["Content-Disposition"]


def test_whoever_may_not_export_takes_nothing(client: StrictClient, people: People) -> None:
    assert client.get(CSV).status_code == 405
    client.sign_in("KH-1001")
    token = client.token("/en/quizzes/pss/")
    assert client.post(CSV, data={"csrf_token": token}).status_code == 403


def test_branches_and_words_are_in_the_readers_language(chan: StrictClient) -> None:
    rows = _rows(chan, {"q": "KH-1001"}, address="/km/reports/records.csv")
    assert rows[1][4] == "ភ្នំពេញ"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({}, "records-2026-11-24"),
        ({"as_of": "2026-05-01"}, "records-2026-05-01-made-2026-11-24"),
        ({"known_on": "2026-06-01"}, "records-2026-11-24-known-2026-06-01-made-2026-11-24"),
        (
            {"as_of": "2026-05-01", "known_on": "2026-06-01"},
            "records-2026-05-01-known-2026-06-01-made-2026-11-24",
        ),
    ],
)
def test_the_file_is_called_after_the_day_that_it_tells_of(
    chan: StrictClient, asked: dict[str, str], name: str, ending: str
) -> None:
    with day("2026-11-24"):
        answer = chan.send(f"/en/reports/records.{ending}", asked, form=LIST)
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}.{ending}"
        answer.close()


def test_a_sheet_of_an_earlier_day_says_so_on_a_sheet_of_its_own(chan: StrictClient) -> None:
    def sheets(**asked: str) -> list[list[str]]:
        with day("2026-11-24"):
            answer = chan.send(XLSX, asked, form=LIST)
        book = load_workbook(io.BytesIO(answer.data))
        return [[str(row[0]) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]

    assert len(sheets()) == 1, "a file of today is as it was"
    people, notes = sheets(as_of="2026-05-01", known_on="2026-06-01")
    assert people[0] == "Number", "programs read the first sheet"
    assert notes[0] == "As of the day"
    assert "This is where people stood at the end of 1 May 2026." in notes[1]
    assert "Only what was recorded until 1 June 2026 counts here." in notes[3]
