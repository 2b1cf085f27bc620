"""In Laos somebody asks people on a phone: one after another, once without signal, and nothing of one is left."""

from __future__ import annotations

import re
import sqlite3

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.test_survey import choose, go_on
from tests.flows.test_thread import follow, sign_in

INTERVIEW = "/lo/surveys/channels/interview/"
ROUNDS = "/lo/surveys/results/?survey=channels"
SCREENS = ("", "#about", "#ways", "#trusted", "#wanted", "#told-how", "#voice", "#send")


@pytest.fixture(scope="module")
def asking(browser: Browser, open_server: Server) -> Server:
    """A server on which HR of the Lao Red Cross has begun a round about channels."""
    page = browser.new_page()
    sign_in(page, open_server, "lo", "LA-0200", "246813")
    page.goto(f"{open_server.address}{ROUNDS}")
    follow(page, page.locator("form[action$='/begin/'] button[type=submit]"))
    expect(page.locator("#asking-lo")).to_have_count(1)
    page.close()
    return open_server


def interviews(server: Server) -> list[tuple[str, str]]:
    """The role and the place of everybody who was asked."""
    with sqlite3.connect(server.instance / "sala.sqlite3") as connection:
        return connection.execute(
            "SELECT role, json_extract(choices, '$.place[0]') FROM survey_response WHERE survey = 'channels'"
        ).fetchall()


def say_nothing(page: Page) -> None:
    """Every question in sight that has no answer yet: prefer not to say."""
    for question in page.locator("section.c:visible fieldset:visible").all():
        if question.locator(":checked:not(option)").count():
            continue
        if question.locator("select").count():
            question.locator("select").select_option("skip")
        else:
            question.locator("label.choice:has([value=skip])").click()


def answer(page: Page) -> None:
    """What one person says, up to the last screen."""
    choose(page, "consent", "1")
    go_on(page)
    choose(page, "role", "migrant")
    go_on(page)
    choose(page, "place", "market")
    say_nothing(page)
    go_on(page)
    say_nothing(page)
    go_on(page)
    choose(page, "channels", "radio")
    go_on(page)
    expect(page.locator("fieldset:visible")).to_have_count(2)
    choose(page, "trust-radio", "fully")
    choose(page, "private-radio", "no")
    go_on(page)
    choose(page, "topics", "hiv")
    expect(page.locator("#best-hiv")).to_be_visible()
    page.locator("#best-hiv select").select_option("red-cross")
    go_on(page)
    for _screen in ("told-how", "voice"):
        say_nothing(page)
        go_on(page)


def test_people_are_asked_one_after_another_and_nothing_of_one_meets_the_next(
    browser: Browser, asking: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in(page, asking, "lo", "LA-0001", "246813")
    page.goto(f"{asking.address}/lo/me/")
    follow(page, page.locator(f"a[href='{INTERVIEW}']"))
    answer(page)
    context.set_offline(True)
    page.locator("#send-answers").click()
    expect(page.locator(".sending.unsent")).to_be_visible(timeout=20_000)
    expect(page.locator("[name=place][value=market]")).to_be_checked()
    assert interviews(asking) == []
    context.set_offline(False)
    follow(page, page.locator("#send-answers"))
    expect(page).to_have_url(re.compile(rf"{INTERVIEW}\?next=1$"))
    assert interviews(asking) == [("migrant", "market")]
    expect(page.locator("main :checked:not(option)")).to_have_count(0)
    for _step in range(3):
        page.go_back()
        expect(page.locator("main :checked:not(option)")).to_have_count(0)
    assert "market" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    page.goto(f"{asking.address}{INTERVIEW}")
    answer(page)
    follow(page, page.locator("#send-answers"))
    assert interviews(asking) == [("migrant", "market")] * 2
    context.close()


@pytest.mark.parametrize("language", ["lo", "km", "th", "en"])
def test_every_screen_is_for_everybody(browser: Browser, asking: Server, language: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, asking, language, "LA-0001", "246813")
    found = []
    for screen in SCREENS:
        page.goto(f"{asking.address}/{language}/surveys/channels/interview/{screen}")
        found += [f"{screen}: {one['id']}" for one in Axe().run(page).response["violations"]]
        pixels = overflow(page)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        pixels = max(pixels, overflow(page))
        found += [f"{screen}: {pixels} pixels too wide"] if pixels > 0 else []
    assert found == []
    context.close()
