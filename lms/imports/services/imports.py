"""Verbs of imports: find, start, undo, drop, and the jobs that do the long work. Flushes, and never commits.

A list goes matching → preview → running → done → undone, or is dropped before it runs. How a file comes in is in
`opening`, how far a job is in `progress`; a short list is decided about at once, a long one by a job.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import func, select

from lms import audit, clock, db, jobs
from lms.accounts.services.people import Person, Scope
from lms.config import Settings
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import column_facts
from lms.imports.models import ListImport, ListRow
from lms.imports.services import (
    certificate_choice,
    changed_since,
    column_matching,
    execution,
    forgetting,
    kept_choices,
    locking,
    preview,
    stored_lines,
    value_choices,
)
from lms.imports.services.progress import can_be_given_up, progress_of
from lms.imports.services.review import line_choices
from lms.imports.services.undo import rollback, stayed_lines
from lms.imports.services.upload import upload_store
from lms.jobs import Job
from lms.records.services import achievements

__all__ = ["Kind", "ListImport", "ListRow"]

RECENT: Final = 50  # imports in the list
FORGET: Final = "rosters.forget"


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
