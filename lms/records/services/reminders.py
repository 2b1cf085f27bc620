"""Reminding people of what ends: the text in their language, and letters to those who agreed to e-mail.

Who agreed is known above this feature (`agreed`). Until it is connected, nobody did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from flask_babel import force_locale
from flask_babel import gettext as _

from lms import clock, jobs, mail
from lms.accounts.queries import people_list
from lms.accounts.services.people import Person
from lms.config import Settings
from lms.content import award_names, registry
from lms.db import session
from lms.i18n import DEFAULT_LANGUAGE, day
from lms.jobs import Job
from lms.records.services import expiring
from lms.records.services.expiring import Ending
from lms.signals import Hook

KIND: Final = "records.remind"
MAILED_FROM: Final = 60  # days before the end at which the first letter goes; the next ones at 30 and 7

# Whether somebody agreed to reminders by e-mail. Who agreed is known above: until it is connected, nobody did.
agreed: Final = Hook[[Person], bool](lambda person: False)

jobs.every_day(KIND)


def language_of(person_language: str) -> str:
    """The language in which a person is written to: theirs, where lessons are in it."""
    known = [language.code for language in registry.current().languages]
    return person_language if person_language in known else DEFAULT_LANGUAGE


def text(
    name: str, language: str, endings: Sequence[Ending], base_url: str, *, can_sign_in: bool = True
) -> str:
    """The message about some awards of one person, ready to be sent, in a language that lessons are in.

    Who cannot sign in cannot take the test from a link: they are told whom to ask first.
    """
    content = registry.current()
    with force_locale(language):
        lines = [_("Hello %(name)s,", name=name)]
        for ending in endings:
            title, until = (
                award_names.of_award(content, ending.award, language).text,
                day(ending.expires_on, language),
            )
            lines.append(_ends(title, until, can_sign_in=can_sign_in))
            lines.append(f"{base_url}/{language}/modules/{ending.award}/")
        lines.append(_("Thank you for being there for others."))
    return "\n".join(lines)


def _ends(title: str, until: str, *, can_sign_in: bool) -> str:
    if can_sign_in:
        return str(
            _(
                "Your training certificate “%(title)s” of the Red Cross is valid until %(day)s. "
                "You can renew it here:",
                title=title,
                day=until,
            )
        )
    return str(
        _(
            "Your training certificate “%(title)s” of the Red Cross is valid until %(day)s. To renew it, please ask "
            "your branch for a card with which you can sign in. You can read the lessons before:",
            title=title,
            day=until,
        )
    )


def subject(language: str) -> str:
    """What stands above a letter. It names no module: others may see the list of somebody's letters."""
    with force_locale(language):
        return str(_("Your training certificate"))


@jobs.handler(KIND)
def remind(job: Job, settings: Settings) -> Iterator[None]:
    """Write to everybody who agreed, 60, 30 and 7 days before the end of an award; each step at most once.

    It is written down first, then sent: killed in between, a letter is lost rather than sent twice. Who is left
    without one hears at the next step. A letter that is refused is forgotten again and keeps nobody else from theirs:
    it is tried once more on the next day. Where the line itself breaks, the job tries again in a while. Whenever the
    server is talked to, what was done is stored before: it may take its time, and nobody waits for that.
    """
    if not mail.may_send(settings):
        return
    owed = expiring.owed(MAILED_FROM, clock.today())
    yield
    with mail.post(settings) as post:
        for person_id, ending in owed:
            person = session.get_one(Person, person_id)
            if not (person.email and agreed(person) and expiring.remember(person_id, ending, "email")):
                continue
            language = language_of(person.language)
            said = text(
                *(person.name, language, [ending], settings.base_url),
                can_sign_in=person.id not in people_list.cannot_sign_in([person.id]),
            )
            letter = person.email, subject(language), said
            yield
            try:
                post.send(*letter)
            except mail.Refused:
                expiring.forget(person_id, ending)
            except mail.Failed:
                expiring.forget(person_id, ending)
                yield
                raise
        yield
