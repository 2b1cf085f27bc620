"""Answers by language and kind of place, and of which group so many answered a question that it may be told. Pure.

Of a question the groups are parts of the whole, which stands beside them: see `hiding`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from lms.surveys.domain import hiding
from lms.surveys.domain.given_answers import GivenAnswers

# A language and a kind of place; EVERYBODY is all of them, and who did not say one of the two stands in no other group.
Group: TypeAlias = tuple[str, str]
EVERYBODY: Final[Group] = ("", "")
_REST: Final = ""


class GroupedAnswers:
    """`groups`: EVERYBODY, then those that may be shown beside it.

    `also`: some of the same answers. What may be told has to be so of these, too: somebody may know all others.
    """

    def __init__(
        self,
        responses: Sequence[GivenAnswers],
        language: str,
        place: str,
        also: GroupedAnswers | None = None,
    ) -> None:
        self._also = also
        parts: defaultdict[str, list[GivenAnswers]] = defaultdict(list)
        groups: dict[str, Group] = {}
        for response in responses:
            group = _first(response, language), _first(response, place)
            name = " ".join(group) if all(group) else _REST
            groups[name] = group
            parts[name].append(response)
        seen = hiding.visible_parts(parts, hiding.is_large)
        shown = sorted(group for name, group in groups.items() if name in seen)
        if also is not None:
            shown = [group for group in shown if group in also.groups]
        self.groups: tuple[Group, ...] = (EVERYBODY, *shown)
        self._whole = responses
        self._parts: Mapping[Group, Sequence[GivenAnswers]] = {
            group: parts[" ".join(group)] for group in shown
        }
        self._told: dict[str, frozenset[Group]] = {}

    def could_differ(self, group: Group, question: str) -> bool:
        """Whether so many answered a question that, beside LEAST with one answer, as many may have another one."""
        given = self.given(group, question)
        if given is None or len(given) < 2 * hiding.LEAST:
            return False
        return self._also is None or self._also.could_differ(group, question)

    def given(self, group: Group, question: str) -> list[Sequence[str]] | None:
        """What a group answered to a question, who said nothing left out; None where that may not be told."""
        if group not in self._groups_that_tell(question):
            return None
        return _given(self._whole if group == EVERYBODY else self._parts[group], question)

    def _groups_that_tell(self, question: str) -> frozenset[Group]:
        if question not in self._told:
            self._told[question] = self._find_groups_that_tell(question)
        return self._told[question]

    def _find_groups_that_tell(self, question: str) -> frozenset[Group]:
        whole = _given(self._whole, question)
        if not hiding.is_large(whole):
            return frozenset()
        parts = {" ".join(group): _given(answers, question) for group, answers in self._parts.items()}
        rest = len(whole) - sum(map(len, parts.values()))
        seen = hiding.visible_parts({**parts, _REST: [()] * rest}, hiding.is_large)
        told = {EVERYBODY, *(group for group in self._parts if " ".join(group) in seen)}
        if self._also is not None:
            told &= self._also._groups_that_tell(question)
        return frozenset(told)


def _given(answers: Sequence[GivenAnswers], question: str) -> list[Sequence[str]]:
    return [chosen for each in answers if (chosen := each.choices.get(question))]


def _first(response: GivenAnswers, question: str) -> str:
    return next(iter(response.choices.get(question, ())), "")
