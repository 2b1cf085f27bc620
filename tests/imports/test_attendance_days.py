"""An attendance sheet, ticked under the days of a training: nobody is recorded who never came, in four languages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from lms.certificates.services import certificates
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.columns.attendance.attendance_days import FIELD
from lms.imports.domain.headings import fields as columns
from lms.imports.models import ListImport
from lms.imports.presenters import rejects
from lms.imports.services import column_matching, imports, value_choices
from lms.records.services.achievements import LedgerEntry
from lms.table_files.files import Sheet
from tests.client import StrictClient
from tests.imports.files import brought, text, xlsx
from tests.imports.test_people import carry_out, problems, rows
from tests.imports.test_recorded_results import page_text
from tests.people import People

SHEETS = [
    ("วันที่ 1", "วันที่ 2", "วันที่ 3"),
    ("7/10/69", "8/10/69", "9/10/69"),
    ("วันที่ 7 ต.ค. 2569", "วันที่ 8 ต.ค. 2569", "วันที่ 9 ต.ค. 2569"),
    ("การเข้าอบรม 7/10/69", "การเข้าอบรม 8/10/69", "การเข้าอบรม 9/10/69"),
    ("ครั้งที่ ๑", "ครั้งที่ ๒", "ครั้งที่ ๓"),
    ("เช้า", "บ่าย", "เย็น"),
    ("จันทร์", "อังคาร", "พุธ"),
    ("ថ្ងៃទី ១", "ថ្ងៃទី ២", "ថ្ងៃទី ៣"),
    ("៧ តុលា", "៨ តុលា", "៩ តុលា"),
    ("វត្តមាន ថ្ងៃទី១", "វត្តមាន ថ្ងៃទី២", "វត្តមាន ថ្ងៃទី៣"),
    ("ព្រឹក", "រសៀល", "ល្ងាច"),
    ("ມື້ທີ 1", "ມື້ທີ 2", "ມື້ທີ 3"),
    ("ການເຂົ້າຮ່ວມ 7/10/2026", "ການເຂົ້າຮ່ວມ 8/10/2026", "ການເຂົ້າຮ່ວມ 9/10/2026"),
    ("ຕອນເຊົ້າ", "ຕອນບ່າຍ", "ຕອນແລງ"),
    ("Day 1", "Day 2", "Day 3"),
    ("D1", "D2", "D3"),
    ("Attendance 1", "Attendance 2", "Attendance 3"),
    ("2026-10-07", "2026-10-08", "2026-10-09"),
    ("Mon 5 Oct", "Tue 6 Oct", "Wed 7 Oct"),
    ("Morning", "Afternoon", "Evening"),
    ("Day 1 7 Oct", "Day 2 8 Oct", "Day 3 9 Oct"),
    ("ມື້ທີ 1 (07/10/2026)", "ມື້ທີ 2 (08/10/2026)", "ມື້ທີ 3 (09/10/2026)"),
]
NO_DAYS = [
    *("Result", "2024", "May", "Day", "D", "1", "No 1", "Group 1", "Phone 1", "Score/20", "Attendance"),
    *("HIV", "HIV Day 1", "PSS 7/10/69", "Module 1", "Test day 1", "Post-test 7/10/69", "Status 1"),
    *("7/10/69 - 9/10/69", "Days attended"),
    *("", "ลำดับที่", "วันที่", "วันเกิด", "ลายเซ็น วันที่ 1", "คะแนน วันที่ 1", "การเข้าอบรม", "Attendance (Day 1 – Day 3)"),
    *("ថ្ងៃទី", "វត្តមាន", "ថ្ងៃកំណើត", "ລ/ດ", "ວັນທີ", "ການເຂົ້າຮ່ວມ", "ວັນເດືອນປີເກີດ"),
]  # fmt: skip


@pytest.mark.parametrize("days", SHEETS)
def test_headings_of_days(days: Sequence[str]) -> None:
    assert attendance_days.are_of_days(days)
    assert all(map(attendance_days.sureness, days))


@pytest.mark.parametrize("heading", NO_DAYS)
def test_headings_of_something_else(heading: str) -> None:
    assert attendance_days.sureness(heading) == ""


@pytest.mark.parametrize(
    ("cells", "share"),
    [
        *(
            (cells, "3/3")
            for cells in (["✓"] * 3, ["/", "1", "P"], ["มา", "ມາ", "មក"], ["yes", "Present", "v"])
        ),
        *(
            (cells, "2/3")
            for cells in (["✓", "", "✓"], ["1", "1", "0"], ["P", "A", "P"], ["มา", "ขาด", "มา"])
        ),
        *(
            (cells, "0/3")
            for cells in ([""] * 3, ["-", "0", "✗"], ["ขาด", "ลา", "ຂາດ"], ["absent", "A", "អវត្តមាន"])
        ),
        (["x", "x", ""], "0/3 + x x"),
        (["✓", "×", ""], "1/3 + ×"),
        (["6", "3", ""], "0/3 + 6 3"),
        (["/", "/?", "สาย"], "1/3 + /? สาย"),
        (["/"], "1/1"),
        ([""], "0/1"),
    ],
)
def test_days_are_a_share_and_what_nobody_knows_stands_beside_it(cells: Sequence[str], share: str) -> None:
    assert attendance_days.share(cells) == share


def test_p_beside_ticks_may_be_permission() -> None:
    fields = dict.fromkeys((0, 1), FIELD)
    assert attendance_days.shares([["P", "A"], ["P", "P"]], fields) == [{"result": "1/2"}, {"result": "2/2"}]
    assert attendance_days.shares([["✓", "P"], ["✓", ""]], fields) == [
        {"result": "1/2 + P"},
        {"result": "1/2"},
    ]


@pytest.mark.parametrize(
    ("headings", "day"),
    [
        (["7/10/69", "8/10/69", "9/10/69"], "9/10/69"),
        (["การเข้าอบรม 7/10/69 เช้า", "การเข้าอบรม 7/10/69 บ่าย"], "7/10/69"),
        (["៧/១០/២០២៦", "៨/១០/២០២៦"], "8/10/2026"),
        (["2026-10-07", "2026-10-08"], "2026-10-08"),
        (["5 March 2026", "6 March 2026"], "6 March 2026"),
        (["Day 1", "Day 2"], ""),
        (["7/10", "8/10"], ""),
        (["วันที่ 7 ต.ค. 69 เช้า", "วันที่ 7 ต.ค. 69 บ่าย"], "7 ต.ค. 69"),
        (["ມື້ທີ 1 (07/10/2026)", "ມື້ທີ 2 (08/10/2026)"], "08/10/2026"),
        (["វត្តមាន ៧ តុលា ២០២៦"], "7 តុលា 2026"),
        (["Day 1 7 Oct", "Day 2 8 Oct"], ""),
    ],
)
def test_the_last_of_the_days_is_the_date(headings: Sequence[str], day: str) -> None:
    assert attendance_days.last_date(headings) == day


def fields(
    header: Sequence[str], *lines: Sequence[str], remembered: dict[str, str] | None = None
) -> list[str]:
    found = column_choice.matched(header, "trainings", remembered or {}, lines)
    return [found.get(place + 1, "") for place in range(len(header))]


@pytest.mark.parametrize("days", SHEETS)
@pytest.mark.parametrize(
    "cells", [["✓", "", "✓"], ["1", "0", "0"], ["", "", ""], ["x", "P", "?"], ["มา", "ขาด", "ลา"]]
)
def test_columns_of_days_are_one_result(days: Sequence[str], cells: Sequence[str]) -> None:
    assert fields(["ID", *days], ["1", *cells]) == ["number", FIELD, FIELD, FIELD]
    keys = map(columns.key, days)
    old = dict(zip(keys, ["result", "", ""], strict=True))  # as older versions took them
    assert fields(["ID", *days], ["1", *cells], remembered=old) == ["number", FIELD, FIELD, FIELD]
    left = dict.fromkeys(map(columns.key, days), "")
    assert fields(["ID", *days], ["1", *cells], remembered=left) == ["number", "", "", ""]


@pytest.mark.parametrize(
    ("header", "line", "taken"),
    [
        (["ผล", "วันที่ 1", "วันที่ 2"], ["ผ่าน", "/", ""], ["result", "", ""]),
        (["Score", "Day 1", "Day 2"], ["85", "/", ""], ["result", "", ""]),
        (["ผล", "วันที่ 1", "วันที่ 2"], ["", "/", ""], ["", FIELD, FIELD]),
        (["จำนวนวันเข้าอบรม", "7/10/69", "8/10/69"], ["2", "/", "/"], ["", FIELD, FIELD]),
        (["ผลการอบรม", "การเข้าอบรม 7/10/69", "การเข้าอบรม 8/10/69"], ["ผ่าน", "/", ""], ["result", "", ""]),
        (["สถานะ", "วันที่ 1", "วันที่ 2"], ["ประจำ", "/", ""], ["", FIELD, FIELD]),
        (["สถานะ", "วันที่ 1", "วันที่ 2"], ["ผ่าน", "/", ""], ["result", "", ""]),
        (["HIV", "PSS", "CEA"], ["/", "", "/"], ["", "", ""]),
        (["เช้า", "Name"], ["/", "Dara"], ["", "name"]),
        (["Day 1"], ["/"], [FIELD]),
        (["7/10/69"], ["✓"], [FIELD]),
        (["Date 1"], ["1/9/2026"], ["on"]),
        (["Date 1", "Date 2"], ["1/9/2026", "2/9/2026"], ["on", ""]),
        (["ลายเซ็น วันที่ 1", "ลายเซ็น วันที่ 2"], ["", ""], ["", ""]),
    ],
)
def test_days_beside_something_else(header: Sequence[str], line: Sequence[str], taken: Sequence[str]) -> None:
    assert fields(header, line) == taken


def test_a_remark_about_one_person_is_no_result_beside_days() -> None:
    header = ["ID", *SHEETS[0], "หมายเหตุ"]
    lines = (["1", "/", "/", "/", ""], ["2", "/", "", "/", "ขาด"], ["3", "", "", "", "ลาป่วย"])
    assert fields(header, *lines) == ["number", FIELD, FIELD, FIELD, ""]


@pytest.mark.parametrize(
    "days", [SHEETS[0], SHEETS[1], SHEETS[5], SHEETS[6], SHEETS[7], SHEETS[11], SHEETS[14], ("1", "2", "3")]
)
@pytest.mark.parametrize("above", ["การเข้าอบรม", "វត្តមាន", "ການເຂົ້າຮ່ວມ", "Attendance"])
def test_days_below_a_heading_of_attendance_are_one_result(above: str, days: Sequence[str]) -> None:
    sheet = [["ID", "Name", above, "", ""], ["", "", *days], ["TH-1001", "Mali", "", "/", "/"]]
    for merged in ((), ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4))):
        table = table_detection.find(Sheet("", sheet, merged), "trainings", {})
        assert [line.cells[0] for line in table.lines] == ["TH-1001"]
        assert fields(table.header, *[line.cells for line in table.lines]) == [
            "number",
            "name",
            FIELD,
            FIELD,
            FIELD,
        ]


def test_halves_below_their_days_are_one_result() -> None:
    sheet = [
        ["ID", "Name", "7/10/69", "", "8/10/69", ""],
        ["", "", "เช้า", "บ่าย", "เช้า", "บ่าย"],
        ["TH-1001", "Mali", "/", "", "/", "/"],
    ]
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5))
    table = table_detection.find(Sheet("", sheet, merged), "trainings", {})
    assert fields(table.header, *[line.cells for line in table.lines]) == ["number", "name", *[FIELD] * 4]
    assert attendance_days.last_date(table.header) == "8/10/69"


def previewed(
    people: People, *lines: Sequence[str], days: Sequence[str] = SHEETS[0], **said: str
) -> ListImport:
    content = text(["ID", *days], *lines)
    list_import = brought(content, "days.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    everywhere = {"award": "cea", "on": "5/3/2025", **said}
    column_matching.match(list_import, chosen, everywhere=everywhere, source="list")
    session.commit()
    return list_import


@pytest.mark.parametrize("days", SHEETS)
def test_whoever_was_there_on_no_day_is_not_recorded(app: Flask, people: People, days: Sequence[str]) -> None:
    lines = (["KH-1001", "/", "/", "/"], ["KH-1002", "", "", ""], ["KH-1100", "/", "", "/"])
    list_import = previewed(people, *lines, days=days)
    assert [row.given["result"] for row in rows(list_import)] == ["3/3", "0/3", "2/3"]
    assert [problems(row) for row in rows(list_import)] == [
        [],
        [("result", "not-there")],
        [("result", "attendance-unknown")],
    ]
    carry_out(app, list_import)
    entries = session.scalars(select(LedgerEntry).filter_by(kind="achieved")).all()
    assert [(one.person_id, one.evidence["result"]) for one in entries] == [(people.sokha.id, "attended")]
    assert not certificates.certificates_of(people.sokha.id)


def test_a_part_of_the_days_is_asked_about_once_for_all_lines(app: Flask, people: People) -> None:
    list_import = previewed(
        people, ["KH-1001", "/", "", "/"], ["KH-1002", "/", "/", ""], ["KH-1100", "", "", ""]
    )
    asked = [(group["text"], group["lines"]) for group in list_import.matching["groups"]]
    assert asked == [("2/3", 2)]
    group = list_import.matching["groups"][0]
    value_choices.settle(list_import, {("result", group["key"]): "attended"})
    assert [row.action for row in rows(list_import)] == ["create", "create", "skip"]
    imports.drop(list_import, actor=None)


def test_nothing_said_before_records_whoever_has_no_tick(app: Flask, people: People) -> None:
    list_import = previewed(people, ["KH-1001", "", ""], ["KH-1002", "x", ""], days=("Day 1", "Day 2"))
    assert [problems(row)[0][1] for row in rows(list_import)] == ["not-there", "attendance-unknown"]
    assert [group["text"] for group in list_import.matching["groups"]] == ["0/2 + x"]
    imports.drop(list_import, actor=None)


def test_chan_sees_the_shares_and_how_many_were_not_there(client: StrictClient, people: People) -> None:
    list_import = previewed(
        people, ["KH-1001", "/", "", "/"], ["KH-1002", "", "", ""], ["KH-1100", "", "", ""]
    )
    client.sign_in("KH-1200")
    shown = page_text(client, list_import)
    assert "2/3" in shown
    assert "2 lines have no tick under “วันที่ 1 – วันที่ 3”" in shown
    assert "0/3" in shown
    assert "Not there" in shown
    imports.drop(list_import, actor=None)


def test_days_that_are_left_out_by_hand_are_pointed_out(client: StrictClient, people: People) -> None:
    content = text(["ID", *SHEETS[14]], ["KH-1001", "/", "/", "/"], ["KH-1002", "", "", ""])
    for chosen, warned in (
        ({1: "number"}, "Day 1, Day 2, Day 3"),
        ({1: "number", 2: "result"}, "Day 2, Day 3"),
    ):
        list_import = brought(content, "days.csv", "trainings", people.chan.unit, people.chan)
        column_matching.match(
            list_import, chosen, everywhere={"award": "cea", "on": "5/3/2025"}, source="list"
        )
        assert list_import.matching["unread_results"] == warned.split(", ")
        imports.drop(list_import, actor=None)


def test_days_and_a_result_are_not_both_taken(app: Flask, people: People) -> None:
    content = text(["ID", "Day 1", "Day 2", "Result"], ["KH-1001", "/", "/", "passed"])
    list_import = brought(content, "days.csv", "trainings", people.chan.unit, people.chan)
    chosen = {1: "number", 2: FIELD, 3: FIELD, 4: "result"}
    with pytest.raises(RuleBroken, match="result-and-days"):
        column_matching.match(
            list_import, chosen, everywhere={"award": "cea", "on": "5/3/2025"}, source="list"
        )
    imports.drop(list_import, actor=None)


def test_the_last_day_is_proposed_as_the_date(client: StrictClient, people: People) -> None:
    content = xlsx(["ID", "7/10/2025", "8/10/2025"], ["KH-1001", "/", "/"])
    list_import = brought(content, "days.xlsx", "trainings", people.chan.unit, people.chan)
    client.sign_in("KH-1200")
    assert 'name="all-on" value="8/10/2025"' in client.get(
        f"/en/people/imports/{list_import.uuid}/"
    ).get_data(as_text=True)
    imports.drop(list_import, actor=None)


def test_lines_that_are_given_back_keep_their_share_and_whoever_was_never_there_is_not_among_them(
    app: Flask, people: People
) -> None:
    list_import = previewed(
        people, ["KH-1001", "/", "/", "/"], ["KH-1002", "", "", ""], ["KH-1100", "/", "", "/"]
    )
    header = rejects.failed_header(list_import, "en")
    assert "Attendance (วันที่ 1 – วันที่ 3)" in header
    lines = [list(map(str, line)) for line in rejects.failed_lines(list_import)]
    assert [line[header.index("Line")] for line in lines] == ["4"]
    found = column_choice.matched(header, "trainings", {}, lines)
    assert found[header.index("Attendance (วันที่ 1 – วันที่ 3)") + 1] == "result"
    imports.drop(list_import, actor=None)
