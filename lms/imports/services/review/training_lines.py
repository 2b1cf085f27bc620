"""Lines of trainings that HR gave a person: whether the ledger, or another line, says the same already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import asdict
from datetime import date
from typing import Final

from sqlalchemy import select

from lms.db import among, session
from lms.imports.domain import recorded_otherwise, row_actions
from lms.imports.domain.days_of_list import DaysOfList
from lms.imports.domain.lines import line_reader
from lms.imports.domain.lines.line_values import Problem, Read
from lms.imports.domain.row_actions import (
    Decision,
    Fact,
    Ledger,
    Said,
)
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records
from lms.imports.services import list_locale, stored_lines
from lms.imports.services.certificate_choice import RECORDED_AGAIN, RECORDED_BESIDE
from lms.imports.services.review.row_decisions import decide

_OF_TRAINING: Final = ("award", "on", "result", "mark")  # the fields that tell one training from another


def settle_trainings(
    list_import: ListImport,
    about: Mapping[ListRow, int],
    lines: Mapping[ListRow, Read],
    numbers: Mapping[int, str],
    *,
    told: bool = False,
) -> None:
    """Decide about lines of which it is said who it is; `told`: HR has said it of each of them by itself. `numbers`
    are those of the people, by id.

    What another line says of that person already is not recorded twice. Where nobody was `told`, both may be of two
    people: the second stays undecided.
    """
    ledger, own = ledger_for(about, lines), stored_lines.own_ids(list_import)
    said = said_of(list_import, set(about.values()), about)
    days = _days_of(list_import, set(about.values()), about)
    for row, person in sorted(about.items(), key=lambda one: one[0].line):
        same = said_before(row, person, lines[row], said, ledger)
        if same is None:
            _settle_training(row, lines[row], (person, numbers[person]), ledger, own, days)
            if row.action == "create":
                said[row_actions.fact_of(person, lines[row])].append(says(row, lines[row]))
        elif told:
            again = Problem("", row_actions.SAID_BEFORE, {"line": same.line})
            row.problems = [asdict(again)]
            decide(row, Decision("same", person, (again,)))


def same_as(list_import: ListImport, lines: Collection[int]) -> dict[ListRow, int]:
    """The lines of which HR has said who it is, and that say the same as one of some lines, each with the person.

    When something else is said of that line, it is to be decided about them anew.
    """
    asked = select(ListRow).where(
        ListRow.import_id == list_import.id,
        ListRow.action == "same",
        ListRow.line.not_in(lines),
        ListRow.candidates[0]["id"].as_integer().is_not(None),
    )
    return {
        row: int(row.person_id)
        for row in session.scalars(asked)
        if row.person_id is not None
        and any(
            one["word"] == row_actions.SAID_BEFORE and one["values"]["line"] in lines for one in row.problems
        )
    }


def ledger_for(about: Mapping[ListRow, int], lines: Mapping[ListRow, Read]) -> Ledger:
    awards = {str(read.values["award"]) for read in lines.values()}
    return existing_records.ledger_of(sorted(set(about.values())), awards)


def says(row: ListRow, read: Read) -> Said:
    return Said(row.line, read.result == "passed")


def said_before(
    row: ListRow, person: int, read: Read, said: Mapping[Fact, Sequence[Said]], ledger: Ledger
) -> Said | None:
    """The other line that records of somebody what this one says; None where the ledger says it already."""
    if row_actions.is_recorded(person, read, ledger):
        return None
    others = said.get(row_actions.fact_of(person, read), ())
    return next((one for one in others if row_actions.say_the_same(one, says(row, read))), None)


def said_of(
    list_import: ListImport, people: Collection[int], but: Collection[ListRow]
) -> defaultdict[Fact, list[Said]]:
    """What the other lines of a list record of some people."""
    asked = select(ListRow).where(
        ListRow.import_id == list_import.id,
        among(ListRow.person_id, people),
        ListRow.action == "create",
        ListRow.id.not_in([row.id for row in but]),
    )
    usual, found = list_locale.customs_of(list_import), defaultdict[Fact, list[Said]](list)
    for row in session.scalars(asked.order_by(ListRow.line)):
        read = line_reader.read(row.given, "trainings", usual)
        if not read.problems:
            fact = row_actions.fact_of(int(row.person_id or 0), read)
            found[fact].append(says(row, read))
    return found


def _days_of(list_import: ListImport, people: Collection[int], but: Collection[ListRow]) -> DaysOfList:
    """The days on which the other lines of a list say that some people were trained, asked about or not."""
    asked = select(ListRow).where(
        ListRow.import_id == list_import.id,
        among(ListRow.person_id, people),
        ListRow.action.in_(("create", "skip")),
        ListRow.before[stored_lines.DECIDED].as_boolean().is_(None),
        ListRow.id.not_in([row.id for row in but]),
    )
    usual, found = list_locale.customs_of(list_import), DaysOfList()
    for row in session.scalars(asked.order_by(ListRow.line)):
        read = line_reader.read(row.given, "trainings", usual)
        if not read.problems:
            found.add(row.line, *_on(int(row.person_id or 0), read))
    return found


def _on(person: int, read: Read) -> tuple[int, str, date]:
    return person, str(read.values["award"]), date.fromisoformat(str(read.values["on"]))


def _settle_training(
    row: ListRow, read: Read, who: tuple[int, str], ledger: Ledger, own: Set[int], days: DaysOfList
) -> None:
    person, _ = who
    # That it was taken back before was seen: this is the decision about it.
    ledger, corrected = ledger._replace(corrected=frozenset()), ledger.corrected
    beside = row_actions.near(person, read, ledger)
    seen = {one["id"] for one in row.candidates if "near" in (one["why"], one.get("against"))}
    beside_line = days.near(*_on(person, read))
    if person in seen:  # that it is another training is said
        ledger, days_asked = ledger._replace(days={}), DaysOfList()
    else:
        days_asked = days
    decision = row_actions.recorded(row.line, read, person, ledger, row_actions.Seen({}, days_asked), own)
    if decision.action == "same":
        decision = recorded_otherwise.with_difference(decision, [who], read, ledger, certain=True)
    days.add(row.line, *_on(person, read))
    row.problems = [asdict(problem) for problem in decision.problems]
    if decision.candidates:  # asked about next, now that it is known who it is
        row.candidates = [one._asdict() for one in decision.candidates]
    elif decision.action == "create" and row_actions.fact_of(person, read) in corrected:
        row.problems = [asdict(Problem("", RECORDED_AGAIN, {}))]
    elif decision.action == "create" and beside:
        row.problems = [asdict(Problem("on", RECORDED_BESIDE, {"on": beside}))]
    elif decision.action == "create" and beside_line is not None:
        values = {"on": beside_line.on.isoformat(), "line": beside_line.line}
        row.problems = [asdict(Problem("on", RECORDED_BESIDE, values))]
    decide(row, decision)
