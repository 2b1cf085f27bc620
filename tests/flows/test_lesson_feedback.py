"""Was this lesson clear? Two taps at the end of its last card, where they are asked; and without JavaScript, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows import axe
from tests.flows.conftest import Server
from tests.flows.signing_in import come_in
from tests.flows.test_thread import sign_in

PIN = "246813"
END = "/en/modules/pss/linking/#c6"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """360 pixels wide."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_who_is_not_signed_in_is_not_asked(phone: Page, open_server: Server) -> None:
    phone.goto(open_server.address + END)
    expect(phone.get_by_role("button", name="I have read this lesson")).to_be_visible()
    expect(phone.locator(".asked")).to_be_hidden()


def test_two_taps_where_they_are_asked_and_nothing_of_it_stays_on_the_page(
    phone: Page, open_server: Server
) -> None:
    sign_in(phone, open_server, "en", "KH-0001", PIN)
    phone.goto(open_server.address + END)
    phone.get_by_role("button", name="Not clear").click()
    phone.get_by_label("Card of the lesson").select_option("2")
    expect(phone.locator(".asked")).to_be_focused()
    phone.get_by_role("button", name="Too many hard words").click()
    expect(phone.get_by_text("Thank you. Nobody sees that it was you.")).to_be_visible()
    assert phone.url == open_server.address + END, "without a new page"
    expect(phone.get_by_text("Too many hard words")).to_have_count(0)
    phone.reload()
    expect(phone.get_by_role("button", name="Not clear")).to_be_visible()
    phone.get_by_role("button", name="Not clear").click()
    phone.get_by_role("link", name="Change my answer").click()
    expect(phone.get_by_text("What you said:")).to_contain_text("Not clear · Too many hard words · 2/6")


def test_without_signal_it_is_said_and_goes_with_the_next_tap(phone: Page, open_server: Server) -> None:
    sign_in(phone, open_server, "en", "KH-0001", PIN)
    phone.goto(open_server.address + END)
    button = phone.get_by_role("button", name="Clear", exact=True)
    expect(button).to_be_visible()
    phone.context.set_offline(True)
    button.click()
    expect(phone.get_by_role("alert").filter(has_text="There is no network")).to_be_visible()
    phone.context.set_offline(False)
    button.click()
    expect(phone.get_by_text("Thank you. Nobody sees that it was you.")).to_be_visible()


def test_who_was_signed_out_meanwhile_is_led_to_sign_in(phone: Page, open_server: Server) -> None:
    sign_in(phone, open_server, "en", "KH-0001", PIN)
    phone.goto(open_server.address + END)
    expect(phone.get_by_role("button", name="Not clear")).to_be_visible()
    phone.context.clear_cookies()
    phone.get_by_role("button", name="Not clear").click()
    phone.wait_for_url("**/sign-in/?next=**clear/**")


def test_without_javascript_the_same_is_asked_on_a_page_of_its_own(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, open_server, "en", "KH-0001", PIN)
    page.goto(open_server.address + END)
    assert "You need to be signed in." in page.locator(".asked").inner_text()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("Thank you. Nobody sees that it was you.")).to_be_visible()
    expect(page.get_by_text("What you said:")).to_contain_text("Clear")
    page.get_by_role("link", name="Back to the lesson").click()
    assert page.url == open_server.address + END
    context.close()


@pytest.mark.parametrize("language", ["km", "th"])
def test_the_page_of_editors_shuts_nobody_out(phone: Page, open_server: Server, language: str) -> None:
    come_in(phone, open_server, "KH-0300")
    phone.goto(f"{open_server.address}/{language}/translations/pss/clear/")
    assert axe.findings(phone) == []
