"""The papers of a workshop as PDF: sign-in sheet, roster, poster, form for feedback. Plain values in; no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import segno
from flask import render_template
from flask_babel import force_locale

from lms import clock, pdf
from lms.content import registry
from lms.content.whole_words import whole_words
from lms.workshops.domain.sheets import free_rows, is_across, tables_of

_FOLDER: Final = Path(__file__).parent.parent.parent / "templates" / "workshops" / "printed"


@dataclass(frozen=True)
class PrintedName:
    """Somebody on a sheet: `language` is the one that their name is drawn in."""

    name: str
    latin_name: str
    number: str
    language: str
    place: str


@dataclass(frozen=True)
class PrintedWorkshop:
    """A workshop as a sheet says it, in one language. `apart`: people whose names are not on this sheet."""

    language: str
    title: str
    kind: str
    place: str
    half_days: tuple[str, ...]
    trainers: tuple[tuple[str, str], ...]
    people: tuple[PrintedName, ...]
    apart: int


@dataclass(frozen=True)
class PosterText:
    """What a poster says in one language."""

    language: str
    heading: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class FeedbackText:
    """The form by which a group says how it was, in one language; `ticked`: a sentence with what may be ticked."""

    language: str
    title: str
    day: str
    heading: str
    before: str
    ticked: tuple[tuple[str, tuple[str, ...]], ...]
    written: tuple[str, ...]
    trouble: str


def sign_in_sheet(workshop: PrintedWorkshop) -> bytes:
    """Names, numbers, a place to sign for each half-day, and free rows for those who are on no list."""
    tables = tables_of(workshop.half_days)
    return _drawn(
        "sign_in.html",
        workshop.language,
        workshop=workshop,
        tables=tables,
        across=any(is_across(len(table)) for table in tables),
        free=free_rows(len(workshop.people)),
    )


def roster(workshop: PrintedWorkshop) -> bytes:
    """Who is on the list, to read."""
    return _drawn("roster.html", workshop.language, workshop=workshop)


def poster(title: str, place: str, address: str, texts: Sequence[PosterText], language: str) -> bytes:
    """What hangs on the wall: where to scan and what to do, in several languages, with room for the code."""
    qr = segno.make(address, error="m", micro=False).svg_data_uri(border=0, scale=8)
    return _drawn(
        "poster.html",
        language,
        title=title,
        place=place,
        qr=qr,
        address=address.partition("://")[2],
        texts=texts,
    )


def feedback(texts: Sequence[FeedbackText]) -> bytes:
    """A page for each language, with the form twice: cut in the middle."""
    return _drawn("feedback.html", texts[0].language, texts=texts)


def _drawn(template: str, language: str, **values: object) -> bytes:
    with force_locale(language):
        html = render_template(
            f"workshops/printed/{template}", language=language, today=clock.today(), **values
        )
    sheet = _FOLDER / "sheets.css"
    return pdf.render(html, stylesheets=[sheet], folder=_FOLDER, whole=whole_words(registry.current()))
