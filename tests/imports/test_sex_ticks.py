"""Sex ticked in columns of their own: a tick says what stands above it, and nothing alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from lms.db import session
from lms.imports.domain.headings import sex_ticks
from lms.imports.models import ListImport, ListRow
from lms.imports.services import column_matching, list_locale, stored_lines
from tests.client import StrictClient
from tests.imports.files import brought, text, xlsx
from tests.imports.meanings import asked
from tests.people import People

# The heading over both columns, and the two below it.
LANGUAGES = [
    ("ເພດ", "ຍ", "ຊ"),
    ("ເພດ", "ຍິງ", "ຊາຍ"),
    ("ភេទ", "ស្រី", "ប្រុស"),
    ("ភេទ", "ស", "ប"),
    ("เพศ", "ญ", "ช"),
    ("เพศ", "ญ.", "ช."),
    ("ເພດ / ភេទ / เพศ", "F", "M"),
    ("Sex", "Female", "Male"),
]
LINES = [
    [1, "V-1", "បុប្ផា", "x", "", "012 345 671"],
    [2, "V-2", "ដារ៉ា", "", "✓", "012 345 672"],
    [3, "V-3", "ចាន់", "/", "/", "012 345 673"],
    [4, "V-4", "សុភា", "", "", "012 345 674"],
]
STORED = ["female", "male", None, None]


def previewed(people: People, content: bytes) -> tuple[ListImport, list[ListRow]]:
    list_import = brought(content, "list", "people", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={})
    session.commit()
    asked = select(ListRow).filter_by(import_id=list_import.id).order_by(ListRow.line)
    return list_import, list(session.scalars(asked))


def sexes(list_import: ListImport, rows: Sequence[ListRow]) -> list[object]:
    usual = list_locale.customs_of(list_import)
    return [stored_lines.values_of(row, "people", usual).get("sex") for row in rows]


def as_text(lines: Sequence[Sequence[object]]) -> bytes:
    return text(*([str(cell or "") for cell in line] for line in lines))


@pytest.mark.parametrize(("above", "female", "male"), LANGUAGES)
@pytest.mark.parametrize("kind", ["merged", "merged over two columns only", "csv"])
def test_a_tick_below_two_headings_is_the_sex_of_its_column(
    people: People, above: str, female: str, male: str, kind: str
) -> None:
    upper = ["No", "ID", "Name", above, None, "Phone"]
    lower = [None, None, None, female, male, None]
    lines: list[Sequence[object]] = [upper, lower, *LINES]
    merged = ["D1:E1"] if kind.endswith("only") else ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"]
    list_import, rows = previewed(people, as_text(lines) if kind == "csv" else xlsx(*lines, merged=merged))
    assert [row.line for row in rows] == [3, 4, 5, 6]
    assert sexes(list_import, rows) == STORED
    assert list_import.matching["columns"] == {
        "2": "number", "3": "name", "4": "sex_female", "5": "sex_male", "6": "phone",
    }  # fmt: skip


@pytest.mark.parametrize(("above", "female", "male"), LANGUAGES)
def test_the_two_headings_stand_alone(people: People, above: str, female: str, male: str) -> None:
    header = ["No", "ID", "Name", female, male, "Phone"]
    list_import, rows = previewed(people, as_text([header, *LINES]))
    assert sexes(list_import, rows) == STORED
    # On the next page of the list the men stand first, and the headings say both.
    header = ["No", "ID", "Name", f"{above} ({male})", f"{above} ({female})", "Phone"]
    turned = [[*line[:3], line[4], line[3], line[5]] for line in LINES]
    list_import, rows = previewed(people, xlsx(header, *turned))
    assert sexes(list_import, rows) == STORED


@pytest.mark.parametrize(("above", "female", "male"), LANGUAGES)
def test_two_headings_below_nothing(people: People, above: str, female: str, male: str) -> None:
    lines: list[Sequence[object]] = [
        ["No", "ID", "Name", "", "", "Phone"],
        ["", "", "", female, male, ""],
        *LINES,
    ]
    list_import, rows = previewed(people, as_text(lines))
    assert [row.line for row in rows] == [3, 4, 5, 6]
    assert sexes(list_import, rows) == STORED


def test_a_third_column_is_for_another_sex(people: People) -> None:
    lines = [
        ["ID", "Name", "Sex", "", ""],
        ["", "", "F", "M", "Other"],
        ["V-1", "Bopha", "", "", "x"],
        ["V-2", "Dara", "", "x", ""],
    ]
    list_import, rows = previewed(people, xlsx(*lines, merged=["C1:E1"]))
    assert sexes(list_import, rows) == ["other", "male"]


def test_the_headings_of_each_printed_page_are_nobody(people: People) -> None:
    page = [["No", "ID", "Name", "ເພດ", "", "Phone"], ["", "", "", "ຍ", "ຊ", ""]]
    _, rows = previewed(people, as_text([*page, *LINES[:2], *page, *LINES[2:]]))
    assert [row.line for row in rows if stored_lines.REMARK not in row.before] == [3, 4, 7, 8]


@pytest.mark.parametrize("tick", ["x", "X", "✓", "√", "/", "1", "●", "*"])
def test_every_tick_counts_in_its_column_and_says_nothing_alone(people: People, tick: str) -> None:
    list_import, rows = previewed(
        people, text(["ID", "Name", "F", "M"], ["V-1", "Bopha", tick, "0"], ["V-2", "Dara", "-", tick])
    )
    assert sexes(list_import, rows) == ["female", "male"]
    alone, (row,) = previewed(people, text(["ID", "Name", "Sex"], ["V-1", "Bopha", tick]))
    assert sexes(alone, [row]) == [None]
    assert [(one["field"], one["word"]) for one in row.problems] == [("sex", "sex-unknown")]
    assert [(group["field"], group["text"]) for group in asked(alone)] == [("sex", tick)]


def test_an_x_beside_f_and_m_is_a_letter(people: People) -> None:
    lines = (["V-1", "Bopha", "F"], ["V-2", "Dara", "M"], ["V-3", "Chan", "X"])
    list_import, rows = previewed(people, text(["ID", "Name", "Sex"], *lines))
    assert sexes(list_import, rows) == ["female", "male", "other"]


def test_what_is_no_tick_is_a_problem_of_its_cell(people: People) -> None:
    _, (row,) = previewed(people, text(["ID", "Name", "F", "M"], ["V-1", "Bopha", "34", ""]))
    assert [(one["field"], one["word"]) for one in row.problems] == [("sex_female", "sex-unknown")]


def test_the_preview_shows_the_sex_that_will_be_stored(client: StrictClient, people: People) -> None:
    list_import, _ = previewed(people, as_text([["No", "ID", "Name", "ຍ", "ຊ", "Phone"], *LINES]))
    client.sign_in("KH-1200")
    page = client.get(f"/en/people/imports/{list_import.uuid}/?show=all").get_data(as_text=True)
    assert "<b>Female</b>" in page
    assert "<b>Male</b>" in page
    assert "<b>Other</b>" not in page
    assert page.count("More than one sex is ticked") == 1


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("ຍ", "sex_female"),
        ("ชาย (คน)", None),
        ("Sex (M/F)", None),
        ("ផ្សេងៗ", None),
        ("Sex: other", "sex_other"),
        ("ຍິງ / Female", "sex_female"),
        ("", None),
    ],
)
def test_headings_of_ticks(header: str, field: str | None) -> None:
    assert sex_ticks.field_of(header) == field


def test_a_column_for_one_sex_alone_is_not_taken(people: People) -> None:
    list_import = brought(
        text(["ID", "Name", "ຍິງ"], ["V-1", "Bopha", "x"]), "list", "people", people.chan.unit, None
    )
    assert list_import.matching["columns"] == {"1": "number", "2": "name"}


@pytest.mark.parametrize(
    ("heading", "woman", "man"),
    [("ຍ/ຊ", "ຍ", "ຊ"), ("ຊ/ຍ", "ຍ.", "ຊ."), ("ช/ญ", "ญ", "ช"), ("ប/ស", "ស", "ប"), ("F/M", "F", "M")],
)
def test_letters_for_both_sexes_are_one_column_of_the_sex(
    people: People, heading: str, woman: str, man: str
) -> None:
    content = text(["ID", "ຊື່", heading], ["V-1", "ຄຳ", woman], ["V-2", "ບຸນ", man])
    list_import, rows = previewed(people, content)
    assert list_import.matching["columns"] == {"1": "number", "2": "name", "3": "sex"}
    assert sexes(list_import, rows) == ["female", "male"]
    days = text(
        ["ລ/ດ", "ຊື່", heading, "7/10/2025", "8/10/2025"],
        ["1", "ຄຳ", woman, "✓", "✓"],
        ["2", "ບຸນ", man, "✓", ""],
    )
    sheet = brought(days, f"{woman}-days.csv", "trainings", people.chan.unit, people.chan)
    assert sheet.matching["columns"] == {"2": "name", "3": "sex", "4": "attended_day", "5": "attended_day"}
