"""Pages can be used with a screen reader, in sunlight and in the dark: no finding of axe, at 360 pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lms.config import CHECKOUT
from tests import pdfs
from tests.flows.conftest import Server
from tests.flows.signing_in import come_in
from tests.flows.walk import PERSONAL, PUBLIC, STAFF, Findings, in_each

# test_components.py looks at each component; the last one is what a script reads.
# "/start/" has no page of its own: it leads to that of whoever asks.
OPENED_ELSEWHERE = {"/components/", "/components/desk/", "/me/read/", "/start/"}


def test_every_page_with_an_address_of_its_own_is_among_them() -> None:
    """A page whose address needs a number or a code of somebody is opened by the flow that makes one."""
    routes = (CHECKOUT / "tests" / "routes.txt").read_text(encoding="utf-8").splitlines()
    pages = {line.split()[1].removeprefix("/<lang:lang>") for line in routes if line.startswith("GET /<lang")}
    opened = {address.split("?")[0] for address in [*PUBLIC, *PERSONAL, *STAFF]}
    assert {page for page in pages if "<" not in page and "." not in page} - opened == OPENED_ELSEWHERE


@pytest.mark.parametrize("language", in_each("km", "lo", "th", "en"))
def test_no_page_shuts_anybody_out(walked: Callable[[str], Findings], language: str) -> None:
    assert walked(language)["axe"] == []


@pytest.mark.parametrize("language", in_each("km", "th"))
def test_no_colour_shuts_anybody_out_in_the_dark(walked: Callable[[str], Findings], language: str) -> None:
    assert walked(language)["axe in the dark"] == []


@pytest.mark.parametrize("language", in_each("km", "lo", "th", "en"))
def test_buttons_and_links_in_lists_are_large_enough_for_a_thumb(
    walked: Callable[[str], Findings], language: str
) -> None:
    """44 CSS pixels high and wide at least (WCAG 2.2, 2.5.5)."""
    assert walked(language)["small"] == []


def test_a_list_of_people_is_on_the_paper_that_is_printed(browser: Browser, open_server: Server) -> None:
    page = browser.new_context().new_page()
    come_in(page, open_server, "KH-0100")
    page.goto(f"{open_server.address}/km/people/")
    page.emulate_media(media="print")
    assert page.locator("tbody tr").count() > 0
    assert page.locator("tbody tr").first.is_visible()
    assert page.locator("form.filters").is_hidden()
    assert page.locator("form.printed button").is_hidden()
    page.context.close()


@pytest.mark.parametrize("module", ["migration", "pgi"])
def test_on_the_paper_of_a_plan_no_heading_stands_alone_at_the_foot(
    browser: Browser, open_server: Server, module: str, tmp_path: Path
) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{open_server.address}/en/modules/{module}/trainer/")
    headings = {" ".join(text.split()) for text in page.locator("main :is(h2, h3, h4)").all_inner_texts()}
    edge = "10mm"
    paper = page.pdf(format="A4", margin={"top": edge, "right": edge, "bottom": edge, "left": edge})
    page.context.close()
    sheets = pdfs.text_of(paper).split("\f")
    last = [" ".join(lines[-1].split()) for sheet in sheets if (lines := sheet.strip().splitlines())]
    assert len(last) > 3
    assert headings.isdisjoint(last)
