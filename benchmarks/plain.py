"""The questions of HR in plain SQL, the fastest found for each database: what an answer costs at the least.

The places are put into the text, so nothing has to be bound; all of it is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from lms.content import registry
from lms.records.domain.age_bands import STARTS
from lms.records.domain.award_rules import EXPIRING_DAYS

_SHOWN: Final = 51  # one more than a page has
_COLUMNS: Final = "p.id, p.number, p.name, p.latin_name, p.language, p.unit_id, p.name_order"
_LISTED: Final = "p.merged_into_id IS NULL AND p.erased_at IS NULL"


@dataclass(frozen=True)
class Place:
    """Where a page goes on: behind somebody."""

    order: bytes
    person_id: int


@dataclass(frozen=True)
class Plain:
    """Plain SQL about some units on a day."""

    postgresql: bool
    units: Collection[int]
    today: date

    def people(self, after: Place | None = None) -> str:
        """A page of people with what they hold."""
        return self._page("", after)

    def expiring(self) -> str:
        """The first page of those who hold something that expires soon: looking at one after the other."""
        soon = (
            "AND EXISTS (SELECT 1 FROM certification c WHERE c.person_id = p.id AND"
            f" {self._awards('c')} AND {self._soon('c')} AND {self._stands('c')})"
        )
        return self._page(soon, None)

    def counts(self) -> str:
        """How many awards of each status, by ranges of days, less those that are revoked."""
        mine = f"FROM certification c WHERE c.unit_id IN ({_listed(self.units)}) AND {self._awards('c')}"
        over = f"c.expires_on < '{self.today}'"
        grace = f"c.grace_until >= '{self.today}'"
        later = f"c.expires_on > '{self.today + timedelta(days=EXPIRING_DAYS)}'"
        each = (later, "c.expires_on IS NULL", self._soon("c"))
        gone = (f"{later} OR c.expires_on IS NULL", self._soon("c"), f"{over} AND {grace}", over)
        return (
            f"SELECT {', '.join(f'(SELECT count(*) {mine} AND {one})' for one in each)}, o.*, r.*"
            f" FROM (SELECT count(*), count(CASE WHEN {grace} THEN 1 END) {mine} AND {over}) o,"
            f" (SELECT count(*), {', '.join(f'count(CASE WHEN {one} THEN 1 END)' for one in gone)}"
            f" {mine} AND c.revoked_on <= '{self.today}') r"
        )

    def ending(self, days: int) -> str:
        """Who has to renew next: a page of people with all that ends within so many days."""
        within = f"c.revoked_on IS NULL AND c.expires_on BETWEEN '{self.today}' AND '{self._ahead(days)}'"
        first = self._each_unit(
            lambda unit: (
                f"SELECT c.expires_on, c.person_id FROM certification c WHERE c.unit_id = {unit} AND {within}"
                f" ORDER BY c.expires_on, c.person_id LIMIT {2 * _SHOWN}"
            )
        )
        return (
            f"SELECT p.*, c.award, c.expires_on FROM (SELECT person_id, min(expires_on) AS ends FROM"
            f" (SELECT * FROM ({first}) a ORDER BY 1, 2 LIMIT {2 * _SHOWN}) b GROUP BY person_id) f"
            f" JOIN person p ON p.id = f.person_id JOIN certification c ON c.person_id = p.id AND {within}"
            f" WHERE p.erased_at IS NULL AND {self._true('p.active')} ORDER BY f.ends, p.id LIMIT {2 * _SHOWN}"
        )

    def ends_by_unit(self, days: int) -> str:
        """How much ends in each unit within so many days."""
        return (
            f"SELECT c.unit_id, count(*) FROM certification c WHERE c.unit_id IN ({_listed(self.units)}) AND"
            f" c.revoked_on IS NULL AND c.expires_on BETWEEN '{self.today}' AND '{self._ahead(days)}'"
            " GROUP BY c.unit_id"
        )

    def trainings(self, first: date, last: date) -> Sequence[str]:
        """The figures of trainings: each cell of all breakdowns, and the number of people."""
        what = (
            f"FROM ledger_entry e JOIN person p ON p.id = e.person_id WHERE {self._done('e')}"
            f" AND e.unit_id IN ({_listed(self.units)}) AND e.effective_on BETWEEN '{first}' AND '{last}'"
            f" AND NOT EXISTS ({self._another('a.effective_on = e.effective_on AND a.id > e.id')})"
        )
        places = ", ".join(map(str, range(1, 10)))
        return (
            f"SELECT {', '.join(self._keys())}, count(*) {what} GROUP BY {places}",
            f"SELECT count(*) FROM (SELECT DISTINCT e.person_id {what}) t",
        )

    # --- parts ----------------------------------------------------------------------------------------------

    def _page(self, condition: str, after: Place | None) -> str:
        place = (
            "" if after is None else f"AND (p.name_order, p.id) > ({self._bytes(after)}, {after.person_id})"
        )
        first = self._each_unit(
            lambda unit: (
                f"SELECT p.name_order, p.id FROM person p WHERE p.unit_id = {unit} AND {_LISTED}"
                f" {condition} {place} ORDER BY p.name_order, p.id LIMIT {_SHOWN}"
            )
        )
        return (
            f"SELECT {_COLUMNS}, c.* FROM (SELECT id FROM ({first}) a ORDER BY name_order, id LIMIT {_SHOWN}) f"
            f" JOIN person p ON p.id = f.id LEFT JOIN certification c ON c.person_id = p.id"
            f" AND {self._awards('c')} ORDER BY p.name_order, p.id"
        )

    def _each_unit(self, part: Callable[[int], str]) -> str:
        return " UNION ALL ".join(f"SELECT * FROM ({part(unit)}) u{unit}" for unit in sorted(self.units))

    def _keys(self) -> Sequence[str]:
        year, quarter, language, attempt, source = (
            (
                *(f"extract({part} FROM e.effective_on)" for part in ("year", "quarter")),
                *(f"e.evidence ->> '{name}'" for name in ("language", "attempt", "source")),
            )
            if self.postgresql
            else (
                "CAST(strftime('%Y', e.effective_on) AS INTEGER)",
                "(CAST(strftime('%m', e.effective_on) AS INTEGER) + 2) / 3",
                *(f"json_extract(e.evidence, '$.{name}')" for name in ("language", "attempt", "source")),
            )
        )
        ages = " ".join(f"WHEN {year} - p.birth_year >= {first} THEN '{band}'" for first, band in STARTS)
        # Looked up as a value: with NOT EXISTS inside, PostgreSQL reads all corrections for each training.
        before = self._another("a.effective_on < e.effective_on").replace(
            f"NOT EXISTS ({_taken_back('a')})", f"({_taken_back('a')}) IS NULL"
        )
        return (
            *(year, quarter, "e.unit_id", "e.award", "CASE p.sex WHEN '' THEN 'unknown' ELSE p.sex END"),
            f"CASE WHEN p.birth_year IS NULL THEN 'unknown' {ages} END",
            f"coalesce({language}, p.language)",
            f"CASE WHEN {attempt} IS NOT NULL THEN 'quiz' WHEN {source} IS NOT NULL THEN 'imported' END",
            f"CASE WHEN EXISTS ({before}) THEN 'refresher' ELSE 'first' END",
        )

    def _done(self, entry: str) -> str:
        return (
            f"{entry}.kind = 'achieved' AND {entry}.requirement = 'post-test' AND {self._awards(entry)}"
            f" AND NOT EXISTS ({_taken_back(entry)})"
        )

    def _another(self, condition: str) -> str:
        same = "a.person_id = e.person_id AND a.award = e.award"
        return f"SELECT 1 FROM ledger_entry a WHERE {same} AND {condition} AND {self._done('a')}"

    def _awards(self, alias: str) -> str:
        return f"{alias}.award IN ({', '.join(repr(module.id) for module in registry.current().modules)})"

    def _soon(self, alias: str) -> str:
        return f"{alias}.expires_on BETWEEN '{self.today}' AND '{self._ahead(EXPIRING_DAYS)}'"

    def _stands(self, alias: str) -> str:
        return f"({alias}.revoked_on IS NULL OR {alias}.revoked_on > '{self.today}')"

    def _ahead(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def _true(self, column: str) -> str:
        return column if self.postgresql else f"{column} = 1"

    def _bytes(self, place: Place) -> str:
        return f"'\\x{place.order.hex()}'::bytea" if self.postgresql else f"x'{place.order.hex()}'"


def _listed(units: Collection[int]) -> str:
    return ", ".join(map(str, sorted(units)))


def _taken_back(entry: str) -> str:
    return f"SELECT k.id FROM ledger_entry k WHERE k.corrects_id = {entry}.id"
