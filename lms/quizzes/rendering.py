"""A test on paper as PDF, in large type: the questions, the slips to answer on, the key. Decides nothing.

All three are alike in every language but for their words, so that one key and one row of letters serve all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Protocol

from flask import render_template
from flask_babel import force_locale

from lms import pdf
from lms.content import registry
from lms.content.types.curriculum import Module
from lms.content.whole_words import whole_words
from lms.quizzes.domain.paper_sheet import SheetQuestion

_FOLDER: Final = Path(__file__).parent.parent / "templates" / "quizzes" / "printed"
_SHEET: Final = _FOLDER / "paper.css"
_MANY_BOXES: Final = 30  # above that a slip has three lines of boxes
_SLIPS: Final = 4
_LARGE_SLIPS: Final = 3


class Printable(Protocol):
    """What is drawn: see `services.paper_forms.PrintedTest`."""

    @property
    def spoken(self) -> str:
        """The code as it is printed."""

    @property
    def module(self) -> Module:
        """The module of the test."""

    @property
    def questions(self) -> tuple[SheetQuestion, ...]:
        """The questions in their order."""

    @property
    def boxes(self) -> int:
        """How many letters answer it."""


def questions(form: Printable, language: str) -> bytes:
    """The questions with their lettered choices, to read; nothing is written on them."""
    return _drawn("questions.html", form, language)


def answers(form: Printable, language: str) -> bytes:
    """A page of slips to cut: name, number and a box for each letter."""
    slips = _LARGE_SLIPS if form.boxes > _MANY_BOXES else _SLIPS
    return _drawn("answers.html", form, language, slips=slips)


def key(form: Printable, language: str) -> bytes:
    """The right letters of each question, the lesson that helps, and what is about safety."""
    lessons = {lesson.id: lesson for lesson in form.module.lessons}
    return _drawn("key.html", form, language, lessons=lessons)


def _drawn(template: str, form: Printable, language: str, **values: Any) -> bytes:
    with force_locale(language):
        html = render_template(f"quizzes/printed/{template}", form=form, language=language, **values)
    return pdf.render(html, stylesheets=[_SHEET], folder=_FOLDER, whole=whole_words(registry.current()))
