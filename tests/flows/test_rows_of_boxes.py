"""Running text is never laid out as a row of boxes: a word that is kept whole would stand apart from its neighbours.

Browsers make a box of each element and of each text between two in `display: flex` and `grid`: lms/text/whole_words.py.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from lms.config import CHECKOUT
from tests.flows.conftest import Server
from tests.flows.test_accessible import PERSONAL, PUBLIC, STAFF
from tests.flows.test_thread import sign_in

# Each element that lays out a text and a word beside it as boxes of their own.
_TORN = """() => [...new Set([...document.querySelectorAll(".w, .ph, .pl, .t")].map(word => word.parentElement))]
  .filter(box => /flex|grid/.test(getComputedStyle(box).display))
  .filter(box => [...box.childNodes].filter(
    node => node.nodeType === 3 ? node.data.trim() : node.matches?.(".w, .ph, .pl, .t")).length > 1)
  .map(box => `${box.tagName} .${box.parentElement.className} ${box.textContent.trim().slice(0, 60)}`)"""


def lessons() -> list[str]:
    """All lessons, each on one page, and what trainers read beside them."""
    files = sorted((CHECKOUT / "curriculum" / "modules").glob("*/*.md"))
    return [
        f"/modules/{path.parent.name}/{path.stem.lstrip('0123456789').lstrip('-')}/#all" for path in files
    ]


def torn(page: Page, server: Server, addresses: list[str]) -> list[str]:
    """What is laid out so on a screen or on paper, with the address of its page."""
    found: set[str] = set()
    for address in addresses:
        answer = page.goto(f"{server.address}{address}")
        assert answer is None or answer.status < 500
        for medium in ("print", "screen"):
            page.emulate_media(media=medium)
            found |= {f"{address}: {box}" for box in page.evaluate(_TORN)}
    return sorted(found)


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_no_sentence_of_a_lesson_falls_apart(browser: Browser, open_server: Server, language: str) -> None:
    """ "ឯក  សារ  មុន" stood above what is right and wrong with a gap on both sides of a word."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    assert torn(page, open_server, [f"/{language}{address}" for address in lessons()]) == []
    page.context.close()


@pytest.mark.parametrize("language", ["km", "lo", "th"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_sentence_of_another_page_falls_apart(
    browser: Browser, open_server: Server, language: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})

    def of(addresses: list[str]) -> list[str]:
        return torn(page, open_server, [f"/{language}{address}" for address in addresses])

    found = of([*PUBLIC, "/privacy/", "/surveys/needs/"])
    sign_in(page, open_server, language, "KH-0001", "246813")
    found += of([*PERSONAL, "/surveys/needs/", "/me/data/", "/me/sessions/", "/me/pin/"])
    page.context.clear_cookies()
    sign_in(page, open_server, language, "KH-0200", "246813")
    found += of(STAFF)
    page.context.close()
    assert found == []
