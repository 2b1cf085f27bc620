"""A corrected list that says otherwise than what is recorded: Chan reads it, with a way to each person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from flask import Flask

from lms.imports.domain import recorded_otherwise
from lms.imports.domain.lines.line_values import Problem, Read
from lms.imports.domain.row_actions import Decision, Ledger
from lms.imports.models import ListImport
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports
from lms.imports.services.review import line_choices
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_recorded_results import page_text
from tests.imports.test_trainings import bring_in, entries, rows, work
from tests.people import People

DAY = "2025-03-06"
FACT = (1, "pss", DAY)
MARKED = Ledger(frozenset({FACT}), frozenset(), frozenset({FACT}), marks={FACT: 90})
PASSED = Ledger(frozenset({FACT}), frozenset(), frozenset({FACT}))
TRAINED = Ledger(frozenset({FACT}), frozenset())
BEFORE = (1, "pss", "2025-03-05")
DAYS = {(1, "pss"): {date(2025, 3, 5), date(2024, 3, 5)}}
NEAR = Ledger(frozenset({BEFORE}), frozenset(), frozenset({BEFORE}), days=DAYS)
TRAINED_NEAR = Ledger(frozenset({BEFORE}), frozenset(), days=DAYS)


def says(result: str = "", mark: int | None = None, *, passed: bool = True, left: str = "") -> Read:
    values = {"award": "pss", "on": DAY}
    said = {"unsaid": left == "result-unsaid", "denies": not passed and left in ("", "not-there")}
    return Read(values, (), passed, result=result, mark=mark, left=left, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("read", "ledger", "word"),
    [
        (says("failed", passed=False), MARKED, "recorded-passed-mark"),
        (says("", 65, passed=False), MARKED, "recorded-passed-mark"),
        (says("failed", passed=False), PASSED, "recorded-passed"),
        (says("failed", passed=False), TRAINED, "recorded-trained"),
        (says("", passed=False, left="not-there"), TRAINED, "recorded-trained"),
        (says("passed", 85), MARKED, "recorded-passed-mark"),
        (says("attended"), MARKED, "recorded-passed-mark"),
        (says("attended"), PASSED, "recorded-passed"),
        # The same again, or less: nothing is said otherwise.
        (says("passed", 90), MARKED, ""),
        (says("passed"), MARKED, ""),
        (says("passed", 85), PASSED, ""),
        (says(""), MARKED, ""),
        (says("attended"), TRAINED, ""),
        (says("passed", 85), TRAINED, ""),
        (says("failed", passed=False), Ledger(frozenset(), frozenset()), ""),
        # An empty cell below results takes a pass away without a word; what HR leaves out by a word of theirs does not.
        (says("", passed=False, left="result-unsaid"), MARKED, "recorded-passed-unsaid"),
        (says("", passed=False, left="result-unsaid"), TRAINED, ""),
        (says("failed", passed=False), NEAR, "recorded-passed-near"),
        (says("", passed=False, left="result-unsaid"), NEAR, "recorded-passed-near"),
        (says("passed"), NEAR, ""),
        (says("failed", passed=False), TRAINED_NEAR, ""),
        (says("", passed=False, left="result-left-out"), MARKED, ""),
    ],
)
def test_what_a_line_says_otherwise_than_is_recorded(read: Read, ledger: Ledger, word: str) -> None:
    found = recorded_otherwise.difference(1, read, ledger)
    assert ("" if found is None else found.word) == word
    assert found is None or found.values.get("mark", 90) == 90


def corrected(app: Flask, people: People, first: list[list[str]], again: list[list[str]]) -> ListImport:
    imports.start(bring_in(people, *first))
    work(app)
    return bring_in(people, *again)


def trainings(people: People, *lines: list[str]) -> ListImport:
    list_import = brought(text(*lines), "list.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    return list_import


def line(result: str, number: str = "KH-1001", name: str = "Sokha", on: str = "6/3/2025") -> list[str]:
    return [number, name, "pss", on, result, ""]


def said(list_import: ListImport) -> list[tuple[str, list[tuple[str, Mapping[str, object]]]]]:
    return [
        (
            row.action,
            [(one["word"], one["values"]) for one in row.problems if one["word"] in recorded_otherwise.WORDS],
        )
        for row in rows(list_import)
    ]


@pytest.mark.parametrize("result", ["65%", "13/20", "failed", "ធ្លាក់", "ບໍ່ຜ່ານ", "ไม่ผ่าน", "ຂາດ"])
def test_a_corrected_list_that_says_failed_names_what_is_recorded(
    app: Flask, people: People, result: str
) -> None:
    list_import = corrected(app, people, [line("90%")], [line(result)])
    values = {"mark": 90, "number": "KH-1001"}
    assert said(list_import) == [("skip", [("recorded-passed-mark", values)])]
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "", "")
    assert (page["show"], page["counts"]["otherwise"]) == ("otherwise", 1)
    assert [one.person and one.person.id for one in page["lines"]] == [people.sokha.id]
    imports.drop(list_import, actor=None)
    assert len([one for one in entries(people.sokha) if one.kind == "achieved"]) >= 1


@pytest.mark.parametrize(
    ("again", "action", "word"),
    [
        (
            ["", "x"],
            "fail",
            "recorded-passed-mark",
        ),  # the word is failed now, and the old mark still stands beside it
        (["", ""], "skip", "recorded-passed-unsaid"),
        (["รอผล", ""], "fail", "recorded-passed-unsaid"),
    ],
)
def test_a_corrected_list_that_takes_a_pass_away_says_so(
    app: Flask, people: People, again: list[str], action: str, word: str
) -> None:
    header = ["ID", "Name", "Module", "Date", "Result", "Mark"]

    def listed(result: str, mark: str, on: str = "6/3/2025") -> ListImport:
        ratana = ["KH-1002", "Ratana", "pss", on, "passed", "90%"]
        return trainings(people, header, ["KH-1001", "Sokha", "pss", on, result, mark], ratana)

    imports.start(listed("passed", "90%"))
    work(app)
    list_import = listed("failed", "90%") if again[1] == "x" else listed(*again)
    found = said(list_import)
    assert (found[0][0], [one[0] for one in found[0][1]]) == (action, [word])
    assert found[1] == ("same", [])
    with app.test_request_context("/en/"):
        assert import_page.preview(list_import, "otherwise", "")["counts"]["otherwise"] == 1
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("result", ["failed", "40%", "absent", ""])
def test_a_day_that_was_corrected_hides_no_pass_that_is_recorded(
    app: Flask, client: StrictClient, people: People, result: str
) -> None:
    list_import = corrected(app, people, [line("90%")], [line(result, on="7/3/2025")])
    values = {"on": "2025-03-06", "number": "KH-1001"}
    assert said(list_import) == [("skip", [("recorded-passed-near", values)])]
    client.sign_in("KH-1200")
    shown = page_text(client, list_import)
    assert "KH-1001 is recorded as passed in this module on 6 March 2025." in shown
    imports.drop(list_import, actor=None)


def test_another_mark_is_never_silently_the_same(app: Flask, people: People) -> None:
    list_import = corrected(app, people, [line("100%"), line("90%", "KH-1002", "Ratana")], [
        line("85%"), line("90%", "KH-1002", "Ratana")])  # fmt: skip
    assert said(list_import) == [
        ("same", [("recorded-passed-mark", {"mark": 100, "number": "KH-1001"})]),
        ("same", []),
    ]
    imports.drop(list_import, actor=None)


def test_a_line_without_a_number_names_who_it_may_be(app: Flask, people: People) -> None:
    """Sokha was chosen by hand the first time: the corrected line, which says failed, asks nobody any more."""
    list_import = corrected(app, people, [line("90%")], [line("40%", number="")])
    ((action, found),) = said(list_import)
    assert (action, found[0]) == ("skip", ("recorded-passed-mark", {"mark": 90, "number": "KH-1001"}))
    imports.drop(list_import, actor=None)


def test_whom_hr_chooses_is_compared_too(app: Flask, people: People) -> None:
    list_import = corrected(app, people, [line("90%")], [line("85%", number="")])
    (row,) = rows(list_import)
    if row.candidates:
        line_choices.choose(list_import, {row.line: str(people.sokha.id)})
    assert said(list_import) == [("same", [("recorded-passed-mark", {"mark": 90, "number": "KH-1001"})])]
    imports.drop(list_import, actor=None)


def test_chan_reads_it_above_the_lines_with_a_way_to_the_person(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = corrected(app, people, [line("90%")], [line("65%")])
    client.sign_in("KH-1200")
    shown = page_text(client, list_import)
    assert "1 line says otherwise than what is recorded" in shown
    assert "KH-1001 is recorded as passed with 90 % on this day." in shown
    page = client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True)
    assert "/en/people/KH-1001/" in page or "KH-1001" in page
    imports.drop(list_import, actor=None)


def test_somebody_who_is_uncertain_is_named_as_such() -> None:
    read = says("failed", passed=False)
    asked = Decision("skip", problems=(Problem("result", "not-passed", {}),))
    unsure = recorded_otherwise.with_difference(asked, [(1, "KH-1")], read, MARKED, certain=False)
    assert [one.word for one in unsure.problems] == ["recorded-passed-mark", "recorded-perhaps", "not-passed"]
    assert (unsure.person, unsure.candidates) == (None, ())
    sure = recorded_otherwise.with_difference(asked, [(1, "KH-1")], read, MARKED, certain=True)
    assert ([one.word for one in sure.problems], sure.person) == (["recorded-passed-mark", "not-passed"], 1)
    nobody = recorded_otherwise.with_difference(asked, [], read, MARKED, certain=False)
    assert nobody == asked
