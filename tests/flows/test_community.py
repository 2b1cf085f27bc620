"""A volunteer writes a talk down in Khmer on a small phone; her trainer and HR read of it, another Society does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, expect

from tests.flows.lines import enlarge, overflow
from tests.flows.signing_in import come_in

if TYPE_CHECKING:
    from tests.flows.conftest import Server


def test_a_talk_goes_from_a_phone_to_the_figures_of_her_branch_alone(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    come_in(page, open_server, "KH-0001")
    page.goto(f"{open_server.address}/km/me/")
    page.locator("a[href='/km/me/talks/']").click()
    page.locator("main a[href='/km/me/talks/new/']").click()
    page.locator("#topic").select_option("referral")
    page.locator("#place").select_option("dormitory")
    page.locator("[name=language][value=km]").check()
    page.locator("#female").fill("១២")
    page.locator("[data-counted]").nth(1).locator("summary").click()
    page.locator("[name='male-25-34']").fill("5")
    expect(page.locator("[data-sum] output")).to_have_text("17")
    assert overflow(page) <= 0
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".banner.good")).to_be_visible()
    expect(page.locator("main p > b").first).to_contain_text("17")
    for number, found in (("KH-0100", True), ("KH-0200", True), ("TH-0200", False)):
        come_in(page, open_server, number)
        page.goto(f"{open_server.address}/en/reports/community/")
        expect(page.locator("#people")).to_have_text("17") if found else expect(
            page.locator("#people")
        ).to_have_count(0)
        expect(page.locator("main a[href*='/people/KH-0001/']")).to_have_count(int(found))
    context.close()


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_letters_twice_as_large_leave_each_label_a_line_to_read(
    browser: Browser, open_server: Server, language: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    come_in(page, open_server, "LA-0001")
    page.goto(f"{open_server.address}/{language}/me/talks/new/")
    enlarge(page, 2)
    assert overflow(page) <= 0
    for label in page.locator(".counted > label:visible").all():
        box = label.bounding_box()
        assert box
        assert box["width"] >= 200, label.text_content()
    context.close()


@pytest.mark.parametrize("how", ["signal", "no signal"])
def test_without_signal_the_form_stays_as_it_is_and_goes_once(
    browser: Browser, open_server: Server, how: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    come_in(page, open_server, "LA-0001")
    page.goto(f"{open_server.address}/en/me/talks/")
    before = page.locator("main section.card").count()
    page.goto(f"{open_server.address}/en/me/talks/new/")
    page.locator("#topic").select_option("referral")
    page.locator("#place").select_option("home")
    page.locator("[name=language][value=lo]").check()
    page.locator("#unsaid").fill("8")
    save = page.locator("main form button[type=submit]")
    if how == "no signal":
        context.set_offline(True)
        save.click()
        expect(page.locator(".sending.unsent")).to_be_visible()
        expect(page.locator("#unsaid")).to_have_value("8")
        context.set_offline(False)
    save.click()
    expect(page.locator(".banner.good")).to_be_visible()
    expect(page.locator("main section.card")).to_have_count(before + 1)
    context.close()
