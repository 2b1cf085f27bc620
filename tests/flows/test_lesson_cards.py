"""A lesson as cards in a real browser, with and without JavaScript: turning, stepping back, links into it, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.flows.conftest import Server
from tests.flows.test_thread import follow

LESSON = "/km/modules/pss/look-listen-link/"
SHOWN = ".c:visible"


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def reader(browser: Browser, request: pytest.FixtureRequest, open_server: Server) -> Iterator[Page]:
    """Somebody with a cheap phone, with or without JavaScript."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        java_script_enabled=request.param,
        base_url=open_server.address,
    )
    yield context.new_page()
    context.close()


def shows(page: Page, card: str) -> None:
    """One card stands on the screen, from its top, and has the focus of who reads by ear or by keys."""
    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page.locator(f"#{card}")).to_be_visible()


def begins_at_the_top(page: Page, card: str) -> bool:
    box = page.locator(f"#{card} .lbar").bounding_box()
    return box is not None and abs(box["y"]) < 2


def test_sokha_turns_the_cards_and_steps_back(reader: Page) -> None:
    reader.goto("/km/modules/pss/")
    follow(reader, reader.locator(".path a").nth(1))
    shows(reader, "c1")
    for number in range(2, 7):
        reader.locator(".step.main:visible").click()
        shows(reader, f"c{number}")
        assert begins_at_the_top(reader, f"c{number}")
        expect(reader.locator(f"#c{number}")).to_be_focused()
    expect(reader.locator("form[data-unread] button")).to_be_visible()
    reader.locator(".step.quiet:visible").click()
    shows(reader, "c5")
    for card in ("c6", "c5", "c4", "c3", "c2", "c1"):
        reader.go_back()
        shows(reader, card)
    reader.go_back()
    expect(reader.locator(".path")).to_be_visible()


@pytest.mark.parametrize(
    ("place", "card"),
    [
        ("", "c1"),
        ("#c4", "c4"),
        ("#listen", "c2"),
        ("#nowhere", "c1"),
        ("#w-counselling", "c3"),
        ("#saved", "c1"),
    ],
)
def test_an_address_leads_to_the_card_that_holds_its_place(reader: Page, place: str, card: str) -> None:
    reader.goto(f"{LESSON}{place}")
    shows(reader, card)


@pytest.mark.parametrize(("place", "card"), [("#c4", "c4"), ("#listen", "c2"), ("", "c1")])
def test_another_language_shows_the_same_card(
    phone: Page, open_server: Server, place: str, card: str
) -> None:
    phone.goto(f"{open_server.address}{LESSON}{place}")
    phone.locator(".menu summary").click()
    follow(phone, phone.locator("a[data-language=lo]"))
    expect(phone).to_have_url(re.compile(f"/lo/.*/look-listen-link/{f'#{card}' if place else ''}$"))
    shows(phone, card)


def test_the_heading_that_an_address_names_is_not_below_the_bar(reader: Page) -> None:
    reader.goto(f"{LESSON}#listen")
    heading, bar = reader.locator("#listen").bounding_box(), reader.locator("#c2 .lbar").bounding_box()
    assert heading
    assert bar
    assert bar["y"] + bar["height"] <= heading["y"] < 740


def test_a_lesson_can_be_read_on_one_page_and_card_by_card_again(reader: Page) -> None:
    reader.goto(LESSON)
    expect(reader.locator(".tabs")).to_be_hidden()
    reader.locator("a[href='#all']").click()
    expect(reader.locator(SHOWN)).to_have_count(6)
    expect(reader.locator(".step:visible")).to_have_count(0)
    expect(reader.locator("a[aria-label='ត្រឡប់ទៅម៉ូឌុល']:visible")).to_have_count(1)
    expect(reader.locator(".tabs")).to_be_visible()
    reader.locator("a[href='#c1']:visible").click()
    shows(reader, "c1")


@pytest.mark.parametrize("place", ["", "#c3", "#all"])
def test_paper_has_the_whole_lesson_and_no_buttons(reader: Page, place: str) -> None:
    reader.goto(f"{LESSON}{place}")
    reader.emulate_media(media="print")
    expect(reader.locator(SHOWN)).to_have_count(6)
    expect(reader.locator(":is(.lbar, .tbar, .ways, .demo, .answer > summary):visible")).to_have_count(0)
    expect(reader.locator(".answer")).not_to_have_count(0)


def test_a_browser_that_cannot_choose_a_card_shows_all_below_each_other(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, bypass_csp=True, base_url=open_server.address
    )
    an_old_one(context)
    page = context.new_page()
    page.goto(f"{LESSON}#c3")
    expect(page.locator(SHOWN)).to_have_count(6)
    expect(page.locator(".step:visible")).to_have_count(0)
    expect(page.locator(".tabs")).to_be_visible()
    expect(page.locator("form[data-unread] button")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def an_old_one(context: BrowserContext) -> None:
    """No rule that asks for `:has` counts, as in browsers of before 2023."""

    def aged(route: Route) -> None:
        answer = route.fetch()
        body = re.sub(r":has\(", ":has-not(", answer.text())
        route.fulfill(response=answer, body=body)

    context.route("**/modules/**", aged)


@pytest.mark.parametrize("letters", ["100%", "200%"])
@pytest.mark.parametrize("language", ["km", "lo", "th", "en"])
def test_every_card_is_read_and_turned_by_keys_alone(
    browser: Browser, open_server: Server, language: str, letters: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=open_server.address)
    page = context.new_page()
    page.goto(f"/{language}/modules/pss/look-listen-link/")
    page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # "skip to the text": of the card that is read
    for number in range(1, 7):
        shows(page, f"c{number}")
        expect(page.locator(f"#c{number}")).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        if number == 6:
            break
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.step.main')"):
                break
        page.keyboard.press("Enter")
    context.close()


def test_without_a_wish_for_stillness_a_card_fades_in_and_with_one_it_does_not(
    browser: Browser, open_server: Server
) -> None:
    for wish, name in (("no-preference", "turn"), ("reduce", "none")):
        page = browser.new_page(reduced_motion=wish)  # type: ignore[arg-type]
        page.goto(f"{open_server.address}{LESSON}#c2")
        assert page.locator("#c2").evaluate("card => getComputedStyle(card).animationName") == name
        page.close()


def test_an_answer_becomes_what_you_said_and_the_others_stay_to_be_tried(reader: Page) -> None:
    """Without a script, too: one answer at a time is open."""
    reader.goto(f"{LESSON}#c5")
    answers = reader.locator("#c5 .choice")
    expect(answers.locator(".bubble:visible")).to_have_count(0)
    for number in (1, 0):
        answers.nth(number).locator("summary").click()
        expect(answers.locator(".bubble:visible")).to_have_count(1)
        expect(answers.nth(number).locator(".bubble .label")).to_contain_text("✓" if number == 1 else "✕")
        expect(answers.locator("summary:visible")).to_have_count(3)
    shows(reader, "c5")


@pytest.mark.parametrize("answer", [0, 1, 2])
def test_what_came_of_an_answer_stands_above_the_bar(
    browser: Browser, open_server: Server, answer: int
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, base_url=open_server.address)
    page.goto("/th/modules/migration/who-is-a-migrant/#c5")
    page.locator("#c5 .choice").nth(answer).locator("summary").click()
    said = page.locator("#c5 .choice").nth(answer).locator(".bubble")
    expect(said).to_be_visible()
    covered = said.evaluate("""async (said) => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const bar = document.querySelector("#c5 .tbar").getBoundingClientRect();
      return said.getBoundingClientRect().bottom - bar.top;
    }""")
    assert covered <= 0
    page.close()


def test_the_first_lesson_asks_for_four_things_and_for_faces_only_on_the_card_of_the_story(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=open_server.address)
    page = context.new_page()
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url.removeprefix(open_server.address).split("?")[0])
    )
    page.goto(LESSON)
    page.wait_for_load_state("networkidle")
    assert sorted(address for address in asked if not address.startswith("data:")) == [
        *(LESSON, "/pictures/pss/20.svg", "/script.js", "/static/fonts/khmr-400.woff2"),
    ]
    asked.clear()
    for number in range(2, 6):
        page.locator(".step.main:visible").click()
        shows(page, f"c{number}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#c5 .face").first).to_have_js_property("naturalWidth", 96)
    assert {address for address in asked if not address.startswith("data:")} == {"/pictures/world/people.svg"}
    context.close()


def test_a_card_is_shared_by_its_address(browser: Browser, open_server: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=open_server.address)
    context.add_init_script("navigator.share = async data => { window.shared = data; }")
    page = context.new_page()
    page.goto(f"{LESSON}#c4")
    page.locator("[data-share]:visible").click()
    assert page.evaluate("shared.url") == f"{open_server.address}{LESSON}#c4"
    context.close()


def test_where_nothing_shares_the_address_is_copied_and_said(browser: Browser, open_server: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=open_server.address)
    context.add_init_script("delete Navigator.prototype.share")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{LESSON}#c2")
    expect(page.locator("#c2 .said")).to_be_empty()
    page.locator("[data-share]:visible").click()
    expect(page.locator("#c2 .said")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == f"{open_server.address}{LESSON}#c2"
    context.close()


def test_without_a_script_nobody_is_offered_to_share(browser: Browser, open_server: Server) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{open_server.address}{LESSON}")
    expect(page.locator("[data-share]")).to_have_count(6)
    expect(page.locator("[data-share]:visible")).to_have_count(0)
    page.close()
