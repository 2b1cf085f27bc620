"""Which answer to a question holds, where two pages of one test are open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lms.quizzes.domain.answers_merging import Fields, Saved, differing, is_older, merged

EARLY, LATE = datetime(2026, 11, 28, 9, tzinfo=UTC), datetime(2026, 11, 28, 10, tzinfo=UTC)
ONE, TWO, NONE = {"q1": ["1"]}, {"q1": ["2"]}, dict[str, list[str]]()


@pytest.mark.parametrize(
    ("sent", "saved", "seen", "tapped", "holds"),
    [
        # nothing is saved: the page says it
        (ONE, None, None, None, ONE),
        (ONE, None, EARLY, {}, ONE),
        # the page has shown what is saved, and goes on from there
        (TWO, Saved(ONE, EARLY), EARLY, None, TWO),
        (NONE, Saved(ONE, EARLY), LATE, None, NONE),
        # it was saved after the page was drawn, by the taps on it or from elsewhere: the last tap holds
        (ONE, Saved(TWO, LATE), EARLY, {}, TWO),
        (NONE, Saved(TWO, LATE), None, {}, TWO),
        (ONE, Saved(NONE, LATE), EARLY, {}, NONE),
        # … unless a tap on this page has not arrived yet, and was made knowing that
        (ONE, Saved(TWO, LATE), EARLY, {1: LATE}, ONE),
        (NONE, Saved(TWO, LATE), EARLY, {1: LATE}, NONE),
        (ONE, Saved(TWO, LATE), EARLY, {2: LATE}, TWO),
        # a tap that waited for a signal, while another phone was answered: the newer answer holds
        (ONE, Saved(TWO, LATE), EARLY, {1: EARLY}, TWO),
        # … also where the page has been told of it since
        (ONE, Saved(TWO, LATE), LATE, {1: EARLY}, TWO),
        # a page that does not say what it knew
        (ONE, Saved(TWO, LATE), EARLY, {1: None}, ONE),
        # without a script no tap is saved: what is chosen on the page is new, what is empty is not
        (ONE, Saved(TWO, LATE), EARLY, None, ONE),
        (NONE, Saved(TWO, LATE), EARLY, None, TWO),
        (NONE, Saved(TWO, LATE), None, None, TWO),
    ],
)
def test_the_last_answer_of_somebody_holds(
    sent: Fields,
    saved: Saved | None,
    seen: datetime | None,
    tapped: dict[int, datetime | None] | None,
    holds: Fields,
) -> None:
    known = {} if saved is None else {1: saved}
    assert merged({1: sent}, known, seen=seen, tapped=tapped) == {1: holds}


def test_each_question_is_looked_at_by_itself() -> None:
    saved = {1: Saved(ONE, EARLY), 3: Saved(TWO, LATE)}
    assert merged({1: TWO, 2: ONE, 3: NONE}, saved, seen=EARLY, tapped={}) == {1: TWO, 2: ONE, 3: TWO}


def test_the_page_names_the_questions_that_hold_another_answer_than_it_sent() -> None:
    assert differing({1: ONE, 2: TWO, 3: NONE}, {1: ONE, 2: ONE, 3: TWO}) == [2, 3]


@pytest.mark.parametrize(
    ("tap", "kept", "seen", "older"),
    [
        (ONE, None, EARLY, False),
        (ONE, Saved(TWO, LATE), EARLY, True),
        # the same tap, which arrived though its answer was lost on the way back
        (TWO, Saved(TWO, LATE), EARLY, False),
        (ONE, Saved(TWO, EARLY), EARLY, False),
        (ONE, Saved(TWO, LATE), None, False),
    ],
)
def test_a_tap_of_a_page_that_knew_no_better_writes_over_nothing(
    tap: Fields, kept: Saved | None, seen: datetime | None, older: bool
) -> None:
    assert is_older(tap, kept, seen) is older
