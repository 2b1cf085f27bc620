"""The page on which sheets are typed: a row for each person, what is wrong on which field. Changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Final

from werkzeug.datastructures import MultiDict

from lms.accounts.queries.people import record_with_number
from lms.accounts.services.people import Person
from lms.errors import RuleBroken
from lms.quizzes.domain.paper_sheet import LONGEST_ROW
from lms.quizzes.domain.typed_again import REFUSED_BY_MARKS
from lms.quizzes.queries import paper_people
from lms.quizzes.queries.paper_people import Owners
from lms.quizzes.services.paper_forms import PrintedTest
from lms.quizzes.services.paper_results import (
    CheckedSheet,
    Choice,
    TypedSheet,
    check_day,
    check_sheet,
    read_letters,
)
from lms.text.calendars import read_date

MOST_ROWS: Final = 60
_FIRST_ROWS: Final = 10
_SPARE_ROWS: Final = 5
_CHOICES: Final[Mapping[str, Choice]] = {"before": "before", "now": "now", "empty": "empty"}


@dataclass(frozen=True)
class SheetRow:
    """A row of the page as it was typed, from 1; the person and the marks, or what is wrong with which field."""

    number: int
    who: str = ""
    letters: str = ""
    choice: str = ""
    person: Person | None = None
    checked: CheckedSheet | None = None
    broken: RuleBroken | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into it."""
        return not (self.who.strip() or self.letters.strip())

    @property
    def is_clear(self) -> bool:
        """Whether it can be saved as it stands: nothing is wrong with it or still to be asked."""
        return self.checked is not None and self.checked.outcome != "asked"

    @property
    def field(self) -> str:
        """The field with the mistake."""
        return (self.broken.field or "who") if self.broken else ""


@dataclass(frozen=True)
class SheetPage:
    """All that was typed: the day and the language of the sheets, and the rows; `broken_day`: what is wrong with it."""

    day: str
    on: date | None
    broken_day: RuleBroken | None
    language: str
    rows: tuple[SheetRow, ...]

    @property
    def checked(self) -> list[CheckedSheet]:
        """The sheets that are in order."""
        return [row.checked for row in self.rows if row.checked]

    @property
    def is_whole(self) -> bool:
        """Whether there is something to save, and nothing is wrong or still to be asked."""
        clear = not self.broken_day and not any(row.broken for row in self.rows)
        return clear and bool(self.checked) and all(one.outcome != "asked" for one in self.checked)

    @property
    def tells_of_key(self) -> bool:
        """Whether it says of a row how many letters are right, or whether they pass."""
        refused = {row.broken.code for row in self.rows if row.broken}
        return bool(self.checked) or not refused.isdisjoint(REFUSED_BY_MARKS)

    @property
    def clear(self) -> list[CheckedSheet]:
        """The sheets that can be saved as they stand."""
        return [row.checked for row in self.rows if row.checked and row.is_clear]

    @property
    def unclear(self) -> list[SheetRow]:
        """The rows that cannot."""
        return [row for row in self.rows if not row.is_empty and not row.is_clear]

    @property
    def has_differing(self) -> bool:
        """Whether a row has to be chosen; else what is asked about is an empty one."""
        return any(row.checked and row.checked.before and not row.is_clear for row in self.rows)

    @property
    def filled(self) -> int:
        """How many rows something was typed into."""
        return sum(not row.is_empty for row in self.rows)

    @property
    def is_partly_clear(self) -> bool:
        """Whether some rows can be saved while others stay on the page."""
        return self.on is not None and bool(self.clear) and bool(self.unclear)

    @property
    def seen(self) -> str:
        """What changes with all that saving does: only what somebody has seen is saved."""
        rows = [
            [one.person.id, one.record.id, one.row, one.outcome, one.marks.score, one.marks.passed]
            for one in self.checked
        ]
        return hashlib.sha256(json.dumps([self.day, self.language, rows]).encode()).hexdigest()[:16]


def empty_page(day: date, language: str) -> SheetPage:
    """The page before anything was typed."""
    return SheetPage(day.isoformat(), day, None, language, _with_spare([]))


def read_page(
    form: PrintedTest,
    typed: MultiDict[str, str],
    owners: Owners,
    languages: Collection[str],
    actor: Person,
    *,
    most: int = MOST_ROWS,
) -> SheetPage:
    """What was typed, each row checked by itself; `most` rows of it."""
    on, broken = _day(form, typed.get("on", ""))
    language = next((one for one in languages if one == typed.get("language")), next(iter(languages)))
    columns = [typed.getlist(name)[:most] for name in ("who", "letters", "choice")]
    met: dict[int, int] = {}
    rows = []
    for number, (who, letters, choice) in enumerate(zip_longest(*columns, fillvalue=""), start=1):
        row = SheetRow(number, who[: paper_people.LONGEST], letters[:LONGEST_ROW], choice)
        rows.append(row if row.is_empty else check_row(form, row, on, owners, actor, met))
    return SheetPage(typed.get("on", "").strip(), on, broken, language, _with_spare(_both_wait(rows)))


def typed_rows(typed: MultiDict[str, str], rows: Sequence[SheetRow]) -> MultiDict[str, str]:
    """What was typed, with some of its rows alone."""
    left = typed.copy()
    for name in ("who", "letters", "choice"):
        left.setlist(name, [getattr(row, name) for row in rows])
    return left


def check_row(
    form: PrintedTest, row: SheetRow, on: date | None, owners: Owners, actor: Person, met: dict[int, int]
) -> SheetRow:
    """A row with its person and marks, or with what is wrong. `met`: the rows of people who came before it.

    Without a day nothing is marked yet: it decides what a sheet means. Letters are read whatever the day.
    """
    person, checked, broken = None, None, None
    try:
        person = owners.named(row.who)
        _refuse_twice(person, row, met)
        record = record_with_number(person, row.who)
        sheet = TypedSheet(person, row.letters, _CHOICES.get(row.choice, ""), record)
        if on is None:
            read_letters(form, row.letters)
        else:
            checked = check_sheet(form, sheet, on, actor)
    except RuleBroken as problem:
        broken = problem
    return SheetRow(row.number, row.who, row.letters, row.choice, person, checked, broken)


def _refuse_twice(person: Person, row: SheetRow, met: dict[int, int]) -> None:
    if person.id in met:
        raise RuleBroken("twice-on-page", field="who", row=met[person.id])
    met[person.id] = row.number


def _both_wait(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Of two rows of one person neither is saved before somebody has said which one is right."""
    again = {
        row.broken.values["row"]: row.number
        for row in reversed(rows)
        if row.broken is not None and row.broken.code == "twice-on-page"
    }
    return [
        replace(row, checked=None, broken=RuleBroken("twice-on-page", field="who", row=again[row.number]))
        if row.number in again
        else row
        for row in rows
    ]


def _day(form: PrintedTest, typed: str) -> tuple[date | None, RuleBroken | None]:
    if not typed.strip():
        return None, RuleBroken("day-missing", field="on")
    try:
        on = read_date(typed)
    except ValueError:
        return None, RuleBroken("day-unreadable", field="on")
    try:
        check_day(form, on)
    except RuleBroken as broken:
        return None, broken
    return on, None


def _with_spare(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """The rows up to the last that is filled in, and some empty ones: on a phone each of them is a long way down."""
    last = max((row.number for row in rows if not row.is_empty), default=0)
    wanted = min(MOST_ROWS, max(_FIRST_ROWS, last + _SPARE_ROWS))
    return (*rows[:wanted], *(SheetRow(number) for number in range(len(rows) + 1, wanted + 1)))
