"""Who has to renew soon, and what was sent to them: one line a person, the earliest end first. Knows no web.

A reminder belongs to a step: so many days before the end. Each step of an award's end is reminded of once, by
e-mail or by a message that HR sent; the database holds that promise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Select, delete, func, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from lms import audit, clock
from lms.accounts.service import Person, PersonId
from lms.db import session
from lms.errors import RuleBroken
from lms.records.models import Certification, Reminder

PAGE: Final = 50  # people on one page
WINDOWS: Final = (30, 60, 90)  # days that HR looks ahead
STEPS: Final = (7, 30, 60, 90)  # days before the end to which a reminder belongs; e-mail goes from 60 on
Channel: TypeAlias = Literal["email", "message"]


@dataclass(frozen=True)
class Ending:
    """An award that ends: its last valid day, and the channel by which its present step was reminded of."""

    award: str
    expires_on: date
    step: int
    sent: Channel | None


@dataclass(frozen=True)
class Due:
    """Somebody with awards that end within the days asked for, the earliest first."""

    person_id: PersonId
    number: str
    name: str
    latin_name: str
    language: str
    unit_id: int
    email: str | None
    endings: tuple[Ending, ...]

    @property
    def sent(self) -> bool:
        """Whether everything that ends was reminded of in its present step."""
        return all(one.sent for one in self.endings)


@dataclass(frozen=True)
class Page:
    """Some people; `after` is the number to go on from, None on the last page."""

    people: tuple[Due, ...]
    after: str | None


def step_of(days_left: int) -> int:
    """The step that a number of days (0 to 90) before the end belongs to. Raises ValueError beyond."""
    for step in STEPS:
        if days_left <= step:
            return step
    raise ValueError(f"{days_left} days are more than {STEPS[-1]}")


def page(units: frozenset[int], days: int, today: date, after: str = "") -> Page:
    """The next 50 people of these units, after the one with the number `after`, whose awards end within days.

    Who left, was merged into another record or was erased is not reminded. Raises RuleBroken("no-such-place").
    """
    first = _firsts(units, days, today).subquery()
    query = (
        select(
            Person.id,
            Person.number,
            Person.name,
            Person.latin_name,
            Person.language,
            Person.unit_id,
            Person.email,
            first.c.ends,
        )
        .join(first, first.c.person_id == Person.id)
        .where(Person.active, Person.erased_at.is_(None))
        .order_by(first.c.ends, Person.id)
    )
    if after:
        query = query.where(tuple_(first.c.ends, Person.id) > _place(units, days, today, after))
    rows = session.execute(query.limit(PAGE + 1)).all()
    endings = _endings([row.id for row in rows[:PAGE]], days, today)
    shown = tuple(
        Due(
            *(row.id, row.number, row.name, row.latin_name, row.language, row.unit_id, row.email),
            tuple(endings[row.id]),
        )
        for row in rows[:PAGE]
    )
    return Page(shown, shown[-1].number if len(rows) > PAGE else None)


def counts(units: frozenset[int], days: int, today: date) -> Mapping[int, int]:
    """How many awards end within so many days, by the unit of their people; units without any are left out."""
    ending = select(Certification.unit_id, func.count().label("ending")).join(Person).where(
        Certification.unit_id.in_(units), *_ends_within(days, today), Person.active, Person.erased_at.is_(None)
    ).group_by(Certification.unit_id)  # fmt: skip
    return {row.unit_id: row.ending for row in session.execute(ending)}


def one(person: Person, days: int, today: date) -> Due:
    """One person with what ends within so many days; without endings when nothing does."""
    endings = _endings([person.id], days, today).get(person.id, [])
    return Due(
        *(person.id, person.number, person.name, person.latin_name, person.language, person.unit_id),
        person.email,
        tuple(endings),
    )


def mark_sent(person: Person, days: int, *, actor: Person) -> int:
    """Remember that somebody was sent the text themselves. Twice is once. Returns how many awards it was about."""
    today = clock.today()
    due = [ending for ending in one(person, days, today).endings if ending.sent is None]
    for ending in due:
        remember(person.id, ending, "message")
    if due:
        audit.note(actor.id, "records.reminded", "person", person.id, awards=[ending.award for ending in due])
    return len(due)


def remember(person_id: PersonId, ending: Ending, channel: Channel) -> bool:
    """Write down that a step was reminded of. False where it was before, be it a moment ago."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = insert(Reminder).values(
        person_id=person_id,
        award=ending.award,
        expires_on=ending.expires_on,
        days=ending.step,
        channel=channel,
        sent_at=clock.now(),
    )
    return session.scalar(row.on_conflict_do_nothing().returning(Reminder.id)) is not None


# --- the queries --------------------------------------------------------------------------------------------


def _ends_within(days: int, today: date) -> tuple[Any, ...]:
    within = Certification.expires_on.between(today, today + timedelta(days=days))
    return (within, Certification.revoked_on.is_(None))


def _firsts(units: Collection[int], days: int, today: date) -> Select[*tuple[Any, ...]]:
    """The people of the units with the first end of each."""
    return (
        select(Certification.person_id, func.min(Certification.expires_on).label("ends"))
        .where(Certification.unit_id.in_(units), *_ends_within(days, today))
        .group_by(Certification.person_id)
    )


def _place(units: Collection[int], days: int, today: date, number: str) -> tuple[date, PersonId]:
    first = _firsts(units, days, today).subquery()
    query = select(first.c.ends, Person.id).join(Person, Person.id == first.c.person_id)
    found = session.execute(query.where(Person.number == number)).first()
    if found is None:
        raise RuleBroken("no-such-place", field="after")
    return found.ends, found.id


def _endings(people: Sequence[PersonId], days: int, today: date) -> Mapping[PersonId, list[Ending]]:
    query = (
        select(Certification.person_id, Certification.award, Certification.expires_on)
        .where(Certification.person_id.in_(people), *_ends_within(days, today))
        .order_by(Certification.expires_on, Certification.award)
    )
    rows = session.execute(query).all()
    sent = _sent(people)
    found: dict[PersonId, list[Ending]] = {}
    for row in rows:
        step = step_of((row.expires_on - today).days)
        channel = sent.get((row.person_id, row.award, row.expires_on, step))
        ending = Ending(row.award, row.expires_on, step, channel)
        found.setdefault(row.person_id, []).append(ending)
    return found


def _sent(people: Sequence[PersonId]) -> Mapping[tuple[PersonId, str, date, int], Channel]:
    query = select(
        Reminder.person_id, Reminder.award, Reminder.expires_on, Reminder.days, Reminder.channel
    ).where(Reminder.person_id.in_(people))
    return {
        (row.person_id, row.award, row.expires_on, row.days): row.channel for row in session.execute(query)
    }


def owed(most_days: int, today: date) -> list[tuple[PersonId, Ending]]:
    """What ends within so many days and nobody reminded of in its present step, of people who have an e-mail."""
    query = (
        select(Person.id, Certification.award, Certification.expires_on)
        .join(Certification, Certification.person_id == Person.id)
        .where(
            *(Person.active, Person.erased_at.is_(None), Person.email.is_not(None)),
            *_ends_within(most_days, today),
        )
        .order_by(Person.id, Certification.award)
    )
    found = []
    every = session.execute(query).all()
    for start in range(0, len(every), PAGE):
        rows = every[start : start + PAGE]
        sent = _sent([row.id for row in rows])
        for row in rows:
            step = step_of((row.expires_on - today).days)
            if (row.id, row.award, row.expires_on, step) not in sent:
                found.append((row.id, Ending(row.award, row.expires_on, step, None)))
    return found


def forget(person_id: PersonId, ending: Ending) -> None:
    """Take back that a step was reminded of: the letter could not be sent."""
    session.execute(
        delete(Reminder).where(
            Reminder.person_id == person_id,
            Reminder.award == ending.award,
            Reminder.expires_on == ending.expires_on,
            Reminder.days == ending.step,
        )
    )
