"""Giving out the PDF of one certificate to whoever may have it; for views."""

from __future__ import annotations

from lms import web
from lms.certificates import service
from lms.certificates.models import Certificate
from lms.config import Settings


def document_of(certificate: Certificate, settings: Settings) -> bytes:
    """The PDF; where it has to be drawn first, that is expensive work. Nothing may have been written before.

    Raises NotFound for one whose holder's data were removed, and BusyError.
    """
    if service.is_drawn(certificate, settings):
        return service.pdf_of(certificate, settings)
    with web.expensive_work():
        return service.pdf_of(certificate, settings)
