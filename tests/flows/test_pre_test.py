"""What somebody knows already, on a phone: ten questions, stop and go on, leave out, read what helps."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows import axe, papers, taking
from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow


def begin(page: Page, server: Server, language: str) -> list[tuple[str, str]]:
    """From the page of the module to the first question; what somebody ticks who knows everything."""
    page.goto(f"{server.address}/{language}/modules/pss/")
    follow(page, page.locator("main a[href$='/quizzes/pss/before/']"))
    follow(page, page.locator("main form button"))
    return papers.fields(server.instance / "sala.sqlite3", page.url.split("#")[0].split("/")[-2])


def handed_in(server: Server) -> list[tuple[str, int, int | None]]:
    with sqlite3.connect(server.instance / "sala.sqlite3") as connection:
        return connection.execute(
            "SELECT form, score, passed FROM attempt JOIN person ON person.id = person_id "
            "WHERE number = 'KH-0001' AND form = 'pre' AND submitted_at IS NOT NULL"
        ).fetchall()


def test_sokha_stops_goes_on_and_leaves_out_what_she_does_not_know(phone: Page, open_server: Server) -> None:
    server = open_server
    come_in(phone, server, "KH-0001")
    fields = begin(phone, server, "km")
    questions = {name.split("-")[0] for name, _value in fields}
    assert len(questions) == 10
    expect(phone.locator(".of:visible")).to_have_text("1/10")
    some = [(name, value) for name, value in fields if name.split("-")[0] not in ("q9", "q10")]
    taking.fill(phone, some[:4])
    expect(phone.locator("#saved")).to_be_visible()
    phone.goto(f"{server.address}/km/quizzes/pss/before/")  # she stops, and comes back
    follow(phone, phone.locator("main form button"))
    taking.turn_to(phone, "q1")
    taking.fill(phone, some)
    taking.before_sending(phone)
    expect(phone.locator("#review .numbers li:visible")).to_have_count(2)
    # Nothing is sent that was only forgotten: the page names it, and its one button says what is sent.
    expect(phone.locator("#send")).to_be_hidden()
    asked = phone.locator("#gaps")
    expect(asked).to_be_visible()
    assert handed_in(server) == []
    follow(phone, asked)
    expect(phone).to_have_url(re.compile("/result/"))
    assert handed_in(server) == [("pre", 80, None)]
    expect(phone.locator(".score .ring text")).to_have_text("8/10")
    expect(phone.locator("main .wrong, main .right, main h3")).to_have_count(0)  # no question, no answer
    follow(phone, phone.locator(".deeds .button.main"))
    expect(phone).to_have_url(re.compile("/km/quizzes/pss/$"))  # straight to the test
    phone.goto(f"{server.address}/km/quizzes/pss/before/")
    expect(phone.locator("main form")).to_have_count(0)
    follow(phone, phone.locator("main a.button"))
    expect(phone).to_have_url(re.compile("/result/"))


@pytest.mark.parametrize(("language", "number"), [("th", "TH-0001"), ("lo", "LA-0001")])
def test_it_is_for_everybody(browser: Browser, open_server: Server, language: str, number: str) -> None:
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
    page.goto(f"{open_server.address}/{language}/quizzes/pss/before/")
    look()
    follow(page, page.locator("main form button"))
    look()
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state()).new_page()
    plain.goto(page.url.split("#")[0] + "#review")
    follow(plain, plain.locator("#send"))
    expect(plain.locator(".error:visible, .notice.warn:visible")).to_have_count(0)
    expect(plain.locator("#open li:visible")).to_have_count(10)
    follow(plain, plain.locator("#gaps"))
    assert "/result/" in plain.url
    page.goto(plain.url)
    look()
    expect(page.locator(".score .ring text")).to_have_text("0/10")
    assert found == []
    plain.context.close()
    context.close()
