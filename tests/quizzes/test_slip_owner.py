"""Whole names and parts of names on a slip, in the spellings of each script."""

from __future__ import annotations

import pytest

from lms.quizzes.domain.slip_owner import is_whole_name


@pytest.mark.parametrize(
    ("typed", "names", "is_whole"),
    [
        ("សុខា", ("សុខា", "Sokha"), True),
        ("sokha", ("សុខា", "Sokha"), True),
        ("Dara Sok", ("សុខ ដារ៉ា", "Sok Dara"), True),  # the family name last
        ("Sok-Dara", ("", "Sok Dara"), True),
        ("SokDara", ("", "Sok Dara"), True),
        ("Mr. Sok Dara", ("", "Sok Dara"), True),
        ("ส้มชาย ใจดี", ("ส้มชาย ใจดี", ""), True),
        ("คุณ สมชาย ใจดี", ("สมชาย ใจดี", ""), True),
        # A part, a beginning, or what only sounds alike may be somebody else.
        ("Sok", ("សុខា", "Sokha"), False),
        ("Sok", ("", "Sok Dara"), False),
        ("Sok Dara Meas", ("", "Sok Dara"), False),
        ("Sokkha", ("សុខា", "Sokha"), False),
        ("ສົມ", ("ສົມໄຊ", ""), False),
        ("0001", ("សុខា", "Sokha"), False),
        ("", ("", ""), False),
        ("-", ("", ""), False),
    ],
)
def test_only_a_whole_name_is_somebody(typed: str, names: tuple[str, ...], is_whole: bool) -> None:
    assert is_whole_name(typed, names) is is_whole
