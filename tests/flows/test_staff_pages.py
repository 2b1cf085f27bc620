"""Staff pages in a real browser: what a download leaves behind, and that no name lies over its neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import connect

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.config import CHECKOUT
from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow

PIN = "246813"
# What stands on one line and reaches beyond the box that it stands in, or beyond the page.
_TOO_WIDE = """() => [...document.querySelectorAll('main .pl, main .w, main .ph')].filter(name => {
  let box = name.parentElement;
  while (getComputedStyle(box).display.startsWith('inline') && !/flex|block|grid/.test(getComputedStyle(box).display))
    box = box.parentElement;
  const right = Math.max(...[...name.getClientRects()].map(line => line.right));
  return right > box.getBoundingClientRect().right + 1;
}).map(name => `${name.parentElement.closest(':not(span)').tagName}: ${name.textContent}`)"""
_CUT = (
    "() => [...document.querySelectorAll('main .table')].some(table => table.scrollWidth > table.clientWidth)"
)
_SPILT = (
    "() => [...document.querySelectorAll('.counts.chips li')].some(chip => "
    "chip.scrollWidth > chip.clientWidth)"
)
NARROW = [
    *(
        "/translations/",
        "/translations/pss/clear/",
        "/questions/",
        "/staff/",
        "/records/",
        "/records/KH-0001/",
        "/records/expiring/",
        "/reports/",
        "/reports/baseline/",
        "/reports/answers/",
        "/reports/community/",
        "/surveys/results/",
        "/surveys/results/papers/",
        "/paper/",
        *("/workshops/", "/workshops/new/", "/workshops/branch/?status=expiring"),
        *("/workshops/cascade/", "/workshops/trained/"),
    ),
    *(
        "/people/",
        "/people/KH-0001/",
        "/people/KH-0001/roles/",
        "/people/KH-0001/unlock/",
        "/people/cards/?branch=khm&again=1",
    ),
    *(
        "/records/certificates/",
        "/library/",
        "/quizzes/pss/",
        "/me/",
        "/glossary/",
        "/society/tha/",
        "/modules/pss/",
    ),
]


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A computer of a branch: 1280 pixels wide."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    yield context.new_page()
    context.close()


# --- a form that answers with a file ------------------------------------------------------------------------


def test_chan_makes_cards_sees_what_to_do_next_and_keeps_them_when_she_presses_again(
    desk: Page, open_server: Server
) -> None:
    come_in(desk, open_server, "KH-0200")
    desk.clock.install()
    desk.goto(f"{open_server.address}/en/people/cards/?number=KH-0002&again=1")
    button, after = desk.locator("main form[method=post] button"), desk.locator("[data-after]")
    expect(desk.get_by_text("a new card ends the one before")).to_be_visible()
    expect(after).to_be_hidden()
    with desk.expect_download():
        button.click()
    expect(after).to_be_visible()
    desk.clock.fast_forward(6000)
    expect(button).to_be_enabled()
    follow(desk, button)
    expect(desk.get_by_role("alert")).to_contain_text("Please use those.")
    with desk.expect_download():
        button.click()


def test_whoever_confirms_and_gets_a_file_reads_that_it_is_done(desk: Page, open_server: Server) -> None:
    come_in(desk, open_server, "KH-0200")
    with connect(open_server.instance / "sala.sqlite3", timeout=30) as rows:
        rows.execute("UPDATE browser_session SET confirmed_at = '2020-01-01 00:00:00'")
    desk.goto(f"{open_server.address}/en/people/cards/?number=KH-0002&again=1")
    follow(desk, desk.locator("main form[method=post] button"))
    expect(desk.get_by_text("Nothing changes before you go on")).to_be_visible()
    expect(desk.locator("[data-after]")).to_be_hidden()
    desk.locator("#confirm-pin").fill(PIN)
    with desk.expect_download():
        desk.locator("main form button[data-download]").click()
    expect(desk.locator("[data-after]")).to_be_visible()


def test_chan_makes_one_card_then_shows_a_code_instead(desk: Page, open_server: Server) -> None:
    come_in(desk, open_server, "KH-0200")
    desk.clock.install()
    desk.goto(f"{open_server.address}/en/people/KH-0003/card/")
    desk.locator("input[name=seen]").check()
    button = desk.locator("button[value=card]")
    with desk.expect_download():
        button.click()
    expect(desk.locator("[data-after]")).to_be_visible()
    desk.clock.fast_forward(6000)
    expect(button).to_be_enabled()
    follow(desk, desk.locator("button[value=link]"))
    expect(desk.locator("main svg, main img").first).to_be_visible()


def test_a_second_tap_while_a_file_is_made_does_not_ask_for_another_one(
    desk: Page, open_server: Server
) -> None:
    come_in(desk, open_server, "KH-0200")
    desk.goto(f"{open_server.address}/en/people/cards/?number=KH-0004&again=1")
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    with desk.expect_download():
        desk.locator("main form[method=post] button").dblclick()
    assert len(asked) == 1


def test_every_button_that_answers_with_a_file_says_so() -> None:
    routes = (CHECKOUT / "tests" / "routes.txt").read_text(encoding="utf-8")
    ends = re.findall(
        r"^POST \S+?(?:\.(?:pdf|csv|xlsx|zip)|<any\(csv, xlsx\):ending>)$", routes, re.MULTILINE
    )
    assert len(ends) == 17
    named = re.compile(
        r"'(?:people_cards\.sheet|list_downloads\.failed|(?:community_)?figures\.\w+_(?:csv|xlsx|pdf)|survey_results\.channels_file|survey_sheet\.sheet|cascade\.sheet|reports\.records_\w+|paper_tests\.key|workshop_papers\.(?:sign_in|poster|feedback|everything)|workshop_notes\.of_workshop)'"
    )
    buttons = []
    for path in Path(CHECKOUT, "lms", "templates").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        forms = [
            one.span() for one in re.finditer(r"<form.*?</form>", page, re.DOTALL) if named.search(one[0])
        ]
        for button in re.finditer(r"<button[^>]*>", page):  # one may stand outside of its form and name it
            if named.search(button[0]) or any(start < button.start() < end for start, end in forms):
                buttons.append(button[0])
    assert len(buttons) == 20
    assert [button for button in buttons if "data-download" not in button] == []


# --- names in narrow columns --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_no_name_reaches_beyond_its_column(browser: Browser, open_server: Server, language: str) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    wide: list[str] = []

    def look_at(addresses: list[str]) -> None:
        for address in addresses:
            page.goto(f"{open_server.address}/{language}{address}")
            page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
            for width in (800, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                overflow(page)  # drawn
                wide.extend(f"{address} at {width} {found}" for found in page.evaluate(_TOO_WIDE))
            if page.evaluate(_CUT):
                wide.append(f"{address} a table is cut")

    come_in(page, open_server, "KH-0200")
    look_at(NARROW[2:])
    come_in(page, open_server, "KH-0300")
    look_at(NARROW[:2])
    assert wide == []
    page.context.close()


@pytest.mark.parametrize("language", ["km", "th"])
def test_two_records_are_compared_side_by_side_on_a_phone(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    come_in(page, open_server, "KH-0200")
    page.goto(f"{open_server.address}/{language}/people/KH-0002/merge/?with=KH-0003")
    box = page.locator("main .table td", has_text="Ratana").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 360
    assert not page.evaluate(_CUT)
    lines = "() => [...document.querySelectorAll('main td .choice')].map(one => getComputedStyle(one).borderTopWidth)"
    assert set(page.evaluate(lines)) == {"0px"}
    page.context.close()


def test_the_chip_of_a_module_holds_its_words_on_a_phone(phone: Page, open_server: Server) -> None:
    come_in(phone, open_server, "KH-0200")
    for language in ("km", "lo", "th"):
        for path in ("/workshops/cascade/", "/workshops/trained/"):
            phone.goto(f"{open_server.address}/{language}{path}")
            assert phone.locator(".counts.chips li").count() == 5
            assert not phone.evaluate(_SPILT), (language, path)
