"""The account of a Society in a real browser: Chan signs in over there and lands on the own page; others do not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows import axe
from tests.flows.conftest import Server, free_port, running_server
from tests.flows.test_thread import sign_in

PIN = "246813"
ENTER = "Sign in with the account of Cambodian Red Cross"
USERS = (
    {"sub": "chan-at-work", "email": "chan@example.org", "email_verified": True},
    {"sub": "dao-at-work", "email": "dao@example.org", "email_verified": True},
)


@dataclass
class _AccountService:
    """An account service as a Society has one: a page where people say who they are, and tokens that it signs."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"{self.address}/.well-known/openid-configuration", timeout=2
            ) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False


@contextmanager
def _account_service(log: Path) -> Iterator[_AccountService]:
    port = free_port()
    users = [piece for user in USERS for piece in ("--user-claims", json.dumps(user))]
    command = [
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "true",
        *users,
    ]
    with log.open("wb") as file:
        process = subprocess.Popen(command, env={"PATH": os.environ["PATH"]}, stdout=file, stderr=file)
        service = _AccountService(port, process)
        try:
            while not service.answers():
                assert process.poll() is None, log.read_text()
            yield service
        finally:
            service.stop()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[_AccountService]:
    with _account_service(tmp_path / "accounts.log") as running:
        yield running


@pytest.fixture
def connected(tmp_path: Path, seeded: Path, service: _AccountService) -> Iterator[Server]:
    """Sala, where the Cambodian Red Cross has an account service."""

    class _Connected(Server):
        @property
        def environment(self) -> dict[str, str]:
            return {**super().environment, "SALA_OIDC_KHM": service.address.replace("//", "//sala:sesame@")}

    folder = tmp_path / "sala"
    folder.mkdir()
    with running_server(folder, seeded, _Connected) as running:
        yield running


def _write_address(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/en/people/KH-0200/edit/")
    page.get_by_label("E-mail").fill("chan@example.org")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text("chan@example.org")).to_be_visible()


def _go_there(page: Page, server: Server, query: str = "") -> None:
    page.goto(f"{server.address}/en/sign-in/{query}")
    page.get_by_role("link", name=ENTER).click()
    expect(page.get_by_role("heading", name="Authorize Client")).to_be_visible()


def _say_who(page: Page, who: str) -> None:
    page.get_by_label("Authenticate predefined users").get_by_role("button", name=who).click()


def test_chan_connects_the_account_comes_in_with_it_and_the_outsider_does_not(
    browser: Browser, connected: Server, service: _AccountService
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in(page, connected, "en", "KH-0200", PIN)
    _write_address(page, connected)
    page.goto(f"{connected.address}/en/me/passkeys/")
    page.get_by_role("link", name="Connect my account").click()
    _say_who(page, "dao-at-work")  # who is still signed in there, on a computer that they share
    expect(page.get_by_role("alert")).to_contain_text("does not have the e-mail address of this account")
    page.goto(f"{connected.address}/en/me/passkeys/")
    page.get_by_role("link", name="Connect my account").click()
    _say_who(page, "chan-at-work")
    expect(page.get_by_text("You have signed in there as chan@example.org.")).to_be_visible()
    _shuts_nobody_out(page)
    page.locator("#account-pin").fill(PIN)
    page.get_by_role("button", name="Connect this account").click()
    expect(page.get_by_text("not used yet")).to_be_visible()

    context.clear_cookies()
    _go_there(page, connected, "?next=/en/people/")
    _say_who(page, "chan-at-work")
    page.wait_for_url(f"{connected.address}/en/people/")
    [cookie] = [one for one in context.cookies(connected.address) if one["name"] == "sala"]
    assert (cookie["expires"], cookie["sameSite"]) == (-1, "Lax")
    page.go_back()
    assert "/back/" not in page.url, "the way there is no place to come back to"

    context.clear_cookies()
    _go_there(page, connected)
    _say_who(page, "dao-at-work")
    expect(page.get_by_role("alert")).to_contain_text("This account does not open Sala.")
    _shuts_nobody_out(page)
    _stays_outside(page, connected)

    _go_there(page, connected)
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("alert")).to_contain_text("It was stopped")
    _stays_outside(page, connected)

    _go_there(page, connected)
    service.stop()
    page.goto(f"{connected.address}/sign-in/khm/back/?state=guessed&code=guessed")
    expect(page.get_by_role("alert")).to_contain_text("was begun in another window or browser")
    _stays_outside(page, connected)
    context.close()
    log = (connected.instance / "server.log").read_text()
    assert "example.org" not in log
    assert "at-work" not in log


def _shuts_nobody_out(page: Page) -> None:
    assert axe.findings(page) == []


def _stays_outside(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/en/me/")
    assert "/sign-in/" in page.url


def test_a_service_that_is_down_leaves_the_pin_and_without_javascript_there_is_a_button(
    browser: Browser, connected: Server, service: _AccountService
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    _go_there(page, connected)
    _say_who(page, "chan-at-work")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("This account does not open Sala.")

    _go_there(page, connected)
    page.locator("form").first.get_by_role("textbox").fill("chan-at-work")
    page.get_by_role("button", name="Authorize").click()
    service.stop()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("does not answer as it should")
    page.get_by_role("link", name="Sign in with number and PIN").click()
    page.locator("#identifier").fill("KH-0200")
    page.locator("#pin").fill(PIN)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{connected.address}/en/me/passkeys/")
    context.close()
