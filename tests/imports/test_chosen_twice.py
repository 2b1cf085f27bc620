"""Two lines of one training on one day that are about one person are recorded once."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.db import session
from lms.imports.models import ListImport
from lms.imports.services import imports
from lms.imports.services.review import line_choices
from tests.client import StrictClient
from tests.imports.test_trainings import bring_in, rows
from tests.people import People


def named(name: str, on: str = "6/3/2025", result: str = "passed", number: str = "") -> list[str]:
    return [number, name, "pss", on, result, ""]


def actions(list_import: ListImport) -> list[str]:
    return [row.action for row in rows(list_import)]


@pytest.mark.parametrize("choices", [({2, 3},), ({2}, {3})])
def test_the_second_line_of_one_day_says_the_same_as_the_first(
    people: People, choices: tuple[set[int], ...]
) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha"))
    for lines in choices:
        line_choices.choose(list_import, dict.fromkeys(lines, str(people.sokha.id)))
    assert actions(list_import) == ["create", "same"]
    [again] = rows(list_import)[1].problems
    assert (again["word"], again["values"]) == ("said-before", {"line": 2})
    assert list_import.summary["undecided"] == 0


@pytest.mark.parametrize("otherwise", ["ratana", line_choices.NOBODY])
def test_the_second_line_is_recorded_where_the_first_is_about_somebody_else_after_all(
    people: People, otherwise: str
) -> None:
    sokha, people.ratana.name = str(people.sokha.id), people.sokha.name
    session.flush()
    list_import = bring_in(people, named(people.sokha.name), named(people.sokha.name))
    line_choices.choose(list_import, {2: sokha, 3: sokha})
    assert actions(list_import) == ["create", "same"]
    line_choices.choose(list_import, {2: str(people.ratana.id) if otherwise == "ratana" else otherwise})
    assert actions(list_import) == ["create" if otherwise == "ratana" else "skip", "create"]
    assert (rows(list_import)[1].person_id, rows(list_import)[1].problems) == (people.sokha.id, [])


def test_a_line_given_to_who_stands_in_another_one_by_number_says_the_same(people: People) -> None:
    list_import = bring_in(
        people,
        named("Sokha"),
        named("Sokha", number="KH-1001"),
        named("Ratana"),
        named("Sokha", number="109"),
    )
    assert actions(list_import) == ["skip", "create", "skip", "skip"]
    sokha, ratana = str(people.sokha.id), str(people.ratana.id)
    line_choices.choose(list_import, {2: sokha, 4: ratana, 5: sokha})
    assert actions(list_import) == ["same", "create", "create", "same"]
    assert [one["word"] for one in rows(list_import)[3].problems] == ["said-before"]
    assert rows(list_import)[3].problems[0]["values"] == {"line": 3}
    imports.read_again(list_import)
    assert actions(list_import) == ["same", "create", "create", "same"]
    line_choices.choose(list_import, {5: line_choices.NOBODY})
    assert (actions(list_import)[3], rows(list_import)[3].problems) == ("skip", [])


def test_two_days_and_a_test_that_was_passed_later_are_of_one_person(people: People) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha", on="6/3/2023"))
    line_choices.choose(list_import, dict.fromkeys((2, 3), str(people.sokha.id)))
    assert actions(list_import) == ["create", "create"]
    later = bring_in(people, named("Ratana", result="attended"), named("Ratana", result="passed"))
    line_choices.choose(later, dict.fromkeys((2, 3), str(people.ratana.id)))
    assert actions(later) == ["create", "create"]


def test_the_first_candidate_for_all_lines_leaves_the_second_of_one_day_undecided(people: People) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha"))
    assert line_choices.takeable(list_import) == 1
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    assert actions(list_import) == ["create", "skip"]
    assert list_import.summary["undecided"] == 1


def test_no_button_is_offered_for_a_line_that_it_would_not_change(
    client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha", number="KH-1001"))
    assert actions(list_import) == ["skip", "create"]
    assert line_choices.takeable(list_import) == 0
    client.sign_in("KH-1200")
    page = client.get(f"/en/people/imports/{list_import.uuid}/?show=undecided").get_data(as_text=True)
    assert "Take the first suggestion" not in page
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    assert actions(list_import) == ["skip", "create"]


@pytest.mark.parametrize(
    "lines",
    [
        [named("Sokha"), named("Sokha", result="attended"), named("Ratana")],
        [named("Sokha"), named("Sokha", on="7/3/2023"), named("Sokha", number="KH-1001")],
        [named("Ratana", result="attended"), named("Ratana"), named("Ratana"), named("Sokha")],
        [named("Ratana", number="KH-1002", result="attended"), named("Ratana")],
    ],
)
def test_the_button_counts_the_lines_that_it_changes(people: People, lines: list[list[str]]) -> None:
    list_import = bring_in(people, *lines)
    before, counted = actions(list_import), line_choices.takeable(list_import)
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    assert sum(one != other for one, other in zip(before, actions(list_import), strict=True)) == counted > 0
    assert line_choices.takeable(list_import) == 0


def test_lines_read_again_keep_the_choice_that_is_still_possible(people: People) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha", on="6/3/2023"), named("Ratana"))
    line_choices.choose(list_import, {2: str(people.sokha.id), 4: str(people.ratana.id)})
    imports.read_again(list_import)
    assert actions(list_import) == ["create", "skip", "create"]
    assert list_import.state == "preview"


def test_chan_reads_that_the_second_line_is_the_same_as_the_first(
    app: Flask, client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1200")
    list_import = bring_in(people, named("Sokha"), named("Sokha"))
    sokha = str(people.sokha.id)
    answer = client.send(
        f"/en/people/imports/{list_import.uuid}/", {"act": "choose", "line-2": sokha, "line-3": sokha}
    )
    assert answer.status_code == 303
    page = client.get(f"/en/people/imports/{list_import.uuid}/?show=all").get_data(as_text=True)
    assert "The same stands in line 2 of this list." in page
