"""What axe finds on the page that is open."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

_AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# The rules that ask for colours: all that another light changes, and what takes axe longest.
_OF_COLOURS = ["color-contrast", "link-in-text-block"]

# Of entries and lines that are made of the same elements with the same classes, the colours of three are looked at.
_RUN = """async ([colours, all]) => {
  const times = {}, alike = [...document.querySelectorAll('main :is(.term-entry, tbody tr)')].filter(part => {
    const made = [part, ...part.querySelectorAll('*')].map(
      one => [one.tagName, one.getAttribute('class'), one.getAttribute('style'), one.lang].join(' ')).join();
    times[made] = (times[made] ?? 0) + 1;
    return times[made] > 3;
  });
  const run = async (exclude, options) =>
    (await axe.run({exclude}, {resultTypes: ['violations'], ...options})).violations;
  const found = await run(alike, {runOnly: colours});
  if (all) found.push(...await run([], {rules: Object.fromEntries(colours.map(rule => [rule, {enabled: false}]))}));
  return found.map(rule => `${rule.id} ${rule.nodes[0].html.slice(0, 120)}`);
}"""


def findings(page: Page, *, of_colours_only: bool = False) -> list[str]:
    """The rules that the page breaks, each with the first place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    found: list[str] = page.evaluate(_RUN, [_OF_COLOURS, not of_colours_only])
    return found


def in_the_dark(page: Page) -> list[str]:
    """The rules that the colours of a dark room break; the page is light again afterwards."""
    page.emulate_media(color_scheme="dark")
    found = findings(page, of_colours_only=True)
    page.emulate_media(color_scheme="light")
    return found


def in_any_light(page: Page) -> list[str]:
    """The rules that the page breaks by day or in the dark, where only colours differ."""
    return findings(page) + [f"in the dark: {one}" for one in in_the_dark(page)]
