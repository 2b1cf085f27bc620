"""The moves of people from branch to branch, as the audit has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from lms import audit, clock
from lms.accounts.domain.branch_moves import Move
from lms.accounts.models import PersonId, Unit
from lms.db import session


def moves_of(ids: Collection[PersonId]) -> Mapping[PersonId, Sequence[Move]]:
    """The moves of some people, the oldest first; whoever never moved is not in it."""
    lines = audit.lines_of_many("person", ids, ("accounts.move",))
    if not lines:
        return {}
    codes = {line.facts["before"] for line in lines}
    units = {unit.code: unit.id for unit in session.scalars(select(Unit).where(Unit.code.in_(codes)))}
    found: defaultdict[PersonId, list[Move]] = defaultdict(list)
    for line in lines:
        left = units.get(line.facts["before"])
        if left is not None:  # a branch that is no more counts for nobody
            found[PersonId(int(line.record_id))].append(Move(clock.day_of(line.at), left))
    return found
