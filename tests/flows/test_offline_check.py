"""A certificate is checked without network: by the link of its QR code, on a page that was opened before."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Server
from tests.flows.lines import overflow
from tests.pdfs import pixels_of

# As in a browser before 2025.
NO_ED25519 = """const real = crypto.subtle.importKey.bind(crypto.subtle);
crypto.subtle.importKey = async (...all) => {
  if (all[2] === "Ed25519") throw new DOMException("Unrecognized name", "NotSupportedError");
  return real(...all);
};"""


def scanned(server: Server) -> str:
    """What a phone reads from the paper of the newest certificate."""
    newest = "SELECT code FROM certificate WHERE replaced_by_id IS NULL ORDER BY id DESC LIMIT 1"
    with closing(sqlite3.connect(server.instance / "sala.sqlite3")) as rows:
        [code] = rows.execute(newest).fetchone()
    drawn: Path = server.instance / "certificates" / f"{code}.pdf"
    [read] = zxingcpp.read_barcodes(pixels_of(drawn.read_bytes(), 200))
    # Printed for the address of the server that drew it.
    return re.sub(r"^http://[^/]+", server.address, read.text)


def put(page: Page, link: str) -> Any:
    page.get_by_label("Or put the link").fill(link)
    page.locator("main form button").click()
    return page.locator("[data-state]:visible").first


def changed(link: str, place: int) -> str:
    """The link with another digit so many before its end."""
    digit = str((int(link[-place]) + 1) % 10)
    return link[:-place] + digit + (link[1 - place :] if place > 1 else "")


@pytest.mark.parametrize("script", ["", NO_ED25519], ids=["own", "library"])
def test_chan_checks_a_certificate_where_there_is_no_network(
    browser: Browser, open_server: Server, script: str
) -> None:
    link = scanned(open_server)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script(script)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{open_server.address}/verify/offline?language=en")
    expect(page.locator("[data-kept]")).to_be_visible()
    context.set_offline(True)
    page.goto(link)  # as the camera of the phone opens it
    expect(page.get_by_role("heading", name="The signature is genuine")).to_be_visible()
    expect(
        page.get_by_text("It could not be checked whether it was revoked or replaced since.")
    ).to_be_visible()
    expect(page.get_by_text("certifies nothing")).to_be_visible()
    assert page.url == f"{open_server.address}/verify/offline?language=en", "no name stays in the address"
    page.reload()
    expect(page.locator("[data-kept], [data-state]").locator("visible=true")).to_have_count(0)
    page.goto(changed(link, 40))  # the next scan, in the same window
    expect(page.get_by_role("heading", name="Not genuine")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="The signature is genuine")).to_be_visible()
    code = link.partition("#")[0].rpartition("/")[2]
    expect(page.locator("[data-field=code]")).to_have_text(re.sub("(....)(?=.)", r"\1-", code))
    assert overflow(page) <= 0
    for place in (1, 40, 150, 200, 250):
        expect(put(page, changed(link, place)).get_by_role("heading")).to_have_text(
            re.compile("Not genuine|Could not be checked here")
        )
    other = link.replace(code, "7KQW3XHMB9T8")
    expect(put(page, other).get_by_role("heading")).to_have_text("Not genuine")
    expect(put(page, link.partition("#")[0]).get_by_role("heading")).to_have_text(
        "Nothing to check without network"
    )
    expect(put(page, link).get_by_role("heading")).to_have_text("✓ The signature is genuine")
    page.goto(link.partition("#")[0])  # a certificate from before there were signatures
    expect(page.get_by_role("heading", name="Nothing to check without network")).to_be_visible()
    assert not any("#" not in one and link.partition("#")[2] in one for one in asked)
    context.close()


def test_with_network_the_server_answers_and_learns_nothing_of_the_statement(
    browser: Browser, open_server: Server
) -> None:
    link = scanned(open_server)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{open_server.address}/verify/offline?language=en")
    expect(page.locator("[data-kept]")).to_be_visible()
    page.goto(link)
    expect(page.locator("h1")).to_contain_text("Genuine")
    assert link.partition("#")[2] not in (open_server.instance / "server.log").read_text()
    context.close()


def test_a_page_of_lessons_loads_nothing_of_it(browser: Browser, open_server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{open_server.address}/verify/offline?language=en")
    expect(page.locator("[data-kept]")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{open_server.address}/en/modules/pss/")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert not any("offline" in one or "noble" in one or "worker" in one for one in asked)
    context.close()
