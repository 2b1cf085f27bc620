"""Questions of HR over all domains, answered in streams. Reads every domain, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lms.records.domain.award_rules import Status
from lms.records.queries import certification_list
from lms.records.queries.certification_list import Filter, Unit


@dataclass(frozen=True)
class RecordRow:
    """One person and one award: a line of the export.

    `branch` is the code of the person's unit, `active` whether the account is open. `expires_on`: until when it counts;
    None as well for one that was revoked, which would look as if it counted until then.
    """

    number: str
    name: str
    latin_name: str
    branch: str
    award: str
    status: Status
    issued_on: date | None
    expires_on: date | None
    trained_on: date | None
    active: bool


def records(wanted: Filter, units: Mapping[str, Unit], today: date) -> Iterator[RecordRow]:
    """The roll under a filter, one row a person and award, in the order of the list on the screen."""
    codes = {unit.id: code for code, unit in units.items()}
    for line in certification_list.everyone(wanted, today):
        for held in line.held:
            yield RecordRow(
                line.number,
                line.name,
                line.latin_name,
                codes[line.unit_id],
                held.award,
                held.status,
                held.issued_on,
                None if held.status == "revoked" else held.expires_on,
                held.trained_on,
                line.active,
            )
