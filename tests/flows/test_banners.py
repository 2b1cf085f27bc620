"""What a page says of itself is one line on a phone, and there is at most one such line in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.flows.conftest import Server
from tests.flows.signing_in import come_in

PUBLIC = ["/", "/modules/pss/", "/modules/pss/listening/", "/modules/hiv/referral/", "/glossary/"]
OWN = ["/me/", "/me/certificates/"]

# Lines of the words of a banner, and where it stands.
_BANNERS = """() => [...document.querySelectorAll('.banner')].filter(one => one.offsetParent).map(one => {
  const words = one.querySelector('span'), line = parseFloat(getComputedStyle(words).lineHeight);
  return {lines: Math.round(words.getBoundingClientRect().height / line), inside: Boolean(one.closest('main'))};
})"""


@pytest.mark.parametrize("language", ["km", "lo", "th", "en"])
def test_banners_are_one_line_and_one_a_page(browser: Browser, open_server: Server, language: str) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    long: list[str] = []

    def look_at(address: str) -> None:
        page.goto(f"{open_server.address}/{language}{address}")
        banners = page.evaluate(_BANNERS)
        assert banners, address  # that of the demonstration
        if any(banner["lines"] > 1 for banner in banners) or sum(banner["inside"] for banner in banners) > 1:
            long.append(f"{address}: {banners}")

    for address in PUBLIC:
        look_at(address)
    come_in(page, open_server, "KH-0001")
    for address in OWN:
        look_at(address)
    assert long == []
    page.context.close()
