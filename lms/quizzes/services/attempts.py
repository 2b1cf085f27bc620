"""Verbs of post-tests: open a paper, look at it, hand it in. Knows rows and the library, not the web."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from lms import audit, clock
from lms.accounts.queries.people import society_code_of
from lms.accounts.services.people import Person
from lms.content import registry, society_awards
from lms.content.types.curriculum import Module
from lms.content.types.questions import Pool, Question
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.quizzes.domain import attempt_limits, marking, refresher, selection
from lms.quizzes.domain.attempt_limits import MayStart, MustWait, Turn
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.marking import Marks
from lms.quizzes.domain.selection import SelectedItem
from lms.quizzes.models import Attempt, Form
from lms.quizzes.queries.tries import any_came_after, tries_of
from lms.quizzes.queries.unlocks import unlocked_at
from lms.quizzes.services import attempt_rows, drawing, missed_questions, saved_answers
from lms.quizzes.services.attempt_rows import (
    attempts_of,
    drawn_of,
    is_open,
    is_open_to,
    new_seed,
    own_attempt,
)
from lms.records.domain.award_rules import Standing, missing
from lms.records.services.achievements import record_achievement, standings_of
from lms.signals import Hook

State = Literal["open", "changed", "submitted", "withdrawn"]


@dataclass(frozen=True)
class AwardedCertificate:
    """What whoever passed is shown of their certificate: what the paper says. `qr` leads to the check of its code."""

    name: str
    latin_name: str
    title: str
    title_language: str
    until: date | None
    code: str
    qr: str


def _none_given(person: Person, module: str) -> AwardedCertificate | None:
    return None


def _nobody_knows(person: Person) -> object:
    raise LookupError("nobody is connected who knows what comes next")


# The valid certificate of a module. Certificates stand above this feature: they connect.
certificate_of: Final = Hook(_none_given)
# What the page of a result says of the next step (courses/next_step.html). Courses stand beside: `app` connects them.
learning_of: Final = Hook(_nobody_knows)


@dataclass(frozen=True)
class ShownItem:
    """A question of a paper: its number from 1, and its parts in the order in which they are shown."""

    number: int
    question: Question
    parts: tuple[str, ...]


@dataclass(frozen=True)
class TestForm:
    """A person's paper. `marks` and `submitted_at` are there once it is submitted; a pre-test has no marks.

    State "changed": it is open, but its questions were changed since, so that it can only be withdrawn.
    `asked` leaves out what has been changed since, `length` counts it.
    """

    uuid: str
    form: Form
    module: Module
    state: State
    asked: tuple[ShownItem, ...]
    length: int
    answers: Mapping[str, Answer]
    marks: Marks | None
    started_at: datetime
    submitted_at: datetime | None

    @property
    def right(self) -> int:
        """How many questions were right; 0 before it is marked."""
        return sum(self.marks.right.values()) if self.marks else 0


def open_paper(person: Person, module: str, language: str, *, seed: int | None = None) -> str:
    """The uuid of the person's open paper of a module's post-test; draws one where there is none.

    An open paper whose questions were changed is withdrawn first. `seed`: only for invented people, whose papers
    are the same on every site. Raises NotFound when the module has no test
    and RuleBroken("prerequisites-missing") or RuleBroken("attempts-exhausted").
    """
    about, pool = test_for(person, module)
    rows = attempts_of(person, module)
    for row in (row for row in rows if is_open_to(person, row)):
        if selection.still_there(pool, drawn_of(row)):
            return row.uuid
        _withdraw(row, person)
    if missing_prerequisites(person, about, clock.today()):
        raise RuleBroken("prerequisites-missing")
    rule = about.award.post_test
    if isinstance(turn_of(person, about, rows, clock.now()), MustWait):
        raise RuleBroken("attempts-exhausted", allowed=rule.attempts, hours=rule.wait_hours)
    chosen = new_seed() if seed is None else seed
    return _draw(person, about, pool, language, chosen)


def paper(person: Person, uuid: str, *, hold: bool = False) -> TestForm:
    """A paper of this person's own record. Raises NotFound when it is another one's, as when there is none.

    Also of a record that was merged into theirs: whoever says that two are one may be wrong, or want to read answers.

    `hold`: nobody hands it in, or saves an answer, before the end of the transaction.
    """
    return _paper(person, own_attempt(person, uuid, lock=hold))


def asked_of_anybody(module: str, uuid: str) -> tuple[ShownItem, ...]:
    """The questions of a paper, whoever's it is: which fields whoever sends them may get back. Raises NotFound."""
    row = session.get(Attempt, uuid)
    pool = registry.current().pools.get(module)
    if row is None or row.module != module or pool is None:
        raise NotFound(uuid)
    return _asked(pool, drawn_of(row))


def submit(person: Person, uuid: str, answers: Mapping[str, Answer], *, language: str) -> None:
    """Hand in a paper: mark it, and report a pass to the records. A second time changes nothing.

    `answers` by item id. A paper whose questions were changed since it was drawn is withdrawn instead: it
    does not count as an attempt. Raises NotFound when the paper is not this person's, or is a pre-test, and
    RuleBroken("attempts-used-meanwhile") where others came while it was open, and there is a wait now.
    """
    row = own_attempt(person, uuid, lock=True)
    if row.form == "pre":
        raise NotFound(uuid)
    if not is_open(row):
        return
    about, pool = test_for(person, row.module)
    drawn = drawn_of(row)
    if not selection.still_there(pool, drawn):
        _withdraw(row, person)
        return
    _refuse_after_others(person, row, about)
    questions = [pool.question(one.item) for one in drawn]
    marks = marking.mark(questions, answers, pass_mark=about.award.post_test.pass_mark)
    row.submitted_at = clock.now()
    row.language, row.quiz_digest, row.module_version = language, pool.digest, about.version
    keep_marks(row, answers, marks)
    saved_answers.forget(uuid)
    missed_questions.note_test(person, row.module, marks.right)
    session.flush()
    audit.note(person.id, "quizzes.submit", "attempt", uuid, module=row.module, passed=marks.passed)
    if marks.passed:
        report_pass(person, row, on=clock.today(), actor=person)


def keep_marks(row: Attempt, answers: Mapping[str, Answer], marks: Marks) -> None:
    """Write the answers and the marks of an attempt into its row."""
    row.answers = as_stored(answers, marks)
    row.result = {"right": dict(marks.right), "reread": list(marks.reread)}
    row.score, row.passed = marks.score, marks.passed


def as_stored(answers: Mapping[str, Answer], marks: Marks) -> dict[str, list[str]]:
    """The answers to the questions that were marked, as they are kept."""
    return {item: list(answers[item]) for item in marks.right if item in answers}


def report_pass(person: Person, row: Attempt, *, on: date, actor: Person, **known: str) -> None:
    """Report a passed attempt to the training ledger; `known` is what else the entry rests on."""
    evidence = {
        "attempt": row.uuid,
        "score": row.score,
        "language": row.language,
        "module_version": row.module_version,
        **known,
    }
    record_achievement(person, row.module, "post-test", on=on, evidence=evidence, actor=actor)


def test_for(person: Person, module: str) -> tuple[Module, Pool]:
    """The module, with the rules that the person's Society has tightened, and its questions. Raises NotFound."""
    content = registry.current()
    try:
        about, pool = content.module(module), content.pools[module]
    except KeyError:
        raise NotFound(module) from None
    if not any(module in society.awards for society in content.societies.values()):
        return about, pool
    return society_awards.module_for(
        about, content.societies.get(society_code_of(person)), clock.today()
    ), pool


def missing_prerequisites(person: Person, module: Module, on: date) -> tuple[Module, ...]:
    """The prerequisites whose award is not in force on a day; one in grace still counts."""
    if not module.award.prerequisites:
        return ()
    standings = standings_of(person, on)
    return tuple(registry.current().module(name) for name in missing(module.award.prerequisites, standings))


def standing_now(person: Person, module: str) -> Standing:
    """Where a person stands with the award of a module today. While it is revoked no pass brings a certificate."""
    return standings_of(person, clock.today())[module]


def renews(standing: Standing, module: Module) -> bool:
    """Whether a test passed today would renew the certificate of a module."""
    return refresher.renews(standing, module.award.refresher.opens_days, clock.today())


def turn_of(person: Person, module: Module, rows: Sequence[Attempt], now: datetime) -> Turn:
    """Whether who has these attempts may start one at an instant: the hours are over, or the wait was ended."""
    by_hours = turn_by_hours(module, rows, now)
    if isinstance(by_hours, MayStart):  # most people: nothing is asked of those who ended waits
        return by_hours
    return turn_by_hours(module, rows, now, unlocked_at(person, module.id))


def turn_by_hours(
    module: Module, rows: Sequence[Attempt], now: datetime, unlocks: Sequence[datetime] = ()
) -> Turn:
    rule = module.award.post_test
    return attempt_limits.turn(
        tries_of(rows), allowed=rule.attempts, wait_hours=rule.wait_hours, now=now, unlocks=unlocks
    )


def _refuse_after_others(person: Person, row: Attempt, module: Module) -> None:
    """A test that lay open is no try beyond the rule, where slips were typed, or records joined, meanwhile."""
    rows = attempts_of(person, module.id)
    if not any_came_after(row.started_at, rows):
        return
    rule = module.award.post_test
    if isinstance(turn_of(person, module, rows, clock.now()), MustWait):
        raise RuleBroken("attempts-used-meanwhile", allowed=rule.attempts, hours=rule.wait_hours)


def _withdraw(row: Attempt, person: Person) -> None:
    attempt_rows.withdraw(row)
    audit.note(person.id, "quizzes.withdraw", "attempt", row.uuid, module=row.module)


def _draw(person: Person, module: Module, pool: Pool, language: str, seed: int) -> str:
    is_renewal = renews(standing_now(person, module.id), module)
    drawn = drawing.draw_test(person, pool, seed=seed, is_renewal=is_renewal)
    form: Form = "refresher" if is_renewal else "post"
    uuid = attempt_rows.add_attempt(person, module, pool, form, drawn, language=language, seed=seed)
    if uuid is None:  # the other of two taps was faster: its paper is the one
        return next(row.uuid for row in attempts_of(person, module.id) if is_open_to(person, row))
    audit.note(person.id, "quizzes.start", "attempt", uuid, module=module.id)
    return uuid


def _paper(person: Person, row: Attempt) -> TestForm:
    about, pool = test_for(person, row.module)
    drawn = drawn_of(row)
    asked = _asked(pool, drawn)
    return TestForm(
        uuid=row.uuid,
        form=row.form,
        module=about,
        state=_state(row, whole=len(asked) == len(drawn)),
        asked=asked,
        length=len(drawn),
        answers={item: tuple(answer) for item, answer in row.answers.items()},
        marks=_marks(row),
        started_at=row.started_at,
        submitted_at=row.submitted_at,
    )


def _asked(pool: Pool, drawn: Sequence[SelectedItem]) -> tuple[ShownItem, ...]:
    there = selection.still_there(pool, drawn)  # nearly always: then nobody has to look at each one
    return tuple(
        ShownItem(number, pool.question(one.item), one.parts)
        for number, one in enumerate(drawn, start=1)
        if there or selection.still_there(pool, [one])
    )


def _state(row: Attempt, *, whole: bool) -> State:
    if row.submitted_at:
        return "submitted"
    if row.withdrawn_at:
        return "withdrawn"
    return "open" if whole else "changed"


def _marks(row: Attempt) -> Marks | None:
    if row.score is None or row.passed is None:
        return None
    return Marks(row.score, row.passed, row.result["right"], tuple(row.result["reread"]))
