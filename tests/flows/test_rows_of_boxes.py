"""Running text is never laid out as a row of boxes: a word that is kept whole would stand apart from its neighbours.

Browsers make a box of each element and of each text between two in `display: flex` and `grid`: lms/text/whole_words.py.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from lms.config import CHECKOUT
from tests.flows.conftest import Server
from tests.flows.lines import rows_of_boxes
from tests.flows.walk import Findings, in_each


def lessons() -> list[str]:
    """All lessons, each on one page, and what trainers read beside them."""
    files = sorted((CHECKOUT / "curriculum" / "modules").glob("*/*.md"))
    return [f"/modules/{path.parent.name}/{path.stem.lstrip('0123456789').lstrip('-')}/" for path in files]


# The texts of all lessons on the page of one of them, each as its own page has it, with all its cards.
_GATHER = """async addresses => {
  const pages = await Promise.all(addresses.map(address => fetch(address).then(answer => answer.text())));
  const texts = pages.map(page => new DOMParser().parseFromString(page, 'text/html').querySelector('main article'));
  texts.forEach(text => text.classList.remove('deck'));
  document.querySelector('main').replaceChildren(...texts);
  return texts.length;
}"""


@pytest.mark.parametrize("language", in_each("km", "lo", "th"))
def test_no_sentence_of_a_lesson_falls_apart(browser: Browser, open_server: Server, language: str) -> None:
    """ "ឯក  សារ  មុន" stood above what is right and wrong with a gap on both sides of a word."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{open_server.address}/{language}/modules/pss/listening/")
    addresses = [f"/{language}{address}" for address in lessons()]
    assert page.evaluate(_GATHER, addresses) == len(addresses) > 30
    assert rows_of_boxes(page) == []
    page.context.close()


@pytest.mark.parametrize("language", in_each("km", "lo", "th"))
def test_no_sentence_of_another_page_falls_apart(walked: Callable[[str], Findings], language: str) -> None:
    """On a phone, on a desk and on paper."""
    assert walked(language)["rows of boxes"] == []
