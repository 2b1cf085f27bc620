"""Who has checked in for a half-day, as the page of attendance shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.accounts.services.people import PersonId, Scope
from lms.workshops.domain.attendance import State
from lms.workshops.domain.check_in import proposed
from lms.workshops.models import Workshop
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


def arrivals_of(workshop: Workshop, number: int, roster: Sequence[RosterLine], scope: Scope) -> Arrivals:
    """The check-ins of a half-day beside the roster. What is ticked is no more than a proposal until it is saved."""
    people = check_ins_of(workshop, number)
    on_list = {line.person.id for line in roster}
    asking = [one for one in people.values() if one.person.id not in on_list]
    shown = [one for one in asking if one.person.unit_id in scope]
    ticked = {line.person.id: _ticked(line, number, people) for line in visible(roster, scope)}
    return Arrivals(people, ticked, shown, len(asking) - len(shown))


def _ticked(line: RosterLine, number: int, people: Mapping[PersonId, CheckIn]) -> State:
    if (
        number in line.unsaid
    ):  # saved by somebody who does not see the name: the reader begins as everybody does
        return "present"
    mark, check_in = line.marks.get(number), people.get(line.person.id)
    return proposed(line.state(number), mark.at if mark else None, check_in.at if check_in else None)
