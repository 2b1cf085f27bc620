"""Sokha answers the survey in Khmer on a phone, without scripts: from the invitation to the plan, and takes it back."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.flows import axe
from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow

SURVEY, PLAN = "/km/surveys/needs/", "/km/surveys/needs/plan/"


def responses(server: Server) -> int:
    """What was answered now; the invented class has answered long ago."""
    with sqlite3.connect(server.instance / "sala.sqlite3") as connection:
        return int(
            connection.execute(
                "SELECT count(*) FROM survey_response WHERE answered_on > date('now', '-7 days')"
            ).fetchone()[0]
        )


def choose(page: Page, name: str, value: str) -> None:
    """Tap the card of an answer on the screen that is shown."""
    page.locator(f"label.choice:has([name='{name}'][value='{value}'])").click()


def go_on(page: Page) -> None:
    """To the next screen."""
    page.locator("section.c:visible .tbar a.main").click()


def rate(page: Page, skill: str) -> None:
    """All tasks, a screen each: two ratings, and on to the next."""
    for number in range(1, 16):
        expect(page.locator(f"section#b{number}")).to_be_visible()
        assert page.locator("section.c:visible").count() == 1
        choose(page, f"b{number}-importance", "5")
        choose(page, f"b{number}-skill", skill)
        go_on(page)


def answer(page: Page, *, skill: str, left_out: str) -> None:
    """The whole survey, up to the last screen; one question is overlooked."""
    choose(page, "consent", "1")
    go_on(page)
    for name, value in (("society", "khm"), ("role", "volunteer"), ("reads", "km"), ("years", "from-2")):
        choose(page, name, value)
    go_on(page)
    rate(page, skill)
    for name in ("knows-whom-to-call", "supervisor-asked", "hours-limited"):
        choose(page, name, "yes")
    go_on(page)
    page.locator("select[name='format-1']").select_option("audio")
    for name in ("help", "phone", "data", "when", "length"):
        if name != left_out:
            choose(page, name, "skip")
    go_on(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_sokha_is_invited_answers_gets_a_plan_and_withdraws(
    browser: Browser, open_server: Server, scripts: bool
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    page = context.new_page()
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}/km/me/")
    follow(page, page.locator(f"a[href='{SURVEY}']"))
    answer(page, skill="2", left_out="data")
    choose(page, "plan", "1")
    follow(page, page.locator("#send-answers"))
    # What was overlooked is on the screen, everything else is still there.
    expect(page.locator("#data-error")).to_be_visible()
    expect(page.locator("[name='b15-skill'][value='2']")).to_be_checked()
    assert responses(open_server) == 0
    choose(page, "data", "daily")
    go_on(page)
    expect(page.locator("[name=plan]")).to_be_checked()
    follow(page, page.locator("#send-answers"))
    expect(page).to_have_url(re.compile(f"{PLAN}$"))
    expect(page.locator("main section.card.row h2")).to_have_count(3)
    expect(page.locator("main a[href*='/before/']").first).to_be_visible()  # what a plan is surer with
    assert responses(open_server) == 1
    page.goto(f"{open_server.address}/km/me/")
    follow(page, page.locator(f"a[href='{PLAN}']"))
    expect(page.locator("form[action$='/withdraw/'] button")).to_be_hidden()
    page.locator("details:has(form[action$='/withdraw/']) summary").click()
    assert responses(open_server) == 1
    follow(page, page.locator("form[action$='/withdraw/'] button"))
    assert responses(open_server) == 0
    page.goto(f"{open_server.address}/km/me/")
    expect(page.locator(f"a[href='{SURVEY}']")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("language", "number"), [("km", "KH-0001"), ("lo", "LA-0001"), ("th", "TH-0001"), ("en", "KH-0001")]
)
def test_every_screen_is_for_everybody(
    browser: Browser, open_server: Server, language: str, number: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    come_in(page, open_server, number)
    found = []
    for place in ("", "#about", "#b6", "#care", "#preferences", "#send", "#all", "plan/"):
        page.goto(f"{open_server.address}/{language}/surveys/needs/{place}")
        found += [f"{place}: {one}" for one in axe.findings(page)]
        pixels = overflow(page)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        pixels = max(pixels, overflow(page))
        found += [f"{place}: {pixels} pixels too wide"] if pixels > 0 else []
    assert found == []
    context.close()


def test_whoever_leaves_with_answers_that_are_not_sent_is_asked_first(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}{SURVEY}")
    choose(page, "consent", "1")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.locator("section.c:visible .lbar a").click()
    expect(page).to_have_url(re.compile("/me/$"))
    assert asked == ["beforeunload"]
    context.close()


def test_a_survey_that_is_closed_asks_nobody_to_stay(browser: Browser, open_server: Server) -> None:
    """Sokha signed out in another tab; her answers are gone from this one, and it asked the next person about them."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}{SURVEY}")
    choose(page, "consent", "1")
    second = context.new_page()
    second.goto(f"{open_server.address}/km/me/")
    follow(second, second.locator("form[action$='/sign-out/'] button"))
    expect(page.locator("[data-closed]")).to_be_visible()
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.locator("[data-closed] a").click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    assert asked == []
    context.close()


def test_another_language_brings_the_answers_along_and_nobody_is_asked_to_stay(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}{SURVEY}")
    choose(page, "consent", "1")
    go_on(page)
    choose(page, "role", "staff")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.locator("details.menu").first.locator("summary").click()
    follow(page, page.locator("a[data-language='lo']"))
    expect(page).to_have_url(re.compile("/lo/surveys/needs/"))
    expect(page.locator("[name='role'][value='staff']")).to_be_checked()
    expect(page.locator("[name='consent']")).to_be_checked()
    assert asked == []
    assert responses(open_server) == 0
    # What came along is not sent yet: whoever leaves now is asked.
    page.goto(f"{open_server.address}/lo/me/")
    assert asked == ["beforeunload"]
    context.close()


def test_the_line_above_a_screen_shows_how_far_one_is(browser: Browser, open_server: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}{SURVEY}#b3")
    colours = page.locator("section#b3 .segs i").evaluate_all(
        "pieces => pieces.map(piece => getComputedStyle(piece).backgroundColor)"
    )
    done, to_come = colours[0], colours[-1]
    assert done != to_come
    assert "rgba(0, 0, 0, 0)" not in (done, to_come)
    context.close()
