"""Why a slip cannot count on its day, said as far as whoever types it may know; waits that follow from slips alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lms import clock
from lms.accounts.services.people import Person
from lms.accounts.services.roles import scope_of
from lms.content import registry
from lms.errors import RuleBroken
from lms.quizzes.domain.attempt_limits import MustWait, last_start
from lms.quizzes.domain.slip_reason import Hindrances, reason_of
from lms.quizzes.queries.tries import on_paper
from lms.quizzes.services import attempts
from lms.quizzes.services.attempt_rows import attempts_of
from lms.records.queries.as_of import end_of


def reads_records(actor: Person, person: Person) -> bool:
    """Whether somebody may read the training record of a person: HR, not trainers."""
    return person.unit_id in scope_of(actor, "records.read").units


def refuse_too_many(module_id: str, person: Person, on: date, actor: Person, *, without: str = "") -> None:
    """The rules of an online test hold on paper: what comes first, and how many attempts before a wait.

    Of the day only the date is known: a wait that ends in the course of it is over, if it is over by now. `without`:
    the attempt of the row that this one replaces. Raises RuleBroken on the field "who": "needs-first" (modules),
    "must-wait-until" (day), or "not-on-paper-after" (modules) where the actor may not know which of the two it is.
    """
    about, _pool = attempts.test_for(person, module_id)
    latest = last_start(end_of(on), clock.now())
    earlier = [
        row
        for row in attempts_of(person, about.id)
        if row.submitted_at and row.submitted_at < end_of(on) and row.uuid != without
    ]
    turn, by_slips = (attempts.turn_of(person, about, rows, latest) for rows in (earlier, on_paper(earlier)))
    missing = attempts.missing_prerequisites(person, about, on)
    waits = isinstance(
        turn, MustWait
    )  # an unlock may have ended the wait of all tests, and not that of slips alone
    found = Hindrances(bool(missing), waits, waits and isinstance(by_slips, MustWait))
    first = about.award.prerequisites
    reason = reason_of(found, has_prerequisites=bool(first), reads_records=reads_records(actor, person))
    if reason == "needs":
        raise RuleBroken("needs-first", field="who", modules=list(missing))
    if reason in ("wait", "wait-of-slips"):
        wait = turn if reason == "wait" else by_slips
        day = clock.day_of(wait.until if isinstance(wait, MustWait) else latest)
        raise RuleBroken("must-wait-until", field="who", day=day, attempts=about.award.post_test.attempts)
    if reason == "either":
        modules = [registry.current().module(name) for name in first]
        raise RuleBroken("not-on-paper-after", field="who", modules=modules)


def waits_by_slips(person: Person) -> Mapping[str, date]:
    """From which day a test counts again, by module: for the tests for which slips alone make somebody wait today."""
    found = {}
    for module in registry.current().pools:
        rows = attempts_of(person, module)
        slips = on_paper(rows)
        if slips:
            about = attempts.test_for(person, module)[0]
            turn, of_all = (attempts.turn_of(person, about, some, clock.now()) for some in (slips, rows))
            if isinstance(turn, MustWait) and isinstance(of_all, MustWait):
                found[module] = clock.day_of(turn.until)
    return found
