"""The home of a trainer: the branch at a glance, and the workshops that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.accounts.services.people import Person, scope_of
from lms.content import registry
from lms.desk.presenters.tiles import Task, Tile
from lms.workshops.presenters.branch_people import GLANCES, count_of
from lms.workshops.presenters.workshops import days_of, stage_of, title_of
from lms.workshops.queries.workshops import Reader, workshops_of

_SOME = 5  # workshops that are named


@dataclass(frozen=True)
class WorkshopsHome:
    """What a trainer sees first."""

    tiles: Sequence[Tile]
    tasks: Sequence[Task]


def workshops_home(person: Person) -> WorkshopsHome:
    """The home of somebody who holds workshops."""
    units = frozenset(scope_of(person, "workshops.run").units)
    modules, today = [module.id for module in registry.current().modules], clock.today()
    glances = [
        Tile(url_for("workshop_people.branch", status=name), count_of(name, units, modules, today), words)
        for name, words in GLANCES.items()
    ]
    waiting = [
        one for one in workshops_of(Reader(person, scope_of(person, "records.read"))) if one.closed_at is None
    ]
    begun = [one for one in waiting if stage_of(one, today) == "open"]
    unclosed = Tile(url_for("workshops.overview"), len(begun), _("Workshops begun, not closed yet"))
    return WorkshopsHome(
        [*glances, unclosed],
        [
            Task(
                "workshops",
                title_of(one),
                f"{days_of(one)} · {one.place}",
                url_for("workshops.one", uuid=one.uuid),
                _l("Attendance") if one in begun else _l("Open"),
            )
            for one in sorted(waiting, key=lambda one: one.first_on)[:_SOME]
        ],
    )
