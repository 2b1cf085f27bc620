"""A test in a browser: turn to a question, answer, come to the page before sending."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Locator, Page, expect


def turn_to(page: Page, place: str) -> Locator:
    """Go to a question ("q3") or to the page before sending ("review") by its address, as the links do."""
    page.evaluate("place => { location.hash = place }", place)
    expect(page.locator(f"#{place}")).to_be_visible()
    return page.locator(f"#{place}")


def before_sending(page: Page) -> Locator:
    """Go to the page before sending; its button that hands in."""
    turn_to(page, "review")
    return page.locator("#send")


def fill(page: Page, fields: Iterable[tuple[str, str]]) -> None:
    """Answer from the question in sight on, one after the other; the last one is in sight then."""
    for name, value in fields:
        field = page.locator(f"[name='{name}']")
        if not field.first.is_visible():
            page.locator(".step.main:visible").click()
        if field.first.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            page.locator(f"[name='{name}'][value='{value}']").check()
