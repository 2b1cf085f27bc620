"""Giving out the PDF of one certificate to whoever may have it; for views."""

from __future__ import annotations

from flask import Response, render_template

from lms import clock, web
from lms.certificates.models import Certificate
from lms.certificates.services import badges, drawing, verification
from lms.config import Settings
from lms.errors import NotFound


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


def badge_of(certificate: Certificate, settings: Settings, back: str) -> Response | tuple[str, int]:
    """The badge of a certificate that counts, as a file; else the page that says why not, and leads back.

    Raises NotFound for one whose holder's data were removed.
    """
    refused = refusal(certificate, back)
    if refused is not None:
        return refused
    if verification.is_removed(certificate):
        raise NotFound(certificate.code)
    badge = badges.badge_of(certificate, settings)
    if badge is None:
        return render_template("certificates/no_badge.html", certificate=certificate, back=back), 503
    response = Response(badges.text_of(badge), content_type="application/ld+json")
    # Not the code: whoever has that reads the name.
    name = f"badge-{certificate.award}-{certificate.issued_on.isoformat()}.json"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
