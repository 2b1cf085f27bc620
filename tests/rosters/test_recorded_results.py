"""Nothing is recorded as passed, or as trained, that a list does not say: from the file to ledger and certificates."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.certificates import service as certificates
from lms.db import session
from lms.records.service import LedgerEntry
from lms.rosters import deciding, matching, service, showing, value_choices
from lms.rosters.models import RosterImport
from tests.people import People
from tests.rosters.files import brought, text
from tests.rosters.test_people import problems, rows


def trainings_of(people: People, heading: str, *results: str) -> RosterImport:
    numbers = ("KH-1001", "KH-1002", "KH-1100")
    lines = ([number, "pss", "5/3/2025", result] for number, result in zip(numbers, results, strict=False))
    content = text(["ID", "Course", "Date", heading], *lines)
    roster = brought(content, f"{heading}.csv", "trainings", people.chan.unit, people.chan)
    fields = {1: "number", 2: "award", 3: "on", 4: "result"}
    matching.match(roster, fields, everywhere={}, source="list")
    session.commit()
    return roster


def carried_out(app: Flask, roster: RosterImport) -> list[tuple[int, str | None, str]]:
    service.start(roster)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    entries = session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))
    return [(one.person_id, one.requirement, one.evidence["result"]) for one in entries]


@pytest.mark.parametrize("heading", ["Attendance", "វត្តមាន", "ການເຂົ້າຮ່ວມ (%)", "เวลาเข้าอบรม (ร้อยละ)"])
def test_attendance_of_all_days_brings_no_certificate(app: Flask, people: People, heading: str) -> None:
    roster = trainings_of(people, heading, "100%", "66%", "3/3")
    assert [row.action for row in rows(roster)] == ["create", "fail", "create"]
    assert problems(rows(roster)[1]) == [("result", "attendance-unknown")]
    with app.test_request_context("/en/"):
        page = showing.preview(roster, "all", "1")
    (group,) = page["groups"]
    assert (group.text, group.lines, group.means) == ("66%", 1, "")
    assert group.choices == (
        ("attended", "Attended"),
        ("failed", "Not there"),
        ("out", "Leave these lines out"),
    )
    assert [cell.stored for line in page["lines"] for cell in line.cells if cell.field == "result"] == [
        "Attended", "", "Attended",
    ]  # fmt: skip
    value_choices.settle(roster, {("result", group.key): "out"})
    assert [row.action for row in rows(roster)] == ["create", "skip", "create"]
    assert problems(rows(roster)[1]) == [("result", "result-left-out")]
    entries = carried_out(app, roster)
    assert [result for *_, result in entries] == ["attended", "attended"]
    assert "post-test" not in {requirement for _, requirement, _ in entries}
    for person in (people.sokha, people.ratana, people.bopha):
        assert certificates.certificates_of(person.id) == []


def test_numbers_of_attendance_are_no_points(people: People) -> None:
    roster = trainings_of(people, "Days attended", "3", "2", "1")
    assert [problems(row) for row in rows(roster)] == [[("result", "attendance-unknown")]] * 3
    assert deciding.customs_of(roster).points is None
    service.drop(roster, actor=None)
