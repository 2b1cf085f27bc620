"""The thread, played on a phone: read, sign in with a card, pass, hold a certificate that anyone can check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.flows import papers, taking
from tests.flows.conftest import Server
from tests.pdfs import assert_looks_as_before, pixels_of, text_of

PIN = "804159"
GOLDEN = Path(__file__).parent / "golden"


def no_overflow(page: Page) -> None:
    """Nothing is wider than the phone."""
    # Waited for: a page that looks whether its work is done may just be loading anew.
    page.wait_for_function(
        "() => document.readyState === 'complete' && document.documentElement.scrollWidth <= 360"
    )


def status_of(page: Page, address: str) -> int:
    """Open an address; the status of the answer."""
    answer = page.goto(address)
    assert answer
    return answer.status


def follow(page: Page, what: Locator) -> None:
    """Tap on something that leads to another page, and be there."""
    with page.expect_navigation():
        what.click()


def read_module(page: Page, server: Server, language: str) -> None:
    """From the front page to the last lesson."""
    page.goto(f"{server.address}/{language}/")
    no_overflow(page)
    follow(page, page.locator("a.cover[href$='/modules/pss/']"))
    no_overflow(page)
    follow(page, page.locator(".path a").first)
    for _ in range(4):
        read_cards(page)
        follow(page, page.locator("a[rel=next]"))
    no_overflow(page)
    assert page.locator("html").get_attribute("lang") == language


def read_cards(page: Page) -> None:
    """Every card of a lesson, from the first to the last."""
    cards = page.locator(".c").count()
    for number in range(1, cards + 1):
        expect(page.locator(".c:visible")).to_have_count(1)
        expect(page.locator(f"#c{number}")).to_be_visible()
        no_overflow(page)
        if number < cards:
            page.locator(f"#c{number} .tbar .main").click()


def choose_pin(page: Page, server: Server, number: str) -> None:
    """Scan the printed card and choose a PIN."""
    said = server.flask("people", "card", number, "--output", str(server.instance / "card.pdf"))
    assert (server.instance / "card.pdf").read_bytes().startswith(b"%PDF")
    page.goto(re.findall(r"http://\S+/card/\S+", said)[0])
    no_overflow(page)
    page.locator("input[name=pin]").fill(PIN)
    page.locator("input[name=again]").fill(PIN)
    follow(page, page.locator("main button"))
    expect(page).to_have_url(re.compile("/me/$"))
    no_overflow(page)


def sign_in(page: Page, server: Server, language: str, number: str, pin: str) -> None:
    """By number and PIN. In the demo, whoever has a number from 100 on holds a role."""
    page.goto(f"{server.address}/{language}/sign-in/")
    page.locator("input[name=identifier]").fill(number)
    page.locator("input[name=pin]").fill(pin)
    follow(page, page.locator("main button:not([data-passkey])"))
    is_volunteer = number[2:5] == "-00" and not number.startswith(("IF", "AD"))
    expect(page).to_have_url(re.compile("/me/$" if is_volunteer else "/staff/$"))


def take_test(page: Page, server: Server, language: str) -> None:
    """Start the test and answer everything right."""
    page.goto(f"{server.address}/{language}/quizzes/pss/")
    no_overflow(page)
    follow(page, page.locator("main button"))
    uuid = page.url.split("/")[-2]
    taking.fill(page, papers.fields(server.instance / "sala.sqlite3", uuid))
    no_overflow(page)
    page.locator(".step.main:visible").click()
    no_overflow(page)
    follow(page, page.locator("#send"))
    expect(page).to_have_url(re.compile("/result/(#review)?$"))
    no_overflow(page)


def download_certificate(page: Page, folder: Path) -> tuple[bytes, str]:
    """The certificate as downloaded, and the address where others can check it."""
    follow(page, page.locator("main a[href$='/me/certificates/']"))
    no_overflow(page)
    with page.expect_download() as started:
        page.locator("a[href$='.pdf']").first.click()
    target = folder / "certificate.pdf"
    started.value.save_as(target)
    return target.read_bytes(), page.locator("a[href*='/verify/']").first.get_attribute("href") or ""


def upper_part(certificate: bytes) -> Image.Image:
    """Society, title, name and module: all that is the same on every day."""
    picture = pixels_of(certificate, 60)
    # An upright one has its dates in the middle of the page, a landscape one in its lower third.
    above_the_dates = 0.46 if picture.height > picture.width else 0.66
    return picture.crop((0, 0, picture.width, int(picture.height * above_the_dates)))


@pytest.mark.parametrize(
    ("language", "number", "name", "hr", "outsider"),
    [("km", "KH-0001", "សុខា", "KH-0200", "TH-0200"), ("th", "TH-0001", "มาลี", "TH-0200", "LA-0200")],
)
def test_a_volunteer_reads_passes_and_holds_a_certificate(
    phone: Page, server: Server, tmp_path: Path, language: str, number: str, name: str, hr: str, outsider: str
) -> None:
    read_module(phone, server, language)
    choose_pin(phone, server, number)
    take_test(phone, server, language)
    certificate, verify = download_certificate(phone, tmp_path)
    assert name in text_of(certificate)
    assert_looks_as_before(upper_part(certificate), GOLDEN / f"{language}.png", tmp_path)
    phone.goto(server.address + verify.removeprefix(server.address))
    no_overflow(phone)
    expect(phone.locator(".notice.good")).to_be_visible()

    phone.context.clear_cookies()
    sign_in(phone, server, language, hr, "246813")
    phone.goto(f"{server.address}/{language}/records/?q={number}")
    no_overflow(phone)
    expect(phone.locator("main")).to_contain_text(name)
    expect(phone.locator("table .status.valid")).to_have_count(1)

    follow(phone, phone.locator(f"a[href$='/records/{number}/']"))
    no_overflow(phone)
    revoking = phone.locator("main details", has=phone.locator("[name=act][value=revoke]"))
    revoking.locator("summary").click()
    revoking.locator("[name=reason]").fill("Issued to the wrong person")
    follow(phone, revoking.locator("button"))  # what will change is shown first
    follow(phone, phone.locator("main form:has([name=confirmed]) button"))
    phone.goto(server.address + verify.removeprefix(server.address))
    expect(phone.locator(".notice.warn").last).to_be_visible()
    expect(phone.locator(".notice.good")).to_have_count(0)
    assert status_of(phone, f"{server.address}/verify/7KQW-3XHM-B9T8") == 404
    no_overflow(phone)

    phone.context.clear_cookies()
    sign_in(phone, server, language, outsider, "246813")
    phone.goto(f"{server.address}/{language}/records/?q={number}")
    expect(phone.locator("main")).not_to_contain_text(name)
    assert status_of(phone, f"{server.address}/{language}/records/{number}/") == 404


def test_the_back_button_shows_nothing_after_signing_out(phone: Page, server: Server) -> None:
    sign_in(phone, server, "km", "KH-0001", "246813")
    expect(phone.locator("h1")).to_contain_text("សុខា")
    follow(phone, phone.locator("main form button").last)
    phone.go_back()
    expect(phone.locator("main")).not_to_contain_text("សុខា")


def test_a_lesson_can_be_read_without_javascript(server: Server, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/lo/modules/pss/look-listen-link/#c5")
    choice = page.locator(".scenario details").first
    choice.locator("summary").click()
    expect(choice.locator("p").last).to_be_visible()
    context.close()
