"""Sokha signs out while a test with answers that are not sent stays open in a second tab: whom it waits for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.flows.conftest import Server
from tests.flows.signing_in import come_in
from tests.flows.test_changed_hands import CLOSED, SAVING, tap
from tests.flows.test_shared_phone import PIN, begin_test, chosen, go, sign_in_here, without_signal
from tests.flows.test_thread import follow, sign_in

SIGN_OUT = "form[action$='/sign-out/'] button"
WAITS = "[data-waits]"


@pytest.fixture
def waiting(phone: Page, open_server: Server) -> Page:
    """The tab of Sokha's test, with one answer that has not reached the server."""
    come_in(phone, open_server, "KH-0001")
    begin_test(phone, open_server)
    without_signal(phone)
    tap(phone, 1)
    expect(phone.locator("#waiting")).to_be_visible()
    return phone


def sign_out_without_network(test: Page, server: Server) -> Page:
    """Sokha signs out in a second tab while there is no network; that tab."""
    second = test.context.new_page()
    go(second, server, "/km/me/")
    second.context.set_offline(True)
    second.locator(SIGN_OUT).click(no_wait_after=True)
    expect(second.locator(".sending.unsent")).to_be_visible()
    return second


def network_is_back(test: Page, second: Page) -> None:
    second.context.set_offline(False)
    second.wait_for_url("**/signed-out/")
    test.unroute(SAVING)


def test_after_signing_out_without_network_a_test_shows_nothing_and_takes_no_tap(
    waiting: Page, open_server: Server
) -> None:
    """The next person read Sokha's name and answers, and what they tapped counted as hers."""
    second = sign_out_without_network(waiting, open_server)
    expect(waiting.locator(CLOSED)).to_be_visible()
    expect(waiting.locator("#answers")).to_be_hidden()
    expect(waiting.locator("input:visible")).to_have_count(0)
    assert "សុខា" not in waiting.locator("body").inner_text()
    assert waiting.title() == "Sala"
    width = waiting.evaluate("document.documentElement.scrollWidth")
    assert width <= waiting.evaluate("innerWidth") == 360
    expect(waiting.locator(WAITS)).to_contain_text("1")
    expect(second.locator("[data-elsewhere]")).to_be_visible()
    second.context.set_offline(False)
    second.close()


def test_who_signs_out_without_an_open_test_reads_of_none(phone: Page, open_server: Server) -> None:
    come_in(phone, open_server, "KH-0001")
    second = sign_out_without_network(phone, open_server)
    expect(second.locator("[data-elsewhere]")).to_be_hidden()
    second.context.set_offline(False)
    second.close()


def test_when_sokha_signs_in_again_in_another_tab_her_test_opens_and_is_sent(
    waiting: Page, open_server: Server
) -> None:
    answers = chosen(waiting)
    second = sign_out_without_network(waiting, open_server)
    network_is_back(waiting, second)
    expect(waiting.locator(CLOSED)).to_be_visible()
    sign_in(second, open_server, "km", "KH-0001", PIN)
    expect(waiting.locator("#saved")).to_be_visible()
    expect(waiting.locator(CLOSED)).to_have_count(0)
    assert chosen(waiting) == answers
    second.close()


def test_when_sokha_signs_in_again_in_the_tab_of_her_test_its_answers_are_there_and_sent(
    waiting: Page, open_server: Server
) -> None:
    answers = chosen(waiting)
    second = sign_out_without_network(waiting, open_server)
    network_is_back(waiting, second)
    second.close()
    follow(waiting, waiting.locator(f"{CLOSED} a.button"))
    sign_in_here(waiting, "KH-0001")
    expect(waiting.locator("#saved")).to_be_visible()
    assert chosen(waiting) == answers
    assert waiting.evaluate("sessionStorage.length") == 0


def test_another_person_in_the_tab_of_a_test_finds_nothing_of_it_and_loses_nothing_of_it(
    waiting: Page, open_server: Server
) -> None:
    address, answers = waiting.url, chosen(waiting)
    second = sign_out_without_network(waiting, open_server)
    network_is_back(waiting, second)
    second.close()
    follow(waiting, waiting.locator(f"{CLOSED} a.button"))
    sign_in_here(waiting, "LA-0001")
    go(waiting, open_server, "/km/me/")
    expect(waiting.locator("[data-half-done]")).to_be_hidden()
    assert "សុខា" not in waiting.locator("body").inner_text()
    follow(waiting, waiting.locator(SIGN_OUT))
    sign_in(waiting, open_server, "km", "KH-0001", PIN)
    waiting.goto(address)
    expect(waiting.locator("#saved")).to_be_visible()
    assert chosen(waiting) == answers


def test_a_test_covers_itself_at_once_where_another_person_signs_in(
    waiting: Page, open_server: Server
) -> None:
    waiting.context.clear_cookies()  # her session ended elsewhere: nothing in this browser tells
    second = waiting.context.new_page()
    sign_in(second, open_server, "km", "LA-0001", PIN)
    expect(waiting.locator(CLOSED)).to_be_visible()
    expect(waiting.locator("#answers")).to_be_hidden()
    expect(waiting.locator(f"{CLOSED} a.button")).to_have_attribute("href", re.compile("/km/sign-in/"))
    second.close()
