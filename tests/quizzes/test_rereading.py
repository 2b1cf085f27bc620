"""Which lessons help after a test: safety first, then the two with the most wrong answers, then the rest."""

from __future__ import annotations

from collections.abc import Mapping, Set

import pytest

from lms.quizzes.domain.rereading import Rereading, lessons_to_reread

TAUGHT = ("stress", "look", "listen", "link")

EXAMPLES: list[tuple[str, Mapping[str, int], Set[str], Rereading]] = [
    ("all was right", {}, set(), Rereading((), (), ())),
    ("one lesson", {"link": 1}, set(), Rereading((), ("link",), ())),
    ("two in teaching order", {"link": 3, "stress": 1}, set(), Rereading((), ("stress", "link"), ())),
    (
        "three: the two with the most wrong answers",
        {"stress": 1, "look": 2, "link": 3},
        set(),
        Rereading((), ("look", "link"), ("stress",)),
    ),
    (
        "equals: those taught first",
        {"link": 1, "listen": 1, "look": 1, "stress": 1},
        set(),
        Rereading((), ("stress", "look"), ("listen", "link")),
    ),
    (
        "safety stands before and is said once",
        {"look": 3, "stress": 1, "link": 1},
        {"look"},
        Rereading(("look",), ("stress", "link"), ()),
    ),
    ("a lesson that is gone", {"old": 2, "listen": 1}, {"older"}, Rereading((), ("listen",), ())),
]


@pytest.mark.parametrize(
    ("wrong", "safety", "expected"), [row[1:] for row in EXAMPLES], ids=[row[0] for row in EXAMPLES]
)
def test_what_helps_is_read_again(wrong: Mapping[str, int], safety: Set[str], expected: Rereading) -> None:
    assert lessons_to_reread(TAUGHT, wrong, safety) == expected
