"""Texts to copy into LINE or WhatsApp: invitation, reminder, and a text for who asks others. In every language."""

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
    """The texts in a language; `asking` is "" where nobody asks others."""

    language: Language
    invitation: str
    reminder: str
    asking: str


def texts(survey: Survey, current: Round) -> list[Invitation]:
    """The texts of a round, in the languages of the lessons."""
    return list(_texts(survey, current))


def _texts(survey: Survey, current: Round) -> Iterator[Invitation]:
    for language in registry.current().languages:
        address = f"{current_settings().base_url}/{language.code}/surveys/{survey.id}/"
        title = survey.title.text(language.code).text
        with force_locale(language.code):
            until = day(current.ends_on, language.code)
            asked = _invited(survey, title, until)
            again = _(
                "A reminder: the survey “%(title)s” is open until %(day)s. Thank you if you have answered already. "
                "If not, we would be glad of your answers:",
                title=title,
                day=until,
            )
            asking = _asking(title, until) if survey.interview else ""
        yield Invitation(
            language,
            f"{asked}\n{address}",
            f"{again}\n{address}",
            f"{asking}\n{address}interview/" if asking else "",
        )


def _invited(survey: Survey, title: str, until: str) -> str:
    if survey.sections:
        return _(
            "Your Red Cross asks: “%(title)s” The answers help us to reach people in ways that they trust. It takes "
            "about 8 minutes, and your name is not asked. Please answer until %(day)s:",
            title=title,
            day=until,
        )
    return _(
        "Your Red Cross asks: “%(title)s” The answers help us to plan training that you need. It takes "
        "12 to 15 minutes, and your name is not asked. Please answer until %(day)s:",
        title=title,
        day=until,
    )


def _asking(title: str, until: str) -> str:
    return _(
        "Until %(day)s please ask people whom you meet: “%(title)s” In a private place, one after another, without "
        "their names. What to say first stands on the page:",
        title=title,
        day=until,
    )
