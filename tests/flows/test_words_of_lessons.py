"""A word of the glossary inside a lesson: its meaning opens as a sheet, and the text behind it stays where it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.flows.conftest import Server
from tests.flows.test_thread import follow

WIDTH, HEIGHT = 360, 740
LESSON = "/modules/hiv/"


# The cards of a lesson that have words, and the page that has them all.
_PLACES = """() => ["all", ...[...document.querySelectorAll(".deck .c")].filter(card => card.querySelector("a.term"))
  .map(card => card.id)]"""


def open_lesson(browser: Browser, server: Server, language: str) -> Page:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{server.address}/{language}/modules/hiv/")
    follow(page, page.locator(".path a").nth(1))
    return page


# Three frames in which nothing has moved.
_AT_REST = """() => new Promise(done => {
  let [at, still] = [NaN, 0];
  const look = () => {
    still = scrollY === at ? still + 1 : 0;
    at = scrollY;
    if (still === 3) done();
    else requestAnimationFrame(look);
  };
  look();
})"""


def top_of(term: Locator) -> float:
    """How far below the edge of the screen a word stands, once the page has come to rest."""
    term.page.evaluate(_AT_REST)
    return float(term.evaluate("term => term.getBoundingClientRect().top"))


def to_the_upper_half(term: Locator) -> float:
    """Scroll until a word stands where no sheet covers it, or as near as the page lets it; where that is."""
    term.evaluate("term => scrollBy(0, term.getBoundingClientRect().top - 150)")
    return top_of(term)


def tap(term: Locator) -> None:
    """With the thumb: `click` scrolls first where the middle of a word that goes on in a second line is not on it."""
    x, y = term.evaluate("term => { const { x, y } = term.getClientRects()[0]; return [x + 4, y + 8]; }")
    term.page.mouse.click(x, y)
    expect(term.page.locator(".word:target")).to_be_visible()


@pytest.mark.parametrize("language", ["km", "th"])
def test_the_sentence_stays_where_it_is_while_one_reads_what_a_word_means(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = open_lesson(browser, open_server, language)
    lesson, sheet = page.url.split("#")[0], page.locator(".word:target")
    places = page.evaluate(_PLACES)
    assert len(places) > 2
    jumps = []
    for place in places:
        page.goto(f"{lesson}#{place}")
        for term in page.locator("main a.term:visible").all()[:3]:
            before = to_the_upper_half(term)
            tap(term)
            opened = top_of(term)
            sheet.locator("a").last.click()
            expect(sheet).to_have_count(0)
            if 0 < before < 250:
                jumps += [abs(opened - before), abs(top_of(term) - opened)]
    assert len(jumps) > 8
    assert max(jumps) < 2
    page.context.close()


@pytest.mark.parametrize("way", ["link", "Escape", "back"])
def test_back_from_a_second_word_leads_to_the_sentence_of_that_word(
    browser: Browser, open_server: Server, way: str
) -> None:
    """The second word was tapped while the sheet of the first one stood open, further down."""
    page = open_lesson(browser, open_server, "km")
    page.goto(f"{page.url.split('#')[0]}#all")
    sheet, terms = page.locator(".word:target"), page.locator("main a.term:visible").all()
    first, second = terms[0], terms[5]
    to_the_upper_half(first)
    tap(first)
    before = to_the_upper_half(second)
    tap(second)
    if way == "link":
        sheet.locator("a").last.click()
    elif way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.go_back()
    expect(sheet).to_have_count(0)
    assert abs(top_of(second) - before) < 2
    page.context.close()


def test_without_a_script_a_word_leads_to_its_meaning_and_back_to_the_text(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{open_server.address}/km/modules/hiv/")
    follow(page, page.locator(".path a").nth(1))
    page.goto(f"{page.url.split('#')[0]}#all")
    term = page.locator("main a.term:visible").first
    term.click()
    expect(page.locator(".word:target")).to_be_visible()
    page.locator(".word:target a").last.click()
    expect(page.locator(".word:target")).to_have_count(0)
    expect(term).to_be_in_viewport()
    context.close()
