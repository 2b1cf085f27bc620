"""The printed sign-in card: name, number, a code to scan, what to do with it in the person's language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import segno
from flask import current_app, render_template
from flask_babel import force_locale

from lms import clock, pdf
from lms.accounts.service import Person
from lms.i18n import DEFAULT_LANGUAGE

_LONG_NAME: Final = 24  # characters; longer ones are set smaller, so that the card stays one page
_FOLDER = Path(__file__).parent.parent / "templates" / "accounts"


def address(person: Person, token: str, base_url: str) -> str:
    """What the code on the card leads to."""
    return f"{base_url}/{_language(person)}/card/{token}"


def _language(person: Person) -> str:
    # Somebody may speak a language that the pages do not have yet.
    return person.language if person.language in current_app.config["LANGUAGES"] else DEFAULT_LANGUAGE


def card_pdf(person: Person, token: str, base_url: str) -> bytes:
    """The card as a PDF of one small page (A7, landscape)."""
    target = address(person, token, base_url)
    with force_locale(_language(person)):
        html = render_template(
            "accounts/card_pdf.html",
            person=person,
            language=_language(person),
            long=max(len(person.name), len(person.latin_name)) > _LONG_NAME,
            code=segno.make(target, error="m").svg_data_uri(scale=4, border=2),
            site=base_url.partition("://")[2],
            today=clock.today(),
        )
    return pdf.render(html, stylesheets=[_FOLDER / "card_pdf.css"], folder=_FOLDER)
