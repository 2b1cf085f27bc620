"""Carry out what was decided, in batches.

Each batch is a transaction of its own together with the mark that its lines are done, so that whatever is cut off
in the middle goes on where it was, and no line is half there. Generators: they yield after each batch; whoever
drives them (a job, a command) commits there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from typing import Any, Final, Literal, TypeAlias, cast, get_args

from sqlalchemy import Row, Select, select, update

from lms import audit, clock, db, jobs
from lms.accounts.services import bulk
from lms.accounts.services.bulk import Change, NewPerson
from lms.accounts.services.people import Particulars, Person, PersonId, Sex, Unit
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.imports.domain import row_actions
from lms.imports.domain.lines import line_reader
from lms.imports.domain.lines.line_values import LocaleContext, Problem, Values
from lms.imports.models import Action, ListImport, ListRow
from lms.imports.queries import existing_records
from lms.imports.queries.named_records import NamedRecords, named_records
from lms.imports.services import certificate_choice, forgetting, recheck
from lms.imports.services.list_locale import customs_of
from lms.imports.services.stored_lines import count, read_values, values_of
from lms.imports.services.upload import upload_store
from lms.records.queries import source_lists
from lms.records.services import achievements
from lms.records.services.achievements import PastTraining

Work: TypeAlias = Literal["create", "update", "record", "remove", "correct"]

# Lines of one transaction, by what is done with them: nobody waits for longer than a moment until it ends.
BATCHES: Final[Mapping[Work, int]] = {
    "create": 500,
    "update": 500,
    "record": 750,
    "remove": 100,
    "correct": 750,
}
_NOBODY: Final = RuleBroken("person-unknown", field="number")
_TAKEN_BACK: Final = RuleBroken(recheck.TAKEN_BACK_MEANWHILE)


def carry_out(list_import: ListImport, actor: Person | None) -> Iterator[None]:
    """Do what was decided: bring people up to date, then settle new ones; record trainings in the order of the file."""
    usual = customs_of(list_import)
    _fail_gone(list_import)
    if list_import.kind == "people":
        yield from _update_all(list_import, usual, actor)
        yield from _create_all(list_import, usual, actor)
    else:
        yield from _record_all(list_import, usual, actor)
    yield from forgetting.forget_left_out(list_import)
    list_import.state, list_import.finished_at = "done", clock.now()
    count(list_import)
    facts = {
        "kind": list_import.kind,
        **{name: list_import.summary[name] for name in ("create", "update", "fail")},
    }
    audit.note(None if actor is None else actor.id, "rosters.done", "roster_import", list_import.id, **facts)
    uuid = list_import.uuid
    db.after_commit(lambda: upload_store.remove(uuid))


def steps(list_import: ListImport) -> int:
    """About how many times `carry_out` yields."""
    create, update = int(list_import.summary["create"]), int(list_import.summary["update"])
    forgetting_it = forgetting.steps(sum(int(list_import.summary.get(one, 0)) for one in get_args(Action)))
    if list_import.kind == "trainings":
        same = -(-int(list_import.summary["same"]) // recheck.AT_ONCE)
        return 1 + forgetting_it + 2 * same + -(-create // BATCHES["record"])
    return 1 + forgetting_it + 2 * -(-create // BATCHES["create"]) + -(-update // BATCHES["update"])


def _left(list_import: ListImport, action: Action, work: Work, after: int) -> Select[ListRow]:
    """The next lines that are to be done, after one that was done just now."""
    asked = select(ListRow).where(
        ListRow.import_id == list_import.id,
        ListRow.line > after,
        ListRow.action == action,
        ListRow.done.is_(False),
    )
    return asked.order_by(ListRow.line).limit(BATCHES[work])


def _fail_gone(list_import: ListImport) -> None:
    """Say of lines that bring nothing new that their person is gone: the list that had settled them was undone."""
    gone = (ListRow.import_id == list_import.id, ListRow.action == "same", ListRow.person_id.is_(None))
    session.execute(update(ListRow).where(*gone).values(**_failed(_NOBODY)))


def _fail(row: ListRow, broken: RuleBroken) -> None:
    for name, value in _failed(broken).items():
        setattr(row, name, value)


def _failed(broken: RuleBroken) -> dict[str, Any]:
    problem = Problem(broken.field or "", broken.code, broken.values)
    return {"action": "fail", "before": {}, "problems": [asdict(problem)]}


# --- new people -------------------------------------------------------------------------------------------------


def _create_all(list_import: ListImport, usual: LocaleContext, actor: Person | None) -> Iterator[None]:
    """Settle new people. Their names are worked out between two transactions, while others may write."""
    columns, last = (ListRow.id, ListRow.line, ListRow.given, ListRow.before), 0
    while rows := session.execute(
        _left(list_import, "create", "create", last).with_only_columns(*columns)
    ).all():
        last = rows[-1].line
        units = {unit.code: unit for unit in session.scalars(select(Unit))}
        home = session.get_one(Unit, list_import.unit_id)
        yield
        new = [_new_person(read_values(row.given, row.before, usual), units, home, usual) for row in rows]
        for one in new:
            with suppress(RuleBroken):  # said again, and to the line, when they are settled
                _ = one.values
        made = bulk.create_people(new, actor=actor)
        changed = [
            _failed(one) if isinstance(one, RuleBroken) else {"person_id": one, "before": {}, "done": True}
            for one in made
        ]
        for kind in (True, False):  # each kind sets its own columns
            some = [
                {"id": row.id, **new}
                for row, new in zip(rows, changed, strict=True)
                if ("done" in new) is kind
            ]
            if some:
                session.execute(update(ListRow), some)
        yield


def _new_person(values: Values, units: Mapping[str, Unit], home: Unit, usual: LocaleContext) -> NewPerson:
    """Somebody new. Who has a name in Latin letters only is called by it, and has no second one."""
    name = str(values.get("name") or values["latin_name"])
    birth = values.get("birth")
    given = Particulars(
        name=name,
        latin_name=str(values.get("latin_name", "")),
        language=str(values.get("language") or usual.language),
        number=str(values["number"]),
        phone=str(values.get("phone", "")),
        email=str(values.get("email", "")),
        sex=cast(Sex, values.get("sex", "")),
        birth_year=None if birth is None else int(birth),
    )
    return NewPerson(given, units.get(str(values.get("branch") or usual.home), home))


# --- people who are known ---------------------------------------------------------------------------------------


def _update_all(list_import: ListImport, usual: LocaleContext, actor: Person | None) -> Iterator[None]:
    last = 0
    while rows := session.scalars(_left(list_import, "update", "update", last)).all():
        last = rows[-1].line
        _update(rows, usual, actor)
        session.flush()
        yield
        jobs.let_others_write()


def _update(rows: Sequence[ListRow], usual: LocaleContext, actor: Person | None) -> None:
    people = bulk.held(row.person_id for row in rows if row.person_id is not None)
    known = {one.id: existing_records.known_person(one) for one in people.values()}
    new: dict[ListRow, Values] = {}
    for row in rows:
        if row.person_id in known:
            new[row] = row_actions.changes(values_of(row, "people", usual), known[row.person_id])
        else:
            _fail(row, _NOBODY)
    hindered = change([(people[cast(PersonId, row.person_id)], values) for row, values in new.items()], actor)
    for (row, values), why in zip(new.items(), hindered, strict=True):
        if why is None and not values:
            row.action, row.before = "same", {}  # somebody else has said the same meanwhile
        elif why is None:
            was = {field: getattr(known[cast(PersonId, row.person_id)], field) for field in values}
            row.before, row.done = {"was": was, "set": values}, True
        else:
            _fail(row, why if isinstance(why, RuleBroken) else _NOBODY)


def change(
    wanted: Sequence[tuple[Person, Values]], actor: Person | None
) -> list[RuleBroken | NotFound | None]:
    """Change some fields of people by the verbs of accounts; for each what hindered it, or None."""
    units = {unit.code: unit for unit in session.scalars(select(Unit))}
    changes = []
    for person, values in wanted:
        fields: dict[str, Any] = dict(values)
        unit = units.get(str(fields.pop("branch", None)))
        if "birth" in fields:
            fields["birth_year"] = fields.pop("birth") or None
        changes.append(Change(person, fields, unit))
    return bulk.change_people(changes, actor=actor)


# --- past trainings ---------------------------------------------------------------------------------------------


def _record_all(list_import: ListImport, usual: LocaleContext, actor: Person | None) -> Iterator[None]:
    """Record trainings. Cells are read between two transactions, while others may write."""
    for gone in recheck.recorded_no_more(list_import, usual):
        if gone:
            session.execute(update(ListRow).where(ListRow.id.in_(gone)).values(**_failed(_TAKEN_BACK)))
        yield
    decided = certificate_choice.reason_of(list_import)
    common = {
        "source": list_import.matching["source"],
        "reason": source_lists.reason_for(list_import.uuid),
        "file": list_import.file_digest,
    }
    rows = _to_record(list_import, 0)
    while rows:
        yield
        named = named_records(row.person_id for row in rows)
        with jobs.letting_others_write():
            read = [(row.id, _past_training(row, usual, named, common, decided)) for row in rows]
        _record(read, actor)
        rows = _to_record(list_import, rows[-1].line)
    yield


def _to_record(list_import: ListImport, after: int) -> Sequence[Row[Any]]:
    columns = (ListRow.id, ListRow.line, ListRow.person_id, ListRow.given, ListRow.problems)
    return session.execute(_left(list_import, "create", "record", after).with_only_columns(*columns)).all()


def _past_training(
    row: Row[Any], usual: LocaleContext, named: NamedRecords, common: Mapping[str, Any], decided: str | None
) -> PastTraining | RuleBroken:
    """What a line says, or why it says nothing by now: the person is gone, or the module is taught no more."""
    if row.person_id is None:
        return _NOBODY
    read = line_reader.read(row.given, "trainings", usual)
    for problem in read.problems:
        return RuleBroken(problem.word, field=problem.field, **problem.values)
    award, on = str(read.values["award"]), date.fromisoformat(str(read.values["on"]))
    known = {
        **common,
        "line": row.line,
        "result": read.result,
        "mark": read.mark,
        "again": certificate_choice.is_again(row.problems),
    }
    if decided is not None and read.result != "passed":
        known |= {"recognised": True, "reason": decided}
    return PastTraining(named.record_of(row.person_id, read.values), award, on, **known)


def _record(read: Sequence[tuple[int, PastTraining | RuleBroken]], actor: Person | None) -> None:
    trainings = [training for _, training in read if isinstance(training, PastTraining)]
    made = iter(achievements.record_past_trainings(trainings, actor=actor))
    changed = [
        {"id": number, **(_outcome(next(made), said) if isinstance(said, PastTraining) else _failed(said))}
        for number, said in read
    ]
    for kind in (True, False):  # each kind sets its own columns
        some = [one for one in changed if ("done" in one) is kind]
        if some:
            session.execute(update(ListRow), some)


def _outcome(made: Sequence[int] | RuleBroken | NotFound, training: PastTraining) -> dict[str, Any]:
    """What becomes of a line whose training was recorded, or hindered."""
    if isinstance(made, RuleBroken | NotFound):
        return _failed(made if isinstance(made, RuleBroken) else _NOBODY)
    # What was recorded meanwhile is there already: nothing was brought in. The line is that of the record it names.
    kept = {"person_id": training.person_id, "before": {"entries": [*made]}}
    return {"action": "create" if made else "same", "done": bool(made), **kept}
