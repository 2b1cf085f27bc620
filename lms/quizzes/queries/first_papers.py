"""The first paper of a module's test that each person handed in: of a later one they have read why answers were wrong.

A test on paper came when its slip was typed: one that is typed later, whatever its day, takes no other one's place.
Read in streams: memory does not grow with the people. Whoever was found to be one person has one first paper, and
stands in the unit of the record that is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import CompoundSelect, Select, and_, func, or_, select, union
from sqlalchemy.orm import aliased

from lms.accounts.services.people import Person, PersonId, Scope
from lms.content.types.questions import Pool
from lms.db import session
from lms.quizzes.domain.item_analysis import ItemAnalysis, PoolResult
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.models import Attempt, PaperResult
from lms.records.queries import as_of

_STREAM: Final = 1000  # rows fetched at once
_CAME: Final = func.coalesce(PaperResult.typed_at, Attempt.submitted_at)


@dataclass(frozen=True)
class FirstPaper:
    """Who handed it in, where they stand now, in which language, when it came to Sala; the answer to each question.

    An answer is empty where none was given. Questions whose parts are others now are left out.
    """

    person_id: PersonId
    unit_id: int
    language: str
    came_at: datetime
    answers: Mapping[str, Answer]


def first_papers(units: Scope | None, pool: Pool, *, before: datetime | None = None) -> Iterator[FirstPaper]:
    """The first papers of the people of some units, of everybody where it is None; that came before an instant."""
    parts = {question.id: frozenset(question.parts) for question in pool.questions}
    for person_id, unit_id, row in _rows(units, pool.module):
        if before is None or row.came_at < before:
            answers = {
                one["item"]: tuple(row.answers.get(one["item"], ()))
                for one in row.drawn
                if parts.get(one["item"]) == frozenset(one["parts"])
            }
            yield FirstPaper(person_id, unit_id, row.language, row.came_at, answers)


def analysis_of(pool: Pool, today: date) -> PoolResult:
    """What everybody's first papers say about the questions of a pool.

    Those of months that are over: whoever looks twice in a month sees the same, and not what one person changed.
    """
    analysis = ItemAnalysis(pool)
    for paper in first_papers(None, pool, before=as_of.end_of(today.replace(day=1) - timedelta(days=1))):
        analysis.add(paper.language, paper.answers)
    return analysis.result()


def _rows(units: Scope | None, module: str) -> Iterator[tuple[PersonId, int, Any]]:
    earlier, slip = aliased(Attempt), aliased(PaperResult)
    came_earlier = func.coalesce(slip.typed_at, earlier.submitted_at)
    is_earlier = (
        select(earlier.uuid)
        .outerjoin(slip, slip.attempt_uuid == earlier.uuid)
        .where(
            earlier.person_id == Attempt.person_id,
            earlier.module == module,
            earlier.form == "post",
            or_(came_earlier < _CAME, and_(came_earlier == _CAME, earlier.uuid < Attempt.uuid)),
        )
    )
    is_first = ~is_earlier.exists()
    of_one_record = _submitted(module).where(is_first, Attempt.person_id.not_in(_ids_together()))
    if units is not None:
        of_one_record = of_one_record.where(Person.unit_id.in_(units.units))
    for row in session.execute(of_one_record.execution_options(yield_per=_STREAM)):
        yield row.person_id, row.unit_id, row
    yield from _of_merged_records(units, module)


def _of_merged_records(units: Scope | None, module: str) -> Iterator[tuple[PersonId, int, Any]]:
    speakers, first = as_of.speakers(), dict[PersonId, Any]()
    found = _submitted(module).where(Attempt.person_id.in_(_ids_together()))
    for row in session.execute(found.order_by(_CAME, Attempt.uuid)):
        first.setdefault(speakers.get(row.person_id, row.person_id), row)
    places = select(Person.id, Person.unit_id).where(Person.id.in_(_ids_together()))
    unit_of = {row.id: row.unit_id for row in session.execute(places)} if first else {}
    for person_id, row in first.items():
        if units is None or unit_of[person_id] in units:
            yield person_id, unit_of[person_id], row


def _submitted(module: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(Attempt.person_id, Person.unit_id, Attempt.language, _CAME.label("came_at")),
            *(Attempt.drawn, Attempt.answers),
        )
        .join(Person, Person.id == Attempt.person_id)
        .outerjoin(PaperResult, PaperResult.attempt_uuid == Attempt.uuid)
        .where(Attempt.module == module, Attempt.form == "post", Attempt.submitted_at.is_not(None))
    )


def _ids_together() -> CompoundSelect[Any]:
    """Everybody who has more than one record: two looks into an index, instead of one at each person."""
    is_merged = Person.merged_into_id.is_not(None)
    return union(select(Person.id).where(is_merged), select(Person.merged_into_id).where(is_merged))
