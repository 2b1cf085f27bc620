"""A standing in a narrow cell: a sign and a month or a number of days; and the whole sentence of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _

from lms.i18n import day, month
from lms.records.domain.award_rules import Status

SIGNS: Final[Mapping[Status, str]] = {
    "valid": "✓",
    "expiring": "◔",
    "in-grace": "◑",
    "expired": "○",
    "revoked": "✕",
    "never": "–",
}

TRAINED: Final = "◇"  # trained, without a certificate


@dataclass(frozen=True)
class Chip:
    """`short` stands in the cell, `words` are read out and shown on hovering."""

    short: str
    words: str


def chip(status: Status, expires_on: date | None, on: date, names: Mapping[Status, LazyString]) -> Chip:
    """The chip of a standing as of a day; `names` of all. What ends soon counts the days that are left."""
    words = str(names[status])
    if expires_on is None or status in ("revoked", "never"):
        return Chip(SIGNS[status], words)
    if status == "expiring":
        days = (expires_on - on).days
        left = ngettext("%(num)s day", "%(num)s days", days)
        return Chip(f"{SIGNS[status]} {left}", f"{words}: {_('until %(day)s', day=day(expires_on))}")
    ended = (
        _("until %(day)s", day=day(expires_on))
        if status == "valid"
        else _("Expired on %(day)s", day=day(expires_on))
    )
    return Chip(f"{SIGNS[status]} {month(expires_on)}", ended if status == "expired" else f"{words}: {ended}")


def chips(
    status: Status,
    expires_on: date | None,
    trained_on: date | None,
    *,
    on: date,
    names: Mapping[Status, LazyString],
) -> list[tuple[str, Chip]]:
    """The chips of a cell, each with its kind: the standing, and a training that brought no certificate, if any."""
    trained = []
    if trained_on is not None and status not in ("valid", "expiring"):
        words = f"{_('Trained, no certificate')}: {day(trained_on)}"
        trained = [("trained", Chip(f"{TRAINED} {month(trained_on)}", words))]
    standing: list[tuple[str, Chip]] = [(status, chip(status, expires_on, on, names))]
    return trained if trained and status == "never" else standing + trained
