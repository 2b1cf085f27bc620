"""What the people of a scope did not understand of a module, from their first papers; see the domain for what hides.

What counts came until the end of the last full month, like figures for readers who may not see names, and
nobody chooses days or places: selections that overlap could be subtracted from each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lms.accounts.services.people import Scope
from lms.clock import REGION
from lms.content.types.curriculum import Content
from lms.content.types.questions import Pool
from lms.quizzes.domain import kinds
from lms.quizzes.queries.first_papers import FirstPaper, first_papers
from lms.records.queries import as_of
from lms.records.queries.certification_list import Unit
from lms.reports.domain.group_answers import (
    Answered,
    LessonAnswers,
    Month,
    group_answers,
    last_month_let_in,
)
from lms.reports.queries.report import has_several_societies, last_full_month, next_month, places_of


@dataclass(frozen=True)
class GroupReport:
    """How a group answered: `people` are counted, by lesson. `by_society`: places are Societies, else branches.

    `known`: the day until whose end papers count; `next_on`: the day on which those that came since appear.
    """

    people: int
    lessons: tuple[LessonAnswers, ...]
    by_society: bool
    known: date
    next_on: date


def group_report(
    scope: Scope, units: Mapping[str, Unit], content: Content, pool: Pool, today: date
) -> GroupReport:
    """How the people of a scope answered, whose `units` these are."""
    places = places_of(units, content)
    by_society = has_several_societies(places)
    place_of = places.societies if by_society else places.branches
    known = last_full_month(today)
    end = as_of.end_of(known)
    let_in, people = _let_in(first_papers(scope, pool, before=end), place_of)
    counted = (
        (paper, place_of[paper.unit_id])
        for paper in first_papers(scope, pool, before=end)
        if _month(paper.came_at) <= let_in.get((place_of[paper.unit_id], paper.language), (0, 0))
    )
    answers = _answers(counted, pool) if people else ()
    return GroupReport(people, group_answers(answers, people=people), by_society, known, next_month(today))


def _let_in(
    papers: Iterable[FirstPaper], place_of: Mapping[int, str]
) -> tuple[Mapping[tuple[str, str], Month], int]:
    """The last month that counts, of each place and language; and how many people that makes."""
    came: dict[tuple[str, str], Counter[Month]] = defaultdict(Counter)
    for paper in papers:
        if paper.answers:
            came[place_of[paper.unit_id], paper.language][_month(paper.came_at)] += 1
    last = {group: month for group, months in came.items() if (month := last_month_let_in(months))}
    people = sum(
        number for group, until in last.items() for month, number in came[group].items() if month <= until
    )
    return last, people


def _answers(papers: Iterable[tuple[FirstPaper, str]], pool: Pool) -> Iterator[Answered]:
    questions = {question.id: (question, kinds.rules_of(question)) for question in pool.questions}
    for paper, place in papers:
        for item, answer in paper.answers.items():
            question, rules = questions[item]
            yield Answered(
                paper.person_id,
                question.lesson,
                item,
                place,
                paper.language,
                rules.is_right(answer),
                rules.distractors_in(answer),
            )


def _month(instant: datetime) -> Month:
    there = instant.astimezone(REGION)
    return there.year, there.month
