"""A text with which people are invited, to be copied: what, when, where. No names."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.i18n import current_language
from lms.workshops.models import Workshop
from lms.workshops.presenters.wording import KIND_WORDS
from lms.workshops.presenters.workshops import half_day_in_words, title_of


def invitation_of(workshop: Workshop) -> tuple[str, str]:
    """The language of a text that invites, the reader's if the workshop is held in it, and its lines."""
    spoken = workshop.languages
    language = current_language() if current_language() in spoken else spoken[0]
    with force_locale(language):
        kind, title = str(KIND_WORDS[workshop.kind]), title_of(workshop, language)
        days = "; ".join(half_day_in_words(one.plain, language) for one in workshop.half_days)
        lines = [
            _("You are invited: %(what)s", what=kind if title == kind else f"{kind} – {title}"),
            _("When: %(days)s", days=days),
            _("Where: online, %(link)s", link=workshop.link)
            if workshop.is_online
            else _("Where: %(place)s", place=workshop.place),
        ]
    return language, "\n".join(lines)
