"""Every page that opens by its address alone, visited once in each language, and what all that only looks finds there.

Each check says in its own test what it is for; together they pay for one visit instead of one each.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page

from tests.flows import axe
from tests.flows.lines import enlarge, overflow, rows_of_boxes
from tests.flows.signing_in import come_in

if TYPE_CHECKING:
    from tests.flows.conftest import Server

PUBLIC = [
    *("/", "/modules/pss/", "/modules/pss/look-listen-link/", "/modules/pss/trainer/", "/sign-in/"),
    "/modules/hiv/cases/saturday-evening/",
    *(f"/modules/pss/look-listen-link/#{place}" for place in ("all", "c2", "c4", "c5", "c6")),
    "/modules/pss/look-listen-link/#w-counselling",  # the sheet of a word, open
    *("/glossary/", "/library/", "/library/psea-card/", "/society/", "/society/khm/"),
    *("/search?q=pep", "/privacy/", "/verify/", "/verify/AAAA-AAAA-AAAA", "/signed-out/", "/sign-in/change/"),
    *("/modules/pss/handbook/", "/check-in/", "/check-in/AAAAAZ/", "/check-in/done/"),
    "/verify/offline/",
]
PERSONAL = [
    *("/me/", "/me/certificates/", "/me/data/", "/me/pin/", "/me/privacy/", "/me/sessions/", "/me/passkeys/"),
    *("/me/check-in/AAAAAZ/", "/me/talks/", "/me/talks/new/", "/me/workshops/"),
    *("/quizzes/pss/", "/quizzes/pss/before/", "/practise/", "/surveys/needs/"),
    # "Was this lesson clear?"
    *("/modules/pss/look-listen-link/#c6", "/me/lessons/pss/look-listen-link/clear/"),
]
STAFF = [
    "/staff/",
    *("/records/", "/records/KH-0001/", "/records/certificates/", "/records/extend/?person=KH-0001"),
    *(
        "/records/expiring/",
        "/reports/",
        "/reports/baseline/",
        "/reports/answers/",
        "/reports/community/",
        "/paper/",
    ),
    *("/workshops/", "/workshops/new/", "/workshops/branch/", "/workshops/calendar/"),
    *("/workshops/cascade/", "/workshops/trained/"),
    *(
        "/surveys/results/",
        "/surveys/results/papers/",
        "/people/imports/",
        "/people/erasures/",
        "/questions/",
        "/translations/",
    ),
    "/translations/pss/clear/",
    *("/people/", "/people/new/", "/people/units/", "/people/cards/?branch=khm&again=1"),
    *(f"/people/KH-0001/{page}" for page in ("", "edit/", "move/", "active/", "roles/", "card/", "unlock/")),
    "/people/KH-0001/merge/?with=KH-0100",
]
# Who opens which; on public pages nobody is signed in.
_VISITS = [("", PUBLIC), ("KH-0001", PERSONAL), ("KH-0200", STAFF)]
_IN_THE_DARK = ("km", "th")  # the languages that are looked at in a dark room too

# By check, what was found, each with the address of its page.
Findings = dict[str, list[str]]

_SMALL = """targets => targets.filter(target => {
  const box = target.getBoundingClientRect();
  return target.getClientRects().length && Math.min(box.height, box.width) < 44;
}).map(target => `${target.innerText.slice(0, 30)} ${target.offsetWidth} × ${target.offsetHeight}`)"""
# A radio button is as large as the label around it, which is what a thumb meets.
_TARGETS = (
    "button, .button, summary, .path a, .tabs a, .bar > a, .back, label.choice, "
    "input:not([type=checkbox], .choice > [type=radio])"
)


def in_each(*languages: str) -> list[Any]:
    """The languages of a test that opens many pages: one process opens those of a language, and has them built.

    pytest-xdist 3.8 does not see groups with pytest 9.2; until it does, processes wait for each other (`walked`).
    """
    return [pytest.param(one, marks=pytest.mark.xdist_group(f"pages in {one}")) for one in languages]


def walk(browser: Browser, server: Server, language: str) -> Findings:
    """Visit all pages and look at each in every way."""
    # Without motion: in the middle of a card's turning its words are pale for a tenth of a second.
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    found: Findings = defaultdict(list)
    for number, addresses in _VISITS:
        if number:
            come_in(page, server, number)
        for address in addresses:
            answer = page.goto(f"{server.address}/{language}{address}")
            assert answer is None or answer.status < 500, address
            for check, findings in _look(page, language, addresses).items():
                found[check] += [f"{address}: {finding}" for finding in findings]
    context.close()
    return found


def _look(page: Page, language: str, addresses: list[str]) -> Findings:
    """What each check finds on the page that is open. Those that change the page come last."""
    found: Findings = {"axe": axe.findings(page)}
    if language in _IN_THE_DARK:
        found["axe in the dark"] = axe.in_the_dark(page)
    if addresses is PUBLIC:
        found["small"] = page.locator(_TARGETS).evaluate_all(_SMALL)
    found["rows of boxes"] = rows_of_boxes(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    found["rows of boxes"] += rows_of_boxes(page)
    page.set_viewport_size({"width": 360, "height": 740})
    if addresses is STAFF:
        found["wide"] = [
            f"{pixels} pixels with letters {times} times as large"
            for times in (1, 2)
            if (pixels := _overflow_with(page, times)) > 0
        ]
    return found


def _overflow_with(page: Page, times: int) -> int:
    enlarge(page, times)
    return overflow(page)
