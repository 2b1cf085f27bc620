"""A page of somebody's own stays open, and the phone changes hands: what the page still knows, shows and says."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Server
from tests.flows.signing_in import come_in
from tests.flows.test_shared_phone import (
    ASKED,
    PIN,
    begin_test,
    chosen,
    go,
    sign_out,
    without_signal,
)
from tests.flows.test_thread import follow, sign_in

SAVING = "**/answers/"
CLOSED = "[data-closed]"
# The phone shows the page again: a browser without a screen never hides one.
SEEN_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"
LATE = {"x-late": "1"}  # an answer that the test held back


@pytest.fixture
def shared(phone: Page, open_server: Server) -> Page:
    phone.goto(f"{open_server.address}/km/")
    return phone


def tap(page: Page, place: int) -> list[str]:
    """Another answer than before to the first or second question of which one is chosen; all answers then."""
    page.evaluate(
        """place => { const questions = [...document.querySelectorAll('fieldset:has([type=radio])')];
        [...questions[place].querySelectorAll('[type=radio]')].find(one => !one.checked).click() }""",
        place,
    )
    return chosen(page)


def press(page: Page, button: str) -> None:
    """Send the test by one of its buttons, wherever on the page it stands."""
    with page.expect_navigation():
        page.evaluate(
            """button => { const form = document.getElementById('answers');
            form.requestSubmit([...form.querySelectorAll(button)].at(-1)) }""",
            button,
        )


# --- answers ----------------------------------------------------------------------------------------------------


def changed_while_another_was_here(mine: Page, server: Server) -> list[str]:
    """Sokha changes answers while there is no signal; Dara is signed in in another window; then Sokha is back."""
    come_in(mine, server, "KH-0001")
    begin_test(mine, server)
    tap(mine, 1)
    mine.wait_for_function("() => sessionStorage.length === 0")
    mine.route(SAVING, lambda route: route.abort())
    tap(mine, 1)
    answers = tap(mine, 0)
    other = mine.context.new_page()
    sign_out(other, server)
    sign_in(other, server, "km", "LA-0001", PIN)
    expect(mine.locator(CLOSED)).to_be_visible()
    assert mine.evaluate("sessionStorage.length") == 0, "who signed out leaves nothing for the next person"
    sign_out(other, server)
    sign_in(other, server, "km", "KH-0001", PIN)
    other.close()
    expect(mine.locator(CLOSED)).to_have_count(0)
    assert chosen(mine) == answers
    return answers


def test_an_answer_that_sokha_changed_while_another_was_signed_in_is_what_is_saved(
    shared: Page, open_server: Server
) -> None:
    answers = changed_while_another_was_here(shared, open_server)
    press(shared, "button[value=later]")
    expect(shared).to_have_url(re.compile(r"\?saved=1"))
    begin_test(shared, open_server)
    assert chosen(shared) == answers


def test_an_answer_that_sokha_changed_while_another_was_signed_in_is_what_is_sent(
    shared: Page, open_server: Server
) -> None:
    answers = changed_while_another_was_here(shared, open_server)
    press(shared, "button:not([value])")
    expect(shared.locator("main [role=alert]").first).to_be_visible()  # too early, and all is here
    assert chosen(shared) == answers


def test_an_answer_that_arrives_while_the_page_catches_up_is_not_shown_as_it_was(
    shared: Page, open_server: Server
) -> None:
    come_in(shared, open_server, "KH-0001")
    begin_test(shared, open_server)
    tap(shared, 1)
    shared.wait_for_function("() => sessionStorage.length === 0")
    shared.route(SAVING, lambda route: route.abort())
    answers = tap(shared, 1)
    shared.unroute(SAVING)
    old = shared.request.get(f"{shared.url.split('#')[0]}answers/").text()

    def late(route: object) -> None:
        shared.wait_for_function("() => sessionStorage.length === 0")
        route.fulfill(body=old, content_type="application/json", headers=LATE)  # type: ignore[attr-defined]

    first = [late]

    def handle(route: object) -> None:
        if route.request.method == "GET" and first:  # type: ignore[attr-defined]
            first.pop()(route)
        else:
            route.continue_()  # type: ignore[attr-defined]

    shared.route(SAVING, handle)
    with shared.expect_response(lambda answer: LATE.items() <= answer.headers.items()) as answered:
        shared.evaluate(SEEN_AGAIN)
    answered.value.finished()
    shared.evaluate("fetch('/healthz')")  # by then the page has dealt with what came before
    assert chosen(shared) == answers


# --- what is said before somebody signs out ---------------------------------------------------------------------


def test_nobody_is_told_that_answers_of_another_person_are_lost(shared: Page, open_server: Server) -> None:
    come_in(shared, open_server, "KH-0001")
    begin_test(shared, open_server)
    without_signal(shared)
    tap(shared, 1)
    other = shared.context.new_page()
    sign_out(other, open_server)
    sign_in(other, open_server, "km", "LA-0001", PIN)
    shared.unroute(SAVING)
    expect(shared.locator(CLOSED)).to_be_visible()
    for address in ("/km/sign-in/change/", "/km/me/", "/km/me/sessions/"):
        go(other, open_server, address)
        other.wait_for_load_state("networkidle")
        expect(other.locator(ASKED)).to_be_hidden()
    other.close()


def test_answers_of_a_session_that_ended_elsewhere_are_not_told_to_the_next_person(
    shared: Page, open_server: Server
) -> None:
    come_in(shared, open_server, "KH-0001")
    begin_test(shared, open_server)
    without_signal(shared)
    tap(shared, 1)
    shared.context.clear_cookies()  # signed out everywhere, on another phone
    sign_in(shared, open_server, "km", "LA-0001", PIN)
    go(shared, open_server, "/km/sign-in/change/")
    expect(shared.locator(ASKED)).to_be_hidden()


def test_with_signal_the_answers_of_another_window_are_saved_instead_of_warned_of(
    shared: Page, open_server: Server
) -> None:
    come_in(shared, open_server, "KH-0001")
    begin_test(shared, open_server)
    without_signal(shared)
    tap(shared, 1)
    expect(shared.locator("#waiting")).to_be_visible()
    shared.unroute(SAVING)
    second = shared.context.new_page()
    go(second, open_server, "/km/sign-in/change/")
    expect(shared.locator("#saved")).to_be_visible(timeout=4000)  # sooner than by itself
    expect(second.locator(ASKED)).to_be_hidden()
    second.close()


# --- a page that stays open in a second window --------------------------------------------------------------------


OWN = ("/km/me/", "/km/me/certificates/", "/km/me/data/")


@pytest.mark.parametrize("address", OWN)
def test_a_page_of_ones_own_is_emptied_when_its_reader_signs_out_in_another_window(
    shared: Page, open_server: Server, address: str
) -> None:
    come_in(shared, open_server, "KH-0001")
    go(shared, open_server, address)
    second = shared.context.new_page()
    sign_out(second, open_server)
    expect(shared.locator(CLOSED)).to_be_visible()
    assert "សុខា" not in shared.content()
    follow(shared, shared.locator("main a.button"))
    expect(shared).to_have_url(re.compile("/km/sign-in/"))
    second.close()


def test_a_page_of_ones_own_is_emptied_without_network_too(shared: Page, open_server: Server) -> None:
    come_in(shared, open_server, "KH-0001")
    go(shared, open_server, "/km/me/")
    shared.evaluate("localStorage.removeItem('signed-in')")  # what signing out leaves behind in this browser
    shared.context.set_offline(True)
    shared.evaluate(SEEN_AGAIN)
    expect(shared.locator(CLOSED)).to_be_visible()
    shared.context.set_offline(False)


def test_a_page_of_ones_own_is_emptied_when_somebody_else_is_signed_in_by_then(
    shared: Page, open_server: Server
) -> None:
    come_in(shared, open_server, "KH-0001")
    go(shared, open_server, "/km/me/")
    shared.context.clear_cookies()  # her session ended elsewhere: nothing in this browser tells
    second = shared.context.new_page()
    sign_in(second, open_server, "km", "LA-0001", PIN)
    expect(shared.locator(CLOSED)).to_be_visible()
    second.close()


def test_a_page_of_ones_own_stays_as_long_as_its_reader_is_signed_in(
    shared: Page, open_server: Server
) -> None:
    come_in(shared, open_server, "KH-0001")
    go(shared, open_server, "/km/me/")
    with shared.expect_response("**/me/read/"):
        shared.evaluate(SEEN_AGAIN)
    shared.context.set_offline(True)
    shared.evaluate(SEEN_AGAIN)
    shared.wait_for_load_state("networkidle")
    expect(shared.locator(CLOSED)).to_have_count(0)
    assert "សុខា" in shared.content()
    shared.context.set_offline(False)


def test_a_test_with_answers_that_are_not_saved_is_covered_and_keeps_them_for_whoever_comes_back(
    shared: Page, open_server: Server
) -> None:
    come_in(shared, open_server, "KH-0001")
    begin_test(shared, open_server)
    without_signal(shared)
    answers = tap(shared, 1)
    second = shared.context.new_page()
    sign_out(second, open_server)
    second.close()
    shared.evaluate(SEEN_AGAIN)
    expect(shared.locator(CLOSED)).to_be_visible()
    assert chosen(shared) == answers


def test_a_tap_after_the_session_ended_elsewhere_is_said_not_to_be_saved(
    shared: Page, open_server: Server
) -> None:
    come_in(shared, open_server, "KH-0001")
    begin_test(shared, open_server)
    shared.context.clear_cookies()
    answers = tap(shared, 1)
    expect(shared.locator("#refused")).to_be_visible()
    assert chosen(shared) == answers


def test_nobody_reads_or_changes_the_answers_that_wait_on_a_page_of_somebody_else(
    shared: Page, open_server: Server
) -> None:
    """Dara read Sokha's name and answers, and what Dara tapped was saved as Sokha's when she was back."""
    come_in(shared, open_server, "KH-0001")
    begin_test(shared, open_server)
    without_signal(shared)
    answers, title = tap(shared, 1), shared.title()
    second = shared.context.new_page()
    sign_out(second, open_server)
    sign_in(second, open_server, "km", "LA-0001", PIN)
    shared.unroute(SAVING)
    shared.evaluate(SEEN_AGAIN)
    expect(shared.locator(CLOSED)).to_be_visible()
    expect(shared.locator("#answers")).to_be_hidden()
    assert "សុខា" not in shared.locator("body").inner_text()
    assert shared.title() == "Sala"
    sign_out(second, open_server)
    sign_in(second, open_server, "km", "KH-0001", PIN)
    second.close()
    shared.evaluate(SEEN_AGAIN)
    expect(shared.locator(CLOSED)).to_have_count(0)
    expect(shared.locator("#saved")).to_be_visible()
    assert shared.title() == title
    assert chosen(shared) == answers


# --- answers of two phones --------------------------------------------------------------------------------------


def test_an_answer_that_waited_for_signal_writes_over_no_newer_one(
    browser: Browser, shared: Page, open_server: Server
) -> None:
    come_in(shared, open_server, "KH-0001")
    begin_test(shared, open_server)
    without_signal(shared)
    older = tap(shared, 0)
    other = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    sign_in(other, open_server, "km", "KH-0001", PIN)
    begin_test(other, open_server)
    tap(other, 0)
    other.wait_for_function("() => sessionStorage.length === 0")
    newer = tap(other, 0)
    other.wait_for_function("() => sessionStorage.length === 0")
    assert newer != older
    shared.unroute(SAVING)
    with shared.expect_response(lambda answer: answer.status == 412):
        shared.evaluate(SEEN_AGAIN)
    expect(shared.locator("#otherwise")).to_be_visible()
    expect(shared.locator("#otherwise li:visible")).to_have_count(1)
    assert chosen(shared) == newer
    assert shared.evaluate("sessionStorage.length") == 0
    with shared.expect_response(lambda answer: answer.status == 204):
        again = tap(shared, 0)
    expect(shared.locator("#otherwise")).to_be_hidden()
    other.reload()
    assert chosen(other) == again
    other.context.close()


def test_with_signal_the_answer_that_was_tapped_last_counts_in_whichever_window(
    shared: Page, open_server: Server
) -> None:
    """The second window has not seen what was tapped in the first one: it is no newer answer all the same."""
    sign_in(shared, open_server, "km", "KH-0001", PIN)
    begin_test(shared, open_server)
    other = shared.context.new_page()
    other.goto(shared.url)
    with shared.expect_response(lambda answer: answer.status == 204):
        first = tap(shared, 0)
    with other.expect_response(lambda answer: "/answers/" in answer.url and answer.request.method == "POST"):
        tap(other, 0)
    with other.expect_response(lambda answer: answer.status == 204):
        last = tap(other, 0)
    expect(other.locator("#saved")).to_be_visible()
    expect(other.locator("#otherwise")).to_be_hidden()
    assert chosen(other) == last != first
    shared.reload()
    assert chosen(shared) == last
    other.close()


def test_of_a_test_that_was_answered_elsewhere_the_questions_to_look_at_are_named(
    browser: Browser, shared: Page, open_server: Server
) -> None:
    come_in(shared, open_server, "KH-0001")
    begin_test(shared, open_server)
    other = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    sign_in(other, open_server, "km", "KH-0001", PIN)
    begin_test(other, open_server)
    with other.expect_response(lambda answer: answer.status == 204):
        newer = tap(other, 1)
    other.context.close()
    press(shared, "button:not([value])")
    links = shared.locator("main [role=alert]:visible .numbers a")
    expect(links).to_have_count(1)
    expect(links).to_be_visible()  # also where that question has an answer by now
    assert chosen(shared) == newer
