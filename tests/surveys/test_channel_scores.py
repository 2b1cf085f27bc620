"""The score of a channel as the needs assessment says it (section 4): both formulas, the rule that disqualifies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.surveys.domain.channel_scores import (
    GENERAL,
    PERSONAL,
    Named,
    Shares,
    is_disqualified,
    named_channels,
    score,
)

RADIO = Shares(reach=0.5, trust=0.75, privacy=0.8, unwanted=0.05, preference=0.2)


def test_the_weights_of_both_formulas_are_a_whole() -> None:
    for weights in (GENERAL, PERSONAL):
        assert weights.reach + weights.trust + weights.privacy + weights.preference == pytest.approx(1)


@pytest.mark.parametrize(
    ("shares", "general", "personal"),
    [
        (RADIO, 0.4 * 0.5 + 0.3 * 0.75 + 0.3 * 0.2, 0.3 * 0.5 + 0.3 * 0.75 + 0.2 * 0.8 + 0.2 * 0.2),
        (Shares(1, 1, 1, 0, 1), 1, 1),
        (Shares(0, 0.25, 0.7, 0.1, 0), 0.075, 0.3 * 0.25 + 0.2 * 0.7),
        (replace(RADIO, privacy=0.69), 0.485, None),
        (replace(RADIO, unwanted=0.11), 0.485, None),
        (replace(RADIO, privacy=None), 0.485, None),
        (replace(RADIO, unwanted=None), 0.485, None),
    ],
)
def test_a_score_for_a_general_topic_and_for_a_personal_one(
    shares: Shares, general: float, personal: float | None
) -> None:
    assert score(shares, is_personal=False) == pytest.approx(general)
    assert score(shares, is_personal=True) == (None if personal is None else pytest.approx(personal))


@pytest.mark.parametrize(
    ("private", "of", "unwanted", "among", "out"),
    [
        (7, 10, 1, 10, False),  # seven of ten are enough, one of ten is not more than a tenth
        (14, 20, 2, 20, False),
        (21, 30, 3, 30, False),
        (6, 10, 0, 10, True),
        (20, 30, 0, 30, True),
        (10, 10, 2, 10, True),
        (10, 10, 4, 30, True),
    ],
)
def test_a_channel_is_disqualified_below_seven_of_ten_or_above_one_of_ten(
    private: int, of: int, unwanted: int, among: int, out: bool
) -> None:
    assert is_disqualified(private / of, unwanted / among) is out


@pytest.mark.parametrize(
    ("scores", "named"),
    [
        ({"line": 0.9, "sms": 0.5, "radio": 0.1, "chief": 0.3}, Named(("line", "sms"), "chief")),
        ({"line": 0.5, "sms": 0.5, "call": 0.5}, Named(("line", "sms"), None)),
        ({"chief": 0.9, "line": 0.8, "radio": 0.7}, Named(("chief", "line"), "radio")),
        ({"line": 0.2}, Named(("line",), None)),
        ({}, Named((), None)),
    ],
)
def test_the_two_best_are_named_and_always_one_more_that_needs_no_phone(
    scores: dict[str, float], named: Named
) -> None:
    assert named_channels(scores, {"radio", "chief"}) == named
