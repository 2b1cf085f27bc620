"""Draw certificates as PDF, one at once or many in the background."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from lms import jobs
from lms.certificates.domain.attendance_notes import AttendanceNote
from lms.certificates.domain.certificate_data import CertificateData, Text
from lms.certificates.domain.statements import Statement
from lms.certificates.models import Certificate, CertificateId
from lms.certificates.rendering import document, notes, samples, store
from lms.certificates.services import badges, signing
from lms.certificates.services.certificates import design_called, society_called
from lms.certificates.services.verification import is_removed
from lms.config import Settings
from lms.content import registry
from lms.content.types.curriculum import Design
from lms.db import session
from lms.errors import NotFound

NOTE: Final = "attendance-note"  # the design of notes of attendance: one for all Societies


def pdf_of(certificate: Certificate, settings: Settings) -> bytes:
    """The PDF: the kept one, or drawn on the spot when the background has not come to it yet.

    Raises NotFound for one whose holder's data were removed.
    """
    if is_removed(certificate):
        raise NotFound(certificate.code)
    kept = store.read(settings.instance, certificate.code)
    if kept is not None:
        return kept
    return _draw(*drawn_of(certificate, settings), settings)


def drawn_of(certificate: Certificate, settings: Settings) -> tuple[Design, CertificateData]:
    """What a certificate is drawn from: plain values."""
    return design_called(certificate.design), _paper(certificate, settings)


def is_drawn(certificate: Certificate, settings: Settings) -> bool:
    """Whether the PDF is kept already: to give it out costs nothing then."""
    return store.path_of(settings.instance, certificate.code).exists()


def codes_that_cannot_be_redrawn() -> list[str]:
    """The certificates of a design or Society that the content has no more: their files are all there is of them."""
    content = registry.current()
    rows = session.execute(
        select(Certificate.code, Certificate.design, Certificate.society)
        .where(Certificate.name != "")
        .order_by(Certificate.id)
    )
    return [
        code
        for code, design, society in rows
        if design not in content.designs or society not in content.societies
    ]


def render_sample(design: str, language: str) -> bytes:
    """A PDF of a design with an invented person. Raises NotFound for an unknown design or language."""
    known = design_called(design)
    if known.purpose == "attendance-note":
        return notes.draw(known, [notes.sample_note(known, language)])
    return document.draw(known, samples.sample(known, language))


def draw_notes(drawn: Sequence[AttendanceNote]) -> bytes:
    """Some notes of attendance, at least one, as one PDF. Nothing of them is kept. Raises NotFound without a design."""
    return notes.draw(design_called(NOTE), drawn)


# --- Drawing ------------------------------------------------------------------------------------------

_DRAW: Final = "certificates.draw"
_TOGETHER: Final = 25  # papers of one job: what hinders one of them hinders few


@jobs.handler(_DRAW)
def _draw_in_background(job: jobs.Job, settings: Settings) -> Iterator[None]:
    # A job that an older version has queued names one.
    papers: list[CertificateId] = job.args.get("certificates") or [job.args["certificate"]]
    signing.ensure_key(settings)
    first = max(0, job.done - 1)  # the one that was looked at last was not drawn yet, perhaps
    job.total = len(papers) + 1
    for number in papers[first:]:
        certificate = session.get_one(Certificate, number)
        if is_removed(certificate):
            continue
        design, paper = design_called(certificate.design), _paper(certificate, settings)
        yield  # the values are plain now: no transaction stays open while the page is drawn
        _draw(design, paper, settings)
        if is_removed(session.get_one(Certificate, number, populate_existing=True)):
            store.remove(settings.instance, paper.code)  # the holder was erased meanwhile


def _draw(design: Design, paper: CertificateData, settings: Settings) -> bytes:
    pdf = document.draw(design, paper)
    store.keep(settings.instance, paper.code, pdf)
    return pdf


def draw_soon(certificates: Sequence[CertificateId]) -> None:
    for start in range(0, len(certificates), _TOGETHER):
        jobs.enqueue(_DRAW, certificates=certificates[start : start + _TOGETHER])


def _paper(certificate: Certificate, settings: Settings) -> CertificateData:
    society, language = society_called(certificate.society), certificate.language
    # The first in the Society's file signs; who that is this year is written by hand.
    name, signatory = society.name(language), society.signatories[0].text(language)
    recorded_on = certificate.made_on if certificate.basis == "list" else None
    badge = badges.badge_of(certificate, settings)
    return CertificateData(
        language=language,
        name=certificate.name,
        latin_name=certificate.latin_name,
        module=Text(certificate.module_title, certificate.module_title_language),
        version=certificate.module_version,
        recorded_on=recorded_on,
        society=Text(name.text, name.language),
        signatory=Text(signatory.text, signatory.language),
        calendar=society.calendar,
        digits=society.digits,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        code=certificate.code,
        check_address=f"{settings.base_url}/verify/{certificate.code}",
        sample=settings.demo,
        statement=signing.signed(_statement(certificate, recorded_on, settings), settings),
        badge="" if badge is None else badges.text_of(badge),
    )


def _statement(certificate: Certificate, recorded_on: date | None, settings: Settings) -> Statement:
    return Statement(
        code=certificate.code,
        award=certificate.award,
        society=certificate.society,
        language=certificate.language,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        recorded_on=recorded_on,
        name=certificate.name,
        latin_name=certificate.latin_name,
        from_list=certificate.basis == "list",
        sample=settings.demo,
    )
