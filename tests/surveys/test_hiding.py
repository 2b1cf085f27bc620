"""What Chan may see of a group: parts large enough, and nothing from which a smaller one could be worked out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.surveys.domain.hiding import LEAST, is_large, is_mixed, visible_parts

# how many said it in each part -> which parts are shown
COUNTS: Mapping[str, tuple[dict[str, int], set[str]]] = {
    "all are large": ({"staff": 5, "trainer": 9}, {"staff", "trainer"}),
    "a small one takes the smallest other with it": ({"staff": 5, "trainer": 9, "lead": 1}, {"trainer"}),
    "two small ones that are five together hide each other": (
        {"staff": 9, "trainer": 2, "lead": 3},
        {"staff"},
    ),
    "whoever did not say is a part that is never shown": ({"": 5, "staff": 6}, {"staff"}),
    "and, being few, takes another with it": ({"": 1, "staff": 6, "trainer": 7}, {"trainer"}),
    "nothing is left beside a small one": ({"staff": 9, "lead": 4}, set()),
    "nobody is a small part, too, but hides nothing": ({"staff": 9, "lead": 0}, {"staff"}),
    "all parts are small": ({"staff": 3, "lead": 4}, set()),
    "there are none": ({}, set()),
}


@pytest.mark.parametrize(("counts", "shown"), COUNTS.values(), ids=COUNTS.keys())
def test_parts_that_chan_sees(counts: dict[str, int], shown: set[str]) -> None:
    parts = {name: [name] * count for name, count in counts.items()}
    assert visible_parts(parts, is_large) == shown


@pytest.mark.parametrize(
    ("answers", "large", "mixed"),
    [
        ([], False, False),
        ([1, 2, 1, 2], False, False),
        ([3, 3, 3, 3, 3], True, False),
        ([3, 3, 3, 3, 4], True, True),
    ],
)
def test_a_group_that_says_the_same_tells_what_each_one_said(
    answers: list[int], large: bool, mixed: bool
) -> None:
    assert (is_large(answers), is_mixed(answers)) == (large, mixed)


@given(st.dictionaries(st.text("abcd", max_size=2), st.lists(st.integers(1, 3), max_size=12), max_size=6))
def test_what_is_hidden_together_is_never_few_nor_alike(parts: dict[str, list[int]]) -> None:
    shown = visible_parts(parts, is_mixed)
    hidden = [answer for name, answers in parts.items() if name not in shown for answer in answers]
    assert all(is_mixed(parts[name]) for name in shown)
    assert not shown or not hidden or (len(hidden) >= LEAST and len(set(hidden)) > 1)
