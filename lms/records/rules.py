"""Award rules: ledger entries in, standing of one person for one award out. Knows no rows, no clock, no text.

Every result depends on the set of entries alone, never on the order in which they are given.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final, Literal, TypeAlias, get_args

Status: TypeAlias = Literal["valid", "expiring", "in-grace", "expired", "revoked", "never"]
EntryKind: TypeAlias = Literal["achieved", "certified", "revoked", "reinstated"]

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
EXPIRING_DAYS: Final = 90  # HR asks for "expires within 90 days": long enough to plan a refresher

# "Never expires" sorts after every date.
_FOREVER: Final = date.max


@dataclass(frozen=True)
class AwardRules:
    """What an award asks for and how long it lasts.

    `requires`: all that has to be met; nothing is awarded on an empty set. `validity_months`: 1 or more, None
    for an award that never expires. `opens_days` before the expiry (0 or more) a refresher begins to count on
    top of it; for `grace_days` after it (0 or more) the person is late, not yet expired.
    """

    validity_months: int | None
    requires: frozenset[str]
    opens_days: int
    grace_days: int


@dataclass(frozen=True)
class Entry:
    """An entry of one person's ledger for one award. `id` grows with each entry that is written.

    achieved: `requirement` was met. certified: it was decided and told to the person that the award stands
    until `expires_on` (None: for ever); later changes of the rules do not take that back. revoked,
    reinstated.
    """

    id: int
    kind: EntryKind
    on: date
    recorded_at: datetime
    requirement: str = ""
    expires_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """Where somebody stands with an award as of a day. `rests_on` names the entries that decide it.

    `issued_on` is the day that brought the present expiry; `expires_on` is the last valid day (None: never
    expires); `grace_until` the last day of grace; `revoked_on` is set while a revocation is in force.
    """

    status: Status
    issued_on: date | None = None
    expires_on: date | None = None
    grace_until: date | None = None
    revoked_on: date | None = None
    rests_on: tuple[int, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether a certificate of it is valid."""
        return self.status in ("valid", "expiring")


NEVER: Final = Standing("never")


@dataclass(frozen=True)
class _Award:
    """One way to read the entries: issued on a day, on the strength of these entries."""

    issued_on: date
    rests_on: tuple[int, ...]


def expires_on(issued: date, validity_months: int | None) -> date | None:
    """The last valid day: the same day of the month, or the last day of a month that is too short.

    31 August and 6 months give 28 (29) February; 29 February and 12 months give 28 February. None for an
    award that never expires. Raises ValueError beyond the year 9999.
    """
    if validity_months is None:
        return None
    years, month = divmod(issued.month - 1 + validity_months, 12)
    year, month = issued.year + years, month + 1
    if year > date.max.year:
        raise ValueError(f"{validity_months} months after {issued} is beyond the calendar")
    return date(year, month, min(issued.day, calendar.monthrange(year, month)[1]))


def status_on(
    as_of: date, *, expires_on: date | None, grace_until: date | None, revoked_on: date | None
) -> Status:
    """The status of an award that was issued on or before `as_of`. The day of expiry is still valid."""
    if revoked_on is not None and revoked_on <= as_of:
        return "revoked"
    if expires_on is None:
        return "valid"
    if as_of <= expires_on:
        return "expiring" if expires_on - as_of <= timedelta(days=EXPIRING_DAYS) else "valid"
    return "in-grace" if grace_until is not None and as_of <= grace_until else "expired"


def standing(entries: Iterable[Entry], rules: AwardRules, as_of: date) -> Standing:
    """The standing as of the end of a day, from that day's entries and those before it.

    Of all ways to read the achievements the most favourable one counts, so attending more never shortens
    validity: an early refresher cannot spoil a later one that falls into the window. A revocation holds until
    a reinstatement, whatever is achieved meanwhile. Raises ValueError beyond the year 9999.
    """
    counted = sorted(
        (entry for entry in entries if entry.on <= as_of), key=lambda e: (e.on, e.recorded_at, e.id)
    )
    reached = _reached(counted, rules)
    if not reached:
        return NEVER
    latest = max(reached)
    award = reached[latest]
    revocation = _revocation(counted)
    expires = None if latest == _FOREVER else latest
    grace_until = None if expires is None else _days_after(expires, rules.grace_days)
    revoked_on = None if revocation is None else revocation.on
    return Standing(
        status_on(as_of, expires_on=expires, grace_until=grace_until, revoked_on=revoked_on),
        award.issued_on,
        expires,
        grace_until,
        revoked_on,
        tuple(dict.fromkeys(award.rests_on if revocation is None else (*award.rests_on, revocation.id))),
    )


def _reached(counted: Sequence[Entry], rules: AwardRules) -> Mapping[date, _Award]:
    """Every expiry that some of the entries lead to, each with its earliest reading."""
    reached: dict[date, _Award] = {}
    for day, completed, decided in _days(counted, rules):
        if completed:
            # Inside the window the new period starts where the old one ends. After the expiry, in grace or
            # later, it starts on the day itself: counted from the old expiry it would be shorter than for a
            # newcomer.
            for expiry, award in list(reached.items()):
                if _days_before(expiry, rules.opens_days) <= day <= expiry < _FOREVER:
                    longer = _Award(day, (*award.rests_on, *completed))
                    reached.setdefault(_or_forever(expires_on(expiry, rules.validity_months)), longer)
            reached.setdefault(_or_forever(expires_on(day, rules.validity_months)), _Award(day, completed))
        for entry in decided:
            reached.setdefault(_or_forever(entry.expires_on), _Award(day, (entry.id,)))
    return reached


def _days(counted: Sequence[Entry], rules: AwardRules) -> Iterator[tuple[date, tuple[int, ...], list[Entry]]]:
    """Each day, the entries that complete all requirements on it (or none), the decisions of that day."""
    met: dict[str, Entry] = {}
    for day, entries in groupby(counted, key=lambda entry: entry.on):
        today: dict[str, Entry] = {}
        decided: list[Entry] = []
        for entry in entries:
            if entry.kind == "achieved" and entry.requirement in rules.requires:
                today.setdefault(entry.requirement, entry)
            elif entry.kind == "certified":
                decided.append(entry)
        met.update(today)
        complete = bool(today) and all(
            name in met and _fresh(met[name].on, day, rules) for name in rules.requires
        )
        yield day, tuple(sorted(met[name].id for name in rules.requires)) if complete else (), decided


def _fresh(met_on: date, day: date, rules: AwardRules) -> bool:
    """Whether something met earlier still counts: for as long as the award itself would."""
    return day <= _or_forever(expires_on(met_on, rules.validity_months))


def _revocation(counted: Sequence[Entry]) -> Entry | None:
    last = None
    for entry in counted:
        if entry.kind in ("revoked", "reinstated"):
            last = entry
    return last if last is not None and last.kind == "revoked" else None


def _or_forever(expiry: date | None) -> date:
    return _FOREVER if expiry is None else expiry


def _days_after(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, date.min.toordinal()))
