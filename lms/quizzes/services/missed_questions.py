"""What a test changes for practice: what was wrong is to be practised, what was right need not be any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person
from lms.db import session, upserts
from lms.quizzes.domain import practice
from lms.quizzes.models import PracticeItem


def note_test(person: Person, module: str, right: Mapping[str, bool]) -> None:
    """Take in the marks of a test handed in just now, by item id: the newest test counts, however far one was."""
    today, rows = clock.today(), rows_of(person, module, right)
    for row in rows:
        if right[row.item]:
            session.delete(row)
        else:
            due = practice.after_test(today, row.practised_on)
            row.step, row.next_on = due.step, due.on
    session.flush()
    known = {row.item for row in rows}
    wrong = [item for item, is_right in sorted(right.items()) if not is_right and item not in known]
    first = practice.after_test(today, None)
    about = {"person_id": person.id, "module": module, "step": first.step, "next_on": first.on}
    if wrong:
        insert = upserts.insert(PracticeItem).values([{**about, "item": item} for item in wrong])
        session.execute(insert.on_conflict_do_nothing())


def take_back_test(
    person: Person, module: str, right: Mapping[str, bool], others: Sequence[Mapping[str, bool]]
) -> None:
    """Take back what a test that was not theirs has changed. `others`: the marks of their own, the newest first.

    What it alone had wrong is not to be practised; what it had right is again, if their newest test had it wrong.
    """
    wrong = [item for item, is_right in right.items() if not is_right]
    own = {item for other in others for item, is_right in other.items() if not is_right}
    for row in rows_of(person, module, wrong):
        if row.item not in own:
            session.delete(row)
    session.flush()
    newest = others[0] if others else {}
    missed = {item: False for item in right if right[item] and newest.get(item) is False}
    if missed:
        note_test(person, module, missed)


def rows_of(person: Person, module: str, items: Collection[str]) -> Sequence[PracticeItem]:
    """The rows of some questions, of the person's own record, as they are now and held until the commit."""
    wanted = select(PracticeItem).where(
        PracticeItem.person_id == person.id,
        PracticeItem.module == module,
        PracticeItem.item.in_(items),
    )
    in_order = wanted.order_by(PracticeItem.item)  # whoever else holds them waits in line
    return session.scalars(in_order.with_for_update().execution_options(populate_existing=True)).all()
