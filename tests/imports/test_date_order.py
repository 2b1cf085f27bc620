"""Whether 03/08/2026 is in March or in August: one date that must be month first does not decide it for a column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.imports.domain.lines import line_reader
from lms.imports.domain.values import date_order, dates
from lms.imports.domain.values.date_order import Mixed, Order
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports, value_choices
from lms.records.services.achievements import LedgerEntry
from tests.imports.files import brought, text, xlsx
from tests.imports.meanings import asked, settle_for_good
from tests.imports.test_cells import KHM
from tests.imports.test_people import problems, rows
from tests.people import People

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("column", "order", "mixed"),
    [
        (["03/25/2024", ""], "month-first", None),
        (["03/25/2024", "03/03/2024"], "month-first", None),
        (["25/03/2024", "03/05/2024"], "day-first", None),
        # Some fit only one way and others only the other: whichever it is, some are wrong.
        (
            ["25/03/2024", "03/25/2024", "03/05/2024", "03/03/2024"],
            "contradicted",
            Mixed("03/05/2024", 3, "contradicted"),
        ),
        (["25/03/2024", "03/25/2024"], "contradicted", Mixed("25/03/2024", 2, "contradicted")),
        (["03/05/2024", "2024-03-25", "25 March 2024"], "day-first", None),
        (["03/25/2024", "03/05/2024", "៤/៥/២០២៤"], "unknown", Mixed("03/05/2024", 2)),
        (["03-25-2024 00:00", "03-05-2024"], "unknown", Mixed("03-05-2024", 1)),
        # A date with dots says its order itself, and nothing of others.
        (["03/25/2024", "3.5.2024"], "month-first", None),
        (["03.25.2024", "3/5/2024"], "day-first", None),
        (["03/25/2024", "25.3.2024"], "month-first", None),
        (["03/25/2024", "3/5/2024", "25.3.2024"], "unknown", Mixed("3/5/2024", 1)),
        # What a spreadsheet holds as a day is written with the year first.
        (["2024-03-25", "2024-03-05"], "day-first", None),
    ],
)
def test_a_column_that_could_be_read_in_two_ways_is_asked_about(
    column: list[str], order: Order, mixed: Mixed | None
) -> None:
    assert date_order.order_of(column) == (order, mixed)


THIRD_OF_AUGUST, EIGHTH_OF_MARCH = date(2026, 8, 3), date(2026, 3, 8)


@pytest.mark.parametrize(
    ("typed", "order", "meant"),
    [
        ("03/08/2026", "day-first", THIRD_OF_AUGUST),
        ("03/08/2026", "month-first", EIGHTH_OF_MARCH),
        ("03/08/2026", "day-first-if-possible", THIRD_OF_AUGUST),
        ("03/08/2026", "unknown", None),
        *((typed, "contradicted", None) for typed in ("03/08/2026", "14/08/2026", "08/14/2026")),
        *((typed, "contradicted", THIRD_OF_AUGUST) for typed in ("3.8.2026", "3 សីហា 2026", "2026-08-03")),
        ("03/03/2026", "contradicted", date(2026, 3, 3)),
        *(("3.8.2026", order, THIRD_OF_AUGUST) for order in ("month-first", "unknown", "day-first")),
        *(("03/03/2026", order, date(2026, 3, 3)) for order in ("month-first", "unknown", "day-first")),
        *(("08/14/2026", order, date(2026, 8, 14)) for order in ("month-first", "unknown")),
        ("08/14/2026", "day-first-if-possible", date(2026, 8, 14)),
        ("3 សីហា 2026", "unknown", THIRD_OF_AUGUST),
        ("2026-08-03", "unknown", THIRD_OF_AUGUST),
    ],
)
def test_a_date_that_is_sure_is_read_whatever_the_order(typed: str, order: Order, meant: date | None) -> None:
    if meant is None:
        with pytest.raises(RuleBroken) as broken:
            dates.read(typed, calendar="gregorian", today=TODAY, order=order)
        assert broken.value.code == "date-order"
    else:
        assert dates.read(typed, calendar="gregorian", today=TODAY, order=order) == meant


@pytest.mark.parametrize(
    ("typed", "order", "last"),
    [
        ("03/08/2026 - 03/10/2026", "month-first", date(2026, 3, 10)),
        ("3.8.2026 - 5.8.2026", "month-first", date(2026, 8, 5)),
        ("3.8. - 5.8.2026", "month-first", date(2026, 8, 5)),
        ("3/8 - 3/10/2026", "month-first", date(2026, 3, 10)),
    ],
)
def test_the_days_of_a_training_have_the_order_of_their_column(typed: str, order: Order, last: date) -> None:
    period = dates.read_period(typed, calendar="gregorian", today=TODAY, order=order)
    assert period.last == last


@pytest.mark.parametrize("typed", ["03.25.2026", "08.14.2026"])
@pytest.mark.parametrize(
    "order", ["month-first", "unknown", "contradicted", "day-first", "day-first-if-possible"]
)
def test_a_dotted_date_is_never_month_first(typed: str, order: Order) -> None:
    read = line_reader.read(
        {"number": "1", "award": "pss", "on": typed}, "trainings", replace(KHM, orders={"on": order})
    )
    assert [one.word for one in read.problems] == ["date-impossible"]


def listed(people: People, *days: str, name: str = "list.csv") -> ListImport:
    lines = (["KH-1001", "សុខា", "pss", day, "passed"] for day in days)
    content = text(["ID", "Name", "Module", "Date", "Result"], *lines)
    list_import = brought(content, name, "trainings", people.chan.unit, people.chan)
    chosen = {1: "number", 2: "name", 3: "award", 4: "on", 5: "result"}
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    return list_import


def days_of(app: Flask, list_import: ListImport) -> list[str]:
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "all", "1")
    return [cell.stored for line in page["lines"] for cell in line.cells if cell.field == "on"]


MIXED = ("03/08/2026", "3.8.2026", "០៣/០៨/២០២៦", "08/14/2026", "3 សីហា 2026")
AUGUST, MARCH = "3 August 2026", "8 March 2026"


def test_chan_is_asked_once_which_number_is_the_month(app: Flask, people: People) -> None:
    list_import = listed(people, *MIXED)
    order = [("on", "date-order")]
    assert [problems(row)[:1] for row in rows(list_import)][0:4:2] == [order, order]
    assert days_of(app, list_import)[1::2] == [AUGUST, "14 August 2026"]
    with app.test_request_context("/en/"):
        (group,) = import_page.preview(list_import, "all", "1")["groups"]
    assert (group.text, group.lines, group.here) == (
        "Dates such as “03/08/2026”: is the day first, or the month?",
        2,
        True,
    )
    assert group.choices == (("day-first", "The day is first"), ("month-first", "The month is first"))
    question = ("on", date_order.SHAPE)
    with pytest.raises(NotFound):
        settle_for_good(list_import, {question: "buddhist"})
    settle_for_good(list_import, {question: "month-first"})
    assert days_of(app, list_import) == [MARCH, AUGUST, MARCH, "14 August 2026", AUGUST]
    settle_for_good(list_import, {question: "day-first"})
    assert days_of(app, list_import) == [AUGUST, AUGUST, AUGUST, "", AUGUST]
    # Of other lists nothing was said.
    assert session.scalars(select(ValueMatching)).all() == []
    other = listed(people, *MIXED[:1], *MIXED[3:], name="other.csv")
    assert problems(rows(other)[0]) == order
    imports.drop(other, actor=None)
    # The answer stays while the columns do.
    column_matching.back_to_matching(list_import)
    chosen = {int(place): field for place, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    assert days_of(app, list_import)[0] == AUGUST
    imports.start(list_import)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    assert "03/08" not in str(list_import.matching)
    recorded = set(session.scalars(select(LedgerEntry.effective_on)))
    assert recorded == {THIRD_OF_AUGUST}
    # Of a list that is dealt with the page shows what was stored, and what was typed nowhere any more.
    with app.test_request_context("/en/"):
        lines = import_page.preview(list_import, "all", "1")["lines"]
    assert [cell.text for cell in lines[0].cells if cell.field == "on"] == [AUGUST]


def test_what_chan_says_of_the_order_holds_for_the_slip_that_fits_only_the_other_way(
    app: Flask, people: People
) -> None:
    list_import = listed(people, "12/03/2025", "12 មីនា 2025", "12/13/2025")
    value_choices.settle(list_import, {("on", date_order.SHAPE): "day-first"})
    assert problems(rows(list_import)[2])[:1] == [("on", "date-impossible")]
    assert days_of(app, list_import) == ["12 March 2025", "12 March 2025", ""]
    imports.drop(list_import, actor=None)


def test_chan_is_asked_where_dates_of_a_list_contradict_each_other(app: Flask, people: People) -> None:
    list_import = listed(people, "20/06/2026", "05/13/2026", "3.8.2026")
    order, refused = [("on", "date-order")], [("on", "date-impossible")]
    assert [problems(row)[:1] for row in rows(list_import)][:2] == [order, order]
    assert days_of(app, list_import) == ["", "", AUGUST]
    question = ("on", date_order.SHAPE)
    value_choices.settle(list_import, {question: "day-first"})
    assert days_of(app, list_import) == ["20 June 2026", "", AUGUST]
    assert problems(rows(list_import)[1])[:1] == refused
    value_choices.settle(list_import, {question: "month-first"})
    assert days_of(app, list_import) == ["", "13 May 2026", AUGUST]
    assert problems(rows(list_import)[0])[:1] == refused
    value_choices.settle(list_import, {question: value_choices.UNDECIDED})
    assert problems(rows(list_import)[0])[:1] == order
    imports.drop(list_import, actor=None)


def test_real_days_of_a_spreadsheet_are_no_question(app: Flask, people: People) -> None:
    content = xlsx(
        ["ID", "Name", "Module", "Date", "Result"],
        ["KH-1001", "សុខា", "pss", date(2026, 8, 3), "passed"],
        ["KH-1001", "សុខា", "hiv", date(2026, 8, 14), "passed"],
    )
    list_import = brought(content, "list.xlsx", "trainings", people.chan.unit, people.chan)
    chosen = {1: "number", 2: "name", 3: "award", 4: "on", 5: "result"}
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    assert days_of(app, list_import) == [AUGUST, "14 August 2026"]
    assert list_import.matching["groups"] == []
    imports.drop(list_import, actor=None)


def test_of_a_birthday_the_year_needs_no_question(people: People) -> None:
    content = text(
        ["ID", "Name", "Birthday"], ["K-1", "Ros Sam", "03/08/1990"], ["K-2", "Chan Da", "08/14/1991"]
    )
    list_import = brought(content, "list.csv", "people", people.chan.unit, people.chan)
    column_matching.match(list_import, {1: "number", 2: "name", 3: "birth"}, everywhere={})
    assert [(row.before["read"]["birth"], problems(row)) for row in rows(list_import)] == [
        (1990, []),
        (1991, []),
    ]
    assert asked(list_import) == []
    imports.drop(list_import, actor=None)
