"""Which answer to a question holds, where two pages of one test are open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lms.quizzes.domain.answers_merging import Fields, Saved, merged

EARLY, LATE = datetime(2026, 11, 28, 9, tzinfo=UTC), datetime(2026, 11, 28, 10, tzinfo=UTC)
ONE, TWO, NONE = {"q1": ["1"]}, {"q1": ["2"]}, dict[str, list[str]]()


@pytest.mark.parametrize(
    ("sent", "saved", "seen", "tapped", "holds"),
    [
        # nothing is saved: the page says it
        (ONE, None, None, None, ONE),
        (ONE, None, EARLY, set(), ONE),
        # the page has shown what is saved, and goes on from there
        (TWO, Saved(ONE, EARLY), EARLY, None, TWO),
        (NONE, Saved(ONE, EARLY), LATE, None, NONE),
        # it was saved after the page was drawn, by the taps on it or from elsewhere: the last tap holds
        (ONE, Saved(TWO, LATE), EARLY, set(), TWO),
        (NONE, Saved(TWO, LATE), None, set(), TWO),
        (ONE, Saved(NONE, LATE), EARLY, set(), NONE),
        # … unless a tap on this page has not arrived yet
        (ONE, Saved(TWO, LATE), EARLY, {1}, ONE),
        (NONE, Saved(TWO, LATE), EARLY, {1}, NONE),
        (ONE, Saved(TWO, LATE), EARLY, {2}, TWO),
        # without a script no tap is saved: what is chosen on the page is new, what is empty is not
        (ONE, Saved(TWO, LATE), EARLY, None, ONE),
        (NONE, Saved(TWO, LATE), EARLY, None, TWO),
        (NONE, Saved(TWO, LATE), None, None, TWO),
    ],
)
def test_the_last_answer_of_somebody_holds(
    sent: Fields, saved: Saved | None, seen: datetime | None, tapped: set[int] | None, holds: Fields
) -> None:
    known = {} if saved is None else {1: saved}
    assert merged({1: sent}, known, seen=seen, tapped=tapped) == {1: holds}


def test_each_question_is_looked_at_by_itself() -> None:
    saved = {1: Saved(ONE, EARLY), 3: Saved(TWO, LATE)}
    assert merged({1: TWO, 2: ONE, 3: NONE}, saved, seen=EARLY, tapped=set()) == {1: TWO, 2: ONE, 3: TWO}
