"""The long work of an import, in batches: decide about every line, carry the decisions out.

Each batch is a transaction of its own together with the mark that its lines are done, so that whatever is cut off
in the middle goes on where it was, and no line is half there. Generators: they yield after each batch; whoever
drives them (a job, a command) commits there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from itertools import islice
from typing import Any, Final, cast

from sqlalchemy import delete, func, insert, select

from lms import audit, clock, db
from lms.accounts import people, settling
from lms.accounts.service import Person, Sex, Unit
from lms.accounts.settling import NewPerson
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records import service as records
from lms.rosters import cells, customs, dates, lookup, planning, reading, sources, tables
from lms.rosters.cells import Customs, Problem, Read, Values
from lms.rosters.columns import Kind
from lms.rosters.models import RosterImport, RosterRow
from lms.rosters.planning import Decision
from lms.rosters.tables import Table

BATCH: Final = 500  # lines of a transaction
DATES: Final = ("birth", "on")  # fields whose columns have an order of day and month
ACTED_ON: Final = ("create", "update")


# --- deciding ---------------------------------------------------------------------------------------------------


def given_lines(table: Table, matching: Mapping[str, Any]) -> list[tuple[int, dict[str, str]]]:
    """What each line says, as it was typed, by field; and what was said for the whole list."""
    fields = {int(column) - 1: field for column, field in matching["columns"].items()}
    everywhere: dict[str, str] = matching.get("everywhere", {})
    return [
        (line.number, {**everywhere, **{field: line.cells[place] for place, field in fields.items()}})
        for line in table.lines
    ]


def customs_of(roster: RosterImport) -> Customs:
    """How the cells of an import are read."""
    unit = session.get_one(Unit, roster.unit_id)
    return customs.of_unit(unit, roster.matching.get("orders", {}))


def plan(roster: RosterImport) -> Iterator[None]:
    """Decide about every line of the file and store it for the preview."""
    uuid, sheet, kind, matching = roster.uuid, roster.sheet, roster.kind, roster.matching
    known, usual = sources.remembered(roster), customs_of(roster)
    yield  # a large file takes seconds to read: nobody else waits for the database meanwhile
    table = tables.find(reading.read(sources.content(uuid)).sheet(sheet), kind, known)
    given = given_lines(table, matching)
    orders = {field: dates.order_of(typed.get(field, "") for _, typed in given) for field in DATES}
    usual = replace(usual, orders=orders)
    lines = [(number, cells.read(typed, kind, usual)) for number, typed in given]
    yield from _store(roster, dict(given), lines)
    roster.matching = {**matching, "orders": orders}
    roster.state = "preview"
    count(roster)


def _store(
    roster: RosterImport, given: Mapping[int, Mapping[str, str]], lines: Sequence[tuple[int, Read]]
) -> Iterator[None]:
    stored = set(session.scalars(select(RosterRow.line).where(RosterRow.import_id == roster.id)))
    decisions = iter(_decisions(roster, lines))
    while batch := list(islice(decisions, BATCH)):
        rows = [_row(roster, line, given[line], decision) for line, decision in batch if line not in stored]
        if rows:
            session.execute(insert(RosterRow), rows)
        yield


def _decisions(roster: RosterImport, lines: Sequence[tuple[int, Read]]) -> Iterator[tuple[int, Decision]]:
    unit = session.get_one(Unit, roster.unit_id)
    index = lookup.index_of(unit, (read.values for _, read in lines))
    if roster.kind == "people":
        return planning.people(lines, index)
    awards = {str(read.values["award"]) for _, read in lines if "award" in read.values}
    ledger = lookup.ledger_of(sorted(one.id for one in index.by_id.values() if one.ours), awards)
    return planning.trainings(lines, index, ledger)


def _row(roster: RosterImport, line: int, given: Mapping[str, str], decision: Decision) -> dict[str, Any]:
    return {
        "import_id": roster.id,
        "line": line,
        "action": decision.action,
        "person_id": decision.person,
        "given": {field: text for field, text in given.items() if text.strip()},
        "problems": [asdict(problem) for problem in decision.problems],
        "candidates": [candidate._asdict() for candidate in decision.candidates],
        "before": dict(decision.before),
        "done": False,
    }


def forget_lines(roster: RosterImport) -> None:
    """Drop what was decided, to decide anew."""
    session.execute(delete(RosterRow).where(RosterRow.import_id == roster.id))
    session.expire_all()


def count(roster: RosterImport) -> None:
    """Write down how many lines there are of each kind; "undecided" are those where HR has to say who it is."""
    session.flush()
    of_import = RosterRow.import_id == roster.id
    asked = select(RosterRow.action, func.count()).where(of_import).group_by(RosterRow.action)
    found: dict[str, int] = dict(session.execute(asked).all())
    undecided = select(RosterRow.candidates).where(of_import, RosterRow.action == "skip")
    found["undecided"] = sum(bool(candidates) for candidates in session.scalars(undecided))
    done = select(func.count()).select_from(RosterRow).where(of_import, RosterRow.done)
    roster.summary = {**roster.summary, **dict.fromkeys(("create", "update", "same", "fail", "skip"), 0)}
    roster.summary = {**roster.summary, **found, "done": session.scalar(done) or 0}


# --- carrying out -----------------------------------------------------------------------------------------------


def carry_out(roster: RosterImport) -> Iterator[None]:
    """Do what was decided, line by line, in the order of the file."""
    usual = customs_of(roster)
    actor = None if roster.actor_id is None else session.get_one(Person, roster.actor_id)
    while rows := _next_rows(roster):
        if roster.kind == "people":
            _create([row for row in rows if row.action == "create"], roster, usual, actor)
            _update([row for row in rows if row.action == "update"], usual, actor)
        else:
            for row in rows:
                _record(row, roster, usual, actor)
        session.flush()
        yield
    roster.state, roster.finished_at = "done", clock.now()
    count(roster)
    facts = {"kind": roster.kind, **{name: roster.summary[name] for name in ("create", "update", "fail")}}
    audit.note(roster.actor_id, "rosters.done", "roster_import", roster.id, **facts)
    uuid = roster.uuid
    db.after_commit(lambda: sources.remove(uuid))


def _next_rows(roster: RosterImport) -> list[RosterRow]:
    asked = select(RosterRow).where(
        RosterRow.import_id == roster.id, RosterRow.action.in_(ACTED_ON), RosterRow.done.is_(False)
    )
    return list(session.scalars(asked.order_by(RosterRow.line).limit(BATCH)))


def values_of(row: RosterRow, kind: Kind, usual: Customs) -> Values:
    """What a line says, read again."""
    return cells.read(row.given, kind, usual).values


def _fail(row: RosterRow, broken: RuleBroken) -> None:
    row.action = "fail"
    row.problems = [asdict(Problem(broken.field or "", broken.word, broken.values))]


def _create(rows: list[RosterRow], roster: RosterImport, usual: Customs, actor: Person | None) -> None:
    if not rows:
        return
    units = {unit.code: unit for unit in session.scalars(select(Unit))}
    home = session.get_one(Unit, roster.unit_id)
    new = [_new_person(values_of(row, "people", usual), units, home, usual) for row in rows]
    for row, made in zip(rows, settling.create_people(new, actor=actor), strict=True):
        if isinstance(made, RuleBroken):
            _fail(row, made)
        else:
            row.person_id, row.done = made, True


def _new_person(values: Values, units: Mapping[str, Unit], home: Unit, usual: Customs) -> NewPerson:
    """Somebody new. Who has one name only has it for both; a certificate then shows it once."""
    name = str(values.get("name") or values["latin_name"])
    birth = values.get("birth")
    return NewPerson(
        number=str(values["number"]),
        name=name,
        latin_name=str(values.get("latin_name") or name),
        language=str(values.get("language") or usual.language),
        unit=units.get(str(values.get("branch")), home),
        phone=str(values["phone"]) if "phone" in values else None,
        email=str(values["email"]) if "email" in values else None,
        sex=cast(Sex, values.get("sex", "")),
        birth_year=None if birth is None else int(birth),
    )


def _update(rows: list[RosterRow], usual: Customs, actor: Person | None) -> None:
    ids = [row.person_id for row in rows]
    session.scalars(select(Person).where(Person.id.in_(ids))).all()  # read together, found one by one below
    for row in rows:
        try:
            with session.begin_nested():
                row.before = _change(_person_of(row), values_of(row, "people", usual), actor)
            row.done = True
        except RuleBroken as broken:
            _fail(row, broken)
        except NotFound:
            _fail(row, RuleBroken("person-unknown", field="number"))


def _person_of(row: RosterRow) -> Person:
    person = None if row.person_id is None else session.get(Person, row.person_id)
    if person is None:
        raise RuleBroken("person-unknown", field="number")
    return person


def _change(person: Person, values: Values, actor: Person | None) -> dict[str, Any]:
    """Bring a person in line with what a list says. Returns what was there before, and what is there now."""
    known = lookup.known_person(person)
    new = planning.changes(values, known)
    store(person, new, actor)
    return {"was": {field: getattr(known, field) for field in new}, "set": new}


def store(person: Person, new: Values, actor: Person | None) -> None:
    """Change some fields of a person by the verbs of accounts. Raises as they do."""
    fields = {
        "birth_year" if field == "birth" else field: value
        for field, value in new.items()
        if field != "branch"
    }
    if fields.get("birth_year") == 0:
        fields["birth_year"] = cast(int, None)
    if fields:
        given = replace(people.particulars_of(person), **cast(dict[str, Any], fields))
        people.edit_person(person, given, actor=actor)
    if "branch" in new:
        unit = session.scalars(select(Unit).filter_by(code=new["branch"])).one()
        people.move_person(person, unit, actor=actor)


def _record(row: RosterRow, roster: RosterImport, usual: Customs, actor: Person | None) -> None:
    values = values_of(row, "trainings", usual)
    award, on = str(values["award"]), date.fromisoformat(str(values["on"]))
    # What HR wants to have again although it was taken back is not "the same list once more".
    again = any(problem["word"] == "corrected-before" for problem in row.problems)
    try:
        with session.begin_nested():
            person = _person_of(row)
            before = lookup.achieved_ids(person.id, award, on)
            records.record_past_training(
                *(person, award),
                on=on,
                source=roster.matching["source"],
                reason=f"list {roster.uuid}",
                actor=actor,
                file="" if again else roster.file_digest,
                line=row.line,
            )
            made = lookup.achieved_ids(person.id, award, on) - before
    except RuleBroken as broken:
        _fail(row, broken)
    except NotFound:
        _fail(row, RuleBroken("award-unknown", field="award", typed=award))
    else:
        row.before, row.done = {"entries": sorted(made)}, True
        if not made:
            row.action = "same"
