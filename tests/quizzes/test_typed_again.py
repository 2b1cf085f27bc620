"""The rule of a slip that is typed again, as a table."""

from __future__ import annotations

from datetime import date

import pytest

from lms.errors import RuleBroken
from lms.quizzes.domain.typed_again import (
    Choice,
    GivenPass,
    SlipBefore,
    outcome_of,
    outcome_of_first,
    refuse_taking_away,
)

THEN, NOW = date(2026, 11, 21), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("gave", "other_letters", "on", "choice", "passes", "said"),
    [
        # The same row of the same day changes nothing.
        ("none", False, THEN, "", False, "same"),
        ("counts", False, THEN, "", True, "same"),
        # Other letters are asked about, then do what was chosen.
        ("none", True, THEN, "", True, "asked"),
        ("none", True, THEN, "before", True, "kept"),
        ("none", True, THEN, "now", True, "replaced"),
        ("counts", True, THEN, "now", True, "replaced"),
        # A pass that counts does not go by typing, and its day is moved by HR.
        ("counts", True, THEN, "now", False, "pass-taken-back"),
        ("counts", False, NOW, "now", True, "passed-on-another-day"),
        ("counts", True, NOW, "before", True, "passed-on-another-day"),
        # The day of a row that gave no pass is put right like its letters.
        ("none", False, NOW, "", False, "asked"),
        ("none", False, NOW, "before", False, "kept"),
        ("none", False, NOW, "now", False, "replaced"),
        # A pass that HR took back is none any more; the very row that HR has judged is not taken again.
        ("taken-back", True, THEN, "now", True, "replaced"),
        ("taken-back", True, THEN, "now", False, "replaced"),
        ("taken-back", True, NOW, "", False, "asked"),
        ("taken-back", False, THEN, "", True, "same-as-taken-back"),
        ("taken-back", False, NOW, "now", True, "same-as-taken-back"),
        # Once the right slip, which did not pass, stands in its place, no pass comes by typing again.
        ("none-since", True, THEN, "", True, "asked"),
        ("none-since", True, THEN, "before", True, "kept"),
        ("none-since", True, THEN, "now", True, "same-as-taken-back"),
        ("none-since", True, NOW, "now", True, "same-as-taken-back"),
        ("none-since", True, THEN, "now", False, "replaced"),
        ("none-since", False, THEN, "", False, "same"),
    ],
)
def test_what_saving_a_row_does_where_the_slip_was_typed_before(
    gave: GivenPass, other_letters: bool, on: date, choice: Choice, passes: bool, said: str
) -> None:
    before = SlipBefore(THEN, gave, other_letters)
    try:
        found: str = outcome_of(before, on, choice, passes=passes)
    except RuleBroken as broken:
        found = broken.code
    assert found == said


@pytest.mark.parametrize(
    ("choice", "is_empty", "said"),
    [
        ("", False, "new"),
        ("", True, "asked"),
        ("now", True, "asked"),
        ("empty", True, "new"),
        ("empty", False, "new"),
    ],
)
def test_a_row_of_dashes_alone_is_asked_about_once(choice: Choice, is_empty: bool, said: str) -> None:
    assert outcome_of_first(choice, is_empty=is_empty) == said


def test_a_pass_that_hr_took_back_does_not_come_back_once_its_slip_is_gone() -> None:
    with pytest.raises(RuleBroken, match="pass-after-correction"):
        outcome_of_first("", is_empty=False, brings_back=True)
    assert outcome_of_first("", is_empty=False, brings_back=False) == "new"


@pytest.mark.parametrize(
    ("gave", "said"),
    [
        ("none", ""),
        ("counts", "pass-of-another"),
        ("taken-back", ""),
        ("none-since", ""),
    ],
)
def test_only_a_row_whose_pass_counts_is_not_taken_away(gave: GivenPass, said: str) -> None:
    found = ""
    try:
        refuse_taking_away(gave)
    except RuleBroken as broken:
        found = broken.code
    assert found == said
