"""What a list says beside what is stored: shown until it is brought in, and kept by nobody afterwards."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock, jobs
from lms.audit import AuditLine
from lms.db import session
from lms.errors import RuleBroken
from lms.imports import personal_data
from lms.imports.domain.headings import fields
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import left_out
from lms.imports.domain.lines.line_values import EMPTY
from lms.imports.models import ListImport, ListRow
from lms.imports.services import column_matching, forgetting, imports, value_choices
from lms.imports.services.progress import can_be_given_up
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_cells import THA
from tests.people import People

HEALTH = ("ตั้งครรภ์", "วัณโรค", "ป่วย", "ผู้พิการ")
HEADER = ["รหัส", "ชื่อ-สกุล", "เพศ", "วันเกิด", "โทรศัพท์"]
LINES = [
    ["PY-01", "นางสมหญิง ดีงาม (ตั้งครรภ์)", "หญิง", "5/3/2535", "081 234 5678, 02 123 4567 (ป่วย)"],
    ["PY-02", "นายบุญ มา", "ผู้พิการ", "1/1/2530", ""],
    ["PY-03", "นางสาวมานี ใจดี", "หญิง", "ป่วย", ""],
]
NOTES = [
    ["", "หมายเหตุ PY-03 ป่วยเป็นวัณโรค งดลงพื้นที่", "", "", ""],
    ["หมายเหตุ PY-01 ตั้งครรภ์", "", "", "", ""],
]


def listed(people: People) -> ListImport:
    list_import = brought(text(HEADER, *LINES, *NOTES), "list.csv", "people", people.dao.unit, people.dao)
    columns = {1: "number", 2: "name", 3: "sex", 4: "birth", 5: "phone"}
    column_matching.match(list_import, columns, everywhere={})
    session.commit()
    return list_import


def work(app: Flask) -> None:
    session.commit()
    jobs.run_due(app)
    session.expire_all()


def brought_in(app: Flask, people: People) -> ListImport:
    list_import = listed(people)
    imports.start(list_import, actor=people.dao)
    work(app)
    assert list_import.state == "done"
    return list_import


def everything_kept(list_import: ListImport) -> str:
    rows = session.scalars(select(ListRow).filter_by(import_id=list_import.id)).all()
    lines = [[row.given, row.problems, row.candidates, row.before] for row in rows]
    noted = [line.facts for line in session.scalars(select(AuditLine))]
    return json.dumps([lines, list_import.matching, list_import.summary, noted], ensure_ascii=False)


def said_of_health(page: str) -> list[str]:
    return [word for word in HEALTH if word in page]


def test_dao_sees_what_is_left_out_until_the_list_is_brought_in_and_nobody_afterwards(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = listed(people)
    address = f"/en/people/imports/{list_import.uuid}/"
    client.sign_in("TH-1200")
    preview = client.get(f"{address}?show=all").get_data(as_text=True)
    assert said_of_health(preview) == list(HEALTH)
    imports.start(list_import, actor=people.dao)
    work(app)
    page = client.get(f"{address}?show=all").get_data(as_text=True)
    assert said_of_health(page) == []
    assert "สมหญิง ดีงาม" in page
    assert "What is in brackets is not stored." in page
    assert "Only the first phone is kept." in page
    assert "What stands in them is not kept." in page
    assert "5/3/2535" not in page
    assert said_of_health(everything_kept(list_import)) == []


def test_the_file_of_lines_that_stayed_out_has_what_could_be_read_and_asks_again_about_the_rest(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = brought_in(app, people)
    client.sign_in("TH-1200")
    address = f"/en/people/imports/{list_import.uuid}/"
    answer = client.send(f"{address}failed.csv", form=f"{address}?show=problems")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [row[:5] for row in rows[1:]] == [
        ["PY-02", "นายบุญ มา", "?", "1987", ""],
        ["PY-03", "นางสาวมานี ใจดี", "หญิง", "?", ""],
        ["?", "", "", "", ""],
    ]
    assert said_of_health(answer.get_data(as_text=True)) == []
    content = text(HEADER, *(row[:5] for row in rows[1:]))
    again = brought(content, "again.csv", "people", people.dao.unit, people.dao)
    column_matching.match(again, {1: "number", 2: "name", 3: "sex", 4: "birth", 5: "phone"}, everywhere={})
    found = session.scalars(select(ListRow).filter_by(import_id=again.id).order_by(ListRow.line))
    assert [row.action for row in found] == ["fail", "fail", "skip"]  # a number alone is nobody
    imports.drop(again, actor=None)


def test_the_file_of_lines_that_stayed_out_has_the_branch_that_chan_has_to_mend(
    app: Flask, client: StrictClient, people: People
) -> None:
    lines = (["KH-7001", "ចាន់ ដារា", "ប៉ាកសេ"], ["KH-7002", "ស៊ឹម នារី", ""])
    content = text(["ID", "Name", "Branch"], *lines)
    list_import = brought(content, "list.csv", "people", people.chan.unit, people.chan)
    column_matching.match(list_import, {1: "number", 2: "name", 3: "branch"}, everywhere={})
    imports.start(list_import, actor=people.chan)
    work(app)
    client.sign_in("KH-1200")
    address = f"/en/people/imports/{list_import.uuid}/"
    answer = client.send(f"{address}failed.csv", form=f"{address}?show=problems").get_data(as_text=True)
    (row,) = list(csv.reader(io.StringIO(answer.removeprefix("\ufeff"))))[1:]
    assert row[:3] == ["KH-7001", "ចាន់ ដារា", "ប៉ាកសេ"]
    assert "“ប៉ាកសេ”" in row[-1]


def test_my_data_has_of_a_list_what_was_stored(app: Flask, people: People) -> None:
    list_import = brought_in(app, people)
    person = session.scalars(select(ListRow.person_id).filter_by(import_id=list_import.id, line=2)).one()
    assert person is not None
    (held,) = personal_data.export([person])
    assert said_of_health(str(held)) == []
    assert held.facts["given"] == {
        "number": "PY-01",
        "name": "นางสมหญิง ดีงาม",
        "sex": "หญิง",
        "birth": "1992",
        "phone": "+66812345678",
    }


def test_an_import_without_what_was_left_out_can_still_be_undone(app: Flask, people: People) -> None:
    list_import = brought_in(app, people)
    imports.undo(list_import, reason="the wrong list", actor=people.dao)
    work(app)
    assert (list_import.state, list_import.summary["done"]) == ("undone", 0)
    assert session.scalars(select(ListRow.person_id).filter_by(import_id=list_import.id)).all() == [None] * 5
    assert said_of_health(everything_kept(list_import)) == []


def test_where_the_work_stopped_and_is_undone_what_was_left_out_goes_too(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_import = listed(people)
    imports.start(list_import, actor=people.dao)

    def broken(list_import: ListImport) -> None:
        raise RuleBroken("file-gone")

    with monkeypatch.context() as faulty:
        faulty.setattr(forgetting, "forget_left_out", broken)
        work(app)
    assert can_be_given_up(list_import)
    imports.undo(list_import, reason="another day", actor=people.dao)
    work(app)
    assert list_import.state == "undone"
    assert said_of_health(everything_kept(list_import)) == []


def test_a_list_of_trainings_keeps_no_remark_either_and_means_the_same(app: Flask, people: People) -> None:
    lines = [
        ["TH-1001", "มาลี (รักษาตัว)", "pss", "3-5/3/2568 ", "ผ่าน"],
        ["TH-1001", "มาลี", "hiv", "5/3/2568", "ลาป่วย"],
    ]
    content = text(["รหัส", "ชื่อ", "หลักสูตร", "วันที่", "ผลการอบรม"], *lines)
    list_import = brought(content, "list.csv", "trainings", people.dao.unit, people.dao)
    columns = {1: "number", 2: "name", 3: "award", 4: "on", 5: "result"}
    column_matching.match(list_import, columns, everywhere={}, source="list")
    imports.start(list_import, actor=people.dao)
    work(app)
    found = session.scalars(select(ListRow).filter_by(import_id=list_import.id).order_by(ListRow.line))
    assert [(row.action, row.given) for row in found] == [
        (
            "create",
            {"number": "TH-1001", "name": "มาลี", "award": "pss", "on": "2025-03-05", "result": "passed"},
        ),
        (
            "skip",
            {"number": "TH-1001", "name": "มาลี", "award": "hiv", "on": "2025-03-05", "result": "absent"},
        ),
    ]


SAID = replace(
    THA,
    brackets="",
    settled={
        ("branch", fields.key("กทม.")): "KH-12",
        ("sex", fields.key("ลับ")): EMPTY,
        ("result", fields.key("ไปต่างจังหวัด")): "failed",
    },
)


@pytest.mark.parametrize(
    ("kind", "given", "kept", "notes"),
    [
        ("people", {"name": "สมศรี (ตุ๊ก) ใจงาม"}, {"name": "สมศรี (?) ใจงาม"}, []),
        ("people", {"sex": "ลับ"}, {"sex": "-"}, ["not-stored"]),
        ("people", {"sex": "ท้อง"}, {"sex": "?"}, []),
        ("people", {"birth": "45/02/2530"}, {"birth": "45/02/2530"}, []),
        ("people", {"birth": "31/02/2530"}, {"birth": "1987"}, []),
        ("people", {"birth": "5/3/2535"}, {"birth": "1992"}, []),
        ("people", {"birth": "ไม่มี"}, {"birth": "-"}, []),
        ("people", {"birth": "12 มีนคม 2535"}, {"birth": "12 มีนคม 2535"}, []),
        ("people", {"birth": "ป่วย 12/13/2535"}, {"birth": "?"}, []),
        ("people", {"birth": "ป่วย"}, {"birth": "?"}, []),
        ("people", {"phone": "เบอร์แม่"}, {"phone": "?"}, []),
        ("people", {"phone": "081-234-567x"}, {"phone": "081-234-567x"}, []),
        ("people", {"phone": "081-234-567x (ก้อย)"}, {"phone": "?"}, []),
        ("people", {"email": "ป่วย"}, {"email": "?"}, []),
        ("people", {"email": "malee@"}, {"email": "malee@"}, []),
        ("people", {"email": "malee.gmail.com"}, {"email": "malee.gmail.com"}, []),
        ("people", {"branch": "ປາກເຊ"}, {"branch": "ປາກເຊ"}, []),
        ("people", {"branch": "ປາກເຊ (ປ່ວຍ)"}, {"branch": "?"}, []),
        ("people", {"branch": "ປ່ວຍ"}, {"branch": "?"}, []),
        ("people", {"branch": "ก" * 41}, {"branch": "?"}, []),
        ("people", {"language": "ກຶມມຸ"}, {"language": "ກຶມມຸ"}, []),
        ("people", {"branch": "กทม."}, {"branch": "KH-12"}, []),
        ("people", {"number": "หมายเหตุ V-3 ป่วย"}, {"number": "?"}, []),
        ("people", {"number": "KH 1001"}, {"number": "KH 1001"}, []),
        ("people", {"sex_female": "/"}, {"sex_female": "/"}, []),
        ("people", {"sex_female": "ท้อง"}, {"sex_female": "?"}, []),
        ("people", {"name": "ก" * 300, "number": "1" * 300}, {}, []),
        ("trainings", {"result": "ไปต่างจังหวัด"}, {"result": "failed"}, []),
        ("trainings", {"result": "ลาป่วย"}, {"result": "absent"}, []),
        ("trainings", {"result": "ป่วย"}, {"result": "?"}, []),
        ("trainings", {"result": "มาสาย"}, {"result": "?"}, []),
        # Some modules are about an illness: of nobody's.
        ("trainings", {"award": "HIV เบื้องต้น"}, {"award": "HIV เบื้องต้น"}, []),
        ("trainings", {"award": "อบรม (ป่วย)"}, {"award": "?"}, []),
        ("trainings", {"on": "12 มีนคม 2568"}, {"on": "12 มีนคม 2568"}, []),
        ("trainings", {"on": "ขาดอบรมเพราะไข้"}, {"on": "?"}, []),
        ("trainings", {"mark": "8O คะแนน"}, {"mark": "8O คะแนน"}, []),
        ("trainings", {"mark": "ป่วย"}, {"mark": "?"}, []),
        ("trainings", {"sex": "ท้อง"}, {"sex": "?"}, []),
        ("trainings", {"sex": "หญิง"}, {"sex": "หญิง"}, []),
        ("trainings", {"on": "3-5/3/2568"}, {"on": "2025-03-05"}, ["began-on"]),
        ("trainings", {"failed_ticked": "ป่วย"}, {"failed_ticked": "?"}, []),
        ("trainings", {"name": "มาลี (ก้อย)"}, {"name": "มาลี"}, ["brackets-not-stored"]),
    ],
)
def test_of_a_cell_stays_what_is_stored_and_of_what_stays_all_stays(
    kind: Kind, given: dict[str, str], kept: dict[str, str], notes: list[str]
) -> None:
    cells, said = left_out.kept(given, kind, SAID)
    assert (cells, [note.word for note in said]) == (kept, notes)
    assert left_out.kept(cells, kind, SAID) == (kept, ())


def test_a_problem_about_a_word_of_the_list_says_it_only_while_it_is_kept() -> None:
    problem = {"word": "result-and-mark", "values": {"said": "ป่วย", "mark": "55"}}
    assert left_out.without_texts(problem, {"result": "?"})["values"] == {"mark": "55"}
    assert left_out.without_texts(problem, {"result": "ป่วย"})["values"] == problem["values"]


def test_a_problem_repeats_no_text_that_is_not_kept() -> None:
    problem = {"field": "sex", "word": "sex-unknown", "values": {"typed": "ท้อง"}}
    assert left_out.without_texts(problem, {"sex": "?"})["values"] == {"typed": "?"}
    problem = {"field": "branch", "word": "branch-elsewhere", "values": {"typed": "ตราด", "unit": "KH-12"}}
    assert left_out.without_texts(problem, {"branch": "ตราด"}) == problem
    assert (
        left_out.without_texts({"field": "", "word": "remark", "values": {"text": "ท้อง"}}, {})["values"] == {}
    )


def test_of_lists_that_an_older_version_brought_in_it_goes_in_the_background(
    app: Flask, client: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(forgetting, "forget_left_out", lambda list_import: iter(()))
        list_import = brought_in(app, people)
    assert "วัณโรค" in everything_kept(list_import)
    client.sign_in("TH-1200")
    page = client.get(f"/en/people/imports/{list_import.uuid}/?show=all").get_data(as_text=True)
    assert said_of_health(page) == []
    assert "What is in brackets is not stored." in page
    personal_data.drop_closed_rows(clock.now() - timedelta(days=30))
    work(app)
    assert said_of_health(everything_kept(list_import)) == []
    assert list_import.state == "done"


@pytest.mark.parametrize(
    ("number", "stays"),
    [("1.04E+05", "1.04E+05"), ("K" * 100, ""), ("ป่วย งดลงพื้นที่", "?")],
)
def test_of_a_number_that_nobody_could_read_stays_what_is_a_number(number: str, stays: str) -> None:
    name = {} if stays == "?" else {"name": "มานี"}
    cells, _ = left_out.kept({"number": number, **name}, "people", THA)
    assert cells.get("number", "") == stays


@pytest.mark.parametrize(
    ("language", "absent", "passed"), [("en", "Not there", "Passed"), ("th", "ขาดอบรม", "ผ่าน")]
)
def test_once_a_list_is_in_its_page_says_what_the_list_said_in_the_words_of_the_reader(
    app: Flask, client: StrictClient, people: People, language: str, absent: str, passed: str
) -> None:
    content = text(
        ["ID", "Course", "Date", "Result", "Score"],
        ["KH-1001", "pss", "7/11/2026", "អវត្តមាន", "85"],
        ["KH-1002", "Swimming", "7/11/2026", "ជាប់", ""],
        ["KH-1002", "pss", "7/11/2026", "ជាប់", ""],
    )
    list_import = brought(content, "2026.csv", "trainings", people.chan.unit, people.chan)
    columns = {1: "number", 2: "award", 3: "on", 4: "result", 5: "mark"}
    column_matching.match(list_import, columns, everywhere={}, source="A list")
    value_choices.settle(list_import, {("award", "swimming"): "out"})
    client.sign_in("KH-1200")
    page = f"/{language}/people/imports/{list_import.uuid}/?show=all"
    before = unescape(client.get(page).get_data(as_text=True))
    assert "“អវត្តមាន”" in before
    imports.start(list_import, actor=people.chan)
    work(app)
    after = unescape(client.get(page).get_data(as_text=True))
    assert f"“{absent}”" in after
    assert re.search(rf">\s*{absent}\s*<", after)
    assert "2026-11-07" not in after
    assert re.search(r">\s*passed\s*<", after) is None
    assert passed in after
