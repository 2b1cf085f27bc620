"""Once a list is dealt with, its page and its file of lines that stayed out still speak the words of people."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from lms.db import session
from lms.imports.domain.lines import left_out, line_reader
from lms.imports.domain.values import results
from lms.imports.models import ListImport
from lms.imports.presenters import value_texts
from lms.imports.services import column_matching, imports
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_cells import THA
from tests.imports.test_people import carry_out, problems, rows
from tests.people import People

HEADER = ["รหัส", "ชื่อ", "วันที่", "ผลการอบรม"]
LINES = [
    ["TH-1001", "มาลี", "5/3/2568", "ผ่าน"],
    ["TH-1001", "มาลี", "6/3/2568", "ไม่ผ่าน"],
    ["TH-1001", "มาลี", "7/3/2568", "ขาด"],
    ["TH-1001", "มาลี", "8/3/2568", "ลาป่วย"],
]
LANGUAGES = ["en", "km", "lo", "th"]
NOT_THERE = {"en": "Not there", "km": "អវត្តមាន", "lo": "ຂາດຝຶກ", "th": "ขาดอบรม"}
FAILED = {"en": "Not passed", "km": "មិនជាប់", "lo": "ບໍ່ຜ່ານ", "th": "ไม่ผ่าน"}


def listed(people: People) -> ListImport:
    list_import = brought(text(HEADER, *LINES), "มีนาคม.csv", "trainings", people.dao.unit, people.dao)
    columns = {1: "number", 2: "name", 3: "on", 4: "result"}
    column_matching.match(list_import, columns, everywhere={"award": "pss"}, source="The list of March")
    session.commit()
    return list_import


def page_of(client: StrictClient, list_import: ListImport, language: str) -> str:
    return client.get(f"/{language}/people/imports/{list_import.uuid}/?show=all").get_data(as_text=True)


def file_of(client: StrictClient, list_import: ListImport, language: str) -> list[list[str]]:
    address = f"/{language}/people/imports/{list_import.uuid}/"
    answer = client.send(f"{address}failed.csv", form=f"{address}?show=skip")
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_who_was_absent_is_said_to_be_absent_and_not_to_have_failed(
    client: StrictClient, people: People
) -> None:
    list_import = listed(people)
    assert [problems(row) for row in rows(list_import)] == [
        [],
        [("result", "not-passed")],
        [("result", "not-there")],
        [("result", "not-there")],
    ]
    client.sign_in("TH-1200")
    assert "<b>Not there</b>" in page_of(client, list_import, "en")
    session.rollback()
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_finished_list_says_results_in_the_language_of_the_page(
    app: Flask, client: StrictClient, people: People, language: str
) -> None:
    list_import = listed(people)
    carry_out(app, list_import)
    client.sign_in("TH-1200")
    page = page_of(client, list_import, language)
    assert NOT_THERE[language] in page
    assert FAILED[language] in page
    for code in (">failed", ">absent", ">passed", ">pss"):
        assert code not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_lines_that_stayed_out_has_words_that_are_read_again(
    app: Flask, client: StrictClient, people: People, language: str
) -> None:
    list_import = listed(people)
    carry_out(app, list_import)
    client.sign_in("TH-1200")
    header, *lines = file_of(client, list_import, language)
    found = {heading: [line[place] for line in lines] for place, heading in enumerate(header)}
    by_place = [*found.values()]
    assert by_place[3] == ["6/3/2568", "7/3/2568", "8/3/2568"]
    assert by_place[4] == [FAILED[language], NOT_THERE[language], NOT_THERE[language]]
    assert "pss" not in by_place[2]
    again = brought(text(header, *lines), "again.csv", "trainings", people.dao.unit, people.dao)
    chosen = {int(number): field for number, field in again.matching["columns"].items()}
    column_matching.match(again, chosen, everywhere={}, source="The list of March")
    # The pass of the day before is recorded by now, and is said beside each of them.
    near = ("result", "recorded-passed-near")
    assert [problems(row) for row in rows(again)] == [
        [near, ("result", "not-passed")],
        [near, ("result", "not-there")],
        [near, ("result", "not-there")],
    ]
    session.commit()
    imports.drop(again, actor=None)


def test_the_file_before_the_import_has_the_words_of_the_list(client: StrictClient, people: People) -> None:
    list_import = listed(people)
    client.sign_in("TH-1200")
    lines = file_of(client, list_import, "th")[1:]
    assert [line[4] for line in lines] == ["ไม่ผ่าน", "ขาด", "ลาป่วย"]
    assert {line[2] for line in lines}.isdisjoint({"pss", ""})
    session.rollback()
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("typed", ["ขาด", "ลาป่วย", "អវត្តមាន", "ຂາດ", "absent", "no show"])
def test_of_an_absence_stays_that_somebody_was_absent_and_not_why(typed: str) -> None:
    assert left_out.kept({"result": typed}, "trainings", THA)[0] == {"result": "absent"}
    assert left_out.kept({"result": "absent"}, "trainings", THA)[0] == {"result": "absent"}
    assert line_reader.read({"result": typed, "mark": "20"}, "trainings", THA).left == "not-there"


@pytest.mark.parametrize("typed", ["ไม่ผ่าน", "ធ្លាក់", "ຕົກ", "failed", "withdrew"])
def test_who_failed_is_not_said_to_have_been_absent(typed: str) -> None:
    assert not results.is_absence(typed)
    assert left_out.kept({"result": typed}, "trainings", THA)[0] == {"result": "failed"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", value_texts.RESULTS_KEPT)
def test_every_word_for_a_result_is_read_as_that_result(app: Flask, language: str, code: str) -> None:
    with app.test_request_context(f"/{language}/"):
        word = value_texts.in_a_list("result", code, THA)
    assert word != code
    assert results.word_of(word) == ("failed" if code == "absent" else code)


def test_where_the_month_is_first_a_day_stays_in_an_order_that_nobody_can_mistake(app: Flask) -> None:
    first = THA.__class__(**{**THA.__dict__, "orders": {"on": "month-first"}})
    with app.test_request_context("/th/"):
        assert value_texts.in_a_list("on", "2025-03-05", first) == "2025-03-05"
        assert value_texts.in_a_list("on", "2025-03-05", THA) == "5/3/2568"
