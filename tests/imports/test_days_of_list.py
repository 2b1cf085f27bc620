"""One list says one module of one person on several days close by: Chan is asked if they are several trainings."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from lms.imports.domain.days_of_list import DaysOfList, Near
from lms.imports.models import ListImport
from lms.imports.services import certificate_choice, imports
from lms.imports.services.review import line_choices
from tests.client import StrictClient
from tests.imports.test_trainings import bring_in, entries, rows, text_of, work
from tests.people import People

DAYS = ("1/6/2025", "10/6/2025", "15/6/2025")


def of(day: str, number: str = "KH-1001", name: str = "Sokha", module: str = "pss") -> list[str]:
    return [number, name, module, day, "passed", ""]


def actions(list_import: ListImport) -> list[str]:
    return [row.action for row in rows(list_import)]


@pytest.mark.parametrize(
    ("person", "award", "on", "near"),
    [
        (1, "pss", date(2025, 6, 10), Near(2, date(2025, 6, 1))),
        (1, "pss", date(2025, 7, 2), Near(2, date(2025, 6, 1))),
        (1, "pss", date(2025, 7, 3), None),
        (1, "pss", date(2025, 6, 1), None),
        (1, "pss", date(2025, 8, 20), Near(5, date(2025, 9, 1))),
        (1, "cea", date(2025, 6, 10), None),
        (2, "pss", date(2025, 6, 10), None),
    ],
)
def test_a_day_within_a_month_of_another_line_is_close_by(
    person: int, award: str, on: date, near: Near | None
) -> None:
    days = DaysOfList()
    for line, day in ((2, date(2025, 6, 1)), (4, date(2025, 6, 1)), (5, date(2025, 9, 1))):
        days.add(line, 1, award="pss", on=day)
    assert days.near(person, award, on) == near


def test_three_days_of_one_month_do_not_make_three_certificates_without_a_question(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, *map(of, DAYS), of("20/9/2025"), of("3/6/2025", "KH-1002", "រតនា"))
    assert actions(list_import) == ["create", "skip", "skip", "create", "create"]
    assert [row.problems[0]["values"]["line"] for row in rows(list_import)[1:3]] == [2, 3]
    assert certificate_choice.forecast(list_import).lines == 3
    client.sign_in("KH-1200")
    address = f"/en/people/imports/{list_import.uuid}/"
    page = text_of(client.get(address).get_data(as_text=True))
    assert "Line 2 of this list has the same module for this person, on 1 June 2025." in page
    assert "2 lines name people who have the same module already or in another line of this list" in page
    imports.start(list_import, actor=people.chan)
    work(app)
    days = {one.effective_on for one in entries(people.sokha) if one.kind == "achieved"}
    assert days == {date(2025, 6, 1), date(2025, 9, 20)}


def test_chan_says_of_one_line_that_it_is_another_training_and_of_one_that_it_is_the_same(
    client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, *map(of, DAYS))
    line_choices.choose(list_import, {3: str(people.sokha.id), 4: line_choices.NOBODY})
    assert actions(list_import) == ["create", "create", "skip"]
    assert rows(list_import)[1].problems[0]["word"] == "recorded-beside"
    imports.read_again(list_import)
    assert actions(list_import) == ["create", "create", "skip"]
    line_choices.choose(list_import, {3: line_choices.NOBODY})
    assert rows(list_import)[1].problems[0]["word"] == "line-near"


@pytest.mark.parametrize(
    ("choice", "left"), [(line_choices.ANOTHER, "create"), (line_choices.NOT_ANOTHER, "skip")]
)
def test_chan_answers_for_all_lines_at_once(people: People, choice: str, left: str) -> None:
    list_import = bring_in(people, *map(of, DAYS))
    line_choices.choose_for_all(list_import, choice)
    assert actions(list_import) == ["create", left, left]
    assert list_import.summary["undecided"] == 0


def test_a_line_without_a_number_is_asked_about_once_it_is_known_who_it_is(people: People) -> None:
    list_import = bring_in(people, of(DAYS[0]), of(DAYS[1], ""), of(DAYS[2], ""))
    sokha = str(people.sokha.id)
    assert actions(list_import) == ["create", "skip", "skip"]
    line_choices.choose(list_import, {3: sokha, 4: sokha})
    assert actions(list_import) == ["create", "skip", "skip"]
    assert [row.problems[0]["values"]["line"] for row in rows(list_import)[1:]] == [2, 3]
    line_choices.choose(list_import, {3: sokha, 4: sokha})
    assert actions(list_import) == ["create", "create", "create"]
