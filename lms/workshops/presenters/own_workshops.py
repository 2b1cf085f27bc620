"""The workshops on whose list somebody is, or waits for a place, for their own page."""

from __future__ import annotations

from lms.accounts.services.people import Person
from lms.courses.services import OwnWorkshop
from lms.workshops.models import Workshop
from lms.workshops.presenters.wording import KIND_WORDS
from lms.workshops.presenters.workshops import half_day_in_words, place_of, title_of
from lms.workshops.queries.waiting import waited_for
from lms.workshops.queries.workshops import invitations_of


def own_workshops(person: Person) -> list[OwnWorkshop]:
    """Those that are not closed, the earliest first; then those in which they wait. Who waits reads no link."""
    return [
        *(_own(one, one.link) for one in invitations_of(person)),
        *(_own(one, waits=True) for one in waited_for(person)),
    ]


def _own(workshop: Workshop, link: str = "", *, waits: bool = False) -> OwnWorkshop:
    return OwnWorkshop(
        title_of(workshop),
        str(KIND_WORDS[workshop.kind]),
        [half_day_in_words(each.plain) for each in workshop.half_days],
        place_of(workshop),
        link,
        waits,
    )
