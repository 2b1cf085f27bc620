"""From a paper and a design to the bytes of a PDF. Knows no rows, no people and no web."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import segno

from lms import pdf
from lms.certificates.domain.certificate_data import CertificateData, values
from lms.certificates.rendering import sandbox
from lms.content.types.curriculum import SOURCE, Design
from lms.pdf import AttachedFile

if TYPE_CHECKING:
    from weasyprint import Document


def draw(design: Design, paper: CertificateData) -> bytes:
    """The certificate as PDF. Raises TemplateBrokenError or PdfBrokenError if the design cannot carry it."""
    sheets, folder = [design.folder / "style.css"], design.folder
    return pdf.render(page(design, paper), stylesheets=sheets, folder=folder, attached=_badge_of(paper))


def _badge_of(paper: CertificateData) -> tuple[AttachedFile, ...]:
    """The badge, where there is one, with the day of the certificate: drawn twice it is the same file."""
    day = paper.recorded_on or paper.issued_on
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return (AttachedFile("badge.json", "Open Badges 3.0", paper.badge, made),) if paper.badge else ()


def lay_out(design: Design, paper: CertificateData) -> Document:
    """The certificate as boxes, to be bound with others. Raises as `draw`."""
    sheets = [design.folder / "style.css"]
    return pdf.lay_out(page(design, paper), stylesheets=sheets, folder=design.folder)


def page(design: Design, paper: CertificateData) -> str:
    """The certificate as the HTML that is drawn; the design's wording falls back to English."""
    language = words_language(design, paper.language)
    source = (design.folder / "template.html").read_text(encoding="utf-8")
    return sandbox.fill(
        source,
        values(paper, design.wordings[language], language, qr_of(paper.check_address, paper.statement)),
    )


def words_language(design: Design, language: str) -> str:
    """The language of the words on a certificate that is in `language`."""
    return language if language in design.wordings else SOURCE


def qr_of(address: str, statement: str = "") -> str:
    """An address as a QR code: an image that stands in its own address. With a statement, after a “#”.

    What stands after it is for the browser alone: no server is sent it, or writes it into a log.
    """
    # segno takes parts, though its signature does not say so.
    parts: Any = [(f"{address}#",), (statement,)] if statement else [(address,)]
    # Level M: readable with 15 % of it gone, as in a folded paper. The digits are a part of their own, packed closer.
    return segno.make(parts, error="m", micro=False).svg_data_uri(border=0, dark="#1c2a31")
