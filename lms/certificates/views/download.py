"""Giving out the PDF of one certificate to whoever may have it; for views."""

from __future__ import annotations

from flask import render_template

from lms import clock, web
from lms.certificates.models import Certificate
from lms.certificates.services import drawing, verification
from lms.config import Settings


def refusal(certificate: Certificate, back: str) -> tuple[str, int] | None:
    """The page that says why a paper that does not count is not given out, and leads back; None for one that counts.

    Somebody without a network sees a paper and no state.
    """
    worth = verification.worth_of(certificate, clock.today())
    if verification.is_paper(worth.state) or verification.is_removed(certificate):
        return None
    page = render_template("certificates/not_given.html", certificate=certificate, worth=worth, back=back)
    return page, 410


def document_of(certificate: Certificate, settings: Settings) -> bytes:
    """The PDF; where it has to be drawn first, that is expensive work. Nothing may have been written before.

    Raises NotFound for one whose holder's data were removed, and BusyError.
    """
    if drawing.is_drawn(certificate, settings):
        return drawing.pdf_of(certificate, settings)
    with web.expensive_work():
        return drawing.pdf_of(certificate, settings)
