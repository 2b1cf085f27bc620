"""When somebody completed what an award asks for: entries of a ledger in, the completing ones out. Pure.

What counts as "trained": a day on which everything that the rules of that day ask for was met. A refresher is a
completion after an earlier one. Whom a list names among those trained is counted, too, whatever it says of a result:
figures say how many those are (see `trainings.Mode`). Leading a session refreshes an award but trains nobody, so it
does not count; a revocation or an expiry does not undo that somebody was trained; a correction does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Final

from lms.records.domain.award_rules import RECOGNISED, TRAINED, AwardRules, Entry, counted
from lms.records.domain.validity import end_after

LISTED: Final = (RECOGNISED, TRAINED)  # requirements that are met by a list of people trained, without a test


def completions(entries: Iterable[Entry], rules: AwardRules, *, known_on: date | None = None) -> list[Entry]:
    """The entry of each day on which one person completed one award, by what was recorded until `known_on`.

    Of several entries of a day the one written last.
    """
    found: list[Entry] = []
    met: dict[str, date] = {}
    valid = [one for one in counted(entries, date.max, known_on=known_on) if one.kind == "achieved"]
    for day, group in groupby(valid, key=lambda entry: entry.on):
        today = list(group)
        met.update((entry.requirement, day) for entry in today)
        completing = [entry for entry in today if _completes(entry, met, rules)]
        if completing:
            found.append(max(completing, key=lambda entry: entry.id))
    return found


def _completes(entry: Entry, met: dict[str, date], rules: AwardRules) -> bool:
    if entry.requirement in LISTED:
        return True
    in_force = rules.in_force(entry.on, entry.society)
    return entry.requirement in in_force.requires and all(
        name in met and entry.on <= end_after(met[name], in_force.validity_months)
        for name in in_force.requires
    )
