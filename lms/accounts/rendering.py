"""Printed sign-in cards: name, number, a code to scan, what to do with it in the person's language.

One card is a small page of its own; cards for many stand ten to an A4 page, with marks where to cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import segno
from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from lms import clock, pdf
from lms.accounts.models import Person
from lms.i18n import DEFAULT_LANGUAGE

_LONG_NAME: Final = 24  # characters; longer ones are set smaller, so that the card stays one page
PER_SHEET: Final = 10  # cards on one page: two columns, five rows
_FOLDER = Path(__file__).parent.parent / "templates" / "accounts"


def address(person: Person, token: str, base_url: str) -> str:
    """What the code on the card leads to."""
    return f"{base_url}/{_language(person)}/card/{token}"


def _language(person: Person) -> str:
    # Somebody may speak a language that the pages do not have yet.
    return person.language if person.language in current_app.config["LANGUAGES"] else DEFAULT_LANGUAGE


def code_of(target: str) -> str:
    """The code to scan for an address, as a `data:` address of a picture."""
    return segno.make(target, error="m").svg_data_uri(scale=4, border=2)


def _is_long(person: Person) -> bool:
    return max(len(person.name), len(person.latin_name)) > _LONG_NAME


@dataclass(frozen=True)
class Card:
    """What is printed on a card, as plain values: no row is read while it is drawn. `steps` and `last` are in the
    person's language; `address` is what the code leads to.
    """

    title: str
    name: str
    latin_name: str
    number: str
    language: str
    long: bool
    address: str
    site: str
    steps: tuple[str, ...]
    last: str

    @property
    def code(self) -> str:
        """The code to scan, as a picture."""
        return code_of(self.address)


def card_of(person: Person, token: str, base_url: str) -> Card:
    """The card of a person with its secret."""
    with force_locale(_language(person)):
        return Card(
            title=_("Sign-in card of %(name)s", name=person.name),
            name=person.name,
            latin_name=person.latin_name,
            number=person.number,
            language=_language(person),
            long=_is_long(person),
            address=address(person, token, base_url),
            site=base_url.partition("://")[2],
            steps=(
                _("Scan the code with the camera of your phone."),
                _("Choose a PIN of at least 6 digits."),
                _("From then on sign in with your number and your PIN."),
            ),
            last=_("The code works once, within 90 days. Give it to nobody else."),
        )


def card_pdf(card: Card) -> bytes:
    """The card as a PDF of one small page (A7, landscape)."""
    with force_locale(card.language):
        html = render_template("accounts/card_pdf.html", card=card, today=clock.today())
    return pdf.render(html, stylesheets=[_FOLDER / "card_pdf.css"], folder=_FOLDER)


def sheet_pdf(issued: Sequence[Card], base_url: str) -> bytes:
    """Cards of many people as a PDF of A4 pages with ten cards and cut marks each."""
    html = sheet_html(issued, base_url)
    return pdf.render(html, stylesheets=[_FOLDER / "cards_pdf.css"], folder=_FOLDER)


def sheet_html(issued: Sequence[Card], base_url: str) -> str:
    """The same, before it is drawn."""
    return render_template(
        "accounts/cards_pdf.html",
        sheets=list(_in_tens(issued)),
        site=base_url.partition("://")[2],
        today=clock.today(),
    )


def _in_tens(issued: Sequence[Card]) -> Iterator[Sequence[Card]]:
    for start in range(0, len(issued), PER_SHEET):
        yield issued[start : start + PER_SHEET]
