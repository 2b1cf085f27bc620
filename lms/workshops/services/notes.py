"""Notes of attendance: who of a closed workshop may have one. Derived anew each time: nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.accounts.queries.people import canonical_person
from lms.accounts.services.people import Person
from lms.errors import NotFound, RuleBroken
from lms.records.domain.award_rules import LED, OBSERVED
from lms.records.queries.workshop_entries import WorkshopFacts, workshop_facts
from lms.workshops.domain.attendance import came
from lms.workshops.domain.notes import NoteFact, Refusal, refusal_of
from lms.workshops.domain.plan import is_awarding
from lms.workshops.models import Workshop
from lms.workshops.queries.roster import RosterLine, roster_of
from lms.workshops.queries.workshops import closed_workshops_of


@dataclass(frozen=True)
class OwnAttendance:
    """A closed workshop with the line that somebody has in it, and why they get no note of it."""

    workshop: Workshop
    line: RosterLine
    refusal: Refusal | None

    @property
    def half_days(self) -> int:
        """How many half-days they came to."""
        return sum(came([state]) for state in self.line.states)


def refusals_of(workshop: Workshop, lines: Sequence[RosterLine]) -> Mapping[int, Refusal | None]:
    """By person why they get no note, None where they may have one. Raises RuleBroken("workshop-open")."""
    if workshop.closed_at is None:
        raise RuleBroken("workshop-open")
    facts = workshop_facts({one for line in lines for one in line.ids}, workshop.modules, workshop.uuid)
    return {
        line.person.id: refusal_of(line.states, _facts(line, facts), is_awarding=is_awarding(workshop.kind))
        for line in lines
    }


def lines_to_note(
    workshop: Workshop, lines: Sequence[RosterLine], person_id: int | None = None
) -> list[RosterLine]:
    """Those of some lines who may have a note, or the one who is asked for.

    Raises RuleBroken: "workshop-open", "note-nobody", and for one person why there is none. NotFound for somebody who
    is on none of the lines.
    """
    refusals = refusals_of(workshop, lines)
    if person_id is None:
        found = [line for line in lines if refusals[line.person.id] is None]
        if not found:
            raise RuleBroken("note-nobody")
        return found
    if person_id not in refusals:
        raise NotFound(str(person_id))
    refusal = refusals[person_id]
    if refusal is not None:
        raise RuleBroken(refusal)
    return [line for line in lines if line.person.id == person_id]


def own_attendance(person: Person) -> list[OwnAttendance]:
    """The closed workshops on whose list somebody was, the newest first."""
    found = []
    for workshop in closed_workshops_of(person):
        lines = _own_lines(workshop, person)
        refusals = refusals_of(workshop, lines)
        found += [OwnAttendance(workshop, line, refusals[line.person.id]) for line in lines]
    return found


def own_line(workshop: Workshop, person: Person) -> RosterLine:
    """Somebody's own line, for their note. Raises NotFound where they are on no list; RuleBroken as `lines_to_note`."""
    return lines_to_note(workshop, _own_lines(workshop, person), canonical_person(person).id)[0]


def _own_lines(workshop: Workshop, person: Person) -> list[RosterLine]:
    own = canonical_person(person).id
    return [line for line in roster_of(workshop) if line.person.id == own]


def _facts(line: RosterLine, facts: WorkshopFacts) -> list[NoteFact]:
    return [
        NoteFact(outcome["attended"], bool(outcome["missing"]), _is_taken_back(line, module, facts))
        for module, outcome in line.outcomes.items()
    ]


def _is_taken_back(line: RosterLine, module: str, facts: WorkshopFacts) -> bool:
    """Whether the workshop has recorded that they were there, and none of it counts any more."""
    written = [
        entry.counts
        for one in line.ids
        for entry in facts.written.get((one, module), ())
        if entry.requirement not in (LED, OBSERVED)
    ]
    return bool(written) and not any(written)
