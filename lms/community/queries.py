"""Reads of talks with groups: one's own, who held some, and what is counted of them. Never writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from lms.accounts.domain.permissions import Scope
from lms.accounts.queries.people import canonical_person, merged_ids
from lms.accounts.services.people import Person, PersonId
from lms.community.domain.counts import Counts, Sex
from lms.community.domain.reached import Key, Reached
from lms.community.domain.talks import language_of
from lms.community.models import CommunityCount, CommunitySession
from lms.db import session
from lms.records.domain.age_bands import AgeBand

_BATCH = 500  # talks that are read at once


@dataclass(frozen=True)
class Speaker:
    """Somebody who talked with groups: how often, with how many people, when last."""

    person: Person
    talks: int
    people: int
    last_on: date


@dataclass(frozen=True)
class TalkRow:
    """A talk without who held it, for a file."""

    on: date
    unit_id: int
    topic: str
    place: str
    languages: str
    people: int
    counts: Counts


def own_talks(person: Person, most: int) -> Sequence[CommunitySession]:
    """What somebody wrote down with any of their records, the latest first, `most` of them; taken away ones too."""
    row = CommunitySession
    asked = select(row).where(row.person_id.in_(merged_ids(person)))
    return session.scalars(asked.order_by(row.on.desc(), row.recorded_on.desc(), row.uuid).limit(most)).all()


def own_sums(person: Person) -> tuple[int, int]:
    """How many people somebody talked with, in how many talks."""
    row = CommunitySession
    asked = select(func.coalesce(func.sum(row.people), 0), func.count()).where(
        row.person_id.in_(merged_ids(person)), row.withdrawn_on.is_(None)
    )
    people, talks = session.execute(asked).one()
    return int(people), int(talks)


def reached(
    scope: Scope, first: date, last: date, *, recorded_by: date | None = None, within: Collection[int] = ()
) -> Reached:
    """What is counted in the units of a scope from a day to a day, both included.

    `recorded_by`: only what was written down by the end of that day. `within`: of these units alone.
    """
    row, talks, people = CommunitySession, Counter[Key](), Counter[tuple[Key, Sex, AgeBand]]()
    kinds = row.unit_id, row.topic, row.languages, row.place
    for quarter, from_day, to_day in _quarters(first, last):
        which = _counting(scope.units & set(within) if within else scope.units, from_day, to_day, recorded_by)
        held = select(*kinds, func.count()).where(*which).group_by(*kinds)
        for unit_id, topic, languages, place, number in session.execute(held):
            talks[Key(quarter, unit_id, topic, language_of(languages), place)] += number
        split = (*kinds, CommunityCount.sex, CommunityCount.ages)
        counted = select(*split, func.sum(CommunityCount.people)).join_from(
            row, CommunityCount, CommunityCount.session_uuid == row.uuid
        )
        for unit_id, topic, languages, place, sex, ages, number in session.execute(
            counted.where(*which).group_by(*split)
        ):
            key = Key(quarter, unit_id, topic, language_of(languages), place)
            people[key, sex, ages] += int(number)
    return Reached(talks, people)


def people_reached(scope: Scope, first: date, last: date) -> tuple[int, int]:
    """How many people were reached in the units of a scope from a day to a day, in how many talks."""
    row = CommunitySession
    asked = select(func.coalesce(func.sum(row.people), 0), func.count())
    people, talks = session.execute(asked.where(*_counting(scope.units, first, last, None))).one()
    return int(people), int(talks)


def speakers(scope: Scope, within: Collection[int], first: date, last: date, most: int) -> list[Speaker]:
    """Who talked with groups in some units of a scope, and is there still: the latest first, `most` of them.

    `scope`: the units whose people the reader may see. Whoever has moved away from them, or is forgotten, is left out.
    """
    row = CommunitySession
    units = scope.units & set(within)
    sums = func.count(), func.sum(row.people), func.max(row.on)
    asked = select(Person, *sums).join(row, row.person_id == Person.id)
    latest = (
        asked.where(*_counting(units, first, last, None))
        .group_by(Person.id)
        .order_by(sums[2].desc(), Person.id)
    )
    found: dict[PersonId, Speaker] = {}
    for record, talks, people, last_on in session.execute(latest.limit(most)):
        person = canonical_person(record)
        before = found.get(person.id, Speaker(person, 0, 0, last_on))
        found[person.id] = Speaker(person, before.talks + talks, before.people + int(people), before.last_on)
    shown = [one for one in found.values() if one.person.unit_id in units and one.person.erased_at is None]
    return sorted(shown, key=lambda one: (one.last_on, one.people, one.person.number), reverse=True)


def talk_rows(scope: Scope, within: Collection[int], first: date, last: date) -> Iterator[TalkRow]:
    """Each talk in some units of a scope, by day, read in a stream."""
    row = CommunitySession
    which = _counting(scope.units & set(within), first, last, None)
    asked = select(row).where(*which).order_by(row.on, row.unit_id, row.uuid)
    for one in session.scalars(asked.execution_options(yield_per=_BATCH)):
        yield TalkRow(one.on, one.unit_id, one.topic, one.place, one.languages, one.people, one.counts)


def _counting(
    units: Collection[int], first: date, last: date, recorded_by: date | None
) -> list[ColumnElement[bool]]:
    row = CommunitySession
    which: list[ColumnElement[bool]] = [
        *(row.unit_id.in_(units), row.on.between(first, last), row.withdrawn_on.is_(None))
    ]
    return which if recorded_by is None else [*which, row.recorded_on <= recorded_by]


def _quarters(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """The quarters of a time as "2026-Q3", each with its days in it."""
    number = first.year * 4 + (first.month - 1) // 3
    while (begins := _begin(number)) <= last:
        ends = date.fromordinal(_begin(number + 1).toordinal() - 1)
        yield f"{begins.year}-Q{number % 4 + 1}", max(begins, first), min(ends, last)
        number += 1


def _begin(number: int) -> date:
    return date(number // 4, number % 4 * 3 + 1, 1)
