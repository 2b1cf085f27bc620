"""Award rules: ledger entries in, standing of one person for one award out. Knows no rows, no clock, no text.

Every result depends on the set of entries alone, never on the order in which they are given. Source of the
rules: the design, section 5; what a module asks for stands in its module.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Final, Literal, TypeAlias

from lms.clock import day_of
from lms.content.types.societies import StricterAward
from lms.records.domain.validity import (
    EXPIRING_DAYS,
    FOREVER,
    STATUSES,
    Status,
    days_after,
    days_before,
    end_after,
    expires_on,
    or_forever,
    status_on,
)

__all__ = [
    "EXPIRING_DAYS",
    "LED",
    "NEVER",
    "OBSERVED",
    "RECOGNISED",
    "STATUSES",
    "TRAINED",
    "AwardRules",
    "Entry",
    "EntryKind",
    "Standing",
    "Status",
    "certified",
    "counted",
    "decided_until",
    "expires_on",
    "missing",
    "standing",
    "status_on",
]

EntryKind: TypeAlias = Literal["achieved", "certified", "extended", "revoked", "reinstated", "corrected"]

LED: Final = "trainer-credit"  # the requirement that is met by leading a session
OBSERVED: Final = (
    "observed-practice"  # the requirement that is met where a trainer has seen the practice of a skill
)
TRAINED: Final = (
    "training"  # written down somewhere as trained; no award asks for it, so nothing follows from it
)
RECOGNISED: Final = (
    "recognised"  # such a training of which the Society has decided that it counts as all of the award
)


@dataclass(frozen=True)
class AwardRules:
    """What an award asks for and how long it lasts.

    `requires`: all that has to be met; nothing is awarded on an empty set. `validity_months`: 1 or more, None
    for an award that never expires. `opens_days` before the expiry (0 or more) a refresher begins to count on
    top of it; for `grace_days` after it (0 or more) the person is late, not yet expired. `trainer_credit`:
    leading a session refreshes the award of somebody who holds it, or is in grace.

    `earlier`: rules that held until the end of a day, in the order of their days. `societies`: what National
    Societies ask beyond that, by code.
    """

    validity_months: int | None
    requires: frozenset[str]
    opens_days: int
    grace_days: int
    trainer_credit: bool = False
    earlier: tuple[tuple[date, AwardRules], ...] = ()
    societies: Mapping[str, StricterAward] | None = None

    def in_force(self, day: date, society: str = "") -> AwardRules:
        """The rules for what somebody completes on a day in a Society ("": in none)."""
        held = next((rules for until, rules in self.earlier if day <= until), self)
        stricter = (self.societies or {}).get(society)
        months = None if stricter is None else stricter.months_on(day)
        if months is None:
            return held
        known = held.validity_months
        return replace(held, validity_months=months if known is None else min(months, known))


@dataclass(frozen=True)
class Entry:
    """An entry of one person's ledger for one award. `id` grows with each entry that is written.

    achieved: `requirement` was met, in the branch of a `society`; RECOGNISED stands for all of them.
    certified: it was decided and told to the person that the award stands until `expires_on` (None: for ever); later
    changes of the rules do not take that back. extended: it was decided that what is held stands until `expires_on`.
    revoked, reinstated.
    corrected: the entry with the id `corrects` was a mistake and never counted.
    """

    id: int
    kind: EntryKind
    on: date
    recorded_at: datetime
    requirement: str = ""
    expires_on: date | None = None
    corrects: int | None = None
    society: str = ""


@dataclass(frozen=True)
class Standing:
    """Where somebody stands with an award as of a day. `rests_on` names the entries that decide it.

    `issued_on` is the day whose completion counts; `expires_on` is the last valid day (None: never expires);
    `earned_until` is what it would be without an extension; `grace_until` the last day of grace;
    `revoked_on` is set while a revocation is in force.
    """

    status: Status
    issued_on: date | None = None
    expires_on: date | None = None
    grace_until: date | None = None
    revoked_on: date | None = None
    rests_on: tuple[int, ...] = ()
    earned_until: date | None = None

    @property
    def in_force(self) -> bool:
        """Whether a certificate of it is valid."""
        return self.status in ("valid", "expiring")


NEVER: Final = Standing("never")


@dataclass(frozen=True)
class _Period:
    """One way to read the entries: issued on a day, on the strength of these entries."""

    issued_on: date
    rests_on: tuple[int, ...]
    grace_days: int
    earned_until: date


_Reached: TypeAlias = dict[date, _Period]


def standing(
    entries: Iterable[Entry], rules: AwardRules, as_of: date, *, known_on: date | None = None
) -> Standing:
    """The standing as of the end of a day, from that day's entries and those before it.

    With `known_on` only entries count that were recorded on or before that day: a report of the past, made
    again, says the same. The rules in force on the day of a completion decide what it brings. Of all ways to
    read the achievements the most favourable one counts, so attending more never shortens validity: an early
    refresher cannot spoil a later one that falls into the window. A revocation holds until a reinstatement,
    whatever is achieved meanwhile. Raises ValueError beyond the year 9999.
    """
    valid = counted(entries, as_of, known_on=known_on)
    reached = _reached(valid, rules)
    if not reached:
        return NEVER
    latest = max(reached)
    period = reached[latest]
    revocation = _revocation(valid)
    expires = None if latest == FOREVER else latest
    # Also an earlier end with a longer grace counts: a refresher under stricter rules takes nothing away.
    grace_until = None if expires is None else _graces_end(reached)
    revoked_on = None if revocation is None else revocation.on
    return Standing(
        status_on(as_of, expires_on=expires, grace_until=grace_until, revoked_on=revoked_on),
        period.issued_on,
        expires,
        grace_until,
        revoked_on,
        tuple(dict.fromkeys(period.rests_on if revocation is None else (*period.rests_on, revocation.id))),
        None if period.earned_until == FOREVER else period.earned_until,
    )


def counted(entries: Iterable[Entry], as_of: date, *, known_on: date | None = None) -> list[Entry]:
    """The entries that count as of the end of a day, in their order: none that was corrected, no correction.

    A correction works from the day of the corrected entry on, for all who ask after it was recorded.
    """
    known = [entry for entry in entries if known_on is None or day_of(entry.recorded_at) <= known_on]
    gone = {entry.corrects for entry in known if entry.kind == "corrected"}
    valid = (
        entry for entry in known if entry.on <= as_of and entry.kind != "corrected" and entry.id not in gone
    )
    return sorted(valid, key=lambda entry: (entry.on, entry.recorded_at, entry.id))


def certified(entries: Iterable[Entry], now: Standing, as_of: date) -> bool:
    """Whether it was decided and told that the period of a standing is certified, before any extension."""
    return any(
        entry.kind == "certified" and (entry.on, entry.expires_on) == (now.issued_on, now.earned_until)
        for entry in counted(entries, as_of)
    )


def decided_until(entries: Iterable[Entry], certified: int, as_of: date) -> date | None:
    """Until when the period of a "certified" entry stands with what it was extended by; None for ever.

    Raises KeyError when there is no such entry, or it was corrected.
    """
    valid = counted(entries, as_of)
    known = {entry.id: entry for entry in valid if entry.kind == "certified"}
    own = known[certified]
    ends = [or_forever(own.expires_on)]
    for entry in valid:
        # What is extended is what was certified last before the decision: by its day, and by what was known then. A
        # training that is recorded afterwards takes the extension from nobody's paper.
        by_day = [one for one in known.values() if one.on <= entry.on]
        by_then = [one for one in by_day if one.id < entry.id]
        last = {max((one.on for one in some), default=None) for some in (by_day, by_then)}
        if entry.kind == "extended" and own.on in last:
            ends.append(or_forever(entry.expires_on))
    return None if max(ends) == FOREVER else max(ends)


def missing(prerequisites: Iterable[str], standings: Mapping[str, Standing]) -> tuple[str, ...]:
    """The prerequisites that are not fulfilled: the award of each is to be valid, or expired and in grace."""
    fulfilled = ("valid", "expiring", "in-grace")
    return tuple(name for name in prerequisites if standings[name].status not in fulfilled)


# --- reading the entries ------------------------------------------------------------------------------------


def _reached(valid: Sequence[Entry], rules: AwardRules) -> _Reached:
    """Every expiry that some of the entries lead to, each with its earliest reading."""
    reached: _Reached = {}
    met: dict[str, Entry] = {}
    for day, group in groupby(valid, key=lambda entry: entry.on):
        today = list(group)
        achieved: dict[str, Entry] = {}
        societies: set[str] = set()
        for entry in today:
            if entry.kind == "achieved":
                achieved.setdefault(entry.requirement, entry)
                societies.add(entry.society)
        met.update(achieved)
        # What this day brings does not count on top of itself.
        before = dict(reached)
        for society in sorted(societies):
            in_force = rules.in_force(day, society)
            for completed in _completed(day, achieved, met, before, in_force):
                _add_completion(reached, before, day, completed, in_force)
        # Which decision of one day was recorded first says nothing: what is extended is what the day certified.
        for entry in sorted(
            today, key=lambda entry: (entry.kind == "extended", or_forever(entry.expires_on))
        ):
            _add_decision(reached, entry, rules.in_force(day, entry.society))
    return reached


def _completed(
    day: date, achieved: Mapping[str, Entry], met: Mapping[str, Entry], before: _Reached, rules: AwardRules
) -> Iterator[tuple[int, ...]]:
    """The entries that complete everything on a day; those by which a trainer refreshes."""
    if achieved.keys() & rules.requires and all(
        name in met and day <= end_after(met[name].on, rules.validity_months) for name in rules.requires
    ):
        yield tuple(sorted(met[name].id for name in rules.requires))
    if RECOGNISED in achieved:
        yield (achieved[RECOGNISED].id,)
    if rules.trainer_credit and LED in achieved:
        held = [expiry for expiry, period in before.items() if day <= days_after(expiry, period.grace_days)]
        if held:
            yield (*before[max(held)].rests_on, achieved[LED].id)


def _add_completion(
    reached: _Reached, before: _Reached, day: date, completed: tuple[int, ...], rules: AwardRules
) -> None:
    # Inside the window the new period starts where the old one ends. After the expiry, in grace or later, it
    # starts on the day itself: counted from the old expiry it would be shorter than for a newcomer.
    for expiry, period in before.items():
        if days_before(expiry, rules.opens_days) <= day <= expiry < FOREVER:
            end = end_after(expiry, rules.validity_months)
            _add(reached, end, _Period(day, (*period.rests_on, *completed), rules.grace_days, end))
    end = end_after(day, rules.validity_months)
    _add(reached, end, _Period(day, completed, rules.grace_days, end))


def _add_decision(reached: _Reached, entry: Entry, rules: AwardRules) -> None:
    end = or_forever(entry.expires_on)
    if entry.kind == "certified":
        _add(reached, end, _Period(entry.on, (entry.id,), rules.grace_days, end))
    elif entry.kind == "extended" and reached:  # what nobody holds cannot be extended
        held = reached[max(reached)]
        grace = max(rules.grace_days, *(period.grace_days for period in reached.values()))
        _add(reached, end, replace(held, rests_on=(*held.rests_on, entry.id), grace_days=grace))


def _add(reached: _Reached, end: date, period: _Period) -> None:
    """Keep the earliest reading of an end, with the longest grace of all."""
    known = reached.setdefault(end, period)
    if period.grace_days > known.grace_days:
        reached[end] = replace(known, grace_days=period.grace_days)


def _graces_end(reached: _Reached) -> date:
    return max(days_after(end, period.grace_days) for end, period in reached.items())


def _revocation(valid: Sequence[Entry]) -> Entry | None:
    last = None
    for entry in valid:
        if entry.kind in ("revoked", "reinstated"):
            last = entry
    return last if last is not None and last.kind == "revoked" else None
