"""A list of trainings comes again with a mended day: nobody is trained twice because of it, unless HR says so."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from lms.db import session
from lms.imports.domain import row_actions
from lms.imports.domain.lines.line_values import Read
from lms.imports.domain.row_actions import Ledger
from lms.imports.models import ListImport
from lms.imports.services import imports, kept_choices
from lms.imports.services.review import line_choices
from lms.records.services import achievements
from tests.client import StrictClient
from tests.imports.test_trainings import bring_in, entries, rows, text_of, work
from tests.people import People

SOKHA = ["KH-1001", "Sokha", "pss", "5 ก.ย. 2569", "passed", ""]
RATANA = ["KH-1002", "រតនា", "pss", "5 ก.ย. 2569", "passed", ""]


def mended(line: list[str], day: str = "6 ก.ย. 2569") -> list[str]:
    return [*line[:3], day, *line[4:]]


@pytest.fixture
def listed(app: Flask, people: People) -> ListImport:
    """Sokha's and Ratana's training of 5 September is brought in."""
    list_import = bring_in(people, SOKHA, RATANA)
    imports.start(list_import, actor=people.chan)
    work(app)
    return list_import


def trained_on(people: People) -> list[date]:
    """The days on which Sokha was trained, as far as they count."""
    found = entries(people.sokha)
    gone = {one.corrects_id for one in found}
    return [one.effective_on for one in found if one.kind == "achieved" and one.id not in gone]


@pytest.mark.parametrize(
    ("on", "award", "near"),
    [
        ("2026-09-06", "pss", "2026-09-05"),
        ("2026-09-04", "pss", "2026-09-05"),
        ("2026-10-05", "pss", "2026-09-05"),
        ("2026-10-06", "pss", "2026-09-05"),
        ("2026-10-07", "pss", ""),
        ("2026-08-04", "pss", ""),
        ("2026-09-05", "pss", ""),
        ("2026-09-06", "cea", ""),
    ],
)
def test_a_day_within_a_month_of_the_same_module_is_close_by(on: str, award: str, near: str) -> None:
    ledger = Ledger(set(), set(), days={(1, "pss"): {date(2026, 9, 5), date(2025, 9, 5)}})
    assert row_actions.near(1, Read({"award": award, "on": on}, ()), ledger) == near


@pytest.mark.usefixtures("listed")
def test_chan_is_asked_once_for_all_lines_and_nothing_is_recorded_until_then(
    app: Flask, client: StrictClient, people: People
) -> None:
    again = bring_in(people, mended(SOKHA), mended(RATANA), ["KH-1100", "Bopha", *SOKHA[2:]])
    assert [row.action for row in rows(again)] == ["skip", "skip", "create"]
    assert again.summary["undecided"] == 2
    client.sign_in("KH-1200")
    address = f"/en/people/imports/{again.uuid}/"
    page = text_of(client.get(address).get_data(as_text=True))
    assert "2 lines name people who have the same module already" in page
    assert "on 5 September 2026" in page
    assert "1 certificate will be issued." in page
    imports.start(again, actor=people.chan)
    work(app)
    assert trained_on(people) == [date(2026, 9, 5)]
    page = text_of(client.get(address).get_data(as_text=True))
    assert "2 lines were left out, because nobody decided about them." in page


@pytest.mark.usefixtures("listed")
def test_it_is_the_same_training_and_the_day_is_corrected_in_the_record(
    client: StrictClient, people: People
) -> None:
    again = bring_in(people, mended(SOKHA), mended(RATANA))
    client.sign_in("KH-1200")
    assert client.send(f"/en/people/imports/{again.uuid}/", {"act": "none-near"}).status_code == 303
    session.refresh(again)
    assert (again.summary["skip"], again.summary["undecided"]) == (2, 0)
    achieved = next(one for one in entries(people.sokha) if one.kind == "achieved")
    achievements.correct(achieved, reason="mended", actor=people.chan, on=date(2026, 9, 6))
    line_choices.choose_for_all(again, line_choices.NOT_ANOTHER)
    third = bring_in(people, mended(SOKHA), ["KH-1100", "Bopha", *SOKHA[2:]])
    assert [row.action for row in rows(third)] == ["same", "create"]


def test_after_an_undo_of_the_first_list_the_mended_one_asks_nothing(
    app: Flask, people: People, listed: ListImport
) -> None:
    imports.undo(listed, reason="the wrong day", actor=people.chan)
    work(app)
    again = bring_in(people, mended(SOKHA), mended(RATANA))
    assert [row.action for row in rows(again)] == ["create", "create"]


@pytest.mark.usefixtures("listed")
def test_another_training_is_recorded_when_chan_says_so(
    app: Flask, client: StrictClient, people: People
) -> None:
    again = bring_in(people, mended(SOKHA), mended(RATANA))
    client.sign_in("KH-1200")
    address = f"/en/people/imports/{again.uuid}/"
    assert client.send(address, {"act": "all-near"}).status_code == 303
    page = text_of(client.get(f"{address}?show=create").get_data(as_text=True))
    assert page.count("It is recorded as another training beside that of 5 September 2026.") == 2
    assert client.send(address, {"act": "choose", "line-3": "skip"}).status_code == 303
    session.refresh(again)
    assert [[one["word"] for one in row.problems] for row in rows(again)] == [
        ["recorded-beside"],
        ["recorded-near"],
    ]
    imports.start(again, actor=people.chan)
    work(app)
    assert trained_on(people) == [date(2026, 9, 5), date(2026, 9, 6)]


@pytest.mark.usefixtures("listed")
def test_where_the_name_alone_is_known_the_day_close_by_is_said_beside_it(people: People) -> None:
    again = bring_in(people, ["", "សុខា", *mended(SOKHA)[2:]])
    [row] = rows(again)
    assert [(one["why"], one["against"]) for one in row.candidates] == [("named", "near")]
    line_choices.choose_for_all(again, line_choices.FIRST)
    assert rows(again)[0].action == "skip"
    line_choices.choose(again, {2: str(people.sokha.id)})
    assert [(row.action, row.problems[0]["word"]) for row in rows(again)] == [("create", "recorded-beside")]


@pytest.mark.usefixtures("listed")
def test_where_something_else_speaks_against_it_the_day_is_asked_about_next(people: People) -> None:
    people.sokha.phone = "+85511222333"
    again = bring_in(people, ["KH-01001", "Somebody", *mended(SOKHA)[2:]])
    [row] = rows(again)
    assert [(one["why"], one["against"]) for one in row.candidates] == [("number", "name")]
    line_choices.choose(again, {2: str(people.sokha.id)})
    [row] = rows(again)
    assert (row.action, row.candidates[0]["why"], again.summary["undecided"]) == ("skip", "near", 1)
    line_choices.choose(again, {2: str(people.sokha.id)})
    assert rows(again)[0].action == "create"


def test_a_test_that_was_taken_here_is_no_other_training(people: People) -> None:
    achievements.record_achievement(
        people.sokha, "pss", "post-test", on=date(2026, 9, 12), evidence={"attempt": "a"}, actor=None
    )
    assert [row.action for row in rows(bring_in(people, SOKHA))] == ["create"]


@pytest.mark.usefixtures("listed")
def test_who_it_is_stays_said_while_the_second_question_is_open(people: People) -> None:
    """Chan says who it is and then presses a button that reads the list anew: only the second question is left."""
    people.sokha.phone = "+85511222333"
    again = bring_in(people, ["KH-01001", "Somebody", *mended(SOKHA)[2:]])
    line_choices.choose(again, {2: str(people.sokha.id)})
    imports.read_again(again)
    [row] = rows(again)
    assert [one["why"] for one in row.candidates] == ["near"]
    assert (row.action, row.person_id, again.summary["undecided"]) == ("skip", people.sokha.id, 1)
    # The page has the same answer ready for another question: it counts as new.
    assert kept_choices.choices_of(again) == {}


@pytest.mark.usefixtures("listed")
def test_an_answer_to_the_second_question_is_not_asked_for_again(people: People) -> None:
    people.sokha.phone = "+85511222333"
    again = bring_in(people, ["KH-01001", "Somebody", *mended(SOKHA)[2:]])
    for _ in ("who it is", "another training"):
        line_choices.choose(again, {2: str(people.sokha.id)})
    imports.read_again(again)
    assert [(row.action, row.problems[0]["word"]) for row in rows(again)] == [("create", "recorded-beside")]
    # What is asked about another day is another question.
    beside = bring_in(people, mended(SOKHA, "8 ก.ย. 2569"))
    line_choices.choose(beside, {2: str(people.sokha.id)})
    imports.start(beside, actor=people.chan)
    session.flush()


def test_a_line_without_a_number_near_another_line_is_asked_once(people: People) -> None:
    again = bring_in(people, SOKHA, ["", "សុខា", *mended(SOKHA)[2:]])
    for _ in ("who it is", "another training"):
        line_choices.choose(again, {3: str(people.sokha.id)})
    assert [row.action for row in rows(again)] == ["create", "create"]
    imports.read_again(again)
    assert [row.action for row in rows(again)] == ["create", "create"]
    assert [[one["word"] for one in row.problems] for row in rows(again)] == [[], ["recorded-beside"]]


@pytest.mark.usefixtures("listed")
def test_a_day_close_by_that_was_recorded_since_is_asked_about(app: Flask, people: People) -> None:
    people.sokha.phone = "+85511222333"
    again = bring_in(people, ["KH-01001", "Somebody", *mended(SOKHA, "20 ก.ย. 2569")[2:]])
    for _ in ("who it is", "another training"):
        line_choices.choose(again, {2: str(people.sokha.id)})
    achievements.record_past_training(
        people.sokha, "pss", on=date(2026, 9, 19), source="s", reason="r", actor=people.chan
    )
    imports.read_again(again)
    [row] = rows(again)
    assert (row.action, [one["why"] for one in row.candidates]) == ("skip", ["near"])
