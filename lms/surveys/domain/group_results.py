"""What the answers of a round say of a group: tasks by role, modules, choices, care, gaps of the organisation. Pure.

Source: the training-needs assessment, sections 2 and 3; what may be shown: section 6 and `hiding`. Made once, when a
round is over, and kept: a table that followed withdrawals and deletions would tell, by its changes, who had answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import Final, TypeVar

from lms.content.types.surveys import Survey, SurveyQuestion, SurveyTask
from lms.surveys.domain import hiding
from lms.surveys.domain.bootstrap import FEW, mean_interval
from lms.surveys.domain.choice_figures import ChoiceFigures, choice_figures, choices_in_both, figures_in_both
from lms.surveys.domain.given_answers import ROLE, SOCIETY, GivenAnswers
from lms.surveys.domain.hiding import LEAST
from lms.surveys.domain.scoring import Rating, module_needs

WIDE: Final = 2  # steps between importance and skill from which on a gap counts in the share
CARE_LIMIT: Final = 0.3  # a share of "no" above it is told to who looks after volunteers
NOT_TRAINING: Final = 0.5  # of a task's people from here on want something else: no course is planned for it
_HELP, _TRAINING, _READS, _NO = "help", "training", "reads", "no"

_Said = TypeVar("_Said")
_Figure = TypeVar("_Figure")


@dataclass(frozen=True)
class TaskFigures:
    """A task: how many rated it, mean and median priority (0 to 20 on a scale of 5), the percent with a wide gap.

    `wide` is None where fewer than LEAST have one, or have none. `low` and `high`: the 95 % interval of the mean, where
    few rated it. `by_role`: mean priority where it may be shown.
    """

    task: str
    people: int
    mean: float
    median: float
    wide: int | None
    low: float | None
    high: float | None
    by_role: Mapping[str, float]


@dataclass(frozen=True)
class ModuleFigures:
    """A module: the mean score (0 to 100) of as many people."""

    module: str
    people: int
    mean: float


@dataclass(frozen=True)
class GroupResults:
    """A round of a group. With fewer people than LEAST all else is empty, and `people` is 0: even that is not told.

    `low_care`: the questions on care to which more than three in ten volunteers said no. `gaps`: tasks whose people
    mostly want something else than training. `unread`: people who read no language that the modules are in, and the sum
    of their priorities; None where they are few. `has_collected`: some or all answers came in files that somebody has
    seen; see `group_results`.
    """

    people: int
    roles: Mapping[str, int]
    tasks: tuple[TaskFigures, ...]
    modules: tuple[ModuleFigures, ...]
    choices: tuple[ChoiceFigures, ...]
    low_care: tuple[str, ...]
    gaps: tuple[str, ...]
    unread: tuple[int, int] | None
    has_collected: bool = False


NOTHING: Final = GroupResults(0, {}, (), (), (), (), (), None)


def group_results(
    survey: Survey, responses: Sequence[GivenAnswers], languages: Collection[str]
) -> GroupResults:
    """The results of a round. `languages`: those in which there are modules.

    Whoever brought in a file knows what stands in it, and can take it away from what is shown: what is left over has
    to be as safe as the whole. So a figure is shown where it may be shown of the answers given in Sala, too. While
    these are fewer than LEAST, those of the files alone are counted.
    """
    own = [response for response in responses if not response.is_collected]
    if len(own) == len(responses):
        return _results(survey, responses, languages)
    if len(own) < LEAST:
        collected = [response for response in responses if response.is_collected]
        whole = _results(survey, collected, languages)
    else:
        whole = _seen_in_both(_results(survey, responses, languages), _results(survey, own, languages), own)
    return replace(whole, has_collected=True) if whole.people else NOTHING


def _seen_in_both(whole: GroupResults, part: GroupResults, own: Sequence[GivenAnswers]) -> GroupResults:
    """What may be shown of a whole and of a part of it.

    What is hidden of either stays as safe: together with something safe, what is hidden is safe.
    """
    tasks = {each.task: each for each in part.tasks}
    choices = {each.question: each for each in part.choices}
    modules = {each.module for each in part.modules}
    return replace(
        whole,
        roles=figures_in_both(whole.roles, part.roles),
        tasks=tuple(_task_in_both(each, tasks[each.task]) for each in whole.tasks if each.task in tasks),
        modules=tuple(each for each in whole.modules if each.module in modules),
        choices=tuple(
            in_both
            for each in whole.choices
            if each.question in choices and (in_both := choices_in_both(each, choices[each.question])).counts
        ),
        low_care=tuple(each for each in whole.low_care if len(_answers_to(each, own)) >= LEAST),
        gaps=tuple(each for each in whole.gaps if len(_help_wanted(each, own)) >= LEAST),
        unread=whole.unread if part.unread else None,
    )


def _task_in_both(whole: TaskFigures, part: TaskFigures) -> TaskFigures:
    by_role = figures_in_both(whole.by_role, part.by_role)
    return replace(whole, by_role=by_role, wide=None if part.wide is None else whole.wide)


def _results(survey: Survey, responses: Sequence[GivenAnswers], languages: Collection[str]) -> GroupResults:
    """The results of answers that nobody has seen, or everybody who could."""
    if len(responses) < LEAST:
        return NOTHING
    by_role = _by_role((response.role, response) for response in responses)
    seen = hiding.visible_parts(by_role, hiding.is_large)
    return GroupResults(
        people=len(responses),
        roles={role: len(by_role[role]) for role in sorted(seen)},
        tasks=tuple(figures for task in survey.tasks if (figures := _task(task, responses))),
        modules=_modules(survey, responses),
        choices=tuple(
            counted
            for question in survey.questions
            if question.id not in (SOCIETY, ROLE)
            and (counted := choice_figures(question, _asked(question, responses, seen)))
        ),
        low_care=tuple(question for question in _care_questions(survey) if _is_low(question, responses)),
        gaps=tuple(task.id for task in survey.tasks if _is_gap(task.id, responses)),
        unread=_unread(responses, languages),
    )


def weakest_tasks(ratings: Mapping[str, Rating]) -> frozenset[str]:
    """The tasks of which somebody needs most: the highest priority above 0, several where they are equal."""
    highest = max((rating.priority for rating in ratings.values()), default=0)
    return frozenset(task for task, rating in ratings.items() if highest and rating.priority == highest)


def _by_role(said: Iterable[tuple[str, _Said]]) -> Mapping[str, list[_Said]]:
    groups: defaultdict[str, list[_Said]] = defaultdict(list)
    for role, answer in said:
        groups[role].append(answer)
    return groups


def _task(task: SurveyTask, responses: Sequence[GivenAnswers]) -> TaskFigures | None:
    """What is shown of a task; None where too few rated it, or all in the same way."""
    rated = [(each.role, each.ratings[task.id]) for each in responses if task.id in each.ratings]
    ratings = [rating for _, rating in rated]
    if not hiding.is_mixed(ratings):
        return None
    by_role = _by_role(rated)
    priorities = [rating.priority for rating in ratings]
    low, high = mean_interval(priorities) if len(ratings) < FEW else (None, None)
    return TaskFigures(
        task.id,
        len(ratings),
        fmean(priorities),
        median(priorities),
        _wide(ratings),
        low,
        high,
        {
            role: fmean(rating.priority for rating in by_role[role])
            for role in sorted(hiding.visible_parts(by_role, hiding.is_mixed))
        },
    )


def _wide(ratings: Sequence[Rating]) -> int | None:
    wide = sum(rating.gap >= WIDE for rating in ratings)
    return _percent(wide, len(ratings)) if LEAST <= wide <= len(ratings) - LEAST else None


def _modules(survey: Survey, responses: Sequence[GivenAnswers]) -> tuple[ModuleFigures, ...]:
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for response in responses:
        for need in module_needs(survey.tasks, response.ratings).values():
            if need.score is not None:
                scores[need.module].append(need.score)
    modules = dict.fromkeys(task.module for task in survey.tasks)
    return tuple(
        ModuleFigures(module, len(scores[module]), fmean(scores[module]))
        for module in modules
        if hiding.is_mixed(scores[module])
    )


def _asked(
    question: SurveyQuestion, responses: Sequence[GivenAnswers], roles: Collection[str]
) -> Sequence[GivenAnswers]:
    """Whom a reader knows to have been asked: the people of a role where their number is shown, else everybody."""
    asked = question.only_if.choices if question.only_if and question.only_if.question == ROLE else ()
    if not asked or not set(asked) <= set(roles):
        return responses
    return [response for response in responses if response.role in asked]


def _care_questions(survey: Survey) -> tuple[str, ...]:
    return survey.rules.care_questions if survey.rules else ()


def _is_low(question: str, responses: Sequence[GivenAnswers]) -> bool:
    answers = _answers_to(question, responses)
    return len(answers) >= LEAST and answers.count(_NO) > CARE_LIMIT * len(answers)


def _answers_to(question: str, responses: Sequence[GivenAnswers]) -> list[str]:
    return [each.choices[question][0] for each in responses if each.choices.get(question)]


def _is_gap(task: str, responses: Sequence[GivenAnswers]) -> bool:
    """Whether those for whom the task is the hardest mostly want something else than training."""
    wanted = _help_wanted(task, responses)
    others = sum(choice != _TRAINING for choice in wanted)
    return len(wanted) >= LEAST and others >= NOT_TRAINING * len(wanted)


def _help_wanted(task: str, responses: Sequence[GivenAnswers]) -> list[str]:
    """What those want for whom a task is the hardest."""
    return _answers_to(_HELP, [each for each in responses if task in weakest_tasks(each.ratings)])


def _unread(responses: Sequence[GivenAnswers], languages: Collection[str]) -> tuple[int, int] | None:
    theirs = [
        sum(rating.priority for rating in each.ratings.values())
        for each in responses
        if (reads := each.choices.get(_READS)) and set(languages).isdisjoint(reads)
    ]
    readers = sum(bool(each.choices.get(_READS)) for each in responses)
    return (len(theirs), sum(theirs)) if hiding.is_apart(len(theirs), readers) else None


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)
