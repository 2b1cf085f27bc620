"""What stands on a note that somebody took part in a workshop: plain values, ready to be set. Pure: knows no rows.

A note is no certificate: it has no code and no end, and says nothing of a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, TypeAlias

from lms.certificates.domain.certificate_data import Dating, Text, Value, language_of, printed_date, sized
from lms.text.digits import native_digits

# How the design words what somebody took part in.
NoteKind: TypeAlias = Literal["facilitated", "refresher", "orientation"]


@dataclass(frozen=True, order=True)
class NotedHalfDay:
    """A half-day to which somebody came; `is_whole` is false where they left early."""

    on: date
    half: Literal["am", "pm"]
    is_whole: bool = True


@dataclass(frozen=True)
class AttendanceNote:
    """One note as it will be printed. `there`: at least one half-day, of `half_days` that the workshop had.

    `subject` is None where the workshop had no modules; `sample`: it comes from a demonstration, and says so.
    """

    dating: Dating
    name: str
    latin_name: str
    society: Text
    kind: NoteKind
    subject: Text | None
    there: tuple[NotedHalfDay, ...]
    half_days: int
    made_on: date
    sample: bool = False


def note_values(note: AttendanceNote, words: Mapping[str, str], words_language: str) -> dict[str, Value]:
    """What the template is given: plain strings only; `days` has a line for each day. `words` are the design's."""
    language = note.dating.language
    counted = words["there"] % {"there": len(note.there), "all": note.half_days}
    said = {
        "took_part": words[note.kind],
        "there": native_digits(counted, language) if note.dating.digits == "native" else counted,
        "made_on": words["made_on"] % {"date": printed_date(note.made_on, note.dating, words)},
    }
    # Somebody whose own script is Latin has one name, not two.
    latin_name = Text(note.latin_name, "en") if note.latin_name not in ("", note.name) else None
    return {
        "language": language,
        "words": {**words, **said},
        "words_language": words_language,
        "name": sized(Text(note.name, language_of(note.name, language))),
        "latin_name": None if latin_name is None else sized(latin_name),
        "subject": None if note.subject is None else sized(note.subject),
        "society": sized(note.society),
        "days": "\n".join(_days(note, words)),
        "sample": words["sample"] if note.sample else "",
        "created": note.made_on.isoformat(),
    }


def _days(note: AttendanceNote, words: Mapping[str, str]) -> Iterator[str]:
    for on, half_days in groupby(sorted(note.there), key=lambda one: one.on):
        halves = [
            words[one.half] if one.is_whole else words["in_part"] % {"half": words[one.half]}
            for one in half_days
        ]
        yield words["day"] % {"date": printed_date(on, note.dating, words), "halves": ", ".join(halves)}
