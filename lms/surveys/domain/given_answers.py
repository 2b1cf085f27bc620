"""What somebody answered to a survey, as it is kept: ratings and chosen ids. Knows no form and no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.content.types.surveys import SurveyQuestion
from lms.surveys.domain.scoring import Rating

SOCIETY, ROLE = "society", "role"  # the questions by which groups are formed


@dataclass(frozen=True)
class GivenAnswers:
    """Ratings by task; chosen ids by question, the first choice first. What somebody would not say is not there.

    `is_collected`: somebody has seen them, in a file of KoboToolbox or ODK, or when they asked.
    """

    ratings: Mapping[str, Rating]
    choices: Mapping[str, Sequence[str]]
    is_collected: bool = False

    @property
    def society(self) -> str:
        """The code of the Society, "" where it was not said."""
        return self._only(SOCIETY)

    @property
    def role(self) -> str:
        """The id of the role, "" where it was not said."""
        return self._only(ROLE)

    @property
    def further_choices(self) -> dict[str, list[str]]:
        """The choices but Society and role."""
        groups = (SOCIETY, ROLE)
        return {question: list(ids) for question, ids in self.choices.items() if question not in groups}

    def _only(self, question: str) -> str:
        return next(iter(self.choices.get(question, ())), "")


def is_asked(question: SurveyQuestion, said: Mapping[str, Sequence[str]]) -> bool:
    """Whether a question is asked of somebody who said so much before it."""
    if question.only_if is None:
        return True
    return not set(question.only_if.choices).isdisjoint(said.get(question.only_if.question, ()))


def asked_alone(
    questions: Iterable[SurveyQuestion], said: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[str]]:
    """What was said to questions that were asked, in their order; of what does not follow from the rest, nothing."""
    kept: dict[str, Sequence[str]] = {}
    for question in questions:
        if said.get(question.id) and is_asked(question, kept):
            kept[question.id] = said[question.id]
    return kept
