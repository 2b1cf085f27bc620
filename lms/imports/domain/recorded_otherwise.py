"""What a line of trainings says otherwise than is recorded of the same person and module, on its day or near it. Pure.

A list takes nothing back: whoever is recorded as passed stays so although a corrected list says failed, or another
mark. So such a line says what is recorded, and of whom; it is put right on the page of that person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from lms.imports.domain import row_actions
from lms.imports.domain.candidates import NOBODY_YET, Index
from lms.imports.domain.contradicting_lines import says_not_passed
from lms.imports.domain.lines.line_values import Problem, Read
from lms.imports.domain.row_actions import Decision, Ledger
from lms.records.domain import past_results

PASSED_MARK: Final = "recorded-passed-mark"
PASSED: Final = "recorded-passed"
TRAINED: Final = "recorded-trained"
UNSAID: Final = "recorded-passed-unsaid"  # and the line does not say how it went
NEAR: Final = "recorded-passed-near"  # on another day that is close by
PERHAPS: Final = "recorded-perhaps"  # said beside one of these where it is not certain whom a line is about
WORDS: Final = (PASSED_MARK, PASSED, TRAINED, UNSAID, NEAR)
_UNREAD: Final = "result-unknown"  # a word such as "result to come"


def named(
    decisions: Iterable[tuple[int, Decision]], lines: Sequence[tuple[int, Read]], index: Index, ledger: Ledger
) -> Iterator[tuple[int, Decision]]:
    """The decisions about a list of trainings; one that says otherwise than is recorded says what that is."""
    reads = dict(lines)
    for number, decision in decisions:
        read = reads[number]
        if decision.action == "same" and decision.person is not None:
            person = index.by_id[decision.person]
            decision = with_difference(decision, [(person.id, person.number)], read, ledger, certain=True)
        elif decision.action in ("skip", "fail") and _takes_away(read):
            who = row_actions.who(number, read.values, index)
            ids = [who.person] if who.person is not None else [one.id for one in who.candidates]
            people = [(one, index.by_id[one].number) for one in ids if one != NOBODY_YET]
            decision = with_difference(decision, people, read, ledger, certain=who.person is not None)
        yield number, decision


def _takes_away(read: Read) -> bool:
    """Whether a line says that a training was not passed, or does not say any more how it went, and on which day."""
    return (read.denies or _says_nothing(read)) and {"award", "on"} <= read.values.keys()


def _says_nothing(read: Read) -> bool:
    return read.unsaid or any(problem.word == _UNREAD for problem in read.problems)


def with_difference(
    decision: Decision, people: Iterable[tuple[int, str]], read: Read, ledger: Ledger, *, certain: bool
) -> Decision:
    """A decision about a line that is about one of these people (id and number), with what is recorded otherwise.

    Of several the first; whose page it is, is said where it is `certain`.
    """
    for person, number in people:
        problem = difference(person, read, ledger)
        if problem is not None:
            said = [replace(problem, values={**problem.values, "number": number})]
            if not certain:
                said.append(Problem(problem.field, PERHAPS, {"number": number}))
            about = person if certain else decision.person
            return replace(decision, person=about, problems=(*said, *decision.problems))
    return decision


def difference(person: int, read: Read, ledger: Ledger) -> Problem | None:
    """What is recorded of somebody, where a line says otherwise; None where it says nothing else.

    That somebody was there says less than that they passed, and is told as well: a list may have been corrected to it.
    A list without results says nothing of them. A day may have been corrected, too: of a line that takes a pass away
    what is recorded on a day close by counts.
    """
    fact = row_actions.fact_of(person, read)
    if fact not in ledger.counted:
        return _on_day_close_by(person, read, ledger) if _takes_away(read) else None
    mark, passed = ledger.marks.get(fact), fact in ledger.passed
    if passed and _says_nothing(read):
        return Problem("result", UNSAID, {})
    other_mark = None not in (read.mark, mark) and read.mark != mark
    if says_not_passed(read) or (passed and (read.result == "attended" or other_mark)):
        return _recorded(mark, passed=passed)
    return None


def _on_day_close_by(person: int, read: Read, ledger: Ledger) -> Problem | None:
    _, award, on = row_actions.fact_of(person, read)
    days = ledger.days.get((person, award), frozenset())
    passed = (day for day in days if (person, award, day.isoformat()) in ledger.passed)
    found = past_results.close_by(date.fromisoformat(on), passed)
    return None if found is None else Problem("result", NEAR, {"on": found.isoformat()})


def _recorded(mark: int | None, *, passed: bool) -> Problem:
    values: Mapping[str, Any] = {} if mark is None or not passed else {"mark": mark}
    return Problem("result", (PASSED_MARK if values else PASSED) if passed else TRAINED, values)
