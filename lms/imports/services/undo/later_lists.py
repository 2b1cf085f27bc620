"""What later lists say of the same people and trainings: the undo of one list takes nothing from another one.

A line that brings nothing new writes nothing; what it says rests on what the list before it has written. Only lists
that were carried out and not undone count. Reads, never writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from lms import clock
from lms.accounts.services.people import Person, PersonId
from lms.db import among, session
from lms.imports.domain import row_actions
from lms.imports.domain.lines.line_reader import read
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.row_actions import Fact
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records
from lms.imports.services import certificate_choice
from lms.imports.services.list_locale import customs_of
from lms.imports.services.stored_lines import values_of
from lms.jobs import Job
from lms.records.domain import past_results
from lms.records.services.achievements import LedgerEntry

ALSO: Final = (
    "undo-also-listed"  # said of a line that stays when its list is undone: a later list says it, too
)
# A line of another list, and the list.
_Other: TypeAlias = tuple[ListRow, ListImport]


@dataclass(frozen=True)
class Elsewhere:
    """The list that says something of a line, too, by its file and day, and what stays because of that.

    `person`: they are in it; `fields` of a change and ids of `entries` that it says as well; none: it says less.
    """

    file_name: str
    on: date
    person: bool = False
    fields: frozenset[str] = frozenset()
    entries: frozenset[int] = frozenset()

    @property
    def keeps(self) -> bool:
        """Whether something of the line stays."""
        return self.person or bool(self.fields or self.entries)


def elsewhere(
    list_import: ListImport, rows: Sequence[ListRow], but: ListImport | None = None
) -> dict[int, Elsewhere]:
    """Of lines of an import that were carried out those of which a later list speaks as well, by their number.

    `but`: a list that is left aside, as if it were undone.
    """
    customs = _Customs()
    if list_import.kind == "trainings":
        return _trainings(list_import, rows, customs, but)
    others = _others(list_import, [row.person_id for row in rows if row.person_id is not None], but)
    found: dict[int, Elsewhere] = {}
    for row in rows:
        for other, brought in others.get(row.person_id or 0, ()):
            if row.action == "create":
                found.setdefault(row.line, replace(_list(brought), person=True))
            elif fields := _same_fields(row, other, customs.of(brought)):
                known = found.get(row.line, _list(brought))
                found[row.line] = replace(known, fields=known.fields | fields)
    return found


class _Customs:
    """How the cells of each list are read, worked out once."""

    def __init__(self) -> None:
        self._known: dict[int, LocaleContext] = {}

    def of(self, list_import: ListImport) -> LocaleContext:
        if list_import.id not in self._known:
            self._known[list_import.id] = customs_of(list_import)
        return self._known[list_import.id]


def _list(list_import: ListImport) -> Elsewhere:
    return Elsewhere(list_import.file_name, clock.day_of(list_import.created_at))


def _in_force(list_import: ListImport, row: Any, brought: Any) -> Iterator[ColumnElement[bool]]:
    """That a line stands in a later list of the same kind, which was carried out or is at it."""
    at_it = select(Job.id).where(Job.kind == "rosters.run")
    yield brought.kind == list_import.kind
    yield brought.id != list_import.id
    yield or_(brought.state == "done", and_(brought.state == "running", brought.job_id.in_(at_it)))
    if list_import.finished_at is not None:
        yield or_(brought.finished_at.is_(None), brought.finished_at >= list_import.finished_at)
    yield or_(row.action == "same", and_(row.action.in_(("create", "update")), row.done))
    yield row.person_id.is_not(None)


def held_by(list_import: ListImport) -> Iterator[tuple[ListImport, list[ListRow]]]:
    """Lines of earlier lists that were undone, and that stayed because a later list says the same: of those whom this
    list is about, list by list, some lines at a time. Another list may hold them as well.
    """
    asked = select(ListRow.person_id).where(
        ListRow.import_id == list_import.id, ListRow.action.in_(("create", "update", "same"))
    )
    about = [one for one in session.scalars(asked.distinct()) if one is not None]
    for some in existing_records.in_parts(about):
        kept = (
            select(ListRow, ListImport)
            .join(ListImport, ListImport.id == ListRow.import_id)
            .where(
                among(ListRow.person_id, _speakers(some)),
                ListImport.kind == list_import.kind,
                ListImport.state == "undone",
                ListImport.id != list_import.id,
                ListRow.problems[0]["word"].as_string() == ALSO,
            )
        )
        found: defaultdict[ListImport, list[ListRow]] = defaultdict(list)
        for row, brought in session.execute(kept.order_by(ListImport.id, ListRow.line.desc())):
            found[brought].append(row)
        yield from found.items()


def _others(
    list_import: ListImport, people: Iterable[PersonId], but: ListImport | None
) -> Mapping[int, Sequence[_Other]]:
    """The lines of later lists about some people, by their id."""
    asked: Select[*tuple[ListRow, ListImport]] = (
        select(ListRow, ListImport)
        .join(ListImport, ListImport.id == ListRow.import_id)
        .where(among(ListRow.person_id, people), *_in_force(list_import, ListRow, ListImport))
        .order_by(ListImport.id, ListRow.line)
    )
    if but is not None:
        asked = asked.where(ListImport.id != but.id)
    found: defaultdict[int, list[_Other]] = defaultdict(list)
    for row, brought in session.execute(asked):
        found[row.person_id or 0].append((row, brought))
    return found


def _same_fields(row: ListRow, other: ListRow, usual: LocaleContext) -> frozenset[str]:
    """Which fields of a change another line says alike."""
    person = session.get_one(Person, row.person_id)
    said = row_actions.as_stored(values_of(other, "people", usual), existing_records.known_person(person))
    return frozenset(
        field for field, value in row.before.get("set", {}).items() if field in said and said[field] == value
    )


# --- trainings --------------------------------------------------------------------------------------------------


def _trainings(
    list_import: ListImport, rows: Sequence[ListRow], customs: _Customs, but: ListImport | None
) -> dict[int, Elsewhere]:
    written = _written(_entries(rows))
    speaks = _speakers({row.person_id for row in rows if row.person_id is not None})
    others = _said(_others(list_import, speaks, but), speaks, customs)
    found: dict[int, Elsewhere] = {}
    for row in rows:
        for number in (one for one in _entries([row]) if one in written):
            (person, award, on), requirement = written[number]
            for one, backed in others.get((speaks.get(PersonId(person), person), award, on), ()):
                known = found.setdefault(row.line, one)
                if requirement in backed:
                    first = known if known.entries else one  # who is named says something that stays
                    found[row.line] = replace(first, entries=known.entries | {number})
    return found


def _said(
    others: Mapping[int, Sequence[_Other]], speaks: Mapping[PersonId, int], customs: _Customs
) -> Mapping[Fact, Sequence[tuple[Elsewhere, frozenset[str]]]]:
    """What other lists say of trainings: the list, and the requirements that it says."""
    count = _written(_entries(row for lines in others.values() for row, _ in lines))
    found: defaultdict[Fact, list[tuple[Elsewhere, frozenset[str]]]] = defaultdict(list)
    for person, lines in others.items():
        for row, brought in lines:
            own = _entries([row])
            said = read(row.given, "trainings", customs.of(brought))
            if said.problems or (own and not count.keys() & own):
                continue  # what somebody has corrected says nothing more
            recognised = certificate_choice.reason_of(brought) is not None
            backed = past_results.backed(said.result, recognised=recognised)
            fact = (speaks[PersonId(person)], str(said.values["award"]), str(said.values["on"]))
            found[fact].append((_list(brought), backed))
    return found


def _entries(rows: Iterable[ListRow]) -> set[int]:
    """What lines have written into the ledger themselves."""
    return {number for row in rows for number in row.before.get("entries", ())}


def _written(entries: Iterable[int]) -> dict[int, tuple[Fact, str]]:
    """What entries of the ledger that still count say."""
    back = aliased(LedgerEntry)
    asked = (
        select(LedgerEntry)
        .join(back, back.corrects_id == LedgerEntry.id, isouter=True)
        .where(among(LedgerEntry.id, entries), back.id.is_(None))
    )
    return {
        one.id: ((one.person_id, one.award, one.effective_on.isoformat()), one.requirement or "")
        for one in session.scalars(asked)
    }


def _speakers(people: Iterable[PersonId]) -> dict[PersonId, int]:
    """Everybody whose records are those of these people -> under whom they stand."""
    kept = func.coalesce(Person.merged_into_id, Person.id)
    speakers = set(session.scalars(select(kept).where(among(Person.id, people))))
    asked = select(Person.id, kept).where(
        or_(among(Person.id, speakers), among(Person.merged_into_id, speakers))
    )
    return dict(session.execute(asked).all())
