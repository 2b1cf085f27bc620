"""Days of workshops as a calendar file (RFC 5545, iCalendar). Pure: knows no rows, no clock, no sentences.

A half-day has no hours in Sala, so an event is a whole day, and its words say which part of it. Days need no time zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_LONGEST: Final = 75  # octets of a line without its end (RFC 5545, section 3.1)
_END: Final = "\r\n"
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Event:
    """A day of a workshop. `uid` stays for good; `sequence` grows when the plan is changed, so the newer one counts."""

    uid: str
    sequence: int
    on: date
    summary: str
    place: str
    address: str = ""


def calendar_file(events: Iterable[Event], made_at: datetime) -> bytes:
    """The file, in UTF-8. `made_at` is aware."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sala//Workshops//EN", "METHOD:PUBLISH"]
    for event in events:
        lines += _event(event, made_at)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines).encode()


def _event(event: Event, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"  # the first day after it
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"LOCATION:{escaped(event.place)}"
    if event.address:
        yield f"URL:{event.address}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as a value: section 3.3.11."""
    return text.translate(_ESCAPED)


def folded(line: str) -> str:
    """A line with its end; a long one is continued after a space, and no letter is cut in its octets."""
    parts, room = [""], _LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(" ")
            room = _LONGEST - 1
        parts[-1] += letter
        room -= size
    return _END.join(parts) + _END
