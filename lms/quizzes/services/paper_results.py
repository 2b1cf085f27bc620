"""Verbs of results on paper: mark a row of letters as an online test is marked, keep it, tell the training ledger.

A sheet is known by its form and its person: typed once more it changes nothing, typed otherwise it is asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts.queries.people import among_merged_ids, merged_ids
from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import RuleBroken
from lms.quizzes.domain import marking, paper_sheet
from lms.quizzes.domain.attempt_limits import MustWait
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.marking import Marks
from lms.quizzes.domain.paper_sheet import Difference
from lms.quizzes.models import Attempt, PaperResult
from lms.quizzes.services import attempts, missed_questions
from lms.quizzes.services.attempt_rows import attempts_of
from lms.quizzes.services.paper_forms import PrintedTest
from lms.records.queries.as_of import end_of
from lms.records.services import achievements

Choice: TypeAlias = Literal["", "before", "now"]
"""Which of two rows of the same sheet counts: nobody has said it yet, the one typed before, the one typed now."""
Outcome: TypeAlias = Literal["new", "same", "asked", "kept", "replaced"]


@dataclass(frozen=True)
class TypedSheet:
    """Whose sheet it is, its row as it was typed, and which row counts where another one was typed before."""

    person: Person
    row: str
    choice: Choice = ""


@dataclass(frozen=True)
class CheckedSheet:
    """A sheet with its marks, and what saving it does: `differences` to the row that was typed before, if any.

    "asked" is not saved before somebody has chosen.
    """

    person: Person
    row: str
    answers: Mapping[str, Answer]
    marks: Marks
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    before: PaperResult | None = None

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


def check_sheet(form: PrintedTest, sheet: TypedSheet, on: date, actor: Person) -> CheckedSheet:
    """Mark a sheet of a test that was taken on a day, and say what saving it would do. Writes nothing.

    Raises RuleBroken: "form-changed", "own-sheet", "made-it", "typed-for-another-day", "pass-taken-back",
    "prerequisites-on-paper", "attempts-on-paper" on the field "who", and what `read_row` raises on "letters".
    """
    person = sheet.person
    if form.changed:
        raise RuleBroken("form-changed", field="who")
    _refuse_own(person, actor)
    if form.made_by in merged_ids(person):  # who made a test has its key
        raise RuleBroken("made-it", field="who")
    row = paper_sheet.tidy_row(sheet.row)
    answers = paper_sheet.read_row(form.questions, row)
    about, _pool = attempts.test_for(person, form.module.id)
    asked = [one.question for one in form.questions]
    marks = marking.mark(asked, answers, pass_mark=about.award.post_test.pass_mark)
    before = _typed_before(form, person)
    if before is None:
        _refuse_too_many(form, person, on)
        return CheckedSheet(person, row, answers, marks, "new")
    if before.taken_on != on:
        raise RuleBroken("typed-for-another-day", field="who", day=before.taken_on)
    found = paper_sheet.differences(form.questions, before.letters, row)
    outcomes: Mapping[Choice, Outcome] = {"": "asked", "before": "kept", "now": "replaced"}
    outcome = outcomes[sheet.choice] if found else "same"
    if outcome == "replaced" and _takes_back(before, marks):
        raise RuleBroken("pass-taken-back", field="who")
    return CheckedSheet(person, row, answers, marks, outcome, found, before)


def save_sheets(
    form: PrintedTest, sheets: Sequence[CheckedSheet], on: date, *, language: str, actor: Person
) -> Counter[Outcome]:
    """Keep the sheets that are new or replace another row, report each pass; count what was done.

    One that is "asked" is left as it is. Raises RuleBroken("changed-meanwhile") where somebody else saves the same
    sheet at this moment.
    """
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


def _refuse_own(person: Person, actor: Person) -> None:
    try:
        achievements.refuse_own(person, actor)
    except RuleBroken:
        raise RuleBroken("own-sheet", field="who") from None


def _typed_before(form: PrintedTest, person: Person) -> PaperResult | None:
    asked = select(PaperResult).where(
        PaperResult.form_code == form.code, PaperResult.person_id.in_(among_merged_ids(person))
    )
    return session.scalars(asked.order_by(PaperResult.typed_at)).first()


def _refuse_too_many(form: PrintedTest, person: Person, on: date) -> None:
    """The rules of an online test hold on paper: what comes first, and how many attempts before a wait.

    Of the day only the date is known: a wait that ends in the course of it is over.
    """
    about, _pool = attempts.test_for(person, form.module.id)
    if attempts.missing_prerequisites(person, about, on):
        raise RuleBroken("prerequisites-on-paper", field="who")
    earlier = [
        row for row in attempts_of(person, about.id) if row.submitted_at and row.submitted_at < end_of(on)
    ]
    rule = about.award.post_test
    if isinstance(attempts.turn_of(about, earlier, end_of(on)), MustWait):
        raise RuleBroken("attempts-on-paper", field="who", allowed=rule.attempts, hours=rule.wait_hours)


def _takes_back(before: PaperResult, marks: Marks) -> bool:
    """Whether a pass would go: it stands in the training ledger, where HR takes it back with a reason."""
    return bool(session.get_one(Attempt, before.attempt_uuid).passed) and not marks.passed


def _replace(form: PrintedTest, sheet: CheckedSheet, on: date, language: str, actor: Person) -> None:
    """Put the row that was typed now in the place of the one before, and bring the ledger in line with it."""
    before = sheet.before
    if before is None:
        raise ValueError("nothing was typed before")
    row = session.get_one(Attempt, before.attempt_uuid)
    if row.passed and sheet.marks.passed:  # what the ledger says stays as it is
        attempts.keep_marks(row, sheet.answers, sheet.marks)
        before.letters, before.typed_at, before.actor_id = sheet.row, clock.now(), actor.id
        session.flush()
        _tell(sheet, row, on, actor)
        return
    session.delete(before)
    session.flush()
    session.delete(row)
    session.flush()
    _keep(form, sheet, on, language, actor, retyped="1")


def _keep(
    form: PrintedTest, sheet: CheckedSheet, on: date, language: str, actor: Person, **known: str
) -> None:
    person = sheet.person
    about, pool = attempts.test_for(person, form.module.id)
    began = end_of(on - timedelta(days=1))  # of the day only the date is known: never later than now
    row = Attempt(
        uuid=str(uuid4()),
        person_id=person.id,
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
            person_id=person.id,
            taken_on=on,
            letters=sheet.row,
            typed_at=clock.now(),
            actor_id=actor.id,
        )
    )
    session.flush()
    _tell(sheet, row, on, actor)
    if sheet.marks.passed:
        attempts.report_pass(person, row, on=on, actor=actor, paper=form.code, **known)


def _tell(sheet: CheckedSheet, row: Attempt, on: date, actor: Person) -> None:
    """Practice follows the newest test: a sheet of last month says nothing of what was answered since."""
    others = attempts_of(sheet.person, row.module)
    if all(other.submitted_at is None or other.submitted_at < end_of(on) for other in others):
        missed_questions.note_test(sheet.person, row.module, sheet.marks.right)
    facts = {"module": row.module, "passed": sheet.marks.passed, "attempt": row.uuid}
    audit.note(actor.id, "quizzes.paper-typed", "person", sheet.person.id, **facts)
