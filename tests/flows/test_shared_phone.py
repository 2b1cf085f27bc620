"""One cheap phone that goes from hand to hand, in a real browser: what stays on it, what goes, and whose it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from lms.privacy.services.notice import ON_THE_PHONE
from tests.flows.conftest import Server
from tests.flows.taking import before_sending, turn_to
from tests.flows.test_thread import follow, sign_in

PIN = "246813"
LESSON = "/km/modules/pss/listening/#all"  # all its cards on one page
LOCAL = "/km/modules/pgi/psea/#all"  # a lesson with an "in your country" block
OPEN = "details[data-society][open]"


@pytest.fixture
def shared(phone: Page, open_server: Server) -> Page:
    """The phone that everybody shares. Its pages are those of the server, by short addresses."""
    phone.goto(f"{open_server.address}/km/")
    return phone


def go(page: Page, server: Server, address: str) -> None:
    page.goto(f"{server.address}{address}")


def on_one_page(page: Page) -> None:
    """All cards of the lesson that is open, one below the other."""
    page.locator("a[href='#all']").click()


def sign_out(page: Page, server: Server) -> None:
    go(page, server, "/km/me/")
    follow(page, page.locator("form[action$='/sign-out/'] button"))


def sign_in_here(page: Page, number: str) -> None:
    """On the page that asks for it, on the way to somewhere else."""
    page.locator("input[name=identifier]").fill(number)
    page.locator("input[name=pin]").fill(PIN)
    follow(page, page.locator("main button:not([data-passkey])"))


def begin_test(page: Page, server: Server, language: str = "km", module: str = "pss") -> str:
    """Begin the test of a module, or go on with the one that is open: of pss any test of this server may have."""
    go(page, server, f"/{language}/quizzes/{module}/")
    follow(page, page.locator("main form button"))
    expect(page.locator("form#answers")).to_be_visible()
    return page.url.split("#")[0]


def answer_some(page: Page) -> list[str]:
    """Something in each of the first four questions; what is chosen then."""
    for place in range(4):
        answer_one(page, place)
    return chosen(page)


def answer_one(page: Page, place: int) -> list[str]:
    """Another answer than before to the question at this place, from 0; what is chosen then in the whole test."""
    fieldset = turn_to(page, f"q{place + 1}")
    if fieldset.locator("select").count():
        step = fieldset.locator("select").first
        step.select_option("2" if step.input_value() == "1" else "1")
    else:
        fieldset.locator("input:not(:checked)").first.check()
    return chosen(page)


def chosen(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """() => [...new FormData(document.querySelector('form#answers'))]
        .filter(([name, value]) => name.startsWith('q') && value).map(pair => pair.join('='))"""
    )
    return found


# --- a test that is half done ---------------------------------------------------------------------------------


def test_sokha_finds_her_answers_again_wherever_she_comes_from(shared: Page, open_server: Server) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    address = begin_test(shared, open_server)
    answers = answer_some(shared)
    follow(shared, before_sending(shared))  # too early: the page says what is missing
    expect(shared.locator("main [role=alert]").first).to_be_visible()
    assert chosen(shared) == answers
    go(shared, open_server, "/km/me/")
    assert begin_test(shared, open_server) == address
    assert chosen(shared) == answers
    shared.reload()
    assert chosen(shared) == answers
    shared.goto(address.replace("/km/", "/th/"))
    assert chosen(shared) == answers
    sign_out(shared, open_server)
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    assert begin_test(shared, open_server) == address
    assert chosen(shared) == answers


def test_what_was_handed_in_is_not_kept(shared: Page, open_server: Server) -> None:
    sign_in(shared, open_server, "th", "TH-0001", PIN)
    begin_test(shared, open_server, "th")
    for number in range(1, shared.locator("fieldset").count() + 1):
        fieldset = turn_to(shared, f"q{number}")
        groups = fieldset.locator("input").evaluate_all("all => [...new Set(all.map(one => one.name))]")
        for name in groups:
            boxes = fieldset.locator(f"[name='{name}']")
            count = (
                int(re.findall(r"\d+", fieldset.locator("p.meta").first.inner_text())[0])
                if (boxes.first.get_attribute("type") == "checkbox")
                else 1
            )
            for place in range(count):
                boxes.nth(place).check()
        for place, step in enumerate(fieldset.locator("select").all(), start=1):
            step.select_option(str(place))
    follow(shared, before_sending(shared))
    expect(shared).to_have_url(re.compile("/result/(#review)?$"))
    assert shared.evaluate("sessionStorage.length") == 0


def test_answers_come_back_after_a_network_that_went_away_unseen(shared: Page, open_server: Server) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    address = begin_test(shared, open_server)
    answers = answer_some(shared)
    shared.route(address, lambda route: route.abort("connectionreset"))
    before_sending(shared).click(no_wait_after=True)
    expect(shared).to_have_url("chrome-error://chromewebdata/")  # the browser's own page
    shared.unroute(address)
    shared.goto(address)
    assert chosen(shared) == answers


def test_one_step_back_shows_the_newest_answers_and_the_next_tap_loses_none(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    begin_test(shared, open_server)
    answer_some(shared)
    shared.locator(".menu summary").click()
    follow(shared, shared.locator("a[data-language=lo]"))
    more = answer_one(shared, 5)
    with shared.expect_navigation():
        shared.go_back()
    shared.wait_for_load_state("networkidle")
    assert chosen(shared) == more
    more = answer_one(shared, 6)
    assert len(more) > 5
    shared.reload()
    shared.wait_for_load_state("networkidle")
    assert chosen(shared) == more


# --- one step back, and a reload ------------------------------------------------------------------------------


def test_one_step_back_to_an_incomplete_test_shows_the_test_and_its_answers(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    begin_test(shared, open_server)
    answer_some(shared)
    answers = answer_one(shared, 4)
    follow(shared, before_sending(shared))
    expect(shared.locator("main [role=alert]").first).to_be_visible()
    follow(shared, shared.locator("header a.brand"))
    shared.go_back()
    expect(shared.locator("form#answers")).to_be_visible()
    shared.wait_for_load_state("networkidle")
    assert chosen(shared) == answers


def test_a_reloaded_page_that_says_wait_sends_no_pin_again(shared: Page, open_server: Server) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    sign_out(shared, open_server)
    go(shared, open_server, "/km/sign-in/")
    for pin in ("908172", "908173"):
        shared.locator("input[name=identifier]").fill("KH-0001")
        shared.locator("input[name=pin]").fill(pin)
        follow(shared, shared.locator("main form button:not([data-passkey])"))
    expect(shared.locator("main [role=alert]").first).to_be_visible()
    sent: list[str] = []
    shared.on("request", lambda request: sent.append(request.method))
    shared.reload()
    expect(shared.locator("main [role=alert]")).to_have_count(0)
    expect(shared.locator("input[name=pin]")).to_have_value("")
    assert "POST" not in sent


def test_one_step_back_to_the_page_that_asks_for_the_pin_leads_to_where_it_was_asked(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "LA-0001", PIN)
    go(shared, open_server, "/km/me/data/")
    follow(shared, shared.locator("form[action$='/erasure/'] button"))
    shared.locator("#confirm-pin").fill("908172")
    follow(shared, shared.locator("main form button").first)
    expect(shared.locator("#confirm-problem")).to_be_visible()
    follow(shared, shared.locator("header a.brand"))
    shared.go_back()
    expect(shared).to_have_url(re.compile("/km/me/data/$"))
    expect(shared.locator("form[action$='/erasure/'] button")).to_be_visible()


ASKED = "[data-half-done]"
SAVING = "**/answers/"


def without_signal(page: Page) -> None:
    """From now on no tap of this window reaches the server."""
    page.route(SAVING, lambda route: route.abort())


def test_whoever_signs_out_is_told_that_answers_which_wait_for_signal_are_lost(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    go(shared, open_server, "/km/sign-in/change/")
    expect(shared.locator(ASKED)).to_be_hidden()
    begin_test(shared, open_server)
    without_signal(shared)
    answer_some(shared)
    expect(shared.locator("#waiting")).to_be_visible()
    follow(shared, shared.locator(".whose a"))
    expect(shared.locator(ASKED)).to_be_visible()
    go(shared, open_server, "/km/me/")
    expect(shared.locator(ASKED)).to_be_visible()
    follow(shared, shared.locator("form[action$='/sign-out/'] button"))
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    go(shared, open_server, "/km/me/")
    expect(shared.locator(ASKED)).to_be_hidden()


def test_signing_out_in_a_second_window_says_so_too(shared: Page, open_server: Server) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    begin_test(shared, open_server)
    without_signal(shared)
    answer_some(shared)
    second = shared.context.new_page()
    go(second, open_server, "/km/sign-in/change/")
    expect(second.locator(ASKED)).to_be_visible()
    second.close()


def test_answers_that_are_saved_are_there_on_every_phone_and_after_signing_out(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "LA-0001", PIN)
    address = begin_test(shared, open_server, module="cea")
    answers = answer_some(shared)
    shared.wait_for_function("() => sessionStorage.length === 0")
    expect(shared.locator("#saved")).to_be_visible()
    second = shared.context.new_page()
    second.goto(address)
    assert chosen(second) == answers
    second.close()
    go(shared, open_server, "/km/me/")
    expect(shared.locator(ASKED)).to_be_hidden()
    sign_out(shared, open_server)
    sign_in(shared, open_server, "km", "LA-0001", PIN)
    assert begin_test(shared, open_server, module="cea") == address
    assert chosen(shared) == answers


def test_answers_that_wait_for_signal_outlast_a_reload_and_go_when_it_is_back(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "LA-0001", PIN)
    address = begin_test(shared, open_server, module="pss")
    without_signal(shared)
    answers = answer_some(shared)
    expect(shared.locator("#waiting")).to_be_visible()
    shared.reload()
    assert chosen(shared) == answers
    shared.unroute(SAVING)
    shared.evaluate("dispatchEvent(new Event('online'))")
    shared.wait_for_function("() => sessionStorage.length === 0")
    expect(shared.locator("#saved")).to_be_visible()
    expect(shared.locator("#waiting")).to_be_hidden()
    second = shared.context.new_page()
    second.goto(address)
    assert chosen(second) == answers
    second.close()


def test_what_was_asked_before_an_answer_arrived_does_not_take_it_from_the_page(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "LA-0001", PIN)
    begin_test(shared, open_server, module="pss")
    held: dict[str, Route] = {}
    before: list[APIResponse] = []

    def hold(route: Route) -> None:
        if route.request.method in held:
            return route.continue_()
        if route.request.method == "GET":
            before.append(route.fetch())  # what the server says while the answer is still on its way
        held[route.request.method] = route
        return None

    shared.route(SAVING, hold)
    answers = answer_one(shared, 0)
    shared.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    while len(held) < 2 or not before:
        shared.wait_for_timeout(20)
    held["POST"].continue_()
    expect(shared.locator("#saved")).to_be_visible()
    with shared.expect_response(SAVING) as late:
        held["GET"].fulfill(response=before[0])
    late.value.finished()
    shared.evaluate("() => new Promise(done => setTimeout(done))")
    assert chosen(shared) == answers


def open_card(page: Page, server: Server, number: str) -> None:
    """Open the link of a new card, as a message brings it."""
    said = server.flask("people", "card", number, "--output", str(server.instance / "card.pdf"))
    [address] = re.findall(r"http://\S+(/card/\S+)", said)
    go(page, server, f"/km{address}")


def choose_pin(page: Page, pin: str, again: str) -> None:
    page.locator("input[name=pin]").fill(pin)
    page.locator("input[name=again]").fill(again)
    follow(page, page.locator("main form button"))


def test_a_card_on_a_phone_in_use_warns_of_a_half_done_test_and_only_a_sign_in_drops_its_answers(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    begin_test(shared, open_server)
    without_signal(shared)
    answers = answer_some(shared)
    second = shared.context.new_page()  # a link in a message opens a window of its own
    open_card(second, open_server, "KH-0002")
    expect(second.locator("main .notice").first).to_contain_text("សុខា")
    expect(second.locator(ASKED)).to_be_visible()
    choose_pin(second, "804159", "804150")
    expect(second.locator(ASKED)).to_be_visible()
    assert chosen(shared) == answers
    assert shared.evaluate("sessionStorage.length") == 1, "a PIN that was refused signs nobody out"
    choose_pin(second, "804159", "804159")
    expect(second.locator("meta[name=signed-in]")).to_be_attached()
    shared.wait_for_function("() => sessionStorage.length === 0")
    second.close()
    sign_out(shared, open_server)


def test_a_card_opened_in_the_window_of_a_half_done_test_takes_its_answers_along(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    begin_test(shared, open_server)
    without_signal(shared)
    answer_some(shared)
    open_card(shared, open_server, "KH-0003")
    expect(shared.locator(ASKED)).to_be_visible()
    choose_pin(shared, "804159", "804159")
    shared.wait_for_function("() => sessionStorage.length === 0")
    assert shared.evaluate("localStorage.getItem('signed-in')") == "yes"
    shared.unroute(SAVING)
    begin_test(shared, open_server, module="cea")
    answers = answer_some(shared)
    go(shared, open_server, "/km/me/")
    begin_test(shared, open_server, module="cea")
    assert chosen(shared) == answers, "those of who is signed in now stay"


# --- whose country --------------------------------------------------------------------------------------------


def test_the_country_of_whoever_is_signed_in_stands_open_and_none_is_handed_on(
    shared: Page, open_server: Server
) -> None:
    go(shared, open_server, LOCAL)
    expect(shared.locator(OPEN)).to_have_count(0)
    shared.locator("details[data-society=tha] summary").first.click()
    shared.wait_for_function(
        "localStorage.getItem('country') === 'tha'"
    )  # a fold tells of itself a moment later
    shared.reload()
    expect(shared.locator(OPEN).first).to_have_attribute("data-society", "tha")
    sign_in(shared, open_server, "km", "LA-0001", PIN)
    go(shared, open_server, LOCAL)
    expect(shared.locator(OPEN).first).to_have_attribute("data-society", "lao")
    expect(shared.locator("details[data-society=tha][open]")).to_have_count(0)
    shared.locator("details[data-society=tha] summary").first.click()
    go(shared, open_server, "/km/society/tha/")
    go(shared, open_server, LOCAL)
    expect(shared.locator("details[data-society=lao][open]").first).to_be_visible()
    expect(shared.locator("details[data-society=tha][open]")).to_have_count(0)
    sign_out(shared, open_server)
    go(shared, open_server, LOCAL)
    shared.wait_for_load_state("networkidle")
    expect(shared.locator(OPEN)).to_have_count(0)
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    go(shared, open_server, LOCAL)
    expect(shared.locator(OPEN).first).to_have_attribute("data-society", "khm")


# --- what one has read ----------------------------------------------------------------------------------------


def test_a_read_lesson_says_so_also_to_who_signed_in_on_the_way_to_a_test(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    go(shared, open_server, LESSON)
    expect(shared.locator("form[data-unread]")).to_have_attribute("action", re.compile("reader="))
    follow(shared, shared.locator("form[data-unread] button"))
    sign_out(shared, open_server)
    go(shared, open_server, "/km/quizzes/pss/")
    sign_in_here(shared, "KH-0001")
    go(shared, open_server, LESSON)
    expect(shared.locator("p[data-read]")).to_be_visible()
    expect(shared.locator("form[data-unread]")).to_be_hidden()
    go(shared, open_server, "/km/modules/pss/")
    expect(shared.locator("[data-read]:visible")).to_have_count(1)


def test_after_a_tap_the_next_lesson_says_for_whom_it_was_saved_and_ratana_takes_it_back(
    shared: Page, open_server: Server
) -> None:
    sign_in(shared, open_server, "km", "TH-0001", PIN)
    go(shared, open_server, LESSON)
    expect(shared.locator("form[data-unread]")).to_have_attribute("action", re.compile("reader="))
    follow(shared, shared.locator("form[data-unread] button"))
    notice = shared.locator("[data-saved]")
    expect(notice).to_be_visible()
    go(shared, open_server, "/km/me/read/")
    name = shared.evaluate("JSON.parse(document.body.innerText).name")
    shared.go_back()
    expect(notice).to_be_hidden()  # once is enough
    go(shared, open_server, "/km/me/lessons/pss/listening/")
    follow(shared, shared.locator("main form button"))  # read before: nothing new, and nothing to take back
    expect(notice).to_be_hidden()
    on_one_page(shared)
    follow(shared, shared.locator("a[rel=next]"))
    on_one_page(shared)
    follow(shared, shared.locator("form[data-unread] button"))
    expect(shared.locator("[data-saved] b, main [role=status]").first).to_contain_text(name)
    follow(shared, shared.locator("[data-saved] button, form:has([value=take-back]) button").first)
    expect(shared).to_have_url(re.compile("/sign-in/change/"))


def test_a_lesson_opened_by_one_person_is_not_counted_for_the_next(shared: Page, open_server: Server) -> None:
    sign_in(shared, open_server, "km", "LA-0001", PIN)
    go(shared, open_server, "/km/modules/cea/")
    follow(shared, shared.locator(".path a").first)
    on_one_page(shared)
    expect(shared.locator("form[data-unread]")).to_have_attribute("action", re.compile("reader="))
    other = shared.context.new_page()
    sign_out(other, open_server)
    sign_in(other, open_server, "km", "KH-0001", PIN)
    follow(shared, shared.locator("form[data-unread] button"))
    expect(shared.locator("main [role=alert]")).to_contain_text("សុខា")
    go(other, open_server, "/km/me/read/")
    assert "cea/" not in other.inner_text("body")
    follow(shared, shared.locator("main form button"))  # Sokha has read it, too, and says so
    go(other, open_server, "/km/me/read/")
    assert "cea/" in other.inner_text("body")


# --- what the privacy page says -------------------------------------------------------------------------------


def kept(page: Page) -> set[str]:
    """The names of all that a browser keeps for Sala, as the privacy page writes them."""
    cookies = {cookie.get("name", "") for cookie in page.context.cookies()}
    stored = set(page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"))
    return {re.sub(r"^(answers-).*", r"\1…", re.sub(r"^sala", "…sala", name)) for name in cookies | stored}


def test_the_privacy_page_names_all_that_stays_on_a_phone(shared: Page, open_server: Server) -> None:
    seen: set[str] = set()
    go(shared, open_server, LOCAL)
    shared.locator("details[data-society=tha] summary").first.click()
    seen |= kept(shared)
    shared.locator(".menu summary").click()
    follow(shared, shared.locator("a[data-language=th]"))
    seen |= kept(shared)
    sign_in(shared, open_server, "th", "LA-0001", PIN)
    begin_test(shared, open_server, "th")
    without_signal(shared)
    answer_some(shared)
    seen |= kept(shared)
    # See tests/accounts/test_volunteer_numbers.py, tests/flows/test_waiting_forms.py, tests/flows/test_no_signal.py.
    elsewhere = {"society", "typed", "leaving"}
    named = {one.name for one in ON_THE_PHONE}
    assert seen | elsewhere == named
    for language in ("en", "km", "lo", "th"):
        go(shared, open_server, f"/{language}/privacy/")
        page = shared.locator("main").inner_text().replace("\u2060", "")
        assert [name for name in named if f"“{name}”" not in page] == []
    sign_out(shared, open_server)
    assert kept(shared) <= {"…sala", "…sala-device"}
    assert not {cookie.get("name") for cookie in shared.context.cookies()} & {"language", "society"}


def test_who_comes_next_does_not_read_the_language_that_the_one_before_chose(
    browser: Browser, open_server: Server
) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    go(page, open_server, "/km/")
    page.locator(".menu summary").click()
    follow(page, page.locator("a[data-language=lo]"))
    sign_in(page, open_server, "th", "TH-0001", PIN)
    go(page, open_server, "/")
    expect(page).not_to_have_url(re.compile("/lo/$"))
    page.context.close()
