"""The preview: the lines with what is to be done, and HR's word on whom a line is about.

Part of `service`. Flushes, never commits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, not_, select

from lms import jobs
from lms.accounts.domain.volunteer_numbers import key_of
from lms.accounts.services.people import Person, PersonId
from lms.db import among, session
from lms.errors import NotFound, RuleBroken
from lms.imports.domain import row_actions
from lms.imports.domain.candidates import NOBODY_YET, Why, is_plain
from lms.imports.domain.lines import line_reader
from lms.imports.domain.lines.line_values import Problem, Read
from lms.imports.domain.row_actions import (
    NEAR,
    NUMBER_OF_ANOTHER,
    TAKEN_BACK,
    Decision,
    Fact,
    Ledger,
    Said,
)
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records
from lms.imports.services import certificate_choice, locking, preview
from lms.imports.services.certificate_choice import RECORDED_AGAIN, RECORDED_BESIDE, is_again
from lms.imports.services.preview import DECIDED, REMARK

PAGE: Final = 50  # lines of a page
AT_ONCE: Final = 2_000  # lines that are decided about while somebody waits
LETTERS: Final = 500_000  # in the cells of these lines: 250 a line
_SIGNS: Final = 6  # as JSON writes a letter of our scripts
_OF_TRAINING: Final = ("award", "on", "result", "mark")  # the fields that tell one training from another
Show: TypeAlias = Literal["all", "problems", "undecided", "create", "update", "same", "skip"]
SHOWS: Final[tuple[Show, ...]] = ("problems", "undecided", "create", "update", "same", "skip", "all")


@dataclass(frozen=True)
class Page:
    """Some lines of a preview, and how many there are of that kind."""

    rows: tuple[ListRow, ...]
    number: int
    count: int

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.count // PAGE))


def page(list_import: ListImport, show: Show, number: int) -> Page:
    """A page of lines, in the order of the file."""
    asked = _shown(list_import, show)
    count = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    number = min(max(1, number), max(1, -(-count // PAGE)))
    rows = session.scalars(asked.order_by(ListRow.line).offset((number - 1) * PAGE).limit(PAGE))
    return Page(tuple(rows), number, count)


def _shown(list_import: ListImport, show: Show) -> Select[ListRow]:
    about_somebody = ListRow.before[REMARK].as_boolean().is_(None)
    asked = select(ListRow).where(ListRow.import_id == list_import.id, about_somebody)
    if show == "problems":
        return asked.where(ListRow.action == "fail")
    if show in ("undecided", "skip"):
        open_yet = undecided() if show == "undecided" else not_(undecided())
        return asked.where(ListRow.action == "skip", open_yet)
    return asked if show == "all" else asked.where(ListRow.action == show)


def undecided() -> ColumnElement[bool]:
    """Of a line that is left out: nobody has said yet whom it is about, and somebody has to.

    A line that was decided about keeps those who were offered.
    """
    asked: ColumnElement[bool] = ListRow.candidates[0]["id"].as_integer().is_not(None)
    said: ColumnElement[bool] = ListRow.before[DECIDED].as_boolean().is_not(None)
    return and_(ListRow.action == "skip", asked, not_(said))


def asides(list_import: ListImport) -> list[ListRow]:
    """The lines that are about nobody, in the order of the file."""
    asked = select(ListRow).where(
        ListRow.import_id == list_import.id, ListRow.before[REMARK].as_boolean().is_not(None)
    )
    return list(session.scalars(asked.order_by(ListRow.line)))


NEW: Final = "new"
NOBODY: Final = "skip"
FIRST: Final = "first"
# Of lines whose training was recorded before and taken back: record them after all, or leave them out.
AGAIN: Final = "again"
NOT_AGAIN: Final = "not-again"
# Of lines whose module is recorded on a day close by: it is another training, or the same one.
ANOTHER: Final = "near"
NOT_ANOTHER: Final = "not-near"
_NOBODY_NEW: Final = (NUMBER_OF_ANOTHER, row_actions.NUMBER_NEEDED)  # words of why a line is about nobody new
_ASKED: Final[Mapping[str, Why]] = {AGAIN: "again", NOT_AGAIN: "again", ANOTHER: "near", NOT_ANOTHER: "near"}


def choose(list_import: ListImport, choices: Mapping[int, str], *, refuse: bool = True) -> None:
    """Say whom lines are about, by number: the id of a candidate, NEW for somebody new, NOBODY to leave it out.

    Nobody new has the number of somebody else: such a line stays undecided and says so.
    Raises RuleBroken: "not-now", "chosen-twice" (two lines of people, or of one training on one day, for one person;
    without `refuse` the second stays undecided); NotFound for a line or a candidate that there is not.
    """
    locking.expect(list_import, "preview")
    asked = select(ListRow).where(ListRow.import_id == list_import.id, ListRow.line.in_(choices))
    rows = {row.line: row for row in session.scalars(asked)}
    about: dict[ListRow, int] = {}
    new: list[ListRow] = []
    touched = {row.person_id for row in rows.values() if row.person_id is not None}
    for line, choice in choices.items():
        row = rows.get(line)
        if row is None or not row.candidates:
            raise NotFound(str(line))
        if choice == NOBODY:
            _leave_out(row)
        elif choice == NEW and list_import.kind == "people":
            new.append(row)
        else:
            about[row] = _candidate(row, choice)
    _take_as_new(list_import, new)
    _settle(list_import, about, refuse=refuse)
    _foresee(list_import, touched.union(map(PersonId, about.values())))
    preview.count(list_import)


def _foresee(list_import: ListImport, people: Collection[PersonId]) -> None:
    session.flush()
    for _ in certificate_choice.foresee(list_import, preview.customs_of(list_import), people):
        pass


def choose_for_all(list_import: ListImport, choice: str) -> None:
    """Say of all lines that nobody has decided about: NEW, or FIRST for the likeliest candidate of each; AGAIN or
    NOT_AGAIN of those whose training was taken back before; ANOTHER or NOT_ANOTHER of those with one on a day close by.

    A line stays undecided where its number is somebody else's (NEW); where something speaks against its likeliest
    candidate, as much speaks for another one, or the candidate is that of another line (FIRST); where HR has moved the
    training to another day (AGAIN). Very many are left to a job. Raises RuleBroken("not-now").
    """
    locking.expect(list_import, "preview")
    waiting = int(list_import.summary.get("undecided", 0))
    if waiting > AT_ONCE or _letters(list_import) > LETTERS:
        job = jobs.enqueue("rosters.choose", roster=list_import.id, choice=choice)
        job.total, list_import.job_id = 1 + waiting // preview.BATCH, job.id
        session.flush()
        return
    for _ in decide_all(list_import, choice):
        session.flush()


def _letters(list_import: ListImport) -> int:
    """About how many letters the lines hold that nobody has decided about."""
    signs = func.sum(func.length(cast(ListRow.given, String)))
    asked = select(signs).where(ListRow.import_id == list_import.id, undecided())
    return (session.scalar(asked) or 0) // _SIGNS


def decide_all(list_import: ListImport, choice: str) -> Iterator[None]:
    """The same in batches. Yields after each; ends early when somebody takes the list further meanwhile."""
    last = 0
    while list_import.state == "preview" and (rows := _undecided_after(list_import, last)):
        last = rows[-1].line
        if choice == NEW and list_import.kind == "people":
            _take_as_new(list_import, rows)
        elif choice in (NOT_AGAIN, NOT_ANOTHER):
            for row in rows:
                if _is_asked(row, choice):
                    _leave_out(row)
        elif choice in (FIRST, AGAIN, ANOTHER):
            taken = [
                row
                for row in rows
                if (is_plain(row.candidates) if choice == FIRST else _is_asked(row, choice))
            ]
            first = {row: int(row.candidates[0]["id"]) for row in taken}
            _settle(list_import, first, refuse=False)
            _foresee(list_import, set(map(PersonId, first.values())))
        session.flush()
        yield
    if list_import.state == "preview":
        preview.count(list_import)


def takeable(list_import: ListImport) -> int:
    """How many lines `choose_for_all` would decide about with FIRST."""
    of_import = ListRow.import_id == list_import.id
    asked = select(ListRow.line, ListRow.candidates).where(of_import, undecided())
    first = {line: int(some[0]["id"]) for line, some in session.execute(asked) if is_plain(some)}
    if list_import.kind == "trainings":
        return _recordable(list_import, first)
    people = set(first.values())
    return len(people - taken_by(list_import, people).keys())


def _recordable(list_import: ListImport, about: Mapping[int, int]) -> int:
    """How many lines, by number, can be recorded for somebody: what another line of the list says is said already."""
    people = set(about.values())
    created = select(ListRow.person_id).where(
        ListRow.import_id == list_import.id, among(ListRow.person_id, people), ListRow.action == "create"
    )
    times = Counter([*about.values(), *filter(None, session.scalars(created.distinct()))])
    several = [line for line, person in about.items() if times[person] > 1]
    if not several:
        return len(about)
    asked = select(ListRow).where(ListRow.import_id == list_import.id, among(ListRow.line, several))
    usual = preview.customs_of(list_import)
    rows = {row: about[row.line] for row in session.scalars(asked)}
    lines = {row: line_reader.read(row.given, "trainings", usual) for row in rows}
    ledger, said = _ledger_for(rows, lines), _said_of(list_import, set(rows.values()), rows)
    found = len(about) - len(several)
    for row, person in sorted(rows.items(), key=lambda one: one[0].line):
        if _said_before(row, person, lines[row], said, ledger) is None:
            found += 1
            said[row_actions.fact_of(person, lines[row])].append(_says(row, lines[row]))
    return found


def takeable_as_new(list_import: ListImport) -> int:
    """How many lines `choose_for_all` would decide about with NEW, as far as is known."""
    asked = select(ListRow.problems).where(ListRow.import_id == list_import.id, undecided())
    return sum(may_be_new(problems) for problems in session.scalars(asked))


def asked_about(list_import: ListImport, choice: str) -> int:
    """How many lines `choose_for_all` would decide about with AGAIN, or with ANOTHER."""
    first, why = ListRow.candidates[0], _ASKED[choice]
    again = and_(first["why"].as_string() == why, first["against"].as_string() == "")
    asked = select(func.count()).select_from(ListRow).where(ListRow.import_id == list_import.id)
    return session.scalar(asked.where(undecided(), again)) or 0


def _is_asked(row: ListRow, choice: str) -> bool:
    first = row.candidates[0]
    return bool(first["why"] == _ASKED[choice] and not first["against"])


def may_be_new(problems: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a line can be about somebody new: not without a number, and not with that of somebody else."""
    return all(one["word"] not in _NOBODY_NEW for one in problems)


def _take_as_new(list_import: ListImport, rows: Sequence[ListRow]) -> None:
    usual = preview.customs_of(list_import)
    values = {row: preview.values_of(row, "people", usual) for row in rows}
    taken = existing_records.numbers_taken(
        list_import.unit_id, (str(one["number"]) for one in values.values() if "number" in one)
    )
    for row, said in values.items():
        _forget_what_hinders_new(row)
        free = "number" in said and key_of(str(said["number"])) not in taken
        if not free:
            why = row_actions.number_of_another(said) if "number" in said else row_actions.NO_NUMBER
            row.problems = [asdict(why), *row.problems]
        _decide(row, Decision("create" if free else "skip"))


def _forget_what_hinders_new(row: ListRow) -> None:
    row.problems = [one for one in row.problems if one["word"] not in _NOBODY_NEW]


def _undecided_after(list_import: ListImport, line: int) -> Sequence[ListRow]:
    asked = _shown(list_import, "undecided").where(ListRow.line > line)
    return session.scalars(asked.order_by(ListRow.line).limit(preview.BATCH)).all()


def _candidate(row: ListRow, choice: str) -> int:
    ids = {str(one["id"]): int(one["id"]) for one in row.candidates if one["id"] != NOBODY_YET}
    if choice not in ids:
        raise NotFound(choice)
    return ids[choice]


def _leave_out(row: ListRow) -> None:
    if is_again(row.problems):
        row.problems = [asdict(Problem("", TAKEN_BACK, {}))]
    first, beside = row.candidates[0], [one for one in row.problems if one["word"] == RECORDED_BESIDE]
    if beside:
        row.problems = [{**one, "word": NEAR} for one in beside if first["why"] == "near"]
    _decide(row, Decision("skip", before={DECIDED: True}))


def _decide(row: ListRow, decision: Decision) -> None:
    row.action, row.before = decision.action, dict(decision.before)
    row.person_id = None if decision.person is None else PersonId(decision.person)


def _settle(list_import: ListImport, about: Mapping[ListRow, int], *, refuse: bool) -> None:
    """Decide about lines of which HR has said who it is; `refuse` two that cannot be of one, or leave the second."""
    if not about:
        return
    people = {
        one.id: one for one in session.scalars(select(Person).where(Person.id.in_(set(about.values()))))
    }
    usual = preview.customs_of(list_import)
    lines = {row: line_reader.read(row.given, list_import.kind, usual) for row in about}
    if list_import.kind == "trainings":
        _settle_trainings(list_import, about, lines, refuse=refuse)
        return
    taken = taken_by(list_import, people)
    for row, person in about.items():
        if not people[PersonId(person)].active:
            row.problems = [asdict(Problem("", "account-closed", {}))]
            _decide(row, Decision("fail", person))
        elif taken.setdefault(person, row.line) == row.line:
            _forget_what_hinders_new(row)
            _decide(
                row,
                row_actions.decided(
                    lines[row].values, existing_records.known_person(people[PersonId(person)])
                ),
            )
        elif refuse:
            raise RuleBroken("chosen-twice", line=taken[person], own=row.line)


def taken_by(list_import: ListImport, people: Collection[int]) -> dict[int, int]:
    """The lines that are decided to be about some people."""
    asked = select(ListRow.person_id, ListRow.line).where(
        ListRow.import_id == list_import.id,
        among(ListRow.person_id, people),
        ListRow.action.in_(("update", "same")),
    )
    return {int(person): line for person, line in session.execute(asked) if person is not None}


def _settle_trainings(
    list_import: ListImport, about: Mapping[ListRow, int], lines: Mapping[ListRow, Read], *, refuse: bool
) -> None:
    ledger, own = _ledger_for(about, lines), preview.own_ids(list_import)
    said = _said_of(list_import, set(about.values()), about)
    for row, person in sorted(about.items(), key=lambda one: one[0].line):
        same = _said_before(row, person, lines[row], said, ledger)
        if same is None:
            _settle_training(row, lines[row], person, ledger, own)
            if row.action == "create":
                said[row_actions.fact_of(person, lines[row])].append(_says(row, lines[row]))
        elif refuse:
            raise RuleBroken("chosen-twice", line=same.line, own=row.line)


def _ledger_for(about: Mapping[ListRow, int], lines: Mapping[ListRow, Read]) -> Ledger:
    awards = {str(read.values["award"]) for read in lines.values()}
    return existing_records.ledger_of(sorted(set(about.values())), awards)


def _says(row: ListRow, read: Read) -> Said:
    return Said(row.line, read.result == "passed")


def _said_before(
    row: ListRow, person: int, read: Read, said: Mapping[Fact, Sequence[Said]], ledger: Ledger
) -> Said | None:
    """The other line that records of somebody what this one says; None where the ledger says it already."""
    if row_actions.is_recorded(person, read, ledger):
        return None
    others = said.get(row_actions.fact_of(person, read), ())
    return next((one for one in others if row_actions.say_the_same(one, _says(row, read))), None)


def _said_of(
    list_import: ListImport, people: Collection[int], but: Collection[ListRow]
) -> defaultdict[Fact, list[Said]]:
    """What the other lines of a list record of some people."""
    asked = select(ListRow).where(
        ListRow.import_id == list_import.id,
        among(ListRow.person_id, people),
        ListRow.action == "create",
        ListRow.id.not_in([row.id for row in but]),
    )
    usual, found = preview.customs_of(list_import), defaultdict[Fact, list[Said]](list)
    for row in session.scalars(asked.order_by(ListRow.line)):
        read = line_reader.read(row.given, "trainings", usual)
        if not read.problems:
            fact = row_actions.fact_of(int(row.person_id or 0), read)
            found[fact].append(_says(row, read))
    return found


def _settle_training(row: ListRow, read: Read, person: int, ledger: Ledger, own: Set[int]) -> None:
    # That it was taken back before was seen: this is the decision about it.
    ledger, corrected = ledger._replace(corrected=frozenset()), ledger.corrected
    beside = row_actions.near(person, read, ledger)
    seen = {one["id"] for one in row.candidates if "near" in (one["why"], one.get("against"))}
    decision = row_actions.recorded(
        row.line, read, person, ledger._replace(days={}) if person in seen else ledger, {}, own
    )
    values = read.values
    row.problems = [asdict(problem) for problem in decision.problems]
    if decision.candidates:  # asked about next, now that it is known who it is
        row.candidates = [one._asdict() for one in decision.candidates]
    elif decision.action == "create" and (person, str(values["award"]), str(values["on"])) in corrected:
        row.problems = [asdict(Problem("", RECORDED_AGAIN, {}))]
    elif decision.action == "create" and beside:
        row.problems = [asdict(Problem("on", RECORDED_BESIDE, {"on": beside}))]
    _decide(row, decision)
