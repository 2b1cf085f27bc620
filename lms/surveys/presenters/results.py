"""What a round said, in the reader's words: tasks by role, modules, choices, and what is no matter of training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lms.content.types.curriculum import Content, Module
from lms.content.types.localized import Name
from lms.content.types.surveys import Survey, SurveyQuestion
from lms.surveys.domain.choice_figures import ChoiceFigures
from lms.surveys.domain.given_answers import ROLE
from lms.surveys.domain.group_results import GroupResults, TaskFigures
from lms.surveys.domain.scoring import Rating
from lms.surveys.queries import Round

_TOP: Final = 5  # tasks that are named first
_STEPS: Final = 6  # shades of a table, none for almost nothing


@dataclass(frozen=True)
class Cell:
    """A mean priority and its shade (0 to 5); `mean` None where it is not shown."""

    mean: float | None
    step: int


@dataclass(frozen=True)
class TaskRow:
    """A task. `change`: of the mean since the round before with the same questions, None where that is not known."""

    wording: Name
    module: Module
    figures: TaskFigures
    everybody: Cell
    cells: tuple[Cell, ...]
    change: float | None


@dataclass(frozen=True)
class ChoiceRow:
    """A question with those of its answers that may be shown: their words, how many people, of a hundred.

    Of a hundred who answered it; of all who answered anything where `people` may not be shown.
    """

    wording: Name
    people: int | None
    answers: tuple[tuple[Name, int, int], ...]


@dataclass(frozen=True)
class ShownResults:
    """The results of a round. `rate`: of a hundred people with an account so many answered.

    It is None where more answered than have one: everybody says themselves to which Society they belong.
    """

    figures: GroupResults
    rate: int | None
    roles: tuple[tuple[Name, int], ...]
    top: tuple[TaskRow, ...]
    rows: tuple[TaskRow, ...]
    modules: tuple[tuple[Module, int, int], ...]
    choices: tuple[ChoiceRow, ...]
    low_care: tuple[Name, ...]
    gaps: tuple[Name, ...]


def shown_results(
    survey: Survey, chosen: Round, over: Sequence[Round], content: Content, language: str
) -> ShownResults | None:
    """The results of a round that is over; None where too few answered, or its questions are no longer here."""
    figures = chosen.results
    if not isinstance(figures, GroupResults) or not figures.people or chosen.version != survey.version:
        return None
    rows = _rows(survey, figures, _means_before(chosen, over), content, language)
    tasks = {task.id: task.wording.text(language) for task in survey.tasks}
    role = survey.question(ROLE)
    return ShownResults(
        figures,
        None if figures.has_collected else _rate(figures.people, chosen.invited),
        tuple(
            (choice.wording.text(language), figures.roles[choice.id])
            for choice in role.choices
            if choice.id in figures.roles
        ),
        tuple(sorted(rows, key=lambda row: -row.figures.mean)[:_TOP]),
        tuple(rows),
        tuple((content.module(each.module), round(each.mean), each.people) for each in figures.modules),
        tuple(
            choice_row(survey.question(each.question), each, figures.people, language)
            for each in figures.choices
        ),
        tuple(survey.question(each).wording.text(language) for each in figures.low_care),
        tuple(tasks[each] for each in figures.gaps),
    )


def _rate(people: int, invited: int | None) -> int | None:
    return 100 * people // invited if invited and people <= invited else None


def round_before(chosen: Round, over: Sequence[Round]) -> Round | None:
    """The round before one of `over`, the newest first: of the same version, with results that are shown."""
    for each in over:
        if each.ends_on < chosen.ends_on and each.version == chosen.version and each.span.published:
            return each
    return None


def _means_before(chosen: Round, over: Sequence[Round]) -> Mapping[str, float]:
    """The means of the round before."""
    before = round_before(chosen, over)
    figures = before.results if before else None
    return {task.task: task.mean for task in figures.tasks} if isinstance(figures, GroupResults) else {}


def _rows(
    survey: Survey, figures: GroupResults, before: Mapping[str, float], content: Content, language: str
) -> list[TaskRow]:
    known = {each.task: each for each in figures.tasks}
    roles = [choice.id for choice in survey.question(ROLE).choices if choice.id in figures.roles]
    most = Rating(survey.scale, 1, survey.scale).highest_priority
    return [
        TaskRow(
            task.wording.text(language),
            content.module(task.module),
            known[task.id],
            _cell(known[task.id].mean, most),
            tuple(_cell(known[task.id].by_role.get(role), most) for role in roles),
            round(known[task.id].mean - before[task.id], 1) + 0.0 if task.id in before else None,
        )
        for task in survey.tasks
        if task.id in known
    ]


def _cell(mean: float | None, most: int) -> Cell:
    return Cell(None, 0) if mean is None else Cell(mean, min(_STEPS - 1, int(mean * _STEPS / most)))


def choice_row(question: SurveyQuestion, figures: ChoiceFigures, everybody: int, language: str) -> ChoiceRow:
    """The answers that may be shown, in the order of the survey: another one would tell of those that are not."""
    return ChoiceRow(
        question.wording.text(language),
        figures.people,
        tuple(
            (choice.wording.text(language), people, round(100 * people / (figures.people or everybody)))
            for choice in question.choices
            if (people := figures.counts.get(choice.id)) is not None
        ),
    )
