"""Verbs of results on paper: mark a row of letters as an online test is marked, keep it, tell the training ledger.

A sheet is known by its form and its person: typed once more it changes nothing, typed otherwise it is asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts.queries.people import among_merged_ids
from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import RuleBroken
from lms.quizzes.domain import marking, paper_sheet, typed_again
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.marking import Marks
from lms.quizzes.domain.paper_sheet import Difference
from lms.quizzes.domain.typed_again import Choice, GivenPass, Outcome, SlipBefore
from lms.quizzes.models import MARKED_AGAIN, Attempt, PaperResult
from lms.quizzes.services import attempts, missed_questions
from lms.quizzes.services.attempt_rows import attempts_of
from lms.quizzes.services.paper_forms import PrintedTest, keep_knowing, knows_key, note_marks_seen
from lms.quizzes.services.paper_hindrances import reads_records, refuse_too_many
from lms.records.queries.as_of import end_of
from lms.records.queries.counted_passes import attempt_counts, paper_taken_back
from lms.records.services import achievements
from lms.records.services.achievements import standings_of

__all__ = [
    "CheckedSheet",
    "Choice",
    "Outcome",
    "TypedSheet",
    "check_day",
    "check_sheet",
    "read_letters",
    "save_sheets",
]


@dataclass(frozen=True)
class TypedSheet:
    """Whose sheet it is, its row as it was typed, and which row counts where another one was typed before.

    `record`: the one of a person's records whose number was typed, where that is a joined one.
    """

    person: Person
    row: str
    choice: Choice = ""
    record: Person | None = None


@dataclass(frozen=True)
class CheckedSheet:
    """A sheet with its marks, and what saving it does: `differences` to the row that was typed before, if any.

    "asked" is not saved before somebody has chosen. The marks are those of the row that counts by the choice. `record`:
    to which of the person's records it belongs. `gave`: what became of the row before; `other_day`: its day, where that
    is another one. `revoked_on`: since when a pass brings no certificate; `says_why`: whether the actor may know it.
    """

    person: Person
    record: Person
    row: str
    answers: Mapping[str, Answer]
    marks: Marks
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    before: PaperResult | None = None
    gave: GivenPass = "none"
    other_day: date | None = None
    revoked_on: date | None = None
    says_why: bool = False

    @property
    def asks_whether_empty(self) -> bool:
        """Whether its row has nothing but dashes, and nobody has said that the slip is so."""
        return self.outcome == "asked" and self.before is None

    @property
    def right(self) -> int:
        """How many questions are right."""
        return sum(self.marks.right.values())


def check_day(form: PrintedTest, on: date) -> None:
    """Raise RuleBroken on the field "on": "in-the-future" or "before-the-form" for a day that the test cannot be of."""
    if on > clock.today():
        raise RuleBroken("in-the-future", field="on")
    if on < form.made_on:
        raise RuleBroken("before-the-form", field="on", day=form.made_on)


def read_letters(form: PrintedTest, typed: str) -> tuple[str, Mapping[str, Answer]]:
    """A row as it is kept, and the answers that it means.

    Raises RuleBroken("form-changed"), and what `read_row` raises.
    """
    if form.changed:
        raise RuleBroken("form-changed", field="who")
    row = paper_sheet.tidy_row(typed)
    return row, paper_sheet.read_row(form.questions, row)


def check_sheet(form: PrintedTest, sheet: TypedSheet, on: date, actor: Person) -> CheckedSheet:
    """Mark a sheet of a test that was taken on a day, and say what saving it would do. Writes nothing.

    Raises RuleBroken: "form-changed", "typed-for-closed", "own-sheet", "made-it", what `refuse_too_many`,
    `outcome_of` and `outcome_of_first` raise on the field "who", and what `read_row` raises on "letters".
    """
    person, record = sheet.person, sheet.record or sheet.person
    if form.changed:
        raise RuleBroken("form-changed", field="who")
    if not person.active:
        raise RuleBroken("typed-for-closed", field="who")
    refuse_own_sheet(person, actor)
    if knows_key(form, person):
        raise RuleBroken("made-it", field="who")
    row, answers = read_letters(form, sheet.row)
    marks = _marked(form, person, answers)
    before = _typed_before(form, person)
    if before is not None:
        known = CheckedSheet(person, record, row, answers, marks, "asked", before=before)
        return _with_award(_check_again(form, sheet, on, known, actor), form, actor)
    refuse_too_many(form.module.id, person, on, actor)
    brings_back = (
        marks.passed
        and paper_taken_back(person.id, form.module.id, form.code)
        and not reads_records(actor, person)
    )
    outcome = typed_again.outcome_of_first(
        sheet.choice, is_empty=paper_sheet.is_empty(row), brings_back=brings_back
    )
    return _with_award(CheckedSheet(person, record, row, answers, marks, outcome), form, actor)


def _with_award(checked: CheckedSheet, form: PrintedTest, actor: Person) -> CheckedSheet:
    """With what hinders that a certificate follows: a pass of whoever had it revoked brings none (decision 12)."""
    if not checked.marks.passed:
        return checked
    revoked_on = standings_of(checked.person, clock.today())[form.module.id].revoked_on
    return replace(checked, revoked_on=revoked_on, says_why=reads_records(actor, checked.person))


def _marked(form: PrintedTest, person: Person, answers: Mapping[str, Answer]) -> Marks:
    about, _pool = attempts.test_for(person, form.module.id)
    asked = [one.question for one in form.questions]
    return marking.mark(asked, answers, pass_mark=about.award.post_test.pass_mark)


def _check_again(
    form: PrintedTest, sheet: TypedSheet, on: date, checked: CheckedSheet, actor: Person
) -> CheckedSheet:
    """The same where the slip was typed before."""
    before = checked.before
    if before is None:
        raise ValueError("nothing was typed before")
    found = paper_sheet.differences(form.questions, before.letters, checked.row)
    gave, marks = given_by(before), checked.marks
    slip = SlipBefore(before.taken_on, gave, has_other_letters=bool(found))
    outcome = typed_again.outcome_of(slip, on, sheet.choice, passes=marks.passed)
    other_day = None if before.taken_on == on else before.taken_on
    if outcome == "replaced" and other_day:
        refuse_too_many(form.module.id, checked.person, on, actor, without=before.attempt_uuid)
    if outcome == "kept":
        marks = _marked(form, checked.person, read_letters(form, before.letters)[1])
    return replace(
        *(checked,),
        marks=marks,
        outcome=outcome,
        differences=found,
        gave=gave,
        other_day=other_day,
    )


def given_by(before: PaperResult) -> GivenPass:
    """What the row of a slip gave, and what became of it."""
    row = session.get_one(Attempt, before.attempt_uuid)
    if not row.passed:
        refused = paper_taken_back(before.person_id, row.module, before.form_code)
        return "none-since" if refused else "none"
    return "counts" if attempt_counts(before.person_id, row.module, row.uuid) else "taken-back"


def save_sheets(
    form: PrintedTest, sheets: Sequence[CheckedSheet], on: date, *, language: str, actor: Person
) -> Counter[Outcome]:
    """Keep the sheets that are new or replace another row, report each pass; count what was done.

    One that is "asked" is left as it is. Raises RuleBroken("changed-meanwhile") where somebody else saves the same
    sheet at this moment. Whoever types a form is not marked by it (`knows_key`).
    """
    note_marks_seen(form, actor)
    for sheet in sheets:
        try:
            with session.begin_nested():
                if sheet.outcome == "replaced":
                    _replace(form, sheet, on, language, actor)
                elif sheet.outcome == "new":
                    _keep(form, sheet, on, language, actor)
        except IntegrityError:
            raise RuleBroken("changed-meanwhile") from None
    return Counter(sheet.outcome for sheet in sheets)


def hold_people(sheets: Sequence[CheckedSheet]) -> None:
    """Let nobody else save a sheet of these people before the end of the transaction: tries are counted together."""
    ids = {sheet.person.id for sheet in sheets}
    session.execute(
        select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update(key_share=True)
    )


def refuse_own_sheet(person: Person, actor: Person) -> None:
    """Raise RuleBroken("own-sheet") where somebody is about to change what stands for themselves."""
    try:
        achievements.refuse_own(person, actor)
    except RuleBroken:
        raise RuleBroken("own-sheet", field="who") from None


def _typed_before(form: PrintedTest, person: Person) -> PaperResult | None:
    asked = select(PaperResult).where(
        PaperResult.form_code == form.code, PaperResult.person_id.in_(among_merged_ids(person))
    )
    return session.scalars(asked.order_by(PaperResult.typed_at)).first()


def _replace(form: PrintedTest, sheet: CheckedSheet, on: date, language: str, actor: Person) -> None:
    """Put the row that was typed now in the place of the one before, and bring the ledger in line with it.

    `typed_at` stays: a test that was handed in on a phone since does not become somebody's first by this.
    """
    before = sheet.before
    if before is None:
        raise ValueError("nothing was typed before")
    keep_knowing(form, before.actor_id)  # else nothing would tell any more that they typed
    row = session.get_one(Attempt, before.attempt_uuid)
    if sheet.gave == "counts":  # what the ledger says stays as it is: this row passes, too
        attempts.keep_marks(row, sheet.answers, sheet.marks)
        row.result = {**row.result, MARKED_AGAIN: True}  # the history says so: the entry has the first score
        before.letters, before.actor_id = sheet.row, actor.id
        session.flush()
        _tell(sheet, row, on, actor)
        return
    typed_at = before.typed_at
    session.delete(before)
    session.flush()
    session.delete(row)
    session.flush()
    known = "taken-back" if sheet.gave == "taken-back" else "1"
    _keep(form, sheet, on, language, actor, typed_at=typed_at, retyped=known)


def _keep(
    form: PrintedTest,
    sheet: CheckedSheet,
    on: date,
    language: str,
    actor: Person,
    *,
    typed_at: datetime | None = None,
    **known: str,
) -> None:
    record = sheet.record
    about, pool = attempts.test_for(sheet.person, form.module.id)
    began = end_of(on - timedelta(days=1))  # of the day only the date is known: never later than now
    row = Attempt(
        uuid=str(uuid4()),
        person_id=record.id,
        module=about.id,
        form="post",
        language=language,
        quiz_digest=pool.digest,
        module_version=about.version,
        seed=0,
        drawn=[{"item": one.question.id, "parts": list(one.parts)} for one in form.questions],
        started_at=began,
        submitted_at=began,
    )
    attempts.keep_marks(row, sheet.answers, sheet.marks)
    session.add(row)
    session.flush()
    session.add(
        PaperResult(
            attempt_uuid=row.uuid,
            form_code=form.code,
            person_id=record.id,
            taken_on=on,
            letters=sheet.row,
            typed_at=typed_at or clock.now(),
            actor_id=actor.id,
        )
    )
    session.flush()
    _tell(sheet, row, on, actor)
    if sheet.marks.passed:
        attempts.report_pass(record, row, on=on, actor=actor, paper=form.code, **known)


def _tell(sheet: CheckedSheet, row: Attempt, on: date, actor: Person) -> None:
    """Practice follows the newest test: a sheet of last month says nothing of what was answered since."""
    others = attempts_of(sheet.person, row.module)
    if all(other.submitted_at is None or other.submitted_at < end_of(on) for other in others):
        missed_questions.note_test(sheet.record, row.module, sheet.marks.right)
    facts = {"module": row.module, "passed": sheet.marks.passed, "attempt": row.uuid}
    audit.note(actor.id, "quizzes.paper-typed", "person", sheet.record.id, **facts)
