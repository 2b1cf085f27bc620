"""What axe finds on the page that is open."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# The rules that ask for colours: all that another light changes.
_OF_COLOURS = ("color-contrast", "link-in-text-block")

_RUN = """async options => {
  const found = await axe.run({resultTypes: ['violations'], ...options});
  return found.violations.map(rule => `${rule.id} ${rule.nodes[0].html.slice(0, 120)}`);
}"""


def findings(page: Page, *rules: str) -> list[str]:
    """The rules that the page breaks, each with the first place; of all rules or of some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(_RUN, {"runOnly": list(rules)} if rules else {})
    return found


def in_the_dark(page: Page) -> list[str]:
    """The rules that the colours of a dark room break; the page is light again afterwards."""
    page.emulate_media(color_scheme="dark")
    found = findings(page, *_OF_COLOURS)
    page.emulate_media(color_scheme="light")
    return found


def in_any_light(page: Page) -> list[str]:
    """The rules that the page breaks by day or in the dark, where only colours differ."""
    return findings(page) + [f"in the dark: {one}" for one in in_the_dark(page)]
