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

# Lessons with much text, many terms and services; with the pages that are full of headings and names.
SAMPLE = [
    *("/", "/glossary/", "/society/", "/society/tha/"),
    *("/modules/migration/our-approach/#all", "/modules/hiv/referral/#all", "/modules/hiv/testing/#all"),
    *("/modules/pss/look-listen-link/#all", "/modules/cea/rumours-and-data/#all", "/modules/pgi/psea/#all"),
]


@pytest.fixture(scope="module")
def library() -> Content:
    return check.load(CHECKOUT)


@pytest.fixture(params=[328, 360])
def narrow(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_no_line_of_a_sample_of_pages_ends_inside_a_word(
    narrow: Page, open_server: Server, library: Content, language: str
) -> None:
    broken: list[str] = []
    for address in SAMPLE:
        narrow.goto(f"{open_server.address}/{language}{address}")
        narrow.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
        broken += [f"{address}: {word}" for word in broken_words(narrow, whole_words(library))]
        broken += [f"{address}: {start}" for start in repeaters_at_the_start(narrow)]
    assert broken == []


@pytest.mark.parametrize("language", ["km", "lo", "th"])
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
    assert broken_words(narrow, whole_words(library)) == []
    assert repeaters_at_the_start(narrow) == []


# On a phone, with letters twice as large, and on a desk.
VIEWS = [(360, "100%"), (360, "200%"), (1280, "100%")]


def _readings(module: Module) -> list[Lesson]:
    return [*module.lessons, *([module.trainer] if module.trainer else [])]


@pytest.mark.parametrize(("width", "letters"), VIEWS)
@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_signs_stay_with_their_words_and_lines_below_links_run_through(
    browser: Browser, open_server: Server, library: Content, language: str, width: int, letters: str
) -> None:
    """All headings of all lessons, and the paragraphs that stand first below them, on one page."""
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{open_server.address}/{language}/modules/pss/listening/")
    page.evaluate(
        """async ([addresses, letters]) => {
          document.documentElement.style.fontSize = letters;
          const pages = await Promise.all(addresses.map(address => fetch(address).then(answer => answer.text())));
          const first = 'main :is(h1, h2, h3, h4, .back, .meta, p:first-of-type, h2 + p)';
          document.querySelector('main article').replaceChildren(...pages.flatMap(
            page => [...new DOMParser().parseFromString(page, 'text/html').querySelectorAll(first)]));
          for (const fold of document.querySelectorAll('main details')) fold.open = true;
          await document.fonts.ready;
        }""",
        [
            [
                f"/{language}/modules/{module.id}/{lesson.slug}/"
                for module in library.modules
                for lesson in _readings(module)
            ],
            letters,
        ],
    )
    assert page.locator("main h1").count() == sum(len(_readings(module)) for module in library.modules)
    assert torn_signs(page) == []
    assert wider_than_their_column(page) == []
    assert boxes_in_links(page) == []
    assert overflow(page) <= 0
    page.context.close()


@pytest.mark.parametrize("language", ["km", "lo", "th"])
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
