"""Room for words on narrow screens and with large letters: nothing lies over anything else, nothing is cut off.

The large letters are those that somebody sets in the browser: they change what `em` means everywhere, also in queries.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.signing_in import come_in

MODULES = ["migration", "pss", "cea", "hiv", "pgi"]
LANGUAGES = ["km", "lo", "th"]


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Browser]:
    """A browser whose owner has set letters of twice the usual size."""
    twice = ["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    chromium = browser.browser_type.launch(executable_path="/usr/bin/chromium", args=twice)
    yield chromium
    chromium.close()


def open_page(browser: Browser, width: int) -> Page:
    return browser.new_context(viewport={"width": width, "height": 740}).new_page()


# What a card of a module says, line by line, against its ring and its own edges.
_CROWDED = """() => [...document.querySelectorAll('main section.row')].flatMap(card => {
  const edge = card.getBoundingClientRect(), ring = card.querySelector('.ring').getBoundingClientRect();
  const range = document.createRange(), walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT), wrong = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('.ring') || !node.parentElement.checkVisibility()) continue;
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const over = line.right > ring.left && line.left < ring.right && line.bottom > ring.top && line.top < ring.bottom;
      if (over || line.left < edge.left || line.right > edge.right) wrong.push(node.data.trim());
    }
  }
  return wrong;
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_modules_card_lies_over_the_ring_or_leaves_the_card(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = open_page(browser, 360)
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}/{language}/me/")
    crowded: dict[int, list[str]] = {}
    for width in (320, 360, 393, 412, 560):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.locator("main section.row .ring").count() == len(MODULES)
        overflow(page)  # drawn
        if found := page.evaluate(_CROWDED):
            crowded[width] = found
    assert crowded == {}
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_a_modules_card_has_two_thirds_of_a_phone(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = open_page(browser, 360)
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}/{language}/me/")
    widths = page.locator("main section.row h3").evaluate_all("all => all.map(one => one.clientWidth)")
    assert min(widths) >= 240
    page.context.close()


# The dotted line below each stop, from top to bottom, against its own number and the next one.
_STRUCK = """() => {
  const stops = [...document.querySelectorAll('.path .stop')].map(stop => stop.getBoundingClientRect());
  return [...document.querySelectorAll('.path li:not(:last-child) a')].filter((way, place) => {
    const line = getComputedStyle(way, '::after'), box = way.getBoundingClientRect();
    const top = box.top + parseFloat(line.top), bottom = top + parseFloat(line.height);
    const left = box.left + parseFloat(line.left), under = circle => left > circle.left && left < circle.right;
    const next = stops[place + 1];
    return !(parseFloat(line.height) > 4) || top < stops[place].bottom || !under(stops[place])
      || (under(next) && bottom > next.top);
  }).map(way => way.textContent.trim());
}"""


@pytest.mark.parametrize("letters", ["browser", "large"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_a_path_never_runs_through_a_number(
    request: pytest.FixtureRequest, open_server: Server, language: str, letters: str
) -> None:
    page = open_page(request.getfixturevalue(letters), 360)
    struck: dict[str, list[str]] = {}
    for module in MODULES:
        page.goto(f"{open_server.address}/{language}/modules/{module}/")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            overflow(page)  # drawn
            if found := page.evaluate(_STRUCK):
                struck[f"{module} at {width}"] = found
    assert struck == {}
    page.context.close()


@pytest.mark.parametrize("language", [*LANGUAGES, "en"])
def test_with_the_browsers_letters_at_twice_their_size_no_page_scrolls_sideways(
    large: Browser, open_server: Server, language: str
) -> None:
    page = open_page(large, 360)
    wide: list[str] = []
    come_in(page, open_server, "KH-0001")
    for address in (
        "/",
        "/me/",
        "/me/sessions/",
        "/sign-in/",
        *(f"/modules/{module}/" for module in MODULES),
    ):
        page.goto(f"{open_server.address}/{language}{address}")
        if (pixels := overflow(page)) > 0:
            wide.append(f"{address}: {pixels}")
    assert wide == []
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_large_letters_every_stop_before_the_first_outreach_is_in_sight(
    large: Browser, open_server: Server, language: str
) -> None:
    page = open_page(large, 360)
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}/{language}/me/")
    overflow(page)  # drawn
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.stops li')].filter(one => {
        const box = one.getBoundingClientRect(), edge = one.closest('section').getBoundingClientRect();
        return box.left < edge.left || box.right > edge.right || box.bottom > edge.bottom
        }).map(one => one.textContent)"""
    )
    assert page.locator(".stops li").count() == 4
    assert cut == []
    page.context.close()


# The list of an open menu against its button and the screen.
_ASTRAY = """menu => {
  const [button, list] = ['summary', 'ul'].map(part => menu.querySelector(part).getBoundingClientRect());
  const shared = Math.min(button.right, list.right) - Math.max(button.left, list.left);
  const inside = list.left >= 0 && list.right <= document.documentElement.clientWidth;
  const away = Math.min(Math.abs(list.top - button.bottom), Math.abs(button.top - list.bottom)); // below, or above tabs
  return !(inside && shared >= button.width / 2 && away <= 8);
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["KH-0100", "AD-0001"])
def test_a_menu_opens_at_its_button_and_within_the_screen(
    browser: Browser, open_server: Server, language: str, number: str
) -> None:
    page = open_page(browser, 360)
    come_in(page, open_server, number)
    astray: list[str] = []
    for address in ("/me/", "/people/"):
        page.goto(f"{open_server.address}/{language}{address}")
        for width in (320, 360, 800, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 740})
            menus = page.locator("header details.menu:visible")
            assert menus.count()
            for menu in menus.all():
                menu.locator("summary").click()
                if menu.evaluate(_ASTRAY):
                    astray.append(f"{address} {menu.locator('summary').inner_text()} at {width}")
                menu.locator("summary").click()
    assert astray == []
    page.context.close()


def test_on_a_phone_the_headings_of_a_list_lie_over_no_card(browser: Browser, open_server: Server) -> None:
    page = open_page(browser, 360)
    come_in(page, open_server, "AD-0001")
    page.goto(f"{open_server.address}/lo/records/")
    heads = page.locator("table.people thead")
    assert heads.count()
    for head in heads.all():
        box = head.bounding_box()
        assert box
        assert box["width"] <= 1 or box["x"] + box["width"] <= 0
    page.context.close()
