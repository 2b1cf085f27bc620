"""The brief: one page in every language, whatever stands in it, with the numbers of the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g, render_template

from lms import pdf
from lms.content import award_names, registry
from lms.records.queries.certification_list import Unit
from lms.records.services.baseline import ReportedTotal
from lms.reports.domain import charts, figures, one_page_summary, sex_columns
from lms.reports.domain.figures import BREAKDOWNS, Figures, Places, Row, Table
from lms.reports.domain.training_counts import Counted, Key
from lms.reports.presenters import wording
from lms.reports.queries import report
from lms.reports.queries.report import Report, Reported
from lms.reports.queries.trainings import TrainingQuery
from lms.reports.views import figures as figures_views
from tests.client import StrictClient
from tests.pdfs import text_of
from tests.people import People
from tests.records.history import certified_until, day

PAGE = "/en/reports/"
YEARS = range(2001, 2027)


def _much() -> tuple[Report, dict[str, Unit]]:
    """26 years of all modules in all branches of Thailand, and long sources of reported totals."""
    library = registry.current()
    codes = ["tha", *(branch.code for branch in library.societies["tha"].branches)]
    units = {code: Unit(number, code, frozenset({number})) for number, code in enumerate(codes, 1)}
    modules = [module.id for module in library.modules]
    many = {
        Key._make((year, quarter, unit.id, award, sex, ages, language, mode, turn)): 10 * (unit.id % 9 + 1)
        for year in YEARS
        for quarter in (1, 2, 3, 4)
        for unit in units.values()
        for award, sex, ages, language, mode, turn in (
            (modules[year % len(modules)], "female", "25-34", "th", "quiz", "first"),
            (modules[unit.id % len(modules)], "male", "unknown", "km", "workshop", "refresher"),
            (modules[0], "other", "50-up", "lo", "imported", "first"),
            (modules[0], "unknown", "up-to-24", "en", "quiz", "first"),
        )
    }
    places = Places(
        {unit.id: unit.code for unit in units.values()}, {unit.id: "tha" for unit in units.values()}
    )
    made = figures.figures(Counted(many, 123456), places, breakdowns=BREAKDOWNS)
    first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    rows = [
        ReportedTotal(
            unit_id=2, award=modules[0], first_on=first, last_on=last, female=99999, male=99999, unknown=9999,
            source="Annual report of the branch, " * 17,
        )
        for _ in range(30)
    ]  # fmt: skip
    reported = tuple(Reported(row, (row.female, row.male, row.unknown), 209997) for row in rows)
    asked = TrainingQuery(
        frozenset(unit.id for unit in units.values()), first, last, frozenset(modules), last
    )
    return Report(made, reported, asked, last, ("tha",)), units


def _pages(document: bytes) -> int:
    return text_of(document).count("\f")


@pytest.mark.parametrize("language", ["km", "th"])
def test_even_very_much_is_one_page(app: Flask, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made, units = _much()
    monkeypatch.setattr(report, "answer", lambda *given: made)
    with app.test_request_context(f"/{language}/reports/"):
        g.language = language
        asked = report.ReportQuery({"module": registry.current().modules[-1].id}, {}, made.asked, hide=False)
        document = figures_views._on_one_page(figures_views._shown(asked, units))
    assert _pages(document) == 1
    read = text_of(document)
    assert str(made.figures.total) in read
    assert "209997" in read  # what was reported is not pushed out


def test_what_there_is_no_room_for_is_counted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    made, units = _much()
    monkeypatch.setattr(report, "answer", lambda *given: made)
    with app.test_request_context("/en/reports/"):
        g.language = "en"
        asked = report.ReportQuery({}, {}, made.asked, hide=False)
        document = figures_views._on_one_page(figures_views._shown(asked, units))
    read = " ".join(text_of(document).split())
    assert _pages(document) == 1
    quarters = re.findall(r"(20\d\d), quarter (\d)", read)
    left_out = [int(number) for number in re.findall(r"(\d+) more lines? stands? in the spreadsheet", read)]
    assert quarters[-1] == ("2026", "4")
    assert 104 - len(quarters) in left_out
    assert ("2001", "1") not in quarters


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_the_brief_says_what_the_screen_says(
    client: StrictClient, people: People, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person, until in ((people.sokha, "2028-11-20"), (people.ratana, "2028-05-01")):
        person.sex = "female"
        certified_until(person, until)
    client.sign_in("KH-1200")
    drawn: list[str] = []
    render = pdf.render

    def kept(html: str, *, stylesheets: Sequence[Path], folder: Path) -> bytes:
        drawn.append(html)
        return render(html, stylesheets=stylesheets, folder=folder)

    monkeypatch.setattr(pdf, "render", kept)
    with day("2026-11-24"):
        answer = client.send(f"/{language}/reports/brief.pdf", form=PAGE)
        page = client.get(f"/{language}/reports/").get_data(as_text=True)
    screen = page[page.index('id="total"') :]  # who is certified today, above it, is not in the brief
    assert _pages(answer.data) == 1
    assert sorted(_lines(drawn[0])) == sorted(_lines(screen)) != []
    numbers = re.findall(r"\d+", text_of(answer.data))
    assert all(number in numbers for line in _lines(screen) for number in re.findall(r">(\d+)<", line))


def _lines(html: str) -> list[str]:
    """The lines of the tables of figures, bars left aside."""
    found = re.findall(r"<tr(?: class=.sum.)?>(<th scope=.row.*?)</tr>", html)
    return [re.sub(r'<td class="bar">.*?</td>', "", line) for line in found]


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_no_head_of_a_column_is_taller_than_two_lines(app: Flask, language: str) -> None:
    """Where columns join sexes: one of all of them has a word of its own, one of some has room."""
    for shared in (sex_columns.ALL_TOGETHER, sex_columns.OTHERS_TOGETHER):
        rows = (Row("2026-Q1", tuple(9 for _ in shared), 9 * len(shared)),)
        made = Figures(shared, tuple(9 for _ in shared), 9 * len(shared), 9, (Table("quarter", rows),))
        asked = TrainingQuery(frozenset({1}), date(2026, 1, 1), date(2026, 12, 31), frozenset())
        answer = Report(made, (), asked, date(2026, 12, 31), ("khm",))
        with app.test_request_context(f"/{language}/reports/"):
            g.language = language
            html = render_template(
                "reports/brief.html",
                answer=answer,
                about=[],
                by_sex=[],
                breakdowns=wording.BREAKDOWN_WORDS,
                short_column_name=wording.short_column_name,
                value_of=wording.value_of,
                name_of=lambda table, row: award_names.Name(
                    "Community engagement and accountability, " * 3, "en"
                ),
                picked=one_page_summary.picked,
                newest=one_page_summary.newest,
                largest=one_page_summary.largest,
                bar=charts.bar,
                caution="",
                most=5,
                today=date(2026, 11, 24),
            )
        tall = max(heights_of_heads(html))
        assert tall < 3 * 7 * 1.4 * PIXELS_OF_A_POINT, (shared, tall)


PIXELS_OF_A_POINT = 96 / 72


def heights_of_heads(html: str) -> list[float]:
    """How tall the heads of the tables are on paper, in pixels."""
    sheets = [figures_views._TEMPLATES / "brief.css"]
    document: Any = pdf.lay_out(html, stylesheets=sheets, folder=figures_views._TEMPLATES)
    boxes = [box for page in document.pages for box in page._page_box.descendants()]
    return [float(box.height) for box in boxes if box.element_tag == "thead"]


def test_the_choice_of_lines_tells_nothing_of_hidden_numbers() -> None:
    rows = [Row("a", (None,), None), Row("b", (9,), 9), Row("c", (None,), None), Row("d", (7,), 7)]
    table = Table("branch", tuple(rows))
    assert one_page_summary.picked(Table("age", tuple(rows)), 1) == tuple(rows)
    assert [row.key for row in one_page_summary.picked(table, 2)] == ["b", "d"]
    assert [row.key for row in one_page_summary.picked(table, 3)] == ["a", "b", "d"]
    assert [row.key for row in one_page_summary.picked(Table("quarter", tuple(rows)), 2)] == ["c", "d"]
    assert one_page_summary.largest(rows) == 9
    assert one_page_summary.largest(rows[:1]) == 0


def test_a_brief_of_nothing_says_so(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    with day("2026-11-24"):
        answer = client.send("/en/reports/brief.pdf", form=PAGE)
    assert _pages(answer.data) == 1
    assert "()" not in re.sub(r"\s", "", text_of(answer.data))
    assert Figures((), (), None, None, ()).hides
