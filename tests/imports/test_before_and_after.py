"""Below "after" stand the marks of a training, whatever else its heading does not say; below "before" no result."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.headings import before_after, fields
from lms.imports.domain.lines import column_facts, unread_columns
from lms.imports.services import column_matching, imports
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_cells import KHM
from tests.imports.test_people import rows
from tests.people import People

PAIRS = [
    *(("ก่อนอบรม", "หลังอบรม"), ("ก่อนอบรม (20)", "หลังอบรม (20)"), ("ทดสอบก่อนเรียน", "ทดสอบหลังเรียน")),
    *(("ก่อนเรียน", "หลังเรียน"), ("ก่อนการอบรม", "หลังการอบรม"), ("ก่อนฝึกอบรม", "หลังฝึกอบรม")),
    *(("ก่อนเข้าร่วม", "หลังเข้าร่วม"), ("ก่อนเข้าร่วมอบรม", "หลังเข้าร่วมอบรม"), ("ก่อน", "หลัง")),
    *(("แบบทดสอบก่อนเรียน", "แบบทดสอบหลังเรียน"), ("คะแนนก่อนการอบรม", "คะแนนหลังการอบรม")),
    *(("ກ່ອນຝຶກ", "ຫຼັງຝຶກ"), ("ກ່ອນຝຶກອົບຮົມ", "ຫລັງຝຶກອົບຮົມ"), ("ກ່ອນການຝຶກອົບຮົມ", "ຫຼັງການຝຶກອົບຮົມ")),
    *(("ກ່ອນຮຽນ /20", "ຫຼັງຮຽນ /20"), ("ທົດສອບກ່ອນຮຽນ", "ທົດສອບຫຼັງຮຽນ"), ("ກ່ອນເຂົ້າຮ່ວມ", "ຫຼັງເຂົ້າຮ່ວມ")),
    *(("មុនវគ្គ", "ក្រោយវគ្គ"), ("មុនវគ្គ (២០)", "ក្រោយវគ្គ (២០)"), ("មុនបណ្តុះបណ្តាល", "ក្រោយបណ្តុះបណ្តាល")),
    *(("មុនការបណ្ដុះបណ្ដាល", "ក្រោយការបណ្ដុះបណ្ដាល"), ("តេស្តមុនវគ្គ", "តេស្តក្រោយវគ្គ"), ("មុនចូលរួម", "ក្រោយចូលរួម")),
    *(("Before", "After"), ("Before training", "After training"), ("Pre %", "Post %"), ("Pre", "Post")),
    *(("Before the course (20)", "After the course (20)"), ("Pretest", "Posttest"), ("Prétest", "Post-test")),
    *(("Pre-training", "Post-training"), ("Pre-course test", "Post-course test")),
]


def fields_of(header: list[str], *lines: list[str]) -> dict[int, str]:
    return column_choice.matched(header, "trainings", {}, lines)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_marks_after_the_training_are_its_result_and_those_before_are_not(before: str, after: str) -> None:
    assert fields_of([before, after], ["6", "17"], ["12", "19"]) == {2: "result"}
    assert fields_of([after, before], ["17/20", "6/20"], ["19/20", "12/20"]) == {1: "result"}
    assert fields_of([before, after], ["6", "17"], ["12", "ขาด"], *[["5", "18"]] * 3) == {2: "result"}


@pytest.mark.parametrize(("before", "after"), PAIRS)
@pytest.mark.parametrize("result", ["สรุป", "ຜົນ", "លទ្ធផល", "Result"])
def test_marks_after_the_training_stand_beside_the_word(before: str, after: str, result: str) -> None:
    lines = [["6", "17", "ผ่าน"], ["12", "9", "ไม่ผ่าน"]]
    assert fields_of([before, after, result], *lines) == {2: "mark", 3: "result"}


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_words_after_the_training_are_its_result(before: str, after: str) -> None:
    assert fields_of([before, after], ["ไม่ผ่าน", "ผ่าน"], ["ผ่าน", "ไม่ผ่าน"]) == {2: "result"}
    if before != "Pre-test":
        assert fields.field_of(before, "trainings", {}) == ""
        assert fields_of([before], ["ผ่าน"], ["ไม่ผ่าน"]) == fields_of([before], ["6"], ["12"]) == {}


@pytest.mark.parametrize(
    "heading",
    ["ก่อน/หลัง", "Pre/post", "After lunch", "หลังคา", "ຫຼັງຄາເຮືອນ", "ក្រោយផ្ទះ", "Result", "Posture", "", "Test"],
)
def test_what_says_more_or_less_than_after_is_not_known_by_it(heading: str) -> None:
    assert before_after.of(heading) == ""


def test_a_heading_of_very_many_words_is_read_once() -> None:
    assert before_after.of("ฝึกอบรม" * 2000 + "x") == ""
    assert before_after.of("after" + "ฝึกอบรม" * 2000) == "after"


def test_marks_that_are_called_so_go_before_those_that_only_say_after() -> None:
    assert fields_of(["หลังอบรม", "คะแนนสอบ"], ["17", "18"], ["19", "16"]) == {2: "result"}


def pointed_out(header: list[str], lines: list[list[str]], **chosen: str) -> list[tuple[str, str]]:
    table = table_detection.find(Sheet("", [["ID", "Date", *header], *lines]), "trainings", {})
    return list(unread_columns.of(table, {"1": "number", "2": "on", **chosen}, {}, KHM, "trainings"))


@pytest.mark.parametrize("cells", [["17", "9"], ["17/20", "9/20"], ["90%", "45 %"], ["๘๕", "៥០"]])
@pytest.mark.parametrize("heading", ["Something", "หลังอบรม", "ความเข้าใจ", ""])
def test_numbers_that_may_be_marks_are_not_left_out_unseen(heading: str, cells: list[str]) -> None:
    lines = [[f"KH-{place}", "5/3/2024", cell, "passed"] for place, cell in enumerate(cells)]
    named = heading or "3"
    if heading != "หลังอบรม":  # it is said more plainly, see below
        assert pointed_out([heading, "Result"], lines) == [(named, "result")]
    assert pointed_out([heading, "Result"], lines, **{"4": "result"}) == [(named, "mark")]
    assert pointed_out([heading, "Result"], lines, **{"3": "result"}) == []


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        *(("อายุ (ปี)", ["35", "41"]), ("Age group", ["3", "5"]), ("ชั่วโมง", ["12", "10"]), ("จำนวนวัน", ["3", "2"])),
        *(("กลุ่มที่", ["3", "5"]), ("រយៈពេល (ម៉ោង)", ["6", "12"])),
        *(("ບ້ານເລກທີ", ["12", "40"]), ("Pre-test", ["6", "12"])),
        *(("Something", ["1", "2", "3"]), ("", ["1", "2", "4"]), ("Something", ["1", "0", "1"])),
        *(("Something", ["20", "20"]), ("Something", ["2024", "67"])),
        *(("Something", ["17", "good"]), ("Something", ["17"])),
        *(("Something", ["150", "17"]), ("Something", ["3/2", "17"])),
    ],
)  # fmt: skip
def test_other_numbers_are_no_marks(heading: str, cells: list[str]) -> None:
    lines = [[f"KH-{place}", "5/3/2024", cell] for place, cell in enumerate(cells)]
    assert pointed_out([heading], lines) == []


def test_beside_other_marks_nothing_is_pointed_out() -> None:
    lines = [["KH-1", "5/3/2024", "17", "80"], ["KH-2", "5/3/2024", "9", "70"]]
    assert pointed_out(["Something", "Score"], lines, **{"4": "result"}) == []
    assert pointed_out(["Something", "Score"], lines, **{"4": "mark"}) == []


def test_ticks_after_the_training_are_pointed_out_where_nothing_else_says_how_it_went() -> None:
    header = ["ID", "Date", "ก่อนอบรม", "หลังอบรม"]
    lines = [["KH-1", "5/3/2024", "✓", "✓"], ["KH-2", "5/3/2024", "✓", ""]]
    table = table_detection.find(Sheet("", [header, *lines]), "trainings", {})
    chosen = {"1": "number", "2": "on"}
    given = [(2, {"number": "KH-1"}), (3, {"number": "KH-2"})]
    found = column_facts.facts_of(table, given, chosen, KHM, "trainings", {})
    assert found[column_facts.UNREAD_RESULTS] == ["หลังอบรม"]
    assert fields_of(["ก่อนอบรม", "หลังอบรม"], ["✓", "✓"], ["✓", ""]) == {}


def test_sokha_has_not_passed_with_55_percent_after_the_training(
    app: Flask, client: StrictClient, people: People
) -> None:
    content = text(
        ["ID", "Course", "Date", "ก่อนอบรม (20)", "หลังอบรม (20)"],
        ["KH-1001", "pss", "1/3/2025", "6", "11"],
        ["KH-1100", "pss", "1/3/2025", "12", "19"],
    )
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    proposed = {int(number): field for number, field in list_import.matching["columns"].items()}
    assert proposed == {1: "number", 2: "award", 3: "on", 5: "result"}
    column_matching.match(list_import, proposed, everywhere={}, source="list")
    assert [row.action for row in rows(list_import)] == ["skip", "create"]
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {**proposed, 5: ""}, everywhere={}, source="list")
    client.sign_in("KH-1200")

    def page(language: str) -> str:
        return client.get(f"/{language}/people/imports/{list_import.uuid}/").get_data(as_text=True)

    warning = "“หลังอบรม (20)” seems to say who has passed, failed or was absent, but it is left out"
    assert page("en").count(warning) == page("en").count("but it is left out") == 1
    for language in ("km", "lo", "th"):
        assert re.search(r"[“«]หลังอบรม \(20\)[”»]", page(language)), language
    imports.drop(list_import, actor=None)


def test_before_is_no_result_where_another_column_tells_it_though_it_was_chosen_once() -> None:
    lines = [["Sok Dara", "failed", "passed"], ["Chan Vutha", "failed", "passed"]]
    chosen = {fields.key("Before"): "result"}
    assert column_choice.matched(["Name", "Before", "Result"], "trainings", chosen, lines) == {
        1: "name",
        3: "result",
    }
