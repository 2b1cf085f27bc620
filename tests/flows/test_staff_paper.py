"""Pages of staff on paper: a list says of everybody what the screen says, with the day, whatever the margins are."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests import pdfs
from tests.flows.conftest import Server
from tests.flows.signing_in import come_in

PIN = "246813"
# A4 upright without margins, with those of a browser and with wide ones; in CSS pixels.
PAPERS = [("0", 794), ("10mm", 718), ("20mm", 642)]
# The cells of the list that say nothing on paper although there is something to say, or that are cut off.
_LOST = """() => [...document.querySelectorAll('main .matrix :is(td, th)')].filter(cell => {
  const box = cell.getBoundingClientRect(), range = document.createRange();
  range.selectNodeContents(cell);
  const lines = [...range.getClientRects()].filter(line => line.width > 1 && line.height > 1);
  const wide = document.documentElement.clientWidth;
  return !box.width || box.right > wide || lines.some(line => line.right > wide)
    || (cell.textContent.trim() && !lines.length);
}).map(cell => cell.textContent.trim())"""
# What stands in a cell of a module: its signs and its words, as they are drawn.
_HELD = """() => [...document.querySelectorAll('main .matrix .held')].map(one => {
  const status = one.querySelector('.status');
  const sign = getComputedStyle(status, '::before').content.replaceAll('"', '');
  return [sign, one.innerText.trim(), one.getClientRects().length > 0];
})"""


def desk_of(browser: Browser, server: Server, language: str, number: str) -> Page:
    """Somebody of staff at a computer, signed in."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    come_in(page, server, number)
    return page


def paper_of(page: Page, margin: str) -> str:
    """The text of the page as it is printed, without what only shapes it."""
    sides = {"top": margin, "right": margin, "bottom": margin, "left": margin}
    return "".join(pdfs.text_of(page.pdf(format="A4", margin=sides)).split())  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_the_paper_of_training_records_says_what_everybody_holds_and_until_when(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = desk_of(browser, open_server, language, "AD-0001")
    page.goto(f"{open_server.address}/{language}/records/")
    page.emulate_media(media="print")
    for margin, width in PAPERS:
        page.set_viewport_size({"width": width, "height": 1000})
        assert page.evaluate(_LOST) == [], margin
        held = page.evaluate(_HELD)
        assert {sign for sign, _words, _shown in held} >= set("✓◔–")
        assert [one for one in held if not one[2]] == [], margin
        assert page.locator(".legend.signs").is_visible()
        printed = paper_of(page, margin)
        assert printed.count("✓") >= sum(sign == "✓" for sign, _words, _shown in held) + 1
        for day in page.locator(".matrix .held .meta").all_inner_texts():
            assert day.split()[-1] in printed
    page.context.close()


@pytest.mark.parametrize("number", ["IF-0001", "TH-0200"])
def test_the_paper_of_a_report_has_the_colours_of_its_legend_and_nothing_to_press(
    browser: Browser, open_server: Server, number: str
) -> None:
    page = desk_of(browser, open_server, "th", number)
    page.goto(f"{open_server.address}/th/reports/")
    page.emulate_media(media="print")
    for _margin, width in PAPERS:
        page.set_viewport_size({"width": width, "height": 1000})
        pressed = page.locator("main :is(button, input, select):visible")
        assert pressed.count() == 0
        keys = page.locator(".legend .key").evaluate_all(
            "keys => keys.map(key => getComputedStyle(key).printColorAdjust)"
        )
        assert set(keys) == {"exact"}
    page.context.close()
