"""Papers of surveys as PDF: the form to be filled in by hand, and the sheet of a country. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from flask import render_template
from flask_babel import force_locale

from lms import clock, pdf
from lms.content import registry
from lms.content.types.localized import Name
from lms.content.types.surveys import Survey
from lms.content.whole_words import whole_words
from lms.surveys.domain.paper_form import paper_form

_FOLDER: Final = Path(__file__).parent.parent / "templates" / "surveys" / "printed"


def form_on_paper(survey: Survey, society: Name, code: str, language: str) -> bytes:
    """The form in a language; `code` says of which round and which questions it is. It asks for no name."""
    with force_locale(language):
        html = render_template(
            "surveys/printed/form.html",
            survey=survey,
            form=paper_form(survey),
            society=society,
            code=code,
            language=language,
            today=clock.today(),
        )
    return _pdf(html, "form.css")


def country_sheet(shown: Mapping[str, Any], lengths: Sequence[Mapping[str, int | bool]]) -> bytes:
    """The sheet of a country on one page, in the language of the address.

    `lengths`: how much of each part is said, the longest first, until all of it fits.
    """
    html = ""
    for length in lengths:
        html = render_template("surveys/printed/country.html", **shown, **length, today=clock.today())
        if len(_laid_out(html, "country.css").pages) == 1:
            break
    return _pdf(html, "country.css")


def _laid_out(html: str, sheet: str) -> Any:
    return pdf.lay_out(
        html, stylesheets=[_FOLDER / sheet], folder=_FOLDER, whole=whole_words(registry.current())
    )


def _pdf(html: str, sheet: str) -> bytes:
    return pdf.render(
        html, stylesheets=[_FOLDER / sheet], folder=_FOLDER, whole=whole_words(registry.current())
    )
