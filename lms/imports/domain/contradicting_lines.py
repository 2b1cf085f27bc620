"""Lines of one list that contradict each other about one training: not passed in one, passed in another. Pure.

Within one line such a contradiction waits; between two lines it is asked about, whichever comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lms.imports.domain import row_actions
from lms.imports.domain.candidates import Candidate, Index
from lms.imports.domain.lines.line_values import Problem, Read
from lms.imports.domain.row_actions import Decision, Fact

SAID_OTHERWISE: Final = "line-says-otherwise"


def asked_about(
    decisions: Iterable[tuple[int, Decision]], lines: Sequence[tuple[int, Read]], index: Index
) -> Iterator[tuple[int, Decision]]:
    """The decisions about a list of trainings; a line that would be recorded although another one of the same person,
    module and day says that it was not passed, or that nobody was there, is asked about. So is one of somebody who is
    to be chosen yet: that another line says otherwise speaks against them.
    """
    denied, reads = _denied(lines, index), dict(lines)
    for number, decision in decisions:
        if denied and decision.action == "create" and decision.person is not None:
            other = denied.get(row_actions.fact_of(decision.person, reads[number]))
            if other is not None:
                asked = Candidate(decision.person, "line", "line")
                problem = Problem("result", SAID_OTHERWISE, {"line": other})
                decision = replace(decision, action="skip", problems=(problem,), candidates=(asked,))
        elif denied and decision.candidates:
            decision = _spoken_against(decision, reads[number], denied)
        yield number, decision


def says_not_passed(read: Read) -> bool:
    """Whether a line says of a training that it was not passed, or that nobody was there, and on which day; also one
    that waits for something else.
    """
    return read.denies and {"award", "on"} <= read.values.keys()


def _spoken_against(decision: Decision, read: Read, denied: Mapping[Fact, int]) -> Decision:
    # It weighs more than another number or name, which HR sees in the line.
    candidates = tuple(
        one._replace(against="line") if row_actions.fact_of(one.id, read) in denied else one
        for one in decision.candidates
    )
    return replace(decision, candidates=candidates)


def _denied(lines: Iterable[tuple[int, Read]], index: Index) -> dict[Fact, int]:
    """What lines say was not passed, with the first of them; of those who are certain, or alone likely."""
    found: dict[Fact, int] = {}
    for number, read in lines:
        if says_not_passed(read):
            who = row_actions.who(number, read.values, index)
            likely = [one.id for one in who.candidates if not one.against]
            person = likely[0] if who.person is None and len(likely) == 1 else who.person
            if person is not None:
                found.setdefault(row_actions.fact_of(person, read), number)
    return found
