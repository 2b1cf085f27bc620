"""Practice on a cheap phone: fail a test, read, practise what was wrong, come back when it is due."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows import axe
from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.practising import choose
from tests.flows.signing_in import come_in
from tests.flows.test_result import fail_test
from tests.flows.test_thread import follow

ROUND = 5


def days_pass(server: Server, days: int) -> None:
    """Let all days of practice lie further back: for who opens the page, so much time has passed."""
    with sqlite3.connect(server.instance / "sala.sqlite3") as connection:
        connection.execute(
            "UPDATE practice_item SET next_on = date(next_on, :shift), practised_on = date(practised_on, :shift)",
            {"shift": f"-{days} days"},
        )


def keep_only(server: Server, number: str, items: int) -> None:
    """Leave somebody so few questions to practise that a round ends them."""
    with sqlite3.connect(server.instance / "sala.sqlite3") as connection:
        (person,) = connection.execute("SELECT id FROM person WHERE number = ?", (number,)).fetchone()
        connection.execute(
            "DELETE FROM practice_item WHERE person_id = :person AND item NOT IN "
            "(SELECT item FROM practice_item WHERE person_id = :person ORDER BY item LIMIT :items)",
            {"person": person, "items": items},
        )


def practise(page: Page, *, right: bool) -> None:
    """Answer the question in sight, and read what is right about it."""
    asked = page.url
    choose(page, right=right)
    follow(page, page.locator(".tbar button"))
    assert page.url == asked
    expect(page.locator(f".banner.{'good' if right else 'risk'}")).to_be_visible()


def round_of(page: Page, *, right: bool) -> int:
    """Practise until the round ends; how many questions that was."""
    for number in range(1, ROUND + 2):
        practise(page, right=right)
        follow(page, page.locator(".tbar a.main"))
        if "/practise/?" in page.url:
            return number
    raise AssertionError("the round does not end")


def test_sokha_fails_reads_practises_and_comes_back_until_it_sits(phone: Page, open_server: Server) -> None:
    server = open_server
    come_in(phone, server, "KH-0001")
    fail_test(phone, server, "km")
    keep_only(server, "KH-0001", 2)
    result = phone.url
    follow(phone, phone.locator(".deeds .button.main"))
    expect(phone).to_have_url(re.compile("/km/modules/pss/[a-z-]+/"))
    phone.goto(result)
    follow(phone, phone.locator("a[href*='/practise/pss/']"))
    expect(phone.locator(".lbar .of")).to_have_text("1/2")
    expect(phone.locator(".tabs")).to_be_hidden()
    practise(phone, right=False)
    expect(phone.locator(".banner.risk")).to_contain_text("ថ្ងៃស្អែក")  # it comes back tomorrow
    answered = phone.url
    phone.reload()  # the page as it can be opened again: nothing is sent once more
    expect(phone.locator(".tbar a.main")).to_be_visible()
    follow(phone, phone.locator(".tbar a.main"))
    assert phone.url != answered
    practise(phone, right=True)
    phone.go_back()  # to the question before: it asks nothing any more
    expect(phone.locator("form#answers")).to_have_count(0)
    phone.goto(f"{server.address}/km/practise/")
    expect(phone.locator("main ul li")).to_have_count(2)  # tomorrow, and in two days
    # One was wrong and begins anew; it meets the other where both have waited a week.
    for days, due in ((2, 2), (2, 1), (7, 2), (30, 2)):
        days_pass(server, days)
        phone.goto(f"{server.address}/km/me/")
        follow(phone, phone.locator("main a.button[href$='/practise/']"))
        follow(phone, phone.locator(".button.main"))
        assert round_of(phone, right=True) == due
        expect(phone.locator(".banner.good")).to_be_visible()
    expect(phone.locator("main li")).to_have_count(0)  # nothing comes back any more
    phone.goto(f"{server.address}/km/me/")
    expect(phone.locator("main a.button[href$='/practise/']")).to_have_count(0)


@pytest.mark.parametrize(("language", "number"), [("th", "TH-0001"), ("lo", "LA-0001")])
def test_practice_is_for_everybody(browser: Browser, open_server: Server, language: str, number: str) -> None:
    """For who listens, with letters of twice the size, without a script."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page, found = context.new_page(), list[str]()

    def look() -> None:
        found.extend(f"{page.url}: {one}" for one in axe.findings(page))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if (pixels := overflow(page)) > 0:
            found.append(f"{page.url}: {pixels} pixels too wide")
        page.evaluate("document.documentElement.style.fontSize = ''")

    come_in(page, open_server, number)
    fail_test(page, open_server, language)
    page.goto(f"{open_server.address}/{language}/practise/")
    look()
    follow(page, page.locator(".button.main"))
    for _ in range(3):
        look()
        practise(page, right=False)
        look()
        follow(page, page.locator(".tbar a.main"))
    assert found == []

    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state()).new_page()
    plain.goto(page.url)
    follow(plain, plain.locator(".tbar button"))
    expect(plain.locator(".error")).to_be_visible()
    choose_plain(plain)
    follow(plain, plain.locator(".tbar button"))
    follow(plain, plain.locator(".tbar a.main"))
    expect(plain.locator(".lbar .of")).to_have_text("5/5")
    plain.context.close()
    context.close()


def choose_plain(page: Page) -> None:
    """A whole answer where no script of ours can look at the page."""
    selects = page.locator("label.choice select")
    for place in range(selects.count()):
        selects.nth(place).select_option(str(place + 1))
    fields = page.locator("label.choice input")
    names = list(dict.fromkeys(fields.nth(place).get_attribute("name") for place in range(fields.count())))
    many = (
        page.locator("fieldset .meta").first.inner_text() if page.locator("[type=checkbox]").count() else ""
    )
    for name in names:
        wanted = int((re.search(r"\d", many) or ["1"])[0])
        for place in range(wanted):
            page.locator(f"[name='{name}']").nth(place).check()
