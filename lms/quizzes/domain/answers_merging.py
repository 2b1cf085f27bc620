"""Which answers hold, where a page of a test is sent that somebody has gone on with elsewhere meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

Fields: TypeAlias = Mapping[str, Sequence[str]]


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
    tapped: Set[int] | None,
) -> dict[int, Fields]:
    """The answers by number of the question: those that were sent, but for what came later from another page.

    `seen`: when the newest was saved of what the page that is sent has shown; None: it has shown nothing saved.
    `tapped`: the questions answered on it whose taps have not arrived; None where no script has saved the taps, so that
    whatever is chosen on the page may be new.
    """
    return {number: _of(number, fields, saved, seen, tapped) for number, fields in sent.items()}


def _of(
    number: int,
    sent: Fields,
    saved: Mapping[int, Saved],
    seen: datetime | None,
    tapped: Set[int] | None,
) -> Fields:
    kept = saved.get(number)
    if kept is None or (seen is not None and kept.at <= seen):
        return sent
    if tapped is None:
        return sent or kept.fields
    return sent if number in tapped else kept.fields
