"""HR of the Lao Red Cross types what came on paper with the keyboard alone; nothing of a paper meets the next one."""

from __future__ import annotations

import sqlite3

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.test_thread import follow, sign_in

ROUNDS = "/lo/surveys/results/"
PAPERS = f"{ROUNDS}papers/"
ABOUT, TASKS, CARE = ("a", "ce", "b"), ("42",) * 15, ("a", "b", "-")
WAYS = ("a", "fb", "a", "a", "ac", "b", "c", "-")


@pytest.fixture
def desk(browser: Browser, open_server: Server) -> Page:
    """A desk of HR in an open round."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    sign_in(page, open_server, "lo", "LA-0200", "246813")
    page.goto(f"{open_server.address}{ROUNDS}")
    begin = page.locator("form[action$='/begin/'] button[type=submit]")
    if begin.count():
        follow(page, begin)
    page.goto(f"{open_server.address}{PAPERS}")
    return page


def typed(server: Server) -> list[tuple[str, int]]:
    """The role and how many tasks were rated, of every paper that is kept."""
    with sqlite3.connect(server.instance / "sala.sqlite3") as connection:
        return connection.execute(
            "SELECT role, (SELECT count(*) FROM json_each(ratings)) FROM survey_response"
            " WHERE survey = 'needs' AND society = 'lao' AND is_collected"
        ).fetchall()


def test_a_paper_is_typed_with_the_keyboard_and_the_next_one_begins_empty(
    desk: Page, open_server: Server
) -> None:
    assert overflow(desk) == 0
    assert Axe().run(desk).response["violations"] == []
    expect(desk.locator("#consent")).to_be_focused()
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")
    for code in (*ABOUT, *TASKS, *CARE, *WAYS):
        desk.keyboard.type(code)
        desk.keyboard.press("Enter")
    expect(desk.locator("#paper button")).to_be_focused()
    assert typed(open_server) == []
    desk.keyboard.press("Enter")
    desk.wait_for_url("**next=1**")
    assert typed(open_server) == [("volunteer", 15)]
    expect(desk.locator("#consent")).to_be_focused()
    expect(desk.locator("#consent")).not_to_be_checked()
    assert all(field.input_value() == "" for field in desk.locator(".codes input").all())
    desk.go_back()
    desk.wait_for_selector("#paper")
    assert all(field.input_value() == "" for field in desk.locator(".codes input").all())
