"""A workshop on phones, in Khmer: Bopha plans, invites, notes who is there; one passes; closing says what is true."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from lms import clock
from tests.flows import axe
from tests.flows.conftest import Server
from tests.flows.lines import enlarge, overflow
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow, no_overflow, sign_in, take_test

PIN = "246813"


def _phone(browser: Browser, server: Server, number: str, *, script: bool = True) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=script)
    page = context.new_page()
    if script:
        sign_in(page, server, "km", number, PIN)
        return page
    page.goto(f"{server.address}/km/sign-in/")
    page.locator("input[name=identifier]").fill(number)
    page.locator("input[name=pin]").fill(PIN)
    page.locator("main button:not([data-passkey])").click()
    return page


def _plan(page: Page, server: Server) -> str:
    """From the big button of the home to a roster of everybody who was never certified; the address of the workshop."""
    no_overflow(page)
    follow(page, page.locator("a.first"))
    page.locator("input[name=module][value=pss]").check()
    page.locator("#on-1").fill(clock.today().isoformat())
    no_overflow(page)
    follow(page, page.locator("form.planned button"))
    follow(page, page.locator("button[name=show][value=never]"))
    no_overflow(page)
    follow(page, page.locator("main form[method=post] > p button").first)
    no_overflow(page)
    expect(page.locator("#people .roster li")).to_have_count(2)
    return page.url.partition("?")[0]


def _tap(page: Page, number: str, state: str) -> None:
    row = page.locator(".attendance li", has_text=number)
    row.locator(f"label.st-{state}").click()
    expect(row.locator(f"input[value={state}]")).to_be_checked()


def test_bopha_holds_a_workshop_from_plan_to_certificates(browser: Browser, open_server: Server) -> None:
    bopha, sokha = _phone(browser, open_server, "KH-0100"), _phone(browser, open_server, "KH-0001")
    address = _plan(bopha, open_server)
    bopha.goto(f"{address}attendance/1/")
    no_overflow(bopha)
    _tap(bopha, "KH-0003", "absent")
    # Somebody walks in who is on no list: what was tapped stays as it is.
    bopha.locator("#walk_in").fill("វិច្ឆិកា")
    bopha.locator("#walk_in_phone").fill("012 345 678")
    follow(bopha, bopha.locator("button[name=do]"))
    no_overflow(bopha)
    expect(bopha.locator("#walk_in")).to_be_in_viewport()
    phone = bopha.locator(".attendance li", has_text="វិច្ឆិកា").locator(".meta")
    assert phone.evaluate("one => one.getClientRects().length") == 1, "a phone number stands on one line"
    expect(bopha.locator(".attendance li", has_text="KH-0003").locator("input[value=absent]")).to_be_checked()
    expect(bopha.locator(".attendance li", has_text="វិច្ឆិកា").locator("input[value=present]")).to_be_checked()
    follow(bopha, bopha.locator(".attendance .save button"))
    expect(bopha.locator(".notice.good")).to_be_in_viewport()
    expect(bopha.locator(".attendance li", has_text="KH-0003").locator("input[value=absent]")).to_be_checked()
    expect(
        bopha.locator(".attendance li", has_text="KH-0001").locator("input[value=present]")
    ).to_be_checked()

    take_test(sokha, open_server, "km")

    bopha.goto(f"{address}close/")
    no_overflow(bopha)
    expect(bopha.locator(".roster li", has_text="KH-0001").locator(".status.valid")).to_be_visible()
    expect(bopha.locator(".roster li", has_text="KH-0003").locator(".status.valid")).to_have_count(0)
    follow(bopha, bopha.locator("main form button"))
    no_overflow(bopha)
    expect(bopha.locator(".roster li", has_text="KH-0001").locator(".status.valid")).to_be_visible()
    expect(bopha.locator(".figures b")).to_have_text(["2", "1", "1", "1", "1"])

    sokha.goto(f"{open_server.address}/km/me/certificates/")
    expect(sokha.locator("a[href$='.pdf']").first).to_be_visible()


def test_attendance_is_tapped_without_a_script_too(browser: Browser, open_server: Server) -> None:
    page = _phone(browser, open_server, "KH-0100", script=False)
    page.goto(f"{open_server.address}/km/workshops/new/")
    page.locator("input[name=module][value=cea]").check()
    page.locator("#on-1").fill(clock.today().isoformat())
    page.locator("form.planned button").click()
    page.wait_for_url(re.compile("/people/$"))
    page.locator("input[name=who]").first.check()
    page.locator("main form[method=post] > p button").first.click()
    page.wait_for_url(re.compile("added=1"))
    address = page.url.partition("?")[0]
    page.goto(f"{address}attendance/1/")
    page.locator("label.st-left").first.click()
    page.locator(".attendance .save button").click()
    page.wait_for_url(re.compile("saved=1"))
    expect(page.locator("input[value=left]").first).to_be_checked()


# What lies over its neighbour, or is half outside: a tile, a sign of a row.
_OUTSIDE = """() => [...document.querySelectorAll('.figures *, .states label, .roster *')].filter(one => {
  const box = one.getBoundingClientRect(), around = one.closest('li').getBoundingClientRect();
  return box.width && (box.right > around.right + 1 || box.right > innerWidth);
}).map(one => one.textContent.trim() || one.className)"""


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_pages_of_a_workshop_with_a_long_name_fit_a_phone_also_with_large_letters(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    come_in(page, open_server, "KH-0100")
    page.goto(f"{open_server.address}/{language}/workshops/new/")
    for module in ("migration", "pss"):
        page.locator(f"input[name=module][value={module}]").check()
    page.locator("#on-1").fill(clock.today().isoformat())
    follow(page, page.locator("form.planned button"))
    address = page.url.partition("people/")[0]
    page.locator("input[name=who]").first.check()
    follow(page, page.locator("main form[method=post] button").first)
    wide = []
    before = ("", "people/", "edit/", "attendance/1/", "attendance/1/check-in/", "papers/")
    for each in (*before, "close/", "", "walk-ins", "edit/"):
        page.goto(f"{address}{each}" if each != "walk-ins" else address)
        if each == "walk-ins":
            follow(page, page.locator(".walk-ins .actions a").first)
        if each == "attendance/1/":
            page.locator("#walk_in").fill("ច័ន្ទសុភាព័រណ្ណរាយ Chansopheap-Pornnareay สุดารัตน์")
            follow(page, page.locator("button[name=do]"))
            follow(page, page.locator(".attendance .save button"))
        wide += [f"{each or 'one'}: {one}" for one in axe.findings(page)]
        for times in (1, 2):
            enlarge(page, times)
            said = [f"{over} px" for over in [overflow(page)] if over > 0]
            wide += [f"{each or 'one'} × {times}: {one}" for one in [*said, *page.evaluate(_OUTSIDE)]]
    assert not wide, "\n".join(wide)
    page.context.close()
