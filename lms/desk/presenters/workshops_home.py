"""The home of a trainer: the branch at a glance, and the workshops that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.accounts.services.people import Person, scope_of
from lms.content import registry
from lms.desk.presenters.tiles import Task, Tile
from lms.workshops.domain.waiting import HR_DAYS, weeks_since
from lms.workshops.presenters.branch_people import GLANCES, count_of
from lms.workshops.presenters.workshops import days_of, place_of, stage_of, title_of
from lms.workshops.queries.workshops import Reader, unclosed_of, workshops_of

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
                " · ".join((*_waiting(one.last_on, today), days_of(one), place_of(one))),
                url_for("workshops.one", uuid=one.uuid),
                _button(one.last_on, today, is_begun=one in begun),
            )
            for one in sorted(waiting, key=lambda one: (one.last_on >= today, one.first_on))[:_SOME]
        ],
    )


def _waiting(last_on: date, today: date) -> list[str]:
    """Each week after the last day of a workshop it says more; nothing before."""
    weeks = weeks_since(last_on, today)
    if not weeks:
        return []
    said: str = ngettext(
        "Ended %(num)s week ago and is not closed: nothing of it is recorded yet.",
        "Ended %(num)s weeks ago and is not closed: nothing of it is recorded yet.",
        weeks,
    )
    return [said]


def _button(last_on: date, today: date, *, is_begun: bool) -> LazyString:
    if weeks_since(last_on, today):
        return _l("Close it")
    return _l("Attendance") if is_begun else _l("Open")


def unclosed_workshops(person: Person) -> list[Task]:
    """For HR: workshops to which people of their branches were invited, and that wait for long to be closed."""
    reader = Reader(person, scope_of(person, "records.read"))
    late = len(unclosed_of(reader, clock.today() - timedelta(days=HR_DAYS)))
    if not late:
        return []
    title = ngettext(
        "%(num)s workshop ended more than %(days)s days ago and is not closed",
        "%(num)s workshops ended more than %(days)s days ago and are not closed",
        late,
        days=HR_DAYS,
    )
    detail = _("Nothing of it is in the training records until it is closed.")
    return [Task("workshops", title, detail, url_for("workshops.overview", unclosed=1), _l("Open"))]
