"""How the people of each branch stand: each once, by the best certificate that they hold, and by module.

People whose account is active: those who can be asked to renew. Numbers only, no name; knows no web and no language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Select, and_, case, func, select

from lms.accounts.services.people import Person
from lms.db import session
from lms.records.models import Certification
from lms.records.queries import filters

# From the best to the worst. "none": nobody has seen a certificate of theirs, or it was revoked.
Best: TypeAlias = Literal["valid", "expiring", "in-grace", "expired", "none"]
BEST: Final[tuple[Best, ...]] = ("valid", "expiring", "in-grace", "expired", "none")
_NONE: Final = BEST.index("none")


def people_by_best(
    units: frozenset[int], awards: Collection[str], today: date
) -> Mapping[int, Counter[Best]]:
    """How many people of each unit have which standing as their best one among these awards."""
    nothing = (
        Certification.person_id.is_(None),
        _NONE,
    )  # whoever never held one has no row, and so no last day
    places = [(filters.is_on(status, today), BEST.index(status)) for status in BEST if status != "none"]
    held = and_(Certification.person_id == Person.id, Certification.award.in_(awards))
    best = func.min(case(nothing, *places, else_=_NONE))
    each = (
        _people(units, Person.unit_id, best.label("best"))
        .join(Certification, held, isouter=True)
        .group_by(Person.id, Person.unit_id)
        .subquery()
    )
    rows = session.execute(select(*each.c, func.count()).group_by(*each.c))
    found: dict[int, Counter[Best]] = {}
    for row in rows.all():
        unit_id, place, count = tuple(row)
        found.setdefault(unit_id, Counter())[BEST[place]] += count
    return found


def certified_by_award(
    units: frozenset[int], awards: Collection[str], today: date
) -> Mapping[tuple[int, str], int]:
    """How many people of a unit hold an award now, be it that it ends soon; pairs without any are left out."""
    now = and_(
        Certification.person_id == Person.id,
        Certification.award.in_(awards),
        Certification.expires_on.is_(None) | (Certification.expires_on >= today),
        Certification.revoked_on.is_(None) | (Certification.revoked_on > today),
    )
    query = _people(units, Person.unit_id, Certification.award, func.count()).join(Certification, now)
    rows = session.execute(query.group_by(Person.unit_id, Certification.award))
    return {(row[0], row[1]): row[2] for row in rows}


def count_holding(
    units: frozenset[int], without: int, awards: Collection[str], today: date
) -> tuple[int, int]:
    """How many people hold all of some awards, be it in grace, and how many there are; one person is left out."""
    holds = [
        select(Certification.person_id)
        .where(
            Certification.person_id == Person.id,
            Certification.award == award,
            Certification.expires_on.is_(None) | (Certification.grace_until >= today),
            Certification.revoked_on.is_(None) | (Certification.revoked_on > today),
        )
        .exists()
        for award in awards
    ]
    everybody = _people(units, func.count()).where(Person.id != without)
    return session.scalar(everybody.where(*holds)) or 0, session.scalar(everybody) or 0


def _people(units: frozenset[int], *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Person)
        .where(
            Person.unit_id.in_(units),
            Person.active,
            Person.merged_into_id.is_(None),
            Person.erased_at.is_(None),
        )
    )
