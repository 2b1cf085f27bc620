"""What HR says of lines that were asked about: one, or all with the same question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import String, and_, cast, func, select

from lms import jobs
from lms.accounts.domain.volunteer_numbers import key_of
from lms.accounts.services.people import Person, PersonId
from lms.db import among, session
from lms.errors import NotFound, RuleBroken
from lms.imports.domain import row_actions
from lms.imports.domain.candidates import Why, is_plain
from lms.imports.domain.lines import line_reader
from lms.imports.domain.lines.line_values import LocaleContext, Problem, Values
from lms.imports.domain.row_actions import (
    Decision,
)
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records
from lms.imports.services import certificate_choice, list_locale, locking, preview, stored_lines
from lms.imports.services.review.row_decisions import (
    NOBODY_NEW,
    candidate,
    decide,
    forget_what_hinders_new,
    leave_out,
)
from lms.imports.services.review.shown_lines import lines_shown, undecided
from lms.imports.services.review.training_lines import (
    ledger_for,
    said_before,
    said_of,
    same_as,
    says,
    settle_trainings,
)

AT_ONCE: Final = 2_000  # lines that are decided about while somebody waits
LETTERS: Final = 500_000  # in the cells of these lines: 250 a line
_SIGNS: Final = 6  # as JSON writes a letter of our scripts


NEW: Final = "new"
NOBODY: Final = "skip"
FIRST: Final = "first"
# Of lines whose training was recorded before and taken back: record them after all, or leave them out.
AGAIN: Final = "again"
NOT_AGAIN: Final = "not-again"
# Of lines whose module is recorded on a day close by: it is another training, or the same one.
ANOTHER: Final = "near"
NOT_ANOTHER: Final = "not-near"
# Of lines about somebody new of whom a remark may say that they left: bring them in all the same, or leave them out.
LEAVER: Final = "leaver"
NO_LEAVER: Final = "no-leaver"
_ASKED: Final[Mapping[str, Why]] = {
    **dict.fromkeys((AGAIN, NOT_AGAIN), "again"),
    **dict.fromkeys((ANOTHER, NOT_ANOTHER), "near"),
    **dict.fromkeys((LEAVER, NO_LEAVER), "left"),
}


def choose(list_import: ListImport, choices: Mapping[int, str], *, refuse: bool = True) -> None:
    """Say whom lines are about, by number: the id of a candidate, NEW for somebody new, NOBODY to leave it out.

    Nobody new has the number of somebody else: such a line stays undecided and says so. The second line of one
    training on one day says the same as the first.
    Raises RuleBroken: "not-now", "chosen-twice" (two lines of people for one person; without `refuse` the second stays
    undecided);
    NotFound for a line or a candidate that there is not.
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
            leave_out(row)
        elif choice == NEW and list_import.kind == "people":
            new.append(row)
        else:
            about[row] = candidate(row, choice)
    if list_import.kind == "trainings":
        about |= same_as(list_import, rows.keys())
    _take_as_new(list_import, new)
    _settle(list_import, about, refuse=refuse, told=True)
    _foresee(list_import, touched.union(map(PersonId, about.values())))
    stored_lines.count(list_import)


def _foresee(list_import: ListImport, people: Collection[PersonId]) -> None:
    session.flush()
    for _ in certificate_choice.foresee(list_import, list_locale.customs_of(list_import), people):
        pass


def choose_for_all(list_import: ListImport, choice: str) -> None:
    """Say of all lines that nobody has decided about: NEW, or FIRST for the likeliest candidate of each; AGAIN or
    NOT_AGAIN of those whose training was taken back before; ANOTHER or NOT_ANOTHER of those with one on a day close by;
    LEAVER or NO_LEAVER of people of whom a remark may say that they left, of whom NEW says nothing.

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
        if choice in (NEW, LEAVER) and list_import.kind == "people":
            left = choice == LEAVER
            _take_as_new(list_import, [row for row in rows if _is_asked(row, LEAVER) == left])
        elif choice in (NOT_AGAIN, NOT_ANOTHER, NO_LEAVER):
            for row in rows:
                if _is_asked(row, choice):
                    leave_out(row)
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
        stored_lines.count(list_import)


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
    usual = list_locale.customs_of(list_import)
    rows = {row: about[row.line] for row in session.scalars(asked)}
    lines = {row: line_reader.read(row.given, "trainings", usual) for row in rows}
    ledger, said = ledger_for(rows, lines), said_of(list_import, set(rows.values()), rows)
    found = len(about) - len(several)
    for row, person in sorted(rows.items(), key=lambda one: one[0].line):
        if said_before(row, person, lines[row], said, ledger) is None:
            found += 1
            said[row_actions.fact_of(person, lines[row])].append(says(row, lines[row]))
    return found


def takeable_as_new(list_import: ListImport) -> int:
    """How many lines `choose_for_all` would decide about with NEW, as far as is known."""
    why = ListRow.candidates[0]["why"].as_string()
    asked = select(ListRow.problems).where(ListRow.import_id == list_import.id, undecided(), why != "left")
    return sum(_may_be_new(problems) for problems in session.scalars(asked))


def lines_for_new(list_import: ListImport, rows: Sequence[ListRow], usual: LocaleContext) -> frozenset[int]:
    """Which of some lines that are asked about can be about somebody new, whatever was said of them before.

    What hinders it is forgotten with a choice, and would hinder the next one all the same.
    """
    if list_import.kind != "people" or list_import.state != "preview":
        return frozenset()
    values = {row: stored_lines.values_of(row, "people", usual) for row in rows if row.candidates}
    free = _with_free_number(list_import, values)
    return frozenset(row.line for row in free if _may_be_new(row.problems))


def asked_about(list_import: ListImport, choice: str) -> int:
    """How many lines `choose_for_all` would decide about with AGAIN, with ANOTHER, or with LEAVER."""
    first, why = ListRow.candidates[0], _ASKED[choice]
    again = and_(first["why"].as_string() == why, first["against"].as_string() == "")
    asked = select(func.count()).select_from(ListRow).where(ListRow.import_id == list_import.id)
    return session.scalar(asked.where(undecided(), again)) or 0


def _is_asked(row: ListRow, choice: str) -> bool:
    first = row.candidates[0]
    return bool(first["why"] == _ASKED[choice] and not first["against"])


def _may_be_new(problems: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a line can be about somebody new: not without a number, and not with that of somebody else."""
    return all(one["word"] not in NOBODY_NEW for one in problems)


def _take_as_new(list_import: ListImport, rows: Sequence[ListRow]) -> None:
    usual = list_locale.customs_of(list_import)
    values = {row: stored_lines.values_of(row, "people", usual) for row in rows}
    free = _with_free_number(list_import, values)
    for row, said in values.items():
        forget_what_hinders_new(row)
        if row not in free:
            why = row_actions.number_of_another(said) if "number" in said else row_actions.NO_NUMBER
            row.problems = [asdict(why), *row.problems]
        decide(row, Decision("create" if row in free else "skip"))


def _with_free_number(list_import: ListImport, values: Mapping[ListRow, Values]) -> set[ListRow]:
    """The lines of people, each with what it says, whose number is nobody's yet."""
    numbers = {row: str(said["number"]) for row, said in values.items() if "number" in said}
    taken = existing_records.numbers_taken(list_import.unit_id, numbers.values())
    return {row for row, number in numbers.items() if key_of(number) not in taken}


def _undecided_after(list_import: ListImport, line: int) -> Sequence[ListRow]:
    asked = lines_shown(list_import, "undecided").where(ListRow.line > line)
    return session.scalars(asked.order_by(ListRow.line).limit(preview.BATCH)).all()


def _settle(
    list_import: ListImport, about: Mapping[ListRow, int], *, refuse: bool, told: bool = False
) -> None:
    """Decide about lines of which HR has said who it is; `refuse` two of people for one, or leave the second.

    `told`: see `settle_trainings`.
    """
    if not about:
        return
    people = {
        one.id: one for one in session.scalars(select(Person).where(Person.id.in_(set(about.values()))))
    }
    usual = list_locale.customs_of(list_import)
    lines = {row: line_reader.read(row.given, list_import.kind, usual) for row in about}
    if list_import.kind == "trainings":
        settle_trainings(
            list_import, about, lines, {one: who.number for one, who in people.items()}, told=told
        )
        return
    taken = taken_by(list_import, people)
    for row, person in about.items():
        if not people[PersonId(person)].active:
            row.problems = [asdict(Problem("", "account-closed", {}))]
            decide(row, Decision("fail", person))
        elif taken.setdefault(person, row.line) == row.line:
            forget_what_hinders_new(row)
            decide(
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
