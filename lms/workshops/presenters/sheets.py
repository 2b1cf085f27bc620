"""What the papers of a workshop say, as plain values in one language."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.accounts.queries import units
from lms.accounts.services.people import Scope
from lms.content import registry
from lms.workshops.models import Workshop
from lms.workshops.presenters.wording import KIND_WORDS
from lms.workshops.presenters.workshops import days_of, half_day_in_words, place_of, title_of
from lms.workshops.queries.roster import RosterLine, visible
from lms.workshops.rendering.sheets import FeedbackText, PosterText, PrintedName, PrintedWorkshop


def printed_workshop(
    workshop: Workshop, lines: Sequence[RosterLine], scope: Scope, language: str
) -> PrintedWorkshop:
    """A workshop for a sheet, with the names of those whom the reader may see."""
    shown = visible(lines, scope)
    with force_locale(language):
        return PrintedWorkshop(
            language,
            title_of(workshop, language),
            str(KIND_WORDS[workshop.kind]),
            place_of(workshop),
            tuple(half_day_in_words(one.plain, language) for one in workshop.half_days),
            tuple((one.person.name, one.person.language) for one in workshop.trainers),
            tuple(_name(line, language) for line in shown),
            len(lines) - len(shown),
        )


def _name(line: RosterLine, language: str) -> PrintedName:
    person = line.person
    place = units.name_of(person.unit.code, language).text
    return PrintedName(person.name, person.latin_name, person.number, person.language, place)


def poster_texts() -> list[PosterText]:
    """What to do, in each language of the pages: nobody knows who comes."""
    return [_poster_text(one.code) for one in registry.current().languages]


def _poster_text(language: str) -> PosterText:
    with force_locale(language):
        steps = (
            _("Scan the picture with the camera of your phone."),
            _("Type the code that the trainer writes here."),
            _("Press “I am here”. Without a phone: sign the sheet."),
        )
        return PosterText(language, _("Are you in the room?"), steps)


def feedback_texts(workshop: Workshop) -> list[FeedbackText]:
    """How was it? In each language of the group, without a name and without anything about health."""
    return [_feedback_text(workshop, language) for language in workshop.languages]


def _feedback_text(workshop: Workshop, language: str) -> FeedbackText:
    with force_locale(language):
        agree = (_("Yes"), _("Partly"), _("No"))
        return FeedbackText(
            language,
            title_of(workshop, language),
            days_of(workshop, language),
            _("How was it?"),
            _("Tick one box in each line. No names, please, and nothing about anybody’s health."),
            (
                (_("I can use what I learned here."), agree),
                (_("I could ask, and say what I think."), agree),
                (_("I felt safe and respected here."), agree),
                (_("How fast was it?"), (_("Too slow"), _("Just right"), _("Too fast"))),
            ),
            (_("This was not clear to me:"), _("Please do this differently next time:")),
            _(
                "Was something wrong, or did you not feel safe? You need not write it here. In Sala, the page “In your "
                "country” says who can help."
            ),
        )
