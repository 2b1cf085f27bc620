"""One list, saved in every way that HR's programs save lists: the preview is the same."""

from __future__ import annotations

from typing import Final

import pytest
from flask import Flask
from sqlalchemy import select

from lms.db import session
from lms.imports.models import ListImport, ListRow
from lms.imports.services import column_matching
from lms.imports.services.upload import file_layout
from tests.imports.files import brought, ods, text, xlsx
from tests.imports.olefiles import Page, xls
from tests.people import People

HEADER: Final = ("ลำดับ", "รหัส", "ชื่อ-นามสกุล", "", "เพศ", "วันเดือนปีเกิด", "โทรศัพท์", "จังหวัด", "หมายเหตุ")
BELOW: Final = ("", "", "ภาษาไทย", "อังกฤษ", "", "", "", "", "")
TITLES: Final = (("สภากาชาดไทย",), ("รายชื่ออาสาสมัคร", "ปี 2562"), ("",))
LINES: Final = (
    ("1", "0042", "นางสาวมาลี  ใจดี", "Malee Jaidee", "หญิง", "๕ มี.ค. ๒๕๓๓", "081-234-5678", "สระแก้ว", ""),
    ("2", "0043", "สมชาย ศรีสุข", "Somchai Srisuk", "ช.", "31/12/2530", "๐๘๙ ๑๑๑ ๒๒๒๓", "TH-27", ""),
    ("3", "0044", "น้ำฝน", "Namfon", "?", "45/2/2540", "12", "แอตแลนติส", "ดี"),
)
TOTAL: Final = ("รวม", "3", "", "", "", "", "", "", "")
ROWS: Final = (*TITLES, HEADER, BELOW, *LINES, TOTAL)

TEXTS: Final = {
    f"{encoding} with {name}": text(*ROWS, separator=separator, encoding=encoding)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp874")
    for separator, name in ((",", "commas"), (";", "semicolons"), ("\t", "tabs"))
}
BOOKS: Final = {
    "xlsx": xlsx(*ROWS, merged=("A1:I1", "C4:D4", "A4:A5"), hidden=True),
    "xls": xls(
        Page("ปก", [["สภากาชาดไทย"]]),
        Page("รายชื่อ", ROWS, merged=[(0, 0, 0, 8), (3, 2, 3, 3), (3, 0, 4, 0)]),
        Page("เก่า", [["รหัส", "ชื่อ"], ["1", "x"]], hidden=True),
    ),
    "ods": ods(*ROWS),
}


@pytest.mark.parametrize("saved", [*TEXTS, *BOOKS])
def test_a_list_is_understood_however_it_was_saved(app: Flask, people: People, saved: str) -> None:
    """Titles, a header of two lines, a sum below: whatever the program, the same three people."""
    list_import = brought({**TEXTS, **BOOKS}[saved], saved, "people", people.dao.unit, people.dao)
    fields = ["number", "name", "latin_name", "sex", "birth", "phone", "branch"]
    assert list(list_import.matching["columns"].values()) == fields
    layout = file_layout.layout_of(list_import)
    assert (layout.header_line, layout.lines) == (4, 3)
    assert [line for line, _ in layout.asides] == [9]
    assert len(layout.hidden) == (saved in ("xlsx", "xls"))
    column_matching.match(
        list_import,
        {int(place): field for place, field in list_import.matching["columns"].items()},
        everywhere={},
    )
    malee, somchai, wrong, _total = rows(list_import)
    assert [row.line for row in (malee, somchai, wrong)] == [6, 7, 8]
    assert malee.before["read"] == {
        "number": "0042",
        "name": "มาลี ใจดี",
        "latin_name": "Malee Jaidee",
        "sex": "female",
        "birth": 1990,
        "phone": "+66812345678",
        "branch": "TH-27",
    }
    assert (somchai.before["read"]["sex"], somchai.before["read"]["birth"]) == ("male", 1987)
    assert somchai.before["read"]["phone"] == "+66891112223"
    assert {(problem["field"], problem["word"]) for problem in wrong.problems} == {
        ("sex", "sex-unknown"),
        ("birth", "date-impossible"),
        ("phone", "phone-unreadable"),
        ("branch", "branch-unknown"),
    }


def rows(list_import: ListImport) -> list[ListRow]:
    return list(session.scalars(select(ListRow).filter_by(import_id=list_import.id).order_by(ListRow.line)))
