"""From notes of attendance and their design to the bytes of a PDF; and the sample of the design. Knows no rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from lms import pdf
from lms.certificates.domain.attendance_notes import AttendanceNote, NotedHalfDay, note_values
from lms.certificates.domain.certificate_data import Dating, Text
from lms.certificates.rendering import sandbox
from lms.certificates.rendering.document import words_language
from lms.certificates.rendering.samples import read_sample
from lms.content.types.curriculum import Design


def draw(design: Design, notes: Sequence[AttendanceNote]) -> bytes:
    """Some notes, at least one, as a PDF with a page for each. Raises as `document.draw`."""
    sheets, pages = [design.folder / "style.css"], [page(design, one) for one in notes]
    if len(pages) == 1:
        return pdf.render(pages[0], stylesheets=sheets, folder=design.folder)
    laid_out = [pdf.lay_out(one, stylesheets=sheets, folder=design.folder) for one in pages]
    identifier = hashlib.sha256("".join(pages).encode()).hexdigest()[:32]
    return pdf.bound(laid_out, title=design.name, identifier=identifier)


def page(design: Design, note: AttendanceNote) -> str:
    """A note as the HTML that is drawn; the design's wording falls back to English."""
    language = words_language(design, note.dating.language)
    source = (design.folder / "template.html").read_text(encoding="utf-8")
    return sandbox.fill(source, note_values(note, design.wordings[language], language))


def sample_note(design: Design, language: str) -> AttendanceNote:
    """The sample note in a language. Raises as `samples.sample`."""
    given, person = read_sample(design, language)
    there = cast("list[dict[str, Any]]", given["there"])
    return AttendanceNote(
        dating=Dating(language, person["calendar"], person["digits"]),
        name=person["name"],
        latin_name=person["latin_name"],
        society=Text(person["society"], language),
        kind="facilitated",
        subject=Text(person["subject"], language),
        there=tuple(
            NotedHalfDay(date.fromisoformat(one["on"]), one["half"], one["state"] != "left") for one in there
        ),
        half_days=int(given["half_days"]),
        made_on=date.fromisoformat(given["made_on"]),
    )
