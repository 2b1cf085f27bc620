"""Results ticked in columns of their own: who is ticked as failed or absent is not recorded, in four languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from lms.certificates.services import certificates
from lms.db import session
from lms.imports.domain.columns import column_choice, result_columns, result_ticks, table_detection
from lms.imports.domain.lines import line_reader
from lms.imports.models import ListImport
from lms.imports.services import column_matching, imports
from lms.records.services.achievements import LedgerEntry
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_cells import KHM
from tests.imports.test_people import carry_out, problems, rows
from tests.imports.test_recorded_results import page_text
from tests.people import People

PASSED = [
    ("ជាប់", "ធ្លាក់"),
    ("ប្រឡងជាប់", "មិនជាប់"),
    ("ຜ່ານ", "ບໍ່ຜ່ານ"),
    ("ຜ່ານ", "ຕົກ"),
    ("ผ่าน", "ไม่ผ่าน"),
    ("สอบผ่าน", "สอบตก"),
    ("Pass", "Fail"),
    ("Passed", "Not passed"),
    ("ຜ່ານ / Passed", "ບໍ່ຜ່ານ / Failed"),
]
PRESENT = [
    ("មក", "អវត្តមាន"),
    ("វត្តមាន", "អវត្តមាន"),
    ("ເຂົ້າຮ່ວມ", "ຂາດ"),
    ("ມາ", "ບໍ່ມາ"),
    ("เข้า", "ขาด"),
    ("มา", "ไม่มา"),
    ("Present", "Absent"),
    ("Attended", "Did not attend"),
]
ABOVE = ["Result", "លទ្ធផល", "ຜົນ", "ຜົນການສອບເສັງ", "ผล", "ผลการทดสอบ", "Test result"]


@pytest.mark.parametrize(("good", "bad"), [*PASSED, *PRESENT])
def test_headings_of_ticks(good: str, bad: str) -> None:
    assert result_ticks.said_above(bad) == "failed"
    assert result_ticks.said_above(good) == ("passed" if (good, bad) in PASSED else "attended")
    for above in ABOVE:
        assert result_ticks.said_above(f"{above} {bad}") == "failed"
        assert result_ticks.said_above(f"{good} ({above})") == result_ticks.said_above(good)


@pytest.mark.parametrize(
    "heading",
    [
        "Pass/Fail",
        "ຜ່ານ/ບໍ່ຜ່ານ",
        "ผ่าน/ไม่ผ่าน",
        "មក/អវត្តមាន",
        "Result",
        "ผล",
        "",
        "วันที่ผ่าน",
        "Not",
        "Course",
        "Pass mark",
    ],
)
def test_headings_that_say_no_result_alone(heading: str) -> None:
    assert result_ticks.said_above(heading) == ""


def fields_of(header: list[str], *lines: list[str]) -> dict[int, str]:
    found = column_choice.matched(header, "trainings", {}, lines)
    return {place: field for place, field in found.items() if field in ("result", "failed_ticked", "mark")}


@pytest.mark.parametrize(("good", "bad"), [*PASSED, *PRESENT])
@pytest.mark.parametrize("tick", ["✓", "/", "x", "1"])
def test_two_headings_side_by_side_are_one_result(good: str, bad: str, tick: str) -> None:
    lines = [["1", tick, ""], ["2", "", tick], ["3", "-", ""]]
    assert fields_of(["ID", good, bad], *lines) == {2: "result", 3: "failed_ticked"}
    assert fields_of(["ID", bad, good], *lines) == {2: "failed_ticked", 3: "result"}
    assert fields_of(["ID", good, bad, "Score"], *([*line, "85"] for line in lines)) == {
        2: "result", 3: "failed_ticked", 4: "mark",
    }  # fmt: skip


@pytest.mark.parametrize(("good", "bad"), PASSED)
@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("merged", [True, False])
def test_two_headings_below_one_for_the_result(above: str, good: str, bad: str, merged: bool) -> None:
    levels = [["ID", "Name", above, ""], ["", "", good, bad]]
    sheet = Sheet(
        "", [*levels, ["1", "Dara", "/", ""], ["2", "Pisey", "", "/"]], ((0, 2, 0, 3),) if merged else ()
    )
    table = table_detection.find(sheet, "trainings", {})
    assert [line.cells[0] for line in table.lines] == ["1", "2"]
    assert fields_of([*table.header], *(list(line.cells) for line in table.lines)) == {
        3: "result",
        4: "failed_ticked",
    }


@pytest.mark.parametrize(
    ("header", "line", "fields"),
    [
        (["Passed"], ["✓"], {1: "result"}),
        (["ຜ່ານ"], ["/"], {1: "result"}),
        (["Failed"], ["x"], {1: "failed_ticked"}),
        (["ขาด"], ["/"], {1: "failed_ticked"}),
        (["Failed"], [""], {}),
        (["Passed"], ["85"], {1: "result"}),
        (["มา", "ขาด", "ผ่าน", "ไม่ผ่าน"], ["/", "", "/", ""], {3: "result", 4: "failed_ticked"}),
        (["มา", "ขาด", "ผล"], ["/", "", "ผ่าน"], {2: "failed_ticked", 3: "result"}),
        (["ສະຖານະ", "ຜ່ານ", "ບໍ່ຜ່ານ"], ["ມາ", "✓", ""], {2: "result", 3: "failed_ticked"}),
    ],
)
def test_one_of_the_headings_alone_or_beside_others(
    header: list[str], line: list[str], fields: dict[int, str]
) -> None:
    assert fields_of(header, line) == fields


def test_what_was_left_out_before_it_was_read_as_a_pair_is_read_now() -> None:
    remembered = {"ຜ່ານ": "result", "ບໍ່ຜ່ານ": ""}
    found = column_choice.matched(["ຜ່ານ", "ບໍ່ຜ່ານ"], "trainings", remembered, [["✓", ""]])
    assert found == {1: "result", 2: "failed_ticked"}
    assert column_choice.matched(["ຜ່ານ"], "trainings", {"ຜ່ານ": "on"}, [["✓"]]) == {1: "on"}


def said(good: str, bad: str, result: str, failed: str, mark: str = "") -> tuple[bool, str, list[str]]:
    customs = replace(KHM, result_column=result_columns.of(good, [result], paired=True))
    given = {
        "number": "1",
        "award": "pss",
        "on": "5/3/2024",
        "result": result,
        "failed_ticked": failed,
        "mark": mark,
    }
    read = line_reader.read(given, "trainings", customs)
    return read.passed, read.result or read.left, [problem.word for problem in read.problems]


@pytest.mark.parametrize("pair", [*PASSED, *PRESENT])
@pytest.mark.parametrize("tick", ["✓", "/", "x", "X", "1", "●"])
def test_a_tick_is_what_stands_above_it(pair: tuple[str, str], tick: str) -> None:
    word = "passed" if pair in PASSED else "attended"
    assert said(*pair, tick, "") == (True, word, [])
    assert said(*pair, tick, "-") == (True, word, [])
    assert said(*pair, tick, "0") == (True, word, [])
    assert said(*pair, "", tick)[::2] == (False, [])
    assert said(*pair, tick, tick)[2] == ["result-and-failed"]
    assert said(*pair, "", "") == (False, "result-unsaid", [])
    assert said(*pair, "", "?")[2] == ["tick-unknown"]


def test_a_tick_and_a_mark_that_contradict_each_other_wait() -> None:
    assert said("Pass", "Fail", "", "/", "60")[::2] == (False, [])
    assert said("Pass", "Fail", "", "/", "85")[2] == ["mark-of-failed"]
    assert said("Pass", "Fail", "/", "", "60")[2] == ["mark-of-passed"]


@pytest.mark.parametrize(
    ("heading", "cell", "column", "result"),
    [
        ("Passed", "x", ["x", ""], ""),
        ("มา/ขาด", "x", ["", "x"], ""),
        ("ມາ/ຂາດ", "X", ["", "X"], ""),
        ("មក/អវត្តមាន", "x", ["", "x"], ""),
        ("Present/Absent", "x", ["", "x"], ""),
        ("វត្តមាន", "x", ["", "x"], ""),
        ("ผล", "x", ["", "x"], ""),
        ("Result", "x", ["1", "x"], ""),
        ("Result", "x", ["passed", "x"], ""),
        ("Result", "✓", ["✓", ""], "attended"),
        ("Passed", "x", ["✓", "x"], ""),
        ("ผ่าน", "×", ["×"], ""),
        ("Attendance", "x", ["/", "x"], ""),
        ("Result", "x", ["✓", "x"], ""),
        ("Result", "✓", ["✓", "x"], "attended"),
        ("Failed", "✗", ["✗"], ""),
        ("Failed", "✓", ["✓"], ""),
    ],
)
def test_a_cross_is_asked_about(heading: str, cell: str, column: list[str], result: str) -> None:
    customs = replace(KHM, result_column=result_columns.of(heading, column))
    given = {"number": "1", "award": "pss", "on": "5/3/2024", "result": cell}
    read = line_reader.read(given, "trainings", customs)
    assert read.result == result
    assert bool(read.problems) is (result == "" and heading != "Failed")


def brought_in(people: People, good: str, bad: str) -> ListImport:
    lines = [["KH-1001", "/", ""], ["KH-1002", "", "/"], ["KH-1100", "/", "/"], ["KH-1300", "", ""]]
    content = text(["ID", good, bad], *lines)
    return brought(content, f"{bad}.csv", "trainings", people.chan.unit, people.chan)


@pytest.mark.parametrize(
    ("good", "bad"), [PASSED[0], PASSED[2], PASSED[4], PASSED[6], PRESENT[0], PRESENT[2]]
)
def test_who_is_ticked_as_failed_or_absent_is_not_recorded(
    app: Flask, people: People, good: str, bad: str
) -> None:
    list_import = brought_in(people, good, bad)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={"award": "cea", "on": "5/3/2025"}, source="list")
    session.commit()
    assert [row.action for row in rows(list_import)] == ["create", "skip", "fail", "skip"]
    assert [problems(row) for row in rows(list_import)] == [
        [],
        [("result", "not-there" if (good, bad) in PRESENT else "not-passed")],
        [("failed_ticked", "result-and-failed")],
        [("result", "result-unsaid")],
    ]
    carry_out(app, list_import)
    entries = session.scalars(select(LedgerEntry).filter_by(kind="achieved")).all()
    word = "passed" if (good, bad) in PASSED else "attended"
    assert {(one.person_id, one.evidence["result"]) for one in entries} == {(people.sokha.id, word)}
    assert [bool(certificates.certificates_of(one.id)) for one in (people.sokha, people.ratana)] == [
        word == "passed", False,
    ]  # fmt: skip


def test_chan_is_told_that_those_ticked_as_failed_are_left_out(client: StrictClient, people: People) -> None:
    list_import = brought_in(people, "ຜ່ານ", "ບໍ່ຜ່ານ")
    everywhere = {"award": "cea", "on": "5/3/2025"}
    column_matching.match(list_import, {1: "number", 2: "result"}, everywhere=everywhere, source="list")
    client.sign_in("KH-1200")
    assert "“ບໍ່ຜ່ານ” seems to say who has passed, failed or was absent" in page_text(client, list_import)
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {1: "number", 3: "result"}, everywhere=everywhere, source="list")
    assert [row.action for row in rows(list_import)] == [
        "skip"
    ] * 4  # by hand, as the result: a tick is still a fail
    imports.drop(list_import, actor=None)
