"""A training counts from its last day, whether a list has its days in one column or in two."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.columns import column_choice
from lms.imports.domain.columns.attendance import day_headings
from lms.imports.domain.headings import fields
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import rejects
from lms.imports.services import column_matching, imports
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.people import People

PAIRS = [
    ("Start date", "End date"),
    ("From", "To"),
    ("Training date From", "Training date To"),
    ("ថ្ងៃចាប់ផ្ដើម", "ថ្ងៃបញ្ចប់"),
    ("ចាប់ពីថ្ងៃទី", "ដល់ថ្ងៃទី"),
    ("ວັນເລີ່ມ", "ວັນສິ້ນສຸດ"),
    ("ວັນທີເລີ່ມ", "ວັນທີສິ້ນສຸດ"),
    ("วันเริ่ม", "วันสิ้นสุด"),
    ("วันที่เริ่มอบรม", "วันที่สิ้นสุดการอบรม"),
    ("วันที่อบรม เริ่ม", "วันที่อบรม สิ้นสุด"),
    ("ระยะเวลา ตั้งแต่", "ระยะเวลา ถึง"),
]


@pytest.mark.parametrize(("first", "last"), PAIRS)
def test_of_a_first_and_a_last_day_the_last_one_is_the_date(first: str, last: str) -> None:
    lines = [["KH-1", "1/3/2025", "5/3/2025"]]
    both = {1: "number", 2: "on_first", 3: "on"}
    assert column_choice.matched(["ID", first, last], "trainings", {}, lines) == both
    # What was said of a list that has the one or the other alone is no word against it.
    for said in ({fields.key(first): "on"}, {fields.key(last): "on"}):
        assert column_choice.matched(["ID", first, last], "trainings", said, lines) == both


@pytest.mark.parametrize("pair", PAIRS)
def test_a_day_that_stands_alone_is_the_date(pair: tuple[str, str]) -> None:
    for heading in pair:
        if any(word in heading for word in ("date", "ថ្ងៃ", "ວັນ", "วัน")):
            assert column_choice.matched(["ID", heading], "trainings", {}) == {1: "number", 2: "on"}


def test_the_first_day_is_taken_where_nothing_says_the_last_one() -> None:
    header, said = ["ID", "Start date", "End date"], {fields.key("End date"): ""}
    assert column_choice.matched(header, "trainings", {}, [["KH-1", "1/3/2025", ""]]) == {
        1: "number",
        2: "on",
    }
    assert column_choice.matched(header, "trainings", said, [["KH-1", "1/3/2025", "x"]]) == {
        1: "number",
        2: "on",
    }


def test_what_was_a_first_day_beside_a_last_one_is_the_date_of_a_list_without_last_days() -> None:
    said = {fields.key("From"): "on_first"}
    assert column_choice.matched(["ID", "From"], "trainings", said) == {1: "number", 2: "on"}


def test_where_somebody_came_from_is_no_day() -> None:
    lines = [["KH-1", "Kampot", "Takeo", "5/3/2025"]]
    found = column_choice.matched(["ID", "From", "To", "Date"], "trainings", {}, lines)
    assert found == {1: "number", 4: "on"}


def test_the_day_that_is_left_out_is_known() -> None:
    header = ["ID", "Start date", "End date"]
    assert day_headings.left_out(header, {"3": "on"}) == ("first", "Start date")
    assert day_headings.left_out(header, {"2": "on"}) == ("last", "End date")
    assert day_headings.left_out(header, {"1": "number"}) is None
    assert day_headings.left_out(header[:2], {"2": "on"}) is None


def list_of(people: People) -> ListImport:
    content = text(
        ["ID", "Course", "ថ្ងៃចាប់ផ្ដើម", "ថ្ងៃបញ្ចប់"],
        ["KH-1001", "pss", "1/3/2025", "5/3/2025"],
    )
    return brought(content, "list.csv", "trainings", people.chan.unit, people.chan)


def test_chan_reads_which_day_counts(client: StrictClient, people: People) -> None:
    list_import = list_of(people)
    assert list_import.matching["columns"] == {"1": "number", "2": "award", "3": "on_first", "4": "on"}
    client.sign_in("KH-1200")
    for on, sentence in (
        (4, "counts, so “ថ្ងៃចាប់ផ្ដើម” is left out"),
        (3, "counts, but “ថ្ងៃបញ្ចប់” is left out"),
    ):
        column_matching.match(list_import, {1: "number", 2: "award", on: "on"}, everywhere={}, source="list")
        address = f"people/imports/{list_import.uuid}/"
        page = client.get(f"/en/{address}").get_data(as_text=True)
        assert sentence in page
        name = re.search("“(.*)”", sentence)
        assert name is not None
        for language in ("km", "lo", "th"):
            page = client.get(f"/{language}/{address}").get_data(as_text=True)
            assert re.search(f"[“«]{name[1]}[”»]", page), language
        column_matching.back_to_matching(list_import)
    imports.drop(list_import, actor=None)


TWO_LEVELS = [
    ("កាលបរិច្ឆេទ", "ចាប់ផ្តើម", "បញ្ចប់"),
    ("Date", "Start", "End"),
    ("วันที่", "เริ่ม", "สิ้นสุด"),
    ("ວັນທີ", "ເລີ່ມ", "ສິ້ນສຸດ"),
]


@pytest.mark.parametrize("headings", TWO_LEVELS)
def test_a_training_of_one_day_that_has_only_a_first_day_is_of_that_day(
    people: People, headings: tuple[str, str, str]
) -> None:
    above, first, last = headings
    content = text(
        ["ID", "Course", above, ""],
        ["", "", first, last],
        ["KH-1001", "pss", "1/3/2025", "5/3/2025"],
        ["KH-1002", "pss", "12/6/2025", ""],
        ["KH-9999", "pss", "13/6/2025", "–"],
    )
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    columns = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, columns, everywhere={}, source="list")
    rows = session.scalars(select(ListRow).filter_by(import_id=list_import.id).order_by(ListRow.line)).all()
    assert [row.given["on"] for row in rows] == ["5/3/2025", "12/6/2025", "13/6/2025"]
    assert not any(problem["word"] == "date-missing" for row in rows for problem in row.problems)
    # The file of lines that stayed out has the day, below a heading that is known again.
    assert "13/6/2025" in next(line for line in rejects.failed_lines(list_import) if "KH-9999" in line)
    imports.drop(list_import, actor=None)


def test_both_days_may_be_chosen_as_the_date(people: People) -> None:
    list_import = list_of(people)
    chosen = {1: "number", 2: "award", 3: "on", 4: "on"}
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    assert list_import.matching["columns"] == {"1": "number", "2": "award", "3": "on_first", "4": "on"}
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {1: "number", 2: "award", 3: "on_first"}, everywhere={}, source="list")
    assert list_import.matching["columns"] == {"1": "number", "2": "award", "3": "on"}
    imports.drop(list_import, actor=None)


def test_two_columns_of_which_nothing_tells_the_last_day_are_not_both_the_date(people: People) -> None:
    content = text(["ID", "Course", "Day A", "Day B"], ["KH-1001", "pss", "1/3/2025", "5/3/2025"])
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    with pytest.raises(RuleBroken, match="field-twice"):
        column_matching.match(
            list_import, {1: "number", 2: "award", 3: "on", 4: "on"}, everywhere={}, source="list"
        )
    imports.drop(list_import, actor=None)
