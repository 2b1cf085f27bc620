"""Whose sheet somebody types, and which sheets of a form are typed. Reads, never writes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms.accounts.queries import name_search
from lms.accounts.queries.people import people_by_number
from lms.accounts.services.people import Person, Scope
from lms.db import session
from lms.errors import RuleBroken
from lms.quizzes.domain.slip_owner import is_whole_name
from lms.quizzes.models import MARKED_AGAIN, Attempt, PaperResult
from lms.records.queries.counted_passes import counted_attempts

_MOST_NAMED: Final = 5
LONGEST: Final = 120  # characters of a name or a number


@dataclass(frozen=True)
class TypedMarks:
    """What a sheet that is in Sala gave. `counts`: it passed, and HR has not taken that back since."""

    right: int
    questions: int
    score: int
    passed: bool
    counts: bool


@dataclass(frozen=True)
class TypedBefore:
    """A sheet that is in Sala: whose, of which day, who typed it. Nobody's answers.

    `marks`: only where the reader typed it, and saw them then, or is HR of the person.
    """

    attempt: str
    person: Person
    taken_on: date
    typist: Person
    marks: TypedMarks | None


class Owners:
    """Whose sheets are typed, of the people of some units; each name is searched for once.

    `adds`: the reader can add people.
    """

    def __init__(self, scope: Scope, *, adds: bool = False) -> None:
        self._scope, self._adds = scope, adds
        self._found: dict[str, Person | RuleBroken] = {}

    def named(self, typed: str) -> Person:
        """See `named`; of who can add people, "no-sheet-owner-yet" in the place of "no-sheet-owner"."""
        text = typed.strip()[:LONGEST]
        if text not in self._found:
            try:
                self._found[text] = named(self._scope, text)
            except RuleBroken as broken:
                yet = self._adds and broken.code == "no-sheet-owner"
                self._found[text] = RuleBroken("no-sheet-owner-yet", field="who") if yet else broken
        found = self._found[text]
        if isinstance(found, RuleBroken):
            raise found
        return found


def named(scope: Scope, typed: str) -> Person:
    """The one person of some units with a number, or with a name, as somebody types it.

    A whole number or a whole name is taken; a part of one, or what only sounds like it, is asked about. Raises
    RuleBroken on the field "who": "slip-without-owner" where nothing was typed, "no-sheet-owner", and with the `people`
    to choose from "perhaps-sheet-owner", "several-sheet-owners".
    """
    text = typed.strip()[:LONGEST]
    if not text:
        raise RuleBroken("slip-without-owner", field="who")
    people = [one for one in people_by_number(text, scope) if one.erased_at is None]
    is_number = bool(people)
    if not people:
        people = [*name_search.find(scope, text, _MOST_NAMED).people]
    if not people:
        raise RuleBroken("no-sheet-owner", field="who")
    if len(people) > 1:
        raise RuleBroken("several-sheet-owners", field="who", people=people)
    if not is_number:
        _refuse_part(people[0], text)
    return people[0]


def _refuse_part(person: Person, typed: str) -> None:
    if not is_whole_name(typed, (person.name, person.latin_name)):
        raise RuleBroken("perhaps-sheet-owner", field="who", people=[person])


def typed_before(scope: Scope, form_code: str, reader: Person, hr_of: Scope) -> Sequence[TypedBefore]:
    """The sheets of a form that are typed, of the people of some units, in the order in which they came.

    `hr_of`: the units whose training records the reader may read.
    """
    typist = aliased(Person)
    asked = (
        select(Person, PaperResult.taken_on, typist, Attempt)
        .join(PaperResult, PaperResult.person_id == Person.id)
        .join(Attempt, Attempt.uuid == PaperResult.attempt_uuid)
        .join(typist, typist.id == PaperResult.actor_id)
        .where(PaperResult.form_code == form_code, Person.unit_id.in_(scope.units))
        .order_by(PaperResult.typed_at, Person.id)
    )
    found = session.execute(asked).all()
    counting = counted_attempts({row.person_id for *_, row in found if row.passed})
    return [
        TypedBefore(
            attempt.uuid,
            person,
            taken_on,
            who,
            _marks_of(attempt, counting) if who.id == reader.id or person.unit_id in hr_of else None,
        )
        for person, taken_on, who, attempt in found
    ]


def _marks_of(row: Attempt, counting: Collection[object]) -> TypedMarks:
    right = row.result["right"]
    counts = bool(row.passed) and row.uuid in counting
    return TypedMarks(sum(right.values()), len(right), row.score or 0, bool(row.passed), counts)


def marked_again(attempts: Collection[str]) -> Collection[str]:
    """Of some attempts on paper, those of which another row that passes too was typed later."""
    asked = select(Attempt.uuid, Attempt.result).where(Attempt.uuid.in_(attempts))
    return [row.uuid for row in session.execute(asked) if row.result.get(MARKED_AGAIN)]
