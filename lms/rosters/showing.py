"""What the page of an import shows: its columns with samples, or its lines with what is wrong with each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from lms.accounts.service import Person, Unit
from lms.content import shelf
from lms.db import session
from lms.errors import RuleBroken
from lms.rosters import cells, choosing, matching, wording
from lms.rosters.choosing import SHOWS, Show
from lms.rosters.columns import FIELDS
from lms.rosters.deciding import DECIDED
from lms.rosters.models import RosterImport, RosterRow

LONGEST_SHOWN: Final = 130  # letters: somewhat more than the longest name


@dataclass(frozen=True)
class Cell:
    """A cell as a reader sees it; what is known of the person now, where that is something else; what is wrong."""

    field: str
    text: str
    known: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a line may be about."""

    person: Person
    why: str
    chosen: bool


@dataclass(frozen=True)
class Line:
    """A line of the preview. `problems` belong to the whole line, not to one of its cells.

    `asked`: HR is to say whom it is about; `left_out`: they have said that it is to be left out.
    """

    number: int
    action: str
    word: str
    person: Person | None
    cells: tuple[Cell, ...]
    problems: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    asked: bool
    left_out: bool


def readable(cell: str) -> str:
    """What stands in a cell, without signs that nobody sees, and not more of it than anybody reads."""
    text = cells.clean(cell)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def awards() -> tuple[str, ...]:
    """The ids of what can be recorded, in their teaching order."""
    return tuple(module.id for module in shelf.library().modules)


def unit_code(roster: RosterImport) -> str:
    """The code of the Society or branch that an import belongs to."""
    return session.get_one(Unit, roster.unit_id).code


def columns_page(roster: RosterImport, typed: Mapping[str, str]) -> dict[str, Any]:
    """For the matching: the layout of the file, or why there is none; what was typed before it was refused."""
    try:
        layout = matching.layout_of(roster)
    except RuleBroken as broken:
        return {"layout": None, "gone": wording.said({"word": broken.word, "values": broken.values})}
    chosen = {column.number: typed.get(f"column-{column.number}", column.field) for column in layout.columns}
    return {
        "layout": layout,
        "chosen": chosen,
        "all_award": typed.get("all-award", ""),
        "all_on": typed.get("all-on", ""),
        "source": typed.get("source", roster.file_name),
    }


def preview(roster: RosterImport, show: str, page: str) -> dict[str, Any]:
    """For the preview and the result: a page of lines, and how many there are of each kind."""
    counts = _counts(roster)
    wanted = next((one for one in SHOWS if one == show), _first_worth_a_look(counts))
    found = choosing.page(roster, wanted, int(page) if page.isdecimal() and len(page) < 7 else 1)
    fields = _fields(roster)
    people = _people_of(found.rows)
    return {
        "show": wanted,
        "shows": [
            (one, wording.SHOW_WORDS[one], counts[one]) for one in SHOWS if counts[one] or one == wanted
        ],
        "counts": counts,
        "page": found,
        "columns": fields,
        "lines": [_line(row, roster, fields, people) for row in found.rows],
    }


def _counts(roster: RosterImport) -> dict[Show, int]:
    summary = {name: int(number) for name, number in roster.summary.items()}
    kinds = ("create", "update", "same", "fail", "skip")
    return {
        "problems": summary.get("fail", 0),
        "undecided": summary.get("undecided", 0),
        "create": summary.get("create", 0),
        "update": summary.get("update", 0),
        "same": summary.get("same", 0),
        "skip": summary.get("skip", 0) - summary.get("undecided", 0),
        "all": sum(summary.get(kind, 0) for kind in kinds),
    }


def _first_worth_a_look(counts: Mapping[Show, int]) -> Show:
    """Problems first, then what HR has to decide, then the rest."""
    return next((show for show in SHOWS if counts[show]), "all")


def _fields(roster: RosterImport) -> list[str]:
    used = {*roster.matching.get("columns", {}).values(), *roster.matching.get("everywhere", {})}
    return [field for field in FIELDS[roster.kind] if field in used]


def _people_of(rows: Iterable[RosterRow]) -> dict[int, Person]:
    ids = {one["id"] for row in rows for one in row.candidates}
    ids |= {row.person_id for row in rows if row.person_id is not None}
    return {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(ids)))}


def _line(row: RosterRow, roster: RosterImport, fields: list[str], people: Mapping[int, Person]) -> Line:
    known: Mapping[str, Any] = row.before.get("was", row.before) if row.action == "update" else {}
    shown = tuple(
        Cell(field, readable(row.given.get(field, "")), str(known.get(field) or ""), _problems(row, field))
        for field in fields
    )
    word = wording.ACTION_WORDS[roster.kind][row.action]
    return Line(
        number=row.line,
        action=row.action,
        word=str(word),
        person=None if row.person_id is None else people.get(row.person_id),
        cells=shown,
        problems=tuple(wording.said(one) for one in row.problems if one["field"] not in fields),
        candidates=tuple(
            Candidate(people[one["id"]], str(wording.WHY_WORDS[one["why"]]), one["id"] == row.person_id)
            for one in row.candidates
            if one["id"] in people
        ),
        asked=bool(row.candidates),
        left_out=row.action == "skip" and DECIDED in row.before,
    )


def _problems(row: RosterRow, field: str) -> tuple[str, ...]:
    return tuple(wording.said(one) for one in row.problems if one["field"] == field)
