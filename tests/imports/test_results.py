"""Whoever failed or was absent is not recorded as trained, whatever the column of results is called."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.lines import line_reader
from lms.imports.domain.values import results
from lms.imports.models import ListImport
from lms.imports.presenters import wording
from lms.imports.services import column_matching, imports
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_cells import KHM
from tests.imports.test_people import rows
from tests.people import People


def fields_of(header: list[str], *lines: list[str]) -> dict[int, str]:
    return column_choice.matched(header, "trainings", {}, lines)


@pytest.mark.parametrize(
    "heading",
    [
        *("Status", "Training status", "Passed/Failed"),
        *("ស្ថានភាព", "លទ្ធផល", "លទ្ធផលប្រឡង", "លទ្ធផលវាយតម្លៃ", "ការចូលរួម"),
        *("ສະຖານະ", "ສະຖານະພາບ", "ຜົນການປະເມີນ", "ຜົນປະເມີນ", "ການເຂົ້າຮ່ວມ"),
        *("สถานะ", "สถานะการอบรม", "ผลการอบรม", "ผลการประเมิน", "การเข้าร่วม"),
    ],
)
def test_a_column_that_is_called_a_status_is_the_result(heading: str) -> None:
    assert fields_of(["ID", heading]) == {1: "number", 2: "result"}


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Marital status", "single"),
        ("ស្ថានភាពគ្រួសារ", "នៅលីវ"),
        ("ສະຖານະພາບສົມລົດ", "ໂສດ"),
        ("สถานภาพ", "โสด"),
        ("คะแนนเต็ม", "20"),
        ("คะแนนก่อนอบรม", "12"),
    ],
)
def test_what_is_said_of_the_person_or_before_the_training_is_no_result(heading: str, cell: str) -> None:
    assert fields_of(["ID", heading, "Result"], ["KH-1", cell, "passed"]) == {1: "number", 3: "result"}


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Outcome of the day", ["passed", "absent"]),
        ("សម្គាល់", ["ជាប់", "អវត្តមាន"]),
        ("ສະຫຼຸບທ້າຍ", ["ຜ່ານ", "ຂາດ"]),
        ("สรุปท้าย", ["ผ่าน", "ไม่ผ่านการอบรม"]),
        ("หมายเหตุ", ["ผ่าน", "ลาป่วย"]),
        ("", ["passed", "failed"]),
    ],
)
def test_a_column_of_results_is_known_by_its_cells(heading: str, words: list[str]) -> None:
    assert fields_of(["ID", heading], *(["KH-1", word] for word in words)) == {1: "number", 2: "result"}


@pytest.mark.parametrize(
    "words", [["yes", "no"], ["✓", ""], ["มา", "ไม่"], ["passed", "in May", "by bus"], []]
)
def test_a_column_that_may_say_anything_is_not_taken_for_the_result(words: list[str]) -> None:
    assert fields_of(["ID", "Lunch"], *(["KH-1", word] for word in words)) == {1: "number"}


@pytest.mark.parametrize(
    ("header", "line", "fields"),
    [
        (["Status", "Result"], ["active", "passed"], {2: "result"}),
        (["Status", "Result"], ["passed", "85"], {1: "result", 2: "mark"}),
        (["สถานะ", "ผลสอบ"], ["มา", "ผ่าน"], {2: "result"}),
        (["สถานะ", "คะแนน"], ["ผ่าน", "17/20"], {1: "result", 2: "mark"}),
        (["ສະຖານະ", "ຜົນ"], ["ຂາດ", "-"], {1: "result"}),
    ],
)
def test_of_a_status_and_a_result_the_one_that_says_the_result_is_taken(
    header: list[str], line: list[str], fields: dict[int, str]
) -> None:
    assert fields_of(header, line) == fields


@pytest.mark.parametrize(
    "word",
    [
        *("failed", "absent", "withdrew", "មិនជាប់", "អវត្តមាន", "បោះបង់", "មិនបានចូលរួម"),
        *("ຂາດ", "ບໍ່ຜ່ານ", "ບໍ່ໄດ້ເຂົ້າຮ່ວມ", "ຖອນຕົວ"),
        *("ไม่ผ่านการอบรม", "ลาป่วย", "ไม่เข้าร่วม", "สอบตก", "ออกกลางคัน"),
    ],
)
def test_who_failed_was_absent_or_left_is_not_recorded(word: str) -> None:
    read = line_reader.read(
        {"number": "1", "award": "pss", "on": "5/3/2024", "result": word}, "trainings", KHM
    )
    assert (read.passed, read.problems) == (False, ())


@pytest.mark.parametrize("word", ["รอผล", "រង់ចាំលទ្ធផល", "ລໍຖ້າຜົນ", "ขาดสอบ", "pending"])
def test_a_result_that_is_still_to_come_is_asked_about(word: str) -> None:
    read = line_reader.read(
        {"number": "1", "award": "pss", "on": "5/3/2024", "result": word}, "trainings", KHM
    )
    assert [problem.word for problem in read.problems] == ["result-unknown"]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (["ผ่าน", "ไม่ผ่าน"], True),
        (["", "-", "ខកខាន", "អវត្តមាន", "x", "y z"], True),
        (["passed", "passed", "late"], True),
        (["yes", "no"], False),
        (["good", "tired"], False),
        ([], False),
    ],
)
def test_a_column_that_is_left_out_is_pointed_out_where_it_names_results(
    column: list[str], said: bool
) -> None:
    assert results.names_results(column) is said


def of_chan(people: People, header: list[str], *lines: list[str]) -> ListImport:
    return brought(text(header, *lines), "list.csv", "trainings", people.chan.unit, people.chan)


def page_text(client: StrictClient, list_import: ListImport, language: str) -> str:
    page = client.get(f"/{language}/people/imports/{list_import.uuid}/").get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_chan_is_told_that_a_column_with_results_is_left_out(
    app: Flask, client: StrictClient, people: People
) -> None:
    lines = [["KH-1001", "pss", "5/3/2025", "អវត្តមាន"], ["KH-1002", "pss", "5/3/2025", "ជាប់"]]
    list_import = of_chan(people, ["ID", "Course", "Date", "ស្ថានភាព"], *lines)
    chosen = {1: "number", 2: "award", 3: "on"}
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    client.sign_in("KH-1200")
    warning = "“ស្ថានភាព” seems to say who has passed, failed or was absent, but it is left out"
    assert warning in page_text(client, list_import, "en")
    for language in ("km", "lo", "th"):
        assert re.search("[“«]ស្ថានភាព[”»]", page_text(client, list_import, language)), language
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {**chosen, 4: "result"}, everywhere={}, source="list")
    assert "but it is left out" not in page_text(client, list_import, "en")
    assert sorted(row.action for row in rows(list_import)) == ["create", "skip"]
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    ("above", "word", "mark"),
    [
        ("ผลการทดสอบ", "ผล", "คะแนน"),
        ("ຜົນການທົດສອບ", "ຜົນ", "ຄະແນນ"),
        ("លទ្ធផលប្រឡង", "លទ្ធផល", "ពិន្ទុ"),
        ("Test result", "Result", "Score"),
        ("การทดสอบ", "ผล", "คะแนน (20)"),
    ],
)
def test_a_mark_below_a_merged_heading_is_a_mark(above: str, word: str, mark: str) -> None:
    levels = [["ID", "Course", "Date", above, ""], ["", "", "", word, mark]]
    sheet = Sheet("", [*levels, ["KH-1", "pss", "5/3/2024", "ผ่าน", "30/100"]], ((0, 3, 0, 4),))
    table = table_detection.find(sheet, "trainings", {})
    lines = [line.cells for line in table.lines]
    found = column_choice.matched(table.header, "trainings", {}, lines)
    assert found == {1: "number", 2: "award", 3: "on", 4: "result", 5: "mark"}
    given = {field: lines[0][number - 1] for number, field in found.items()}
    assert [one.word for one in line_reader.read(given, "trainings", KHM).problems] == ["mark-of-passed"]


def test_a_mark_is_one_with_what_is_said_behind_it() -> None:
    assert fields_of(["ผล", "คะแนน (เต็ม 20)"]) == {1: "result", 2: "mark"}
    assert fields_of(["Score"]) == {1: "result"}


@pytest.mark.parametrize(
    "heading", ["ผลทดสอบท้ายบท (20)", "ຜົນທົດສອບທ້າຍບົດ (20)", "លទ្ធផលចុងក្រោយ (20)", "Final result (20)"]
)
def test_a_heading_that_ends_with_a_bracket_is_not_left_out(heading: str) -> None:
    assert fields_of(["ID", heading]) == {1: "number", 2: "result"}


@pytest.mark.parametrize(
    "header",
    [
        ["Score before", "Score after"],
        ["Pre-test mark (20)", "Post-test"],
        ["ការវាយតម្លៃ មុន", "ការវាយតម្លៃ ក្រោយ"],
        ["ຄະແນນ ກ່ອນ", "ຄະແນນ ຫຼັງ"],
        ["คะแนน ก่อนอบรม", "คะแนน หลังอบรม"],
    ],
)
def test_what_was_known_before_the_training_is_no_result_of_it(header: list[str]) -> None:
    assert fields_of(header, ["8", "17"]) == {2: "result"}
    assert fields_of([*header, "Result"], ["8", "17", "passed"]).get(1) is None


def test_a_test_after_the_training_is_a_mark_beside_the_word() -> None:
    found = fields_of(["Pre-test", "Post-test", "Status"], ["8", "17", "passed"])
    assert found == {2: "mark", 3: "result"}


@pytest.mark.parametrize("result", ["", "ผ่าน", "ขาด", "0"])
@pytest.mark.parametrize("award", ["", "Basket weaving"])
def test_nothing_is_said_of_a_pass_mark_while_nobody_knows_the_module(result: str, award: str) -> None:
    for mark in ("0", "85"):
        given = {"number": "1", "award": award, "on": "5/3/2024", "result": result, "mark": mark}
        read = line_reader.read(given, "trainings", KHM)
        assert [one.field for one in read.problems] == ["award"]
        assert read.needed is None


@pytest.mark.parametrize(
    ("result", "mark"),
    [("ขาด", "85"), ("អវត្តមាន", "17/20"), ("ຂາດ", "100"), ("No show", "90"), ("ผ่าน", "40")],
)
def test_what_contradicts_a_mark_is_quoted_as_the_list_has_it(app: Flask, result: str, mark: str) -> None:
    given = {"number": "1", "award": "pss", "on": "5/3/2024", "result": result, "mark": mark}
    (problem,) = line_reader.read(given, "trainings", KHM).problems
    with app.test_request_context("/en/"):
        said = wording.said({"word": problem.word, "values": problem.values})
    assert f"The list says “{result}”, but the mark is" in said


def test_what_an_older_import_kept_of_a_contradiction_can_still_be_said(app: Flask) -> None:
    with app.test_request_context("/en/"):
        said = wording.said({"word": "mark-of-failed", "values": {"mark": 85, "needed": 80}})
    assert "The list says “Not passed”, but the mark is 85 %" in said


@pytest.mark.parametrize(
    ("above", "before", "after", "word"),
    [
        ("ຄະແນນ", "ກ່ອນ", "ຫຼັງ", "ຜົນ"),
        ("ຄະແນນ", "ກ່ອນຝຶກ", "ຫລັງຝຶກ", "ຜົນ"),
        ("ពិន្ទុ", "មុន", "ក្រោយ", "លទ្ធផល"),
        ("ពិន្ទុ", "មុនវគ្គ", "ក្រោយវគ្គ", "លទ្ធផល"),
        ("คะแนน", "ก่อน", "หลัง", "ผล"),
        ("คะแนน", "ก่อนอบรม", "หลังอบรม", "ผล"),
        ("Score", "Before", "After", "Result"),
        ("Marks", "Pre", "Post", "Outcome"),
    ],
)
def test_beside_marks_before_and_after_the_word_is_the_result(
    above: str, before: str, after: str, word: str
) -> None:
    levels = [["ID", "Course", above, "", word], ["", "", before, after, ""]]
    lines = [["KH-1", "pss", "40%", "90%", "passed"], ["KH-2", "pss", "50%", "95%", ""]]
    for merged in ((0, 2, 0, 3),), ():
        table = table_detection.find(Sheet("", [*levels, *lines], merged), "trainings", {})
        found = column_choice.matched(table.header, "trainings", {}, [line.cells for line in table.lines])
        assert found == {1: "number", 2: "award", 4: "mark", 5: "result"}
        found = column_choice.matched(
            [*table.header[:4]], "trainings", {}, [line.cells for line in table.lines]
        )
        assert found == {1: "number", 2: "award", 4: "result"}
