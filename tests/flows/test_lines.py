"""A line never ends inside a term, the name of a Society, a common compound or a code; no script is slanted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from lms.config import CHECKOUT
from lms.content import check
from lms.content.types.curriculum import Content, Lesson, Module
from lms.content.whole_words import whole_words
from tests.flows.conftest import Server
from tests.flows.lines import (
    boxes_in_links,
    broken_words,
    overflow,
    repeaters_at_the_start,
    torn_signs,
    wider_than_their_column,
)
from tests.flows.walk import in_each

# Lessons with much text, many terms and services; with the pages that are full of headings and names.
SAMPLE = [
    *("/", "/glossary/", "/society/", "/society/tha/"),
    *("/modules/migration/our-approach/#all", "/modules/hiv/referral/#all", "/modules/hiv/testing/#all"),
    *("/modules/pss/look-listen-link/#all", "/modules/cea/rumours-and-data/#all", "/modules/pgi/psea/#all"),
]


@pytest.fixture(scope="module")
def library() -> Content:
    return check.load(CHECKOUT)


NARROW = (328, 360)


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": NARROW[0], "height": 740})
    yield context.new_page()
    context.close()


def broken_at_any_width(page: Page, library: Content) -> list[str]:
    """Words that a line ends inside, and signs of repetition that begin one, on each narrow screen."""
    broken: list[str] = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 740})
        overflow(page)  # drawn
        wrong = broken_words(page, whole_words(library)) + repeaters_at_the_start(page)
        broken += [f"{width} pixels: {word}" for word in wrong]
    return broken


@pytest.mark.parametrize("language", in_each("km", "lo", "th"))
def test_no_line_of_a_sample_of_pages_ends_inside_a_word(
    narrow: Page, open_server: Server, library: Content, language: str
) -> None:
    broken: list[str] = []
    for address in SAMPLE:
        narrow.goto(f"{open_server.address}/{language}{address}")
        narrow.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
        broken += [f"{address}: {word}" for word in broken_at_any_width(narrow, library)]
    assert broken == []


@pytest.mark.parametrize("language", in_each("km", "lo", "th"))
def test_no_title_of_a_lesson_ends_a_line_inside_a_word(
    narrow: Page, open_server: Server, library: Content, language: str
) -> None:
    """All titles, one below the other on one page, as the page of their lesson has them."""
    narrow.goto(f"{open_server.address}/{language}/modules/pss/listening/")
    narrow.evaluate(
        """async addresses => {
          const main = document.querySelector('main');
          const pages = await Promise.all(addresses.map(address => fetch(address).then(answer => answer.text())));
          const read = page => new DOMParser().parseFromString(page, 'text/html').querySelector('main h1');
          main.replaceChildren(...pages.map(read));
        }""",
        [
            f"/{language}/modules/{module.id}/{slug}"
            for module in library.modules
            for slug in ("", *(f"{lesson.slug}/" for lesson in module.lessons))
        ],
    )
    assert narrow.locator("main h1").count() > len(library.modules)
    assert broken_at_any_width(narrow, library) == []


# On a phone, with letters twice as large, and on a desk.
VIEWS = [(360, "100%"), (360, "200%"), (1280, "100%")]


def _readings(module: Module) -> list[Lesson]:
    return [*module.lessons, *([module.trainer] if module.trainer else [])]


@pytest.mark.parametrize("language", in_each("km", "lo", "th"))
def test_signs_stay_with_their_words_and_lines_below_links_run_through(
    browser: Browser, open_server: Server, library: Content, language: str
) -> None:
    """All headings of all lessons, and the paragraphs that stand first below them, on one page."""
    page = browser.new_page(viewport={"width": VIEWS[0][0], "height": 740})
    page.goto(f"{open_server.address}/{language}/modules/pss/listening/")
    page.evaluate(
        """async addresses => {
          const pages = await Promise.all(addresses.map(address => fetch(address).then(answer => answer.text())));
          const first = 'main :is(h1, h2, h3, h4, .back, .meta, p:first-of-type, h2 + p)';
          document.querySelector('main article').replaceChildren(...pages.flatMap(
            page => [...new DOMParser().parseFromString(page, 'text/html').querySelectorAll(first)]));
          for (const fold of document.querySelectorAll('main details')) fold.open = true;
        }""",
        [
            f"/{language}/modules/{module.id}/{lesson.slug}/"
            for module in library.modules
            for lesson in _readings(module)
        ],
    )
    assert page.locator("main h1").count() == sum(len(_readings(module)) for module in library.modules)
    for width, letters in VIEWS:
        page.set_viewport_size({"width": width, "height": 740})
        overflow(page)  # drawn, open: Chromium keeps the style of what was folded while letters grew
        page.evaluate("letters => { document.documentElement.style.fontSize = letters }", letters)
        view = f"{width} pixels, letters of {letters}"
        assert overflow(page) <= 0, view
        assert torn_signs(page) == [], view
        assert wider_than_their_column(page) == [], view
        assert boxes_in_links(page) == [], view
    page.context.close()


@pytest.mark.parametrize("language", in_each("km", "lo", "th"))
def test_nothing_is_slanted_and_a_link_stays_underlined(
    narrow: Page, open_server: Server, language: str
) -> None:
    narrow.goto(f"{open_server.address}/{language}/modules/pss/linking/")
    slanted = """() => [...document.querySelectorAll('body *')].filter(
        element => getComputedStyle(element).fontStyle !== 'normal').map(element => element.outerHTML)"""
    assert narrow.evaluate(slanted) == []
    style = """tags => { const added = document.createElement('div');
        added.innerHTML = tags.map(tag => `<${tag}>x</${tag}>`).join('');
        document.querySelector('main').append(added);
        return [...added.children].filter(
            element => getComputedStyle(element).fontStyle !== 'normal').map(element => element.tagName) }"""
    tags = ["em", "i", "cite", "address", "blockquote", "dfn", "var", "q"]
    assert narrow.evaluate(style, tags) == []
