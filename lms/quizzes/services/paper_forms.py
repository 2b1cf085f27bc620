"""Verbs of tests on paper: make a form for a group, find it by the code that is printed on it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import audit, clock
from lms.accounts.queries.people import merged_ids, society_code_of
from lms.accounts.services.people import Person, PersonId
from lms.content import registry
from lms.content.types.curriculum import Module
from lms.content.types.questions import Pool
from lms.db import session, upserts
from lms.errors import NotFound, RuleBroken
from lms.quizzes.domain import paper_sheet, selection
from lms.quizzes.domain.paper_sheet import SheetQuestion
from lms.quizzes.domain.selection import CannotDrawError, SelectedItem
from lms.quizzes.models import PaperForm, PaperKeyOpening, PaperResult
from lms.text import checked_codes

CODE_LENGTH: Final = 6
_GROUP: Final = 3
_SEEDS: Final = 2**31
_NEWEST: Final = 20
_OPENED: Final = "quizzes.paper-key"


@dataclass(frozen=True)
class PrintedTest:
    """A form as it is printed and marked. `changed`: numbers of questions that are others now, or gone.

    Then it has no `questions`: it is neither printed nor marked any more.
    """

    code: str
    module: Module
    made_on: date
    made_by: PersonId
    questions: tuple[SheetQuestion, ...]
    changed: tuple[int, ...]

    @property
    def spoken(self) -> str:
        """The code as it is printed."""
        return checked_codes.grouped(self.code, _GROUP)

    @property
    def comes_first(self) -> tuple[Module, ...]:
        """The modules whose certificate somebody needs on the day of the test."""
        content = registry.current()
        return tuple(content.module(name) for name in self.module.award.prerequisites)

    @property
    def boxes(self) -> int:
        """How many letters answer it."""
        return sum(one.boxes for one in self.questions)

    @property
    def key(self) -> str:
        """The row of the right answers."""
        return "".join(one.key for one in self.questions)


def make_form(module: str, actor: Person, *, seed: int | None = None) -> str:
    """Draw a test of a module for a group, by the blueprint of the online test; returns its code.

    Of questions that a letter can answer. `seed`: only where the same form is wanted again. Raises NotFound for a
    module without a test, RuleBroken("no-paper-form") where its questions do not suffice.
    """
    pool = _pool(module)
    drawn = _draw(pool, secrets.randbelow(_SEEDS) if seed is None else seed)
    stored = [
        {
            "item": one.item,
            "parts": list(one.parts),
            "version": paper_sheet.version_of(pool.question(one.item)),
        }
        for one in drawn
    ]
    while True:
        code = checked_codes.new_code(CODE_LENGTH)
        row = PaperForm(code=code, module=module, drawn=stored, made_at=clock.now(), actor_id=actor.id)
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue  # another form has this code: one in twenty million
        audit.note(actor.id, "quizzes.paper-form", "paper_form", code, module=module)
        return code


def find_form(typed: str) -> PrintedTest:
    """The form with the code that somebody typed, or that stands in an address. Raises NotFound."""
    code = checked_codes.read_code(typed, CODE_LENGTH)
    row = None if code is None else session.get(PaperForm, code)
    if row is None:
        raise NotFound(typed)
    return _printed(row)


def forms_by(actor: Person) -> Sequence[PrintedTest]:
    """The last forms that somebody made, the newest first; those of modules that are gone are left out."""
    newest = select(PaperForm).where(PaperForm.actor_id == actor.id).order_by(PaperForm.made_at.desc())
    rows = session.scalars(newest.limit(_NEWEST)).all()
    return [_printed(row) for row in rows if row.module in registry.current().pools]


def may_open_key(form: PrintedTest, actor: Person) -> bool:
    """Whether the key of a form is somebody's to see: in the Society of who made it, and nowhere else."""
    maker = session.get_one(Person, form.made_by)
    return society_code_of(maker) == society_code_of(actor)


def is_maker(form: PrintedTest, person: Person) -> bool:
    """Whether somebody made a form, by any of their records: they are not marked by it, whatever they open."""
    return form.made_by in merged_ids(person)


def note_key_opened(form: PrintedTest, actor: Person) -> None:
    """Keep that somebody opens the key of a form: they are not marked by it. Of who made it that is known.

    The first opening stands in the audit, also of whoever saw marks before: they did not have the whole key.
    """
    if actor.id == form.made_by:
        return
    keep_knowing(form, actor.id)
    lines = audit.lines_of("paper_form", form.code, [_OPENED])
    if all(line.actor_id != actor.id for line in lines):
        audit.note(actor.id, _OPENED, "paper_form", form.code, module=form.module.id)


def is_kept_as_knowing(form: PrintedTest, person: Person) -> bool:
    """Whether it is known already that this record opened the key, saw marks of rows, or made the form."""
    opening = (form.code, person.id)
    return person.id == form.made_by or session.get(PaperKeyOpening, opening) is not None


def note_marks_seen(form: PrintedTest, actor: Person) -> None:
    """Keep that somebody saw the marks of rows of a form: by them its key can be worked out, so it counts as opened."""
    if keep_knowing(form, actor.id):
        audit.note(actor.id, "quizzes.paper-marks", "paper_form", form.code, module=form.module.id)


def keep_knowing(form: PrintedTest, person_id: int) -> bool:
    """Keep that a record can know the key of a form; whether that is new. Of who made it nothing is kept."""
    if person_id == form.made_by:
        return False
    opening = upserts.insert(PaperKeyOpening).values(form_code=form.code, actor_id=person_id)
    first = opening.on_conflict_do_nothing().returning(PaperKeyOpening.actor_id)
    return session.scalar(first) is not None


def knows_key(form: PrintedTest, person: Person) -> bool:
    """Whether somebody made a form, opened its key, or checked or typed slips of it, by any of their records.

    Of slips that were typed before that was kept, the row itself tells who typed it.
    """
    ids = merged_ids(person)
    if form.made_by in ids:
        return True
    opened, typed = (
        select(table.actor_id).where(table.form_code == form.code, table.actor_id.in_(ids)).limit(1)
        for table in (PaperKeyOpening, PaperResult)
    )
    return any(session.scalar(asked) is not None for asked in (opened, typed))


def _pool(module: str) -> Pool:
    try:
        return registry.current().pools[module]
    except KeyError:
        raise NotFound(module) from None


def _draw(pool: Pool, seed: int) -> tuple[SelectedItem, ...]:
    suitable = paper_sheet.answerable(pool)
    # The ways through a pool are worked out once: another pool is made only where it has to be.
    of_letters = pool if len(suitable) == len(pool.questions) else replace(pool, questions=suitable)
    try:
        return selection.draw(of_letters, seed=seed)
    except CannotDrawError:
        raise RuleBroken("no-paper-form", field="module") from None


def _printed(row: PaperForm) -> PrintedTest:
    pool = _pool(row.module)
    drawn = [SelectedItem(one["item"], tuple(one["parts"])) for one in row.drawn]
    changed = tuple(
        number
        for number, (one, stored) in enumerate(zip(drawn, row.drawn, strict=True), start=1)
        if not selection.still_there(pool, [one])
        or paper_sheet.version_of(pool.question(one.item)) != stored["version"]
    )
    questions = () if changed else paper_sheet.sheet(pool, drawn)
    module = registry.current().module(row.module)
    return PrintedTest(
        row.code, module, clock.day_of(row.made_at), PersonId(row.actor_id), questions, changed
    )
