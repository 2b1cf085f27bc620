"""Verbs of feedback: say of a lesson whether it was clear; count what people said. Flushes, never commits.

Nothing of it goes into the audit: a line with a person and an hour would say whose an answer is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, or_, select

from lms import clock, jobs
from lms.accounts.domain.blind_mark import blind_mark, end_of_month
from lms.accounts.queries.people import merged_ids
from lms.accounts.services.people import Person, PersonId
from lms.config import Settings, current_settings
from lms.data_inventory import DAYS
from lms.db import session, upserts
from lms.feedback.domain.opinions import WHYS, Opinion, Place
from lms.feedback.models import LessonFeedback, LessonFigures
from lms.jobs import Job
from lms.surveys.domain.hiding import LEAST

KIND: Final = "feedback.count"


def say(person: Person, place: Place, opinion: Opinion) -> None:
    """Keep what a person says of a lesson in place of what they said before: each person counts once.

    A tap on "Not clear" takes no reason back that was given already. What was said under a record that was joined with
    theirs goes: that was the same person.
    """
    before = opinion_of(person, place)
    if before and not before.is_clear and opinion == Opinion(is_clear=False):
        return
    mark, *others = (_mark(person_id, place) for person_id in merged_ids(person))
    session.execute(delete(LessonFeedback).where(LessonFeedback.mark.in_(others)))
    said = {"version": place.version, "clear": opinion.is_clear, "why": opinion.why, "card": opinion.card}
    new = {**said, "counted": False, "answered_by": end_of_month(clock.today())}
    row = {"mark": mark, "module": place.module, "lesson": place.lesson, "language": place.language, **new}
    is_other = or_(*(getattr(LessonFeedback, name) != value for name, value in said.items()))
    session.execute(
        upserts.insert(LessonFeedback)
        .values(row)
        .on_conflict_do_update(index_elements=["mark"], set_=new, where=is_other)
    )


def opinion_of(person: Person, place: Place) -> Opinion | None:
    """What a person has said of a lesson as it reads now; never what a record that was joined with theirs has said."""
    columns = LessonFeedback.clear, LessonFeedback.why, LessonFeedback.card
    theirs = LessonFeedback.mark == _mark(person.id, place), LessonFeedback.version == place.version
    row = session.execute(select(*columns).where(*theirs)).one_or_none()
    if row is None:
        return None
    return Opinion(row.clear, next(why for why in WHYS if why == row.why), row.card)


def rows_of(ids: Iterable[PersonId]) -> Sequence[LessonFeedback]:
    """All that some people have said, found by their marks."""
    kinds = LessonFeedback.module, LessonFeedback.lesson, LessonFeedback.language
    places = [Place(*kind, version="") for kind in session.execute(select(*kinds).distinct())]
    marks = [_mark(person_id, place) for person_id in ids for place in places]
    in_order = select(LessonFeedback).order_by(*kinds)
    return session.scalars(in_order.where(LessonFeedback.mark.in_(marks))).all()


def drop_old_answers(before: datetime) -> int:
    """Forget what was said in a month that was over before the day of an instant. Returns how many rows that was."""
    old = delete(LessonFeedback).where(LessonFeedback.answered_by < clock.day_of(before))
    return len(session.execute(old.returning(LessonFeedback.mark)).all())


@jobs.handler(KIND)
def _in_background(_job: Job, _settings: Settings) -> Iterator[None]:
    yield from count_answers()


def count_answers() -> Iterator[None]:
    """Count lessons anew of which five people or more have said something new, a unit each; forget old numbers.

    Numbers that followed every tap would tell what one person said by what changed between two looks.
    """
    kinds = LessonFeedback.module, LessonFeedback.lesson, LessonFeedback.language, LessonFeedback.version
    waiting = select(*kinds).where(~LessonFeedback.counted).group_by(*kinds).having(func.count() >= LEAST)
    for module, lesson, language, version in session.execute(waiting).all():
        _count(Place(module, lesson, language, version))
        yield
    last = clock.today() - timedelta(days=DAYS["old-feedback"])
    session.execute(delete(LessonFigures).where(LessonFigures.counted_by < last))
    yield


jobs.every_day(KIND)


def _count(place: Place) -> None:
    kind = {"module": place.module, "lesson": place.lesson, "language": place.language}
    asked = select(LessonFeedback).filter_by(**kind, version=place.version).with_for_update()
    rows = session.scalars(asked.execution_options(populate_existing=True)).all()
    unclear = [row for row in rows if not row.clear]
    tally = {
        "clear": len(rows) - len(unclear),
        "whys": Counter(row.why for row in unclear),
        "cards": Counter(str(row.card or "") for row in unclear),
    }
    new = {"version": place.version, "tally": tally, "counted_by": end_of_month(clock.today())}
    keep = upserts.insert(LessonFigures).values({**kind, **new})
    session.execute(keep.on_conflict_do_update(index_elements=list(kind), set_=new))
    for row in rows:
        row.counted = True
    session.flush()


def _mark(person_id: PersonId, place: Place) -> str:
    thing = (place.module, place.lesson, place.language)
    return blind_mark("lesson feedback", person_id, *thing, secret=current_settings().secret_key)
