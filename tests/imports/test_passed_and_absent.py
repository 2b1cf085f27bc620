"""Who is said to have passed, and was there on no day, gets no certificate unasked: by hours, ticks, days absent."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from lms.db import session
from lms.imports.domain.columns import table_detection
from lms.imports.domain.lines import column_facts, left_out, presence_left_out, result_answers
from lms.imports.models import ListImport
from lms.imports.presenters import rejects
from lms.imports.services import imports, list_locale, value_choices
from lms.records.services.achievements import LedgerEntry
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.test_absent_days import actions, sheet
from tests.imports.test_people import carry_out, problems, rows
from tests.imports.test_recorded_results import page_text
from tests.people import People

ASKED = ("fail", ["passed-and-absent"])
QUESTION = ("result", result_answers.PASSED_AND_ABSENT)
HOURS = (
    ["ID", "Day 1 In", "Day 1 Out", "Day 2 In", "Days absent", "Exam result"],
    ["KH-1001", "8:00", "17:00", "8:10", "0", "Pass"],
    ["KH-1002", "8:00", "17:00", None, "1", "Fail"],
    ["KH-1100", None, None, None, "2", "Pass"],
    ["KH-1300", "8:00", "17:00", "8:00", "0", "Passed"],
)
TICKS = (
    ["รหัส", "วันที่ 1", "วันที่ 2", "วันขาด", "ผลสอบ"],
    ["KH-1001", "/", "/", "0", "ผ่าน"],
    ["KH-1002", "/", None, "1", "ไม่ผ่าน"],
    ["KH-1100", None, None, "2", "ผ่าน"],
    ["KH-1300", "/", "/", "0", "ผ่าน"],
)
COUNTED = (
    ["ID", "Days absent", "Exam result"],
    ["KH-1001", "0/2", "Pass"],
    ["KH-1002", "1/2", "Fail"],
    ["KH-1100", "2/2", "Pass"],
    ["KH-1300", "0/2", "Pass"],
)
MARKS = (
    ["ID", "Day 1 In", "Score"],
    ["KH-1001", "8:00", "90"],
    ["KH-1002", "8:00", "20"],
    ["KH-1100", None, "95"],
    ["KH-1300", "8:00", "85"],
)


@pytest.mark.parametrize("lines", [HOURS, TICKS, COUNTED, MARKS], ids=["hours", "ticks", "counted", "marks"])
def test_who_passed_and_was_never_there_is_asked_about_once(
    people: People, lines: Sequence[Sequence[str | None]]
) -> None:
    list_import = sheet(people, *lines)
    took = actions(list_import)
    assert [took[0], took[2], took[3]] == [("create", []), ASKED, ("create", [])]
    assert took[1][0] == "skip"
    assert list_import.matching[column_facts.NOT_THERE] is None
    groups = {(one["field"], one["key"]): one["lines"] for one in list_import.matching["groups"]}
    assert groups[QUESTION] == 1
    value_choices.settle(list_import, {QUESTION: "passed"})
    assert actions(list_import)[2] == ("create", [])
    value_choices.settle(list_import, {QUESTION: "out"})
    assert actions(list_import)[2] == ("skip", ["not-there"])
    imports.drop(list_import, actor=None)


def test_undecided_nothing_is_recorded_and_the_file_of_what_stayed_out_does_not_say_passed(
    app: Flask, people: People
) -> None:
    list_import = sheet(people, *HOURS)
    carry_out(app, list_import)
    assert {*session.scalars(select(LedgerEntry.person_id))} == {people.sokha.id, people.noy.id}
    session.refresh(list_import)
    with app.test_request_context("/en/"):
        header = rejects.failed_header(list_import, "en")
        stayed = [dict(zip(header, line, strict=True)) for line in rejects.failed_lines(list_import)]
    ours = next(line for line in stayed if line["Volunteer number"] == "KH-1100")
    assert ours["Result"] == left_out.UNREAD
    assert "absent on every day" in str(ours["Problem"])
    kept, _ = left_out.kept(rows(list_import)[2].given, "trainings", list_locale.customs_of(list_import))
    assert kept["attended_day"] == "0/3"


def test_in_the_next_list_it_is_asked_again(app: Flask, people: People) -> None:
    list_import = sheet(people, *HOURS)
    value_choices.settle(list_import, {QUESTION: "passed"})
    carry_out(app, list_import)
    again = sheet(people, *HOURS, ["KH-1200", None, None, None, "2", "Pass"])
    assert actions(again)[-1] == ASKED
    imports.drop(again, actor=None)


@pytest.mark.parametrize(
    "lines",
    [
        [["1", "", "", "passed"], ["2", "", "", "passed"]],  # nobody filled the days in
        [["1", "", "", "passed"], ["2", "ขาด", "", "passed"]],  # only absences are written down
        [["1", "✓", "", "passed"], ["2", "✓", "✓", "passed"]],  # one day of two
        [["1", "", "", "failed"], ["2", "✓", "✓", "passed"]],  # nothing is recorded anyway
        [["1", "", "", "attended"], ["2", "✓", "✓", "passed"]],  # no certificate
    ],
)
def test_what_does_not_say_passed_and_never_there_is_not_asked_about(
    people: People, lines: list[list[str]]
) -> None:
    numbered = [[f"KH-100{line[0]}", *line[1:]] for line in lines]
    list_import = sheet(people, ["ID", "Day 1", "Day 2", "Result"], *numbered)
    assert "passed-and-absent" not in [word for row in rows(list_import) for _, word in problems(row)]
    imports.drop(list_import, actor=None)


def pointed(lines: Sequence[Sequence[str]], fields: dict[str, str]) -> tuple[list[int], list[int]]:
    table = table_detection.find(Sheet("", [list(line) for line in lines]), "trainings", {})
    return [*presence_left_out.absences(table, fields)], [*presence_left_out.passes(table, fields)]


@pytest.mark.parametrize(
    ("header", "lines", "fields", "absences", "passes"),
    [
        ("Days absent", ["2", "0"], {"3": "result"}, [1], []),
        ("Days absent", ["0", "-"], {"3": "result"}, [], []),
        ("Day 1", ["", "✓"], {"3": "result"}, [1], []),
        ("Day 1", ["✓", "✓"], {"3": "result"}, [], []),
        ("Start", ["", "8:00"], {"3": "result"}, [1], []),
        ("Start", ["8:00", "8:00"], {"3": "result"}, [], []),
        ("Attendance", ["absent", "present"], {"3": "result"}, [1], []),
        ("มา/ขาด", ["ขาด", "มา"], {"3": "result"}, [1], []),
        ("Second test", ["fail", "pass"], {"3": "result"}, [], []),
        ("Attendance", ["absent", "present"], {"3": "mark"}, [1], []),
        ("Attendance", ["absent", "present"], {}, [], []),
        ("Attendance", ["absent", "present"], {"2": "result"}, [], [2]),
        ("Days absent", ["0", "0"], {"2": "result"}, [], [2]),
        ("Day 1", ["✓", "✓"], {"2": "attended_day"}, [], [2]),
        ("Attendance", ["absent", "present"], {"2": "result", "3": "mark"}, [], []),
    ],
)
def test_what_is_pointed_at_beside_a_result(
    header: str, lines: list[str], fields: dict[str, str], absences: list[int], passes: list[int]
) -> None:
    given = [["ID", header, "Result"], *([f"KH-100{n}", cell, "Pass"] for n, cell in enumerate(lines))]
    assert pointed(given, {"1": "number", **fields}) == (absences, passes)


def test_absences_of_who_failed_and_results_with_a_fail_are_spoken_of_otherwise() -> None:
    lines = [["ID", "Days absent", "Result"], ["KH-1", "2", "Fail"], ["KH-2", "0", "Pass"]]
    assert pointed(lines, {"1": "number", "3": "result"}) == ([], [])
    assert pointed(lines, {"1": "number", "2": "result"}) == ([], [])
    empty = [["ID", "Days absent", "Result"], ["KH-1", "2", ""], ["KH-2", "0", "Pass"]]
    assert pointed(empty, {"1": "number", "3": "result"}) == ([], [])


def test_with_one_day_of_a_sheet_the_others_that_are_left_out_are_named_too() -> None:
    lines = [
        ["ID", "Day 1", "Day 2", "Hours", "Result"],
        ["1", "✓", "", "8:00", "passed"],
        ["2", "✓", "✓", "", "failed"],
    ]
    assert pointed(lines, {"1": "number", "5": "result"})[0] == [1, 2]
    there = [lines[0], ["1", "✓", "✓", "8:00", "passed"], ["2", "✓", "", "", "failed"]]
    assert pointed(there, {"1": "number", "5": "result"})[0] == []


def test_chan_reads_in_four_languages_what_each_column_that_is_left_out_would_do(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1200")

    def shown(list_import: ListImport) -> str:
        for language in ("km", "lo", "th"):
            page = client.get(f"/{language}/people/imports/{list_import.uuid}/").get_data(as_text=True)
            assert re.search("[“«]Attendance|[“«]Exam result", page), language
        return page_text(client, list_import)

    lines = [["ID", "Attendance", "Exam result"], ["KH-1001", "present", "Pass"]]
    certified = sheet(people, *lines, ["KH-1002", "absent", "Pass"], chosen={1: "number", 3: "result"})
    page = shown(certified)
    assert "“Attendance” seems to say who was there, but it is left out" in page
    assert "whoever failed would be recorded" not in page
    imports.drop(certified, actor=None)
    trained = sheet(people, *lines, ["KH-1002", "present", "Pass"], chosen={1: "number", 2: "result"})
    page = shown(trained)
    assert "“Exam result” seems to say who has passed, but it is left out" in page
    assert "whoever failed would be recorded" not in page
    imports.drop(trained, actor=None)


def test_chan_is_asked_for_all_lines_at_once(client: StrictClient, people: People) -> None:
    list_import = sheet(people, *HOURS)
    client.sign_in("KH-1200")
    page = page_text(client, list_import)
    assert "1 line says passed, and absent on every day" in page
    assert "They have passed: record these lines" in page
    assert "“Day 1 In, Day 1 Out, Day 2 In, Days absent” seems to say who was there" in page
    imports.drop(list_import, actor=None)
