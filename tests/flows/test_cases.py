"""A case to decide, on a phone of 360 pixels: first choose, then say how sure, then read; nothing of it stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from lms.config import CHECKOUT
from tests.flows import axe
from tests.flows.conftest import Server

ADDRESS = "/en/modules/hiv/cases/saturday-evening/"


FILE = CHECKOUT / "curriculum" / "cases" / "saturday-evening.yaml"


def told(decision: int, option: str, part: str) -> str:
    """The English words of a part of an option, as they stand in the file."""
    decisions = yaml.safe_load(FILE.read_text(encoding="utf-8"))["decisions"]
    (chosen,) = (one for one in decisions[decision - 1]["options"] if one["id"] == option)
    return str(chosen[part]["en"])


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """360 pixels wide: a case needs no script."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def choose(page: Page, decision: int, option: str, sure: str) -> None:
    page.locator(f"#decide-{decision} .{option}").check()
    page.locator(f"#decide-{decision}").get_by_label(sure, exact=True).locator("visible=true").check()


def shown(page: Page, text: str) -> None:
    expect(page.locator(".comes:visible").get_by_text(text, exact=True)).to_be_visible()


def test_nothing_is_told_before_one_has_decided(phone: Page, open_server: Server) -> None:
    phone.goto(open_server.address + ADDRESS)
    expect(phone.get_by_role("radio")).to_have_count(5)
    for first in (".b", ".say.yes:visible"):
        phone.goto(open_server.address + ADDRESS)
        phone.locator(f"#decide-1 {first}").check()
        expect(phone.get_by_role("radio")).to_have_count(5)
        expect(phone.locator(".comes:visible")).to_have_count(0)
    expect(phone.get_by_role("heading", name="And then")).to_be_hidden()
    expect(phone.get_by_role("link", name="Where to get help")).to_be_visible()


def test_what_came_of_the_first_step_shows_after_the_second(phone: Page, open_server: Server) -> None:
    phone.goto(open_server.address + ADDRESS)
    choose(phone, 1, "c", "Sure")
    shown(phone, told(1, "c", "then"))
    expect(phone.locator(".comes:visible")).to_have_count(1)
    expect(phone.get_by_text("another step keeps more").locator("visible=true")).to_be_visible()
    expect(phone.get_by_text(told(1, "c", "later"))).to_be_hidden()
    choose(phone, 2, "b", "Not sure")
    shown(phone, told(2, "b", "then"))
    shown(phone, told(1, "c", "later"))
    expect(phone.locator(".comes:visible")).to_have_count(3)
    expect(phone.get_by_text("You may trust that.").locator("visible=true")).to_be_visible()


def test_who_changes_the_choice_is_asked_again_how_sure(phone: Page, open_server: Server) -> None:
    phone.goto(open_server.address + ADDRESS)
    choose(phone, 1, "c", "Sure")
    phone.locator("#decide-1 .a").check()
    expect(phone.locator(".comes:visible")).to_have_count(0)
    expect(phone.get_by_role("heading", name="And then")).to_be_hidden()
    choose(phone, 1, "a", "Not sure")
    shown(phone, told(1, "a", "then"))
    expect(phone.get_by_text("another step keeps more").locator("visible=true")).to_have_count(0)
    expect(phone.get_by_text("You may trust that.").locator("visible=true")).to_be_visible()


def test_the_steps_that_were_chosen_are_marked_at_the_end(phone: Page, open_server: Server) -> None:
    phone.goto(open_server.address + ADDRESS)
    choose(phone, 1, "c", "Sure")
    choose(phone, 2, "b", "Sure")
    own = phone.locator(".steps-kept li").filter(has=phone.locator("b:visible", has_text="your step"))
    expect(own).to_have_text(
        [re.compile(re.escape(told(1, "c", "text"))), re.compile(re.escape(told(2, "b", "text")))]
    )


def test_starting_again_shows_the_other_way(phone: Page, open_server: Server) -> None:
    phone.goto(open_server.address + ADDRESS)
    choose(phone, 1, "a", "Sure")
    choose(phone, 2, "a", "Sure")
    phone.get_by_role("link", name="Start again, and try another way").click()
    expect(phone.get_by_role("radio")).to_have_count(5)
    expect(phone.locator("input:checked")).to_have_count(0)
    assert phone.url == open_server.address + ADDRESS
    assert phone.context.cookies() == []


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_a_case_on_paper_has_every_way(browser: Browser, open_server: Server, language: str) -> None:
    page = browser.new_page()
    page.goto(open_server.address + ADDRESS.replace("en", language, 1))
    page.emulate_media(media="print")
    expect(page.locator(".comes:visible")).to_have_count(9)
    expect(page.locator(".whole:visible")).to_have_count(9)
    expect(page.locator(".help:visible")).to_have_count(2)
    page.close()


def test_a_case_is_read_by_everybody_and_fits_the_phone(browser: Browser, open_server: Server) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(open_server.address + ADDRESS)
    choose(page, 1, "b", "Not sure")
    choose(page, 2, "c", "Sure")
    assert axe.in_any_light(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
