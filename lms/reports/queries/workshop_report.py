"""A closed workshop in numbers: who came, by sex, age and place; what came of it; what was hard. Reads, never writes.

Small numbers by sex, age and place are hidden as for readers who may not see names (decision 15): the page is passed
on. Certificates are those of the ledger, so they are the same as on the pages of HR.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lms.accounts.queries import unit_tree
from lms.accounts.services.people import Scope
from lms.clock import day_of
from lms.content import registry
from lms.content.types.questions import Pool
from lms.quizzes.domain import kinds
from lms.quizzes.queries.first_papers import first_papers
from lms.records.domain.age_bands import band_of
from lms.records.domain.small_groups import LEAST
from lms.records.queries import certification_list
from lms.records.queries.uncertified import certified_days
from lms.reports.domain import figures as figures_of_people
from lms.reports.domain import workshop_results
from lms.reports.domain.figures import Breakdown, Figures
from lms.reports.domain.group_answers import Answered, LessonAnswers, group_answers
from lms.reports.domain.training_counts import Key
from lms.reports.domain.workshop_results import Attendance, Result
from lms.reports.queries.report import has_several_societies, places_of
from lms.workshops.queries.held import HeldWorkshop, Participant
from lms.workshops.services.closing import asks_attendance, rules_of


@dataclass(frozen=True)
class ModuleResults:
    """What came of a module: how many were there for enough half-days, how many have each result; the lessons of its
    test as they were answered.
    """

    module: str
    attended: int
    results: Mapping[Result, int]
    answers: tuple[LessonAnswers, ...]


@dataclass(frozen=True)
class WorkshopReport:
    """The numbers. `figures`: those who came; None once the list of people has gone. `is_small`: so few that nothing of
    what came of it is shown.
    """

    held: HeldWorkshop
    figures: Figures | None
    attendance: Sequence[Attendance]
    modules: Sequence[ModuleResults]
    is_small: bool


def workshop_report(held: HeldWorkshop) -> WorkshopReport:
    """The report of a workshop, by what is known now."""
    came = [one for one in held.participants if any(state != "absent" for state in one.states)]
    is_small = len(held.participants) < LEAST
    return WorkshopReport(
        held,
        _figures(came, held.half_days[0].on) if held.participants else None,
        workshop_results.attendance([one.states for one in held.participants]),
        [_module(held, module) for module in held.modules] if held.is_awarding and not is_small else (),
        is_small,
    )


def _figures(came: Sequence[Participant], on: date) -> Figures:
    everywhere = Scope(frozenset(unit_tree.parents()))
    units = {one.person.unit_id for one in came}
    known = certification_list.units_of(everywhere)
    places = places_of(known, registry.current())
    theirs = places_of({code: unit for code, unit in known.items() if unit.id in units}, registry.current())
    place: Breakdown = "society" if has_several_societies(theirs) else "branch"
    breakdowns: tuple[Breakdown, ...] = ("age", place)
    people = {int(one.person.id): _key(one, on) for one in came}
    return figures_of_people.figures(
        workshop_results.counted(people),
        places,
        breakdowns=breakdowns,
        behind=workshop_results.behind(people, places, breakdowns),
    )


def _key(one: Participant, on: date) -> Key:
    person = one.person
    ages = band_of(person.birth_year, on.year)
    sex = person.sex or "unknown"
    return Key(on.year, 1, person.unit_id, "", sex, ages, person.language, "workshop", "first")


def _module(held: HeldWorkshop, module: str) -> ModuleResults:
    until = workshop_results.certified_until(held.half_days[-1].on, rules_of(module).test_days)
    asked = asks_attendance(module, held.half_days[-1].on)
    whose = {one.person.id for one in held.participants}
    days: dict[int, list[date]] = {}
    for person_id, day in certified_days(whose, module):
        days.setdefault(person_id, []).append(day)
    found = [
        workshop_results.result_of(
            *(one.outcomes.get(module, {}), days.get(one.person.id, ()), held.half_days[0].on, until),
            asks_attendance=asked,
        )
        for one in held.participants
    ]
    attended = sum(one.outcomes.get(module, {}).get("attended", False) for one in held.participants)
    pool = registry.current().pools.get(module)
    answers = _answers(held, pool, until) if pool else ()
    return ModuleResults(module, attended, workshop_results.results(found), answers)


def _answers(held: HeldWorkshop, pool: Pool, until: date) -> tuple[LessonAnswers, ...]:
    """How those who took part answered in the first test that each handed in, if that was at this workshop."""
    whose = {record for one in held.participants for record in one.ids}
    units = Scope(frozenset(one.person.unit_id for one in held.participants))
    questions = {question.id: (question, kinds.rules_of(question)) for question in pool.questions}
    first, answers, people = held.half_days[0].on, [], set()
    for paper in first_papers(units, pool):
        day = day_of(paper.came_at)
        if paper.person_id not in whose or not first <= day <= until:
            continue
        people.add(paper.person_id)
        for item, answer in paper.answers.items():
            question, rules = questions[item]
            mistakes = rules.distractors_in(answer)
            answers.append(
                Answered(
                    *(paper.person_id, question.lesson, item, "", paper.language),
                    rules.is_right(answer),
                    mistakes,
                )
            )
    return group_answers(answers, people=len(people))


def hardest_questions(found: ModuleResults, pool: Pool, language: str, most: int) -> list[str]:
    """The questions that most got wrong, of those that may be shown; no numbers, so that nothing is subtracted."""
    lines = [line for lesson in found.answers for line in lesson.items if line.share is not None]
    hardest = sorted(lines, key=lambda line: (line.share.percent if line.share else 0, line.key))
    return [
        pool.question(line.key).text(language).stem
        for line in hardest[:most]
        if line.share is not None and line.share.wrong
    ]
