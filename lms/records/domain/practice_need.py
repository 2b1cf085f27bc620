"""Whether an award waits for practice that a trainer has seen. Pure: knows no rows and no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeAlias

from lms.records.domain.award_rules import OBSERVED, AwardRules, Entry, Standing, counted
from lms.records.domain.validity import end_after

# "": nothing of the kind. too: practice is asked for beside the test. only: the test is passed, and practice alone is
# missing.
PracticeNeed: TypeAlias = Literal["", "too", "only"]

_TEST = "post-test"


def practice_need(
    entries: Iterable[Entry], rules: AwardRules, held: Standing, today: date, society: str = ""
) -> PracticeNeed:
    """What somebody who completes the award on a day still needs of practice, by all of their entries for it.

    A passed test counts that is newer than what is `held`, and not too old to be completed by practice on the day.
    """
    in_force = rules.in_force(today, society)
    if OBSERVED not in in_force.requires:
        return ""
    met = {
        (entry.requirement, entry.on)
        for entry in counted(entries, today)
        if entry.kind == "achieved" and today <= end_after(entry.on, in_force.validity_months)
    }
    if any(requirement == OBSERVED for requirement, _ in met):
        return ""
    tested = (day for requirement, day in met if requirement == _TEST)
    return "only" if any(held.issued_on is None or day > held.issued_on for day in tested) else "too"
