"""A training on a day on which a person was a child or not born yet, or decades ago: a year that was mistyped."""

from __future__ import annotations

from datetime import date

import pytest

from lms.errors import RuleBroken
from lms.imports.services.review import line_choices
from lms.records.domain import past_results
from tests.client import StrictClient
from tests.imports.test_trainings import bring_in, rows
from tests.people import People

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("on", "born", "word"),
    [
        (date(1953, 9, 6), None, "too-long-ago"),
        (date(1995, 12, 31), None, "too-long-ago"),
        (date(1996, 1, 1), None, ""),
        (date(1996, 1, 1), 1995, "too-young"),
        (date(1999, 9, 6), 2001, "too-young"),
        (date(2004, 12, 31), 1995, "too-young"),
        (date(2005, 1, 1), 1995, ""),
        (date(2026, 11, 28), 1995, "in-the-future"),
    ],
)
def test_a_day_on_which_somebody_cannot_have_been_trained(on: date, born: int | None, word: str) -> None:
    if not word:
        past_results.check_day(on, today=TODAY, birth_year=born)
        return
    with pytest.raises(RuleBroken) as refused:
        past_results.check_day(on, today=TODAY, birth_year=born)
    assert (refused.value.field, refused.value.code) == ("on", word)


def words(line: list[str], people: People) -> list[tuple[str, str, str]]:
    list_import = bring_in(people, line)
    return [(row.action, one["field"], one["word"]) for row in rows(list_import) for one in row.problems]


@pytest.mark.parametrize("typed", ["6 ก.ย. 2496", "1953-05-10", "6/9/1995"])
def test_sokha_was_not_trained_in_the_fifties(people: People, typed: str) -> None:
    assert words(["KH-1001", "Sokha", "pss", typed, "passed", ""], people) == [("fail", "on", "too-long-ago")]


def test_sokha_was_not_trained_as_a_child(client: StrictClient, people: People) -> None:
    people.sokha.birth_year = 1995
    line = ["KH-1001", "Sokha", "pss", "6/9/2004", "passed", ""]
    assert words(line, people) == [("fail", "on", "too-young")]
    client.sign_in("KH-1200")
    typed = {"act": "past", "award": "pss", "source": "the list", "reason": "found", "result": "passed"}
    for day, says in (
        ("1953-05-10", "This day is more than 30 years ago."),
        ("2004-09-06", "this person was younger than 10 on this day, or not born yet"),
    ):
        answer = client.send("/en/records/KH-1001/", {**typed, "on": day})
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert 'id="on-past-error"' in page
        assert says in page


def test_whoever_chan_chooses_was_no_child_either(people: People) -> None:
    people.sokha.birth_year = 1995
    list_import = bring_in(people, ["", "សុខា", "pss", "6/9/2004", "passed", ""])
    assert [row.action for row in rows(list_import)] == ["skip"]
    line_choices.choose(list_import, {2: str(people.sokha.id)})
    assert [(row.action, row.problems[0]["word"]) for row in rows(list_import)] == [("fail", "too-young")]
