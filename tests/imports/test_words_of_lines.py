"""What the page of an import calls things: its lines, their results, the column that a question is about."""

from __future__ import annotations

import html

import pytest
from flask import Flask

from lms.db import session
from lms.imports.domain.lines import line_reader
from lms.imports.models import ListImport
from lms.imports.presenters import import_page
from lms.imports.services import imports
from lms.imports.services.review import line_choices
from tests.client import StrictClient
from tests.imports.test_cells import THA
from tests.imports.test_full_marks import trainings_of
from tests.imports.test_trainings import SOKHA, bring_in, work
from tests.people import People


def words(app: Flask, list_import: ListImport) -> list[str]:
    with app.test_request_context("/en/"):
        found = [line.word for line in import_page.preview(list_import, "all", "1")["lines"]]
    session.rollback()
    return found


def test_a_line_that_waits_for_a_decision_is_to_be_decided(app: Flask, people: People) -> None:
    nameless = [["", "Sokha", "pss", f"6/3/{year}", "passed", ""] for year in (2021, 2025)]
    list_import = bring_in(people, SOKHA, *nameless, ["KH-1002", "Ratana", "pss", "6/3/2025", "failed", ""])
    assert words(app, list_import) == ["Recorded", "To be decided", "To be decided", "Left out"]
    line_choices.choose(list_import, {3: "skip"})
    session.commit()
    assert words(app, list_import) == ["Recorded", "Left out", "To be decided", "Left out"]
    imports.start(list_import)
    work(app)
    assert words(app, list_import) == ["Recorded", "Left out", "Left out: not decided", "Left out"]


@pytest.mark.parametrize(("language", "word"), [("km", "ជាប់"), ("en", "Passed")])
def test_a_result_of_an_import_is_shown_in_the_word_of_the_reader_alone(
    app: Flask, people: People, language: str, word: str
) -> None:
    list_import = bring_in(people, SOKHA)
    imports.start(list_import)
    work(app)
    with app.test_request_context(f"/{language}/"):
        [line] = import_page.preview(list_import, "all", "1")["lines"]
    assert [(cell.text, cell.stored) for cell in line.cells if cell.field == "result"] == [(word, "")]


def test_a_mark_of_an_import_stays_as_it_was_written(app: Flask, people: People) -> None:
    list_import = bring_in(people, [*SOKHA[:4], "85%", ""])
    imports.start(list_import)
    work(app)
    with app.test_request_context("/en/"):
        [line] = import_page.preview(list_import, "all", "1")["lines"]
    assert [cell.text for cell in line.cells if cell.field == "result"] == ["85%"]


def test_the_question_for_the_full_mark_names_the_column_of_the_marks(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1200")
    list_import = trainings_of(people, "ពិន្ទុ (១០០)", "85", "90", "70", fields="mark")
    page = html.unescape(client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True))
    assert '<td data-name="Column"><span>ពិន្ទុ (១០០)</span></td>' in page


def test_of_a_former_name_the_page_says_what_to_do_and_not_that_the_person_is_not_here(
    client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, ["", "Sokha Formername", *SOKHA[2:]])
    client.sign_in("KH-1200")
    page = html.unescape(client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True))
    assert "called otherwise by now, for example after a wedding" in page
    assert "write the volunteer number or the phone into the line" in page
    assert "If the person is new, please bring in the list of people first." in page
    assert "You have nobody" not in page
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("name", ["นาย", "นายแพทย์", "Mr.", "ທ້າວ", "លោកស្រី", "คุณ", "นางสาว"])
def test_a_title_alone_is_nobodys_name(name: str) -> None:
    found = line_reader.read({"number": "V-1", "name": name}, "people", THA).problems
    assert [(one.field, one.word) for one in found] == [("name", "name-missing")]


@pytest.mark.parametrize("name", ["កញ្ញា", "นพ", "มาลี"])
def test_a_name_that_is_a_title_elsewhere_stays_a_name(name: str) -> None:
    assert line_reader.read({"number": "V-1", "name": name}, "people", THA).problems == ()


def test_who_has_passed_in_khmer_has_passed() -> None:
    assert line_reader.read({"result": "បានជាប់"}, "trainings", THA).result == "passed"
