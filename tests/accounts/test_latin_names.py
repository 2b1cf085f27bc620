"""A name in Latin letters has no letters of another script, wherever they stand in it."""

from __future__ import annotations

import pytest

from lms.accounts.domain.latin_names import other_script_in


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sokha Chan", ""),
        ("Nguyễn Thị Ánh", ""),
        ("O’Brien-Smith, Jr. (2)", ""),
        ("", ""),
        ("សុខា", "សុខា"),
        ("Sokha សុខា", "សុខា"),
        # Of two pieces the first is named, without what follows.
        ("มาลี Malee ใจดี", "มาลี"),
        ("Ка Ka", "Ка"),
    ],
)
def test_the_first_letters_of_another_script_are_named(name: str, other: str) -> None:
    assert other_script_in(name) == other
