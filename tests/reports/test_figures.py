"""Figures: the same on the screen, in the files and in the brief; small numbers hidden from whoever sees no names."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from typing import Any, Literal

import pytest
from flask import Flask, g
from openpyxl import load_workbook
from sqlalchemy import select, text

from lms import clock, db, spreadsheets
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.audit import AuditLine
from lms.config import settings_of
from lms.content import registry
from lms.db import session
from lms.records.services import achievements, baseline
from lms.records.services.baseline import ReportedTotal
from lms.reports.domain import figures
from lms.reports.presenters import export_rows as lines
from lms.reports.queries.report import Report
from lms.reports.queries.trainings import TrainingQuery
from tests.client import StrictClient
from tests.pdfs import text_of
from tests.people import People
from tests.records.history import AWARD, certified_until, day

PAGE = "/en/reports/"
TODAY = "2026-11-24"


def _crowd(people: People) -> None:
    """Twelve women and seven men of Phnom Penh, three men of Sa Kaeo, trained in 2026."""
    for n in range(22):
        unit = people.malee.unit if n >= 19 else people.sokha.unit
        person = people_service.create_person(
            people_service.Particulars(
                number=f"KH-5{n:03}",
                name="ដារា",
                latin_name="Dara",
                language="km",
                sex="female" if n < 12 else "male",
                birth_year=1990 if n % 2 else None,
            ),
            unit,
            actor=None,
        )
        certified_until(person, "2028-05-01" if n < 10 else "2028-08-01")


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in, with a crowd in two Societies and a total that was reported."""
    _crowd(people)
    with day(TODAY):
        baseline.report(
            people.chan.unit_id,
            "",
            clock.today().replace(month=1, day=1),
            clock.today(),
            female=50,
            male=30,
            unknown=2,
            source="Pilot report",
            actor=people.chan,
        )
    session.commit()
    client.sign_in("KH-1200")
    return client


@pytest.fixture
def viewer(chan: StrictClient, people: People) -> StrictClient:
    """Robin, who views figures of the whole region and no names."""
    region = people_queries.unit_by_code("mekong")
    robin = people_service.create_person(
        people_service.Particulars(number="IF-0001", name="Robin", latin_name="Robin", language="en"),
        region,
        actor=None,
    )
    robin.pin_hash = people.chan.pin_hash
    people_service.give_role(robin, "viewer", region, actor=None)
    session.commit()
    visitor = StrictClient(chan.application, chan.application.response_class)
    visitor.sign_in("IF-0001")
    return visitor


def _text(client: StrictClient, query: str = "", status: int = 200, language: str = "en") -> str:
    with day(TODAY):
        answer = client.get(f"/{language}/reports/{query}")
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def _rows(client: StrictClient, ending: str = "csv", on: str = TODAY, **typed: str) -> list[list[str]]:
    with day(on):
        answer = client.send(f"/en/reports/figures.{ending}", typed, form=PAGE)
    assert answer.status_code == 200
    if ending == "csv":
        return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def _cells(html: str) -> dict[str, list[list[str]]]:
    """The tables of a page by their heading: the cells of each line."""
    found = {}
    for part in html.split("<h3>")[1:]:
        heading, _, rest = part.partition("</h3>")
        body = rest.partition("<tbody>")[2].partition("</tbody>")[0]
        lines = re.findall(r"<tr[^>]*>(.*?)</tr>", body)
        found[heading] = [
            [
                re.sub("<[^>]+>", "", cell)
                for cell in re.findall(r"<t[hd](?! class=.bar)[^>]*>(.*?)</t[hd]>", line)
            ]
            for line in lines
        ]
    return found


def test_chan_sees_her_society_by_every_breakdown(chan: StrictClient) -> None:
    page = _text(chan, "?first=2026-01-01&last=2026-12-31")
    tables = _cells(page)
    assert '<b id="total">19</b>' in page
    assert tables["By quarter"] == [
        ["2026, quarter 2", "10", "0", "0", "0", "10"],
        ["2026, quarter 3", "2", "7", "0", "0", "9"],
        ["Total", "12", "7", "0", "0", "19"],
    ]
    assert tables["By branch"][0] == ["Phnom Penh", "12", "7", "0", "0", "19"]
    assert tables["By age"][0] == ["35 to 49", "6", "3", "0", "0", "9"]
    assert tables["By way of training"][0] == ["Online test", "12", "7", "0", "0", "19"]
    assert tables["First time or refresher"][0] == ["First time", "12", "7", "0", "0", "19"]
    assert "By Society" not in tables
    assert "Sa Kaeo" not in page
    assert '<svg class="chart"' in page
    assert "style=" not in page


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_the_page_opens_in_every_language(chan: StrictClient, language: str) -> None:
    assert '<b id="total">19</b>' in _text(chan, language=language)


def test_a_thai_page_counts_years_in_one_way(chan: StrictClient) -> None:
    page = _text(chan, language="th")
    assert "พ.ศ. 2569 ไตรมาส 2" in page
    assert "24 พฤศจิกายน 2569" in page
    assert "ค.ศ." not in page


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?branch=TH-27", "branch"),
        ("?module=knots", "module"),
        ("?first=soon", "first"),
        ("?first=2026-02-01&last=2026-01-01", "last"),
        ("?known_on=2026-13-01", "known_on"),
    ],
)
def test_a_question_that_means_nothing_is_named_on_its_field(
    chan: StrictClient, query: str, field: str
) -> None:
    page = _text(chan, query, 422)
    assert f'id="{field}-error"' in page
    assert 'id="total"' not in page


def test_filters_and_what_was_known_then(chan: StrictClient) -> None:
    assert '<b id="total">0</b>' in _text(chan, "?module=hiv")
    assert '<b id="total">19</b>' in _text(chan, "?branch=KH-12&module=pss")
    page = _text(chan, "?known_on=2026-06-30")
    assert '<b id="total">10</b>' in page
    assert "What was recorded until 30 June 2026 counts here." in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_files_say_what_the_screen_says(chan: StrictClient, ending: str) -> None:
    question = {"first": "2026-01-01", "last": "2026-12-31"}
    tables = _cells(_text(chan, "?" + "&".join(f"{key}={value}" for key, value in question.items())))
    rows = _rows(chan, ending, **question)
    proved = [row for row in rows[1:] if row[5] == "Proved by records"]
    about = ["2026-01-01", "2026-12-31", TODAY, "khm", "Cambodian Red Cross", "Proved by records"]
    assert proved[:2] == [
        [*about, "All trainings", "", "", "12", "7", "0", "0", "19", "", ""],
        [*about, "People trained", "", "", "", "", "", "", "19", "", ""],
    ]
    for heading, cells in tables.items():
        assert [[row[8], *row[9:14]] for row in proved if row[6] == heading] == cells[:-1]
    (reported,) = [row for row in rows if row[5] == "Reported, without names"]
    assert reported == [
        *("2026-01-01", TODAY, TODAY, "khm", "Cambodian Red Cross", "Reported, without names"),
        *("People trained", "", "", "50", "30", "", "2", "82", "Pilot report", ""),
    ]


def test_each_line_of_a_file_says_when_and_where(chan: StrictClient) -> None:
    rows = _rows(chan, first="2026-04-15", last="2026-11-24")
    assert [row[:2] + row[7:9] for row in rows if row[6] == "By quarter"] == [
        ["2026-04-15", "2026-06-30", "2026-Q2", "2026, quarter 2"],
        ["2026-07-01", "2026-09-30", "2026-Q3", "2026, quarter 3"],
    ]
    assert [row[3:5] for row in rows if row[6] == "By branch"] == [["KH-12", "Phnom Penh"]]


def test_a_year_later_chan_gets_the_figures_that_she_gave(chan: StrictClient, people: People) -> None:
    question = {"first": "2026-01-01", "last": "2026-12-31"}
    before = _rows(chan, **question)
    with day("2027-11-24"):  # what came to light meanwhile, and a total that was taken back
        for word in ("one", "two"):
            achievements.record_past_training(
                people.sokha if word == "one" else people.ratana,
                AWARD,
                on=clock.today().replace(year=2026, month=3),
                source=f"Binder {word}",
                reason="From paper",
                actor=people.chan,
                result="passed",
            )
        (total,) = session.scalars(select(ReportedTotal))
        baseline.withdraw(total.id, people_service.scope_of(people.chan, "records.write"), actor=people.chan)
        session.commit()
        after = _rows(chan, on="2027-11-24", **question)
        again = _rows(chan, on="2027-11-24", known_on=TODAY, **question)
    assert [row[13] for row in after if row[6] == "All trainings"] == ["21"]
    assert not any(row[5] == "Reported, without names" for row in after)
    assert again == before


def test_numbers_in_a_spreadsheet_are_numbers(chan: StrictClient) -> None:
    with day(TODAY):
        answer = chan.send("/en/reports/figures.xlsx", {}, form=PAGE)
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert sheet["N2"].value == 19
    assert {cell.data_type for cell in sheet[2][9:14]} == {"n"}


def test_a_row_of_hxl_tags_stands_below_the_header(chan: StrictClient) -> None:
    rows = _rows(chan, hxl="1")
    assert rows[1] == [
        *("#date+start", "#date+end", "#date+reported", "#loc+code", "#loc+name"),
        *("#meta+evidence", "#output+type", "#output+code", "#output+name"),
        *("#output+num+f", "#output+num+m", "#output+num+i", "#output+num+unknown"),
        *("#output+num+total", "#meta+source", "#meta+hidden"),
    ]
    assert len({len(row) for row in rows}) == 1


def test_robins_running_year_ends_with_its_last_full_quarter(viewer: StrictClient, people: People) -> None:
    before = _text(viewer)
    assert "to 30 September 2026." in before
    certified_until(people.sokha, "2028-11-23")  # trained yesterday: nobody can tell from today's figures
    assert _cells(_text(viewer)) == _cells(before)
    with day("2026-02-03"):
        assert "from 1 January 2025 to 31 December 2025." in viewer.get(PAGE).get_data(as_text=True)
        assert viewer.get(f"{PAGE}?year=2026").status_code == 422


def test_in_thai_robin_chooses_a_year_as_the_page_counts_years(viewer: StrictClient) -> None:
    thai = _text(viewer, language="th")
    assert re.findall(r'<option value="(2026)" selected>(\d+)<', thai) == [("2026", "2569")]
    assert "ค.ศ." not in thai
    assert '<option value="2026" selected>2026<' in _text(viewer, language="km")


def test_robin_sees_the_same_all_month_whatever_is_entered_meanwhile(
    viewer: StrictClient, people: People
) -> None:
    before, saved = _text(viewer), _rows(viewer, on="2026-11-03")
    assert "What was recorded until 31 October 2026 counts here." in before
    with day("2026-11-10"):  # a training of the past, and a total, that come to light between two looks
        baseline.report(
            *(people.chan.unit_id, "", date(2026, 1, 1), date(2026, 3, 31)),
            female=9,
            male=9,
            unknown=0,
            source="Binder",
            actor=people.chan,
        )
        achievements.record_past_training(
            *(people.sokha, AWARD),
            on=date(2026, 3, 1),
            source="Binder",
            reason="From paper",
            actor=people.chan,
            result="passed",
        )
        session.commit()
    assert _cells(_text(viewer)) == _cells(before)
    assert _rows(viewer, on="2026-11-30") == saved
    heading, *later = _rows(viewer, on="2026-12-01")
    assert [row[heading.index("Total")] for row in later if row[6] == "All trainings"] == ["23"]


def test_an_export_keeps_nobody_from_writing(chan: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    write = spreadsheets.write_csv

    def write_while_others_work(*given: Any) -> int:
        count = write(*given)
        with db.db.engine.begin() as other:  # on SQLite this takes the one lock for writers
            written.append(other.execute(text("UPDATE person SET phone = NULL")).rowcount)
        return count

    monkeypatch.setattr(spreadsheets, "write_csv", write_while_others_work)
    _rows(chan)
    with day(TODAY):
        chan.send("/en/reports/records.csv", form="/en/records/")
    assert [number > 0 for number in written] == [True, True]


def test_an_export_is_noted(chan: StrictClient, people: People) -> None:
    _rows(chan, branch="KH-12")
    (line,) = session.scalars(select(AuditLine).where(AuditLine.act == "reports.exported"))
    assert (line.actor_id, line.record_id, line.facts) == (
        people.chan.id,
        "csv",
        {"asked": {"first": "2025-01-01", "last": TODAY, "branch": "KH-12"}, "hidden": False},
    )


@pytest.mark.parametrize("address", ["figures.csv", "figures.xlsx", "brief.pdf"])
def test_a_question_that_means_nothing_makes_no_file(chan: StrictClient, address: str) -> None:
    answer = chan.send(f"/en/reports/{address}", {"branch": "TH-27"}, form=PAGE)
    assert answer.status_code == 422
    assert 'id="branch-error"' in answer.get_data(as_text=True)


def test_dao_sees_her_three_and_takes_away_nothing_else(chan: StrictClient) -> None:
    visitor = StrictClient(chan.application, chan.application.response_class)
    visitor.sign_in("TH-1200")
    page = _text(visitor)
    assert '<b id="total">3</b>' in page
    assert "Phnom Penh" not in page
    assert "Pilot report" not in page
    assert not any("KH-12" in row or "Pilot report" in row for row in _rows(visitor))


# --- whoever may not see names ------------------------------------------------------------------------------


def test_nobody_was_asked_for_another_sex_in_a_reported_total(chan: StrictClient) -> None:
    for hxl in ("", "1"):
        (reported,) = [row for row in _rows(chan, hxl=hxl) if row[5] == "Reported, without names"]
        assert reported[9:14] == ["50", "30", "", "2", "82"]


def test_robin_is_told_that_a_total_counts_from_the_next_month_on(
    chan: StrictClient, viewer: StrictClient
) -> None:
    page = _text(viewer)
    assert "Nothing was reported" not in page
    assert (
        "What was entered after 31 October 2026 does not count here yet. It counts from the next month on."
        in page
    )
    assert "does not count here yet" not in _text(chan)
    assert "Nothing was reported" in _text(viewer, "?year=2024")
    with day("2026-12-01"):
        assert "does not count here yet" not in viewer.get(PAGE).get_data(as_text=True)


def test_robin_sees_no_small_number_and_nothing_that_gives_it_away(viewer: StrictClient) -> None:
    page = _text(viewer)
    tables = _cells(page)
    assert '<b id="total">22</b>' in page
    assert tables["By quarter"] == [
        ["2026, quarter 2", "*", "0", "0", "0", "*"],
        ["2026, quarter 3", "*", "10", "0", "0", "*"],
        ["Total", "12", "10", "0", "0", "22"],
    ]
    assert "By branch" not in tables
    assert "3" not in [cell for line in tables["By Society"] for cell in line]
    rows = _rows(viewer, on="2026-12-01")  # by then the total that was reported in November counts
    shown = [row[8:14] for row in rows if row[6] == "By Society"]
    assert shown == tables["By Society"][:-1]
    (reported,) = [row for row in rows if row[5] == "Reported, without names"]
    assert reported[9:14] == ["*", "*", "", "*", "82"]
    assert {row[4] for row in rows if row[6] == "All trainings"} == {
        "Cambodian Red Cross, Thai Red Cross Society"
    }


def test_a_file_names_what_it_does_not_show(viewer: StrictClient) -> None:
    for hxl, sign in (("", "*"), ("1", "")):
        rows = _rows(viewer, hxl=hxl)
        assert rows[0][-1] == "Not shown: about fewer than five people, or would tell of them"
        quarters = [row[9:] for row in rows if row[6] == "By quarter"]
        assert quarters == [
            [sign, "0", "0", "0", sign, "", "Female; Total"],
            [sign, "10", "0", "0", sign, "", "Female; Total"],
        ]
        (people,) = [
            row[9:] for row in rows if row[6:8] == ["People trained", ""] and row[5].startswith("Proved")
        ]
        assert people == ["", "", "", "", "22", "", ""]  # not counted by sex: nothing is hidden


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("hxl", "sign"), [("", "*"), ("1", "")])
def test_a_file_about_very_few_people_says_that_they_are_too_few(
    viewer: StrictClient, people: People, ending: str, hxl: str, sign: str
) -> None:
    certified_until(people.sokha, "2025-05-01")  # the only training of 2023
    heading, *rows = _rows(viewer, ending, year="2023", hxl=hxl)
    [row] = [one for one in rows if not one[0].startswith("#")]
    assert row[5:7] == ["Proved by records", "All trainings"]
    assert row[8:] == ["So few that no number can be shown.", sign, "", "Total"]
    assert len(heading) == len(row)


def test_a_file_names_a_table_that_is_too_small_to_be_shown(app: Flask) -> None:
    with app.test_request_context("/en/reports/"):
        g.language = "en"
        made = figures.Figures((("female",),), (7,), 7, 7, (figures.Table("language", (), withheld=True),))
        asked = TrainingQuery(frozenset({1}), date(2026, 1, 1), date(2026, 12, 31), frozenset({AWARD}))
        answer = Report(made, (), asked, date(2026, 12, 31), ("khm",))
        *_, last = lines.lines(answer, registry.current(), {}, hxl=False)
    few = "So few that no number can be shown."
    assert last[6:] == ["By language", "", few, "*", "*", "", "Female; Total"]


def test_what_is_taken_away_says_that_not_everything_is_hidden(viewer: StrictClient) -> None:
    with day(TODAY):
        sheets = viewer.send("/en/reports/figures.xlsx", {"year": "2026"}, form=PAGE)
        paper = viewer.send("/en/reports/brief.pdf", {"year": "2026"}, form=PAGE)
    notes = [str(cell.value) for (cell,) in load_workbook(io.BytesIO(sheets.data))["Notes"].iter_rows()]
    for read in (" ".join(notes), " ".join(text_of(paper.data).split())):
        assert "This does not hide everything." in read


def test_whoever_sees_names_is_told_nothing_about_hiding(chan: StrictClient) -> None:
    with day(TODAY):
        paper = chan.send("/en/reports/brief.pdf", {}, form=PAGE)
    assert "does not hide everything" not in " ".join(text_of(paper.data).split())


def test_the_name_of_a_file_says_of_which_days_it_is(chan: StrictClient, viewer: StrictClient) -> None:
    for ending in ("csv", "xlsx"):
        with day(TODAY):
            one = viewer.send(f"/en/reports/figures.{ending}", {"year": "2024"}, form=PAGE)
            two = chan.send(f"/en/reports/figures.{ending}", {}, form=PAGE)
            asked = {"first": "2026-07-01", "last": "2026-09-30"}
            three = chan.send(f"/en/reports/figures.{ending}", asked, form=PAGE)
            asked |= {"branch": "KH-12", "module": AWARD, "known_on": "2026-10-05"}
            four = chan.send(f"/en/reports/figures.{ending}", asked, form=PAGE)
        assert f"trainings-of-2024-made-{TODAY}.{ending}" in one.headers["Content-Disposition"]
        since = f"trainings-of-2025-01-01-to-{TODAY}-made-{TODAY}.{ending}"
        assert since in two.headers["Content-Disposition"]
        assert f"trainings-of-2026-Q3-made-{TODAY}.{ending}" in three.headers["Content-Disposition"]
        most = f"trainings-of-2026-Q3-KH-12-{AWARD}-known-on-2026-10-05-made-{TODAY}.{ending}"
        assert most in four.headers["Content-Disposition"]


def test_codes_of_places_stand_in_one_order_in_every_language(viewer: StrictClient) -> None:
    for code in ("lao", "khm", "tha"):
        people_service.ensure_unit("society", code, people_queries.unit_by_code("mekong"))
    session.commit()
    found = set()
    for language in ("en", "km", "lo", "th"):
        with day(TODAY):
            answer = viewer.send(f"/{language}/reports/figures.csv", form=f"/{language}/reports/")
        found.add(list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))[1][3])
    assert found == {"khm lao tha"}


@pytest.mark.parametrize(
    ("language", "sheets"), [("en", ["Trainings completed", "Notes"]), ("th", ["การอบรมที่เสร็จสิ้น", "บันทึก"])]
)
def test_a_spreadsheet_says_what_it_is_and_what_a_star_means(
    viewer: StrictClient, language: str, sheets: list[str]
) -> None:
    with day(TODAY):
        answer = viewer.send(f"/{language}/reports/figures.xlsx", form=f"/{language}/reports/")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == sheets
    assert any(str(cell.value).startswith("* ") for (cell,) in book[sheets[1]].iter_rows())


def test_on_paper_the_page_does_not_end_with_a_heading_of_nothing(viewer: StrictClient) -> None:
    page = _text(viewer)
    assert re.search(r'<section class="take-away">\s*<h2>Take the figures away</h2>', page)
    style = viewer.get(re.findall(r'href="([^"]*/reports[^"]*\.css[^"]*)"', page)[0]).get_data(as_text=True)
    assert ".take-away { display: none; }" in style.partition("@media print")[2]


def test_robin_cannot_subtract_one_selection_from_another(viewer: StrictClient) -> None:
    assert '<b id="total">22</b>' in _text(viewer, "?branch=KH-12&module=pss&first=2026-06-01&year=2026")
    assert 'name="branch"' not in _text(viewer)
    assert '<b id="total">0</b>' in _text(viewer, "?year=2025")
    assert 'id="year-error"' in _text(viewer, "?year=1999", 422)
    assert 'id="year-error"' in _text(viewer, "?year=all", 422)


def test_robin_sees_nothing_of_four_people(client: StrictClient, people: People) -> None:
    certified_until(people.sokha, "2028-05-01")
    people_service.give_role(people.bopha, "viewer", people.sokha.unit, actor=None)
    session.commit()
    client.sign_in("KH-1100")
    page = _text(client)
    assert "So few that no number can be shown." in page
    assert 'id="total"' not in page
    [row] = [row for row in _rows(client)[1:] if row[5] == "Proved by records"]
    assert row[6:] == ["All trainings", "", "So few that no number can be shown.", "*", "", "Total"]
    with day(TODAY):
        assert client.send("/en/reports/brief.pdf", {}, form=PAGE).data.startswith(b"%PDF")


def test_robin_never_sees_a_name_or_enters_a_total(viewer: StrictClient) -> None:
    assert viewer.get("/en/records/").status_code == 403
    assert viewer.get("/en/reports/baseline/").status_code == 403
    assert "Dara" not in _text(viewer)


def _trained(people: People, sexes: str) -> None:
    """So many people of these sexes (f, m, o, or - for not said), trained in the first quarters of 2026."""
    words: dict[str, Literal["female", "male", "other", ""]] = {
        "f": "female",
        "m": "male",
        "o": "other",
        "-": "",
    }
    for n, sex in enumerate(sexes):
        person = people_service.create_person(
            people_service.Particulars(
                number=f"KH-7{n:03}", name="ដារា", latin_name="Dara", language="km", sex=words[sex]
            ),
            people.sokha.unit,
            actor=None,
        )
        certified_until(person, "2028-05-01")


@pytest.mark.parametrize(
    ("sexes", "columns"),
    [
        ("ffffo", [("Female, Male, Other sex, Not said", "5")]),
        ("ffff-", [("Female, Male, Other sex, Not said", "5")]),
        ("fffff", [("Female", "5"), ("Male", "0"), ("Other sex", "0"), ("Not said", "0")]),
        ("fffffooooo", [("Female", "5"), ("Male", "0"), ("Other sex, Not said", "5")]),
        ("fffffoooo-", [("Female", "5"), ("Male", "0"), ("Other sex, Not said", "5")]),
        ("fffff-----", [("Female", "5"), ("Male", "0"), ("Other sex, Not said", "5")]),
    ],
)
def test_no_heading_tells_that_one_of_five_is_of_another_sex(
    client: StrictClient, people: People, sexes: str, columns: list[tuple[str, str]]
) -> None:
    _trained(people, sexes)
    people_service.give_role(people.bopha, "viewer", people_queries.unit_by_code("khm"), actor=None)
    session.commit()
    client.sign_in("KH-1100")
    page = _text(client)
    headings = re.findall(r'<th scope="col" class="number[^"]*">([^<]*)</th>', page.partition("<tbody>")[0])
    (shown,) = (line for line in _cells(page)["By module"] if line[0] == "Total")
    assert list(zip(headings[:-1], shown[1:-1], strict=True)) == columns


def test_that_one_of_six_people_was_not_trained_in_a_module_is_not_shown(
    client: StrictClient, people: People
) -> None:
    """Six people, eleven trainings, all for the first time: five of PGI, so one of the six has none."""
    with day("2026-05-01"):
        for n in range(6):
            person = people_service.create_person(
                people_service.Particulars(
                    number=f"KH-7{n:03}", name="ដារា", latin_name="Dara", language="km", sex="female"
                ),
                people.sokha.unit,
                actor=None,
            )
            for award in ("pss", "pgi")[: 2 if n else 1]:
                achievements.record_past_training(
                    person,
                    award,
                    on=clock.today(),
                    source="Binder",
                    reason="From paper",
                    actor=people.chan,
                    result="passed",
                )
    people_service.give_role(people.bopha, "viewer", people_queries.unit_by_code("khm"), actor=None)
    session.commit()
    client.sign_in("KH-1100")
    page = _text(client)
    assert '<b id="total">11</b>' in page
    assert '<b id="people">6</b>' in page
    assert [line[-1] for line in _cells(page)["By module"]] == ["*", "*", "11"]
    assert _cells(page)["First time or refresher"][0][-1] == "11"


def test_a_brief_says_where_and_when_it_was_made(chan: StrictClient) -> None:
    with day(TODAY):
        paper = chan.send("/en/reports/brief.pdf", {}, form=PAGE)
    said = " ".join(text_of(paper.data).split())
    assert "Made with Sala on 24 November 2026." in said
    assert "demonstration" not in said


def test_figures_of_a_demonstration_say_so_in_every_file(
    chan: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line of a CSV says it: lines are copied out of their file."""
    invented = "A demonstration with invented people"
    assert not any(invented in cell for row in _rows(chan) for cell in row)
    real = settings_of(chan.application)
    for place in ("reports.views.figures", "web.downloads"):
        monkeypatch.setattr(f"lms.{place}.current_settings", lambda: replace(real, demo=True))
    monkeypatch.setitem(chan.application.jinja_env.globals, "demo", lambda: True)
    with day(TODAY):
        sheets = chan.send("/en/reports/figures.xlsx", {}, form=PAGE)
        paper = chan.send("/en/reports/brief.pdf", {}, form=PAGE)
    assert all(invented in cell for row in _rows(chan)[1:] for cell in row[-2:-1])
    names = [answer.headers["Content-Disposition"] for answer in (sheets, paper)]
    assert all("filename=demo-trainings-of-" in name for name in names)
    book = load_workbook(io.BytesIO(sheets.data))
    assert invented in [cell.value for (cell,) in book["Notes"].iter_rows()]
    assert invented in " ".join(text_of(paper.data).split())
