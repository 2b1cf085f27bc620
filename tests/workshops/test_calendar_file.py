"""Calendar files, held against RFC 5545: folding by octets, escapes, the day after as the end, stable ids."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from lms.db import session
from lms.workshops.domain.calendar_file import Event, calendar_file, escaped, folded
from lms.workshops.domain.waiting import weeks_since
from lms.workshops.models import Workshop
from lms.workshops.presenters.calendar import entries_of
from tests.people import People
from tests.records.history import day
from tests.workshops.planned import MONDAY, planned

NOW = datetime(2026, 12, 2, 8, 30, tzinfo=UTC)
EVENT = Event(
    "4f2b-1@sala.example",
    3,
    date(2026, 12, 31),
    "PSS, part 1; morning",
    "Phnom Penh\nroom 2",
    "https://sala/x",
)


def test_a_day_of_a_workshop_is_one_event() -> None:
    lines = calendar_file([EVENT], NOW).decode().split("\r\n")
    assert lines == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sala//Workshops//EN", "METHOD:PUBLISH",
        "BEGIN:VEVENT", "UID:4f2b-1@sala.example", "SEQUENCE:3", "DTSTAMP:20261202T083000Z",
        "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101",
        "SUMMARY:PSS\\, part 1\\; morning", "LOCATION:Phnom Penh\\nroom 2", "URL:https://sala/x",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


def test_an_event_without_an_address_has_no_line_for_it() -> None:
    event = Event("a@b", 0, date(2026, 12, 1), "Workshop", "Takeo")
    assert b"URL" not in calendar_file([event], NOW)
    assert calendar_file([], NOW).endswith(b"METHOD:PUBLISH\r\nEND:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("back\\slash", "back\\\\slash"),
        ("one\r\ntwo", "one\\ntwo"),
        ("សាលា", "សាលា"),
    ],
)
def test_what_ends_a_value_is_escaped(text: str, value: str) -> None:
    assert escaped(text) == value


@pytest.mark.parametrize(
    "line", ["a" * 75, "a" * 76, "SUMMARY:" + "សិក្ខាសាលា" * 20, "การอบรม" * 30, "a" * 74 + "ស"]
)
def test_long_lines_are_folded_by_octets_and_no_letter_is_cut(line: str) -> None:
    whole = folded(line)
    assert whole.endswith("\r\n")
    parts = whole[:-2].split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert (len(parts) == 1) == (len(line.encode()) <= 75)


@pytest.mark.parametrize(
    ("today", "weeks"), [("2026-11-20", 0), ("2026-11-30", 0), ("2026-12-01", 1), ("2026-12-08", 2)]
)
def test_a_workshop_waits_by_whole_weeks(today: str, weeks: int) -> None:
    assert weeks_since(date(2026, 11, 24), date.fromisoformat(today)) == weeks


def test_a_day_begins_with_its_morning_whatever_the_titles_are(app: Flask, people: People) -> None:
    """Afternoon, afternoon, morning: whoever looked for the day's order found that of the titles."""
    with day("2026-11-23"):
        planned(people, modules=("cea",), days=[(MONDAY, "pm")], uuid=str(uuid4()))
        planned(people, modules=("pss",), days=[(MONDAY, "am")], uuid=str(uuid4()))
        planned(people, modules=("hiv",), days=[(MONDAY, "pm"), (MONDAY, "am")], uuid=str(uuid4()))
    with app.test_request_context("/en/"):
        found = entries_of(session.scalars(select(Workshop)).all(), MONDAY, MONDAY)
    assert [entry.is_later for entry in found] == [False, False, True]
    assert [entry.part for entry in found][-1] == "Afternoon"
