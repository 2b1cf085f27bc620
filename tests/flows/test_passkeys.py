"""A passkey in a real browser: Chan adds one, signs in with it, removes it, and is then refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.flows.conftest import Server, running_server
from tests.flows.test_thread import sign_in

PIN = "246813"


@dataclass
class _Named(Server):
    """The same server under a name: browsers make no passkey for a number."""

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture
def named(tmp_path: Path, seeded: Path) -> Iterator[Server]:
    with running_server(tmp_path, seeded, _Named) as running:
        yield running


def _give_device(page: Page, *, verified: bool = True) -> tuple[CDPSession, str]:
    """A device that unlocks by finger, as phones and laptops have it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, str(added["authenticatorId"])


def _held(session: CDPSession, device: str) -> list[object]:
    return list(session.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"])


def _add(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.address}/en/me/passkeys/")
    page.get_by_label("What you call this device").fill(name)
    page.get_by_label("Your PIN").fill(PIN)
    page.get_by_role("button", name="Add a passkey").click()


def test_chan_adds_a_passkey_signs_in_with_it_removes_it_and_is_refused(
    browser: Browser, named: Server
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session, device = _give_device(page)
    sign_in(page, named, "en", "KH-0200", PIN)
    _add(page, named, "Office laptop")
    expect(page.get_by_role("heading", name="Office laptop")).to_be_visible()
    assert len(_held(session, device)) == 1

    context.clear_cookies()
    page.goto(f"{named.address}/en/sign-in/?next=/en/people/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{named.address}/en/people/")
    [cookie] = [one for one in context.cookies() if one["name"] == "sala"]
    assert cookie["expires"] == -1, "the session ends with the browser"

    _add(page, named, "Again")
    expect(page.locator("#passkey-note")).to_be_visible()  # the device has one
    page.get_by_role("button", name="Remove: Office laptop").click()
    expect(page.get_by_text("You have none yet.")).to_be_visible()

    context.clear_cookies()
    page.goto(f"{named.address}/en/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("This passkey does not open an account here.")).to_be_visible()
    page.goto(f"{named.address}/en/me/")
    assert "/sign-in/" in page.url
    context.close()


def test_a_phone_that_is_theirs_alone_stays_signed_in(browser: Browser, named: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    _give_device(page)
    sign_in(page, named, "th", "TH-0200", PIN)
    page.goto(f"{named.address}/th/me/passkeys/")
    page.locator("#pin").fill(PIN)
    page.locator("button[data-passkey]").click()
    expect(page.locator("input[name=which]")).to_have_count(1)
    context.clear_cookies()
    page.goto(f"{named.address}/th/sign-in/")
    page.locator("input[name=mine]").check()
    page.locator("button[data-passkey]").click()
    page.wait_for_url(f"{named.address}/th/staff/")
    [cookie] = [one for one in context.cookies() if one["name"] == "sala"]
    assert cookie["expires"] > 0
    context.close()


def test_a_device_that_does_not_know_its_holder_opens_nothing(browser: Browser, named: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session, device = _give_device(page)
    sign_in(page, named, "en", "KH-0200", PIN)
    _add(page, named, "Found phone")
    expect(page.get_by_role("heading", name="Found phone")).to_be_visible()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    context.clear_cookies()
    page.goto(f"{named.address}/en/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#passkey-note")).to_be_visible()
    page.goto(f"{named.address}/en/me/")
    assert "/sign-in/" in page.url
    context.close()


def test_an_old_browser_shows_no_passkeys_and_its_pin_still_works(browser: Browser, named: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script("delete window.PublicKeyCredential.parseCreationOptionsFromJSON")
    page = context.new_page()
    page.goto(f"{named.address}/en/sign-in/")
    expect(page.locator("button[data-passkey]")).to_be_hidden()
    sign_in(page, named, "en", "KH-0200", PIN)
    page.goto(f"{named.address}/en/me/passkeys/")
    expect(page.locator("button[data-passkey]")).to_be_hidden()
    expect(page.get_by_text("in an up-to-date browser")).to_be_visible()
    context.close()
