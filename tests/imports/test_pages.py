"""The pages: from the upload to the file with failed lines, for HR of the Society and nobody else."""

from __future__ import annotations

import html
import io
import re

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms import jobs
from lms.accounts.forms.people import NewPersonForm
from lms.accounts.queries import people as people_queries
from lms.db import session
from lms.imports.domain.columns import column_choice
from lms.imports.domain.headings import column_names, fields
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import rejects, value_texts, wording
from lms.imports.services.upload import upload_store
from lms.table_files import files
from tests.client import StrictClient
from tests.imports.files import PEOPLE, text, xlsx
from tests.people import People

IMPORTS = "/en/people/imports/"
DARA = ("V-001", "ដារ៉ា", "Dara", "F", "5/3/1990", "012 345 678", "KH-12")


def upload(
    client: StrictClient, content: bytes, name: str = "list.xlsx", kind: str = "people"
) -> TestResponse:
    return client.send(IMPORTS, {"kind": kind, "unit": "khm", "file": (io.BytesIO(content), name)})


def step(client: StrictClient, address: str, act: str, **more: str) -> TestResponse:
    if act == "start":  # the button is in a form that says what was counted
        counted = re.search(r'name="counted" value="(\d+)"', client.get(address).get_data(as_text=True))
        more = {"counted": counted[1] if counted else "", **more}
    return client.send(address, {"act": act, **more})


def matched(client: StrictClient, content: bytes, kind: str = "people", **more: str) -> str:
    """Bring a file in and say that its columns are what they are taken for; the address of the import."""
    address = upload(client, content, kind=kind).location
    page = client.get(address).get_data(as_text=True)
    chosen = dict(re.findall(r'<select id="(column-\d+)".*?<option value="(\w+)" selected', page, re.DOTALL))
    assert step(client, address, "match", **chosen, **more).status_code == 303
    return address


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


def test_chan_brings_in_a_list_from_the_upload_to_the_undo(app: Flask, chan: StrictClient) -> None:
    address = matched(
        chan,
        xlsx(["Volunteers of 2024"], PEOPLE, DARA, ["V-002", "រតនា"], ["V-003", "", "", "F"], hidden=True),
    )
    page = chan.get(address).get_data(as_text=True)
    assert "Please fill in the name." in page
    assert "Bring in 1 line" in page
    undecided = chan.get(f"{address}?show=undecided").get_data(as_text=True)
    assert "Somebody new" in undecided
    assert "KH-1002" in undecided
    answer = step(chan, address, "choose", **{"line-4": "new", "show": "undecided", "after": "0"})
    assert answer.location.endswith("?show=undecided&after=0")
    assert "Bring in 2 lines" in chan.get(address).get_data(as_text=True)
    assert step(chan, address, "start").status_code == 303
    assert chan.get(address).headers["Refresh"] == "3"
    session.commit()
    jobs.run_due(app)
    assert "Done: 2 lines were brought in." in chan.get(address).get_data(as_text=True)
    refused = step(chan, address, "undo", reason=" ")
    assert refused.status_code == 422
    assert "Please write the reason." in refused.get_data(as_text=True)
    assert step(chan, address, "undo", reason="the wrong list").status_code == 303
    session.commit()
    jobs.run_due(app)
    assert "This import was undone." in chan.get(address).get_data(as_text=True)
    assert people_queries.person_by_number("V-001") is None
    assert "list.xlsx" in chan.get(IMPORTS).get_data(as_text=True)


def _happens(page: str) -> list[str]:
    """What stands below "What happens", line by line."""
    return re.findall(r'<td data-name="What happens">(.*?)</td>', page, re.DOTALL)


def test_what_is_wrong_with_a_cell_stands_below_what_happens_with_its_line(chan: StrictClient) -> None:
    """A list of many columns is wider than a screen, and the column of the branch one of its last."""
    address = matched(chan, text(PEOPLE, (*DARA[:-1], "KH-999"), ("V-002", "ពិសី", "Pisey", "?", "", "", "")))
    page = chan.get(f"{address}?show=problems").get_data(as_text=True)
    branch, sex = _happens(page)
    assert re.search(r'<p class="error">Branch: .*KH-999', html.unescape(branch))
    assert re.search(r'<p class="error">Sex: .*“\?” is not a word', html.unescape(sex))
    assert page.count('<p class="error">') == 2


def test_a_name_that_is_only_written_otherwise_stays_where_chan_says_who_it_is(
    app: Flask, chan: StrictClient, people: People
) -> None:
    people.ratana.birth_year = 1990
    session.commit()
    address = matched(chan, text(["ID", "Name", "Date of birth"], ["", "រ័តនា", "1990"]))
    chosen = {"line-2": str(people.ratana.id), "show": "undecided", "after": "0"}
    assert step(chan, address, "choose", **chosen).status_code == 303
    page = chan.get(f"{address}?show=all").get_data(as_text=True)
    assert '<p class="meta">stays: រតនា</p>' in page
    (row,) = session.scalars(select(ListRow))
    assert row.action == "same"


def test_failed_lines_come_back_as_a_file_that_can_be_mended_and_brought_in_again(
    chan: StrictClient, people: People
) -> None:
    address = matched(
        chan,
        text(
            PEOPLE,
            DARA,
            ("=1+1", "ពិសី", "Pisey", "?", "", "+85512", "KH-12"),
            ("V-009", "រតនា", "", "", "", "", ""),
        ),
    )
    answer = chan.send(f"{address}failed.csv", form=address)
    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Volunteer number,Name,Name in Latin letters,Sex,Year of birth,Phone,Branch,")
    assert "Sex: “?” is not a word that we know" in lines[1]
    assert "nobody has decided" in lines[2]
    assert len(lines) == 3
    sheet = load_workbook(io.BytesIO(chan.send(f"{address}failed.xlsx", form=address).data)).worksheets[0]
    assert [cell.value for cell in sheet[2]][:2] == ["=1+1", "ពិសី"]
    again = matched(chan, answer.data, name_is="the file that came back")
    page = chan.get(again).get_data(as_text=True)
    assert "is not a word that we know" in page


def test_the_file_tells_lines_that_chan_left_out_from_those_that_wait(
    chan: StrictClient, people: People
) -> None:
    people.ratana.phone = "+85511222333"
    shared = [
        "V-011",
        "បុប្ផា",
        "011222333",
    ]  # somebody else's phone is a hint, and whether it is Bopha is open
    address = matched(
        chan, text(["ID", "Name", "Phone"], ["V-009", "រតនា", ""], ["V-010", "សុខា", ""], shared)
    )
    assert step(chan, address, "choose", **{"line-2": "skip"}).status_code == 303
    answer = chan.send(f"{address}failed.csv", form=address)
    chosen, waits, hinted = answer.get_data().decode("utf-8-sig").splitlines()[1:]
    assert "Left out by choice." in chosen
    assert "nobody has decided" not in chosen
    assert "Left out" not in waits
    assert "nobody has decided" in waits
    assert "has the same phone" in hinted
    assert "nobody has decided" in hinted


@pytest.mark.parametrize("language", column_names.LANGUAGES)
@pytest.mark.parametrize("kind", fields.FIELDS)
def test_a_template_has_headings_that_are_understood(
    chan: StrictClient, kind: fields.Kind, language: str
) -> None:
    for ending in ("xlsx", "csv"):
        content = chan.get(f"/{language}/people/imports/{kind}.{ending}").data
        header = files.read(content).sheets[0].rows[0]
        assert len(column_choice.matched(header, kind, {})) == len(header)
    assert chan.get("/en/people/imports/animals.xlsx").status_code == 404


def test_wrong_files_are_refused_in_words_and_nothing_is_kept(chan: StrictClient) -> None:
    for content, said in (
        (b"PK\x03\x04 no workbook", "cannot be opened"),
        (b"", "There is nothing in this file"),
        (b"\x81\x8d\xff", "letters of this file cannot be read"),
        (b"ID,Name,Sex\n", "There is no table"),
    ):
        answer = upload(chan, content)
        assert answer.status_code == 422
        assert said in answer.get_data(as_text=True)
    nothing = chan.send(IMPORTS, {"kind": "people", "unit": "khm"})
    assert (nothing.status_code, "Please choose a file." in nothing.get_data(as_text=True)) == (422, True)
    elsewhere = chan.send(
        IMPORTS, {"kind": "people", "unit": "tha", "file": (io.BytesIO(text(PEOPLE, DARA)), "a.csv")}
    )
    assert elsewhere.status_code == 422
    strange = chan.send(IMPORTS, {"kind": "animals", "unit": "khm"})
    assert strange.status_code == 404
    assert session.scalars(select(ListImport)).all() == []


def test_a_file_of_two_megabytes_is_taken_and_one_of_twenty_one_is_not(chan: StrictClient) -> None:
    answer = upload(chan, b"a,b\n" + b"x,y\n" * 500_000)
    assert answer.status_code == 422  # read, and refused for its number of lines
    assert "more than 100000 lines" in answer.get_data(as_text=True)
    answer = upload(chan, b"x" * (21 * 1024 * 1024))
    assert answer.status_code == 413
    assert "larger than 20 MB" in answer.get_data(as_text=True)
    elsewhere = chan.post("/en/records/KH-1001/", data={"reason": "x" * (2 * 1024 * 1024)})
    assert elsewhere.status_code == 413


def test_a_step_that_there_is_not_and_one_that_comes_too_late(chan: StrictClient) -> None:
    address = matched(chan, xlsx(PEOPLE, DARA))
    assert step(chan, address, "dance").status_code == 404
    assert step(chan, address, "choose", **{"line-99": "new"}).status_code == 404
    late = step(chan, address, "match")
    assert late.status_code == 422
    assert "taken this import further" in late.get_data(as_text=True)
    assert step(chan, address, "back").status_code == 303
    wrong = step(chan, address, "match", **{"column-1": "name"})
    assert wrong.status_code == 422
    assert "A column for the volunteer number is needed" in wrong.get_data(as_text=True)
    assert step(chan, address, "sheet", sheet="Sheet").status_code == 303
    token = chan.token(address)
    assert step(chan, address, "drop").status_code == 303
    assert "was not brought in" in chan.get(address).get_data(as_text=True)
    assert chan.post(address, data={"csrf_token": token, "act": "start"}).status_code == 422


def test_a_list_of_trainings_asks_where_it_is_written_down(chan: StrictClient) -> None:
    content = text(["ID", "Name"], ["KH-1001", "Sokha"])
    address = upload(chan, content, "pss.csv", "trainings").location
    form = {"column-1": "number", "column-2": "name", "all-award": "pss", "all-on": "5/3/2025"}
    answer = step(chan, address, "match", **form, source="")
    assert answer.status_code == 422
    assert "Please write where this training is written down." in answer.get_data(as_text=True)
    assert step(chan, address, "match", **form, source="List of 2025").status_code == 303
    page = chan.get(f"{address}?show=create&page=999999999").get_data(as_text=True)
    assert "Recorded" in page
    assert "KH-1001" in page


def test_all_lines_to_be_decided_can_be_decided_at_once(chan: StrictClient, people: People) -> None:
    content = text(["ID", "Name", "Sex"], ["KH-01002", "រតនា", "f"], ["KH-01001", "សុខា", "f"])
    address = matched(chan, content)
    assert "Take the first suggestion for 2 lines" in chan.get(address).get_data(as_text=True)
    assert step(chan, address, "all-first").status_code == 303
    assert "Bring in 2 lines" in chan.get(address).get_data(as_text=True)
    other = matched(chan, content + b"V-3,x,f\r\n")
    assert step(chan, other, "all-new").status_code == 303
    assert "Bring in 3 lines" in chan.get(other).get_data(as_text=True)


def test_somebody_new_is_offered_only_with_a_number_that_is_free(chan: StrictClient, people: People) -> None:
    address = matched(chan, text(["ID", "Name"], ["KH-1002", "Dara"], ["KH-7777", "សុខា"]))
    page = chan.get(address).get_data(as_text=True)
    assert page.count("Somebody already has the number KH-1002.") == 1
    assert 'name="line-2" value="new"' not in page
    assert 'name="line-3" value="new"' in page
    assert "1 line is about somebody new" in page
    only = matched(chan, text(["ID", "Name"], ["KH-1002", "Dara"]))
    assert "about somebody new" not in chan.get(only).get_data(as_text=True)


def test_a_list_and_the_form_of_a_person_ask_for_the_same(app: Flask) -> None:
    called = {"birth": "birth_year", "branch": "unit"}
    with app.test_request_context("/en/"):
        answers = {
            "sure",
            "whole_name",
            "whole_latin_name",
            "version",
            "csrf_token",
        }  # to questions of the form itself
        of_form = set(vars(NewPersonForm({}, []))["_fields"]) - answers
    of_list = column_choice.matched(rejects.template_header("people", "en"), "people", {}).values()
    assert {called.get(field, field) for field in of_list} == of_form


def test_the_preview_shows_what_of_each_cell_is_stored(chan: StrictClient) -> None:
    line = ["V-1", "Mr. Dara", "Chan", "m", "32937", "012 345 678 / 097 123 456", "ភ្នំពេញ"]
    header = ["ID", "First name", "Last name", "Sex", "Born", "Phone", "Branch"]
    address = matched(chan, text(header, line, ["1.04E+05", "Pisey", "Sok", "", "", "", ""]))
    page = re.sub(r"<[^>]*>", "", chan.get(f"{address}?show=create").get_data(as_text=True))
    for shown in ("Dara Chan", "m → Male", "32937 → 1990", "097 123 456 → +85512345678", "→ Phnom Penh"):
        assert shown in page, shown
    assert "Only the first phone is kept." in page
    assert "V-1 →" not in page
    assert "its last digits are lost" in chan.get(address).get_data(as_text=True)


def test_a_text_is_decided_about_once_on_the_page(chan: StrictClient) -> None:
    lines = [[f"V-{number}", f"Dara {number}", "P.P."] for number in range(3)]
    address = matched(chan, text(["ID", "Name", "Branch"], *lines, ["", "Prepared by: Chan", ""]))
    page = chan.get(address).get_data(as_text=True)
    assert "Decide once for all lines" in page
    group = {"field-1": "branch", "key-1": fields.key("P.P.")}
    assert step(chan, address, "settle", **group, **{"means-1": "TH-10"}).status_code == 404
    assert step(chan, address, "settle", **group, **{"means-1": "KH-12"}).status_code == 303
    page = chan.get(address).get_data(as_text=True)
    assert '<option value="KH-12" selected>' in page
    assert "Bring in 3 lines" in page
    assert "stays out" not in page  # who prepared the list is nobody in it
    assert "Line 5 was left out, because it is about nobody" in page
    assert "Prepared by: Chan" in page


def test_a_long_preview_is_turned_page_by_page(chan: StrictClient) -> None:
    lines = [[f"V-{number}", f"Dara {number}"] for number in range(120)]
    address = matched(chan, text(["ID", "Name"], *lines))
    page = chan.get(f"{address}?show=create&after=51").get_data(as_text=True)
    assert "Page 2 of 3" in page
    assert "V-50" in page
    assert "Next page" in page


def test_dao_of_another_society_finds_nothing(chan: StrictClient, people: People) -> None:
    address = matched(chan, xlsx(PEOPLE, DARA))
    dao = StrictClient(chan.application, chan.application.response_class)
    dao.sign_in("TH-1200")
    assert dao.get(address).status_code == 404
    token = dao.token(IMPORTS)
    for target in (address, f"{address}failed.csv"):
        assert dao.post(target, data={"csrf_token": token, "act": "drop"}).status_code == 404
    assert "list.xlsx" not in dao.get(IMPORTS).get_data(as_text=True)


def test_a_file_that_is_gone_is_said_to_be(app: Flask, chan: StrictClient) -> None:
    address = upload(chan, xlsx(PEOPLE, DARA)).location
    upload_store.remove(address.rstrip("/").rsplit("/", 1)[1])
    assert "no longer kept" in chan.get(address).get_data(as_text=True)


def test_every_word_of_a_cell_has_a_sentence(app: Flask) -> None:
    values = {
        "own": 3,
        "typed": "?",
        "year": 1,
        "line": 2,
        "most": 3,
        "name": "x",
        "names": "x",
        "module": "x",
        "modules": ["pss", "hiv"],
        "piece": "x",
        "whole": "x",
        "like": "x",
        "longer": "x",
        "fitting": "x",
        "text": "x",
        "day": "x",
        "parts": "x",
        "number": "1",
        "first": "x",
        "second": "x",
        "unit": "KH-12",
        "society": "tha",
        "branch": "x",
        "mark": 70,
        "needed": 80,
        "file": "list.xlsx",
        "on": "2026-03-05",
    }
    with app.test_request_context("/en/"):
        for word in wording.WORDS:
            assert wording.said({"word": word, "values": values})


def test_dao_of_thailand_is_shown_examples_of_her_own_country(client: StrictClient, people: People) -> None:
    client.sign_in("TH-1200")
    content = text(["เลขที่", "ชื่อ", "โทรศัพท์"], ["V-1", "มาลี ใจดี", "12"])
    sent = {"kind": "people", "unit": "tha", "file": (io.BytesIO(content), "list.csv")}
    address = client.send(IMPORTS, sent).location
    refused = step(client, address, "match", **{"column-2": "name"}).get_data(as_text=True)
    assert "TH-0001, TH-0002" in refused
    columns_of = {"column-1": "number", "column-2": "name", "column-3": "phone"}
    assert step(client, address, "match", **columns_of).status_code == 303
    page = client.get(address).get_data(as_text=True)
    assert "such as +66." in page
    assert "+855" not in refused + page


def test_a_line_of_an_older_import_still_says_what_is_wrong_with_its_phone(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert "country code" in wording.said({"word": "phone-unreadable", "values": {}})


def test_what_was_said_for_all_lines_is_still_there_after_going_back_to_the_columns(
    chan: StrictClient,
) -> None:
    address = upload(chan, text(["ID", "Name"], ["KH-1001", "Sokha"]), "pss.csv", "trainings").location
    form = {"column-1": "number", "column-2": "name", "all-award": "pss", "all-on": "5/3/2025"}
    assert step(chan, address, "match", **form, source="Paper list of 2025").status_code == 303
    assert step(chan, address, "back").status_code == 303
    page = chan.get(address).get_data(as_text=True)
    assert re.search(r'<option value="pss"[^>]* selected>', page)
    assert 'name="all-on" value="5/3/2025"' in page
    assert 'name="source" value="Paper list of 2025"' in page


def test_a_date_for_all_lines_is_refused_and_not_lost_where_a_column_is_the_date(chan: StrictClient) -> None:
    content = text(["ID", "Date"], ["KH-1001", "/"])
    address = upload(chan, content, "pss.csv", "trainings").location
    form = {"column-1": "number", "column-2": "on", "all-award": "pss", "all-on": "5/3/2025"}
    answer = step(chan, address, "match", **form, source="list")
    assert (answer.status_code, 'name="all-on" value="5/3/2025"' in answer.get_data(as_text=True)) == (
        422,
        True,
    )
    assert "another date is written below the table for all lines" in answer.get_data(as_text=True)
    del form["column-2"]
    assert step(chan, address, "match", **form, source="list").status_code == 303


@pytest.mark.parametrize(("on", "certificates"), [("5/3/2015", 0), ("5/3/2026", 1)])
def test_a_decision_that_would_bring_no_certificate_is_not_asked_for(
    chan: StrictClient, on: str, certificates: int
) -> None:
    content = text(["ID", "Name", "Module", "Date", "Result"], ["KH-1001", "សុខា", "pss", on, "attended"])
    address = matched(chan, content, "trainings", source="Paper list")
    page = chan.get(address).get_data(as_text=True)
    assert "1 line shows that somebody attended or was trained" in page
    assert page.count("without a passed test</button>") == certificates


def test_a_sheet_that_was_not_brought_in_is_named_before_and_after(app: Flask, chan: StrictClient) -> None:
    book = load_workbook(io.BytesIO(xlsx(PEOPLE, DARA, name="Kampot", hidden=True)))
    for title in ("Takeo", "Notes"):
        book.create_sheet(title).append(["Number", "Name"])
    book.create_sheet("Empty")
    file = io.BytesIO()
    book.save(file)
    address = matched(chan, file.getvalue())

    def said() -> bool:
        page = html.unescape(chan.get(address).get_data(as_text=True))
        return (
            "Only the sheet “Kampot” is brought in. The file has others, which are left out: Takeo, Notes."
            in page
        )

    assert said()
    step(chan, address, "start")
    session.commit()
    jobs.run_due(app)
    assert said()


def test_years_of_birth_are_counted_as_the_reader_counts_years(app: Flask) -> None:
    unlikely = {"word": "birth-unlikely", "values": {"year": 1850}}
    with app.test_request_context("/th/"):
        assert value_texts.text_of("birth", 1992) == "2535"
        assert "พ.ศ. 2393" in wording.said(unlikely)
    with app.test_request_context("/lo/"):
        assert value_texts.text_of("birth", 1992) == "1992"
        assert "1850" in wording.said(unlikely)
