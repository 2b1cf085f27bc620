"""For which branch a training counts: the one where the person was on its day, whenever it is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from lms.accounts.services import person_changes
from lms.db import session
from lms.records.services import achievements
from tests.people import People
from tests.records.history import day

BEFORE, AFTER = date(2026, 3, 10), date(2026, 7, 10)


@pytest.fixture
def moved(people: People) -> People:
    """Sokha has left Phnom Penh for the Society's office on 1 June."""
    with day("2026-06-01"):
        person_changes.move_person(people.sokha, people.chan.unit, actor=people.chan)
        session.commit()
    return people


def _recorded(people: People, on: date) -> None:
    with day("2026-12-01"):
        achievements.record_past_training(
            people.sokha, "pgi", on=on, source="Paper", reason="Found", result="passed", actor=people.chan
        )
        session.commit()


def _branches(people: People) -> list[tuple[date, str]]:
    """For whom what Sokha achieved counts, taken back or not, by its day."""
    entries = achievements.entries_of(people.sokha.id)
    units: dict[int, str] = {people.ratana.unit_id: "phnom penh", people.chan.unit_id: "office"}
    return sorted((one.effective_on, units[one.unit_id]) for one in entries if one.kind == "achieved")


@pytest.mark.parametrize(("on", "branch"), [(BEFORE, "phnom penh"), (AFTER, "office")])
def test_a_training_recorded_after_a_move_counts_for_the_branch_of_its_day(
    moved: People, on: date, branch: str
) -> None:
    _recorded(moved, on)
    assert _branches(moved) == [(on, branch)]


def test_a_workshop_that_is_entered_late_counts_for_the_branch_of_its_day(moved: People) -> None:
    with day("2026-12-01"):
        achievements.record_achievement(
            moved.sokha, "pgi", "post-test", on=BEFORE, evidence={"workshop": "1"}, actor=moved.chan
        )
    assert _branches(moved) == [(BEFORE, "phnom penh")]


@pytest.mark.parametrize(
    ("wrong", "right", "first", "then"),
    [(AFTER, BEFORE, "office", "phnom penh"), (BEFORE, AFTER, "phnom penh", "office")],
)
def test_a_day_that_is_corrected_across_a_move_takes_the_training_along(
    moved: People, wrong: date, right: date, first: str, then: str
) -> None:
    _recorded(moved, wrong)
    [mistaken] = [one for one in achievements.entries_of(moved.sokha.id) if one.kind == "achieved"]
    with day("2026-12-02"):
        achievements.correct(mistaken, reason="A slip", actor=moved.chan, on=right)
    assert _branches(moved) == sorted([(wrong, first), (right, then)])
