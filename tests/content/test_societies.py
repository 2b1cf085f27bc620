"""Which number a learner may see. Chan (HR) has them dialled; an old confirmation is no confirmation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from lms.content.loaders.context import Reading
from lms.content.loaders.societies import read_societies
from lms.content.types.curriculum import Language
from lms.content.types.societies import NamedText, Service, showable

TODAY = date(2026, 11, 24)
LINE = Service(
    key="hiv-line",
    number="1663",
    hours="24h",
    languages=("th",),
    branches=(),
    evidence="owner",
    seen=2026,
    confirmed=TODAY,
    confirmed_by="Head of Training",
    conflict=False,
    texts=MappingProxyType({"en": NamedText("HIV line", "en", "source")}),
)
CHECKOUT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("service", "shown"),
    [
        (LINE, True),
        (replace(LINE, confirmed=date(2026, 5, 28)), True),  # 180 days ago
        (replace(LINE, confirmed=date(2026, 5, 27)), False),  # 181 days ago
        (replace(LINE, confirmed=date(2026, 11, 25)), False),  # tomorrow
        (replace(LINE, confirmed=None), False),
        (replace(LINE, conflict=True), False),
        (replace(LINE, number=None), False),
    ],
)
def test_a_number_is_shown_for_180_days_after_it_was_dialled(service: Service, shown: bool) -> None:
    assert showable(service, TODAY) is shown


@pytest.mark.parametrize(
    ("code", "country", "branches", "capital"),
    [("khm", "KH", 25, "ភ្នំពេញ"), ("lao", "LA", 18, "ນະຄອນຫຼວງວຽງຈັນ"), ("tha", "TH", 77, "กรุงเทพมหานคร")],
)
def test_the_three_societies_have_all_their_provinces(
    code: str, country: str, branches: int, capital: str
) -> None:
    reading = Reading(CHECKOUT)
    scripts = {"en": "Latn", "km": "Khmr", "lo": "Laoo", "th": "Thai"}
    reading.languages = tuple(Language(language, language, script) for language, script in scripts.items())
    society = read_societies(reading)[code]
    assert reading.problems == []
    assert (society.country, len(society.branches)) == (country, branches)
    assert capital in [branch.native for branch in society.branches]
    assert {name.language for name in society.names.values()} == set(scripts)
    assert society.service("branch-focal-point") is not None
    assert all(
        service.text(language).language == language for service in society.services for language in scripts
    )
