"""Every component stands on a page of its own, in each language, light and dark, on a phone and on a desk."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from lms.config import CHECKOUT
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


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["km", "lo", "th", "en"])
def test_no_component_runs_over_or_shuts_anybody_out(
    browser: Browser, open_server: Server, language: str, width: int, light: Literal["light", "dark"]
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=light).new_page()
    found: list[str] = []
    for side in SIDES:
        page.goto(f"{open_server.address}/{language}{side}")
        if (pixels := overflow(page)) > 0:
            found.append(f"{side}: {pixels} pixels too wide")
        found.extend(
            f"{side}: {violation['id']} {violation['nodes'][0]['html'][:120]}"
            for violation in Axe().run(page).response["violations"]
        )
    page.context.close()
    assert found == []
