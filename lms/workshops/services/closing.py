"""Verbs of closing: what it would record, record it once, open a workshop again. Flushes, never commits.

All of it is one transaction: whatever kills it leaves nothing, and done again it writes each entry once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import delete, select

from lms import audit, clock
from lms.accounts.queries.people import canonical_person
from lms.accounts.services.people import Person, PersonId
from lms.content import registry
from lms.content.types.curriculum import WorkshopRules
from lms.db import session
from lms.errors import RuleBroken
from lms.records.domain.award_rules import LED, OBSERVED
from lms.records.queries.ledger import ledger_entries, taken_back
from lms.records.queries.workshop_entries import WorkshopEntry, WorkshopFacts, workshop_facts
from lms.records.services import achievements
from lms.records.services.achievements import Achievement, Correction
from lms.workshops.domain.closing import (
    ATTENDANCE,
    COUNTED,
    Outcome,
    Practice,
    counted,
    outcome_of,
    requirement_of,
)
from lms.workshops.domain.plan import is_awarding
from lms.workshops.domain.walk_ins import count_of_those_who_came
from lms.workshops.models import Workshop, WorkshopDecision, WorkshopWaiting
from lms.workshops.queries.practice import practice_cards_of, words_of
from lms.workshops.queries.roster import RosterLine, roster_of
from lms.workshops.queries.walk_ins import confirmed, walk_ins_of
from lms.workshops.queries.workshops import is_leading
from lms.workshops.services.plans import refuse_closed
from lms.workshops.services.practice import destroy_cards, is_waiting


@dataclass(frozen=True)
class ClosingLine:
    """A person of the roster with what closing says of them, by module. `written`: the entries there are already;
    `observed`: those of observed practice.
    """

    line: RosterLine
    outcomes: Mapping[str, Outcome]
    written: Mapping[str, Sequence[WorkshopEntry]]
    observed: Mapping[str, Sequence[WorkshopEntry]]


@dataclass(frozen=True)
class Closing:
    """What closing a workshop would do. `untaken`: the numbers of half-days without attendance.

    `walk_ins`: how many came of whom nobody has said who they are; nothing is recorded of them. `waiting`: how many
    have said themselves that they are there, and nobody else has: they are not counted. `unsaid`: of how many on the
    list nobody who sees their name has said whether they came to a half-day: they were not there then.
    """

    lines: tuple[ClosingLine, ...]
    untaken: tuple[int, ...]
    figures: Mapping[str, Any]
    walk_ins: int = 0
    waiting: int = 0
    unsaid: int = 0

    @property
    def seen(self) -> str:
        """What changes with all that closing does: only what somebody has seen is recorded."""
        facts = [
            [
                one.line.person.id,
                *([module, *map(str, asdict(o).values())] for module, o in one.outcomes.items()),
            ]
            for one in self.lines
        ]
        return hashlib.sha256(json.dumps([facts, self.untaken, self.walk_ins]).encode()).hexdigest()[:16]


def closing_of(workshop: Workshop) -> Closing:
    """What closing would record, by what is known now. Writes nothing."""
    lines = roster_of(workshop)
    ids = {one for line in lines for one in line.ids}
    facts = workshop_facts(ids, workshop.modules, workshop.uuid)
    words = _countable(workshop, lines)
    found = tuple(_closing_line(workshop, line, facts, words) for line in lines)
    untaken = tuple(one.number for one in workshop.half_days if one.taken_at is None)
    everybody = walk_ins_of(workshop)
    walk_ins = count_of_those_who_came(line.states for line in confirmed(everybody))
    figures = {**_figures(workshop, found), "walk_ins": walk_ins}
    waiting = len(everybody) - len(confirmed(everybody))
    return Closing(found, untaken, figures, walk_ins, waiting, sum(bool(line.unsaid) for line in lines))


def close(workshop: Workshop, seen: str, *, actor: Person) -> None:
    """Record for everybody what the page has shown, and keep the figures.

    Raises RuleBroken: "workshop-closed", "attendance-missing", "nobody-on-roster", "own-workshop" where the actor takes
    part, "changed-meanwhile".
    """
    refuse_closed(workshop)
    closing = closing_of(workshop)
    if not closing.lines and not closing.walk_ins:
        raise RuleBroken("nobody-on-roster")
    if closing.untaken:
        raise RuleBroken("attendance-missing")
    if any(one.line.person.id == canonical_person(actor).id for one in closing.lines):
        raise RuleBroken("own-workshop")
    if closing.seen != seen:
        raise RuleBroken("changed-meanwhile")
    if is_awarding(workshop.kind):
        _take_back(workshop, closing, actor)
        new = [*_attended(workshop, closing), *_observed(workshop, closing), *_led(workshop)]
        achievements.record_achievements(new, actor=actor)
    for one in closing.lines:
        _keep_outcomes(one)
    destroy_cards(workshop)
    session.execute(delete(WorkshopWaiting).where(WorkshopWaiting.workshop_uuid == workshop.uuid))
    workshop.closed_at, workshop.figures = clock.now(), dict(closing.figures)
    _decide(workshop, "closed", actor, figures=dict(closing.figures))


def reopen(workshop: Workshop, typed: str, *, actor: Person) -> None:
    """Open a closed workshop again, for a reason. What it recorded stands until it is closed anew.

    Raises RuleBroken: "workshop-open", "own-workshop" where the actor takes part, and what `written` raises.
    """
    if workshop.closed_at is None:
        raise RuleBroken("workshop-open")
    lines = roster_of(workshop)
    if any(line.person.id == canonical_person(actor).id for line in lines):
        raise RuleBroken("own-workshop")
    # It stays with the workshop, which all who lead it read: it names nobody who took part.
    reason = achievements.written_about_all([line.person for line in lines], typed)
    workshop.closed_at, workshop.figures = None, None
    _decide(workshop, "reopened", actor, reason=reason)


def _keep_outcomes(one: ClosingLine) -> None:
    for row in one.line.lines:
        row.outcomes = {module: _kept(outcome) for module, outcome in one.outcomes.items()}


def closing_line_of(workshop: Workshop, person: Person) -> ClosingLine | None:
    """What closing says of one person by what is known now; None where they are on no line. Writes nothing."""
    lines = [line for line in roster_of(workshop) if line.person.id == canonical_person(person).id]
    if not lines:
        return None
    facts = workshop_facts(lines[0].ids, workshop.modules, workshop.uuid)
    return _closing_line(workshop, lines[0], facts, _countable(workshop, lines))


def record_afterwards(workshop: Workshop, one: ClosingLine, *, actor: Person) -> None:
    """Record for somebody of a closed workshop what closing would have recorded. An entry that is there stays."""
    if is_awarding(workshop.kind):
        alone = Closing((one,), (), {})
        achievements.record_achievements(_attended(workshop, alone), actor=actor)
    _keep_outcomes(one)
    session.flush()


def _decide(workshop: Workshop, act: str, actor: Person, **more: Any) -> None:
    made = WorkshopDecision(
        workshop_uuid=workshop.uuid, act=act, at=clock.now(), actor_id=actor.id, **{"reason": "", **more}
    )
    session.add(made)
    session.flush()
    audit.note(actor.id, f"workshops.{act}", "workshop", workshop.uuid)


def _closing_line(
    workshop: Workshop,
    line: RosterLine,
    facts: WorkshopFacts,
    words: Mapping[tuple[PersonId, str], bool],
) -> ClosingLine:
    outcomes, written, observed = {}, {}, {}
    for module in workshop.modules:
        passes = [day for one in line.ids for day in facts.passes.get((one, module), ())]
        entries = [entry for one in line.ids for entry in facts.written.get((one, module), ())]
        observed[module] = [entry for entry in entries if entry.requirement == OBSERVED]
        written[module] = [entry for entry in entries if entry.requirement not in (LED, OBSERVED)]
        counts = any(entry.counts for entry in written[module])
        earlier = [day for one in line.ids for day in facts.observed.get((one, module), ())]
        practice = _practice(workshop, module, words.get((line.person.id, module)), earlier)
        outcomes[module] = outcome_of(
            *(line.states, passes, (workshop.first_on, workshop.last_on), rules_of(module), practice),
            taken_back=bool(written[module]) and not counts,
        )
    return ClosingLine(line, outcomes, written, observed)


def _countable(workshop: Workshop, lines: Sequence[RosterLine]) -> Mapping[tuple[PersonId, str], bool]:
    """The words of observed practice, less those that nobody may note while their card waits for something."""
    waiting = [card for card in practice_cards_of(workshop) if card.waits_for]
    people = {line.person.id: line.person for line in lines}
    closed_to = {(one, card.module) for card in waiting for one in people if is_waiting(card, people[one])}
    return {of: word for of, word in words_of(workshop, lines).items() if of not in closed_to}


def _practice(workshop: Workshop, module: str, word: bool | None, earlier: Sequence[date]) -> Practice:
    """What is known of somebody's practice, by the rules in force on the last day of the workshop."""
    rules = ledger_entries.rules_or_retired(module).in_force(workshop.last_on)
    if OBSERVED not in rules.requires:
        return Practice(word)
    since = _counts_since(workshop.last_on, rules.validity_months)
    known = any(since <= day <= workshop.last_on for day in earlier)
    return Practice(word, True, known, min(since, workshop.first_on))


def _counts_since(last: date, months: int | None) -> date:
    """The first day of which something still counts towards an award that is completed on a day."""
    return date.min if months is None else last - relativedelta(months=months)


def rules_of(module: str) -> WorkshopRules:
    """What a workshop of the module asks for; the usual where the module is gone."""
    try:
        return registry.current().module(module).award.workshop
    except KeyError:
        return WorkshopRules()


def asks_attendance(module: str, on: date) -> bool:
    """Whether the award of a module asks on a day that somebody was there for long enough."""
    return ATTENDANCE in _asked(module, on)


def _asked(module: str, on: date) -> frozenset[str]:
    rules = ledger_entries.rules_or_retired(module)
    return rules.in_force(on).requires


def _attended(workshop: Workshop, closing: Closing) -> list[Achievement]:
    """What is new: who has an entry of this workshop keeps it as it is."""
    return [
        Achievement(
            one.line.lines[0].person_id,
            module,
            requirement_of(_asked(module, outcome.recorded_on)),
            outcome.recorded_on,
            {"workshop": workshop.uuid},
        )
        for one in closing.lines
        for module, outcome in one.outcomes.items()
        if outcome.recorded_on is not None and not one.written[module] and _is_taught(module)
    ]


def _observed(workshop: Workshop, closing: Closing) -> list[Achievement]:
    """The practice that was seen; once taken back it is not written again."""
    return [
        Achievement(
            one.line.lines[0].person_id, module, OBSERVED, outcome.practised_on, {"workshop": workshop.uuid}
        )
        for one in closing.lines
        for module, outcome in one.outcomes.items()
        if outcome.practised_on is not None and not one.observed[module] and _is_taught(module)
    ]


def _led(workshop: Workshop) -> list[Achievement]:
    """That somebody has led it, which certifies nobody; an award is refreshed by it only where its rule says so."""
    known = workshop_facts(
        {one.person_id for one in workshop.trainers}, workshop.modules, workshop.uuid
    ).written
    return [
        Achievement(one.person_id, module, LED, workshop.last_on, {"workshop": workshop.uuid})
        for one in workshop.trainers
        for module in workshop.modules
        if not known.get((one.person_id, module)) and _is_taught(module)
    ]


def _is_taught(module: str) -> bool:
    return ledger_entries.award_rules(module) is not None


def _take_back(workshop: Workshop, closing: Closing, actor: Person) -> None:
    """The entries of those who, as it turned out, were not there: they came from this workshop, and go with it."""
    wrong = [
        Correction(entry.id)
        for one in closing.lines
        for module, outcome in one.outcomes.items()
        for entry in one.written[module]
        if entry.counts and not outcome.attended
    ] + [
        Correction(entry.id)
        for one in closing.lines
        for module, outcome in one.outcomes.items()
        for entry in one.observed[module]
        if entry.counts and outcome.practised is False
    ]
    if not wrong:
        return
    # Why it was opened again is about the workshop, and may name somebody else: nobody's record repeats it.
    for hindered in achievements.correct_many(wrong, reason=taken_back.REASON, actor=actor):
        if hindered is not None:
            raise hindered


def _kept(outcome: Outcome) -> dict[str, Any]:
    return {
        "attended": outcome.attended,
        "passed": "test" not in outcome.missing,
        "practised": outcome.practised,
        "recorded": outcome.recorded_on is not None,
        "missing": [*outcome.missing],
    }


def _figures(workshop: Workshop, lines: Sequence[ClosingLine]) -> dict[str, Any]:
    """Numbers alone: they stay when somebody of the roster is erased."""
    return {
        "people": len(lines),
        "came": sum(any(state != "absent" for state in one.line.states) for one in lines),
        "modules": {
            module: {key: sum(counted(one.outcomes[module])[key] for one in lines) for key in COUNTED}
            for module in workshop.modules
        },
    }


def decisions_of(workshop: Workshop) -> list[WorkshopDecision]:
    """When it was closed and opened again, the oldest first."""
    asked = select(WorkshopDecision).where(WorkshopDecision.workshop_uuid == workshop.uuid)
    return list(session.scalars(asked.order_by(WorkshopDecision.id)))


def may_reopen(workshop: Workshop, person: Person, *, is_hr: bool) -> bool:
    """Whether somebody may open a closed workshop again: HR, who does not lead it."""
    return is_hr and workshop.closed_at is not None and not is_leading(workshop, person)
