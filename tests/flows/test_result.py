"""The page of a result on a phone: large letters, without motion, without scripts, with a screen reader."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows import axe, papers, taking
from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow, take_test

_FALLING = "getComputedStyle(document.querySelector('.moment'), '::before').animationName"


def fail_test(page: Page, server: Server, language: str) -> None:
    """Answer everything wrong."""
    page.goto(f"{server.address}/{language}/quizzes/pss/")
    follow(page, page.locator("main form button").first)
    uuid = page.url.split("#")[0].split("/")[-2]
    taking.fill(page, papers.fields(server.instance / "sala.sqlite3", uuid, right=False))
    follow(page, taking.before_sending(page))


def looked_at(page: Page) -> list[str]:
    """What axe finds; with letters of twice the size, how much wider than the phone the page is, and narrow columns."""
    found = [f"{page.url}: {one}" for one in axe.findings(page)]
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    overflow(page)  # drawn, open
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    pixels = overflow(page)
    found += page.locator(".score > div, .lesson-row > span:not(.number)").evaluate_all(
        "all => all.filter(one => one.clientWidth < 200).map(one => `${one.clientWidth} px: ${one.textContent}`)"
    )
    page.reload()
    return found + ([f"{page.url}: {pixels} pixels too wide"] if pixels > 0 else [])


@pytest.mark.parametrize(("language", "number"), [("km", "KH-0001"), ("lo", "LA-0001")])
def test_a_result_is_for_everybody(browser: Browser, open_server: Server, language: str, number: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    come_in(page, open_server, number)
    fail_test(page, open_server, language)
    found = looked_at(page)
    expect(page.locator(".button.main")).to_have_attribute("href", re.compile("/modules/pss/"))
    take_test(page, open_server, language)
    found += looked_at(page)
    assert found == []
    assert page.evaluate(_FALLING) == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(_FALLING) == "fall"

    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state()).new_page()
    plain.goto(page.url)
    follow(plain, plain.locator("a[data-share]"))
    expect(plain).to_have_url(re.compile(r"/verify/[\w-]+\?language="))
    expect(plain.locator(".notice.good")).to_be_visible()
    plain.context.close()
    context.close()
