"""The desk in a real browser: the menu of a phone, letters twice as large, what stays in sight, what is ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Server
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow
from tests.flows.walk import Findings, in_each

PIN = "246813"


@pytest.fixture
def computer(browser: Browser, open_server: Server) -> Iterator[Page]:
    """The administrator at a computer, signed in: all people stand in one list."""
    context = browser.new_context(viewport={"width": 1280, "height": 600})
    page = context.new_page()
    come_in(page, open_server, "AD-0001")
    yield page
    context.close()


def test_on_a_phone_the_other_pages_stand_under_more_without_a_script(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{open_server.address}/en/sign-in/?next=/en/staff/")
    page.locator("input[name=identifier]").fill("KH-0200")
    page.locator("input[name=pin]").fill(PIN)
    page.locator("main button:not([data-passkey])").first.click()
    tabs = page.locator("nav.tabs")
    expect(page.locator("nav.side")).to_be_hidden()
    expect(tabs.get_by_role("link", name="Imports")).to_be_hidden()
    tabs.locator("summary").click()
    menu, bar = tabs.locator("ul").bounding_box(), tabs.bounding_box()
    assert menu
    assert bar
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 360
    assert menu["y"] + menu["height"] <= bar["y"] + 1
    tabs.get_by_role("link", name="Imports").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Imports")
    context.close()


def test_filters_of_a_list_unfold_on_a_phone_without_a_script(browser: Browser, open_server: Server) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    come_in(page, open_server, "KH-0200")
    page.goto(f"{open_server.address}/en/records/")
    expect(page.locator("#q")).to_be_visible()
    expect(page.locator("#branch")).to_be_hidden()
    page.get_by_label("Filters").check()
    page.locator("#branch").select_option("KH-12")
    follow(page, page.get_by_role("button", name="Show").first)
    expect(page.locator("#branch")).to_have_value("KH-12")
    expect(page.locator("#branch")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("language", in_each("km", "th"))
def test_no_page_of_staff_is_wider_than_a_phone_with_letters_twice_as_large(
    walked: Callable[[str], Findings], language: str
) -> None:
    assert walked(language)["wide"] == []


def test_a_heading_and_a_name_stay_in_sight_while_one_scrolls(computer: Page, open_server: Server) -> None:
    computer.goto(f"{open_server.address}/en/records/")
    table = computer.locator(".table").first
    table.evaluate("table => { table.scrollTop = 200; }")
    top = table.bounding_box()
    heading = computer.locator("thead th").first.bounding_box()
    assert top
    assert heading
    assert abs(heading["y"] - top["y"]) <= 2


def test_who_is_ticked_is_counted_in_a_bar_that_stays_in_sight(computer: Page, open_server: Server) -> None:
    computer.goto(f"{open_server.address}/en/people/")
    bar = computer.locator(".bulk")
    assert bar.evaluate("bar => getComputedStyle(bar).position") == "static"
    for box in computer.locator("td input[type=checkbox]").all()[:3]:
        box.check()
    assert bar.evaluate("bar => getComputedStyle(bar).position") == "sticky"
    assert "counter(ticked)" in bar.evaluate("bar => getComputedStyle(bar, '::before').content")
    place = bar.bounding_box()
    assert place
    assert place["y"] + place["height"] <= 600


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_the_bar_at_the_side_never_scrolls_sideways(
    browser: Browser, open_server: Server, language: str
) -> None:
    wide = {}
    for number in ("AD-0001", "LA-0200"):
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        come_in(page, open_server, number)
        for width, height in ((1280, 900), (1024, 600), (800, 600)):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"{open_server.address}/{language}/staff/")
            more = page.locator("nav.side").evaluate("bar => bar.scrollWidth - bar.clientWidth")
            if more > 0:
                wide[f"{number}, {width}"] = more
        page.context.close()
    assert wide == {}


def test_every_page_of_the_menu_is_reached_by_the_keyboard(computer: Page, open_server: Server) -> None:
    computer.goto(f"{open_server.address}/en/staff/")
    wanted = computer.locator("nav.side a").evaluate_all("links => links.map(link => link.href)")
    reached = []
    for _ in range(len(wanted) + 6):
        computer.keyboard.press("Tab")
        reached.append(computer.evaluate("document.activeElement.href || ''"))
    assert set(wanted) <= set(reached)
    assert len(wanted) == 18  # the mark, sixteen pages with the way back to learning, one's own


def test_what_is_wrong_with_a_line_of_nine_columns_is_in_sight_at_a_computer(
    browser: Browser, open_server: Server, tmp_path: Path
) -> None:
    """The branch is one of the last columns: what is wrong with it stands below what happens with the line."""
    file = tmp_path / "people.csv"
    file.write_text(
        "ID,Name,Name in Latin letters,Sex,Date of birth,Phone,E-mail,Branch,Language\n"
        "KH-7001,ចាន់ សុភា,Chan Sophea,F,5/3/1990,012 345 678,chan.sophea@example.org,រតនៈគិរីខាងជើង,km\n",
        encoding="utf-8",
    )
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    come_in(page, open_server, "KH-0200")
    page.goto(f"{open_server.address}/km/people/imports/")
    page.locator("select[name=unit]").select_option("khm")
    page.locator("input[type=file]").set_input_files(file)
    follow(page, page.locator("main form.card button"))
    follow(page, page.locator("form:has([name=act][value=match]) button"))
    frame = page.locator(".table:has(> .lines)")
    reason = page.locator(".lines .error").last
    box, edge = reason.bounding_box(), frame.bounding_box()
    assert box
    assert edge
    assert edge["x"] <= box["x"]
    assert box["x"] + box["width"] <= edge["x"] + edge["width"]
    assert box["width"] > 200
    number = page.locator(".lines tbody th").bounding_box()
    assert number
    assert number["width"] < 80
    page.context.close()
