"""For trainers and HR: how many people volunteers have talked with this year."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from lms import clock
from lms.accounts.services.people import Person, scope_of
from lms.community.queries import people_reached
from lms.desk.presenters.tiles import Tile


def talks_tiles(person: Person) -> list[Tile]:
    """The number of the page of talks as it opens; nothing while nobody has written a talk down."""
    today = clock.today()
    people, talks = people_reached(scope_of(person, "community.read"), today.replace(month=1, day=1), today)
    if not talks:
        return []
    return [Tile(url_for("community_figures.overview"), people, _("People reached this year"))]
