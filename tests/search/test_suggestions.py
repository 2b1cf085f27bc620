"""Whoever mistypes a word is offered what they may have meant."""

from __future__ import annotations

import pytest

from lms.search.domain.suggestions import nearest, pieces

TITLES = (
    "Psychological first aid: Look, Listen, Link",
    "Informed consent",
    "Feedback and complaints",
    "ការសង្គ្រោះបឋម",
    "អ្នកស្ម័គ្រចិត្ត",
    "ຊຸມຊົນ",
    "ความปลอดภัย",
    "ปลอดภัย",
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("consnt", ["Informed consent"]),
        ("feed back", ["Feedback and complaints"]),
        ("psycological", ["Psychological first aid: Look, Listen, Link"]),
        ("សង្គ្រុះ", ["ការសង្គ្រោះបឋម"]),
        ("អ្នកស្មគ្រចិត", ["អ្នកស្ម័គ្រចិត្ត"]),
        ("ຊູມຊົນ", ["ຊຸມຊົນ"]),
        ("ปลอดไภ", ["ปลอดภัย", "ความปลอดภัย"]),
        ("zzzzzz", []),
        ("x", []),
        ("", []),
        ("consnt " * 20, []),
    ],
)
def test_a_mistyped_word_is_near_to_the_right_one(typed: str, meant: list[str]) -> None:
    offered = [pieces(title) for title in TITLES]
    assert [TITLES[position] for position in nearest(typed, offered)] == meant


def test_no_more_are_offered_than_asked_for() -> None:
    assert nearest("consent", [pieces("consent")] * 9, most=3) == [0, 1, 2]
