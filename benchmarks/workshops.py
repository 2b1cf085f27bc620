"""A workshop of 500 people: its pages and its closing, against the same with 50 people, and against the bare entries.

What a page does for each person is laid out on ten times as many: the whole may take at most ten times as long.
Closing is held against recording the same entries alone, which is the least that there is to do.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks import crowd, learners
from benchmarks.table import Row, at_most_times
from lms import clock, config, db
from lms.accounts.domain.permissions import Scope
from lms.accounts.queries.people import find_unit
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, PersonId
from lms.app import create_app
from lms.records.services import achievements
from lms.records.services.achievements import Achievement
from lms.workshops.domain.attendance import State
from lms.workshops.domain.plan import half_days
from lms.workshops.services import closing
from lms.workshops.services.attendance import save_attendance
from lms.workshops.services.plans import Plan, find_plan, plan_workshop
from lms.workshops.services.roster import add_people

_PEOPLE: Final = 2_000
_MANY, _FEW = 500, 50
_TIMES: Final = 5
_BRANCH: Final = "khm"


def measure() -> list[Row]:
    """Every figure of a workshop, on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(config.from_environment(learners.environment(Path(folder))))
        with app.app_context():
            upgrade()
            crowd.settle(_PEOPLE, named=_PEOPLE)
            trainer = _trainer()
            large, small = (_workshop(trainer, count) for count in (_MANY, _FEW))
            db.session.commit()
            cookie, _token = learners.cookie_and_token(app, trainer)
            db.session.commit()
            client = app.test_client()
            client.set_cookie("sala", cookie)
            rows = [*_pages(app, client, large, small), _closing(trainer, large)]
            db.session.remove()
            db.db.engine.dispose()
    return rows


def _trainer() -> Person:
    unit = find_unit(_BRANCH)
    if unit is None:
        raise LookupError(_BRANCH)
    made = people_service.Particulars(number="KH-TRAINER", name="បុប្ផា", latin_name="Bopha", language="km")
    trainer = people_service.create_person(made, unit, actor=None)
    people_service.give_role(trainer, "trainer", unit, actor=None)
    return trainer


def _workshop(trainer: Person, count: int) -> str:
    """One of today with a morning and an afternoon; some came late, all of it is saved."""
    plan = Plan(
        *("facilitated", ("pss", "hiv"), half_days([(clock.today(), "day")]), "Phnom Penh", ("km",)),
        *((trainer,), (trainer.unit_id,)),
    )
    workshop = plan_workshop(str(uuid4()), plan, actor=trainer)
    asked = select(Person).where(Person.language == "km", Person.id != trainer.id)
    people = db.session.scalars(asked.order_by(Person.id).limit(count)).all()
    add_people(workshop, people, actor=trainer)
    seen: dict[PersonId, State] = {one.id: "present" for one in people}
    late: dict[PersonId, State] = {one.id: "late" for one in people[::2]}
    for half_day in workshop.half_days:
        save_attendance(workshop, half_day.number, seen, late, _everywhere(trainer), actor=trainer)
    return workshop.uuid


def _everywhere(trainer: Person) -> Scope:
    return people_service.scope_of(trainer, "workshops.run")


def _pages(app: Flask, client: FlaskClient, large: str, small: str) -> list[Row]:
    def opened(uuid: str, page: str) -> Callable[[], None]:
        def once() -> None:
            answer = client.get(f"/km/workshops/{uuid}/{page}")
            if answer.status_code != 200:
                raise RuntimeError(f"{page}: {answer.status}")

        return once

    return [
        Row(
            f"{what} of {_MANY} people, ms (baseline: {_FEW})",
            _timed(opened(large, page)),
            _timed(opened(small, page)),
            at_most_times(_MANY / _FEW),
        )
        for what, page in (
            ("attendance page", "attendance/1/"),
            ("practice page", "practice/pss/"),
            ("page before closing", "close/"),
        )
    ]


def _closing(trainer: Person, uuid: str) -> Row:
    def close() -> None:
        workshop = find_plan(uuid)
        if workshop is None:
            raise LookupError(uuid)
        closing.close(workshop, seen, actor=trainer)

    def record() -> None:
        achievements.record_achievements(entries, actor=trainer)

    entries, seen = _entries(uuid), _seen(uuid)
    return Row(
        f"closing with {_MANY} people, ms (baseline: its {len(entries):,} entries alone)",
        _timed(_undone(close)),
        _timed(_undone(record)),
        at_most_times(3),
    )


def _seen(uuid: str) -> str:
    """What the page before closing has shown."""
    workshop = find_plan(uuid)
    return closing.closing_of(workshop).seen if workshop else ""


def _entries(uuid: str) -> Sequence[Achievement]:
    workshop = find_plan(uuid)
    if workshop is None:
        raise LookupError(uuid)
    return [
        Achievement(one.line.lines[0].person_id, module, "training", clock.today(), {"workshop": "bare"})
        for one in closing.closing_of(workshop).lines
        for module in ("pss", "hiv")
    ]


def _undone(act: Callable[[], None]) -> Callable[[], None]:
    """What is done is taken back, so that it can be measured again."""

    def once() -> None:
        act()
        db.session.flush()
        db.session.rollback()

    return once


def _timed(once: Callable[[], None]) -> float:
    """The median of several runs, in milliseconds."""
    once()
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        once()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000
