"""Who gets a note of attendance, by example."""

from __future__ import annotations

import pytest

from lms.workshops.domain.attendance import State
from lms.workshops.domain.notes import NoteFact, refusal_of

MET = NoteFact(attended=True, is_missing=False)
NO_TEST = NoteFact(attended=True, is_missing=True)
TOO_LITTLE = NoteFact(attended=False, is_missing=True)
JUDGED = NoteFact(attended=True, is_missing=True, taken_back=True)
TAKEN_BACK_WITH_THE_ATTENDANCE = NoteFact(attended=False, is_missing=True, taken_back=True)


@pytest.mark.parametrize(
    ("states", "facts", "is_awarding", "refusal"),
    [
        (("present", "present"), [NO_TEST], True, None),
        (("present", "absent"), [TOO_LITTLE], True, None),
        (("left", "absent"), [TOO_LITTLE], True, None),
        (("late",), [NO_TEST], True, None),
        (("absent", "absent"), [TOO_LITTLE], True, "note-absent"),
        (("absent",), [], False, "note-absent"),
        ((), [], False, "note-absent"),
        (("present",), [MET], True, "note-not-needed"),
        (("present",), [MET, MET], True, "note-not-needed"),
        (("present",), [MET, NO_TEST], True, None),
        (("present",), [MET], False, None),  # an orientation gives no certificate
        (("present",), [], False, None),
        (("present",), [], True, None),  # closing has said nothing of them: nothing else tells that they came
        (("present",), [JUDGED], True, "note-taken-back"),
        (("present",), [MET, JUDGED], True, "note-taken-back"),
        (("present", "absent"), [TAKEN_BACK_WITH_THE_ATTENDANCE], True, None),
    ],
)
def test_a_note_is_for_those_who_came_and_got_nothing_else(
    states: tuple[State, ...], facts: list[NoteFact], is_awarding: bool, refusal: str | None
) -> None:
    assert refusal_of(states, facts, is_awarding=is_awarding) == refusal
