"""Every component stands on a page of its own, in each language, light and dark, on a phone and on a desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from lms.config import CHECKOUT
from tests.flows import axe
from tests.flows.conftest import Server
from tests.flows.lines import overflow

SIDES = ("/components/", "/components/desk/")
COMPONENTS = CHECKOUT / "lms" / "templates" / "components"
_MACRO = re.compile(r"^{%-? macro ([a-z]\w*)\(", re.MULTILINE)


def components() -> set[str]:
    """Each macro of the folder as "file.macro"."""
    return {
        f"{path.stem}.{name}"
        for path in COMPONENTS.glob("*.html")
        for name in _MACRO.findall(path.read_text())
    }


def test_every_component_of_the_folder_stands_on_a_page(browser: Browser, open_server: Server) -> None:
    page = browser.new_context().new_page()
    shown: set[str] = set()
    empty: list[str] = []
    for side in SIDES:
        page.goto(f"{open_server.address}/en{side}")
        for part in page.locator("[data-component]").all():
            name = part.get_attribute("data-component") or ""
            shown.add(name)
            if part.locator(":scope > :not(h2)").count() == 0:
                empty.append(name)
    page.context.close()
    assert components() - shown == set()
    assert empty == []


@pytest.mark.parametrize("language", ["km", "lo", "th", "en"])
def test_no_component_runs_over_or_shuts_anybody_out(
    browser: Browser, open_server: Server, language: str
) -> None:
    """On a phone and on a desk; in the dark other colours are all that is different."""
    page = browser.new_context(reduced_motion="reduce").new_page()
    found: list[str] = []
    for side in SIDES:
        page.goto(f"{open_server.address}/{language}{side}")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            if (pixels := overflow(page)) > 0:
                found.append(f"{side} at {width}: {pixels} pixels too wide")
            found += [f"{side} at {width}: {one}" for one in axe.in_any_light(page)]
    page.context.close()
    assert found == []
