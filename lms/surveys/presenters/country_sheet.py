"""The sheet of a country: what one round said, for one page of paper. Of the results page, nothing more.

It takes the values that the results page shows, after hiding, and so tells of nobody more than that page does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lms.content.types.curriculum import Module
from lms.content.types.localized import Name
from lms.content.types.surveys import Survey
from lms.surveys.domain.given_answers import ROLE
from lms.surveys.domain.group_results import GroupResults
from lms.surveys.presenters.results import ChoiceRow, ShownResults, TaskRow, round_before
from lms.surveys.queries import Round

_WAYS: Final = (
    "format",
    "phone",
    "data",
    "reads",
)  # how people learn: the questions that a planner asks first


@dataclass(frozen=True)
class ModuleLine:
    """A module, its points (0 to 100), and how they changed since the round before, where that is known."""

    module: Module
    points: int
    change: int | None


@dataclass(frozen=True)
class CountrySheet:
    """What stands on the sheet. `unseen`: the roles whose number is not shown. `before`: the earlier round."""

    results: ShownResults
    unseen: tuple[Name, ...]
    modules: tuple[ModuleLine, ...]
    changed: tuple[TaskRow, ...]
    ways: tuple[ChoiceRow, ...]
    before: Round | None


def country_sheet(
    survey: Survey, results: ShownResults, chosen: Round, over: Sequence[Round], language: str
) -> CountrySheet:
    """The sheet of a round whose `results` are shown."""
    before = round_before(chosen, over)
    points_before = _points_of(before)
    wanted = {survey.question(name).wording.text(language).text for name in _WAYS if _has(survey, name)}
    modules = [
        ModuleLine(module, points, points - points_before[module.id] if module.id in points_before else None)
        for module, points, _people in results.modules
    ]
    return CountrySheet(
        results,
        tuple(
            choice.wording.text(language)
            for choice in survey.question(ROLE).choices
            if choice.id not in results.figures.roles
        ),
        tuple(sorted(modules, key=lambda line: -line.points)),
        tuple(sorted((row for row in results.rows if row.change), key=lambda row: -abs(row.change or 0))),
        tuple(row for row in results.choices if row.wording.text in wanted),
        before,
    )


def _points_of(before: Round | None) -> Mapping[str, int]:
    """The points of the modules as the page of that round shows them."""
    figures = before.results if before else None
    return (
        {each.module: round(each.mean) for each in figures.modules}
        if isinstance(figures, GroupResults)
        else {}
    )


def _has(survey: Survey, name: str) -> bool:
    return any(question.id == name for question in survey.questions)
