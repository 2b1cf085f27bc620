"""Texts to copy into LINE or WhatsApp: the invitation to a round, and the reminder. One of each in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.config import current_settings
from lms.content import registry
from lms.content.types.curriculum import Language
from lms.content.types.surveys import Survey
from lms.i18n import day
from lms.surveys.queries import Round


@dataclass(frozen=True)
class Invitation:
    """The two texts in a language."""

    language: Language
    invitation: str
    reminder: str


def texts(survey: Survey, current: Round) -> list[Invitation]:
    """The texts of a round, in the languages of the lessons."""
    return list(_texts(survey, current))


def _texts(survey: Survey, current: Round) -> Iterator[Invitation]:
    for language in registry.current().languages:
        address = f"{current_settings().base_url}/{language.code}/surveys/{survey.id}/"
        title = survey.title.text(language.code).text
        with force_locale(language.code):
            until = day(current.ends_on, language.code)
            asked = _(
                "Your Red Cross asks: “%(title)s” The answers help us to plan training that you need. It takes "
                "12 to 15 minutes, and your name is not asked. Please answer until %(day)s:",
                title=title,
                day=until,
            )
            again = _(
                "A reminder: the survey “%(title)s” is open until %(day)s. Thank you if you have answered already. "
                "If not, we would be glad of your answers:",
                title=title,
                day=until,
            )
        yield Invitation(language, f"{asked}\n{address}", f"{again}\n{address}")
