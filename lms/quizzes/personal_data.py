"""What this domain holds about somebody: tests with answers and marks, practice. Shown to them, removed with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, select

from lms import clock
from lms.accounts.personal_data import Erasure, PersonalData
from lms.accounts.services.people import PersonId
from lms.data_inventory import PersonalDataItem, data_item, data_items
from lms.db import session
from lms.quizzes.models import (
    Attempt,
    PaperKeyOpening,
    PaperResult,
    PracticeItem,
    SavedAnswer,
    Unlock,
)


def export(ids: Sequence[PersonId]) -> Iterator[PersonalDataItem]:
    """The papers of a person, answers included, also those that were not handed in; then what they practise.

    Of records that were merged into theirs the day and the mark alone: nobody reads how somebody else answered, nor
    anything of a pre-test.
    """
    asked = select(Attempt).where(Attempt.person_id.in_(ids)).order_by(Attempt.started_at, Attempt.uuid)
    days_and_marks = ("started_at", "submitted_at", "withdrawn_at", "score", "passed")
    keys = ("uuid", "module", "form", "language", *days_and_marks, "drawn", "answers", "result")
    every = session.scalars(asked).all()
    attempts = [row for row in every if row.person_id == ids[0]]
    of_attempts = select(SavedAnswer).where(SavedAnswer.attempt_uuid.in_([one.uuid for one in attempts]))
    saved = defaultdict[str, list[dict[str, Any]]](list)
    for answer in session.scalars(of_attempts.order_by(SavedAnswer.number)):
        if not any(map(any, answer.fields.values())):
            continue  # a question that was sent without an answer, or whose answer was taken away
        kept = {"number": answer.number, "fields": answer.fields, "saved_at": answer.saved_at.isoformat()}
        saved[answer.attempt_uuid].append(kept)
    for item in data_items(attempts, "test", *keys):
        yield PersonalDataItem(item.what, {**item.facts, "saved": saved[str(item.facts["uuid"])]})
    joined = (row for row in every if row.person_id != ids[0] and row.form != "pre")
    yield from data_items(joined, "test", "module", "form", *days_and_marks)
    typed = select(PaperResult).where(PaperResult.person_id.in_(ids))
    for slip in session.scalars(typed.order_by(PaperResult.taken_on, PaperResult.attempt_uuid)):
        letters = ("letters",) if slip.person_id == ids[0] else ()
        yield data_item(slip, "test-on-paper", "form_code", "taken_on", *letters, "typed_at")
    practised = select(PracticeItem).where(PracticeItem.person_id == ids[0])
    in_order = practised.order_by(PracticeItem.module, PracticeItem.item)
    yield from data_items(
        session.scalars(in_order), "practice", "module", "item", "step", "next_on", "practised_on"
    )
    unlocks = select(Unlock).where(Unlock.person_id.in_(ids)).order_by(Unlock.at, Unlock.id)
    for given in session.scalars(unlocks):
        texts = ("reason", "words") if given.person_id == ids[0] else ()
        yield data_item(given, "unlock", "module", "at", "role", *texts)


def erase(erasure: Erasure) -> None:
    """Take away the papers, and what is practised; that a test was passed, and when, stays with the record."""
    _remove(Attempt.person_id.in_(erasure.ids))
    session.execute(delete(PaperKeyOpening).where(PaperKeyOpening.actor_id.in_(erasure.ids)))
    session.execute(delete(PracticeItem).where(PracticeItem.person_id.in_(erasure.ids)))
    session.execute(delete(Unlock).where(Unlock.person_id.in_(erasure.ids)))


def drop_open_papers(before: datetime) -> int:
    """Forget the papers that were begun before an instant and never handed in. Returns their number."""
    return _remove(and_(Attempt.submitted_at.is_(None), Attempt.started_at < before))


def drop_old_pre_tests(before: datetime) -> int:
    """Forget the pre-tests that were handed in before an instant, answers and result. Returns their number."""
    return _remove(and_(Attempt.form == "pre", Attempt.submitted_at < before))


def drop_old_practice(before: datetime) -> int:
    """Forget the questions that were due before an instant, and that nobody came to practise. Returns their number."""
    old = delete(PracticeItem).where(PracticeItem.next_on < clock.day_of(before))
    return len(session.execute(old.returning(PracticeItem.item)).all())


def drop_old_unlocks(before: datetime) -> int:
    """Forget who was let try a test again before an instant: every wait is over by now. Returns their number."""
    old = delete(Unlock).where(Unlock.at < before)
    return len(session.execute(old.returning(Unlock.id)).all())


def _remove(which: ColumnElement[bool]) -> int:
    """Remove attempts with what was saved, or typed, for them; returns how many."""
    uuids = select(Attempt.uuid).where(which)
    session.execute(delete(SavedAnswer).where(SavedAnswer.attempt_uuid.in_(uuids)))
    session.execute(delete(PaperResult).where(PaperResult.attempt_uuid.in_(uuids)))
    return len(session.execute(delete(Attempt).where(which).returning(Attempt.uuid)).all())


PERSONAL_DATA: Final = PersonalData(
    export,
    erase,
    {
        "open-paper": drop_open_papers,
        "old-pre-test": drop_old_pre_tests,
        "old-practice": drop_old_practice,
        "old-unlock": drop_old_unlocks,
    },
)
