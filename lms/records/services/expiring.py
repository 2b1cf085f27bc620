"""Who has to renew soon, and what was sent to them: one line a person, the earliest end first. Knows no web.

A reminder belongs to a step: so many days before the end. Each step of an award's end is reminded of once, by
e-mail or by a message that HR sent; the database holds that promise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Select, and_, case, delete, func, literal, select, tuple_

from lms import clock
from lms.accounts.queries import people as people_queries
from lms.accounts.services.people import Person, PersonId
from lms.db import session, upserts
from lms.errors import RuleBroken
from lms.records.models import Certification, Reminder
from lms.records.queries import per_unit_limit

PAGE: Final = 50  # people on one page
_SOME: Final = 2 * PAGE  # ends read at a time: some people have more than one
WINDOWS: Final = (30, 60, 90)  # days that HR looks ahead
STEPS: Final = (7, 30, 60, 90)  # days before the end to which a reminder belongs; e-mail goes from 60 on
Channel: TypeAlias = Literal["email", "message"]


@dataclass(frozen=True)
class Ending:
    """An award that ends: its last valid day, and how and when its present step was reminded of."""

    award: str
    expires_on: date
    step: int
    sent: Channel | None
    sent_at: datetime | None = None


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
    phone: str | None
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
    place = _place(units, days, today, after) if after else None
    found = list(islice(_in_order(units, days, today, place), PAGE + 1))
    shown = tuple(found[:PAGE])
    if len(found) <= PAGE:
        return Page(shown, None)
    return Page(shown, people_queries.reference_within(shown[-1].number, shown[-1].unit_id, units))


def counts(units: frozenset[int], days: int, today: date) -> Mapping[int, int]:
    """How many awards end within so many days, by the unit of their people; units without any are left out."""
    every = (
        select(Certification.unit_id, func.count().label("ending"))
        .where(Certification.unit_id.in_(units), *_ends_within(days, today))
        .group_by(Certification.unit_id)
    )
    # Nearly everybody is active: what ends of all is counted in the index, and of the others it is taken away.
    others = select(Person.id).where(Person.unit_id.in_(units), ~Person.active)
    found = Counter({row.unit_id: row.ending for row in session.execute(every)})
    found.subtract(
        {row.unit_id: row.ending for row in session.execute(every.where(Certification.person_id.in_(others)))}
    )
    return +found


def waiting(units: frozenset[int], days: int, today: date) -> Mapping[int, int]:
    """Those of `counts` of which nobody was reminded in their present step."""
    ends = Certification.expires_on
    step = case(*((ends <= today + timedelta(days=days), days) for days in STEPS))
    reminded = (
        select(Certification.unit_id, func.count().label("reminded"))
        .join(Person, Person.id == Certification.person_id)
        .join(
            Reminder,
            and_(
                Reminder.person_id == Certification.person_id,
                Reminder.award == Certification.award,
                Reminder.expires_on == ends,
                Reminder.days == step,
            ),
        )
        .where(Certification.unit_id.in_(units), Person.active, *_ends_within(days, today))
        .group_by(Certification.unit_id)
    )
    found = Counter(counts(units, days, today))
    found.subtract({row.unit_id: row.reminded for row in session.execute(reminded)})
    return +found


def one(person: Person, days: int, today: date) -> Due:
    """One person with what ends within so many days; without endings when nothing does."""
    endings = _endings([person.id], days, today).get(person.id, [])
    return Due(
        *(person.id, person.number, person.name, person.latin_name, person.language, person.unit_id),
        *(person.email, person.phone),
        tuple(endings),
    )


def remember(person_id: PersonId, ending: Ending, channel: Channel) -> bool:
    """Write down that a step was reminded of. False where it was before, be it a moment ago."""
    row = upserts.insert(Reminder).values(
        person_id=person_id,
        award=ending.award,
        expires_on=ending.expires_on,
        days=ending.step,
        channel=channel,
        sent_at=clock.now(),
    )
    return session.scalar(row.on_conflict_do_nothing().returning(Reminder.id)) is not None


# --- the queries --------------------------------------------------------------------------------------------


def _ends_within(days: int, today: date, first: date | None = None) -> tuple[Any, ...]:
    within = Certification.expires_on.between(first or today, today + timedelta(days=days))
    return (within, Certification.revoked_on.is_(None))


_Place: TypeAlias = tuple[date, PersonId]


def _in_order(units: Set[int], days: int, today: date, place: _Place | None) -> Iterator[Due]:
    """Everybody with something that ends after a place, each at their first end; some are read at a time."""
    while some := _next(units, days, today, place):
        first_ends = {person_id: ends for ends, person_id in reversed(some)}
        endings = _endings(list(first_ends), days, today)
        people = {row.id: row for row in session.execute(_active(list(first_ends)))}
        for person_id, ends in sorted(first_ends.items(), key=lambda one: (one[1], one[0])):
            mine = endings.get(person_id)
            # Whose first end lies before the place stands on an earlier page.
            if mine and mine[0].expires_on == ends and (row := people.get(person_id)) is not None:
                who = (row.id, row.number, row.name, row.latin_name, row.language, row.unit_id)
                yield Due(*who, row.email, row.phone, tuple(mine))
        place = some[-1]


def _next(units: Set[int], days: int, today: date, place: _Place | None) -> list[_Place]:
    """The next ends, whosever they are: read from the index alone, so a person may be there more than once."""

    def part(some: frozenset[int]) -> Select[*tuple[Any, ...]]:
        within = _ends_within(days, today, place[0] if place else today)
        query = select(Certification.expires_on.label("ends"), Certification.person_id)
        query = query.where(Certification.unit_id.in_(some), *within)
        if place is None:
            return query
        here = tuple_(literal(place[0]), literal(place[1]))
        return query.where(tuple_(Certification.expires_on, Certification.person_id) > here)

    first = per_unit_limit.firsts(units, part, _SOME)
    rows = session.execute(select(first).order_by(*first.c)).all()
    return [(row.ends, row.person_id) for row in rows]


def _active(ids: Sequence[PersonId]) -> Select[*tuple[Any, ...]]:
    return select(
        *(Person.id, Person.number, Person.name, Person.latin_name, Person.language, Person.unit_id),
        *(Person.email, Person.phone),
    ).where(Person.id.in_(ids), Person.active, Person.erased_at.is_(None))


def _place(units: Set[int], days: int, today: date, number: str) -> _Place:
    query = (
        select(func.min(Certification.expires_on).label("ends"), Person.id)
        .join(Person, Person.id == Certification.person_id)
        .where(
            *people_queries.has_number(number), Certification.unit_id.in_(units), *_ends_within(days, today)
        )
        .group_by(Person.id)
    )
    found = session.execute(query).first()
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
        told = sent.get((row.person_id, row.award, row.expires_on, step), (None, None))
        ending = Ending(row.award, row.expires_on, step, *told)
        found.setdefault(row.person_id, []).append(ending)
    return found


def _sent(people: Sequence[PersonId]) -> Mapping[tuple[PersonId, str, date, int], tuple[Channel, datetime]]:
    query = select(
        *(Reminder.person_id, Reminder.award, Reminder.expires_on, Reminder.days),
        *(Reminder.channel, Reminder.sent_at),
    ).where(Reminder.person_id.in_(people))
    return {
        (row.person_id, row.award, row.expires_on, row.days): (row.channel, row.sent_at)
        for row in session.execute(query)
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
