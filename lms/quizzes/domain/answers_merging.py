"""Which answers hold, where a page of a test is sent that somebody has gone on with elsewhere meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeAlias

Fields: TypeAlias = Mapping[str, Sequence[str]]
NOTHING_YET: Final = datetime.min.replace(tzinfo=UTC)  # what a page has seen on which nothing was saved yet


@dataclass(frozen=True)
class Saved:
    """What was saved for a question, and when."""

    fields: Fields
    at: datetime


def merged(
    sent: Mapping[int, Fields],
    saved: Mapping[int, Saved],
    *,
    seen: datetime | None,
    tapped: Mapping[int, datetime | None] | None,
) -> dict[int, Fields]:
    """The answers by number of the question: those that were sent, but for what came later from another page.

    `seen`: when the newest was saved of what the page that is sent has shown; None: it has shown nothing saved.
    `tapped`: the questions answered on it whose taps have not arrived, with what the page had seen of each by then;
    None where no script has saved the taps, so that whatever is chosen on the page may be new.
    """
    return {number: _of(number, fields, saved, seen, tapped) for number, fields in sent.items()}


def differing(sent: Mapping[int, Fields], holds: Mapping[int, Fields]) -> list[int]:
    """The numbers of the questions to which another answer holds than the one that was sent."""
    return sorted(number for number, fields in sent.items() if holds[number] != fields)


def is_older(fields: Fields, kept: Saved | None, seen: datetime | None) -> bool:
    """Whether a tap comes from a page that had not seen the answer that is kept, and says something else.

    `seen`: when the newest answer was saved that this page knew as it was tapped; None: it does not say.
    """
    return kept is not None and seen is not None and kept.at > seen and kept.fields != fields


def _of(
    number: int,
    sent: Fields,
    saved: Mapping[int, Saved],
    seen: datetime | None,
    tapped: Mapping[int, datetime | None] | None,
) -> Fields:
    kept = saved.get(number)
    if kept is None:
        return sent
    if tapped is not None and number in tapped:
        return kept.fields if is_older(sent, kept, tapped[number]) else sent
    if seen is not None and kept.at <= seen:
        return sent
    if tapped is None:
        return sent or kept.fields
    return kept.fields
