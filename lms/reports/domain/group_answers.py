"""What a group did not understand: right and wrong answers by question, lesson, place and language. Pure.

Nobody may learn how somebody answered, whatever their role: numbers are hidden as in figures (`suppression`). One
lesson is one set of tables: its right and wrong answers are the totals, which its questions, its places and its
languages split in three ways that share nothing else. See docs/decisions/0041.

Figures of the past stay, answers come one by one: the group of last month less the group of this month may be one
person. So people are let in a handful at a time (`last_month_let_in`): whoever is counted is counted with at least
LEAST others of their place and language, from the same month on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from lms.reports.domain import suppression, suppression_attack
from lms.reports.domain.suppression import LEAST

Month: TypeAlias = tuple[int, int]


class Answered(NamedTuple):
    """One answer of one person. `mistakes`: the wrong options that they chose."""

    person_id: int
    lesson: str
    item: str
    place: str
    language: str
    right: bool
    mistakes: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """How many answers were right and wrong, where both may be shown."""

    right: int
    wrong: int

    @property
    def percent(self) -> int:
        """Of a hundred answers so many were right, half of one rounded up."""
        asked = self.right + self.wrong
        return (200 * self.right + asked) // (2 * asked)


@dataclass(frozen=True)
class Mistake:
    """The wrong option that is known to be chosen most, and how many people chose it."""

    part: str
    people: int


@dataclass(frozen=True)
class Line:
    """A question, place or language; `share` None where it is not shown."""

    key: str
    share: Share | None
    mistake: Mistake | None = None


@dataclass(frozen=True)
class LessonAnswers:
    """How a lesson was understood. `share` None: about so few people that nothing of it is shown."""

    lesson: str
    share: Share | None
    items: tuple[Line, ...] = ()
    places: tuple[Line, ...] = ()
    languages: tuple[Line, ...] = ()


def last_month_let_in(people: Mapping[Month, int]) -> Month | None:
    """The last month whose people count, of one place and language: from one such month to the next come LEAST or more.

    `people`: how many came in each month that is over. Who comes after it waits for others.
    """
    waiting, last = 0, None
    for month in sorted(people):
        waiting += people[month]
        if waiting >= LEAST:
            waiting, last = 0, month
    return last


@dataclass
class _Cell:
    """A number, and the people behind it: of many people LEAST."""

    number: int = 0
    people: set[int] = field(default_factory=set)

    def add(self, person_id: int) -> None:
        self.number += 1
        if len(self.people) < LEAST:
            self.people.add(person_id)


def _pair() -> tuple[_Cell, _Cell]:
    return _Cell(), _Cell()


@dataclass
class _Tables:
    items: dict[str, tuple[_Cell, _Cell]] = field(default_factory=lambda: defaultdict(_pair))
    places: dict[str, tuple[_Cell, _Cell]] = field(default_factory=lambda: defaultdict(_pair))
    languages: dict[str, tuple[_Cell, _Cell]] = field(default_factory=lambda: defaultdict(_pair))
    mistakes: dict[str, dict[str, _Cell]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(_Cell))
    )


def group_answers(answers: Iterable[Answered], *, people: int) -> tuple[LessonAnswers, ...]:
    """How each lesson was understood, by as many people, with what could tell of few of them left out.

    Lessons, questions, places and languages are in the order of their keys: another one would tell of numbers that
    are hidden. Nothing where people are fewer than LEAST.
    """
    lessons: dict[str, _Tables] = defaultdict(_Tables)
    for one in answers:
        tables = lessons[one.lesson]
        for cells in (tables.items[one.item], tables.places[one.place], tables.languages[one.language]):
            cells[0 if one.right else 1].add(one.person_id)
        for part in () if one.right else one.mistakes:
            tables.mistakes[one.item][part].add(one.person_id)
    if people < LEAST:
        return ()
    return tuple(_lesson(lesson, lessons[lesson], people) for lesson in sorted(lessons))


def _lesson(lesson: str, tables: _Tables, people: int) -> LessonAnswers:
    right, wrong = (
        (sum(cell.number for cell in column), set[int]().union(*(cell.people for cell in column)))
        for column in zip(*tables.items.values(), strict=True)
    )
    # Everybody was asked about the lesson: where all were wrong, or all right, it is known how each one answered.
    if min(len(right[1]), len(wrong[1])) < LEAST:
        return LessonAnswers(lesson, None)
    items = [
        Line(line.key, line.share, _mistake(tables.mistakes[line.key], line.share))
        for line in _lines(tables.items, people)
    ]
    places, languages = (
        tuple(_lines(table, people, all_were_asked=True)) if len(table) > 1 else ()
        for table in (tables.places, tables.languages)
    )
    return LessonAnswers(lesson, Share(right[0], wrong[0]), tuple(items), places, languages)


def _lines(table: Mapping[str, Sequence[_Cell]], people: int, *, all_were_asked: bool = False) -> list[Line]:
    """The lines of a table, by key. A line of which any number is hidden is hidden whole.

    How many were asked is no secret: each paper has so many questions of a lesson. So a total is never what keeps a
    number safe, right and wrong answers go together, and where that leaves one possibility the table is withheld. So
    it is, too, where everybody of a line was asked and all answered alike.
    """
    keys = sorted(table)
    numbers = [tuple(cell.number for cell in table[key]) for key in keys]
    shown = _shown(numbers, [[cell.people for cell in table[key]] for key in keys], people)
    visible = [
        shown is not None and None not in (*row, total)
        for row, total in (
            zip(shown.rows, shown.totals, strict=True) if shown else (((), None) for _ in keys)
        )
    ]
    hidden = [pair for pair, is_visible in zip(numbers, visible, strict=True) if not is_visible]
    alike = any(0 in pair and (all_were_asked or sum(pair) >= people) for pair in numbers)
    if alike or is_pinned(hidden):
        visible = [False for _ in keys]
    return [
        Line(key, Share(*pair) if is_visible else None)
        for key, pair, is_visible in zip(keys, numbers, visible, strict=True)
    ]


def is_pinned(hidden: Sequence[tuple[int, ...]]) -> bool:
    """Whether a small number of hidden lines follows from how many were asked in each, and from their sum.

    Right answers of a line can be as few as the other lines leave, and as many as were asked.
    """
    asked, right = sum(map(sum, hidden)), sum(pair[0] for pair in hidden)
    for pair in hidden:
        fewest, most = max(0, right - (asked - sum(pair))), min(sum(pair), right)
        if fewest == most and any(0 < number < LEAST for number in pair):
            return True
    return False


def _mistake(chosen: Mapping[str, _Cell], share: Share | None) -> Mistake | None:
    """The wrong option that most chose, where that can be told from what is shown alone."""
    if share is None or not chosen:
        return None
    keys = sorted(chosen)
    numbers = [[chosen[key].number] for key in keys]
    if sum(number for (number,) in numbers) < LEAST:
        return None
    shown = _shown(numbers, [[chosen[key].people] for key in keys], share.wrong)
    if shown is None:
        return None
    found = [(row[0], key) for row, key in zip(shown.rows, keys, strict=True) if row[0] is not None]
    most, part = max(found, default=(0, ""))
    # What is hidden may be as much as the rest of the wrong answers: never ask how much it is.
    rest = share.wrong - sum(number for number, _ in found) if len(found) < len(keys) else 0
    return Mistake(part, most) if most and most >= rest else None


def _shown(
    numbers: Sequence[Sequence[int]], behind: Sequence[Sequence[Set[int]]], people: int
) -> suppression.Shown | None:
    """The table as figures would show it; None where it would be withheld."""
    shown = suppression.protected(numbers, behind, known=people)
    totals = [sum(column) for column in zip(*numbers, strict=True)]
    if shown is None or (sum(totals) == people and suppression_attack.succeeds(shown, totals)):
        return None
    return shown
