"""How many awards of each status there are under a filter. Knows no web and no language.

A status is a range of days. Where all people of some branches are asked for, the database counts ranges of an index,
which costs a fifth of looking at every award; a test holds that against the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, case, func, select, true

from lms.accounts.services.people import Person
from lms.db import session
from lms.records.domain.award_rules import EXPIRING_DAYS, STATUSES, Status
from lms.records.models import Certification
from lms.records.queries import as_of, filters
from lms.records.queries.filters import Filter

# "never" is not counted: it would say how many people there are, not how many are trained.
_COUNTED: Final = tuple(status for status in STATUSES if status != "never")
_DATED: Final = tuple(status for status in _COUNTED if status != "revoked")


def counts(wanted: Filter, today: date) -> Mapping[Status, int]:
    """How many awards of each status there are under the filter, its own status left aside."""
    condition = filters.about(wanted, today)
    found = _one_by_one(wanted, today, *condition) if condition else _by_ranges(wanted, wanted.day(today))
    return as_of.corrected_counts(found, wanted, today) if wanted.in_the_past(today) else found


def _one_by_one(wanted: Filter, today: date, *condition: ColumnElement[bool]) -> Mapping[Status, int]:
    day = wanted.day(today)
    query = _numbers(wanted, *(filters.is_on(status, day) for status in _COUNTED))
    query = query.join(Person, Person.id == Certification.person_id).where(*condition)
    return dict(zip(_COUNTED, session.execute(query).one(), strict=True))


def _by_ranges(wanted: Filter, day: date) -> Mapping[Status, int]:
    """Each status by its dates, less those that are revoked: they are few, and have an index of their own."""
    ends, grace, soon = (
        Certification.expires_on,
        Certification.grace_until,
        day + timedelta(days=EXPIRING_DAYS),
    )
    over = _numbers(wanted, true(), grace >= day).where(ends < day).subquery()
    by_dates = (filters.dates_say(status, day) for status in _DATED)
    gone = _numbers(wanted, true(), *by_dates).where(Certification.revoked_on <= day).subquery()
    ranges = (ends > soon, ends.is_(None), ends.between(day, soon))
    query = select(
        *(_numbers(wanted, true()).where(one).scalar_subquery() for one in ranges), *over.c, *gone.c
    ).select_from(over.join(gone, true()))
    later, unending, expiring, ended, in_grace, revoked, *of_those = session.execute(query).one()
    numbers = (later + unending, expiring, in_grace, ended - in_grace)
    left = (number - few for number, few in zip(numbers, of_those, strict=True))
    return {**dict(zip(_DATED, left, strict=True)), "revoked": revoked}


def _numbers(wanted: Filter, *conditions: ColumnElement[bool]) -> Select[*tuple[int, ...]]:
    """How many awards of the filter meet each of the conditions, whosever they are."""
    # Counting whatever is there looks at no column: that makes a range of the index cheap.
    columns = (func.count() if one is true() else func.count(case((one, 1))) for one in conditions)
    return (
        select(*(column.label(f"n{place}") for place, column in enumerate(columns)))
        .select_from(Certification)
        .where(Certification.unit_id.in_(wanted.units), Certification.award.in_(wanted.awards))
    )
