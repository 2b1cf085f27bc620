"""«วันที่ 1 | วันที่ 2» over ticks are days of a training, and no date: the date that was typed for all lines stays."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.imports.domain.columns import column_choice
from lms.imports.domain.columns.attendance import attendance_days, day_headings
from lms.imports.domain.headings import fields
from lms.imports.services import column_matching, imports
from tests.imports.files import brought, text
from tests.imports.test_people import rows
from tests.people import People

DAYS = ["วันที่ 1", "วันที่ ๑", "วันที่ 1 เช้า", "วันที่ 2 (บ่าย)", "ວັນທີ 1", "ວັນທີ ໑", "ມື້ທີ 1", "ថ្ងៃទី១", "Day 1", "Date 2",
        "Training date 1", "วันอบรมที่ 1", "วันที่อบรม 1"]  # fmt: skip


@pytest.mark.parametrize("heading", DAYS)
@pytest.mark.parametrize(
    "cells", [["/", "", "/"], ["✓", "x", "-"], ["P", "A", ""], ["มา", "ขาด", "ลา"], ["6", "3", ""]]
)
def test_a_numbered_day_over_ticks_is_no_date_and_no_whole_result(heading: str, cells: list[str]) -> None:
    lines = [["1", "Dara", cell] for cell in cells]
    for remembered in ({}, {fields.key(heading): "on"}):
        found = column_choice.matched(["ID", "Name", heading], "trainings", remembered, lines)
        assert found[3] == attendance_days.FIELD


@pytest.mark.parametrize(
    "days",
    [
        ["5 ม.ค.", "6 ม.ค."],
        ["12/5", "13/5"],
        ["5 March", "6 March"],
        ["៥ មីនា", "៦ មីនា"],
        ["5/1/2569", "6/1/2569"],
    ],
)
def test_one_of_several_days_is_not_how_the_training_went(days: list[str]) -> None:
    lines = [["1", "Dara", "มา", "ขาด"], ["2", "Pisey", "ขาด", "มา"]]
    found = column_choice.matched(["ID", "Name", *days], "trainings", {}, lines)
    assert found == {1: "number", 2: "name", 3: attendance_days.FIELD, 4: attendance_days.FIELD}
    assert column_choice.matched(["ID", "Name", *days[:1]], "trainings", {}, lines)[3] == "result"


@pytest.mark.parametrize("heading", ["Result", "2024", "May", "Group 1", "ผล (20)", "Score/20", ""])
def test_what_is_no_day(heading: str) -> None:
    assert not day_headings.is_a_day(heading)


@pytest.mark.parametrize("heading", ["วันที่ 1", "ວັນທີ 1", "Date 1"])
@pytest.mark.parametrize("cell", ["1/9/2569", "1 ก.ย. 69", "2026-09-01", "46266"])
def test_a_numbered_day_over_dates_is_one(heading: str, cell: str) -> None:
    assert column_choice.matched(["ID", "Name", heading], "trainings", {}, [["1", "Dara", cell]])[3] == "on"


def test_the_date_for_all_lines_stands_beside_days_with_ticks(app: Flask, people: People) -> None:
    content = text(["ID", "วันที่ 1", "วันที่ 2", "ผล"], ["KH-1001", "/", "/", "ผ่าน"])
    list_import = brought(content, "days.csv", "trainings", people.chan.unit, people.chan)
    assert list_import.matching["columns"] == {"1": "number", "4": "result"}
    everywhere = {"award": "pss", "on": "5/3/2025"}
    column_matching.match(list_import, {1: "number", 4: "result"}, everywhere=everywhere, source="list")
    assert [row.given["on"] for row in rows(list_import)] == ["5/3/2025"]
    imports.drop(list_import, actor=None)
