"""How learner pages stand on the screen, in km and th, on a phone and on a desk: measured, not looked at."""

from __future__ import annotations

import json
import re
import sqlite3

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.config import CHECKOUT
from lms.content import check
from lms.content.types.questions import Pool
from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow, sign_in

# The text of an opened part in relation to the block that it stands in: as wide, below its title, several words a line.
_COLUMNS = """selector => [...document.querySelectorAll(selector)].map(part => {
  const outer = part.getBoundingClientRect(), inner = [...part.children].filter(child => child.offsetParent);
  return inner.slice(1).map((child, place) => {
    const box = child.getBoundingClientRect(), before = inner[place].getBoundingClientRect();
    return {below: box.top >= before.bottom - 1, wide: box.width >= outer.width * 0.75 || box.height < 60};
  });
})"""
WIDTHS = [360, 1280]


def open_page(browser: Browser, server: Server, address: str, width: int = 360) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 740}).new_page()
    page.goto(f"{server.address}{address}")
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["km", "th"])
@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/modules/hiv/referral/#all", ".scenario details.choice"),
        ("/modules/pss/listening/#all", ".scenario details.choice"),
        ("/modules/pss/look-listen-link/#all", ".check details.answer"),
        ("/modules/pgi/psea/#all", ".local details.society"),
        ("/glossary/", ".term-entry"),
    ],
)
def test_what_is_opened_stands_below_its_title_in_one_column(
    browser: Browser, open_server: Server, language: str, width: int, address: str, part: str
) -> None:
    page = open_page(browser, open_server, f"/{language}{address}", width)
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    opened = page.evaluate(_COLUMNS, part)
    assert opened
    assert [child for parts in opened for child in parts if not (child["below"] and child["wide"])] == []
    page.context.close()


LARGE = [
    *("/", "/glossary/", "/society/tha/", "/library/", "/sign-in/", "/search?q=a"),
    *(
        "/modules/pss/",
        *(f"/modules/pss/look-listen-link/#{place}" for place in ("all", "c1", "c4", "c5", "c6")),
        "/modules/hiv/referral/#all",
        "/modules/migration/our-approach/#all",
    ),
]


@pytest.mark.parametrize("language", ["km", "lo", "th", "en"])
def test_text_at_twice_its_size_is_no_wider_than_the_phone(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = open_page(browser, open_server, f"/{language}/sign-in/")
    wide: list[str] = []

    def look_at(address: str) -> None:
        page.goto(f"{open_server.address}{address}")
        # Folds first: Chromium keeps the style of what was folded while letters grew; letters grow before a page opens.
        page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
        overflow(page)  # drawn, open
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if (pixels := overflow(page)) > 0:
            wide.append(f"{address}: {pixels}")

    for address in LARGE:
        look_at(f"/{language}{address}")
    look_at(f"/verify/?language={language}")
    come_in(page, open_server, "KH-0001")
    for address in (
        *("/me/", "/me/data/", "/me/sessions/", "/me/certificates/", "/quizzes/pss/", "/quizzes/pss/before/"),
        "/practise/",
        *("/me/lessons/pss/listening/", "/sign-in/change/"),
    ):
        look_at(f"/{language}{address}")
    assert wide == []
    page.context.close()


def ask_everything(server: Server, uuid: str, pool: Pool) -> None:
    """Let a paper ask every question of a pool."""
    drawn = [{"item": one.id, "parts": list(one.parts)} for one in pool.questions]
    with sqlite3.connect(server.instance / "sala.sqlite3") as connection:
        connection.execute(
            "UPDATE attempt SET module = ?, drawn = ? WHERE uuid = ?", (pool.module, json.dumps(drawn), uuid)
        )


_WIDE = """() => [...document.querySelectorAll('main *')]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth && !one.children.length)
  .map(one => one.textContent.trim().slice(0, 60))"""


@pytest.mark.parametrize("language", ["km", "lo", "th", "en"])
def test_every_question_at_twice_its_size_is_no_wider_than_the_phone(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = open_page(browser, open_server, f"/{language}/sign-in/")
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}/{language}/quizzes/pss/")
    follow(page, page.locator("main form button").first)
    uuid = page.url.split("/")[-2]
    wide: dict[str, list[str]] = {}
    for pool in check.load(CHECKOUT).pools.values():
        ask_everything(open_server, uuid, pool)
        page.goto(f"{open_server.address}/{language}/quizzes/{pool.module}/{uuid}/#all")
        expect(page.locator("fieldset:visible")).to_have_count(len(pool.questions))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if overflow(page) > 0:
            wide[pool.module] = page.evaluate(_WIDE)
    ask_everything(open_server, uuid, check.load(CHECKOUT).pools["pss"])
    assert wide == {}
    page.context.close()


def uncovered(page: Page, term: str) -> None:
    """Wait until the word that was tapped is in sight and the sheet is not over it: the page may scroll first."""
    page.wait_for_function(
        """id => { const word = document.getElementById(id).getBoundingClientRect();
        const sheet = document.querySelector('.word:target').getBoundingClientRect();
        return word.bottom <= sheet.top && word.top >= 0 }""",
        arg=term,
    )


@pytest.mark.parametrize("which", ["first", "last"])
@pytest.mark.parametrize("language", ["km", "th"])
def test_the_sheet_of_a_word_closes_by_escape_a_tap_outside_and_one_step_back(
    browser: Browser, open_server: Server, language: str, which: str
) -> None:
    page = open_page(browser, open_server, f"/{language}/modules/pss/")
    follow(page, page.locator(".path a").nth(1))
    terms = page.locator("main a.term:visible")
    term = terms.first if which == "first" else terms.last
    name = term.get_attribute("id") or ""
    sheet = page.locator(".word:target")

    def tap() -> None:
        term.click()
        expect(sheet).to_be_visible()
        uncovered(page, name)

    tap()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    tap()
    page.mouse.click(5, 5)
    expect(sheet).to_have_count(0)
    tap()
    page.go_back()
    expect(sheet).to_have_count(0)
    expect(page.locator("main a.term").first).to_be_attached()
    tap()
    sheet.locator("a").last.click()
    expect(sheet).to_have_count(0)
    page.go_back()  # nothing was left behind: one more step is the page before
    expect(page.locator(".path")).to_be_visible()
    page.context.close()


def test_the_glossary_gets_shorter_while_one_types_and_jumps_to_its_groups(
    browser: Browser, open_server: Server
) -> None:
    page = open_page(browser, open_server, "/km/glossary/")
    everything = page.locator(".term-entry:visible").count()
    page.locator("#q").fill("PrEP")
    assert 0 < page.locator(".term-entry:visible").count() < everything / 4
    page.locator("#q").fill("xyzxyz")
    expect(page.locator(".term-entry:visible")).to_have_count(0)
    expect(page.locator("[data-none]")).to_be_visible()
    page.locator("#q").fill("")
    expect(page.locator(".term-entry:visible")).to_have_count(everything)
    page.locator("#groups a").last.click()
    assert page.evaluate("scrollY") > 1000
    page.context.close()


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [("th", "เปป", "เป๊ป"), ("th", "ผูลี้ภัย", "ผู้ลี้ภัย"), ("lo", "ຜູປະສານງານ", "ຜູ້ປະສານງານ")],
)
def test_a_word_of_the_glossary_is_found_without_its_tone_marks(
    browser: Browser, open_server: Server, language: str, typed: str, written: str
) -> None:
    page = open_page(browser, open_server, f"/{language}/glossary/")
    page.locator("#q").fill(typed)
    expect(page.locator(".term-entry:visible").first).to_contain_text(written)
    page.context.close()


@pytest.mark.parametrize("height", [740, 420])  # 420: above the keyboard
@pytest.mark.parametrize(
    ("language", "typed"), [("lo", "ເອດ"), ("km", "អេដស៍"), ("th", "เอดส์"), ("en", "aids")]
)
def test_the_first_word_found_stands_in_sight_below_how_many_there_are(
    browser: Browser, open_server: Server, language: str, typed: str, height: int
) -> None:
    page = open_page(browser, open_server, f"/{language}/glossary/")
    page.set_viewport_size({"width": 360, "height": height})
    page.locator("#q").press_sequentially(typed)
    found = page.locator(".term-entry:visible")
    expect(page.locator("form [role=status]")).to_contain_text(re.compile(rf"(?<!\d){found.count()}(?!\d)"))
    expect(page.locator("#groups")).to_be_hidden()
    expect(page.locator("a[href='#groups']:visible")).to_have_count(0)
    expect(page.locator("#q")).to_be_in_viewport()
    expect(found.first.locator("h3")).to_be_in_viewport(ratio=1)
    page.locator("#q").fill("")
    expect(page.locator("#groups")).to_be_visible()
    expect(page.locator("form [role=status] p:visible")).to_have_count(0)
    page.context.close()


def test_a_lesson_that_was_read_says_so_to_its_reader_alone(browser: Browser, open_server: Server) -> None:
    page = open_page(browser, open_server, "/th/")
    sign_in(page, open_server, "th", "TH-0001", "246813")
    page.goto(f"{open_server.address}/th/modules/pss/stress-and-distress/#all")
    expect(page.locator("p[data-read]")).to_be_hidden()
    follow(page, page.locator("form[data-unread] button"))
    page.goto(f"{open_server.address}/th/modules/pss/stress-and-distress/#all")
    expect(page.locator("p[data-read]")).to_be_visible()
    expect(page.locator("form[data-unread]")).to_be_hidden()
    page.goto(f"{open_server.address}/th/modules/pss/")
    expect(page.locator("[data-read]:visible")).to_have_count(1)
    page.goto(f"{open_server.address}/th/")
    expect(page.locator("[data-count=pss]")).to_contain_text("1")
    page.context.clear_cookies()
    page.goto(f"{open_server.address}/th/modules/pss/")
    expect(page.locator("[data-read]:visible")).to_have_count(0)
    page.context.close()


def test_with_letters_of_double_size_the_heading_of_ones_certificates_breaks_between_words(
    browser: Browser, open_server: Server
) -> None:
    page = browser.new_context(viewport={"width": 180, "height": 370}).new_page()
    come_in(page, open_server, "TH-0001")
    page.goto(f"{open_server.address}/th/me/certificates/")
    lines = page.evaluate(
        """word => {
        const heading = document.querySelector('main h1');
        const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT), letters = [];
        while (texts.nextNode()) {
            for (let at = 0; at < texts.currentNode.length; at++) letters.push([texts.currentNode, at]);
        }
        const start = letters.map(([node, at]) => node.data[at]).join('').indexOf(word);
        const tops = letters.slice(start, start + word.length).map(([node, at]) => {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            return range.getBoundingClientRect();
        }).filter(({ width }) => width).map(({ top }) => Math.round(top));
        return [start, new Set(tops).size] }""",
        "ประกาศนียบัตร",
    )
    assert lines[0] >= 0
    assert lines[1] == 1
    page.context.close()
