"""Charts of the reports: what is drawn is what the table says, and who may not see names sees no standing of today."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from lms.accounts.services import people as people_service
from lms.content import registry
from lms.db import session
from lms.reports.domain.figures import Row, Table
from lms.reports.domain.sex_columns import ALL_TOGETHER, EACH
from lms.reports.presenters.quarter_chart import quarter_chart
from tests.client import StrictClient
from tests.people import People
from tests.records.history import certified_until, day


def _table(*rows: tuple[str, tuple[int | None, ...], int | None]) -> Table:
    return Table("quarter", tuple(Row(key, numbers, total) for key, numbers, total in rows))


def test_the_title_says_which_quarter_had_most(house: Flask) -> None:
    table = _table(("2025-Q4", (2, 1, 0, 0), 3), ("2026-Q2", (5, 1, 0, 0), 6))
    with house.test_request_context("/en/"):
        chart = quarter_chart(table, EACH, registry.current())
    assert chart.title == "Most trainings were completed in 2026, quarter 2: 6"
    assert [(one.label, one.number, len(one.segments)) for one in chart.columns] == [
        ("4/25", "3", 2),
        ("1/26", "0", 0),
        ("2/26", "6", 2),
    ]
    assert chart.keys == ("x-female", "x-male", "x-other", "x-unknown")
    assert not chart.hides


def test_where_several_quarters_share_the_most_none_of_them_is_named(house: Flask) -> None:
    table = _table(("2025-Q4", (1, 0, 0, 0), 1), ("2026-Q1", (0, 1, 0, 0), 1))
    with house.test_request_context("/en/"):
        chart = quarter_chart(table, EACH, registry.current())
    assert chart.title == "Trainings by quarter and sex"


def test_where_a_total_is_hidden_no_quarter_is_called_the_largest(house: Flask) -> None:
    table = _table(("2026-Q1", (None,), None), ("2026-Q2", (9,), 9))
    with house.test_request_context("/th/"):
        chart = quarter_chart(table, ALL_TOGETHER, registry.current())
    assert "9" not in chart.title
    assert [(one.label, one.number) for one in chart.columns] == [("1/69", "*"), ("2/69", "9")]
    assert [[part.is_hidden for part in one.segments] for one in chart.columns] == [[True], [False]]
    assert chart.keys == ("x-all",)
    assert chart.hides


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in. Sokha is certified, Ratana ends soon, Bopha is over; five more in the branch hold nothing."""
    certified_until(people.sokha, "2028-11-24")
    certified_until(people.ratana, "2027-01-24")
    certified_until(people.bopha, "2026-01-24")
    for number in range(5):
        people_service.create_person(
            people_service.Particulars(
                number=f"KH-30{number}", name="ដារា", latin_name="Dara", language="km"
            ),
            people.sokha.unit,
            actor=None,
        )
    session.commit()
    client.sign_in("KH-1200")
    return client


def _page(client: StrictClient, query: str = "") -> str:
    with day("2026-11-24"):
        return client.get(f"/en/reports/{query}").get_data(as_text=True)


def test_chan_sees_how_the_branches_stand_and_the_same_as_numbers(chan: StrictClient) -> None:
    page = _page(chan)
    assert "<h2>20 % of 10 people are certified today</h2>" in page
    numbers = re.findall(r'<tr><th scope="row">Phnom Penh</th>(.*?)</tr>', page)
    cells = re.findall(r'<td class="number">(?:<b>)?(\d+)', numbers[0])
    assert cells == ["1", "1", "0", "1", "5", "8"]
    assert re.search(r'>Phnom Penh</a></th><td class="number">8</td>.*?<b>25 %</b>', page)


def test_the_heat_map_prints_each_share_and_hatches_few_people(chan: StrictClient) -> None:
    page = _page(chan)
    heat = page.partition('<table class="heat">')[2].partition("</table>")[0]
    rows = dict(re.findall(r'<tr><th scope="row">([^<]*)</th>(.*?)</tr>', heat))
    shares = re.findall(r'<td class="(\w+)">([^<]*)</td>', rows["Phnom Penh"])
    assert [share for _, share in shares].count("25 %") == 1
    assert [share for _, share in shares].count("0 %") == len(shares) - 1
    equal = len(shares) - 1
    assert f"Fewest are certified in {equal} of the {len(shares)} fields: 0 % in each" in page
    few = re.findall(r'<td class="(\w+)">([^<]*)</td>', rows["Cambodian Red Cross"])
    assert set(few) == {("hatched", "&lt;5")}


def test_a_branch_and_a_module_that_are_asked_for_are_those_of_the_charts(chan: StrictClient) -> None:
    page = _page(chan, "?branch=KH-12&module=hiv")
    assert "<h2>0 % of 8 people are certified today</h2>" in page
    heat = page.partition('<table class="heat">')[2].partition("</table>")[0]
    assert len(re.findall(r'<th scope="row"', heat)) == 1
    assert len(re.findall(r"<td ", heat)) == 1


def test_who_may_not_see_names_sees_no_standing_of_today(
    client: StrictClient, people: People, chan: StrictClient
) -> None:
    people_service.give_role(people.noy, "viewer", people.chan.unit, actor=None)
    session.commit()
    visitor = StrictClient(client.application, client.application.response_class)
    visitor.sign_in("KH-1300")
    page = _page(visitor)
    assert "Reports" in page
    assert 'class="heat"' not in page
    assert 'class="share"' not in page
    assert "certified today" not in page


def test_days_of_the_chart_are_those_of_the_question(chan: StrictClient) -> None:
    chart = _page(chan, "?first=2024-01-01&last=2025-12-31").partition('<svg class="columns"')[2]
    labels = re.findall(r'text-anchor="middle">(\d/\d\d)</text>', chart.partition("</svg>")[0])
    assert labels == ["1/24", "2/24", "3/24", "4/24", "1/25"]


@pytest.mark.parametrize(("language", "counted"), [("km", "ចំនួនមនុស្ស"), ("lo", "ຈຳນວນຄົນ"), ("th", "จำนวนคน")])
def test_above_a_count_of_people_stands_no_list_of_names(
    chan: StrictClient, language: str, counted: str
) -> None:
    page = chan.get(f"/{language}/reports/").get_data(as_text=True)
    headings = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", page)
    assert counted in headings
    assert not {"បញ្ជីឈ្មោះ", "ລາຍຊື່ຄົນ", "รายชื่อบุคคล"} & set(headings)
