"""The home of whoever looks after people of a branch, trainers too: how many there are, and who cannot sign in yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.accounts.queries import people_list
from lms.accounts.queries import units as units_queries
from lms.accounts.queries.units import Place
from lms.accounts.services import roles
from lms.accounts.services.people import Person, scope_of
from lms.desk.presenters.tiles import Task, Tile
from lms.i18n import current_language

_SHEET = 100  # cards on one sheet (accounts.views.cards)


@dataclass(frozen=True)
class PeopleHome:
    """The people of the reader's places."""

    places: Sequence[Place]
    tiles: Sequence[Tile]
    tasks: Sequence[Task]


def people_home(person: Person) -> PeopleHome:
    """The home of somebody who may read people."""
    places = units_queries.places(scope_of(person, "people.read"), current_language())
    counts = units_queries.counts(scope_of(person, "people.read"))
    tile = Tile(url_for("people.everybody"), sum(counts.values()), _("Active people"))
    return PeopleHome(places, [tile], _without_card(person))


def _without_card(person: Person) -> list[Task]:
    scope = scope_of(person, "people.cards")
    missing = Counter(people_list.count_without_card(frozenset(scope.units)))
    for one in people_list.staff_without_card(frozenset(scope.units)):
        # The page of cards makes none for these.
        if one.id == person.id or not roles.stands_over(person, one):
            missing[one.unit_id] -= 1
    count = sum(missing.values())
    places = units_queries.places(scope, current_language())
    if not count or not places:
        return []
    place = places[0] if len([one for one in places if one.depth == 0]) == 1 and count <= _SHEET else None
    if place is None:  # more than one sheet, or no place above all: the branch in which most wait
        place = max(places, key=lambda one: missing.get(one.unit.id, 0))
    title = ngettext(
        "%(num)s person has no card and no PIN yet", "%(num)s people have no card and no PIN yet", count
    )
    address = url_for("people_cards.preview", branch=place.unit.code)
    return [Task("card", title, place.name.text, address, _l("Make cards"))]
