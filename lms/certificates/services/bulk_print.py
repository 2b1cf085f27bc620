"""Many certificates as one PDF: ordered by an officer, drawn by a job, kept for a day. Flushes, never commits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from sqlalchemy import select

from lms import audit, clock, jobs, pdf
from lms.accounts.services.people import Person
from lms.audit import Note
from lms.certificates.domain import codes
from lms.certificates.models import Certificate
from lms.certificates.rendering import document, store
from lms.certificates.services import drawing, verification
from lms.config import Settings
from lms.db import among, session
from lms.errors import NotFound, RuleBroken
from lms.jobs import Job

KIND: Final = "certificates.print"


@dataclass(frozen=True)
class Printing:
    """How far an order is: `done` of so many certificates. `left_out`: how many do not count, by their state.

    `left_out_codes`: which ones, by the same; of an order of before they were remembered, none.
    """

    job: Job
    done: int
    certificates: int
    left_out: Mapping[str, int]
    left_out_codes: Mapping[str, Sequence[str]]

    @property
    def is_done(self) -> bool:
        """Whether the file is there to be taken, or was."""
        return self.job.state == "done"


def order(certificates: Sequence[Certificate], *, actor: Person) -> Job:
    """Let a job draw these certificates into one file, in their order. Each is noted as printed by the officer.

    Those that do not count are left out. Raises RuleBroken: "none-chosen", "none-counts".
    """
    if not certificates:
        raise RuleBroken("none-chosen")
    today = clock.today()
    states = {certificate.id: verification.state_of(certificate, today) for certificate in certificates}
    ids = [number for number, state in states.items() if verification.is_paper(state)]
    if not ids:
        raise RuleBroken("none-counts")
    void = {number: state for number, state in states.items() if not verification.is_paper(state)}
    asked = {
        "certificates": ids,
        "left_out": dict(Counter(void.values())),
        "left_out_by_id": list(void.items()),
    }
    job = jobs.enqueue(KIND, actor=actor.id, file=uuid4().hex, **asked)
    job.total = len(ids) + 1
    audit.note_all(
        Note(actor.id, "certificates.printed", "certificate", number, {"job": job.id}) for number in ids
    )
    session.flush()
    return job


def find(job_id: int, actor: Person) -> Printing:
    """An order of this officer. Raises NotFound for one of somebody else, or another kind of work."""
    job = session.get(Job, job_id)
    if job is None or job.kind != KIND or job.args["actor"] != actor.id:
        raise NotFound(str(job_id))
    certificates = len(job.args["certificates"])
    # An order of an older version has left out nothing.
    left_out = job.args.get("left_out", {})
    return Printing(job, min(job.done, certificates), certificates, left_out, _codes_left_out(job))


def _codes_left_out(job: Job) -> Mapping[str, Sequence[str]]:
    """The codes of what was left out, by the state that it had; of whoever was erased since, none."""
    states: dict[int, str] = dict(job.args.get("left_out_by_id", []))
    asked = select(Certificate.id, Certificate.code).where(
        among(Certificate.id, states), Certificate.name != ""
    )
    found = defaultdict[str, list[str]](list)
    for number, code in session.execute(asked.order_by(Certificate.id)):
        found[states[number]].append(codes.grouped(code))
    return found


def pdf_of(printing: Printing, settings: Settings) -> bytes | None:
    """The file; None where it is not drawn yet, or is gone: after a day, or because somebody in it was erased.

    None, too, where a certificate in it does not count any more: ordered again, it is left out.
    """
    today = clock.today()
    asked = select(Certificate).where(Certificate.id.in_(printing.job.args["certificates"]))
    if not all(
        verification.is_paper(verification.state_of(one, today)) for one in session.scalars(asked).all()
    ):
        return None
    return store.read_print(settings.instance, printing.job.args["file"])


@jobs.handler(KIND)
def _draw(job: Job, settings: Settings) -> Iterator[None]:
    ids, name = job.args["certificates"], job.args["file"]
    job.done, job.total = 0, len(ids) + 1  # laid-out pages are in memory alone: who goes on begins anew
    pages = []
    for number in ids:
        certificate = session.get_one(Certificate, number)
        if certificate.name == "":
            continue  # the holder's data were removed meanwhile
        design, paper = drawing.drawn_of(certificate, settings)
        yield  # the values are plain now: no transaction stays open while the page is laid out
        pages.append(document.lay_out(design, paper))
    yield
    if pages:
        store.keep_print(settings.instance, name, pdf.bound(pages, title="Certificates", identifier=name))
    removed = select(Certificate.id).where(Certificate.id.in_(ids), Certificate.name == "").limit(1)
    if session.scalar(removed) is not None:
        store.remove_prints(settings.instance)
