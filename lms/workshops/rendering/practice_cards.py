"""Papers of workshops: the practice card, four to a sheet. Knows no people: names are written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import render_template

from lms import pdf
from lms.content import registry
from lms.content.types.practice import PracticeCard
from lms.content.whole_words import whole_words

_FOLDER: Final = Path(__file__).parents[2] / "templates" / "workshops" / "printed"
_SHEET: Final = _FOLDER / "practice.css"


def practice_cards(card: PracticeCard, language: str) -> bytes:
    """The PDF of a card in the language of the page: one A4 sheet with four, to be cut."""
    html = render_template("workshops/printed/practice.html", card=card, language=language)
    return pdf.render(html, stylesheets=[_SHEET], folder=_FOLDER, whole=whole_words(registry.current()))
