"""Not passed in one line and passed in another: Chan is asked, whichever stands first."""

from __future__ import annotations

import pytest

from lms.imports.models import ListImport
from lms.imports.services import imports
from lms.imports.services.review import line_choices
from tests.client import StrictClient
from tests.imports.test_corrected_lists import trainings
from tests.imports.test_recorded_results import page_text
from tests.imports.test_trainings import bring_in, rows
from tests.people import People


def line(result: str, number: str = "KH-1001", name: str = "Sokha", on: str = "6/3/2025") -> list[str]:
    return [number, name, "pss", on, result, ""]


def actions(list_import: ListImport) -> list[str]:
    return [row.action for row in rows(list_import)]


@pytest.mark.parametrize("denied", ["failed", "40%", "absent"])
def test_a_line_that_another_one_contradicts_is_asked_about(people: People, denied: str) -> None:
    for lines in ([line(denied), line("passed")], [line("passed"), line(denied)]):
        list_import = bring_in(people, *lines)
        asked = [row for row in rows(list_import) if row.candidates]
        assert [row.given["result"] for row in asked] == ["passed"]
        assert (actions(list_import), list_import.summary["undecided"]) == (["skip", "skip"], 1)
        (other,) = (row.line for row in rows(list_import) if not row.candidates)
        assert [(one["word"], one["values"]) for one in asked[0].problems] == [
            ("line-says-otherwise", {"line": other})
        ]
        line_choices.choose_for_all(list_import, line_choices.FIRST)
        assert list_import.summary["undecided"] == 1
        line_choices.choose(list_import, {asked[0].line: str(people.sokha.id)})
        assert sorted(actions(list_import)) == ["create", "skip"]
        imports.read_again(list_import)
        assert sorted(actions(list_import)) == ["create", "skip"]
        imports.drop(list_import, actor=None)


def test_a_list_that_is_read_again_answers_nothing_by_itself(people: People) -> None:
    list_import = bring_in(people, line("failed"), line("passed"))
    imports.read_again(list_import)
    assert (actions(list_import), list_import.summary["undecided"]) == (["skip", "skip"], 1)
    imports.drop(list_import, actor=None)


def test_another_day_another_person_or_an_empty_result_contradicts_nobody(people: People) -> None:
    list_import = bring_in(
        people,
        line("passed"),
        line("failed", on="6/3/2023"),
        line("failed", "KH-1002", "Bopha"),
        line("failed", "", "Nobody"),
    )
    assert actions(list_import)[0] == "create"
    imports.drop(list_import, actor=None)


def test_a_line_that_waits_for_something_else_contradicts_another_one(people: People) -> None:
    """Its word says failed and its mark 90 %: the other line went in, and certified."""
    header = ["ID", "Name", "Module", "Date", "Result", "Mark"]
    failing = ["KH-1001", "Sokha", "pss", "6/3/2025", "failed", "90%"]
    for mark in ("90%", ""):
        passing = ["KH-1001", "Sokha", "pss", "6/3/2025", "passed", mark]
        for lines in ([failing, passing], [passing, failing]):
            list_import = trainings(people, header, *lines)
            (asked,) = (row for row in rows(list_import) if row.candidates)
            assert (asked.action, asked.given["result"]) == ("skip", "passed")
            assert [one["word"] for one in asked.problems] == ["line-says-otherwise"]
            assert sorted(actions(list_import)) == ["fail", "skip"]
            imports.drop(list_import, actor=None)


@pytest.mark.parametrize("number", ["", "KH 1001"])
def test_whose_line_it_is_may_be_open_in_either_of_them(people: People, number: str) -> None:
    for lines in ([line("failed", number), line("passed")], [line("passed"), line("failed", number)]):
        list_import = bring_in(people, *lines)
        assert "create" not in actions(list_import)
        imports.drop(list_import, actor=None)
    list_import = bring_in(people, line("passed", ""), line("failed"))
    (asked,) = (row for row in rows(list_import) if row.candidates)
    assert [one["against"] for one in asked.candidates] == ["line"]
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    assert actions(list_import) == ["skip", "skip"]
    imports.drop(list_import, actor=None)


def test_chan_reads_which_line_says_otherwise(client: StrictClient, people: People) -> None:
    list_import = bring_in(people, line("failed"), line("passed"))
    client.sign_in("KH-1200")
    shown = page_text(client, list_import)
    assert "Line 2 says of the same training that it was not passed. Which one is right?" in shown
    assert "but another line says otherwise" in shown
    imports.drop(list_import, actor=None)


def test_a_number_that_nobody_has_hides_nothing_of_what_another_line_says(
    client: StrictClient, people: People
) -> None:
    """KH-9999 is a mistype of KH-1001, whom line 2 says to have failed: Chan reads both before she chooses."""
    list_import = bring_in(people, line("failed", name=people.sokha.name), line("passed", "KH-9999", "សុខា"))
    (asked,) = (row for row in rows(list_import) if row.candidates)
    assert [(one["id"], one["against"]) for one in asked.candidates] == [(people.sokha.id, "line")]
    client.sign_in("KH-1200")
    shown = page_text(client, list_import)
    assert "but another line says otherwise, but the number in the list is another one" in shown
    imports.drop(list_import, actor=None)
