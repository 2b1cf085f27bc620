"""A name behind a greeting, by examples: Thai writes no space there, other scripts want one."""

from __future__ import annotations

import pytest

from lms.text.titles import greeted


@pytest.mark.parametrize(
    ("name", "language", "stands"),
    [
        ("ดาว", "th", "ดาว"),
        ("เดือน", "th", "เดือน"),
        ("Robin", "th", " Robin"),
        ("សុខា", "th", " សុខា"),
        ("", "th", " "),
        ("Robin", "km", "Robin"),
        ("ดาว", "en", "ดาว"),
    ],
)
def test_how_a_name_stands_behind_a_greeting(name: str, language: str, stands: str) -> None:
    assert greeted(name, language) == stands
