"""A phone without signal, or with bars and no data: nothing is sent, nothing lost, and the page stays and says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Route, expect

from tests.flows.conftest import Server
from tests.flows.practising import choose
from tests.flows.signing_in import come_in
from tests.flows.taking import before_sending
from tests.flows.test_result import fail_test
from tests.flows.test_shared_phone import answer_some, begin_test, chosen, go, sign_in_here
from tests.flows.test_thread import follow, sign_in

PIN = "246813"
LESSON = "/km/modules/pss/listening/#all"  # all its cards on one page
UNSENT = ".sending.unsent"
TRYING = ".sending.trying"
MARK_READ = "form[data-unread] button"


def no_signal(page: Page) -> Callable[[], None]:
    """The phone knows that it has none."""
    page.context.set_offline(True)
    return lambda: page.context.set_offline(False)


def bars_without_data(page: Page) -> Callable[[], None]:
    """The phone believes that it is online, and nothing comes through."""
    page.route("**/*", lambda route: route.abort("internetdisconnected"))
    return lambda: page.unroute("**/*")


def hotspot(page: Page) -> Callable[[], None]:
    """A wireless network leads everything to a page of its own."""
    page.route(
        "**/*", lambda route: route.fulfill(status=302, headers={"Location": "http://hotspot.invalid/"})
    )
    return lambda: page.unroute("**/*")


def nothing_behind(page: Page) -> Callable[[], None]:
    """The web server stands, and Sala behind it starts anew."""
    page.route("**/*", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    return lambda: page.unroute("**/*")


AWAY = [no_signal, bars_without_data, hotspot, nothing_behind]


def stays(page: Page, button: Locator, away: Callable[[Page], Callable[[], None]]) -> None:
    """Tap while the server is away: the page stays and says so, and the button can be pressed again."""
    address = page.url
    back = away(page)
    for _tap in range(2):
        button.click(no_wait_after=True)
        expect(page.locator(UNSENT)).to_be_visible()
        expect(page.locator(UNSENT)).to_be_focused()
        expect(button).to_be_enabled()
    assert page.url == address
    back()


@pytest.mark.parametrize("away", AWAY)
def test_a_read_lesson_is_said_again_when_the_signal_is_back(
    phone: Page, open_server: Server, away: Callable[[Page], Callable[[], None]]
) -> None:
    sign_in(phone, open_server, "km", "KH-0001", PIN)
    go(phone, open_server, LESSON)
    button = phone.locator(MARK_READ)
    expect(phone.locator("form[data-unread]")).to_have_attribute("action", re.compile("reader="))
    stays(phone, button, away)
    follow(phone, button)
    expect(phone.locator("[data-saved]")).to_be_visible()
    follow(phone, phone.locator("[data-saved] button"))  # and taken back, for whoever comes next
    expect(phone.locator("main [role=status]").first).to_be_visible()


@pytest.mark.parametrize("away", AWAY)
def test_a_test_keeps_its_answers_and_is_sent_when_the_signal_is_back(
    phone: Page, open_server: Server, away: Callable[[Page], Callable[[], None]]
) -> None:
    come_in(phone, open_server, "KH-0001")
    begin_test(phone, open_server)
    answers = answer_some(phone)
    stays(phone, before_sending(phone), away)
    assert chosen(phone) == answers
    follow(phone, before_sending(phone))
    expect(phone.locator("main [role=alert]").first).to_be_visible()  # it came: the page says what is missing
    assert chosen(phone) == answers


def test_an_answer_in_practice_waits_on_its_page(phone: Page, open_server: Server) -> None:
    come_in(phone, open_server, "TH-0001")
    fail_test(phone, open_server, "th")
    go(phone, open_server, "/th/practise/")
    follow(phone, phone.locator(".button.main"))
    choose(phone, right=True)
    answers = chosen(phone)
    assert answers
    stays(phone, phone.locator(".tbar button"), bars_without_data)
    assert chosen(phone) == answers
    follow(phone, phone.locator(".tbar button"))
    expect(phone.locator(".banner.good")).to_be_visible()


def test_the_notice_goes_when_the_signal_is_back(phone: Page, open_server: Server) -> None:
    come_in(phone, open_server, "KH-0001")
    begin_test(phone, open_server)
    stays(phone, before_sending(phone), no_signal)
    expect(phone.locator(UNSENT)).to_be_hidden()


def test_the_notice_goes_also_where_the_phone_never_noticed(phone: Page, open_server: Server) -> None:
    phone.clock.install()
    come_in(phone, open_server, "KH-0001")
    begin_test(phone, open_server)
    stays(phone, before_sending(phone), bars_without_data)
    expect(phone.locator(UNSENT)).to_be_visible()
    phone.clock.run_for(11_000)
    expect(phone.locator(UNSENT)).to_be_hidden()


def test_no_form_of_a_volunteer_leaves_its_page_without_signal(phone: Page, open_server: Server) -> None:
    go(phone, open_server, "/lo/sign-in/")
    phone.locator("input[name=identifier]").fill("LA-0001")
    phone.locator("input[name=pin]").fill(PIN)
    stays(phone, phone.locator("main button:not([data-passkey])"), bars_without_data)
    expect(phone.locator("input[name=identifier]")).to_have_value("LA-0001")
    follow(phone, phone.locator("main button:not([data-passkey])"))
    # Pages that sign out are below: whoever has tried that is signed out by the next page that opens.
    for address in ("/lo/quizzes/pss/", "/lo/me/data/", "/lo/quizzes/cea/before/", "/lo/me/"):
        go(phone, open_server, address)
        stays(phone, phone.locator("main form button:visible").first, bars_without_data)


def test_without_signal_a_test_says_so_in_one_box(phone: Page, open_server: Server) -> None:
    come_in(phone, open_server, "KH-0001")
    begin_test(phone, open_server)
    no_signal(phone)
    answer_some(phone)
    expect(phone.locator("#waiting")).to_be_visible()
    before_sending(phone).click(no_wait_after=True)
    expect(phone.locator(UNSENT)).to_be_visible()
    assert phone.locator(".notice.warn:visible").count() == 1


SIGN_OUT = "form[action$='/sign-out/'] button"


@pytest.mark.parametrize("away", AWAY)
def test_who_cannot_sign_out_without_signal_is_hidden_and_told_and_signed_out_when_it_is_back(
    phone: Page, open_server: Server, away: Callable[[Page], Callable[[], None]]
) -> None:
    """The name stayed on the page, and nothing said that its owner was still signed in."""
    phone.clock.install()
    come_in(phone, open_server, "KH-0001")
    go(phone, open_server, "/en/me/")
    name = phone.locator("main h1").inner_text()
    back = away(phone)
    phone.locator(SIGN_OUT).click(no_wait_after=True)
    expect(phone.locator(UNSENT)).to_contain_text("nothing of yours opens here any more")
    expect(phone.locator(UNSENT)).to_be_focused()
    assert name not in phone.locator("body").inner_text()
    assert phone.title() == "Sala"
    back()
    phone.clock.run_for(11_000)
    phone.wait_for_url("**/signed-out/")
    go(phone, open_server, "/en/me/")
    expect(phone.locator("input[name=pin]")).to_be_visible()


@pytest.mark.parametrize("address", ["/en/sign-in/change/", "/en/me/sessions/"])
def test_every_way_to_sign_out_hides_its_page_without_signal(
    phone: Page, open_server: Server, address: str
) -> None:
    come_in(phone, open_server, "KH-0001")
    go(phone, open_server, address)
    no_signal(phone)
    phone.locator("form[data-leaves] button:visible").first.click(no_wait_after=True)
    expect(phone.locator(UNSENT)).to_be_visible()
    expect(phone.locator(UNSENT)).to_contain_text("nothing of yours opens here any more")
    assert phone.locator("main > :not(form)").count() == 0
    phone.locator("form[data-leaves] button:visible").first.click(no_wait_after=True)
    expect(phone.locator(UNSENT)).to_be_focused()


@pytest.mark.parametrize("way", ["closed", "one step back"])
def test_whoever_takes_the_phone_after_a_sign_out_without_signal_is_not_the_one_before(
    phone: Page, open_server: Server, way: str
) -> None:
    """The wish was forgotten with the page, and the next person was the one before."""
    come_in(phone, open_server, "LA-0001")
    go(phone, open_server, "/en/me/")
    name = phone.locator("main h1").inner_text()
    back = no_signal(phone)
    phone.locator(SIGN_OUT).click(no_wait_after=True)
    expect(phone.locator(UNSENT)).to_be_visible()
    context = phone.context
    if way == "closed":
        phone.close()
        back()
        phone = context.new_page()
    else:
        with suppress(Error):  # the browser's own page says that there is no network
            phone.go_back()
        back()
    go(phone, open_server, "/en/")
    phone.wait_for_function("() => !document.cookie.includes('leaving')")
    for address in ("/en/me/", "/en/me/data/", "/en/practise/"):
        go(phone, open_server, address)
        expect(phone.locator("input[name=pin]")).to_be_visible()
        assert name not in phone.locator("body").inner_text()
    assert not [cookie for cookie in context.cookies() if cookie.get("name") == "leaving"]


def test_whoever_signs_in_on_the_first_page_after_a_sign_out_without_signal_is_let_in(
    phone: Page, open_server: Server
) -> None:
    """The form was drawn for the session that ended meanwhile: "this page was open too long"."""
    come_in(phone, open_server, "LA-0001")
    go(phone, open_server, "/en/me/")
    back = no_signal(phone)
    phone.locator(SIGN_OUT).click(no_wait_after=True)
    expect(phone.locator(UNSENT)).to_be_visible()
    context = phone.context
    phone.close()
    back()
    phone = context.new_page()
    go(phone, open_server, "/en/sign-in/")
    phone.wait_for_function("() => !document.cookie.includes('leaving')")
    phone.wait_for_load_state("networkidle")
    sign_in_here(phone, "TH-0001")
    go(phone, open_server, "/en/me/")
    expect(phone.locator(SIGN_OUT)).to_be_visible()


def test_a_page_that_is_opened_before_the_sign_out_arrives_shows_nothing(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    phone = context.new_page()
    sign_in(phone, open_server, "en", "LA-0001", PIN)
    go(phone, open_server, "/en/me/")
    back = no_signal(phone)
    phone.locator(SIGN_OUT).click(no_wait_after=True)
    expect(phone.locator(UNSENT)).to_be_visible()
    phone.close()
    back()
    context.route("**/sign-out/", lambda route: route.abort())
    phone = context.new_page()
    go(phone, open_server, "/en/me/data/")
    expect(phone.locator("input[name=pin]")).to_be_visible()
    sign_in(phone, open_server, "en", "TH-0001", PIN)
    go(phone, open_server, "/en/me/")
    expect(phone.locator(SIGN_OUT)).to_be_visible()
    assert not [cookie for cookie in context.cookies() if cookie.get("name") == "leaving"]
    context.close()


def test_who_cannot_sign_out_without_signal_loses_no_answer(phone: Page, open_server: Server) -> None:
    come_in(phone, open_server, "KH-0001")
    begin_test(phone, open_server)
    phone.route("**/answers/", lambda route: route.abort())
    answer_some(phone)
    go(phone, open_server, "/km/me/")
    stays(phone, phone.locator(SIGN_OUT), bars_without_data)
    assert phone.evaluate("sessionStorage.length") == 1


def test_a_slow_line_is_said_and_taps_meanwhile_send_once(phone: Page, open_server: Server) -> None:
    sign_in(phone, open_server, "km", "LA-0001", PIN)
    go(phone, open_server, LESSON)
    expect(phone.locator("form[data-unread]")).to_have_attribute("action", re.compile("reader="))
    waiting: list[Route] = []
    phone.route("**/healthz", lambda route: waiting.append(route))
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.method))
    phone.locator(MARK_READ).click(no_wait_after=True)
    expect(phone.locator(TRYING)).to_be_visible()
    phone.locator(MARK_READ).click(no_wait_after=True)
    assert len(waiting) == 1
    with phone.expect_navigation():
        waiting[0].continue_()
    assert sent.count("POST") == 1


def test_a_line_that_never_answers_is_given_up_and_the_next_tap_waits_longer(
    phone: Page, open_server: Server
) -> None:
    phone.clock.install()
    go(phone, open_server, "/km/sign-in/")
    phone.route("**/healthz", lambda route: None)
    for seconds in (13, 25):
        with phone.expect_request("**/healthz"):
            phone.locator("main button:not([data-passkey])").click(no_wait_after=True)
        phone.clock.run_for(1000 * (seconds - 2))
        expect(phone.locator(TRYING)).to_be_visible()
        phone.clock.run_for(2000)
        expect(phone.locator(UNSENT)).to_be_visible()


def test_without_javascript_a_form_is_sent_as_ever(browser: Browser, open_server: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, open_server, "km", "KH-0001", PIN)
    context.close()
