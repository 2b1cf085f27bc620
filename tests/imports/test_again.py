"""A list of past trainings that was undone comes again: who it is, is no question; whether it is right, is one."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from lms.accounts.services import people as people_service
from lms.db import session
from lms.imports.models import ListImport
from lms.imports.services import imports
from lms.imports.services.review import line_choices
from lms.records.queries import source_lists
from lms.records.services import achievements
from tests.client import StrictClient
from tests.imports.test_trainings import SOKHA, bring_in, entries, rows, text_of, work
from tests.people import People

RATANA = ["KH-1002", "រតនា", "pss", "06/03/2025", "passed", ""]


@pytest.fixture
def undone(app: Flask, people: People) -> ListImport:
    """Sokha's and Ratana's trainings were brought in and taken back."""
    list_import = bring_in(people, SOKHA, RATANA)
    imports.start(list_import, actor=people.chan)
    work(app)
    imports.undo(list_import, reason="the wrong year", actor=people.chan)
    work(app)
    return list_import


@pytest.mark.usefixtures("undone")
def test_the_page_asks_once_for_all_lines_and_about_nobody(
    app: Flask, client: StrictClient, people: People
) -> None:
    again = bring_in(people, SOKHA, RATANA, ["KH-7777", "Nobody", "pss", "06/03/2025", "", ""])
    address = f"/en/people/imports/{again.uuid}/"
    client.sign_in("KH-1200")
    for show in ("", "?show=undecided"):
        page = text_of(client.get(address + show).get_data(as_text=True))
        assert "Who is it?" not in page
        assert "Take the first suggestion" not in page
        assert "The trainings of 2 lines were recorded before and taken back" in page
        assert "Record 2 lines again" in page
    assert page.count("Is it right after all?") == 2
    assert client.send(address, {"act": "all-again"}).status_code == 303
    page = text_of(client.get(address + "?show=create").get_data(as_text=True))
    assert "Bring in 2 lines" in page
    assert page.count("It is recorded again.") == 2
    assert "Recorded before and taken back" not in page
    imports.start(again, actor=people.chan)
    work(app)
    assert again.summary["done"] == 2
    assert [one.award for one in achievements.certifications_of(people.sokha.id)] == ["pss"]


@pytest.mark.usefixtures("undone")
def test_all_of_them_can_be_left_out_and_one_be_taken_after_all(people: People) -> None:
    again = bring_in(people, SOKHA, RATANA)
    line_choices.choose_for_all(again, line_choices.NOT_AGAIN)
    assert ([row.action for row in rows(again)], again.summary["undecided"]) == (["skip", "skip"], 0)
    line_choices.choose(again, {3: str(people.ratana.id)})
    assert [[one["word"] for one in row.problems] for row in rows(again)] == [
        ["corrected-before"],
        ["recorded-again"],
    ]
    line_choices.choose(again, {3: line_choices.NOBODY})
    assert [one["word"] for one in rows(again)[1].problems] == ["corrected-before"]


@pytest.mark.usefixtures("undone")
def test_who_it_is_stays_a_question_where_only_the_name_is_alike(people: People) -> None:
    again = bring_in(people, ["", "សុខា", *SOKHA[2:]], RATANA)
    assert line_choices.asked_about(again, line_choices.AGAIN) == 1
    line_choices.choose_for_all(again, line_choices.AGAIN)
    assert [row.action for row in rows(again)] == ["skip", "create"]


def test_what_hr_has_moved_to_another_day_is_not_recorded_again_with_the_others(
    app: Flask, client: StrictClient, people: People
) -> None:
    first = bring_in(people, SOKHA, RATANA)
    imports.start(first, actor=people.chan)
    work(app)
    achieved = next(one for one in entries(people.sokha) if one.kind == "achieved")
    achievements.correct(achieved, reason="mistyped", actor=people.chan, on=date(2025, 3, 4))
    imports.undo(first, reason="the wrong year", actor=people.chan)
    work(app)
    again = bring_in(people, SOKHA, RATANA)
    line_choices.choose_for_all(again, line_choices.AGAIN)
    assert [row.action for row in rows(again)] == ["skip", "create"]
    client.sign_in("KH-1200")
    page = client.get(f"/en/people/imports/{again.uuid}/?show=undecided").get_data(as_text=True)
    assert "but HR has corrected the day since" in page


def test_a_line_that_stands_twice_says_in_which_line_it_stands_first(
    client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, SOKHA, SOKHA)
    client.sign_in("KH-1200")
    page = text_of(client.get(f"/en/people/imports/{list_import.uuid}/?show=same").get_data(as_text=True))
    assert "The same stands in line 2 of this list." in page
    assert "Recorded before" not in page


@pytest.mark.usefixtures("undone")
def test_what_is_recorded_again_names_its_list_and_line(
    app: Flask, client: StrictClient, people: People
) -> None:
    again = bring_in(people, RATANA, SOKHA)
    line_choices.choose_for_all(again, line_choices.AGAIN)
    imports.start(again, actor=people.chan)
    work(app)
    latest = [one for one in entries(people.sokha) if one.kind == "achieved"][-1]
    assert (latest.evidence["file"], latest.evidence["line"]) == (again.file_digest, 3)
    assert source_lists.of_entries([latest])[latest.id].file_name == "2024.csv"
    client.sign_in("KH-1200")
    page = text_of(client.get("/en/records/KH-1001/").get_data(as_text=True))
    assert "Line 3 of the list." in page
    # The list once more, a job that is told twice: the same is not recorded a second time.
    third = bring_in(people, RATANA, SOKHA)
    assert [row.action for row in rows(third)] == ["same", "same"]


@pytest.mark.usefixtures("undone")
def test_the_page_says_what_was_done_and_after_an_undo_that_it_was_undone(
    app: Flask, client: StrictClient, people: People
) -> None:
    again = bring_in(people, SOKHA)
    line_choices.choose_for_all(again, line_choices.AGAIN)
    imports.start(again, actor=people.chan)
    work(app)
    client.sign_in("KH-1200")
    address = f"/en/people/imports/{again.uuid}/?show=all"
    page = text_of(client.get(address).get_data(as_text=True))
    assert "with this list it was recorded again" in page
    assert "It is recorded again." not in page
    imports.undo(again, reason="the wrong year", actor=people.chan)
    work(app)
    page = client.get(address).get_data(as_text=True)
    assert "<b>Undone</b>" in page
    assert "<b>Recorded</b>" not in page
    assert "recorded again" not in page


@pytest.mark.usefixtures("undone")
def test_a_list_of_three_hundred_lines_is_decided_about_with_one_tap(app: Flask, people: People) -> None:
    lines = []
    for number in range(300):
        made = people_service.create_person(
            people_service.Particulars(
                number=f"KH-4{number:03}", name=f"ដារា {number}", latin_name="", language="km"
            ),
            people.sokha.unit,
            actor=None,
        )
        lines.append([made.number, made.name, "pss", "06/03/2025", "attended", ""])
    session.commit()
    first = bring_in(people, *lines)
    imports.start(first)
    work(app)
    imports.undo(first, reason="the wrong year", actor=people.chan)
    work(app)
    again = bring_in(people, *lines)
    assert (line_choices.asked_about(again, line_choices.AGAIN), again.summary["undecided"]) == (300, 300)
    line_choices.choose_for_all(again, line_choices.AGAIN)
    assert (again.summary["create"], again.summary["undecided"]) == (300, 0)
