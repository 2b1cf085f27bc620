"""A test as cards in a real browser: one question a screen, the way back, the page before sending, faults."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    APIResponse,
    Browser,
    BrowserContext,
    Page,
    Route,
    StorageState,
    ViewportSize,
    expect,
)

from tests.flows import axe, papers
from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.signing_in import come_in
from tests.flows.taking import before_sending, fill, turn_to
from tests.flows.test_thread import follow

PIN = "246813"
SHOWN = ".c:visible"
LENGTH = 12  # questions of the test of pss
Begin = Callable[..., Page]
Fields = list[tuple[str, str]]


@pytest.fixture(scope="module")
def signed_in(browser: Browser, open_server: Server) -> StorageState:
    """What the phone of Sokha keeps of her sign-in."""
    context = browser.new_context()
    come_in(context.new_page(), open_server, "KH-0001")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def begin(browser: Browser, open_server: Server, signed_in: StorageState) -> Iterator[Begin]:
    """Sokha opens a new test on a cheap phone; `prepare` her browser first, where it is another one."""
    contexts: list[BrowserContext] = []

    def opened(
        language: str = "km", *, prepare: Callable[[BrowserContext], None] | None = None, **options: Any
    ) -> Page:
        size: ViewportSize = {"width": 360, "height": 740}
        context = browser.new_context(
            viewport=size, base_url=open_server.address, storage_state=signed_in, **options
        )
        contexts.append(context)
        if prepare:
            prepare(context)
        page = context.new_page()
        page.goto(f"/{language}/quizzes/pss/")
        follow(page, page.locator("main form button"))
        return page

    yield opened
    for context in contexts:
        context.close()
    forget_open_tests(open_server)


def forget_open_tests(server: Server) -> None:
    """Nobody has begun a test: the next one is drawn anew."""
    with sqlite3.connect(server.instance / "sala.sqlite3") as connection:
        connection.execute("DELETE FROM saved_answer")
        connection.execute("DELETE FROM attempt WHERE submitted_at IS NULL")


def right(page: Page, server: Server) -> Fields:
    """The answers to the test that is open, all right."""
    return papers.fields(server.instance / "sala.sqlite3", page.url.split("#")[0].split("/")[-2])


def shows(page: Page, place: str) -> None:
    """One card stands on the screen, and says how far one is."""
    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page.locator(f"#{place}")).to_be_visible()
    if place != "review":
        expect(page.locator("a.of:visible")).to_have_text(f"{place[1:]}/{LENGTH}")


SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@SCRIPTS
def test_one_question_stands_on_the_screen_and_back_goes_to_the_one_before(
    begin: Begin, scripts: bool
) -> None:
    page = begin(java_script_enabled=scripts)
    expect(page.locator(".whose")).to_be_in_viewport()
    shows(page, "q1")
    for number in range(2, LENGTH + 1):
        page.locator(".step.main:visible").click()
        shows(page, f"q{number}")
        expect(page.locator(f"#q{number}")).to_be_focused()
        expect(page.locator("a.of:visible")).to_be_in_viewport()
    page.locator(".step.main:visible").click()
    shows(page, "review")
    expect(page.locator("#review")).to_be_focused()
    expect(page.locator("#send")).to_be_in_viewport()
    page.locator(".step.quiet:visible").click()
    shows(page, f"q{LENGTH}")
    for place in ("review", f"q{LENGTH}", f"q{LENGTH - 1}", f"q{LENGTH - 2}"):
        page.go_back()
        shows(page, place)


def test_an_answer_is_saved_and_leads_nowhere(begin: Begin, open_server: Server) -> None:
    page = begin()
    fill(page, of(right(page, open_server), 1))
    expect(page.locator("#saved")).to_be_in_viewport()
    shows(page, "q1")


def test_a_number_that_stands_at_two_steps_is_said_at_once_below_them(
    begin: Begin, open_server: Server
) -> None:
    page = begin()
    while not (steps_of := [name for name, _value in right(page, open_server) if "-step" in name]):
        forget_open_tests(open_server)  # one draw in several asks for no order
        page = begin()
    question = turn_to(page, steps_of[0].partition("-")[0])
    steps, note = question.locator("select"), question.locator(".twice")
    steps.nth(0).select_option("1")
    expect(note).to_be_hidden()
    steps.nth(1).select_option("1")
    expect(note).to_be_visible()
    page.reload()
    expect(note).to_be_visible()
    steps.nth(1).select_option("2")
    expect(note).to_be_hidden()


def test_a_reload_while_the_tap_before_is_on_its_way_keeps_the_last_tap(
    begin: Begin, open_server: Server
) -> None:
    """The server knows the first choice, and this page does not know it does: that is nobody else's answer."""
    page = begin()
    while not (steps_of := [name for name, _value in right(page, open_server) if "-step" in name]):
        forget_open_tests(open_server)  # one draw in several asks for no order
        page = begin()
    steps = turn_to(page, steps_of[0].partition("-")[0]).locator("select")
    under_way: list[APIResponse] = []
    page.route("**/answers/", lambda route: under_way.append(route.fetch()), times=1)
    with page.expect_request("**/answers/"):
        steps.nth(0).select_option("1")
        steps.nth(1).select_option("2")
    while not under_way:  # the server has it, the page hears nothing of it
        page.wait_for_function("() => true")
    assert [answer.status for answer in under_way] == [204]
    page.reload()
    expect(page.locator("#saved")).to_be_in_viewport()
    assert [steps.nth(place).input_value() for place in (0, 1)] == ["1", "2"]
    expect(page.locator("#otherwise")).to_be_hidden()
    page.reload()
    assert [steps.nth(place).input_value() for place in (0, 1)] == ["1", "2"]


def test_what_was_missing_when_it_was_sent_too_early_is_no_longer_said_once_it_is_answered(
    begin: Begin, open_server: Server
) -> None:
    page = begin()
    follow(page, before_sending(page))
    page.locator("a[href='#all']").first.click()
    complaint, errors = page.locator("[data-incomplete]"), page.locator("fieldset > .error:visible")
    expect(complaint).to_be_visible()
    expect(errors).to_have_count(LENGTH)
    fill(page, of(right(page, open_server), 1))
    expect(complaint).to_be_hidden()
    expect(errors).to_have_count(LENGTH - 1)


@SCRIPTS
def test_every_question_answered_card_by_card_is_handed_in_at_once(
    begin: Begin, open_server: Server, scripts: bool
) -> None:
    page = begin(java_script_enabled=scripts)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    fill(page, right(page, open_server))
    page.locator(".step.main:visible").click()
    follow(page, page.locator("#send"))
    expect(page).to_have_url(re.compile("/result/"))
    expect(page.locator(".moment")).to_be_visible()
    assert len([url for url in sent if not url.endswith("/answers/")]) == 1


def of(fields: Fields, *numbers: int) -> Fields:
    """Those of some questions."""
    return [field for field in fields if int(re.findall(r"\d+", field[0])[0]) in numbers]


def answer(page: Page, fields: Fields) -> None:
    """Answer each question on its own card, wherever one is."""
    for name, value in fields:
        page.goto(f"{page.url.split('#')[0]}#{name.split('-')[0]}")
        fill(page, [(name, value)])


@SCRIPTS
def test_what_is_handed_in_too_early_opens_at_the_question_in_need_with_all_answers(
    begin: Begin, open_server: Server, scripts: bool
) -> None:
    page = begin(java_script_enabled=scripts)
    fields = right(page, open_server)
    answer(page, of(fields, *(number for number in range(1, LENGTH + 1) if number not in (4, 7))))
    page.locator("a.of:visible").click()
    follow(page, page.locator("#send"))
    shows(page, "q4")
    expect(page.locator("[role=alert]:visible")).to_be_focused()
    expect(page.locator("[role=alert]:visible a")).to_have_text(["4", "7"])
    expect(page.locator("#q4-error")).to_be_in_viewport()
    expect(page.locator("a.of:visible")).to_be_in_viewport()
    page.locator("[role=alert]:visible a").last.click()
    shows(page, "q7")
    expect(page.locator("#q7-error")).to_be_in_viewport()
    answer(page, of(fields, 4, 7))
    page.locator("a.of:visible").click()
    follow(page, page.locator("#send"))
    expect(page.locator(".moment")).to_be_visible()


def test_the_page_before_sending_names_what_has_no_whole_answer(begin: Begin, open_server: Server) -> None:
    page = begin()
    fields = right(page, open_server)
    before_sending(page)
    numbers = page.locator("#review .numbers a:visible")
    expect(numbers).to_have_text([str(number) for number in range(1, LENGTH + 1)])
    numbers.nth(2).click()
    shows(page, "q3")
    for number in range(1, LENGTH + 1):
        *half, last = of(fields, number)
        answer(page, half)
        before_sending(page)
        expect(numbers).to_have_count(LENGTH + 1 - number)
        answer(page, [last])
        before_sending(page)
        expect(numbers).to_have_count(LENGTH - number)
        expect(page.locator("#complete")).to_be_visible(visible=number == LENGTH)
        expect(page.locator("#lacking")).to_be_visible(visible=number < LENGTH)


def test_without_a_script_the_page_before_sending_leads_to_every_question_and_claims_nothing(
    begin: Begin,
) -> None:
    page = begin(java_script_enabled=False)
    page.locator("a.of:visible").click()
    expect(page.locator("#review .numbers a:visible")).to_have_count(LENGTH)
    expect(page.locator("#any")).to_be_visible()
    expect(page.locator(":is(#lacking, #complete):visible")).to_have_count(0)
    page.locator("#review .numbers a").nth(8).click()
    shows(page, "q9")


def test_a_reload_and_another_language_show_the_same_question_and_answers(begin: Begin) -> None:
    page = begin()
    for _ in range(4):
        page.locator("label.choice:visible :is(input, select)").first.focus()
        page.locator(".step.main:visible").click()
    shows(page, "q5")
    page.locator("#q5 :is(input, select)").first.evaluate(
        """field => { if (field.options) field.selectedIndex = 1; else field.checked = true;
        field.dispatchEvent(new Event('change', {bubbles: true})); }"""
    )
    expect(page.locator("#saved")).to_be_visible()
    page.reload()
    shows(page, "q5")
    page.locator(".menu summary").click()
    follow(page, page.locator("a[data-language=lo]"))
    expect(page).to_have_url(re.compile("/lo/.*#q5$"))
    shows(page, "q5")
    assert page.locator("#q5 :is(input:checked, option:checked:not([value='']))").count() == 1


def test_who_goes_on_later_opens_the_first_question_without_an_answer(
    begin: Begin, open_server: Server
) -> None:
    page = begin()
    fields = right(page, open_server)
    fill(page, of(fields, 1, 2))
    follow(page, page.locator(".lbar button:visible"))
    expect(page.locator("main [role=status]")).to_be_visible()
    follow(page, page.locator("main form button"))
    shows(page, "q3")
    expect(page.locator(".whose")).to_be_in_viewport()
    page.reload()
    shows(page, "q3")


@SCRIPTS
def test_all_questions_stand_on_one_page_and_on_paper(begin: Begin, scripts: bool) -> None:
    page = begin(java_script_enabled=scripts)
    page.locator("a[href='#all']:visible").click()
    expect(page.locator("fieldset:visible")).to_have_count(LENGTH)
    expect(page.locator(".step:visible")).to_have_count(0)
    expect(page.locator("#send")).to_be_visible()
    expect(page.locator("#q3 .place")).to_be_visible()
    page.locator("a[href='#q1']:visible").last.click()
    shows(page, "q1")
    page.emulate_media(media="print")
    expect(page.locator("fieldset:visible")).to_have_count(LENGTH)
    expect(page.locator("main :is(.lbar, .tbar, button, #review):visible")).to_have_count(0)


def an_old_one(context: BrowserContext) -> None:
    """No rule that asks for `:has` counts, as in browsers of before 2023."""

    def aged(route: Route) -> None:
        if route.request.method == "POST" or not re.search(r"/quizzes/|\.css", route.request.url):
            route.continue_()
            return
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r":has\(", ":has-not(", answer.text()))

    context.route("**/*", aged)


@SCRIPTS
def test_a_browser_that_cannot_choose_a_card_shows_all_and_hands_in(
    begin: Begin, open_server: Server, scripts: bool
) -> None:
    page = begin(prepare=an_old_one, bypass_csp=True, java_script_enabled=scripts)
    expect(page.locator("fieldset:visible")).to_have_count(LENGTH)
    expect(page.locator(".step:visible")).to_have_count(0)
    expect(page.locator("#q3 .place")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    fill(page, right(page, open_server))
    if scripts:
        expect(page.locator("#saved")).to_be_visible()
    follow(page, page.locator("#send"))
    expect(page.locator(".moment")).to_be_visible()


@pytest.mark.parametrize("letters", ["100%", "200%"])
@pytest.mark.parametrize("language", ["km", "th"])
def test_a_test_is_taken_by_keys_alone_and_says_how_far_one_is(
    begin: Begin, language: str, letters: str
) -> None:
    page = begin(language)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # "skip to the text": to the question
    for number in range(1, LENGTH + 2):
        place = f"q{number}" if number <= LENGTH else "review"
        shows(page, place)
        expect(page.locator(f"#{place}")).to_be_focused()
        assert overflow(page) <= 0
        if place == "review":
            break
        expect(
            page.get_by_role("group", name=re.compile(rf"\b{number}\b.*\b{LENGTH}\b")).first
        ).to_be_focused()
        answered = False
        for _ in range(30):
            page.keyboard.press("Tab")
            focused = page.evaluate("[document.activeElement.tagName, document.activeElement.className]")
            if focused[0] == "INPUT" and not answered:
                page.keyboard.press("Space")
                page.keyboard.press("Enter")  # hands nothing in
                answered = True
            if "main" in focused[1]:
                break
        expect(page.locator("a.of:visible")).to_be_in_viewport()
        assert answered or page.locator(f"#q{number} select").count()
        page.keyboard.press("Enter")


def test_without_a_wish_for_stillness_a_question_fades_in_and_with_one_it_does_not(begin: Begin) -> None:
    page = begin()
    for wish, name in (("no-preference", "turn"), ("reduce", "none")):
        page.emulate_media(reduced_motion=wish)  # type: ignore[arg-type]
        turn_to(page, "q2")
        assert page.locator(".c:visible").evaluate("card => getComputedStyle(card).animationName") == name


def test_no_card_of_a_test_shuts_anybody_out(begin: Begin) -> None:
    page = begin("th", reduced_motion="reduce")
    found: list[str] = []

    def look(place: str) -> None:
        found.extend(f"{place}: {one}" for one in axe.in_any_light(page))

    for place in ("q1", "q2", "q3", "q5", "review", "all"):
        turn_to(page, place)
        if place.startswith("q"):
            page.locator(f"#{place} label.choice").first.click()
        look(place)
    follow(page, before_sending(page))
    look("refused")
    assert found == []
