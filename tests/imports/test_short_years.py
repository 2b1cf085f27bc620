"""Years of two digits are of one era in a whole column: it is known, or asked about once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from flask import Flask

from lms import jobs
from lms.accounts.queries import people as people_queries
from lms.db import session
from lms.imports.domain.lines import cell_readers, line_reader, line_values
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.values import short_years
from lms.imports.domain.values.dates import Era
from lms.imports.domain.values.short_years import SHAPE, ShortYears
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports, value_choices
from tests.imports.files import brought, text
from tests.imports.meanings import asked, settle_for_good
from tests.imports.test_cells import KHM, LAO, THA
from tests.imports.test_people import problems, rows
from tests.people import People


def found(column: list[str], field: str, customs: LocaleContext) -> ShortYears | None:
    return short_years.short_years_of(
        column,
        field,
        partial(cell_readers.year_of, field, customs),
        country=customs.country,
        calendar=customs.calendar,
        today=customs.today,
    )


@pytest.mark.parametrize(
    ("field", "column", "customs", "era"),
    [
        # A training was not in 1966, and not in 2524.
        ("on", ["15/09/66", "1-5/3/67"], THA, "buddhist"),
        ("on", ["15/09/66"], LAO, "buddhist"),
        ("on", ["15 ກັນຍາ 66"], LAO, "buddhist"),
        ("on", ["15-Sep-66"], THA, "buddhist"),
        ("on", ["15/09/23"], THA, "common"),
        ("on", ["15/09/23", "29/2/24"], LAO, "common"),
        ("on", ["15/09/23"], KHM, "common"),
        ("on", ["15/09/66"], KHM, ""),
        ("on", ["15/09/66", "15/09/23"], THA, ""),
        # A Thai month says that a year is Buddhist, unless nobody was trained then.
        ("on", ["01-มิ.ย.-25", "1.6.25"], LAO, "common"),
        ("on", ["๑ มิ.ย. ๒๕", "1/6/25"], KHM, "common"),
        ("on", ["1-3 มิถุนายน 25", "1/6/25", "1/6/66"], THA, ""),
        # Somebody may be born in 2533 or in 1933.
        ("birth", ["25/12/33"], THA, ""),
        ("birth", ["25/12/33", "1/2/45"], LAO, ""),
        ("birth", ["25/12/85", "1/2/99"], THA, ""),
        ("birth", ["25/12/85", "1/2/99"], LAO, "common"),
        ("birth", ["25/12/85", "1/2/99"], KHM, "common"),
        ("birth", ["25/12/24", "1/2/20"], THA, "buddhist"),
        # A year alone, too: where somebody of 1990 would be 99 in the other era, or a child, it is no question.
        ("birth", ["៩៥", "'90"], KHM, "common"),
        ("birth", ["95", "’88"], LAO, "common"),
        ("birth", ["ປີ ໙໕"], LAO, "common"),
        ("birth", ["33", "'38"], KHM, ""),
        ("birth", ["33", "40"], THA, ""),
        ("birth", ["๓๓", "'๔๐"], THA, ""),
        ("birth", ["24", "ปี 20"], THA, "buddhist"),
    ],
)
def test_the_era_of_a_column_is_known_where_one_alone_makes_sense(
    field: str, column: list[str], customs: LocaleContext, era: Era
) -> None:
    assert found(column, field, customs) == ShortYears(column[0], len(column), era)


@pytest.mark.parametrize(
    ("heading", "era"),
    [
        *(
            (one, "buddhist")
            for one in ("ປີເກີດ (ພ.ສ.)", "ปีเกิด พ.ศ.", "ปีเกิด(พ.ศ.)", "ឆ្នាំកំណើត (ព.ស.)", "Birth (B.E.)")
        ),
        *((one, "common") for one in ("ປີເກີດ (ຄ.ສ.)", "ปีเกิด ค.ศ.", "ឆ្នាំកំណើត (គ.ស.)", "Year of birth (A.D.)")),
        *((one, "") for one in ("ປີເກີດ", "ปีเกิด พ.ศ./ค.ศ.", "To be born", "Ad", "")),
    ],
)
def test_a_heading_says_of_which_era_its_years_are(heading: str, era: Era) -> None:
    assert short_years.era_above(heading) == era


def test_nobody_is_asked_about_years_whose_era_the_heading_says(people: People) -> None:
    content = text(
        ["ID", "Name", "ປີເກີດ (ພ.ສ.)"], ["TH-9001", "มาลี ใจดี", "33"], ["TH-9002", "ก้อง ใจดี", "2529"]
    )
    list_import = brought(content, "list.csv", "people", people.dao.unit, people.dao)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    assert chosen[3] == "birth"
    column_matching.match(list_import, chosen, everywhere={})
    assert [group["means"] for group in list_import.matching["groups"] if group["field"] == "birth"] == [
        "buddhist"
    ]
    assert rows(list_import)[0].before["read"]["birth"] == 1990
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize(
    "typed", ["15/09/2566", "15 ก.ย. 66", "15/09/66 พ.ศ.", "2566-09-15", "", "soon", "1/2/3"]
)
def test_a_date_that_says_its_year_is_no_question(typed: str) -> None:
    assert found([typed], "on", THA) is None


@pytest.mark.parametrize(
    ("era", "words"), [("", ["year-short"]), ("common", []), ("buddhist", ["too-long-ago"])]
)
@pytest.mark.parametrize("typed", ["01-มิ.ย.-25", "1.6.25"])
def test_the_answer_about_short_years_holds_beside_a_thai_month_too(
    typed: str, era: Era, words: list[str]
) -> None:
    usual = replace(LAO, short_years={"on": ShortYears("1.6.25", 2, era)})
    read = line_reader.read({"number": "1", "award": "pss", "on": typed}, "trainings", usual)
    assert [one.word for one in read.problems] == words
    assert read.values.get("on") == (None if words else "2025-06-01")


def test_a_thai_month_whose_year_makes_sense_as_a_buddhist_one_is_read_so_in_any_column() -> None:
    usual = replace(KHM, short_years={"on": ShortYears("1.6.25", 2, "common")})
    read = line_reader.read({"number": "1", "award": "pss", "on": "1 มิ.ย. 66"}, "trainings", usual)
    assert read.values["on"] == "2023-06-01"
    read = line_reader.read({"number": "1", "award": "pss", "on": "31 ก.พ. 25"}, "trainings", usual)
    assert [one.word for one in read.problems] == ["date-impossible"]
    usual = replace(KHM, short_years={"birth": ShortYears("1.6.90", 2, "common")})
    for typed, year in (("1 มิ.ย. 33", 1990), ("1 มิ.ย. 68", 1968)):  # in 2568 nobody was born who is in a list
        read = line_reader.read({"number": "1", "name": "Mali", "birth": typed}, "people", usual)
        assert read.values["birth"] == year


@pytest.mark.parametrize(("era", "year"), [("buddhist", 1990), ("common", 1933)])
def test_a_birthday_is_read_in_the_era_of_its_column(era: Era, year: int) -> None:
    short = {"birth": ShortYears("25/12/33", 1, era)}
    read = line_reader.read(
        {"number": "1", "name": "มาลี", "birth": "25/12/33"}, "people", replace(THA, short_years=short)
    )
    assert (read.values["birth"], read.problems) == (year, ())


@pytest.mark.parametrize(
    ("typed", "customs", "year"),
    [
        ("៩៥", KHM, 1995),
        ("'90", KHM, 1990),
        ("’90", LAO, 1990),
        ("ປີ 90", LAO, 1990),
        ("ឆ្នាំ ៩០", KHM, 1990),
        ("พ.ศ. 33", THA, 1990),
        ("ค.ศ. 90", THA, 1990),
    ],
)
def test_a_year_of_birth_of_two_digits_alone_is_a_year(typed: str, customs: LocaleContext, year: int) -> None:
    short = found([typed], "birth", customs)
    usual = replace(customs, short_years={} if short is None else {"birth": short})
    read = line_reader.read({"number": "1", "name": "Sokha", "birth": typed}, "people", usual)
    assert (read.values.get("birth"), read.problems) == (year, ())


@pytest.mark.parametrize("typed", ["5", "'195", "'9", "9O"])
def test_what_is_no_year_is_no_question(typed: str) -> None:
    assert found([typed], "birth", KHM) is None
    read = line_reader.read({"number": "1", "name": "Sokha", "birth": typed}, "people", KHM)
    assert [one.word for one in read.problems] == ["date-unreadable"]


@pytest.mark.parametrize(
    ("typed", "era", "word"),
    [
        ("15/6/71", "buddhist", "in-the-future"),
        ("15 มิ.ย. 71", "buddhist", "in-the-future"),
        ("15/6/71", "common", "too-long-ago"),
        ("6 ก.ย. 96", "buddhist", "in-the-future"),
        ("15/6/97", "common", None),
        ("15/6/28", "common", "in-the-future"),
        ("15/6/2471", "buddhist", "too-long-ago"),
        ("1949-12-31", "common", "too-long-ago"),
    ],
)
def test_a_training_that_cannot_be_is_refused_before_it_is_counted(
    typed: str, era: Era, word: str | None
) -> None:
    """The Buddhist year 71 is 2571, which is still to come; it is not 2471."""
    usual = replace(THA, short_years={"on": ShortYears(typed, 1, era)})
    read = line_reader.read({"number": "1", "award": "pss", "on": typed}, "trainings", usual)
    assert [problem.word for problem in read.problems] == ([word] if word else [])


def people_of(people: People, *birthdays: str) -> ListImport:
    lines = ([f"V-{100 + number}", f"มาลี {number}", day] for number, day in enumerate(birthdays))
    content = text(["ID", "ชื่อ-สกุล", "วันเกิด"], *lines)
    list_import = brought(content, "list.csv", "people", people.dao.unit, None)
    column_matching.match(list_import, {1: "number", 2: "name", 3: "birth"}, everywhere={})
    return list_import


def test_dao_says_once_in_which_era_people_were_born(app: Flask, people: People) -> None:
    list_import = people_of(people, "25/12/33", "1/2/45", "3/4/2540", "-")
    assert [problems(row) for row in rows(list_import)] == [[("birth", "year-short")]] * 2 + [[], []]
    assert [(one["field"], one["key"], one["lines"], one["means"]) for one in asked(list_import)] == [
        ("birth", SHAPE, 2, "")
    ]
    for era, years in (("buddhist", [1990, 2002, 1997]), ("common", [1933, 1945, 1997])):
        settle_for_good(list_import, {("birth", SHAPE): era})
        assert [row.before["read"].get("birth") for row in rows(list_import)] == [*years, None]
        assert list_import.matching["groups"][0]["means"] == era
    session.commit()
    settle_for_good(list_import, {("birth", SHAPE): "buddhist"})
    imports.start(list_import)
    assert "25/12/33" not in str(list_import.matching)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    first = people_queries.person_by_number("V-100")
    assert first is not None
    assert first.birth_year == 1990


def test_what_dao_says_of_the_years_of_one_list_is_not_said_of_the_next_one(
    app: Flask, people: People
) -> None:
    session.add(ValueMatching(unit_id=people.dao.unit.id, field="birth", typed=SHAPE, value="common"))
    before = people_of(people, "27", "38")
    assert [problems(row) for row in rows(before)] == [
        [("birth", "year-short")]
    ] * 2  # an older version remembered
    session.commit()
    with app.test_request_context("/en/"):
        (group,) = [one for one in import_page.preview(before, "all", "1")["groups"] if one.field == "birth"]
    assert group.here
    session.rollback()
    settle_for_good(before, {("birth", SHAPE): "common"})
    assert [row.before["read"]["birth"] for row in rows(before)] == [1927, 1938]
    imports.drop(before, actor=None)
    list_import = people_of(people, "27", "38")
    assert [problems(row) for row in rows(list_import)] == [[("birth", "year-short")]] * 2
    value_choices.settle(list_import, {("birth", SHAPE): "buddhist"})
    assert [row.before["read"]["birth"] for row in rows(list_import)] == [1984, 1995]
    imports.drop(list_import, actor=None)


def test_dao_says_once_of_which_era_years_alone_are(people: People) -> None:
    list_import = people_of(people, "33", "'45", "๔๐", "2540")
    assert [problems(row) for row in rows(list_import)] == [[("birth", "year-short")]] * 3 + [[]]
    assert [(one["text"], one["lines"]) for one in asked(list_import)] == [("33", 3)]
    value_choices.settle(list_import, {("birth", SHAPE): "buddhist"})
    assert [row.before["read"]["birth"] for row in rows(list_import)] == [1990, 2002, 1997, 1997]
    imports.drop(list_import, actor=None)


def test_a_training_in_66_is_of_2566_and_the_preview_says_so(app: Flask, people: People) -> None:
    content = text(
        ["ID", "Name", "Course", "Date"],
        ["TH-1", "ดาว", "pss", "15/09/66"],
        ["TH-2", "แดง", "pss", "1-5/3/67"],
    )
    list_import = brought(content, "list.csv", "trainings", people.dao.unit, None)
    column_matching.match(
        list_import, {1: "number", 2: "name", 3: "award", 4: "on"}, everywhere={}, source="list"
    )
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "all", "1")
    dates = [cell.stored for line in page["lines"] for cell in line.cells if cell.field == "on"]
    assert dates == ["15 September 2023", "5 March 2024"]
    (group,) = page["groups"]
    assert (group.field, group.lines, group.means) == ("on", 2, "buddhist")
    assert group.text == "Years of two digits, such as “15/09/66”"
    assert group.choices == (("buddhist", "Buddhist years: 25xx"), ("common", "Common years: 19xx or 20xx"))
    value_choices.settle(list_import, {("on", SHAPE): "common"})
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "all", "1")
    wrong = [cell.problems for cell in page["lines"][0].cells if cell.field == "on"]
    assert wrong == [("This day is more than 30 years ago. Please check the year.",)]


@pytest.mark.parametrize(
    ("column", "shape"),
    [
        (["15", "3", "20"], short_years.DAYS),
        (["๑๕", "", "31"], short_years.DAYS),
        (["15", "32"], SHAPE),
        (["15", "'20"], SHAPE),
        (["15", "ปี 20"], SHAPE),
        (["15", "2533"], SHAPE),
    ],
)
@pytest.mark.parametrize("customs", [KHM, LAO, THA])
def test_years_that_are_all_days_of_a_month_are_never_guessed(
    column: list[str], shape: str, customs: LocaleContext
) -> None:
    short = found(column, "birth", customs)
    assert short is not None
    assert short.shape == shape
    if shape == short_years.DAYS:
        assert short.era == ""


def test_dao_is_asked_whether_15_is_a_year_whatever_was_said_before(people: People) -> None:
    before = people_of(people, "33", "45")
    settle_for_good(before, {("birth", SHAPE): "buddhist"})
    imports.drop(before, actor=None)
    list_import = people_of(people, "15", "20", "3")
    assert [problems(row)[0][1] for row in rows(list_import)] == [
        "year-short",
        "year-short",
        "date-unreadable",
    ]
    question = ("birth", short_years.DAYS)
    settle_for_good(list_import, {question: line_values.EMPTY})
    assert [(row.before["read"].get("birth"), problems(row)) for row in rows(list_import)] == [(None, [])] * 3
    settle_for_good(list_import, {question: "buddhist"})
    assert [row.before["read"].get("birth") for row in rows(list_import)[:2]] == [1972, 1977]
    # Said of this column alone: not of another one of the list, and not of another list.
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {1: "number", 2: "latin_name", 3: "birth"}, everywhere={})
    assert problems(rows(list_import)[0])[-1] == ("birth", "year-short")
    imports.drop(list_import, actor=None)
    other = people_of(people, "16", "21")
    assert [problems(row) for row in rows(other)] == [[("birth", "year-short")]] * 2
    imports.drop(other, actor=None)
