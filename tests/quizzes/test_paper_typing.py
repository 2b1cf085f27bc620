"""The page on which slips are typed: whose they are, what is put right, what is saved while other rows stay."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.services import people as people_service
from lms.content import registry
from lms.content.types.questions import Pool
from lms.db import session
from lms.quizzes.models import PaperResult
from lms.quizzes.services import paper_forms
from lms.quizzes.services.paper_forms import PrintedTest
from lms.records.services import achievements
from lms.records.services.achievements import entries_of
from tests import pdfs
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.test_paper_pages import MADE, TYPED, count, read, save, seen, send


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha's computer, signed in."""
    client.sign_in(people.bopha.number)
    return client


@pytest.fixture
def slip(people: People, small_test: Pool) -> PrintedTest:
    """A form that Bopha made."""
    with clock.frozen(MADE):
        code = paper_forms.make_form("pss", people.bopha, seed=1)
        session.commit()
        return paper_forms.find_form(code)


# --- whose slip it is --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["Sok", "1001", "សុខ", "Sokhaa"])
def test_a_part_of_a_name_or_number_is_nobody_before_somebody_says_who_is_meant(
    bopha: StrictClient, slip: PrintedTest, part: str
) -> None:
    answer = send(bopha, slip, (part, slip.key), act="save")
    assert (answer.status_code, count()) == (422, 0)
    assert "Do you mean សុខា (KH-1001)? Please type the number, or the whole name." in read(answer)


@pytest.mark.parametrize("whole", ["KH-1001", "kh1001", "ＫＨ-１００１", "សុខា", "sokha"])
def test_a_whole_number_and_a_whole_name_are_taken_in_any_spelling(
    bopha: StrictClient, slip: PrintedTest, whole: str
) -> None:
    assert "សុខា · KH-1001 5 of 5 right" in read(send(bopha, slip, (whole, slip.key)))


# --- putting right -----------------------------------------------------------------------------------------------


def test_after_hr_took_a_pass_back_the_page_takes_the_right_slip_and_refuses_the_same_row(
    bopha: StrictClient, people: People, slip: PrintedTest
) -> None:
    save(bopha, slip, ("KH-1001", slip.key))
    (entry,) = [one for one in entries_of(people.sokha.id) if one.kind == "achieved"]
    with clock.frozen(TYPED):
        achievements.correct(entry, reason="typed from a wrong slip", actor=people.chan)
        session.commit()
    same = send(bopha, slip, ("KH-1001", slip.key))
    assert same.status_code == 422
    assert (
        "HR has corrected the pass that this row gave: it does not count. Please look at the slip."
        in read(same)
    )
    row = ("KH-1001", "-" * slip.boxes)
    asked = send(bopha, slip, row, choice=["now"])
    assert "This row takes the place of the one before." in read(asked)
    done = send(bopha, slip, row, choice=["now"], act="save", seen=seen(asked))
    assert done.status_code == 303


def test_a_wrong_day_is_asked_about_with_both_days_and_put_right(
    bopha: StrictClient, slip: PrintedTest
) -> None:
    row, right = ("KH-1001", "-" * slip.boxes), "2026-11-22"
    save(bopha, slip, row)
    asked = send(bopha, slip, row, on=right)
    text = read(asked)
    assert asked.status_code == 422
    assert "This slip is typed already, with the day 21 November 2026. Is it the same slip?" in text
    assert "The row typed before (21 November 2026)" in text
    assert "The row typed now (22 November 2026)" in text
    now = send(bopha, slip, row, on=right, choice=["now"])
    assert send(bopha, slip, row, on=right, choice=["now"], act="save", seen=seen(now)).status_code == 303
    assert [str(day) for day in session.scalars(select(PaperResult.taken_on))] == [right]


def test_the_day_of_a_pass_names_the_way_of_hr(bopha: StrictClient, slip: PrintedTest) -> None:
    save(bopha, slip, ("KH-1001", slip.key))
    text = read(send(bopha, slip, ("KH-1001", slip.key), on="2026-11-22"))
    assert "If that day is wrong, HR moves it: Training records, the person, “Correct this entry”." in text


def test_of_the_row_that_was_typed_before_its_own_marks_are_shown(
    bopha: StrictClient, slip: PrintedTest
) -> None:
    save(bopha, slip, ("KH-1001", "-" * slip.boxes))
    assert "0 of 5 right, 0 %" in read(send(bopha, slip, ("KH-1001", slip.key), choice=["before"]))


def test_letters_are_read_whatever_is_wrong_with_the_day(bopha: StrictClient, slip: PrintedTest) -> None:
    text = read(send(bopha, slip, ("KH-1001", "A"), on=""))
    assert "Please fill in the day." in text
    assert "This row has 1 places, the slip has 10 boxes." in text


# --- some rows are saved, others stay ----------------------------------------------------------------------------


def test_one_row_that_cannot_be_kept_holds_back_no_other(bopha: StrictClient, slip: PrintedTest) -> None:
    rows = (("KH-1001", slip.key), ("KH-9999", slip.key), ("KH-1002", "A"))
    checked = send(bopha, slip, *rows)
    assert "Save 1 slip, leave the other rows here" in read(checked)
    done = send(bopha, slip, *rows, act="save-clear", seen=seen(checked))
    html, text = done.get_data(as_text=True), read(done)
    assert (done.status_code, count()) == (200, 1)
    assert "1 slip was saved. 2 rows are still here. They are not saved." in text
    assert 'value="KH-1001"' not in html
    assert 'id="who-1" name="who" value="KH-9999"' in html
    assert 'id="letters-2" name="letters" value="A"' in html
    assert "Row 1: Nobody in your places" in text


def test_of_some_rows_too_only_what_was_seen_is_saved(bopha: StrictClient, slip: PrintedTest) -> None:
    mark = seen(send(bopha, slip, ("KH-1001", slip.key), ("KH-9999", slip.key)))
    other = send(bopha, slip, ("KH-1001", "-" * 10), ("KH-9999", slip.key), act="save-clear", seen=mark)
    assert (other.status_code, count()) == (422, 0)
    assert "Please look again at what will happen." in read(other)


@pytest.mark.parametrize("on", ["", "2026-11-24"])
def test_without_a_day_no_row_is_saved(bopha: StrictClient, slip: PrintedTest, on: str) -> None:
    answer = send(bopha, slip, ("KH-1001", slip.key), ("KH-9999", slip.key), on=on, act="save-clear")
    assert (answer.status_code, count()) == (422, 0)
    assert "leave the other rows here" not in read(answer)


# --- the page on a phone ----------------------------------------------------------------------------------------


def test_after_check_the_letters_stand_again_with_the_numbers_of_the_slip(
    bopha: StrictClient, slip: PrintedTest
) -> None:
    html = send(bopha, slip, ("KH-1001", slip.key.lower()), ("KH-1002", "a b")).get_data(as_text=True)
    first, second, third = (one.split("</p>")[0] for one in html.split("data-typed>")[1:4])
    assert [first.count("<small>"), second.count("<small>"), third] == [5, 1, ""]
    letters = re.sub(r"<small>\d+</small>|<[^>]+>|\s", "", first)
    assert letters == slip.key


@pytest.mark.parametrize(
    ("filled", "sent", "shown"), [(1, 10, 10), (10, 10, 15), (12, 15, 17), (10, 40, 15), (58, 58, 60)]
)
def test_a_check_adds_a_few_free_rows_and_no_more(
    bopha: StrictClient, slip: PrintedTest, filled: int, sent: int, shown: int
) -> None:
    rows = [(f"KH-{9000 + number}", "A") for number in range(filled)] + [("", "")] * (sent - filled)
    html = send(bopha, slip, *rows).get_data(as_text=True)
    assert html.count('class="sheet-row"') == shown
    assert [f'id="who-{number}"' in html for number in (shown, shown + 1)] == [True, False]


def test_a_row_of_letters_without_anybody_says_that_the_number_is_missing(
    bopha: StrictClient, slip: PrintedTest
) -> None:
    text = read(send(bopha, slip, ("", slip.key)))
    assert "Row 1: The number or the name is missing. Please look at the slip." in text
    assert "Nobody in your places" not in text


# --- what comes first --------------------------------------------------------------------------------------------


def test_a_module_that_comes_after_another_says_so_before_the_group_sits_down(
    bopha: StrictClient, slip: PrintedTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = registry.current()
    assert "Before this test" not in read(bopha.get(f"/en/paper/{slip.code}/"))
    gated = tuple(
        replace(one, award=replace(one.award, prerequisites=("pgi",))) if one.id == "pss" else one
        for one in content.modules
    )
    library = replace(content, modules=gated)
    monkeypatch.setattr(registry, "current", lambda: library)
    title = content.module("pgi").text("en").title
    page = read(bopha.get(f"/en/paper/{slip.code}/"))
    assert "Before this test everybody needs the certificate of another module." in page
    assert title in page
    opened = bopha.send(f"/en/paper/{slip.code}/key.pdf", {}, form=f"/en/paper/{slip.code}/")
    key = pdfs.text_of(opened.data).replace("\n", " ")
    assert "Before this test everybody needs" in key
    assert title in key
    refused = read(send(bopha, slip, ("KH-1001", slip.key)))
    assert f"needed the certificate of another module first ({title})," in refused


def test_somebody_whose_whole_name_others_have_too_is_asked_about(
    bopha: StrictClient, people: People, slip: PrintedTest
) -> None:
    people_service.create_person(
        people_service.Particulars(number="KH-1003", name="សុខា ដារ៉ា", latin_name="Sokha Dara", language="km"),
        people.sokha.unit,
        actor=None,
    )
    session.commit()
    assert "Several people: " in read(send(bopha, slip, ("Sokha", slip.key)))
    assert "សុខា ដារ៉ា · KH-1003" in read(send(bopha, slip, ("Dara Sokha", slip.key)))
