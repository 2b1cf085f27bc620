"""Where a person stands with the tests of the modules: what is open, what was passed, whether they may start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import select

from lms import clock
from lms.accounts.queries.people import among_merged_ids
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.curriculum import Module
from lms.db import session
from lms.quizzes.domain import selection
from lms.quizzes.domain.attempt_limits import MayStart, MustWait, Turn
from lms.quizzes.models import Attempt
from lms.quizzes.queries.unlocks import Unlocked, newest_unlock
from lms.quizzes.services.attempt_rows import attempts_of, drawn_of, is_open, is_open_to
from lms.quizzes.services.attempts import missing_prerequisites, test_for, turn_by_hours, turn_of
from lms.records.domain.award_rules import Standing, missing
from lms.records.queries.practice_needs import practice_needs


@dataclass(frozen=True)
class Overview:
    """Where a person stands with a module's test: the open paper, the last pass, whether they may start.

    `missing` are the modules whose certificate they need first; `unlocked` by whom a wait was ended that would last;
    `last_sent` is the paper that they sent last, None while one is open.
    """

    module: Module
    length: int
    missing: tuple[Module, ...]
    open_paper: str | None
    passed_at: datetime | None
    turn: Turn
    unlocked: Unlocked | None
    last_sent: str | None = None


def overview(person: Person, module: str) -> Overview:
    """The person's attempts at a module's test in short. Raises NotFound when the module has no test."""
    about, pool = test_for(person, module)
    rows = attempts_of(person, module)
    passes = [row.submitted_at for row in rows if row.passed and row.submitted_at]
    turn, by_hours = turn_of(person, about, rows, clock.now()), turn_by_hours(about, rows, clock.now())
    is_unlocked = isinstance(by_hours, MustWait) and isinstance(turn, MayStart)
    return Overview(
        module=about,
        length=pool.blueprint.length,
        missing=missing_prerequisites(person, about, clock.today()),
        open_paper=next((row.uuid for row in rows if is_open_to(person, row)), None),
        passed_at=max(passes, default=None),
        turn=turn,
        unlocked=newest_unlock(person, module) if is_unlocked else None,
        last_sent=_last_sent(person, rows),
    )


TestState: TypeAlias = Literal["none", "ready", "open", "waiting", "locked", "practice"]


def test_states(person: Person, standings: Mapping[str, Standing]) -> dict[str, TestState]:
    """For each module whether the person, who stands there so, can take its test now, as its page would say."""
    content = registry.current()
    asked = select(Attempt).where(Attempt.person_id.in_(among_merged_ids(person)), Attempt.form != "pre")
    attempts_by_module: dict[str, list[Attempt]] = {module.id: [] for module in content.modules}
    for row in session.scalars(asked):
        attempts_by_module.setdefault(row.module, []).append(row)
    needs = practice_needs(person, standings, clock.today())
    states = {
        module.id: _test_state(person, module, attempts_by_module[module.id], standings)
        for module in content.modules
    }
    return {
        module: "practice" if state == "ready" and needs.get(module) == "only" else state
        for module, state in states.items()
    }


def _test_state(
    person: Person, module: Module, rows: Sequence[Attempt], standings: Mapping[str, Standing]
) -> TestState:
    if module.id not in registry.current().pools:
        return "none"
    about, pool = test_for(person, module.id)
    if any(is_open_to(person, row) and selection.still_there(pool, drawn_of(row)) for row in rows):
        return "open"
    if missing(about.award.prerequisites, standings):
        return "locked"
    return "waiting" if isinstance(turn_of(person, about, rows, clock.now()), MustWait) else "ready"


def last_sent(person: Person, module: str) -> str | None:
    """The uuid of the paper that the person sent last, None where one is open or none was sent yet."""
    return _last_sent(person, attempts_of(person, module))


def _last_sent(person: Person, attempts: Sequence[Attempt]) -> str | None:
    rows = [row for row in attempts if row.person_id == person.id]
    sent = [(row.submitted_at, row.uuid) for row in rows if row.submitted_at]
    return None if any(map(is_open, rows)) else max(sent, default=(None, None))[1]
