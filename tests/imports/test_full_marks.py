"""Out of how many points the marks of a list are: its heading says it, or HR does, and of no other heading."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.certificates.services import certificates
from lms.db import session
from lms.imports.domain.columns import column_choice, result_columns
from lms.imports.domain.headings import full_marks
from lms.imports.domain.lines import line_reader as cells
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import import_page, rejects
from lms.imports.services import column_matching, imports, list_locale, value_choices
from lms.records.services.achievements import LedgerEntry
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.meanings import settle_for_good
from tests.imports.test_people import problems, rows
from tests.people import People

NUMBERS = ("KH-1001", "KH-1002", "KH-1100")


def trainings_of(people: People, heading: str, *results: str, fields: str = "result") -> ListImport:
    lines = ([number, "pss", "5/3/2025", result] for number, result in zip(NUMBERS, results, strict=True))
    content = text(["ID", "Course", "Date", heading], *lines)
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    column_matching.match(
        list_import, {1: "number", 2: "award", 3: "on", 4: fields}, everywhere={}, source=f"list {heading}"
    )
    session.commit()
    return list_import


def marks_of(list_import: ListImport) -> list[int | None]:
    usual = list_locale.customs_of(list_import)
    return [cells.read(row.given, "trainings", usual).mark for row in rows(list_import)]


def asked_of(list_import: ListImport) -> list[tuple[str, str]]:
    return [(group["field"], group["key"]) for group in list_import.matching["groups"]]


@pytest.mark.parametrize(
    ("heading", "full"),
    [
        *(
            (heading, 30)
            for heading in ("คะแนน (30)", "คะแนนเต็ม 30", "คะแนน (๓๐)", "คะแนนเต็ม ๓๐ คะแนน", "คะแนน/30")
        ),
        *(
            (heading, 30)
            for heading in ("Score /30", "Score (out of 30)", "Full marks: 30", "SCORE\n(30 points)")
        ),
        *((heading, 30) for heading in ("ពិន្ទុ (30)", "ពិន្ទុពេញ 30", "ពិន្ទុ (៣០)", "ពិន្ទុពេញ ៣០")),
        *((heading, 30) for heading in ("ຄະແນນ (30)", "ຄະແນນເຕັມ 30", "ຄະແນນ (໓໐)", "ຄະແນນເຕັມ ໓໐")),
        *(("คะแนน (เต็ม 20)", 20), ("Mark (of 12)", 12), ("Score (100%)", 100), ("คะแนนสอบ（20）", 20)),
        # The second test, a year, a day, the pass mark, hours, two numbers: nobody knows.
        *(
            (heading, 0)
            for heading in ("คะแนน", "Score", "Score 30", "Score (2)", "คะแนน (68)", "คะแนน (2568)")
        ),
        *(
            (heading, 0)
            for heading in ("คะแนน (80%)", "คะแนน (ผ่าน 24)", "Score 5/12", "Score 2025/26", "Test 2")
        ),
        *(
            (heading, 0)
            for heading in ("Score (30 hours)", "คะแนน (ครั้งที่ 2)", "Score (20) (30)", "Proof 30", "")
        ),
    ],
)
def test_a_heading_says_the_full_mark_or_nothing(heading: str, full: int) -> None:
    assert full_marks.of(heading) == full


def test_who_failed_a_test_of_30_points_gets_no_certificate_for_a_list_of_20(
    app: Flask, client: StrictClient, people: People
) -> None:
    first = trainings_of(people, "คะแนน", "20", "19", "18")
    settle_for_good(first, {("result", "0-20||คะแนน"): "20"})
    session.commit()
    imports.drop(first, actor=None)
    session.commit()
    list_import = trainings_of(people, "คะแนน (30)", "18", "17", "20")
    assert marks_of(list_import) == [60, 56, 66]
    client.sign_in("KH-1200")
    page = client.get(f"/en/people/imports/{list_import.uuid}/?show=all").get_data(as_text=True)
    shown = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "20, 18, 17: out of how many points? The heading says 30." in shown
    assert '<option value="30" selected>' in page
    assert "18 → 60 %" in shown
    assert [row.action for row in rows(list_import)] == ["skip"] * 3
    assert [certificates.certificates_of(one.id) for one in (people.sokha, people.ratana, people.bopha)] == [
        [], [], [],
    ]  # fmt: skip
    imports.drop(list_import, actor=None)


def test_what_was_said_of_one_heading_is_asked_of_another_one_again(people: People) -> None:
    first = trainings_of(people, "คะแนนสอบ", "20", "19", "18")
    settle_for_good(first, {asked_of(first)[0]: "20"})
    session.commit()
    imports.drop(first, actor=None)
    for heading in ("คะแนน", "Score", "Result"):
        other = trainings_of(people, heading, "18", "17", "20")
        assert [problems(row) for row in rows(other)] == [[("result", "points-unknown")]] * 3
        assert [group["means"] for group in other.matching["groups"]] == [""]
        imports.drop(other, actor=None)
    same = trainings_of(people, " คะแนน สอบ", "18", "17", "20")
    assert marks_of(same) == [90, 85, 100]
    imports.drop(same, actor=None)


def test_what_was_said_of_numbers_without_a_heading_holds_for_that_list_alone(
    app: Flask, people: People
) -> None:
    first = trainings_of(people, "", "20", "19", "18")
    with app.test_request_context("/en/"):
        assert import_page.preview(first, "all", "1")["groups"][0].here
    session.commit()
    settle_for_good(first, {asked_of(first)[0]: "20"})
    assert marks_of(first) == [100, 95, 90]
    session.commit()
    imports.drop(first, actor=None)
    other = trainings_of(people, "", "18", "17", "20")
    assert [problems(row) for row in rows(other)] == [[("result", "points-unknown")]] * 3
    imports.drop(other, actor=None)


def test_what_older_versions_remember_of_any_heading_is_asked_once_more(people: People) -> None:
    session.add(ValueMatching(unit_id=people.chan.unit.id, field="result", typed="0-20", value="20"))
    session.commit()
    list_import = trainings_of(people, "คะแนน", "18", "17", "20")
    assert [problems(row) for row in rows(list_import)] == [[("result", "points-unknown")]] * 3
    imports.drop(list_import, actor=None)


def test_a_cell_that_looks_like_what_points_are_remembered_by_is_no_answer_about_them(people: People) -> None:
    first = trainings_of(people, "Grade", "0-20", "0-20||grade", "passed")
    texts = dict.fromkeys(asked_of(first), "passed")
    settle_for_good(first, texts)
    session.commit()
    imports.drop(first, actor=None)
    list_import = trainings_of(people, "Grade", "18", "17", "20")
    assert [problems(row) for row in rows(list_import)] == [[("result", "points-unknown")]] * 3
    imports.drop(list_import, actor=None)


def test_a_mark_above_the_full_mark_of_the_heading_waits_and_says_why(app: Flask, people: People) -> None:
    list_import = trainings_of(people, "ຄະແນນ (20)", "18", "25", "85")
    assert [problems(row) for row in rows(list_import)] == [
        [], [("result", "points-too-many")], [("result", "points-too-many")],
    ]  # fmt: skip
    with app.test_request_context("/en/"):
        reason = import_page.preview(list_import, "all", "1")["lines"][1].cells[-1].problems[0]
    assert reason.startswith("“25” is more than the full mark, which is 20.")
    (group,) = asked_of(list_import)
    value_choices.settle(list_import, {group: "100"})  # HR knows better than the heading
    assert marks_of(list_import) == [18, 25, 85]
    value_choices.settle(list_import, {group: ""})
    assert marks_of(list_import)[0] == 90
    imports.drop(list_import, actor=None)


def test_a_mark_beside_the_result_above_the_full_mark_waits_as_well(people: People) -> None:
    content = text(["ID", "Result", "Score /12"], ["KH-1001", "passed", "11"], ["KH-1002", "passed", "13"])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    everywhere = {"award": "pss", "on": "5/3/2025"}
    column_matching.match(
        list_import, {1: "number", 2: "result", 3: "mark"}, everywhere=everywhere, source="list"
    )
    assert marks_of(list_import)[0] == 91
    assert problems(rows(list_import)[1]) == [("mark", "points-too-many")]
    usual = list_locale.customs_of(list_import)
    assert "12" in value_choices.meanings_of("result", asked_of(list_import)[0][1], usual)
    imports.drop(list_import, actor=None)


def test_two_columns_of_marks_with_two_full_marks_are_asked_about(people: People) -> None:
    content = text(["ID", "Test (30)", "Score (20)"], ["KH-1001", "18", "12"])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    everywhere = {"award": "pss", "on": "5/3/2025"}
    column_matching.match(
        list_import, {1: "number", 2: "result", 3: "mark"}, everywhere=everywhere, source="list"
    )
    assert ("result", "points-unknown") in problems(rows(list_import)[0])
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("heading", ["คะแนน", "Score", "Grade of all", "ພາກທີ 2"])
def test_marks_that_come_back_to_be_mended_are_out_of_what_was_said(
    app: Flask, people: People, heading: str
) -> None:
    other = trainings_of(people, "Result", "18", "17", "20")
    settle_for_good(other, {asked_of(other)[0]: "20"})
    session.commit()
    imports.drop(other, actor=None)
    list_import = trainings_of(people, heading, "18", "17", "20")
    settle_for_good(list_import, {asked_of(list_import)[0]: "30"})
    with app.test_request_context("/en/"):
        header = rejects.failed_header(list_import, "en")
        lines = [[str(cell) for cell in line] for line in rejects.failed_lines(list_import)]
    again = brought(text(header, *lines), "failed.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in again.matching["columns"].items()}
    column_matching.match(again, chosen, everywhere={}, source="list")
    assert marks_of(again) == [60, 56, 66]
    imports.drop(list_import, actor=None)
    imports.drop(again, actor=None)


def test_marks_that_come_back_before_hr_has_said_anything_are_asked_about(app: Flask, people: People) -> None:
    other = trainings_of(people, "Result", "18", "17", "20")
    settle_for_good(other, {asked_of(other)[0]: "20"})
    session.commit()
    imports.drop(other, actor=None)
    list_import = trainings_of(people, "คะแนน", "18", "17", "20")
    with app.test_request_context("/en/"):
        assert rejects.failed_header(list_import, "en")[3] == "คะแนน"
    session.commit()
    imports.drop(list_import, actor=None)


LENGTHS = (
    *("รวม (วัน)", "รวมวัน", "ชั่วโมง", "คะแนน (ชั่วโมง)", "จำนวนครั้ง", "ครั้ง", "รวม (๓ วัน)"),
    *("សរុប (ថ្ងៃ)", "ម៉ោង", "ពិន្ទុ (ម៉ោង)", "ລວມ (ມື້)", "ຊົ່ວໂມງ", "ຄະແນນ (ມື້)"),
    *("Total (days)", "Hours", "Score (hours)", "Score (30 hours)", "Sessions"),
)


@pytest.mark.parametrize("heading", LENGTHS)
def test_days_hours_and_times_are_no_marks(people: People, heading: str) -> None:
    list_import = trainings_of(people, heading, "3", "2", "0")
    assert list_locale.customs_of(list_import).points is None
    assert problems(rows(list_import)[0]) == [("result", "attendance-unknown")]
    assert marks_of(list_import) == [None] * 3
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    "heading", ["คะแนนวันที่ 3", "คะแนน (ครั้งที่ 2)", "Score (Day 1)", "ผลสอบ", "ពិន្ទុ", "ຄະແນນ"]
)
def test_marks_of_a_day_are_marks(heading: str) -> None:
    assert not result_columns.is_attendance(heading)


def fields_of(header: list[str], *lines: list[str]) -> dict[int, str]:
    return column_choice.matched(header, "trainings", {}, lines)


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "คะแนนเต็ม 30",
            "คะแนนเต็ม (30)",
            "คะแนน (เต็ม 30)",
            "คะแนนสอบ (30)",
            "Full marks 30",
            "Max. score: 30",
        ),
        *("ពិន្ទុពេញ 30", "ពិន្ទុពេញ ៣០", "ຄະແນນເຕັມ 30", "ຄະແນນ (ເຕັມ 30)", "Score out of 30"),
    ],
)
def test_marks_are_known_whose_heading_says_the_full_mark(heading: str) -> None:
    assert fields_of(["ID", heading], ["K1", "20"], ["K2", "30"]) == {1: "number", 2: "result"}
    beside = fields_of(["ID", "ผล", heading], ["K1", "ผ่าน", "28"], ["K2", "ไม่ผ่าน", "3"])
    assert beside == {1: "number", 2: "result", 3: "mark"}


@pytest.mark.parametrize("heading", ["คะแนนเต็ม", "คะแนนเต็ม 30", "ពិន្ទុពេញ 30", "ຄະແນນເຕັມ 30", "Full marks 30"])
def test_the_full_mark_in_each_line_is_nobodys_mark(heading: str) -> None:
    assert fields_of(["ID", heading, "คะแนนที่ได้"], ["K1", "30", "20"]) == {1: "number", 3: "result"}


def test_marks_before_the_training_stay_left_out() -> None:
    assert fields_of(["ID", "คะแนนก่อนอบรม (30)"], ["K1", "20"]) == {1: "number"}


def preview_of(people: People, heading: str, *cells: str, left_out: bool = True) -> ListImport:
    lines = [list(line) for line in zip(NUMBERS, cells, strict=False)]
    content = text(["ID", heading], *lines)
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    fields = (
        {1: "number"}
        if left_out
        else {int(one): field for one, field in list_import.matching["columns"].items()}
    )
    column_matching.match(list_import, fields, everywhere={"award": "pss", "on": "5/3/2025"}, source="list")
    return list_import


@pytest.mark.parametrize("heading", ["คะแนนเต็ม 30", "คะแนน (30)", "Score", "ពិន្ទុពេញ 30", "ຄະແນນ"])
def test_marks_that_are_left_out_are_pointed_out(app: Flask, people: People, heading: str) -> None:
    list_import = preview_of(people, heading, "18", "3")
    with app.test_request_context("/en/"):
        assert import_page.preview(list_import, "all", "1")["unread_results"] == [heading]
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("ใบประกาศ", "ได้รับ", "ไม่ได้รับ"),
        ("การได้รับวุฒิบัตร", "ได้รับแล้ว", "ไม่ได้รับ"),
        ("ໃບຢັ້ງຢືນ", "ໄດ້ຮັບ", "ບໍ່ໄດ້ຮັບ"),
        ("ใบประกาศ (ได้รับ/ไม่ได้รับ)", "✓", "✗"),
        ("ໃບປະກາດ", "ໄດ້ຮັບ", "ບໍ່ໄດ້ຮັບ"),
        ("វិញ្ញាបនបត្រ", "បានទទួល", "មិនបានទទួល"),
        ("លិខិតបញ្ជាក់", "ទទួលបាន", "មិនទទួលបាន"),
        ("Certificate", "received", "not received"),
        ("Certificate received", "yes", "no"),
    ],
)
def test_who_was_given_no_certificate_is_not_recorded_as_trained(
    app: Flask, people: People, heading: str, yes: str, no: str
) -> None:
    list_import = preview_of(people, heading, yes, no, no, left_out=False)
    assert list_import.matching["columns"] == {"1": "number", "2": "result"}
    assert [row.action for row in rows(list_import)] == ["create", "skip", "skip"]
    imports.start(list_import)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    entries = session.scalars(select(LedgerEntry)).all()
    assert {(one.person_id, one.evidence["result"]) for one in entries} == {(people.sokha.id, "attended")}
    assert certificates.certificates_of(people.sokha.id) == []  # no test was passed


@pytest.mark.parametrize(("heading", "cell"), [("ใบประกาศ", "ไม่ได้รับ"), ("Certificate", "not received")])
def test_a_column_of_certificates_that_is_left_out_is_pointed_out(
    app: Flask, people: People, heading: str, cell: str
) -> None:
    list_import = preview_of(people, heading, cell, cell)
    with app.test_request_context("/en/"):
        assert import_page.preview(list_import, "all", "1")["unread_results"] == [heading]
    imports.drop(list_import, actor=None)


def test_a_column_that_names_the_certificate_is_the_module_and_a_shirt_is_no_result() -> None:
    assert fields_of(["ID", "Certificate"], ["K1", "PSS"], ["K2", "HIV"]) == {1: "number", 2: "award"}
    assert fields_of(["ID", "เสื้อ"], ["K1", "ได้รับ"], ["K2", "ไม่ได้รับ"]) == {1: "number"}
    assert fields_of(["ID", "Certificate no"], ["K1", "received"]) == {1: "number"}
    assert fields_of(["ID", "ใบประกาศ", "ผล"], ["K1", "ได้รับ", "ผ่าน"]) == {1: "number", 3: "result"}


def test_a_half_mark_shows_its_percent_as_a_whole_one_does(app: Flask, people: People) -> None:
    list_import = trainings_of(people, "คะแนน (10)", "9", "8.5", "8,5")
    with app.test_request_context("/en/"):
        lines = import_page.preview(list_import, "all", "1")["lines"]
    assert [line.cells[-1].stored for line in lines] == ["90 %", "85 %", "85 %"]
    session.commit()
    imports.drop(list_import, actor=None)
