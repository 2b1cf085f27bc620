"""Chan brings in a file: she sees what it says before anything counts, and nothing of it is lost or kept in silence."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from werkzeug.test import TestResponse

from lms import clock
from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session
from lms.surveys import parsing
from lms.surveys.models import SurveyResponse, SurveyRound
from tests.client import StrictClient
from tests.people import People
from tests.surveys.answering import respond
from tests.surveys.collecting import Filled, as_csv, as_xlsx, form_of, kobo_json, kobo_table, person
from tests.surveys.test_results_pages import PAGE, a_round

FILE, TAKE = f"{PAGE}file/", f"{PAGE}file/take/"


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


@pytest.fixture
def chan(client: StrictClient, people: People, survey: Survey) -> StrictClient:
    """HR of the Cambodian Red Cross, signed in, with a round that began before the answers were sent."""
    today = clock.today()
    session.add(
        SurveyRound(
            society="khm", survey="needs", version=1, begins_on=today - timedelta(days=300), ends_on=today
        )
    )
    session.commit()
    client.sign_in(people.chan.number)
    return client


@pytest.fixture
def filled(survey: Survey) -> list[Filled]:
    """Three people who answered on the form."""
    form = form_of(survey)
    return [person(form, seed) for seed in range(3)]


def table(filled: list[Filled]) -> list[list[str]]:
    """Their download of today."""
    rows = kobo_table(filled)
    at = rows[0].index("_submission_time")
    for row in rows[1:]:
        row[at] = f"{clock.today().isoformat()}T01:00:00"
    return rows


def look_at(
    client: StrictClient, content: bytes, name: str = "answers.csv", society: str = "khm"
) -> TestResponse:
    """Choose a file and send it."""
    token = client.token(PAGE)
    data = {"csrf_token": token, "society": society, "file": (io.BytesIO(content), name)}
    return client.post(FILE, data=data, content_type="multipart/form-data")


def words(answer: TestResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.get_data(as_text=True))).split())


def fields(answer: TestResponse) -> dict[str, str]:
    """What the button of the preview sends."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.get_data(as_text=True))
    return {name: unescape(value) for name, value in found}


def stored() -> int:
    return session.scalar(select(func.count()).select_from(SurveyResponse)) or 0


def test_the_page_of_rounds_says_how_it_is_done(chan: StrictClient) -> None:
    page = words(chan.get(PAGE))
    assert "KoboToolbox and ODK" in page
    assert "whoever does both counts twice" in page
    assert "each submission counts once" in page
    assert "Look at the file" in page


def test_three_submissions_are_looked_at_then_taken_in_and_a_second_time_there_is_nothing_new(
    chan: StrictClient, filled: list[Filled]
) -> None:
    content = as_csv(table(filled))
    preview = look_at(chan, content)
    assert preview.status_code == 200
    assert "3 new answers" in words(preview)
    assert stored() == 0
    taken = chan.post(TAKE, data=fields(preview))
    assert taken.status_code == 303
    assert "The answers are taken in." in words(chan.get(taken.location))
    assert stored() == 3
    again = chan.post(TAKE, data=fields(preview))
    assert (again.status_code, stored()) == (303, 3)
    for second, name in (
        (content, "a.csv"),
        (as_xlsx(needs=table(filled)), "a.xlsx"),
        (kobo_json(filled), "a.json"),
    ):
        page = words(look_at(chan, second, name))
        assert "0 new answers" in page
        assert "are here already: 3" in page
        assert "Take in the new answers" not in page
    assert stored() == 3


def test_what_is_left_out_and_why_and_what_is_wrong_where(
    chan: StrictClient, filled: list[Filled], survey: Survey
) -> None:
    form = form_of(survey)
    rows = table(
        [
            filled[0],
            filled[1].with_value("role", "<b>boss"),
            person(form, 7, consent="no"),
            person(form, 8, society="lao"),
            person(form, 9).with_value("sala_version", "2"),
        ]
    )
    for row, extra in zip(rows, (["Your name", "deviceid"], *[["Sok Dara", "355"]] * 5), strict=True):
        row.extend(extra)
    page = words(look_at(chan, as_csv(rows)))
    assert "1 new answers" in page
    for left in (
        "did not agree to answer: 1",
        "are of another National Society: 1",
        "are of another version of the survey: 1",
    ):
        assert left in page
    assert "Line 3, column “about/role”: The form has no such answer." in page
    assert "They are not read and not kept: Your name" in page
    assert "deviceid" in page
    for trace in ("Sok Dara", "355", "boss"):
        assert trace not in page


def test_a_long_file_names_fifty_faults_and_says_how_many_more(chan: StrictClient, survey: Survey) -> None:
    form = form_of(survey)
    wrong = [
        person(form, seed).with_value("b1-importance", "9").with_value("b2-importance", "9")
        for seed in range(30)
    ]
    page = words(look_at(chan, as_csv(table(wrong))))
    assert page.count("The form has no such answer.") == 50
    assert "And 10 more." in page


def test_sheets_pages_and_missing_questions_are_told(chan: StrictClient, filled: list[Filled]) -> None:
    rows = table(filled)
    at = rows[0].index("preferences/phone")
    page = words(
        look_at(chan, as_xlsx(needs=[[*row[:at], *row[at + 1 :]] for row in rows], visits=[["a"], ["b"]]))
    )
    assert "so nobody has answered them: phone" in page
    assert "Sheets that are not read: visits" in page
    assert "one page of several" in words(
        look_at(chan, kobo_json(filled, next="https://kobo.example/"), "a.json")
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", ""),
        (b"name;age\nDara;30\n", "This file is not from the form of this survey."),
        (b'{"a": 1}', "There are no answers in this file."),
        (b"\x89PNG", ""),
    ],
)
def test_a_file_that_holds_no_answers_is_refused_on_its_field(
    chan: StrictClient, content: bytes, sentence: str
) -> None:
    answer = look_at(chan, content)
    assert answer.status_code == 422
    assert 'aria-describedby="file-error"' in answer.get_data(as_text=True)
    assert sentence in words(answer)


def test_a_file_too_large_and_none_at_all_are_refused_in_words(chan: StrictClient) -> None:
    large = look_at(chan, b"x" * (parsing.MOST_BYTES + 100_000))
    assert large.status_code == 413
    assert "This file is larger than 8 MB." in words(large)
    none = chan.post(FILE, data={"csrf_token": chan.token(PAGE), "society": "khm"})
    assert none.status_code == 422
    assert 'id="file-error"' in none.get_data(as_text=True)


def test_a_file_without_the_token_of_the_page_is_refused(chan: StrictClient, filled: list[Filled]) -> None:
    data = {"society": "khm", "file": (io.BytesIO(as_csv(table(filled))), "a.csv")}
    assert chan.post(FILE, data=data, content_type="multipart/form-data").status_code == 400


def test_a_round_that_ended_or_changed_takes_nothing_in_and_says_so(
    chan: StrictClient, filled: list[Filled]
) -> None:
    preview = fields(look_at(chan, as_csv(table(filled))))
    row = session.scalars(select(SurveyRound)).one()
    row.version = 2
    session.commit()
    changed = look_at(chan, as_csv(table(filled)))
    assert changed.status_code == 422
    assert "it was version 2, and is version 1 now" in words(changed)
    row.ends_on = clock.today() - timedelta(days=1)
    session.commit()
    late = chan.post(TAKE, data=preview)
    assert late.status_code == 422
    assert "No round is open, so nothing can be brought in." in words(late)
    assert stored() == 0


def test_what_was_looked_at_is_of_this_person_this_society_and_untouched(
    chan: StrictClient, people: People, filled: list[Filled]
) -> None:
    preview = fields(look_at(chan, as_csv(table(filled))))
    for touched in ("", preview["answers"][:-2] + "xx", "e30.e30.e30"):
        answer = chan.post(TAKE, data=preview | {"answers": touched})
        assert answer.status_code == 422
        assert "It is too long since you opened this file" in words(answer)
    assert chan.post(TAKE, data=preview | {"society": "lao"}).status_code == 404
    dao = StrictClient(chan.application, chan.application.response_class)
    dao.sign_in(people.dao.number)
    token = dao.token(PAGE)
    assert dao.post(TAKE, data=preview | {"csrf_token": token}).status_code == 404
    hers = {"csrf_token": token, "society": "tha", "answers": preview["answers"]}
    assert dao.post(TAKE, data=hers).status_code == 422
    assert stored() == 0


def test_the_largest_file_fits_between_preview_and_taking_in(chan: StrictClient, survey: Survey) -> None:
    form = form_of(survey)
    content = as_csv(table([person(form, seed) for seed in range(parsing.MOST_ROWS)]))
    preview = look_at(chan, content)
    assert f"{parsing.MOST_ROWS} new answers" in words(preview)
    assert len(fields(preview)["answers"]) < 450_000, "a field holds 500,000"
    assert chan.post(TAKE, data=fields(preview)).status_code == 303
    assert stored() == parsing.MOST_ROWS


def test_a_trainer_and_hr_of_another_society_bring_in_nothing(
    client: StrictClient, people: People, filled: list[Filled]
) -> None:
    client.sign_in(people.bopha.number)
    token = client.token("/en/me/data/")
    assert client.post(FILE, data={"csrf_token": token, "society": "khm"}).status_code == 403
    assert client.post(TAKE, data={"csrf_token": token, "society": "khm"}).status_code == 403
    assert "Look at the file" not in words(client.get(PAGE))
    dao = StrictClient(client.application, client.application.response_class)
    dao.sign_in(people.dao.number)
    assert look_at(dao, as_csv(table(filled))).status_code == 404


def test_results_say_that_answers_came_from_elsewhere(
    chan: StrictClient, people: People, survey: Survey
) -> None:
    last = clock.today() - timedelta(days=1)
    session.execute(delete(SurveyRound))
    respond(6, {"b6": (5, 1)}, on=last)
    respond(6, {"b6": (3, 3)}, on=last)
    for row in session.scalars(select(SurveyResponse)):
        row.is_collected = True
    a_round(people, survey, last - timedelta(days=20), last)
    session.scalars(select(SurveyRound)).one().invited = 25
    session.commit()
    page = words(chan.get(PAGE))
    assert "12 people answered" in page
    assert "Somebody has seen some or all of these answers: on paper, or in a file" in page
    assert "people with an account" not in page


def test_an_operator_brings_in_a_file_with_a_command(
    app: Flask, chan: StrictClient, filled: list[Filled], tmp_path: Path
) -> None:
    file, run = tmp_path / "answers.csv", app.test_cli_runner()
    rows = table([filled[0], filled[1], filled[2].with_value("role", "boss")])
    rows[0].append("Your name")
    file.write_bytes(as_csv(rows))
    tried = run.invoke(args=["surveys", "import", str(file), "--round", "khm", "--dry-run"])
    assert "2 would be taken in, nothing changed" in tried.output
    assert stored() == 0
    done = run.invoke(args=["surveys", "import", str(file), "--round", "khm"])
    assert "line 4, column about/role: The form has no such answer." in done.output
    assert "columns that are no questions, not read: Your name" in done.output
    assert done.output.endswith("2 taken in\n")
    assert (
        "left out, are here already: 2"
        in run.invoke(args=["surveys", "import", str(file), "--round", "khm"]).output
    )
    assert stored() == 2
    wrong = run.invoke(args=["surveys", "import", str(file), "--round", "lao"])
    assert wrong.exit_code == 1
    assert "No round is open" in wrong.output
    form = form_of(registry.current().surveys["needs"])
    many = [person(form, seed).with_value("role", "boss") for seed in range(51)]
    file.write_bytes(kobo_json(many, next="https://kobo.example"))
    said = run.invoke(args=["surveys", "import", str(file), "--round", "khm"]).output
    assert "and 1 more" in said
    assert "one page of several" in said
