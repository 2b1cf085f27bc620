"""Who was there has passed no test: a number under a heading of attendance is no mark, in no language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.imports.domain.columns import column_choice, result_columns
from lms.imports.domain.lines import line_notes, line_reader
from tests.imports.test_cells import KHM

HEADINGS = [
    *(
        "Attendance",
        "Attendance (%)",
        "Attended days",
        "Days attended",
        "Participation rate",
        "Hours",
        "Days present",
    ),
    *("វត្តមាន", "ការចូលរួម", "ភាគរយវត្តមាន", "ចំនួនម៉ោង", "វត្តមាន (%)", "ចំនួនថ្ងៃចូលរួម"),
    *("ການເຂົ້າຮ່ວມ", "ການເຂົ້າຮ່ວມ (%)", "ຈຳນວນມື້ເຂົ້າຮ່ວມ", "ຊົ່ວໂມງ", "ມາ/ຂາດ"),
    *(
        "การเข้าร่วม",
        "การเข้าอบรม",
        "เวลาเข้าอบรม (ร้อยละ)",
        "เวลาเรียน",
        "จำนวนชั่วโมง",
        "คะแนนการเข้าร่วม",
        "ร้อยละการเข้าเรียน",
    ),
]
OTHERS = [
    *("Result", "Score", "Result of participants", "Presentation", "Result of day 3", "Status", "Attendee"),
    *("លទ្ធផល", "ពិន្ទុ", "លទ្ធផលអ្នកចូលរួម", "ຜົນ", "ຄະແນນຜູ້ເຂົ້າຮ່ວມ", "ຄະແນນຫຼັງເຂົ້າຮ່ວມ"),
    *("ผล", "คะแนน", "คะแนนผู้เข้าอบรม", "คะแนนหลังเข้าอบรม", "สถานะ", ""),
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_of_attendance(heading: str) -> None:
    assert result_columns.is_attendance(heading)


@pytest.mark.parametrize("heading", OTHERS)
def test_headings_of_something_else(heading: str) -> None:
    assert not result_columns.is_attendance(heading)


def said(
    cell: str, *column: str, heading: str = "Attendance", mark: str = ""
) -> tuple[str, int | None, list[str]]:
    customs = replace(KHM, result_column=result_columns.of(heading, [cell, *column]))
    given = {"number": "1", "award": "pss", "on": "5/3/2024", "result": cell, "mark": mark}
    read = line_reader.read(given, "trainings", customs)
    result = read.result or ("" if read.passed else "failed")
    return result, read.mark, [problem.word for problem in read.problems]


@pytest.mark.parametrize(
    ("cell", "result"),
    [
        *(
            (full, "attended")
            for full in ("100%", "100 %", "100.0%", "១០០%", "๑๐๐ %", "3/3", "2 of 2", "៣/៣", "ร้อยละ 100")
        ),
        *(
            (word, "attended")
            for word in ("✓", "/", "1", "present", "មក", "ມາ", "มา", "yes", "ผ่าน", "Passed")
        ),
        *((word, "failed") for word in ("0", "✗", "absent", "អវត្តមាន", "ຂາດ", "ขาด")),
    ],
)
def test_a_full_rate_a_tick_or_a_word_under_attendance_is_attended_at_most(cell: str, result: str) -> None:
    assert said(cell) == (result, None, [])


@pytest.mark.parametrize(
    "cell", ["66%", "99.9 %", "0%", "0/3", "1/2", "2/3", "100", "3", "90", "0.9", "៩០", "0/0", "3/2", "101%"]
)
def test_less_than_all_and_a_bare_number_are_asked_about(cell: str) -> None:
    assert said(cell)[1:] == (None, ["attendance-unknown"])


@pytest.mark.parametrize("column", [["3", "2"], ["0.66"], ["100"]])
def test_1_and_0_beside_other_numbers_are_numbers(column: list[str]) -> None:
    for cell in ("1", "0"):
        assert said(cell, *column)[1:] == (None, ["attendance-unknown"])


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_mark_under_attendance_is_none(heading: str) -> None:
    customs = replace(KHM, result_column=result_columns.of("", [], heading))
    given = {"number": "1", "award": "pss", "on": "5/3/2024", "mark": "100%"}
    read = line_reader.read(given, "trainings", customs)
    assert (read.result, read.mark, read.problems) == ("", None, ())
    assert [(one.field, one.word) for one in line_notes.notes_of(given, read.values, customs)] == [
        ("mark", "not-stored")
    ]


@pytest.mark.parametrize(
    ("header", "line", "fields"),
    [
        (["เวลาเข้าอบรม (ร้อยละ)"], ["80"], {1: "result"}),
        (["ວັນ", "ການເຂົ້າຮ່ວມ (%)"], ["1", "90"], {2: "result"}),
        (["Attendance", "Result"], ["100%", "passed"], {2: "result"}),
        (["Attendance", "Score"], ["3/3", "85"], {2: "result"}),
        (["วัน", "การเข้าอบรม", "ผลสอบ"], ["", "100%", "17"], {3: "result"}),
        (["วัน", "เวลาเรียน (%)", "ผลสอบ"], ["", "100", "ผ่าน"], {3: "result"}),
        (["Attendance", "Score"], ["present", "85"], {1: "result", 2: "mark"}),
    ],
)
def test_beside_a_result_attendance_is_none(
    header: list[str], line: list[str], fields: dict[int, str]
) -> None:
    found = column_choice.matched(header, "trainings", {}, [line])
    assert {place: field for place, field in found.items() if field in ("result", "mark")} == fields
