"""Pages of tests on paper: Bopha makes one, prints it, and types the slips of her group."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lms import clock
from lms.accounts.queries import name_search
from lms.accounts.services import people as people_service
from lms.accounts.services import person_changes
from lms.accounts.services.people import Scope
from lms.content import registry
from lms.content.types.questions import Pool
from lms.db import session
from lms.quizzes.models import PaperForm, PaperKeyOpening, PaperResult
from lms.quizzes.services import attempts, paper_forms, paper_results
from lms.quizzes.services.paper_forms import PrintedTest
from lms.records.services.achievements import entries_of
from lms.work_limits import ExpensiveWork
from tests import pdfs
from tests.client import StrictClient
from tests.people import People
from tests.quizzes import test_pages
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import pool, single

MADE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TYPED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TAKEN = "2026-11-21"


@pytest.fixture
def bopha(client: StrictClient, people: People) -> StrictClient:
    """Bopha's computer, signed in."""
    client.sign_in(people.bopha.number)
    return client


@pytest.fixture
def form(people: People, small_test: Pool) -> PrintedTest:
    """A form that Bopha made."""
    with clock.frozen(MADE):
        code = paper_forms.make_form("pss", people.bopha, seed=1)
        session.commit()
        return paper_forms.find_form(code)


def send(
    client: StrictClient, form: PrintedTest, *rows: tuple[str, str], on: str = TAKEN, **more: Any
) -> TestResponse:
    """Type some rows and press a button."""
    address = f"/en/paper/{form.code}/results/"
    data = {
        "on": on, "language": "km", "act": "check", "who": [who for who, _ in rows],
        "letters": [letters for _, letters in rows],
        "choice": ["" if letters.strip("-") else "empty" for _, letters in rows], **more,
    }  # fmt: skip
    with clock.frozen(TYPED):
        return client.send(address, data)


def read(answer: TestResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))).split())


def seen(answer: TestResponse) -> str:
    found = re.search(r'name="seen" value="(\w+)"', answer.get_data(as_text=True))
    assert found
    return found[1]


def save(
    client: StrictClient, form: PrintedTest, *rows: tuple[str, str], language: str = "en"
) -> TestResponse:
    """Check some rows and save them as they were shown; the page after that."""
    answer = send(client, form, *rows, act="save", seen=seen(send(client, form, *rows)))
    assert answer.status_code == 303
    return client.get(answer.location.replace("/en/", f"/{language}/"))


def count() -> int | None:
    return session.scalar(select(func.count()).select_from(PaperResult))


# --- making and printing ----------------------------------------------------------------------------------------


def test_bopha_makes_a_test_and_finds_it_again_by_its_code(bopha: StrictClient, small_test: Pool) -> None:
    made = bopha.send("/en/paper/", {"module": "pss"})
    assert made.status_code == 303
    (code,) = session.scalars(select(PaperForm.code))
    assert made.location == f"/en/paper/{code}/"
    assert f"{code[:3]}-{code[3:]}" in bopha.get("/en/paper/").get_data(as_text=True)
    found = bopha.get(f"/en/paper/?code={code[:3].lower()}+{code[3:].lower()}")
    assert (found.status_code, found.location) == (302, f"/en/paper/{code}/")
    nothing = bopha.get("/en/paper/?code=AAA-AAA")
    assert nothing.status_code == 404
    assert "No test has this code." in read(nothing)
    assert 'value="AAA-AAA"' in nothing.get_data(as_text=True)


def test_a_module_without_a_test_and_one_with_too_few_questions_for_letters_are_refused(
    bopha: StrictClient, small_test: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bopha.send("/en/paper/", {"module": "nothing"}).status_code == 404
    monkeypatch.setattr("lms.quizzes.domain.kinds.single_choice.SingleChoiceRules.boxes", 0)
    refused = bopha.send("/en/paper/", {"module": "pss"})
    assert refused.status_code == 422
    assert "too few questions that a letter can answer" in read(refused)


def key_of(client: StrictClient, form: PrintedTest, language: str = "en") -> TestResponse:
    """Press the button that opens the key."""
    return client.send(f"/{language}/paper/{form.code}/key.pdf", form="/en/paper/")


@pytest.mark.parametrize("name", ["questions", "answers", "key"])
def test_each_sheet_is_a_pdf_with_the_code_and_only_the_key_has_the_right_letters(
    bopha: StrictClient, form: PrintedTest, name: str
) -> None:
    address = f"/en/paper/{form.code}/{name}.pdf"
    answer = key_of(bopha, form) if name == "key" else bopha.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    text = pdfs.text_of(answer.data)
    assert form.spoken in text
    assert ("Only for whoever marks this test" in text) is (name == "key")
    rule = (
        "Passed with 80 % or more, and every question about safety right. After 3 tests that were not passed"
    )
    assert (rule in " ".join(text.split())) is (name != "answers")
    assert (form.questions[0].question.text("en").stem in text) is (name != "answers")
    if name == "key":
        assert [*form.key] == [line for line in text.split() if re.fullmatch("[A-E]", line)][: len(form.key)]


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_a_real_test_is_printed_with_the_same_letters_in_every_language(
    bopha: StrictClient, people: People, language: str
) -> None:
    code = paper_forms.make_form("pss", people.bopha, seed=2)
    session.commit()
    form = paper_forms.find_form(code)
    letters, english = (
        [one for one in pdfs.text_of(key_of(bopha, form, each).data).split() if re.fullmatch("[A-H]", one)]
        for each in (language, "en")
    )
    letters, english = letters[: form.boxes], english[: form.boxes]
    assert letters == english
    assert Counter(letters) == Counter(form.key)  # columns are read one beside the other
    questions = bopha.get(f"/{language}/paper/{code}/questions.pdf").data
    assert form.spoken in pdfs.text_of(questions)
    assert registry.current().module("pss").text(language).title in pdfs.text_of(questions).replace("\n", " ")


def test_a_form_of_which_a_question_changed_says_so_and_is_not_printed_any_more(
    bopha: StrictClient, form: PrintedTest, shelve: Shelve
) -> None:
    shelve(pool(single("another"), lessons={"10-first": 1}))
    page = read(bopha.get(f"/en/paper/{form.code}/"))
    assert "it can no longer be marked" in page
    assert "Questions: 1, 2, 3, 4, 5." in page
    assert bopha.get(f"/en/paper/{form.code}/questions.pdf").status_code == 404
    assert key_of(bopha, form).status_code == 404
    refused = send(bopha, form, ("KH-1001", form.key))
    assert (refused.status_code, count()) == (422, 0)
    assert "it can no longer be marked" in read(refused)


# --- typing slips -----------------------------------------------------------------------------------------------


def test_bopha_sees_the_marks_first_and_only_what_she_saw_is_saved(
    bopha: StrictClient, people: People, form: PrintedTest
) -> None:
    rows = (("KH-1001", form.key), ("Ratana", "-" * form.boxes))
    checked = send(bopha, form, *rows)
    assert (checked.status_code, count()) == (200, 0)
    text = read(checked)
    assert "សុខា · KH-1001 5 of 5 right, 100 % · Passed" in text
    assert "រតនា · KH-1002 0 of 5 right, 0 % · Not passed" in text
    assert "Nothing is saved yet" in text
    mark = seen(checked)
    other = (("KH-1001", "-" * form.boxes), rows[1])  # a letter changed after the check, then Save
    again = send(bopha, form, *other, act="save", seen=mark)
    assert (again.status_code, count()) == (422, 0)
    assert "Please look again at what will happen." in read(again)
    page = read(save(bopha, form, *rows))
    assert "2 slips were saved." in page
    assert "2 slips are typed" in page
    assert "typed by បុប្ផា" in page
    assert count() == 2
    (entry,) = [one for one in entries_of(people.sokha.id) if one.kind == "achieved"]
    assert (entry.effective_on, entry.evidence["language"]) == (date(2026, 11, 21), "km")


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        (("KH-1001", "A"), "letters", "This row has 1 places, the slip has 10 boxes."),
        (("KH-1001", "Z" * 10), "letters", "Question 1: “Z” is not one of A to"),
        (
            ("KH-1001", "ำ" * 10),
            "letters",
            "The keyboard is on Khmer, Lao or Thai: please switch it to English",
        ),
        (("KH-9999", "-" * 10), "who", "Nobody in your places has this number or name."),
        (("KH-9999", "-" * 10), "who", "ask HR to add them"),
        (("TH-1001", "-" * 10), "who", "Nobody in your places has this number or name."),
        (("KH-1100", "-" * 10), "who", "This is your own test. Somebody else has to type it."),
        (("", "-" * 10), "who", "The number or the name is missing."),
        (("ស", "-" * 10), "who", ""),
    ],
)
def test_what_is_not_clear_is_asked_about_on_its_field_and_nothing_is_lost(
    bopha: StrictClient, form: PrintedTest, row: tuple[str, str], field: str, sentence: str
) -> None:
    assert form.boxes == 10
    answer = send(bopha, form, ("KH-1002", form.key), row, act="save")
    html = answer.get_data(as_text=True)
    assert (answer.status_code, count()) == (422, 0)
    assert sentence in read(answer)
    for value in ("KH-1002", form.key, *filter(None, row)):
        assert f'value="{value}"' in html
    if sentence:
        assert f'href="#{field}-2"' in html
        assert re.search(rf'id="{field}-2"[^>]* aria-invalid="true" aria-describedby="{field}-2-error"', html)


def test_a_name_that_several_people_have_is_asked_about_with_their_numbers(
    bopha: StrictClient, people: People, form: PrintedTest
) -> None:
    people_service.create_person(
        people_service.Particulars(number="KH-1003", name="សុខា", latin_name="Sokha", language="km"),
        people.sokha.unit,
        actor=None,
    )
    session.commit()
    page = read(send(bopha, form, ("Sokha", form.key)))
    assert "Several people: " in page
    assert "សុខា (KH-1001)" in page
    assert "សុខា (KH-1003)" in page
    assert "Please type the number." in page


def test_one_person_in_two_rows_is_asked_about(bopha: StrictClient, form: PrintedTest) -> None:
    page = send(bopha, form, ("KH-1001", form.key), ("Sokha", form.key))
    assert "This person stands in row 1 already." in read(page)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("", "Please fill in the day."),
        ("yesterday", "This is not a day."),
        ("2026-11-24", "This day has not come yet."),
        ("2026-11-19", "This test was made on"),
    ],
)
def test_a_day_that_cannot_be_is_asked_about_and_the_rows_stay(
    bopha: StrictClient, form: PrintedTest, on: str, sentence: str
) -> None:
    answer = send(bopha, form, ("KH-1001", form.key), on=on)
    assert (answer.status_code, count()) == (422, 0)
    assert sentence in read(answer)
    assert f'value="{form.key}"' in answer.get_data(as_text=True)


def test_an_empty_page_says_that_nothing_was_typed(bopha: StrictClient, form: PrintedTest) -> None:
    answer = send(bopha, form)
    assert answer.status_code == 422
    assert "Nothing was typed yet." in read(answer)


def test_the_second_typist_sees_in_which_questions_the_rows_differ_and_chooses(
    bopha: StrictClient, people: People, form: PrintedTest
) -> None:
    save(bopha, form, ("KH-1001", "-" * form.boxes))
    same = send(bopha, form, ("KH-1001", "-" * form.boxes))
    assert "Already there, nothing changes." in read(same)
    asked = send(bopha, form, ("KH-1001", form.key), act="save")
    assert asked.status_code == 422
    assert "Another row was typed before. Please choose which one is right." in read(asked)
    first = form.questions[0]
    assert f"1 {'-' * first.boxes} {first.key}" in read(asked)
    kept = send(bopha, form, ("KH-1001", form.key), choice=["before"])
    assert "The row that was typed before stays." in read(kept)
    now = send(bopha, form, ("KH-1001", form.key), choice=["now"])
    assert "This row takes the place of the one before." in read(now)
    done = send(bopha, form, ("KH-1001", form.key), choice=["now"], act="save", seen=seen(now))
    assert "1 row was replaced." in read(bopha.get(done.location))
    assert session.scalars(select(PaperResult.letters)).all() == [form.key]


def test_after_a_second_save_the_page_says_that_nothing_changed(
    bopha: StrictClient, form: PrintedTest
) -> None:
    save(bopha, form, ("KH-1001", form.key))
    assert "1 slip was there already: nothing changed." in read(save(bopha, form, ("KH-1001", form.key)))
    assert count() == 1


def test_the_script_is_told_of_one_row_whose_it_is_and_its_marks_and_nothing_is_saved(
    bopha: StrictClient, form: PrintedTest
) -> None:
    address, page = f"/en/paper/{form.code}/row/", f"/en/paper/{form.code}/results/"

    def said(**typed: str) -> dict[str, str]:
        data = {"on": TAKEN, "who": "KH-1001", "letters": form.key, "choice": ""} | typed
        with clock.frozen(TYPED):
            answer = bopha.send(address, data, form=page)
        found: dict[str, str] = answer.get_json()
        return found

    assert (said()["name"], said()["marks"]) == ("សុខា · KH-1001", "5 of 5 right, 100 % · Passed")
    assert said(letters="A")["field"] == "letters"
    assert said(who="KH-9999")["error"].startswith("Nobody in your places has this number or name.")
    assert (said(on="")["field"], said(on="")["error"]) == ("on", "Please fill in the day.")
    assert said(who="", letters="")["error"] == ""
    assert count() == 0


def test_a_question_about_safety_that_is_wrong_is_said_beside_the_marks(
    bopha: StrictClient, form: PrintedTest
) -> None:
    row = "".join("-" * one.boxes if one.question.safety else one.key for one in form.questions)
    assert "4 of 5 right, 80 % · Not passed: a question about safety is wrong" in read(
        send(bopha, form, ("KH-1001", row))
    )


# --- who sees what ----------------------------------------------------------------------------------------------


def test_whoever_reads_the_record_reads_that_it_was_on_paper_and_who_typed_it(
    app: Flask, bopha: StrictClient, people: People, form: PrintedTest
) -> None:
    save(bopha, form, ("KH-1001", form.key))
    chan = StrictClient(app, app.response_class)
    chan.sign_in(people.chan.number)
    assert f"Test on paper ({form.spoken}), typed by បុប្ផា." in read(chan.get("/en/records/KH-1001/"))
    sokha = StrictClient(app, app.response_class)
    sokha.sign_in(people.sokha.number)
    page = read(sokha.get("/en/me/data/"))
    assert f"Test on paper ({form.spoken}), typed by staff." in page
    assert f"Row of letters {form.key}" in page
    assert "Test on paper typed into Sala" in page


def test_dao_sees_of_the_slips_of_another_society_nothing(
    app: Flask, bopha: StrictClient, people: People, form: PrintedTest
) -> None:
    save(bopha, form, ("KH-1001", form.key))
    dao = StrictClient(app, app.response_class)
    dao.sign_in(people.dao.number)
    page = read(dao.get(f"/en/paper/{form.code}/"))
    assert "សុខា" not in page
    assert "typed by" not in page
    assert "Nobody in your places" in read(send(dao, form, ("KH-1001", "-" * form.boxes)))


def test_only_who_can_add_people_is_told_to_add_the_person(
    app: Flask, bopha: StrictClient, people: People, form: PrintedTest
) -> None:
    row = ("KH-9999", "-" * form.boxes)
    chan = StrictClient(app, app.response_class)
    chan.sign_in(people.chan.number)
    assert "add the person first" in read(send(chan, form, row))
    assert "add the person first" not in read(send(bopha, form, row))


@pytest.mark.parametrize("number", ["KH-1001", "KH-1300"])
def test_volunteers_and_editors_do_not_open_tests_on_paper(
    client: StrictClient, people: People, form: PrintedTest, number: str
) -> None:
    client.sign_in(number)
    for address in ("/en/paper/", f"/en/paper/{form.code}/", f"/en/paper/{form.code}/questions.pdf"):
        assert client.get(address).status_code == 403
    opened = client.send(f"/en/paper/{form.code}/key.pdf", form="/en/me/data/")
    assert opened.status_code == 403


# --- keys -------------------------------------------------------------------------------------------------------


@pytest.fixture
def chan(app: Flask, people: People) -> StrictClient:
    """Chan's computer, signed in."""
    made = StrictClient(app, app.response_class)
    made.sign_in(people.chan.number)
    return made


def test_a_key_is_opened_by_a_button_and_whoever_reads_the_audit_learns_that_it_was(
    chan: StrictClient, bopha: StrictClient, people: People, form: PrintedTest
) -> None:
    assert "Whoever opens it is not marked by this test" in read(chan.get(f"/en/paper/{form.code}/"))
    assert chan.get(f"/en/paper/{form.code}/key.pdf").status_code == 405
    assert session.scalars(select(PaperKeyOpening)).all() == []
    for _time in range(2):
        assert key_of(chan, form).mimetype == "application/pdf"
        assert key_of(bopha, form).mimetype == "application/pdf"
    (opening,) = session.scalars(select(PaperKeyOpening))
    assert (opening.form_code, opening.actor_id) == (form.code, people.chan.id)
    assert read(chan.get("/en/me/data/")).count("Key of a test on paper opened") == 1


def test_the_key_of_another_society_stays_closed(app: Flask, people: People, form: PrintedTest) -> None:
    dao = StrictClient(app, app.response_class)
    dao.sign_in(people.dao.number)
    page = dao.get(f"/en/paper/{form.code}/").get_data(as_text=True)
    assert "Only the Society of whoever made this test can open its key." in page
    assert "key.pdf" not in page
    assert key_of(dao, form).status_code == 404
    assert session.scalars(select(PaperKeyOpening)).all() == []


# --- nobody waits -----------------------------------------------------------------------------------------------


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Each name that is searched for, and whether others can write meanwhile."""
    seen: list[tuple[str, bool]] = []
    find = name_search.find

    def finding(scope: Scope, text: str, limit: int = 50) -> name_search.Found:
        seen.append((text, bool(g.get("only_reads", False))))
        return find(scope, text, limit)

    monkeypatch.setattr(name_search, "find", finding)
    return seen


def test_a_check_searches_for_each_name_once_and_while_others_can_write(
    bopha: StrictClient, form: PrintedTest, searched: list[tuple[str, bool]]
) -> None:
    names = [("Nobody", "A"), ("Ratana", form.key)] * 30
    assert send(bopha, form, *names).status_code == 422
    assert sorted(searched) == [("Nobody", True), ("Ratana", True)]


def test_saving_searches_for_names_before_it_holds_others_up(
    bopha: StrictClient, form: PrintedTest, searched: list[tuple[str, bool]]
) -> None:
    assert "1 slip was saved." in read(save(bopha, form, ("Ratana", form.key)))
    assert searched == [("Ratana", True)] * 2
    assert send(bopha, form, ("Nobody", "A"), act="save", seen="x").status_code == 422
    assert searched[2:] == [("Nobody", True)]


def test_one_row_is_one_search_however_many_are_sent(
    bopha: StrictClient, form: PrintedTest, searched: list[tuple[str, bool]]
) -> None:
    data = {"on": TAKEN, "who": ["Ratana", "Sokha", "Nobody"], "letters": [form.key] * 3, "choice": [""] * 3}
    with clock.frozen(TYPED):
        answer = bopha.send(f"/en/paper/{form.code}/row/", data, form=f"/en/paper/{form.code}/results/")
    assert answer.get_json()["name"] == "រតនា · KH-1002"
    assert searched == [("Ratana", True)]


def test_a_check_takes_a_turn_of_what_costs_time(
    app: Flask,
    bopha: StrictClient,
    people: People,
    form: PrintedTest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = f"/en/paper/{form.code}/results/"
    token = bopha.token(page)
    bounds = ExpensiveWork(tmp_path / "locks", patience=0)
    monkeypatch.setitem(app.extensions, "sala.expensive-work", bounds)
    with bounds.turn(people.bopha.id):
        assert bopha.post(page, data={"csrf_token": token, "on": TAKEN}).status_code == 503


def test_a_slip_that_cannot_count_and_one_of_a_closed_account_are_refused_on_their_field(
    bopha: StrictClient, people: People, form: PrintedTest
) -> None:
    person_changes.deactivate(people.ratana, reason="left", actor=people.chan)
    with clock.frozen(TYPED):
        for _number in range(3):
            attempts.submit(people.sokha, attempts.open_paper(people.sokha, "pss", "km"), {}, language="km")
    session.commit()
    page = read(send(bopha, form, ("KH-1001", form.key), ("KH-1002", form.key), on="2026-11-23"))
    assert (
        "Row 1: This slip cannot count: after 3 tests that were not passed there is a wait. A test of 24 November 2026"
        in page
    )
    assert "Row 2: The account of this person is closed." in page
    assert "attempt" not in page


def test_sokha_reads_why_her_open_test_is_not_taken_and_loses_no_answer(
    app: Flask, people: People, form: PrintedTest
) -> None:
    sokha = StrictClient(app, app.response_class)
    sokha.sign_in(people.sokha.number)
    with clock.frozen(TYPED):
        address = test_pages.begin(sokha)
        fields = test_pages.typed(address, people)
    for _number in range(3):
        with clock.frozen(TYPED):
            other = paper_forms.find_form(paper_forms.make_form("pss", people.bopha))
        with clock.frozen(TYPED + timedelta(minutes=1)):
            sheet = paper_results.TypedSheet(people.sokha, "-" * other.boxes, "empty")
            checked = paper_results.check_sheet(other, sheet, TYPED.date(), people.bopha)
            paper_results.save_sheets(other, [checked], TYPED.date(), language="km", actor=people.bopha)
    session.commit()
    with clock.frozen(TYPED + timedelta(minutes=2)):
        refused = sokha.send(address, fields)
    assert refused.status_code == 422
    assert "While this test was open, your 3 attempts were used, on paper too." in read(refused)
    with clock.frozen(TYPED + timedelta(hours=24)):
        assert sokha.send(address, fields).status_code == 303
