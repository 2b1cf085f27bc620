"""The workshops on whose list somebody is, for their own page."""

from __future__ import annotations

from lms.accounts.services.people import Person
from lms.courses.services import OwnWorkshop
from lms.workshops.presenters.wording import KIND_WORDS
from lms.workshops.presenters.workshops import half_day_in_words, place_of, title_of
from lms.workshops.queries.workshops import invitations_of


def own_workshops(person: Person) -> list[OwnWorkshop]:
    """Those that are not closed, the earliest first."""
    return [
        OwnWorkshop(
            title_of(one),
            str(KIND_WORDS[one.kind]),
            [half_day_in_words(each.plain) for each in one.half_days],
            place_of(one),
            one.link,
        )
        for one in invitations_of(person)
    ]
