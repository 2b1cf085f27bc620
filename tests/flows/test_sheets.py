"""Pages that link a sheet stand still while it comes, on a slow line.

Letters of another font move lines as well; here only sheets and pictures are looked at, so fonts do not come.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.flows.conftest import Server
from tests.flows.signing_in import come_in
from tests.flows.test_thread import take_test

MOST = 0.05  # issue 10: layout shift
PUBLIC = ["/", "/modules/pss/", "/search?q=hiv", "/glossary/", "/society/", "/library/", "/sign-in/"]
OWN = ["/me/", "/me/certificates/", "/quizzes/pss/"]

_WATCH = """() => { window.shifted = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: 'layout-shift', buffered: true}) }"""


def slow(page: Page) -> None:
    """A slow line without a cache, and an eye on what moves."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    speed = {"latency": 150, "downloadThroughput": 150_000, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    page.add_init_script(f"({_WATCH})()")
    page.route("**/*.woff2", lambda font: font.abort())


def test_nothing_moves_while_sheets_and_pictures_come(browser: Browser, open_server: Server) -> None:
    language = "km"
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    come_in(page, open_server, "KH-0001")
    take_test(page, open_server, language)
    addresses = [*(f"{open_server.address}/{language}{address}" for address in PUBLIC + OWN), page.url]
    slow(page)
    moved = {}
    for address in addresses:
        page.goto(address)
        moved[address] = page.evaluate("shifted")
    assert {address: value for address, value in moved.items() if value > MOST} == {}
    page.context.close()
