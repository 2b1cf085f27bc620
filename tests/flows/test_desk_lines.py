"""Words of staff pages stay whole where they stand in rows, and their letters may be twice as large."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.flows.conftest import Server
from tests.flows.lines import enlarge, overflow, parted_texts
from tests.flows.signing_in import come_in
from tests.flows.walk import STAFF

PIN = "246813"


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_no_word_of_a_staff_page_is_parted_by_the_gap_of_a_row(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    come_in(page, open_server, "AD-0001")
    parted = {}
    for address in STAFF:
        page.goto(f"{open_server.address}/{language}{address}")
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        if found := parted_texts(page):
            parted[address] = found
    page.context.close()
    assert parted == {}


@pytest.mark.parametrize("language", ["km", "th"])
def test_letters_twice_as_large_cut_no_code_no_count_and_no_hint(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    come_in(page, open_server, "AD-0001")
    page.goto(f"{open_server.address}/{language}/records/certificates/")
    enlarge(page, 2)
    assert overflow(page) <= 0
    codes = page.locator("main td a").evaluate_all(
        "links => links.filter(link => link.getBoundingClientRect().right"
        " > link.closest('tr').getBoundingClientRect().right)"
    )
    assert codes == []
    page.goto(f"{open_server.address}/{language}/staff/")
    enlarge(page, 2)
    assert overflow(page) <= 0
    bar = page.locator("nav.tabs").bounding_box()
    assert bar
    assert bar["height"] <= 180
    # What waits for somebody, as a count of two digits on each tab.
    for tab in page.locator("nav.tabs > a, nav.tabs > details > summary").all():
        tab.evaluate("tab => tab.insertAdjacentHTML('beforeend', '<span class=\"waiting probe\">12</span>')")
    rights = page.locator(".probe").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert max(rights) <= 360
    page.context.close()


def test_the_newest_quarter_of_a_chart_is_in_sight_on_a_phone(browser: Browser, open_server: Server) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    come_in(page, open_server, "AD-0001")
    page.goto(f"{open_server.address}/th/reports/")
    chart = page.locator(".chart-scroll")
    assert chart.evaluate("chart => chart.scrollWidth > chart.clientWidth")
    right, edge = chart.evaluate(
        "chart => [chart.querySelector('text:last-of-type').getBoundingClientRect().right,"
        " chart.getBoundingClientRect().right]"
    )
    assert right <= edge + 1
    page.context.close()


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_the_role_at_the_side_stands_on_one_line(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    come_in(page, open_server, "IF-0001")
    page.goto(f"{open_server.address}/{language}/staff/")
    role = page.locator(".side .face + span > span")
    assert (
        role.evaluate(
            "role => role.getBoundingClientRect().height / parseFloat(getComputedStyle(role).lineHeight)"
        )
        < 1.5
    )
    page.context.close()
