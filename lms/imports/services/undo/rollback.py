"""Undo an import: the state before it, as far as nobody has built on it since and no later list says the same; what
has to stay is said.

A person who was created goes, and with them what their lines say, unless somebody has built on them: then they stay,
as active and visible as they are, and it is said why. What was changed goes back
unless somebody changed it again. What was recorded is taken back by entries of the ledger, which never shrinks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, select, update

from lms import audit, clock, jobs
from lms.accounts.services import bulk
from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import NotFound
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines.line_values import Problem, Values
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records
from lms.imports.services import execution, forgetting, stored_lines
from lms.imports.services.execution import Work
from lms.imports.services.undo import later_lists, stayed_lines
from lms.imports.services.undo.later_lists import ALSO, Elsewhere
from lms.records.services import achievements
from lms.records.services.achievements import Correction

CHANGED_SINCE: Final = "undo-changed-since"
Left: TypeAlias = dict[int, list[Problem]]  # by line, why it could not be taken back wholly

_WORK: Final[Mapping[Kind, Work]] = {"people": "remove", "trainings": "correct"}

# Why somebody stays -> the word of its sentence, by what `bulk.take_back` says.
_STAYS: Final[Mapping[str, str]] = {
    bulk.NOT_YOURS: "not-yours",
    bulk.CHANGED: "edited-since",
    "former_number": "edited-since",
    bulk.SIGNED_IN: "signed-in",
    "notice_seen": "signed-in",
    "consent": "signed-in",
    "lesson_read": "signed-in",
    "browser_session": "signed-in",
    "passkey": "signed-in",
    "oidc_account": "signed-in",
    "card": "has-card",
    "role": "has-role",
    "attempt": "has-attempt",
    "ledger_entry": "has-training",
    "certification": "has-training",
    "certificate": "has-training",
    "reminder": "has-training",
    "merge": "merged",
    "erasure_request": "asked-erasure",
}


def steps(list_import: ListImport, lines: int) -> int:
    """About how many times `undo` yields."""
    return 1 + lines // execution.BATCHES[_WORK[list_import.kind]]


def undo(list_import: ListImport, reason: str, actor: Person | None) -> Iterator[None]:
    """Take back every line that was done, the last one first. Yields after each batch."""
    last = None
    while rows := _next_rows(list_import, last, *_done(list_import)):
        last = rows[-1].line
        left, back = _undo_lines(list_import, rows, reason, actor)
        for row in rows:
            row.problems = [asdict(problem) for problem in left.get(row.line, [])]
            wholly = row.line in left and row.line not in back
            row.before = stayed_lines.noting(row.before, wholly=wholly)
            row.done = False
        session.flush()
        yield
        jobs.let_others_write()
    yield from _release(list_import, reason, actor)
    if forgetting.FORGOTTEN not in list_import.matching:  # it had stopped on the way
        yield from forgetting.forget_left_out(list_import)
    _finish(list_import, actor)


def undo_rest(list_import: ListImport, reason: str, actor: Person | None) -> Iterator[None]:
    """Take back what stayed at the undo of an import, where nothing holds it any more. Yields after each batch."""
    last = None
    while rows := _next_rows(list_import, last, *stayed_lines.marked(list_import)):
        last = rows[-1].line
        left, back = _undo_lines(list_import, rows, reason, actor)
        for row in rows:
            wholly = stayed_lines.WHOLLY in row.before and row.line in left and row.line not in back
            row.before = stayed_lines.noting(row.before, wholly=wholly)
            # What the undo has put back is no change that somebody has made since.
            changed = CHANGED_SINCE in {one["word"] for one in row.problems}
            now = [one for one in left.get(row.line, []) if changed or one.word != CHANGED_SINCE]
            row.problems = [asdict(one) for one in now]
        session.flush()
        yield
        jobs.let_others_write()
    _finish(list_import, actor)


def _finish(list_import: ListImport, actor: Person | None) -> None:
    list_import.state, list_import.undone_at = "undone", clock.now()
    stored_lines.count(list_import)
    stayed_lines.note(list_import)
    about = ("rosters.undone", "roster_import", list_import.id)
    audit.note(None if actor is None else actor.id, *about, kind=list_import.kind)


def _release(list_import: ListImport, reason: str, actor: Person | None) -> Iterator[None]:
    """Take back what lists that are undone already had written and this one alone held. Yields after each batch."""
    for earlier, rows in later_lists.held_by(list_import):
        left, back = _undo_lines(earlier, rows, reason, actor)
        for row in rows:
            if row.line in back or row.line not in left:
                row.before = stayed_lines.noting(row.before, wholly=False)
            # What was put back at that time is no change that somebody has made since.
            before = [one for one in row.problems if one["word"] != ALSO]
            now = [asdict(one) for one in left.get(row.line, []) if one.word != CHANGED_SINCE]
            row.problems = [*now, *(one for one in before if one not in now)]
        session.flush()
        stayed_lines.note(earlier)
        yield
        jobs.let_others_write()


def _done(list_import: ListImport) -> tuple[ColumnElement[bool], ...]:
    return (ListRow.import_id == list_import.id, ListRow.done.is_(True))


def _next_rows(list_import: ListImport, before: int | None, *which: ColumnElement[bool]) -> list[ListRow]:
    asked = select(ListRow).where(*which)
    if before is not None:
        asked = asked.where(ListRow.line < before)
    return list(
        session.scalars(asked.order_by(ListRow.line.desc()).limit(execution.BATCHES[_WORK[list_import.kind]]))
    )


def _undo_lines(
    list_import: ListImport, rows: Sequence[ListRow], reason: str, actor: Person | None
) -> tuple[Left, set[int]]:
    """Take back some lines; by number, what could not be put back, and the lines of which something was."""
    asked = select(Person).where(Person.id.in_([row.person_id for row in rows]))
    people = {person.id: person for person in session.scalars(asked)}
    lines = [(row, people[row.person_id]) for row in rows if row.person_id in people]
    also = later_lists.elsewhere(list_import, [row for row, _ in lines])
    if list_import.kind == "trainings":
        return _correct([row for row, _ in lines], also, reason, actor)
    created = {row.line: person for row, person in lines if row.action == "create"}
    ids = {line: person.id for line, person in created.items()}
    said = forgetting.lines_about(
        ids.values()
    )  # asked first: a line does not know any more whom it was about
    staying = bulk.take_back([one for line, one in created.items() if line not in also], actor=actor)
    gone = {number for number, reasons in staying.items() if not reasons}
    for person, row, kind in said:
        if person in gone:
            forgetting.empty(row, kind)
    forgetting.offer_no_more(gone)
    session.flush()
    session.execute(update(ListRow).where(ListRow.person_id.in_(gone)).values(person_id=None))
    left = {line: _words(staying[number]) for line, number in ids.items() if staying.get(number)}
    left |= {line: [_also(also[line])] for line in created if line in also}
    updated = [(row, person) for row, person in lines if row.action == "update"]
    stays, back = _put_back(updated, also, actor)
    return left | stays, back


def _also(one: Elsewhere) -> Problem:
    word = ALSO if one.keeps else "undo-says-less"
    return Problem("", word, {"file": one.file_name, "on": one.on.isoformat()})


def _words(reasons: Iterable[str]) -> list[Problem]:
    """Why somebody stays, each reason once."""
    words = dict.fromkeys(f"undo-{_STAYS.get(reason, bulk.OTHER)}" for reason in reasons)
    return [Problem("", word, {}) for word in words]


def _put_back(
    lines: Sequence[tuple[ListRow, Person]], also: Mapping[int, Elsewhere], actor: Person | None
) -> tuple[Left, set[int]]:
    """What people had before, where nobody has changed it since and no other list says it; by line, what stays, and
    the lines of which something was put back.
    """
    people = bulk.held(person.id for _, person in lines)
    untouched: list[tuple[Person, Values]] = []
    for row, person in lines:
        known, before = existing_records.known_person(people[person.id]), row.before
        stays = also[row.line].fields if row.line in also else ()
        same = [field for field, value in before.get("set", {}).items() if getattr(known, field) == value]
        untouched.append((person, {field: before["was"][field] for field in same if field not in stays}))
    left: Left = {}
    back: set[int] = set()
    for (row, _), (_, values), hindered in zip(
        lines, untouched, execution.change(untouched, actor), strict=True
    ):
        stays = also[row.line].fields if row.line in also else ()
        why = [_also(also[row.line])] if stays else []
        if isinstance(hindered, NotFound):
            why = [*why, Problem("", "undo-not-yours", {})]
        elif hindered is not None:
            why = [*why, Problem("", "undo-taken", {})]
        elif len(values) + len(stays) < len(row.before.get("set", {})):
            why = [*why, Problem("", CHANGED_SINCE, {})]
        if why:
            left[row.line] = why
        if values and hindered is None:
            back.add(row.line)
    return left, back


def _correct(
    rows: Sequence[ListRow], also: Mapping[int, Elsewhere], reason: str, actor: Person | None
) -> tuple[Left, set[int]]:
    """Take back what was recorded and no other list says; by line, why an entry stays, and the lines of which one does
    not.

    Of what HR has taken back already nothing is left.
    """
    left: Left = {line: [_also(one)] for line, one in also.items()}
    back: set[int] = set()
    entries = [
        (row.line, entry)
        for row in rows
        for entry in row.before.get("entries", [])
        if row.line not in also or entry not in also[row.line].entries
    ]
    corrections = [Correction(entry, untouched=True) for _, entry in entries]
    for (line, _), why in zip(
        entries, achievements.correct_many(corrections, reason=reason, actor=actor), strict=True
    ):
        problem = None if why is None or why.code == "already-corrected" else Problem("", why.code, {})
        if problem is None:
            back.add(line)
        elif problem not in left.get(line, ()):
            left[line] = [*left.get(line, ()), problem]
    return left, back
