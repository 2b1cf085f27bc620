"""Workshops by day: for the page of a month, and as a calendar file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from lms.workshops.domain.calendar_file import Event
from lms.workshops.models import Workshop, WorkshopHalfDay
from lms.workshops.presenters.wording import KIND_WORDS, PART_WORDS
from lms.workshops.presenters.workshops import place_of, title_of


@dataclass(frozen=True)
class Entry:
    """A workshop on a day."""

    on: date
    workshop: Workshop
    title: str
    part: str
    place: str
    is_later: bool  # in the afternoon alone


def entries_of(workshops: Iterable[Workshop], first: date, last: date) -> Sequence[Entry]:
    """What is on each day from the first to the last one, in the order of the days and of their halves."""
    found = [
        Entry(on, one, title_of(one), _part(half_days), place_of(one), half_days[0].half == "pm")
        for one in workshops
        for on, half_days in _days(one)
        if first <= on <= last
    ]
    return sorted(found, key=lambda entry: (entry.on, entry.is_later, entry.title, entry.workshop.uuid))


def events_of(workshops: Iterable[Workshop], host: str, address_of: Callable[[str], str]) -> list[Event]:
    """The days of workshops for those who hold them: what, where, and the address of its page. An event has one
    address, so the link of one that is held online is where it is.
    """
    return [
        _event(one, on, half_days, host, title_of(one), address_of(one.uuid))
        for one in workshops
        for on, half_days in _days(one)
    ]


def events_for_participants(workshops: Iterable[Workshop], host: str) -> list[Event]:
    """The days of workshops for who takes part, with the link of what is held online. It names no module: others
    may see a phone's calendar.
    """
    return [
        _event(
            *(one, on, half_days, host, _("%(kind)s of the Red Cross", kind=KIND_WORDS[one.kind])),
            one.link,
        )
        for one in workshops
        for on, half_days in _days(one)
    ]


def _event(
    workshop: Workshop,
    on: date,
    half_days: Sequence[WorkshopHalfDay],
    host: str,
    title: str,
    address: str = "",
) -> Event:
    # The number of a half-day is its own for good, also when the day moves.
    uid = f"{workshop.uuid}-{min(one.number for one in half_days)}@{host}"
    summary = f"{title} ({_part(half_days)})"
    return Event(uid, workshop.sequence, on, summary, workshop.link or workshop.place, address)


def _days(workshop: Workshop) -> Iterator[tuple[date, Sequence[WorkshopHalfDay]]]:
    for on, half_days in groupby(workshop.half_days, key=lambda one: one.on):
        yield on, list(half_days)


def _part(half_days: Sequence[WorkshopHalfDay]) -> str:
    return str(PART_WORDS["day"] if len(half_days) > 1 else PART_WORDS[half_days[0].half])
