"""Two lines of one training on one day are about two people: the officer hears of it while they choose."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.db import session
from lms.errors import RuleBroken
from lms.imports.models import ListImport
from lms.imports.services import imports, review
from tests.client import StrictClient
from tests.imports.test_trainings import bring_in, rows
from tests.people import People


def named(name: str, on: str = "6/3/2025", result: str = "passed", number: str = "") -> list[str]:
    return [number, name, "pss", on, result, ""]


def actions(list_import: ListImport) -> list[str]:
    return [row.action for row in rows(list_import)]


def test_two_lines_of_one_day_are_not_given_to_one_person(people: People) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha"))
    sokha = str(people.sokha.id)
    with pytest.raises(RuleBroken, match="chosen-twice") as refused:
        review.choose(list_import, {2: sokha, 3: sokha})
    assert refused.value.values == {"line": 2, "own": 3}
    session.rollback()
    review.choose(list_import, {3: sokha})
    with pytest.raises(RuleBroken, match="chosen-twice") as refused:
        review.choose(list_import, {2: sokha})
    assert refused.value.values == {"line": 3, "own": 2}


def test_a_line_is_not_given_to_who_stands_in_another_one_by_number(people: People) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha", number="KH-1001"))
    assert actions(list_import) == ["skip", "create"]
    with pytest.raises(RuleBroken, match="chosen-twice"):
        review.choose(list_import, {2: str(people.sokha.id)})


def test_two_days_and_a_test_that_was_passed_later_are_of_one_person(people: People) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha", on="6/3/2023"))
    review.choose(list_import, dict.fromkeys((2, 3), str(people.sokha.id)))
    assert actions(list_import) == ["create", "create"]
    later = bring_in(people, named("Ratana", result="attended"), named("Ratana", result="passed"))
    review.choose(later, dict.fromkeys((2, 3), str(people.ratana.id)))
    assert actions(later) == ["create", "create"]


def test_the_first_candidate_for_all_lines_leaves_the_second_of_one_day_undecided(people: People) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha"))
    assert review.takeable(list_import) == 1
    review.choose_for_all(list_import, review.FIRST)
    assert actions(list_import) == ["create", "skip"]
    assert list_import.summary["undecided"] == 1


def test_no_button_is_offered_for_a_line_that_it_would_not_change(
    client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha", number="KH-1001"))
    assert actions(list_import) == ["skip", "create"]
    assert review.takeable(list_import) == 0
    client.sign_in("KH-1200")
    page = client.get(f"/en/people/imports/{list_import.uuid}/?show=undecided").get_data(as_text=True)
    assert "Take the first suggestion" not in page
    review.choose_for_all(list_import, review.FIRST)
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
    before, counted = actions(list_import), review.takeable(list_import)
    review.choose_for_all(list_import, review.FIRST)
    assert sum(one != other for one, other in zip(before, actions(list_import), strict=True)) == counted > 0
    assert review.takeable(list_import) == 0


def test_lines_read_again_keep_the_choice_that_is_still_possible(people: People) -> None:
    list_import = bring_in(people, named("Sokha"), named("Sokha", on="6/3/2023"), named("Ratana"))
    review.choose(list_import, {2: str(people.sokha.id), 4: str(people.ratana.id)})
    imports.read_again(list_import)
    assert actions(list_import) == ["create", "skip", "create"]
    assert list_import.state == "preview"


def test_the_page_names_both_lines(app: Flask, client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    list_import = bring_in(people, named("Sokha"), named("Sokha"))
    sokha = str(people.sokha.id)
    answer = client.send(
        f"/en/people/imports/{list_import.uuid}/", {"act": "choose", "line-2": sokha, "line-3": sokha}
    )
    assert answer.status_code == 422
    assert "Line 3 cannot be about the same person as line 2." in answer.get_data(as_text=True)
