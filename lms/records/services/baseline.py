"""The baseline: people trained in the past of whom only numbers are known, as they were reported.

Never added to what the ledger proves. A mistake is withdrawn and entered anew. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import or_, select

from lms import audit, clock
from lms.accounts.services import roles
from lms.accounts.services.people import Person, Scope
from lms.content import registry
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.models import ReportedTotal
from lms.records.queries import as_of
from lms.records.services.achievements import written

__all__ = ["LONGEST_SOURCE", "MOST_PEOPLE", "ReportedTotal", "report", "totals", "withdraw"]

LONGEST_SOURCE: Final = 500  # characters
MOST_PEOPLE: Final = 1_000_000  # of one sex in one total: more is a mistyped number


def report(
    unit_id: int,
    award: str,
    first_on: date,
    last_on: date,
    *,
    female: int,
    male: int,
    unknown: int,
    source: str,
    actor: Person,
) -> ReportedTotal:
    """Enter a total: so many people trained in a unit from one day to another (both included).

    Twice is once: the same total of the same person that stands already is given back.
    `award` is "" for a training that is none of the modules. Raises NotFound for a module that does not exist and
    RuleBroken: "ends-before-it-begins", "in-the-future", "nobody-reported", "too-many-reported", "source-missing",
    "too-long".
    """
    if award and award not in [module.id for module in registry.current().modules]:
        raise NotFound(award)
    if last_on < first_on:
        raise RuleBroken("ends-before-it-begins", field="last_on")
    if last_on > clock.today():
        raise RuleBroken("in-the-future", field="last_on")
    counts = (female, male, unknown)
    if not any(counts) or min(counts) < 0:
        raise RuleBroken("nobody-reported", field="female")
    if max(counts) > MOST_PEOPLE:
        raise RuleBroken("too-many-reported", field="female", most=MOST_PEOPLE)
    values = {
        "unit_id": unit_id,
        "award": award,
        "first_on": first_on,
        "last_on": last_on,
        "female": female,
        "male": male,
        "unknown": unknown,
        "source": written(source, "source", LONGEST_SOURCE),
        "actor_id": actor.id,
    }
    roles.hold(actor)  # the second of two taps waits, and finds the row of the first
    same = select(ReportedTotal).filter_by(**values, withdrawn_at=None).order_by(ReportedTotal.id).limit(1)
    if (known := session.scalar(same)) is not None:
        return known
    total = ReportedTotal(**values, recorded_at=clock.now())
    session.add(total)
    session.flush()
    audit.note(actor.id, "records.total-reported", "reported_total", total.id, people=sum(counts))
    return total


def withdraw(total_id: int, scope: Scope, *, actor: Person) -> None:
    """Take a total back: it is no longer shown, the row stays. Twice is once. Raises NotFound out of scope."""
    total = session.get(ReportedTotal, total_id, with_for_update=True)
    if total is None or total.unit_id not in scope:
        raise NotFound(str(total_id))
    if total.withdrawn_at is None:
        total.withdrawn_at, total.withdrawn_by_id = clock.now(), actor.id
        session.flush()
        audit.note(actor.id, "records.total-withdrawn", "reported_total", total.id)


def totals(
    units: Collection[int],
    *,
    awards: Collection[str] | None = None,
    first: date | None = None,
    last: date | None = None,
    known_on: date | None = None,
) -> list[ReportedTotal]:
    """The totals that stand, of these units, whose period touches the days asked for; the oldest first.

    `awards` None: all, those of no module included. With `known_on`, those that stood at the end of that day.
    """
    query = select(ReportedTotal).where(ReportedTotal.unit_id.in_(units))
    if known_on is None:
        query = query.where(ReportedTotal.withdrawn_at.is_(None))
    else:
        then = as_of.end_of(known_on)
        query = query.where(
            ReportedTotal.recorded_at < then,
            or_(ReportedTotal.withdrawn_at.is_(None), ReportedTotal.withdrawn_at >= then),
        )
    if awards is not None:
        query = query.where(ReportedTotal.award.in_(awards))
    if first is not None:
        query = query.where(ReportedTotal.last_on >= first)
    if last is not None:
        query = query.where(ReportedTotal.first_on <= last)
    return list(session.scalars(query.order_by(ReportedTotal.first_on, ReportedTotal.id)))
