"""Who has checked in for a half-day, as the page of attendance shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.accounts.services.people import PersonId, Scope
from lms.workshops.domain.attendance import State
from lms.workshops.domain.check_in import proposed
from lms.workshops.models import Workshop, WorkshopHalfDay
from lms.workshops.queries.check_ins import CheckIn, check_ins_of
from lms.workshops.queries.roster import RosterLine, visible


@dataclass(frozen=True)
class Arrivals:
    """`people`: everybody who has checked in; `ticked`: what the page ticks for those on the list whom the reader sees.

    `asking`: who is on no list, of the reader's branches; `apart`: how many of others.
    """

    people: Mapping[PersonId, CheckIn]
    ticked: Mapping[PersonId, State]
    asking: Sequence[CheckIn]
    apart: int


def arrivals_of(
    workshop: Workshop, half_day: WorkshopHalfDay, roster: Sequence[RosterLine], scope: Scope
) -> Arrivals:
    """The check-ins of a half-day beside the roster. What is ticked is no more than a proposal until it is saved."""
    people = check_ins_of(workshop, half_day.number)
    on_list = {line.person.id for line in roster}
    asking = [one for one in people.values() if one.person.id not in on_list]
    shown = [one for one in asking if one.person.unit_id in scope]
    ticked = {line.person.id: _ticked(line, half_day, people) for line in visible(roster, scope)}
    return Arrivals(people, ticked, shown, len(asking) - len(shown))


def _ticked(line: RosterLine, half_day: WorkshopHalfDay, people: Mapping[PersonId, CheckIn]) -> State:
    mark, check_in = line.marks.get(half_day.number), people.get(line.person.id)
    if half_day.number in line.unsaid and (check_in is not None or not _is_late(line, half_day)):
        # Saved by somebody who does not see the name, or before they were on the list: the reader begins as everybody
        # does, unless nothing says that they came.
        return "present"
    return proposed(line.state(half_day.number), mark.at if mark else None, check_in.at if check_in else None)


def _is_late(line: RosterLine, half_day: WorkshopHalfDay) -> bool:
    """Whether somebody was put on the list after the attendance of a half-day was saved."""
    return half_day.taken_at is not None and all(row.added_at > half_day.taken_at for row in line.lines)
