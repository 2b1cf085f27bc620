"""Nothing is recorded as passed, or as trained, that a list does not say: from the file to ledger and certificates."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.certificates.services import certificates
from lms.db import session
from lms.imports.domain.lines import line_reader
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import import_page, rejects
from lms.imports.services import column_matching, imports, list_locale, value_choices
from lms.records.services.achievements import LedgerEntry
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.meanings import settle_for_good
from tests.imports.test_people import problems, rows
from tests.people import People

NUMBERS = ("KH-1001", "KH-1002", "KH-1100")


def trainings_of(people: People, heading: str, *results: str) -> ListImport:
    lines = ([number, "pss", "5/3/2025", result] for number, result in zip(NUMBERS, results, strict=False))
    content = text(["ID", "Course", "Date", heading], *lines)
    list_import = brought(content, f"{heading}.csv", "trainings", people.chan.unit, people.chan)
    fields = {1: "number", 2: "award", 3: "on", 4: "result"}
    column_matching.match(list_import, fields, everywhere={}, source="list")
    session.commit()
    return list_import


def carried_out(app: Flask, list_import: ListImport) -> list[tuple[int, str | None, str]]:
    imports.start(list_import)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    entries = session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))
    return [(one.person_id, one.requirement, one.evidence["result"]) for one in entries]


@pytest.mark.parametrize("heading", ["Attendance", "វត្តមាន", "ການເຂົ້າຮ່ວມ (%)", "เวลาเข้าอบรม (ร้อยละ)"])
def test_attendance_of_all_days_brings_no_certificate(app: Flask, people: People, heading: str) -> None:
    list_import = trainings_of(people, heading, "100%", "66%", "3/3")
    assert [row.action for row in rows(list_import)] == ["create", "fail", "create"]
    assert problems(rows(list_import)[1]) == [("result", "attendance-unknown")]
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "all", "1")
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
    value_choices.settle(list_import, {("result", group.key): "out"})
    assert [row.action for row in rows(list_import)] == ["create", "skip", "create"]
    assert problems(rows(list_import)[1]) == [("result", "result-left-out")]
    entries = carried_out(app, list_import)
    assert [result for *_, result in entries] == ["attended", "attended"]
    assert "post-test" not in {requirement for _, requirement, _ in entries}
    for person in (people.sokha, people.ratana, people.bopha):
        assert certificates.certificates_of(person.id) == []


def test_numbers_of_attendance_are_no_points(people: People) -> None:
    list_import = trainings_of(people, "Days attended", "3", "2", "1")
    assert [problems(row) for row in rows(list_import)] == [[("result", "attendance-unknown")]] * 3
    assert list_locale.customs_of(list_import).points is None
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("nothing", ["", "-", "–", ".", "N/A", "គ្មាន", "ບໍ່ມີ", "ไม่มี"])
@pytest.mark.parametrize("heading", ["Result", "Attendance"])
def test_nothing_in_a_column_of_results_is_left_out(
    app: Flask, people: People, heading: str, nothing: str
) -> None:
    list_import = trainings_of(people, heading, "attended", nothing, nothing)
    assert [row.action for row in rows(list_import)] == ["create", "skip", "skip"]
    assert problems(rows(list_import)[1]) == [("result", "result-unsaid")]
    with app.test_request_context("/en/"):
        (group,) = import_page.preview(list_import, "all", "1")["groups"]
    assert (group.text, group.lines, group.means) == (f"Nothing in “{heading}”", 2, "out")
    assert group.choices == (("out", "Leave these lines out"), ("trained", "Record these lines as trained"))
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("nothing", ["", "-"])
@pytest.mark.parametrize("day", ["", "-"])
def test_whoever_was_not_trained_needs_no_day(people: People, nothing: str, day: str) -> None:
    """A summary of one module with a day for each person: who was not trained has neither."""
    content = text(
        ["ID", "Date", "Result"],
        ["KH-1001", "5/3/2025", "passed"],
        ["KH-1002", day, nothing],
        ["KH-1100", day, "passed"],
    )
    list_import = brought(content, "summary.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={"award": "pss"}, source="The summary of March")
    assert [problems(row) for row in rows(list_import)] == [
        [],
        [("result", "result-unsaid")],
        [("on", "date-missing")],
    ]
    assert (list_import.summary["skip"], list_import.summary["fail"]) == (1, 1)
    (group,) = list_import.matching["groups"]
    settle_for_good(list_import, {("result", group["key"]): "trained"})
    assert problems(rows(list_import)[1]) == [("on", "date-missing")]
    imports.drop(list_import, actor=None)


def test_one_word_of_hr_records_all_lines_with_nothing_as_trained(app: Flask, people: People) -> None:
    list_import = trainings_of(people, "ผล", "attended", "-", "")
    key = ("result", list_import.matching["groups"][0]["key"])
    settle_for_good(list_import, {key: "trained"})
    assert [row.action for row in rows(list_import)] == ["create"] * 3
    assert list_import.matching["groups"][0]["means"] == "trained"
    settle_for_good(list_import, {key: "out"})
    assert [row.action for row in rows(list_import)] == ["create", "skip", "skip"]
    settle_for_good(list_import, {key: "trained"})
    assert [result for *_, result in carried_out(app, list_import)] == ["attended", "", ""]
    another = trainings_of(people, "Result", "")
    assert [row.action for row in rows(another)] == ["skip"]  # that was said of another heading
    imports.drop(another, actor=None)


def test_a_mark_says_how_it_went_where_the_word_is_missing(people: People) -> None:
    lines = [["KH-1001", "", "90"], ["KH-1002", "", ""], ["KH-1100", "passed", ""]]
    content = text(["ID", "Result", "Score"], *lines)
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    everywhere = {"award": "pss", "on": "5/3/2025"}
    column_matching.match(
        list_import, {1: "number", 2: "result", 3: "mark"}, everywhere=everywhere, source="list"
    )
    assert [row.action for row in rows(list_import)] == ["create", "skip", "create"]
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {1: "number", 3: "mark"}, everywhere=everywhere, source="list")
    assert [row.action for row in rows(list_import)] == ["create", "skip", "skip"]
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {1: "number"}, everywhere=everywhere, source="list")
    assert [row.action for row in rows(list_import)] == [
        "create"
    ] * 3  # the list says nothing of results at all
    imports.drop(list_import, actor=None)


def matrix(people: People, *headings: str) -> ListImport:
    content = text(["ID", *headings], ["KH-1001", "passed", "passed"], ["KH-1002", "", "passed"])
    return brought(content, f"{headings}.csv", "trainings", people.chan.unit, people.chan)


def page_text(client: StrictClient, list_import: ListImport) -> str:
    page = client.get(f"/en/people/imports/{list_import.uuid}/?show=all").get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@pytest.mark.parametrize(
    "headings", [("HIV", "PSS"), ("ผล HIV", "ผล PSS"), ("ຜົນ HIV", "ຜົນ PSS"), ("លទ្ធផល HIV", "លទ្ធផល PSS")]
)
def test_the_result_of_one_module_is_none_of_another(
    client: StrictClient, people: People, headings: tuple[str, str]
) -> None:
    client.sign_in("KH-1200")
    for _ in ("the first list", "the next list, after what was said of the first one"):
        list_import = matrix(people, *headings)
        assert list_import.matching["columns"] == {"1": "number"}
        assert "This heading names the module" in page_text(client, list_import)
        chosen = {1: "number", 2: "result"}
        column_matching.match(
            list_import, chosen, everywhere={"award": "pss", "on": "5/3/2025"}, source="list"
        )
        warning = f"The heading “{headings[0]}” names another module than the one chosen."
        assert warning in page_text(client, list_import)
        column_matching.back_to_matching(list_import)
        column_matching.match(
            list_import, chosen, everywhere={"award": "hiv", "on": "5/3/2025"}, source="list"
        )
        assert "names another module" not in page_text(client, list_import)
        assert [row.action for row in rows(list_import)] == ["create", "skip"]
        session.commit()
        imports.drop(list_import, actor=None)
        session.commit()


def test_one_result_that_names_its_module_is_still_known(people: People) -> None:
    list_import = matrix(people, "Result HIV", "Remarks")
    assert list_import.matching["columns"] == {"1": "number", "2": "result"}


def test_what_is_not_understood_shows_no_result(app: Flask, people: People) -> None:
    content = text(["ID", "ผล", "คะแนน"], ["KH-1001", "/", "90"])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    chosen = {1: "number", 2: "result", 3: "mark"}
    column_matching.match(list_import, chosen, everywhere={"award": "pss", "on": "5/3/2025"}, source="list")
    assert [problems(row) for row in rows(list_import)] == [[("result", "result-unknown")]]
    with app.test_request_context("/en/"):
        (line,) = import_page.preview(list_import, "all", "1")["lines"]
    assert [cell.stored for cell in line.cells if cell.field == "result"] == [""]
    imports.drop(list_import, actor=None)


def test_what_was_said_of_a_sign_holds_below_its_heading_only(people: People) -> None:
    first = trainings_of(people, "Grade", "/", "P", "อบรมแล้ว")
    assert [problems(row) for row in rows(first)] == [[("result", "result-unknown")]] * 3
    settle_for_good(first, {("result", group["key"]): "passed" for group in first.matching["groups"]})
    assert [row.action for row in rows(first)] == ["create"] * 3
    session.commit()
    imports.drop(first, actor=None)
    again = trainings_of(people, "Grade", "/", "P")
    assert [row.action for row in rows(again)] == ["create"] * 2
    imports.drop(again, actor=None)
    other = trainings_of(people, "Result", "/", "P", "อบรมแล้ว")
    assert [row.action for row in rows(other)] == ["fail", "fail", "create"]
    imports.drop(other, actor=None)
    attendance = trainings_of(people, "การเข้าอบรม", "/", "P", "อบรมแล้ว")
    usual = list_locale.customs_of(attendance)
    read = [line_reader.read(row.given, "trainings", usual) for row in rows(attendance)]
    assert [(one.result, [problem.word for problem in one.problems]) for one in read] == [
        ("attended", []),
        ("", ["attendance-unknown"]),
        ("", ["attendance-unknown"]),
    ]
    imports.drop(attendance, actor=None)


def test_what_older_versions_remember_of_signs_is_asked_once_more(people: People) -> None:
    for typed in ("", "p", "x"):
        session.add(ValueMatching(unit_id=people.chan.unit.id, field="result", typed=typed, value="passed"))
    session.commit()
    signs = {
        "/": ([("attended", [])], [("", ["result-unknown"])]),
        "P": ([("", ["attendance-unknown"])], [("", ["result-unknown"])]),
        "x": ([("", ["attendance-unknown"])], [("", ["result-unknown"])]),
    }
    for sign, expected in signs.items():
        for heading, said in zip(("Attendance", "Result"), expected, strict=True):
            list_import = trainings_of(people, heading, sign)
            read = [
                line_reader.read(row.given, "trainings", list_locale.customs_of(list_import))
                for row in rows(list_import)
            ]
            assert [(one.result, [problem.word for problem in one.problems]) for one in read] == said
            imports.drop(list_import, actor=None)


@pytest.mark.parametrize("heading", ["Attendance (%)", "វត្តមាន", "ການເຂົ້າຮ່ວມ (%)", "เวลาเข้าอบรม (ร้อยละ)"])
@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_attendance_that_comes_back_to_be_mended_is_attendance_still(
    app: Flask, people: People, heading: str, language: str
) -> None:
    list_import = trainings_of(people, heading, "90%", "95")
    with app.test_request_context(f"/{language}/"):
        header = rejects.failed_header(list_import, language)
        lines = [[str(cell) for cell in line] for line in rejects.failed_lines(list_import)]
    assert header[3] == heading
    again = brought(text(header, *lines), "failed.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in again.matching["columns"].items()}
    column_matching.match(again, chosen, everywhere={}, source="list")
    assert [problems(row) for row in rows(again)] == [[("result", "attendance-unknown")]] * 2
    imports.drop(list_import, actor=None)
    imports.drop(again, actor=None)


def test_attendance_taken_for_a_mark_does_not_come_back_as_one(app: Flask, people: People) -> None:
    content = text(["ID", "Result", "Attendance"], ["KH-1001", "", "100%"])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    everywhere = {"award": "pss", "on": "5/3/2025"}
    column_matching.match(
        list_import, {1: "number", 2: "result", 3: "mark"}, everywhere=everywhere, source="list"
    )
    assert [problems(row) for row in rows(list_import)] == [[("result", "result-unsaid")]]
    with app.test_request_context("/en/"):
        assert "100%" not in next(rejects.failed_lines(list_import))
    imports.drop(list_import, actor=None)


def test_a_column_of_the_chosen_module_that_is_left_out_is_pointed_out(
    client: StrictClient, people: People
) -> None:
    content = text(["ID", "HIV", "CEA"], ["KH-1001", "✓", "✓"], ["KH-1002", "✓", ""])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    everywhere = {"award": "cea", "on": "5/3/2025"}
    column_matching.match(list_import, {1: "number"}, everywhere=everywhere, source="list")
    client.sign_in("KH-1200")
    assert "“CEA” seems to say who has passed, failed or was absent" in page_text(client, list_import)
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {1: "number", 3: "result"}, everywhere=everywhere, source="list")
    assert "but it is left out" not in page_text(client, list_import)
    assert [row.action for row in rows(list_import)] == ["create", "skip"]
    imports.drop(list_import, actor=None)
