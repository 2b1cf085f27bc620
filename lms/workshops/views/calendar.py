"""Workshops by month, and calendar files: of a trainer's workshops, of one, of those somebody is invited to."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from flask import Response, render_template, request, url_for

from lms import clock, web
from lms.accounts.auth import signed_in_person
from lms.config import current_settings
from lms.web.downloads import as_file
from lms.workshops.domain.calendar_file import Event, calendar_file
from lms.workshops.presenters.calendar import entries_of, events_for_participants, events_of
from lms.workshops.queries.workshops import (
    find_workshop,
    invitations_of,
    workshops_between,
    workshops_of,
)
from lms.workshops.views.plans import reader

bp = web.blueprint("workshop_calendar", __name__)

_MONTH: Final = re.compile("(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)


@bp.get("/workshops/calendar/")
@web.access("workshops.run")
def month() -> str:
    """The workshops of the reader in a month; this one, unless the address names another."""
    first = _first_day(request.args.get("month", ""))
    last = first.replace(day=monthrange(first.year, first.month)[1])
    found = workshops_between(reader(), first, last)
    return render_template(
        "workshops/calendar.html",
        first=first,
        last=last,
        entries=entries_of(found, first, last),
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{last + timedelta(days=1):%Y-%m}",
        today=clock.today(),
    )


@bp.get("/workshops/calendar.ics")
@web.access("workshops.run")
def all_days() -> Response:
    """The days of all workshops of the reader that are not closed."""
    waiting = [one for one in workshops_of(reader()) if one.closed_at is None]
    return _file(events_of(waiting, _host(), _address), "workshops")


@bp.get("/workshops/<uuid>/calendar.ics")
@web.access("workshops.run")
def one(uuid: str) -> Response:
    """The days of one workshop."""
    return _file(events_of([find_workshop(uuid, reader())], _host(), _address), "workshop")


@bp.get("/me/workshops.ics")
@web.access("signed-in")
def invited() -> Response:
    """The days of the workshops on whose list the reader is."""
    return _file(events_for_participants(invitations_of(signed_in_person()), _host()), "workshops")


def _first_day(typed: str) -> date:
    known = _MONTH.fullmatch(typed)
    return date(int(known[1]), int(known[2]), 1) if known else clock.today().replace(day=1)


def _host() -> str:
    return urlsplit(current_settings().base_url).hostname or "sala"


def _address(uuid: str) -> str:
    return current_settings().base_url + url_for("workshops.one", uuid=uuid)


def _file(events: Sequence[Event], name: str) -> Response:
    content = calendar_file(events, clock.now())
    return as_file(Response(content, content_type="text/calendar; charset=utf-8"), f"{name}.ics")
