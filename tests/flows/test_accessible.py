"""Pages can be used with a screen reader, in sunlight and in the dark: no finding of axe, at 360 pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from lms.config import CHECKOUT
from tests import pdfs
from tests.flows.conftest import Server, running_server
from tests.flows.test_thread import sign_in

PUBLIC = [
    *("/", "/modules/pss/", "/modules/pss/look-listen-link/", "/modules/pss/trainer/", "/sign-in/"),
    *(f"/modules/pss/look-listen-link/#{place}" for place in ("all", "c2", "c4", "c5", "c6")),
    "/modules/pss/look-listen-link/#w-counselling",  # the sheet of a word, open
    *("/glossary/", "/library/", "/library/psea-card/", "/society/", "/society/khm/"),
    *("/search?q=pep", "/privacy/", "/verify/", "/verify/AAAA-AAAA-AAAA", "/signed-out/", "/sign-in/change/"),
    "/modules/pss/handbook/",
]
PERSONAL = [
    *("/me/", "/me/certificates/", "/me/data/", "/me/pin/", "/me/privacy/", "/me/sessions/", "/me/passkeys/"),
    *("/quizzes/pss/", "/quizzes/pss/before/", "/practise/", "/surveys/needs/"),
    # "Was this lesson clear?"
    *("/modules/pss/look-listen-link/#c6", "/me/lessons/pss/look-listen-link/clear/"),
]
STAFF = [
    "/staff/",
    *("/records/", "/records/KH-0001/", "/records/certificates/", "/records/extend/?person=KH-0001"),
    *("/records/expiring/", "/reports/", "/reports/baseline/", "/reports/answers/", "/paper/"),
    *("/workshops/", "/workshops/new/", "/workshops/branch/"),
    *("/surveys/results/", "/people/imports/", "/people/erasures/", "/questions/", "/translations/"),
    "/translations/pss/clear/",
    *("/people/", "/people/new/", "/people/units/", "/people/cards/?branch=khm&again=1"),
    *(f"/people/KH-0001/{page}" for page in ("", "edit/", "move/", "active/", "roles/", "card/")),
    "/people/KH-0001/merge/?with=KH-0100",
]
# test_components.py looks at each component; the last one is what a script reads.
OPENED_ELSEWHERE = {"/components/", "/components/desk/", "/me/read/"}


@pytest.fixture(scope="module")
def open_server(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("server"), seeded) as running:
        yield running


def test_every_page_with_an_address_of_its_own_is_among_them() -> None:
    """A page whose address needs a number or a code of somebody is opened by the flow that makes one."""
    routes = (CHECKOUT / "tests" / "routes.txt").read_text(encoding="utf-8").splitlines()
    pages = {line.split()[1].removeprefix("/<lang:lang>") for line in routes if line.startswith("GET /<lang")}
    opened = {address.split("?")[0] for address in [*PUBLIC, *PERSONAL, *STAFF]}
    assert {page for page in pages if "<" not in page and "." not in page} - opened == OPENED_ELSEWHERE


@pytest.mark.parametrize(
    ("language", "light"),
    [("km", "light"), ("km", "dark"), ("th", "light"), ("th", "dark"), ("lo", "light"), ("en", "light")],
)
def test_no_page_shuts_anybody_out(
    browser: Browser, open_server: Server, language: str, light: Literal["light", "dark"]
) -> None:
    # Without motion: in the middle of a card's turning its words are pale for a tenth of a second.
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, color_scheme=light, reduced_motion="reduce"
    )
    page = context.new_page()
    found: list[str] = []

    def look_at(addresses: list[str]) -> None:
        for address in addresses:
            page.goto(f"{open_server.address}/{language}{address}")
            results = Axe().run(page)
            found.extend(
                f"{address}: {violation['id']} {violation['nodes'][0]['html'][:120]}"
                for violation in results.response["violations"]
            )

    look_at(PUBLIC)
    sign_in(page, open_server, language, "KH-0001", "246813")
    look_at(PERSONAL)
    context.clear_cookies()
    sign_in(page, open_server, language, "KH-0200", "246813")
    look_at(STAFF)
    assert found == []


def test_buttons_and_links_in_lists_are_large_enough_for_a_thumb(
    browser: Browser, open_server: Server
) -> None:
    """44 CSS pixels high and wide at least (WCAG 2.2, 2.5.5)."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    small: list[str] = []
    for address in [*PUBLIC, "/sign-in/"]:
        page.goto(f"{open_server.address}/km{address}")
        for target in page.locator(
            "button, .button, summary, .path a, .tabs a, .bar > a, .back, input:not([type=checkbox])"
        ).all():
            box = target.bounding_box()
            if box and min(box["height"], box["width"]) < 44:
                small.append(f"{address}: {target.inner_text()[:30]} {box['width']} × {box['height']}")
    assert small == []


def test_a_list_of_people_is_on_the_paper_that_is_printed(browser: Browser, open_server: Server) -> None:
    page = browser.new_context().new_page()
    sign_in(page, open_server, "km", "KH-0100", "246813")
    page.goto(f"{open_server.address}/km/people/")
    page.emulate_media(media="print")
    assert page.locator("tbody tr").count() > 0
    assert page.locator("tbody tr").first.is_visible()
    assert page.locator("form.filters").is_hidden()
    assert page.locator("form.printed button").is_hidden()
    page.context.close()


@pytest.mark.parametrize("module", ["migration", "pgi"])
def test_on_the_paper_of_a_plan_no_heading_stands_alone_at_the_foot(
    browser: Browser, open_server: Server, module: str, tmp_path: Path
) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{open_server.address}/en/modules/{module}/trainer/")
    headings = {" ".join(text.split()) for text in page.locator("main :is(h2, h3, h4)").all_inner_texts()}
    edge = "10mm"
    paper = page.pdf(format="A4", margin={"top": edge, "right": edge, "bottom": edge, "left": edge})
    page.context.close()
    sheets = pdfs.text_of(paper).split("\f")
    last = [" ".join(lines[-1].split()) for sheet in sheets if (lines := sheet.strip().splitlines())]
    assert len(last) > 3
    assert headings.isdisjoint(last)
