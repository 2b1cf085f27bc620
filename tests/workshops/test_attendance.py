"""Who was there: what counts, and what of a form is new. By examples."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from werkzeug.datastructures import MultiDict

from lms.workshops.domain import attendance
from lms.workshops.domain.attendance import State
from lms.workshops.forms.attendance import read_attendance


@pytest.mark.parametrize(
    ("states", "percent", "enough"),
    [
        ((), 80, False),
        (("present",), 80, True),
        (("late",), 80, True),
        (("left",), 80, False),
        (("left",), 50, True),
        (("absent",), 1, False),
        (("present", "present", "present", "present", "absent"), 80, True),
        (("present", "present", "present", "left", "absent"), 80, False),
        (("present", "present", "late", "left"), 80, True),
        (("present", "present", "absent", "absent"), 80, False),
    ],
)
def test_late_counts_whole_and_leaving_early_half(
    states: Sequence[State], percent: int, enough: bool
) -> None:
    assert attendance.is_enough(states, percent) is enough


def test_somebody_came_who_was_there_for_any_part() -> None:
    assert attendance.came(("absent", "left"))
    assert not attendance.came(("absent", "absent"))


def test_of_two_records_of_one_person_the_one_that_says_more_counts() -> None:
    assert attendance.joined(("absent", "left")) == "left"
    assert attendance.joined(("late", "present", "absent")) == "present"


def test_only_what_was_tapped_is_a_change() -> None:
    seen: dict[int, State] = {1: "present", 2: "absent"}
    assert attendance.changes(seen, {1: "present", 2: "late", 3: "absent"}) == {2: "late"}


def test_a_form_says_what_it_had_shown_and_nobody_else_is_changed_by_it() -> None:
    typed = MultiDict(
        [("seen", "1p 2a 3l"), ("p1", "absent"), ("p2", "absent"), ("p3", "?"), ("p4", "absent")]
    )
    sent = read_attendance(typed)
    assert (sent.seen, sent.changed) == ({1: "present", 2: "absent", 3: "late"}, {1: "absent"})
