"""Every column of a lesson's table can be read on a phone: the last ones are often those that keep people safe."""

from __future__ import annotations

import io
from collections.abc import Sequence
from statistics import median
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser

from lms.config import CHECKOUT
from lms.content import check
from lms.content.lessons.block_rules import walk
from lms.content.lessons.blocks import Block
from lms.content.types.curriculum import Content
from lms.content.whole_words import whole_words
from tests.flows.conftest import Server
from tests.flows.lines import broken_words, enlarge, overflow, torn_signs
from tests.flows.signing_in import come_in
from tests.flows.walk import in_each

# On a phone, with letters twice as large, on a small one, held sideways (just wide enough for columns in one
# language and in another), and on a desk.
VIEWS = [(360, 1), (360, 2), (320, 1), (612, 1), (648, 1), (740, 1), (1280, 1)]

# All texts with tables on one page, each as its own page has it.
_GATHER = """async addresses => {
  const pages = await Promise.all(addresses.map(address => fetch(address).then(answer => answer.text())));
  const articles = pages.map(page => new DOMParser().parseFromString(page, 'text/html').querySelector('main article'));
  articles.forEach((article, place) => article.dataset.from = addresses[place]);
  articles.forEach(article => article.classList.remove('deck'));  // all cards of a lesson, below each other
  document.querySelector('main').replaceChildren(...articles);
  for (const fold of document.querySelectorAll('main details')) fold.open = true;
  return articles.filter(article => !article.querySelector('.table')).map(article => article.dataset.from);
}"""
# Cells that reach beyond the screen, tables that scroll, cells whose heading is nowhere to be seen,
# and columns of one word a line.
_LOST = """() => [...document.querySelectorAll('main .table')].flatMap(table => {
  const wide = document.documentElement.clientWidth, from = table.closest('article').dataset.from, lost = [];
  const heads = [...table.querySelectorAll('th')];
  const inside = (left, right) => left >= 0 && right <= wide + .5;
  if (table.scrollWidth > table.clientWidth) lost.push(`${from} scrolls: ${heads.map(head => head.textContent)}`);
  for (const row of table.querySelectorAll('tbody tr')) {
    [...row.cells].forEach((cell, place) => {
      const box = cell.getBoundingClientRect(), range = document.createRange();
      range.selectNodeContents(cell);
      const lines = [...range.getClientRects()].filter(line => line.width);
      const own = [...cell.childNodes].filter(node => node.nodeName !== 'B');
      const said = own.map(node => node.textContent).join('').trim();
      if (!inside(box.left, box.right) || (said && !lines.length) || lines.some(line => !inside(line.left, line.right)))
        lost.push(`${from} beyond the screen: ${said}`);
      const words = heads[place].textContent.trim();
      if (said && !heads[place].getClientRects().length && !cell.innerText.startsWith(words))
        lost.push(`${from} without ${words}: ${said}`);
      if (place && cell.offsetWidth < 6 * parseFloat(getComputedStyle(cell).fontSize) - 1)
        lost.push(`${from} one word a line: ${said}`);
    });
  }
  return lost;
})"""


@pytest.fixture(scope="module")
def library() -> Content:
    return check.load(CHECKOUT)


def has_table(blocks: Sequence[Block]) -> bool:
    return any(block.kind == "table" for block in walk(blocks))


def with_tables(library: Content, language: str) -> list[str]:
    """The addresses of all lessons, guides for trainers and printable pieces with a table in them."""
    lessons = [
        f"/modules/{module.id}/{lesson.slug}/"
        for module in library.modules
        for lesson in (*module.lessons, *([module.trainer] if module.trainer else []))
        if has_table(lesson.text(language).blocks)
    ]
    pieces = [
        f"/library/{piece.slug}/" for piece in library.handouts if has_table(piece.text(language).blocks)
    ]
    return [f"/{language}{address}" for address in (*lessons, *pieces)]


@pytest.mark.parametrize("language", in_each("km", "lo", "th", "en"))
def test_no_column_of_a_table_is_lost_on_any_screen(
    browser: Browser, open_server: Server, library: Content, language: str
) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{open_server.address}/{language}/modules/pss/linking/")
    assert page.evaluate(_GATHER, with_tables(library, language)) == []
    lost: dict[str, list[str]] = {}
    for width, times in VIEWS:
        page.set_viewport_size({"width": width, "height": 740})
        enlarge(page, times)
        overflow(page)  # drawn
        if found := page.evaluate(_LOST):
            lost[f"{width} x {times}"] = found
    assert lost == {}
    page.set_viewport_size({"width": 360, "height": 740})
    assert broken_words(page, whole_words(library)) == []
    assert torn_signs(page) == []
    page.context.close()


@pytest.mark.parametrize("language", in_each("km", "lo", "th", "en"))
def test_the_menu_of_languages_stays_on_the_screen(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{open_server.address}/{language}/")
    page.locator("header .menu summary").click()
    for times in (1, 2):
        enlarge(page, times)
        assert overflow(page) <= 0
        left, right, cut = page.locator("header .menu ul").evaluate(
            "list => [list.getBoundingClientRect().left, list.getBoundingClientRect().right,"
            " list.scrollWidth - list.clientWidth]"
        )
        assert (left >= 0, right <= 360, cut <= 0) == (True, True, True), (times, left, right, cut)
    page.context.close()


def shade(picture: bytes) -> float:
    """How unlike the paper the right edge of a picture is: 0 to 255."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    paper, edge = (
        median(image.crop((left, 0, left + 1, image.height)).tobytes())
        for left in (image.width // 2, image.width - 1)
    )
    return abs(paper - edge)


@pytest.mark.parametrize("light", ["light", "dark"])
def test_a_table_of_staff_that_goes_on_beyond_the_edge_says_so_to_eyes_and_keyboard(
    browser: Browser, open_server: Server, light: Literal["light", "dark"]
) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=light).new_page()
    come_in(page, open_server, "KH-0200")
    page.goto(f"{open_server.address}/km/reports/")
    page.evaluate("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
    wider = "one => one.scrollWidth > one.clientWidth"
    tables = page.locator("main .table:not(:has(.people))").all()
    table = next(table for table in tables if table.evaluate(wider))
    assert table.get_attribute("aria-label")
    end = "one => one.scrollLeft = one.scrollWidth"
    there = table.screenshot()
    table.evaluate(end)
    assert shade(there) > 100
    assert shade(table.screenshot()) < 40  # the end of a table may lie within a pixel
    table.evaluate("one => { one.scrollLeft = 0; one.focus() }")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("one => one.scrollLeft > 0", arg=table.element_handle())
    page.context.close()
