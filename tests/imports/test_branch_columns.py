"""The column of the branch, whatever it is called: nobody is brought in without theirs unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from lms.imports.domain.columns import column_choice, table_detection
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import FIELDS
from lms.imports.domain.lines import unread_columns
from lms.imports.queries import locale_context
from lms.imports.services import imports
from lms.table_files.files import Sheet
from tests.imports.files import brought, text
from tests.imports.test_cells import KHM
from tests.people import People

NOTHING: Mapping[str, str] = {}
BRANCHES = frozenset(
    map(
        columns.key,
        ["KH-7", "Kampot", "កំពត", "Siem Reap", "Siem Reap province", "ແຂວງ ຈຳປາສັກ", "ວຽງຈັນ", "เชียงใหม่", "สาขาเชียงใหม่",
         "เหล่ากาชาดจังหวัดลำปาง"],
    )
)  # fmt: skip
THAI = ["เชียงใหม่", "เหล่ากาชาดจังหวัดลำปาง", "-", "สาขาเชียงใหม่"]


def chosen(
    *columns_of_list: tuple[str, list[str]], remembered: Mapping[str, str] = NOTHING
) -> dict[int, str]:
    """What the columns right of the number and the name are taken for."""
    header = ["ID", "Name", *(heading for heading, _ in columns_of_list)]
    cells = zip(*(cells for _, cells in columns_of_list), strict=True)
    lines = [[f"KH-{place}", "Sokha Chan", *line] for place, line in enumerate(cells)]
    taken = column_choice.matched(header, "people", remembered, lines, branches=BRANCHES)
    return {number: field for number, field in taken.items() if number > 2}


@pytest.mark.parametrize(
    "heading",
    ["สังกัด", "ต้นสังกัด", "สำนักงาน", "ສັງກັດ", "ບ່ອນສັງກັດ", "ສຳນັກງານ", "ບ່ອນປະຈຳການ", "អង្គភាព"],
)
def test_where_somebody_belongs_is_the_branch(heading: str) -> None:
    assert columns.field_of(heading, "people", {}) == "branch"
    assert columns.field_of(heading, "trainings", {}) == ""


@pytest.mark.parametrize("heading", ["โทรศัพท์สำนักงาน", "เบอร์โทรสำนักงาน", "ເບີໂທສຳນັກງານ"])
def test_the_phone_of_an_office_is_a_phone(heading: str) -> None:
    assert columns.field_of(heading, "people", {}) == "phone"


@pytest.mark.parametrize(
    "heading",
    ["Place of birth", "Province of birth", "ខេត្តកំណើត", "ភូមិកំណើត", "ແຂວງເກີດ", "ບ້ານເກີດ", "ภูมิลำเนา", "จังหวัดเกิด"],
)
def test_where_somebody_was_born_is_not_their_branch(heading: str) -> None:
    for kind in FIELDS:
        assert columns.field_of(heading, kind, {}) == ""
    assert chosen((heading, THAI)) == {}


@pytest.mark.parametrize(
    ("heading", "cells", "taken"),
    [
        ("Where", THAI, True),
        ("Where", ["Kampot", "Siem Reap province", "កំពត", "KH-7"], True),
        ("Where", ["ແຂວງ ຈຳປາສັກ", "ວຽງຈັນ"], True),
        ("Where", ["Kampot", "Siem Reap", "Kampot", "Kampot", "somewhere"], True),
        ("Where", ["Kampot", "Siem Reap", "the market", "the school"], False),
        ("Where", ["Kampot"], False),
        ("Where", ["", "-"], False),
        ("Address", ["Kampot", "Siem Reap"], False),
    ],
)
def test_a_column_of_branches_is_known_by_its_cells(heading: str, cells: list[str], taken: bool) -> None:
    assert chosen((heading, cells)) == ({3: "branch"} if taken else {})


def test_of_two_columns_the_one_that_names_branches_is_the_branch() -> None:
    offices = ["ฝ่ายบุคคล", "ฝ่ายอบรม", "ฝ่ายบุคคล", "ฝ่ายอบรม"]
    assert chosen(("สำนักงาน", offices), ("จังหวัด", THAI)) == {4: "branch"}
    assert chosen(("สังกัด", THAI), ("จังหวัด", THAI)) == {3: "branch"}
    assert chosen(("สำนักงาน", offices), ("จังหวัด", THAI), remembered={columns.key("สำนักงาน"): "branch"}) == {
        3: "branch"
    }
    assert chosen(("จังหวัด", THAI), ("Where", THAI)) == {3: "branch"}
    assert chosen(("Sex", ["F"] * 4), ("", THAI)) == {3: "sex", 4: "branch"}
    assert chosen(("Where", THAI), remembered={"where": ""}) == {}


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["Phnom Penh", "ភ្នំពេញ", "-"], "branch"),
        (["Kampot", "Kampot"], "branch"),  # of the Society, but another one than that of the list
        (["PP town", "PP town"], "branch"),  # as HR has said before
        (["Phnom Penh", "the market"], None),
    ],
)
def test_a_column_of_branches_is_not_left_out_unseen(cells: list[str], field: str | None) -> None:
    usual = replace(KHM, elsewhere={"kampot": "KH-7"}, settled={("branch", "pptown"): "KH-12"})
    header, lines = ["ID", "Name", "Something"], [["KH-1", "Sokha", cell] for cell in cells]
    table = table_detection.find(Sheet("", [header, *lines]), "people", {})
    expected = [("Something", field)] if field else []
    fields = {"1": "number", "2": "name"}
    assert list(unread_columns.of(table, fields, {}, usual, "people")) == expected
    assert list(unread_columns.of(table, fields, {}, usual, "trainings")) == []


def test_branches_are_known_by_each_of_their_names(people: People) -> None:
    known = locale_context.names_of_branches()
    names = ["Kampot", "KH-7", "ខេត្ត កំពត", "จังหวัดเชียงใหม่", "ແຂວງ ຈຳປາສັກ", "Siem Reap province"]
    assert {*map(columns.key, names)} <= known


def test_chan_finds_the_column_of_branches_proposed(people: People) -> None:
    lines = [[f"KH-50{place}", f"Dara {place}", "Kampot"] for place in range(3)]
    content = text(["ID", "Name", "Something"], *lines)
    list_import = brought(content, "list.csv", "people", people.chan.unit, people.chan)
    assert list_import.matching["columns"] == {"1": "number", "2": "name", "3": "branch"}
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    "heading",
    ["อำเภอ/จังหวัด", "จังหวัด / อำเภอ", "ស្រុក/ខេត្ត", "ក្រុង-ស្រុក-ខេត្ត", "ເມືອງ/ແຂວງ", "ບ້ານ, ເມືອງ, ແຂວງ",
     "District/Province"],
)  # fmt: skip
def test_a_column_of_districts_and_provinces_is_the_branch(heading: str) -> None:
    cells = [["V-1", "Dara", "อ.เมือง จ.สระแก้ว"], ["V-2", "Pisey", "ตราด"]]
    assert column_choice.matched(["ID", "Name", heading], "people", {}, cells)[3] == "branch"


@pytest.mark.parametrize("heading", ["Place of birth / Province", "อำเภอ", "ស្រុក", "ເມືອງ"])
def test_where_somebody_was_born_or_a_district_alone_is_no_branch(heading: str) -> None:
    assert (
        column_choice.matched(["ID", "Name", heading], "people", {}, [["V-1", "Dara", "Takeo"]]).get(3)
        is None
    )
