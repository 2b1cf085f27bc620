"""Style sheets: what every page carries is small, what few need is linked there, and the desk's stay at the desk."""

from __future__ import annotations

import re

import brotli
import pytest

from lms.config import CHECKOUT
from lms.web import critical_css
from tests import sheets
from tests.client import StrictClient
from tests.people import People

# What volunteers open, with the sheets that each links; `words` is asked for after the text.
LEARNER_PAGES = {
    "/km/": {"forms"},
    "/km/modules/pss/": set(),
    "/km/modules/pss/listening/": set(),
    "/km/modules/pss/trainer/": set(),
    "/km/modules/hiv/cases/saturday-evening/": {"cases", "forms"},
    "/km/search?q=hiv": {"forms", "reference"},
    "/km/glossary/": {"forms", "reference"},
    "/km/society/": {"reference"},
    "/km/library/": {"reference"},
    "/km/sign-in/": {"forms"},
    "/km/nowhere/": set(),
}
OWN_PAGES = {
    "/km/me/": {"own"},
    "/km/me/certificates/": {"own"},
    "/km/quizzes/pss/": set(),
    "/km/practise/": {"own"},
    "/km/surveys/needs/": {"cards", "forms"},
}


def linked(page: str) -> set[str]:
    return set(re.findall(r'<link rel="stylesheet" href="/static/css/([a-z]+)\.css', page))


@pytest.mark.parametrize("address", LEARNER_PAGES)
def test_a_page_of_learners_links_what_stands_on_it_and_no_more(client: StrictClient, address: str) -> None:
    assert linked(client.get(address).get_data(as_text=True)) == LEARNER_PAGES[address]


def test_ones_own_pages_link_theirs(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001", language="km")
    found = {address: linked(client.get(address).get_data(as_text=True)) for address in OWN_PAGES}
    assert found == OWN_PAGES


def test_what_every_page_carries_is_at_most_four_kilobytes() -> None:
    assert len(brotli.compress(critical_css.CRITICAL.encode())) <= 4 * 1024


def test_a_field_without_its_sheet_is_found() -> None:
    page = '<p class="field"><input name="a"></p><p class="only-for-a-script card">'
    assert len(sheets.missing(page)) == 2
    assert sheets.missing(f'<link rel="stylesheet" href="/static/css/forms.css?v=1">{page}') == []
    assert sheets.missing('<input type="hidden" name="a">') == []
    assert sheets.missing("<mark>a</mark>") != []
    assert sheets.missing('<ul class="wall"></ul>') == [".wall: ['own']"]


def test_no_rule_for_a_part_of_a_page_reaches_a_word_that_is_kept_whole() -> None:
    """A word kept whole is a span of its own (lms/text/whole_words.py): on the attendance sheet of a Khmer book "names"
    had a line of its own below it, and a gap.
    """
    reaching = [
        f"{path.name}: {selector.strip()}"
        for path in sorted((CHECKOUT / "lms").rglob("*.css"))
        for rule in re.findall(r"([^{}]+)\{", re.sub(r"(?s)/\*.*?\*/", "", path.read_text(encoding="utf-8")))
        for selector in rule.split(",")
        if re.search(r"[^\s>+~]\s+span$", selector.strip())
    ]
    assert reaching == []
