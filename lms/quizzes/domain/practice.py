"""When a question that was answered wrong is asked again. Pure: days and answers in, days out. No clock, no rows.

The days are those of issue 11: a right answer brings the question back after 2, then 7, then 30 days, and the fourth
in a row ends it; a wrong one begins anew, tomorrow. What stands behind it: the gap after which repeating helps most
grows with the time for which something has to be known, and is 5 to 10 % of a year (N. Cepeda, E. Vul, D. Rohrer, J.
Wixted, H. Pashler, "Spacing effects in learning: a temporal ridgeline of optimal retention", Psychological Science,
2008); gaps that grow keep more of it at hand on the way than equal ones (S. Kang, R. Lindsey, M. Mozer, H. Pashler,
Psychonomic Bulletin & Review, 2014, doi 10.3758/s13423-014-0636-z). Neither gives these numbers; they are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

GAPS: Final = (2, 7, 30)
"""Days until a question comes back, after the first, the second and the third right answer in a row."""
ROUND: Final = 5
"""Questions of a round at most: read, answered and understood in about three minutes."""


@dataclass(frozen=True, order=True)
class Due:
    """How far somebody is with a question, 0 to 3 right answers in a row, and the day from which on it is asked."""

    step: int
    on: date


@dataclass(frozen=True)
class Missed:
    """A question that somebody answered wrong in the newest test in which it was asked."""

    module: str
    item: str
    is_safety: bool
    due: Due


def after_test(handed_in: date, practised_on: date | None) -> Due:
    """A question that was wrong in a test is asked at once; tomorrow where it was practised on that very day.

    So an answer always moves a question to a later day than all before: step and day name one asking of it, and the
    same form sent twice is known by them.
    """
    again = practised_on is not None and practised_on >= handed_in
    return Due(0, handed_in + timedelta(days=1) if again else handed_in)


def after_answer(step: int, *, right: bool, today: date) -> Due | None:
    """When a question comes back that was answered today at this step, 0 to 3; None: it is known now."""
    if not right:
        return Due(0, today + timedelta(days=1))
    return Due(step + 1, today + timedelta(days=GAPS[step])) if step < len(GAPS) else None


def has_led_to(asked: Due, now: Due, practised_on: date | None) -> bool:
    """Whether an answer to that asking, on the day of the last one, has moved a question to where it is now."""
    if practised_on is None or asked.on > practised_on or asked.step < 0:
        return False
    return now in (after_answer(asked.step, right=right, today=practised_on) for right in (True, False))


def round_of(missed: Iterable[Missed], today: date, *, only: str = "", done: int = 0) -> tuple[Missed, ...]:
    """What is left of a round of which some are `done`: what is due, of one module or (empty) of all.

    Questions about people's safety come first, then what has waited longest, then what is known least.
    """
    due = [one for one in missed if one.due.on <= today and only in ("", one.module)]
    due.sort(key=lambda one: (not one.is_safety, one.due.on, one.due.step))
    return tuple(due[: max(ROUND - done, 0)])


def minutes_of(questions: int) -> int:
    """About how many minutes so many questions take, as a round of five takes three; 1 at least."""
    return max(-(-questions * 3 // ROUND), 1)
