"""How many people of a group chose which answer to a question, where that may be shown. Pure; see `hiding`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lms.content.types.surveys import SurveyQuestion
from lms.surveys.domain import hiding
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.hiding import LEAST

_Figure = TypeVar("_Figure")


@dataclass(frozen=True)
class ChoiceFigures:
    """A question: how many answered it, and by answer how many chose it, where that may be shown.

    `people` is None where it would tell of few who did not answer, or of a role whose people alone were asked.
    """

    question: str
    people: int | None
    counts: Mapping[str, int]


def choice_figures(question: SurveyQuestion, responses: Sequence[GivenAnswers]) -> ChoiceFigures | None:
    """How many chose what. Of an order of preference the first place counts; None where nothing may be shown.

    Who gave no answer is a part like another: how many these are follows from how many were asked.
    """
    given = [tuple(each.choices[question.id]) for each in responses if each.choices.get(question.id)]
    if not hiding.is_mixed(given):
        return None
    silent, unseen = len(responses) - len(given), 0
    if question.kind == "several":
        # Several answers of one person: each is a table of its own, of those who chose it and those who did not.
        counts = Counter(choice for chosen in given for choice in set(chosen))
        seen = frozenset(choice for choice, people in counts.items() if hiding.is_apart(people, len(given)))
    else:
        firsts: defaultdict[str, list[str]] = defaultdict(list)
        for chosen in [*given, *[("",)] * silent]:
            firsts[chosen[0]].append(chosen[0])
        counts = Counter(chosen[0] for chosen in given)
        seen = hiding.visible_parts(firsts, hiding.is_large)
        unseen = len(given) - sum(counts[choice] for choice in seen)
    if not seen:
        return None
    people = None if any(0 < number < LEAST for number in (silent, unseen)) else len(given)
    return ChoiceFigures(question.id, people, {choice: counts[choice] for choice in sorted(seen)})


def choices_in_both(whole: ChoiceFigures, part: ChoiceFigures) -> ChoiceFigures:
    """What may be shown of a question for a whole and for a part of it."""
    people = None if part.people is None else whole.people
    return replace(whole, people=people, counts=figures_in_both(whole.counts, part.counts))


def figures_in_both(whole: Mapping[str, _Figure], part: Mapping[str, _Figure]) -> Mapping[str, _Figure]:
    """The figures of a whole that a part has, too."""
    return {name: figure for name, figure in whole.items() if name in part}
