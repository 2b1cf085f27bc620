"""Extending the award of many people by one decision, as after a flood: whom it meets, then the job that does it.

A decision has a uuid and names its people when it is taken; the job then writes one entry for each, some at a
time. Killed anywhere, it goes on where it was; nobody is extended twice by one decision. Knows no web.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select

from lms import audit, clock, jobs
from lms.accounts.queries import unit_tree
from lms.accounts.queries.people import unit_by_code
from lms.accounts.services.people import Person, PersonId, Unit
from lms.config import Settings
from lms.content import registry
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.jobs import Job
from lms.records.domain.validity import Status, expires_on
from lms.records.models import Certification, LedgerEntry
from lms.records.queries.ending_awards import Choice, chosen, first_certified, status_of
from lms.records.queries.ledger import ledger_entries
from lms.records.services import decision_preview, decisions

KIND: Final = "records.extend-many"
SHOWN: Final = 20  # people whom a preview names
LONGEST_MONTHS: Final = 12 * decision_preview.FURTHEST_YEARS
LONG_MONTHS: Final = 36  # whoever gains more may have a slip in the year
_BATCH: Final = 50  # people a commit: a few of the seconds that a lease lasts
_KEYS: Final = 500  # keys in one question


@dataclass(frozen=True)
class Change:
    """The new end: a day, or so many months after each one's present end. One of the two is given."""

    until: date | None = None
    months: int | None = None

    def end(self, present: date) -> date:
        """The new end of somebody whose award ends on `present`."""
        return self.until or expires_on(present, self.months) or present


@dataclass(frozen=True)
class Affected:
    """Somebody whom a decision would extend, with the end before and after.

    `status`: that of today. `certifies`: no certificate was issued, and one would be.
    """

    number: str
    name: str
    language: str
    before: date
    after: date
    status: Status
    certifies: bool


@dataclass(frozen=True)
class Preview:
    """Whom a decision would extend. `shown`: the first by name; `left`: those of the choice who gain nothing.

    `own`: whoever decides is of the choice themselves, and left out: nobody decides about their own.
    `units`: how many of them are in each branch, by its code. `seen`: all of it, in a word: a form carries it, so that
    nobody confirms something else. `expired`: how many are left out because they have, see `Choice`. `over`,
    `certified`: how many of those who would be extended hold what has ended, and get a certificate. `far`: the latest
    new end, where that is long after the present one and after today; None where none is.
    """

    people: tuple[PersonId, ...]
    shown: tuple[Affected, ...]
    left: int
    units: Counter[str]
    seen: str
    own: bool = False
    expired: int = 0
    over: int = 0
    certified: int = 0
    far: date | None = None

    @property
    def count(self) -> int:
        """How many would be extended."""
        return len(self.people)


def units_of(code: str) -> frozenset[int]:
    """The ids of a unit and all below it. Raises NotFound."""
    return unit_tree.ids_below({unit_by_code(code).id})


def preview(choice: Choice, change: Change, actor: Person | None = None) -> Preview:
    """Whom a decision of somebody would extend today.

    Left out are people who are revoked or were deactivated, whose award never ends, or whose new end would not
    be later than the present one, or lies in the past. Raises RuleBroken on its field: "end-missing", "two-ends",
    "ends-in-the-past", "too-far", "months-out-of-range".
    """
    _check(change)
    affected: list[tuple[Any, date]] = []
    units: Counter[str] = Counter()
    left, expired, seen, own = 0, 0, hashlib.sha256(), False
    actors = frozenset() if actor is None else frozenset(ledger_entries.ids_of(actor.id))
    for row in chosen(choice):
        end = change.end(row.expires_on)
        if end <= row.expires_on or end < clock.today():
            left += 1
        elif choice.status is None and status_of(row) == "expired":
            expired += 1
        elif row.id in actors:
            own = True
        else:
            affected.append((row, end))
            seen.update(f"{row.id} {row.expires_on} {end}\n".encode())
            units[row.code] += 1
    first = first_certified(row for row, _ in affected)
    return Preview(
        tuple(row.id for row, _ in affected),
        tuple(_affected(row, end, row.id in first) for row, end in affected[:SHOWN]),
        *(left, units, seen.hexdigest(), own, expired),
        over=sum(row.expires_on < clock.today() for row, _ in affected),
        certified=len(first),
        far=max((end for row, end in affected if _is_far(row.expires_on, end)), default=None),
    )


def _is_far(present: date, end: date) -> bool:
    usual = expires_on(max(present, clock.today()), LONG_MONTHS)
    return usual is not None and end > usual


def _affected(row: Any, end: date, certifies: bool) -> Affected:
    about = (row.number, row.name, row.language, row.expires_on, end)
    return Affected(*about, status_of(row), certifies)


def preview_somebody(choice: Choice, change: Change, actor: Person | None = None) -> Preview:
    """The preview of a decision that can be taken. Raises also RuleBroken: "nobody-affected", "only-expired"."""
    found = preview(choice, change, actor)
    if not found.people and found.expired:
        raise RuleBroken("only-expired", field="status")
    if not found.people:
        raise RuleBroken("nobody-affected")
    return found


def _check(change: Change) -> None:
    if change.until is None and change.months is None:
        raise RuleBroken("end-missing", field="until")
    if change.until is not None and change.months is not None:
        raise RuleBroken("two-ends", field="months")
    if change.until is not None:
        decision_preview.check_end(change.until)
    elif change.months is not None and not 1 <= change.months <= LONGEST_MONTHS:
        raise RuleBroken("months-out-of-range", field="months", most=LONGEST_MONTHS)


def extend_many(
    choice: Choice, change: Change, *, reason: str, actor: Person | None, decision: str, seen: str | None
) -> Job:
    """Decide to extend the award of everybody whom the preview names; a job does it.

    `decision` is a uuid: sent twice, it is one decision and gives the same job. `seen` is what was shown of the
    preview; None: nobody looked. Raises what `preview` and `written` raise, NotFound for an award that is not taught,
    and RuleBroken: "nobody-affected", "changed-meanwhile", "extending-now".
    """
    _hold(choice)
    same = job_of(decision)
    if same is not None:
        return same
    if choice.award not in {module.id for module in registry.current().modules}:
        raise NotFound(choice.award)
    reason = decisions.written(reason)
    affected = preview_somebody(choice, change, actor)
    if seen is not None and seen != affected.seen:
        raise RuleBroken("changed-meanwhile")
    chosen = frozenset(affected.people)
    if any(not chosen.isdisjoint(people) for people in _being_extended(choice.award)):
        raise RuleBroken("extending-now")
    job = jobs.enqueue(
        KIND,
        decision=decision,
        award=choice.award,
        until=None if change.until is None else change.until.isoformat(),
        months=change.months,
        reason=reason,
        actor=None if actor is None else actor.id,
        people=list(affected.people),
        # Kept with the job: whoever goes on with it after an upgrade counts its units alike.
        batch=_BATCH,
    )
    job.total = -(-affected.count // _BATCH)
    facts = {"award": choice.award, "people": affected.count, "decision": decision}
    audit.note(None if actor is None else actor.id, KIND, "job", job.id, **facts)
    session.flush()
    return job


def _hold(choice: Choice) -> None:
    """Let nobody else decide about people of these units until the end of the transaction."""
    units = select(Unit.id).where(Unit.id.in_(choice.units)).order_by(Unit.id)
    session.execute(units.with_for_update(key_share=True))


def _being_extended(award: str) -> Iterator[Sequence[PersonId]]:
    """The people of each decision about an award that is not done yet."""
    waiting = select(Job).where(Job.kind == KIND, Job.state.in_(("queued", "running")))
    return (job.args["people"] for job in session.scalars(waiting) if job.args["award"] == award)


def job_of(decision: str) -> Job | None:
    """The job of a decision, if it was taken."""
    return session.scalar(select(Job).where(Job.kind == KIND, Job.args["decision"].as_string() == decision))


@dataclass(frozen=True)
class Progress:
    """How far a decision is: `people` it names, `reached` so far, `extended` of them (known when it is done)."""

    state: jobs.State
    award: str
    people: int
    reached: int
    extended: int | None


def progress(job_id: int, actor: Person) -> Progress:
    """How far a decision of this person is. Raises NotFound for a job of somebody else, or of another kind."""
    job = session.get(Job, job_id)
    if job is None or job.kind != KIND or job.args["actor"] != actor.id:
        raise NotFound(str(job_id))
    people = len(job.args["people"])
    reached = people if job.state == "done" else min(job.done * job.args["batch"], people)
    return Progress(job.state, job.args["award"], people, reached, job.args.get("extended"))


# --- the job ------------------------------------------------------------------------------------------------


@jobs.handler(KIND)
def _extend_in_background(job: Job, settings: Settings) -> Iterator[None]:
    args, first = dict(job.args), job.done
    people: Sequence[PersonId] = args["people"]
    batch: int = args["batch"]
    for start in range(first * batch, len(people), batch):
        _extend(people[start : start + batch], args)
        yield
    # Counted by what stands in the ledger: an earlier attempt may have written some of it.
    job.args = {**args, "extended": _written(people, args["award"], args["decision"])}


def _extend(people: Sequence[PersonId], args: dict[str, Any]) -> None:
    """Some people, unless done before; who was revoked, merged or renewed since the decision is left as they are."""
    until = None if args["until"] is None else date.fromisoformat(args["until"])
    actor = None if args["actor"] is None else session.get_one(Person, args["actor"])
    end = Change(until, args["months"]).end
    extension = decisions.Extension(args["award"], end, args["reason"], actor, args["decision"])
    standing = select(Certification.person_id).where(
        Certification.person_id.in_(people),
        Certification.award == args["award"],
        Certification.expires_on.is_not(None),
    )
    decisions.extend_many(session.scalars(standing.order_by(Certification.person_id)).all(), extension)


def _written(people: Sequence[PersonId], award: str, decision: str) -> int:
    count = 0
    for start in range(0, len(people), _KEYS):
        keys = [decisions.extension_key(one, award, decision) for one in people[start : start + _KEYS]]
        found = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.evidence_key.in_(keys))
        count += session.scalar(found) or 0
    return count
