"""Verbs of imports: open a file, match and choose, start, undo, drop. Flushes; what looks through all lines of a file
commits before it does.

A list goes matching → preview → running → done → undone, or is dropped before it runs. The long work is in
`running` and `undoing`; a short list is decided about at once, a long one by a job.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import uuid4

from sqlalchemy import func, select

from lms import audit, clock, db, jobs
from lms.accounts.queries import unit_tree
from lms.accounts.services.people import Person, Scope, Unit
from lms.config import Settings
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.imports.domain.columns import table_detection
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import column_facts
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records, locale_context
from lms.imports.services import (
    certificate_choice,
    changed_since,
    column_matching,
    execution,
    file_layout,
    forgetting,
    kept_choices,
    locking,
    preview,
    stored_lines,
    upload_store,
    value_choices,
)
from lms.imports.services.review import line_choices
from lms.imports.services.undo import rollback, stayed_lines
from lms.jobs import Job
from lms.records.services import achievements
from lms.table_files import files
from lms.text.normalise import for_name

__all__ = ["Kind", "ListImport", "ListRow"]

RECENT: Final = 50  # imports in the list
LONGEST_FILE_NAME: Final = 200
FORGET: Final = "rosters.forget"
_OPEN: Final = ("matching", "preview", "running")
MOST_OPEN: Final = 50  # lists of a Society that are neither brought in nor given up


@dataclass(frozen=True)
class Upload:
    """A file that was read: what it says, what it is called, and the digest that tells it from every other."""

    book: files.Workbook
    name: str
    digest: str


def received(content: bytes, file_name: str) -> Upload:
    """Read a file. Asks nothing of the database: a large one takes seconds. Raises as `files.read` does."""
    name = for_name(file_name[: 2 * LONGEST_FILE_NAME])[:LONGEST_FILE_NAME]
    return Upload(files.read(content), name, hashlib.sha256(content).hexdigest())


def open_import(upload: Upload, kind: Kind, unit: Unit, actor: Person | None) -> ListImport:
    """Bring a file in and keep what it says. The same file sent twice while it is being dealt with is one import.

    A preview that waits is read again: people and trainings may have changed since.
    Commits before its lines are looked through: others can write meanwhile. Raises RuleBroken, field "file", as
    `table_detection.find` does, "no-room" (the disk is full), "too-many-open" (of the Society), and "no-society", field
    "unit".
    """
    locale_context.society_of(unit)
    same = _same(upload, kind, unit, actor)
    if same is not None:
        return _looked_at_again(same, upload)
    _refuse_too_many(unit)
    uuid, known = str(uuid4()), upload_store.remembered_by(unit, kind)
    with db.without_transaction():
        found = _best_sheet(upload.book, kind, known)
        upload_store.keep(uuid, upload.book)
    locking.hold_place(unit)
    same = _same(upload, kind, unit, actor)
    if same is not None:
        upload_store.remove(uuid)
        return same
    list_import = ListImport(
        uuid=uuid,
        kind=kind,
        unit_id=unit.id,
        actor_id=None if actor is None else actor.id,
        file_name=upload.name,
        file_digest=upload.digest,
        sheet=found.sheet,
        matching={"columns": found.columns},
        summary={},
        state="matching",
        created_at=clock.now(),
    )
    session.add(list_import)
    session.flush()
    facts = {"kind": kind, "unit": unit.code, "lines": found.lines}
    audit.note(list_import.actor_id, "rosters.opened", "roster_import", list_import.id, **facts)
    return list_import


def _refuse_too_many(unit: Unit) -> None:
    """What waits is looked through for everybody who is erased, and lies on the disk."""
    units = unit_tree.ids_below([locale_context.society_unit(unit).id])
    waiting = select(func.count()).where(
        ListImport.unit_id.in_(units), ListImport.state.in_(("matching", "preview"))
    )
    if (session.scalar(waiting) or 0) >= MOST_OPEN:
        raise RuleBroken("too-many-open", field="file", most=MOST_OPEN)


def _looked_at_again(list_import: ListImport, upload: Upload) -> ListImport:
    if list_import.state == "preview" and not upload_store.is_there(list_import.uuid):
        uuid = list_import.uuid
        with db.without_transaction():
            upload_store.keep(uuid, upload.book)
    locking.hold(list_import)
    if list_import.state == "preview" and progress_of(list_import) is None:
        column_matching.decide_again(list_import)
    return list_import


def _same(upload: Upload, kind: Kind, unit: Unit, actor: Person | None) -> ListImport | None:
    """The import of the same file that is being dealt with, for somebody who works for the same branches."""
    asked = select(ListImport).filter_by(file_digest=upload.digest, unit_id=unit.id, kind=kind)
    still = session.scalars(asked.where(ListImport.state.in_(_OPEN)).order_by(ListImport.id.desc()))
    reach = existing_records.reach_of(unit, actor)
    return next((one for one in still if preview.reach_of(one) == reach), None)


class _Found(NamedTuple):
    """A sheet with a table: its name, what its columns are taken for, how many lines it has."""

    sheet: str
    columns: dict[str, str]
    lines: int


def _best_sheet(book: files.Workbook, kind: Kind, known: Mapping[str, str]) -> _Found:
    """The visible sheet whose header says the most fields: the first of a workbook is often a cover."""
    found = []
    for sheet in book.sheets:
        with suppress(RuleBroken):
            table = table_detection.find(sheet, kind, known)
            fields = file_layout.suggested(table, kind, known)
            found.append(_Found(sheet.name[:100], fields, len(table.lines)))
    if not found:
        raise RuleBroken("no-table", field="file")
    return max(found, key=lambda one: len(one.columns))


def find(uuid: str, scope: Scope) -> ListImport:
    """The import of this address. Raises NotFound for one that is not open to the scope: see `is_open_to`."""
    list_import = session.scalar(select(ListImport).filter_by(uuid=uuid))
    if list_import is None or not is_open_to(list_import, scope):
        raise NotFound(uuid)
    return list_import


def is_open_to(list_import: ListImport, scope: Scope) -> bool:
    """Whether an import, and everybody whom its lines may be about, is within a scope.

    HR of a Society may bring in a list of one branch that is about people of another; nobody else learns of them.
    """
    return all(unit in scope for unit in (list_import.unit_id, *list_import.matching.get(preview.BEYOND, ())))


def recent(scope: Scope) -> list[ListImport]:
    """The imports of a scope, the newest first."""
    asked = select(ListImport).where(ListImport.unit_id.in_(scope.units))
    newest = session.scalars(asked.order_by(ListImport.id.desc()).limit(2 * RECENT))
    return [one for one in newest if is_open_to(one, scope)][:RECENT]


def unfinished(scope: Scope) -> list[ListImport]:
    """The imports of a scope that were uploaded and neither brought in nor given up, the newest first."""
    query = select(ListImport).where(
        ListImport.unit_id.in_(scope.units), ListImport.state.in_(("matching", "preview"))
    )
    newest = session.scalars(query.order_by(ListImport.id.desc()).limit(RECENT))
    return [list_import for list_import in newest if is_open_to(list_import, scope)]


def imported_before(list_import: ListImport) -> ListImport | None:
    """An earlier import of the same file that was carried out."""
    asked = select(ListImport).filter_by(
        file_digest=list_import.file_digest, unit_id=list_import.unit_id, kind=list_import.kind, state="done"
    )
    return session.scalar(asked.where(ListImport.id < list_import.id).order_by(ListImport.id.desc()).limit(1))


def start(list_import: ListImport, *, actor: Person | None = None, counted: int | None = None) -> None:
    """Carry out what the preview shows, as a job, in the name of who starts it. Twice is once.

    `counted` is how many lines somebody saw that would be brought in; None: nobody looked. Where people or trainings
    have changed since the lines were decided about, that is done anew, and nothing starts unless all is as it was seen:
    then it stays a preview, or a job looks first.
    Raises RuleBroken("not-now", "nothing-to-do", "changed-meanwhile").
    """
    locking.hold(list_import)
    if list_import.state in ("running", "done"):
        return
    locking.expect(list_import, "preview")
    if progress_of(list_import) is not None:
        raise RuleBroken("not-now")  # it is still being said who is who
    actor_id = list_import.actor_id if actor is None else actor.id
    if counted is not None and changed_since.is_stale(list_import):
        seen = [*_decided(list_import)[:-1], counted]
        column_matching.decide_again(list_import, seen=seen, actor=actor_id)
        if list_import.state != "preview" or _decided(list_import) != seen:
            return
    _begin(list_import, actor_id, counted)


def _decided(list_import: ListImport) -> list[Any]:
    """What tells whether all is as it was seen: what was decided, the certificates, the lines to be brought in."""
    issued = certificate_choice.forecast(list_import).issued if list_import.kind == "trainings" else 0
    lines = int(list_import.summary["create"]) + int(list_import.summary["update"])
    return [list_import.matching.get(preview.DIGEST), issued, lines]


def _begin(list_import: ListImport, actor_id: int | None, counted: int | None) -> None:
    stored_lines.count(list_import)
    lines = list_import.summary["create"] + list_import.summary["update"]
    if not lines:
        raise RuleBroken("nothing-to-do")
    if counted not in (None, lines):
        raise RuleBroken("changed-meanwhile")
    column_matching.remember(list_import)
    value_choices.remember(list_import)
    list_import.matching = column_facts.without_texts(list_import.matching)
    list_import.state = "running"
    _enqueue(list_import, "rosters.run", execution.steps(list_import), actor=actor_id)


def read_again(list_import: ListImport) -> None:
    """Decide about the lines of a preview anew, by what is known now; what HR has chosen is kept.

    Raises RuleBroken: "not-now", "file-gone".
    """
    locking.hold(list_import)
    locking.expect(list_import, "preview")
    if progress_of(list_import) is not None:
        raise RuleBroken("not-now")
    column_matching.decide_again(list_import)


def is_stale(list_import: ListImport) -> bool:
    """Whether what a preview shows may not be true any more. Looks, and writes nothing."""
    return (
        list_import.state == "preview"
        and progress_of(list_import) is None
        and changed_since.is_stale(list_import)
    )


def undo(list_import: ListImport, *, reason: str, actor: Person | None) -> None:
    """Put back what was before, as a job: of an import that is done, or that stopped on the way. Twice is once.

    Raises RuleBroken: "not-now", "reason-missing", "too-long", "lines-forgotten" (too long ago).
    """
    reason = achievements.written(reason)
    locking.hold(list_import)
    stopped = can_be_given_up(list_import)
    if list_import.state in ("running", "undone") and not stopped:
        return
    locking.expect(list_import, "done", "running")
    asked = select(func.count()).select_from(ListRow)
    done = session.scalar(asked.where(ListRow.import_id == list_import.id, ListRow.done)) or 0
    if done < int(list_import.summary["done"]) and not stopped:
        raise RuleBroken("lines-forgotten")
    list_import.state = "running"
    actor_id = None if actor is None else actor.id
    _enqueue(list_import, "rosters.undo", rollback.steps(list_import, done), reason=reason, actor=actor_id)


def undo_rest(list_import: ListImport, *, reason: str, actor: Person | None) -> None:
    """Take back, as a job, what stayed when an import was undone, as far as nothing holds it any more.

    Raises RuleBroken: "not-now" (nothing stayed), "reason-missing", "too-long".
    """
    reason = achievements.written(reason)
    locking.hold(list_import)
    if list_import.state == "running":
        return
    if not stayed_lines.is_partly_undone(list_import):
        raise RuleBroken("not-now")
    list_import.state = "running"
    steps = rollback.steps(list_import, stayed_lines.count(list_import))
    actor_id = None if actor is None else actor.id
    _enqueue(list_import, "rosters.undo", steps, reason=reason, actor=actor_id, rest=True)


def _enqueue(list_import: ListImport, kind: str, steps: int, **args: Any) -> None:
    job = jobs.enqueue(kind, roster=list_import.id, **args)
    job.total, list_import.job_id = steps, job.id
    session.flush()


def drop(list_import: ListImport, *, actor: Person | None) -> None:
    """Close an import that was not carried out; its file and its lines go. Raises RuleBroken("not-now")."""
    locking.hold(list_import)
    if list_import.state == "dropped":
        return
    locking.expect(list_import, "matching", "preview")
    stored_lines.forget_lines(list_import)
    value_choices.forget_unsaid(list_import)
    kept_choices.forget(list_import)
    list_import.state, list_import.finished_at = "dropped", clock.now()
    audit.note(None if actor is None else actor.id, "rosters.dropped", "roster_import", list_import.id)
    uuid = list_import.uuid
    db.after_commit(lambda: upload_store.remove(uuid))


@dataclass(frozen=True)
class Progress:
    """How far the work is, in percent. `failed` when it was given up; what was done until then is kept.

    `why` is then the word of the rule that hindered it, or the name of a fault.
    """

    percent: int
    failed: bool
    why: str


def progress_of(list_import: ListImport) -> Progress | None:
    """How far the job of an import is; None where none is at work."""
    job = _job_of(list_import)
    if job is None or job.state == "done" or list_import.state not in ("matching", "preview", "running"):
        return None
    return Progress(min(99, 100 * job.done // max(1, job.total)), job.state == "failed", job.error or "")


def _job_of(list_import: ListImport) -> Job | None:
    return None if list_import.job_id is None else session.get(Job, list_import.job_id)


def can_be_given_up(list_import: ListImport) -> bool:
    """Whether an import stopped on the way: it can go on, or what was done until then can be undone."""
    job = _job_of(list_import)
    return (
        list_import.state == "running"
        and job is not None
        and (job.kind, job.state) == ("rosters.run", "failed")
    )


def try_again(list_import: ListImport) -> None:
    """Take work up again that was given up after too many attempts. Raises RuleBroken("not-now")."""
    job = _job_of(list_import)
    if job is None or job.state != "failed":
        raise RuleBroken("not-now")
    again = jobs.enqueue(job.kind, **job.args)
    again.total, list_import.job_id = max(1, job.total - job.done), again.id
    session.flush()


# --- jobs -------------------------------------------------------------------------------------------------------


@jobs.handler("rosters.plan")
def _plan(job: Job, settings: Settings) -> Iterator[None]:
    list_import = session.get_one(ListImport, job.args["roster"])
    if list_import.state != "matching" or list_import.job_id != job.id:
        return  # dropped, or matched anew, meanwhile
    yield from preview.plan(list_import)
    kept_choices.say_again(list_import)
    list_import.job_id = None
    seen = job.args.get("seen")
    if seen is not None and seen == _decided(list_import) and seen[-1]:
        _begin(list_import, job.args["actor"], seen[-1])


@jobs.handler("rosters.choose")
def _choose(job: Job, settings: Settings) -> Iterator[None]:
    list_import = session.get_one(ListImport, job.args["roster"])
    for _ in line_choices.decide_all(list_import, job.args["choice"]):
        yield
        jobs.let_others_write()
    if list_import.job_id == job.id:
        list_import.job_id = None


@jobs.handler("rosters.run")
def _run(job: Job, settings: Settings) -> Iterator[None]:
    list_import = session.get_one(ListImport, job.args["roster"])
    actor_id = job.args.get(
        "actor", list_import.actor_id
    )  # a job that an older version has queued names nobody
    yield from execution.carry_out(
        list_import, None if actor_id is None else session.get_one(Person, actor_id)
    )


@jobs.handler("rosters.undo")
def _undo(job: Job, settings: Settings) -> Iterator[None]:
    args = job.args
    actor = None if args["actor"] is None else session.get_one(Person, args["actor"])
    work = rollback.undo_rest if args.get("rest") else rollback.undo
    yield from work(session.get_one(ListImport, args["roster"]), args["reason"], actor)


@jobs.handler(FORGET)
def _forget(job: Job, settings: Settings) -> Iterator[None]:
    """Of lists that an older version has brought in: a newer one does it itself."""
    list_import = session.get_one(ListImport, job.args["roster"])
    if list_import.state in ("done", "undone"):
        yield from forgetting.forget_left_out(list_import)
