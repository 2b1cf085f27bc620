"""Rows of a file of KoboToolbox or ODK -> answers as they are given on the page. Pure.

Nothing is guessed and nothing is lost in silence: a row is taken, or left out for a reason that is counted, or it has
faults, each with its line and column. A row with a fault is left out whole, and taken when it comes in mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias
from uuid import UUID

from lms.content.types.surveys import Survey, SurveyQuestion, SurveyTask
from lms.errors import RuleBroken
from lms.surveys.domain.field_names import (
    AGREED,
    CONSENT,
    DECLINED,
    FORM,
    NOT_APPLICABLE,
    SKIP,
    VERSION,
    rank_names,
    rating_names,
)
from lms.surveys.domain.given_answers import GivenAnswers, asked_alone
from lms.surveys.domain.scoring import Rating
from lms.surveys.domain.submission_columns import Columns
from lms.surveys.parsing import Row, Table

Reason: TypeAlias = Literal[
    "other-survey", "other-version", "declined", "twice", "before", "no-society", "other-society"
]
# An answer that there is not; columns of one question that say two things; more answers than it takes; no id, or a
# broken one.
Problem: TypeAlias = Literal["unknown", "differs", "more", "no-uuid"]
_SAYS_NOTHING: Final = ("", SKIP)
_CHOSEN: Final = {"1": True, "true": True, "0": False, "false": False, "": False}
_SLACK: Final = timedelta(days=1)  # days of a file may be those of London


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row, and in which column."""

    line: int
    column: str
    problem: Problem


@dataclass(frozen=True)
class Submission:
    """The answers of one person. `id` stays the same in every file that holds them."""

    id: str
    answers: GivenAnswers


@dataclass(frozen=True)
class Reading:
    """What a file says: `taken`, how many rows were left out and why, and the faults of others."""

    taken: tuple[Submission, ...]
    left_out: Mapping[Reason, int]
    faults: tuple[Fault, ...]

    @property
    def faulty(self) -> int:
        """How many lines have a fault."""
        return len({fault.line for fault in self.faults})


def submissions(survey: Survey, society: str, begins_on: date, table: Table, columns: Columns) -> Reading:
    """What the rows say to a round of a Society that began on a day.

    Raises RuleBroken("survey-labels"), field "file", where answers stand as people read them and not as their names.
    """
    taken: dict[str, Submission] = {}
    left_out: Counter[Reason] = Counter()
    faults: list[Fault] = []
    labels = frozenset(_labels(survey))
    for row in table.rows:
        cells = _Cells(row, table.columns, columns, labels)
        read = None if cells.is_empty else _read(survey, society, begins_on, cells)
        if not isinstance(read, Submission):
            faults += cells.faults if read is None else ()
            left_out.update([read] if read else [])
        elif read.id in taken:
            left_out["twice"] += 1
        else:
            taken[read.id] = read
    return Reading(tuple(taken.values()), dict(left_out), tuple(faults))


def _read(survey: Survey, society: str, begins_on: date, cells: _Cells) -> Submission | Reason | None:
    """A row, or why it is left out; None where it has faults. What is left out is not looked at further."""
    if cells.value(FORM) != survey.id:
        return "other-survey"
    if cells.value(VERSION) != str(survey.version):
        return "other-version"
    if cells.chosen(CONSENT, (AGREED, DECLINED, "")) != AGREED and not cells.faults:
        return "declined"
    if any(day < begins_on - _SLACK for day in cells.days_sent()):
        return "before"
    found = Submission(cells.id(), _answers(survey, cells))
    if cells.faults:
        return None
    if found.answers.society != society:
        return "other-society" if found.answers.society else "no-society"
    return found


def _answers(survey: Survey, cells: _Cells) -> GivenAnswers:
    ratings = {task.id: rating for task in survey.tasks if (rating := _rating(survey, task, cells))}
    choices = {question.id: _chosen(question, cells) for question in survey.questions}
    return GivenAnswers(ratings, asked_alone(survey.questions, choices), is_collected=True)


def _rating(survey: Survey, task: SurveyTask, cells: _Cells) -> Rating | None:
    """Both steps; nothing where one was not said."""
    steps = {str(step): step for step in range(1, survey.scale + 1)}
    importance_name, skill_name = rating_names(task)
    importance = steps.get(cells.chosen(importance_name, (*steps, NOT_APPLICABLE, *_SAYS_NOTHING)))
    skill = steps.get(cells.chosen(skill_name, (*steps, *_SAYS_NOTHING)))
    return Rating(importance, skill, survey.scale) if importance and skill else None


def _chosen(question: SurveyQuestion, cells: _Cells) -> list[str]:
    known = [choice.id for choice in question.choices]
    if question.kind == "several":
        ticked = cells.several(question.id, [*known, SKIP] if question.has_skip else known)
        if question.most and len(ticked) > question.most:
            cells.refuse_more(question.id)
        return [] if SKIP in ticked else [choice for choice in known if choice in ticked]
    names = rank_names(question) if question.kind == "ranked" else [question.id]
    given = [cells.chosen(name, (*known, *_SAYS_NOTHING)) for name in names]
    return [choice for choice in dict.fromkeys(given) if choice not in _SAYS_NOTHING]


def _labels(survey: Survey) -> Iterator[str]:
    """Every answer as people read it, but those that are their own names."""
    known = {choice.id for question in survey.questions for choice in question.choices}
    wordings = [choice.wording for question in survey.questions for choice in question.choices]
    for wording in (*wordings, *survey.importance, *survey.skill):
        yield from (text for text in wording.texts.values() if text not in known)


@dataclass
class _Cells:
    """The cells of a row by what they mean; notes faults as they are met."""

    row: Row
    headings: Sequence[str]
    columns: Columns
    labels: frozenset[str]
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the row."""
        return not any(cell.strip() for cell in self.row.cells)

    def value(self, name: str, choice: str = "") -> str:
        """What stands under a name; of several columns the one that is filled in."""
        places = self.columns.known.get((name, choice), ())
        values = {value: at for at in reversed(places) if (value := self._at(at))}
        if len(values) > 1:
            self._fault(places[0], "differs")
        return next(reversed(values), "")

    def chosen(self, name: str, known: Sequence[str]) -> str:
        """The value under a name, which is one of those that are known."""
        return self._known(name, self.value(name), known)

    def several(self, name: str, known: Sequence[str]) -> set[str]:
        """The answers under a name: all in one cell, or a column for each."""
        if (name, "") in self.columns.known:
            return {self._known(name, one, known) for one in self.value(name).split()}
        found = set()
        for choice in known:
            said = self.value(name, choice).lower()
            if said not in _CHOSEN:
                self._fault(self.columns.known[name, choice][0], "unknown")
            elif _CHOSEN[said]:
                found.add(choice)
        return found

    def refuse_more(self, name: str) -> None:
        """Note that a question has more answers than it takes."""
        self._fault(next(at for field, (at, *_) in self.columns.known.items() if field[0] == name), "more")

    def days_sent(self) -> Iterator[date]:
        """The day on which the row was sent, where it says one."""
        for at in self.columns.sent:
            try:
                yield date.fromisoformat(self._at(at)[:10])
            except ValueError:
                continue

    def id(self) -> str:
        """The UUID, and of a repeat which one."""
        said = next((value for at in self.columns.uuids if (value := self._at(at))), "")
        try:
            uuid = str(UUID(said.removeprefix("uuid:")))
        except ValueError:
            self._fault(self.columns.uuids[0], "no-uuid")
            return ""
        return f"{uuid}#{self.row.part}" if self.row.part else uuid

    def _known(self, name: str, value: str, known: Sequence[str]) -> str:
        if value in known:
            return value
        if value in self.labels:
            raise RuleBroken("survey-labels", field="file")
        self._fault(self.columns.known[name, ""][0], "unknown")
        return ""

    def _at(self, place: int) -> str:
        return self.row.cells[place].strip() if place < len(self.row.cells) else ""

    def _fault(self, place: int, problem: Problem) -> None:
        self.faults.append(Fault(self.row.line, self.headings[place], problem))
