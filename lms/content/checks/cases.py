"""Branching cases: three options of a size, each right somewhere, and no place that gives the best one away.

Rules of the curriculum (second edition, part D): an option has 10 to 20 words in English; within a decision the
longest is at most 1.3 times the shortest, and the best is never the longest, in any language (characters); over all
decisions the best one stands as often in each place, give or take one. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from lms.content.checks.consistency import LineOf
from lms.content.problems import Problem
from lms.content.types.cases import BranchingCase, Decision
from lms.content.types.curriculum import SOURCE

WORDS: Final = range(10, 21)  # of an option, in English
STRETCH: Final = 1.3  # how often the shortest option of a decision goes into the longest, at most
SPREAD: Final = 1  # how much more often the best option may stand in one place than in another
_PLACES: Final = ("a", "b", "c")


def check(cases: Mapping[str, BranchingCase], line_of: LineOf, broken: Collection[str]) -> list[Problem]:
    """Every rule that a case breaks, except in files that are `broken` anyway: those lack texts, too."""
    problems = []
    for slug, case in cases.items():
        file = f"curriculum/cases/{slug}.yaml"
        if file not in broken:
            for place, message, hint in _faults(case):
                problems.append(Problem(file, line_of(file, *place), message, hint))
    if not any(file.startswith("curriculum/cases/") for file in broken):
        problems.extend(_place_faults(cases))
    return problems


def _faults(case: BranchingCase) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Where in the file, what, and what to do."""
    for at, decision in enumerate(case.decisions):
        place = ("decisions", at)
        if (decision.situation is None) != (at == 0):
            yield place, "only the second decision has a `situation`", "The opening leads to the first one."
        if tuple(option.id for option in decision.options) != _PLACES:
            yield (*place, "options"), "the options are not a, b, c in this order", "Give each its letter."
            continue
        yield from (
            (("decisions", at, *rest), message, hint) for rest, message, hint in _options(decision, at == 0)
        )
        for language in sorted(decision.options[0].wording.texts):
            message = _size_fault(decision, language)
            if message:
                yield (
                    (*place, "options"),
                    f"{message}, in `{language}`",
                    "Readers see the shape of an answer.",
                )


def _options(decision: Decision, first: bool) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for number, option in enumerate(decision.options):
        place = ("options", number)
        words = len(option.wording.texts[SOURCE].split())
        if words not in WORDS:
            yield (*place, "text"), f"the option has {words} words", "Write 10 to 20."
        if (option.right_when is None) != (option.id == decision.best):
            hint = "No such case? Then write another option."
            yield place, "`right_when` stands at each option that is not best, and only there", hint
        if (option.later is not None) != first:
            hint = "What shows late is a consequence of the first decision."
            yield place, "`later` stands at each option of the first decision, and only there", hint


def _size_fault(decision: Decision, language: str) -> str:
    sizes = {option.id: len(option.wording.texts[language]) for option in decision.options}
    if max(sizes.values()) > STRETCH * min(sizes.values()):
        return f"the longest option has {max(sizes.values())} characters, the shortest {min(sizes.values())}"
    others = [size for name, size in sizes.items() if name != decision.best]
    return "the best option is the longest" if sizes[decision.best] > max(others) else ""


def _place_faults(cases: Mapping[str, BranchingCase]) -> Iterator[Problem]:
    places = Counter(dict.fromkeys(_PLACES, 0))
    places.update(decision.best for case in cases.values() for decision in case.decisions)
    if max(places.values()) - min(places.values()) > SPREAD:
        told = ", ".join(f"{places[place]} times {place}" for place in _PLACES)
        hint = "Change the order of options."
        yield Problem("curriculum/cases/", 1, f"over all cases the best option is {told}", hint)
