"""The XLSForm of a survey: its sheets, with the sentences of the page in every language of the lessons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import BinaryIO, Final

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.content import registry
from lms.content.types.surveys import Survey, Wording
from lms.spreadsheets import write_sheets
from lms.surveys.domain.field_names import rank_names
from lms.surveys.domain.xlsform import Words, sheets

_SENTENCES: Final = {
    "consent": _l("Do you want to answer?"),
    "agree": _l("I have read this and want to answer."),
    "decline": _l("No, I do not want to answer."),
    "begin": _l("Before you begin"),
    "about": _l("About you"),
    "care": _l("For volunteers only"),
    "learning": _l("How you learn"),
    "importance": _l("How important is this in your role?"),
    "skill": _l("How well can you do it now?"),
    "skip": _l("Prefer not to say"),
    "not_applicable": _l("Does not apply to me"),
    "several": _l("Tick all that fit, or none."),
    "answer_missing": _l("Please choose an answer. “Prefer not to say” is one, too."),
    "one_way": _l("Please choose no more answers than the question asks for, or “Prefer not to say” alone."),
    "chosen_already": _l("You have chosen this one already. Please choose another one."),
}


def write_xlsform(file: BinaryIO, survey: Survey) -> None:
    """Write the form of a survey as XLSX."""
    write_sheets(file, sheets(survey, _words(survey), registry.current().languages))


def file_name(survey: Survey) -> str:
    """A name that says which questions the file has."""
    return f"{survey.id}-{survey.version}.xlsx"


def _words(survey: Survey) -> Words:
    """The sentences. In a language that lacks one it is in English, as on the page."""
    counts = {len(rank_names(question)) for question in survey.questions if question.kind == "ranked"}
    places = range(1, max(counts, default=0) + 1)
    return Words(
        ranked={count: _in_each(partial(_ranked, count)) for count in counts},
        places=[_in_each(partial(_place, number)) for number in places],
        **{name: _in_each(partial(str, sentence)) for name, sentence in _SENTENCES.items()},
    )


def _in_each(sentence: Callable[[], str]) -> Wording:
    """A sentence in every language of the lessons."""
    texts = {}
    for language in registry.current().languages:
        with force_locale(language.code):
            texts[language.code] = sentence()
    return Wording(texts)


def _ranked(count: int) -> str:
    return _("Choose up to %(count)s, the best one first.", count=count)


def _place(number: int) -> str:
    return _("Place %(number)s", number=number)
