"""Bopha types the slips of her group with the keyboard alone, in a real browser, with a script and without one."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lms.quizzes.domain import paper_sheet
from lms.quizzes.domain.selection import SelectedItem
from tests.flows import axe, papers
from tests.flows.conftest import Server
from tests.flows.signing_in import come_in
from tests.flows.test_thread import follow

PIN = "246813"
GROUP = ("KH-0001", "KH-0002", "KH-0003", "KH-0004", "KH-0005")


def computer(
    browser: Browser, server: Server, language: str, *, script: bool = True, who: str = "KH-0100"
) -> Page:
    """The computer of Bopha's branch where she is signed in, or somebody else."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    come_in(page, server, who)
    return page


def rows_of(server: Server, question: str) -> list[Any]:
    with sqlite3.connect(server.instance / "sala.sqlite3", timeout=30) as connection:
        return connection.execute(question).fetchall()


def made(page: Page, server: Server, language: str) -> tuple[str, str]:
    """A test that Bopha makes on the page: its code, and the row that is all right."""
    page.goto(f"{server.address}/{language}/paper/")
    page.select_option("#module", "pss")
    follow(page, page.locator("form[method=post] button[type=submit]").first)
    expect(page).to_have_url(re.compile("/paper/[0-9A-Z]{6}/$"))
    code = page.url.split("/")[-2]
    [(stored,)] = rows_of(server, f"SELECT drawn FROM paper_form WHERE code = '{code}'")
    drawn = [SelectedItem(one["item"], tuple(one["parts"])) for one in json.loads(stored)]
    return code, "".join(one.key for one in paper_sheet.sheet(papers._pool(), drawn))


def tab_to(page: Page, place: str) -> None:
    """Press Tab until something is focused."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return
    raise AssertionError(f"Tab leads nowhere to {place}")


def press_to_another_page(page: Page) -> None:
    """Press Enter on a button, and be on the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["km", "th"])
def test_hr_types_slips_of_three_branches_by_keyboard_alone_sees_the_marks_at_once_and_saves_them(
    browser: Browser, open_server: Server, language: str
) -> None:
    page = computer(browser, open_server, language, who="KH-0200")
    code, key = made(page, open_server, language)
    tab_to(page, f"a[href$='/paper/{code}/results/']")
    page.keyboard.press("Enter")
    expect(page.locator("#enter")).to_be_visible()
    tab_to(page, "#who-1")
    for place, number in enumerate(GROUP, start=1):
        page.keyboard.type(number.lower())
        page.keyboard.press("Enter")
        page.keyboard.type((key if place < 5 else "-" * len(key)).lower())
        page.keyboard.press("Enter")
        expect(page.locator(f"#who-{place + 1}")).to_be_focused()
        said = page.locator(f".sheet-row:nth-child({place}) [data-marks]")
        expect(said).to_contain_text("100 %" if place < 5 else "0 %")
        expect(page.locator(f".sheet-row:nth-child({place}) [data-name]")).to_contain_text(number)
    page.keyboard.press("Enter")  # nobody is left
    expect(page.locator("button[value=check]")).to_be_focused()
    press_to_another_page(page)
    tab_to(page, "#choice-5")  # the last slip is empty: that is asked about
    page.keyboard.press("ArrowDown")
    expect(page.locator("#choice-5")).to_have_value("empty")
    tab_to(page, "button[value=check]")
    press_to_another_page(page)
    save = page.locator("button[value=save]")
    expect(save).to_be_visible()
    assert rows_of(open_server, f"SELECT 1 FROM paper_result WHERE form_code = '{code}'") == []
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/paper/{code}/\?"), timeout=30_000)
    expect(page.locator("[role=status]")).to_be_visible()
    found = rows_of(
        open_server,
        "SELECT number, score, passed FROM paper_result JOIN attempt ON uuid = attempt_uuid "
        f"JOIN person ON person.id = paper_result.person_id WHERE form_code = '{code}' ORDER BY number",
    )
    assert found == [(number, 100, 1) for number in GROUP[:4]] + [(GROUP[4], 0, 0)]
    page.context.close()


def test_a_letter_that_is_none_is_asked_about_at_once_and_gone_when_it_is_mended(
    browser: Browser, open_server: Server
) -> None:
    page = computer(browser, open_server, "en")
    code, key = made(page, open_server, "en")
    page.goto(f"{open_server.address}/en/paper/{code}/results/")
    page.locator("#who-1").fill("KH-0001")
    page.locator("#letters-1").fill("Z" + key[1:])
    page.keyboard.press("Enter")
    row = page.locator(".sheet-row").first
    expect(row.locator("[data-error]")).to_contain_text("Question 1: “Z” is not one of A to")
    expect(page.locator("#letters-1")).to_have_attribute("aria-invalid", "true")
    page.locator("#letters-1").fill(key)
    page.keyboard.press("Enter")
    expect(row.locator("[data-marks]")).to_contain_text("Passed")
    expect(row.locator("[data-error]")).to_be_hidden()
    expect(page.locator("#letters-1")).not_to_have_attribute("aria-invalid", "true")
    page.context.close()


def test_enter_after_the_last_row_makes_another_one_up_to_sixty(
    browser: Browser, open_server: Server
) -> None:
    page = computer(browser, open_server, "en")
    code, _key = made(page, open_server, "en")
    page.goto(f"{open_server.address}/en/paper/{code}/results/")
    last = page.locator("input[name=letters]").last
    last.focus()
    for _press in range(3):
        page.keyboard.press("Enter")
        page.keyboard.type("KH")
        page.keyboard.press("Enter")
    expect(page.locator(".sheet-row")).to_have_count(13)
    expect(page.locator("#letters-13")).to_be_focused()
    ids = page.locator("#sheets [id]").evaluate_all("parts => parts.map(part => part.id)")
    assert len(ids) == len(set(ids))
    page.context.close()


def test_on_a_phone_all_letters_of_a_row_stand_as_on_the_slip_while_they_are_typed_and_after_check(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    come_in(page, open_server, "KH-0100")
    code, key = made(page, open_server, "lo")
    page.goto(f"{open_server.address}/lo/paper/{code}/results/")
    [(stored,)] = rows_of(open_server, f"SELECT drawn FROM paper_form WHERE code = '{code}'")
    numbers = [str(number) for number, _question in enumerate(json.loads(stored), start=1)]
    row = page.locator(".sheet-row").first
    shown = row.locator("[data-typed]")
    expect(shown).to_be_hidden()
    page.locator("#letters-1").press_sequentially(key[:4].lower() + " , ")
    assert shown_letters(shown) == key[:4]
    page.locator("#letters-1").fill(key)
    page.locator("#who-1").fill("KH-0001")
    for _time in ("as it is typed", "as the server says it"):
        assert shown_letters(shown) == key
        assert shown.locator("small").all_text_contents() == numbers
        width = "one => one.scrollWidth <= one.clientWidth && one.getBoundingClientRect().right <= innerWidth"
        assert shown.evaluate(width)
        follow(page, page.locator("button[value=check]"))
    context.close()


def shown_letters(place: Locator) -> str:
    """The letters that stand below a field, without the numbers of their questions."""
    return re.sub(r"[\d\s]", "", place.text_content() or "")


def test_without_a_script_check_says_the_marks_and_save_keeps_them(
    browser: Browser, open_server: Server
) -> None:
    page = computer(browser, open_server, "en", script=False)
    code, key = made(page, open_server, "en")
    page.goto(f"{open_server.address}/en/paper/{code}/results/")
    page.locator("#who-1").fill("KH-0003")
    page.locator("#letters-1").fill(key)
    page.keyboard.press("Enter")  # a browser presses the first button: "Check"
    expect(page.locator(".sheet-row").first).to_contain_text("100 % · Passed")
    page.locator("button[value=save]").click()
    expect(page.get_by_text("1 slip was saved.")).to_be_visible()
    page.context.close()


def test_no_page_of_a_test_on_paper_shuts_anybody_out_or_is_wider_than_the_screen(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    come_in(page, open_server, "KH-0100")
    code, _key = made(page, open_server, "km")
    found: list[str] = []
    for language in ("km", "lo", "th", "en"):
        for place in ("", "results/"):
            page.goto(f"{open_server.address}/{language}/paper/{code}/{place}")
            found += _wrong_with(page)
        page.locator("#who-1").fill("KH-9999")
        page.locator("#letters-1").fill("A")
        follow(page, page.locator("button[value=check]"))
        expect(page.locator("[autofocus]")).to_be_visible()
        found += _wrong_with(page)
    assert found == []
    context.close()


def _wrong_with(page: Page) -> list[str]:
    """Findings of axe, and whether the page is too wide."""
    found = [f"{page.url}: {one}" for one in axe.in_any_light(page)]
    is_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*found, *([f"{page.url} is too wide"] if is_wide else [])]
