"""The workshops on whose list somebody is, for their own page."""

from __future__ import annotations

from lms.accounts.services.people import Person
from lms.courses.services import OwnWorkshop
from lms.workshops.presenters.wording import KIND_WORDS
from lms.workshops.presenters.workshops import half_day_in_words, title_of
from lms.workshops.queries.workshops import invitations_of


def own_workshops(person: Person) -> list[OwnWorkshop]:
    """Those that are not closed, the earliest first."""
    return [
        OwnWorkshop(
            title_of(one),
            str(KIND_WORDS[one.kind]),
            [half_day_in_words(each.plain) for each in one.half_days],
            one.place,
        )
        for one in invitations_of(person)
    ]
