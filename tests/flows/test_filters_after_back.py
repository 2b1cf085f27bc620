"""After Back the filters of a list or a report say what the page shows, not what was chosen when it was left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.flows.conftest import Server
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow


@pytest.mark.parametrize(
    ("number", "address", "field", "chosen"),
    [
        ("IF-0001", "/reports/", "#year", "2025"),
        ("TH-0200", "/records/?status=valid", "#status", "expired"),
        ("TH-0200", "/people/", "#branch", "TH-27"),
    ],
)
def test_after_back_a_filter_says_what_the_page_shows(
    browser: Browser, open_server: Server, number: str, address: str, field: str, chosen: str
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    come_in(page, open_server, number)
    page.goto(f"{open_server.address}/th{address}")
    shown = page.locator(field).input_value()
    page.locator(field).select_option(chosen)
    follow(page, page.locator(".filters button").first)
    expect(page.locator(field)).to_have_value(chosen)
    page.go_back()
    expect(page.locator(field)).to_have_value(shown)
    page.context.close()
